"""Exports over HTTP: by address, by media type, and clear refusals."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from newsfacts import export
from newsfacts.web.app import create_app
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.exports import exports_blueprint


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    """A client of a server over one statement."""
    store = ox.Store()
    a, b, g = (ox.NamedNode(f"http://example.org/{name}") for name in "abg")
    store.add(ox.Quad(a, b, ox.Literal("Ü"), g))
    engine = LocalEngine(store)
    return create_app(engine, blueprints=(exports_blueprint(engine),)).test_client()


def test_all_formats_are_listed_with_their_views(client: FlaskClient) -> None:
    listed = client.get("/export").json

    assert list(export.FORMATS) == [row["format"] for row in listed]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", export.FORMATS)
def test_every_format_has_an_address(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/export/{name}")

    assert (200, export.FORMATS[name].media_type) == (answer.status_code, answer.headers["Content-Type"])
    assert f".{export.FORMATS[name].ending}" in answer.headers["Content-Disposition"]


def test_a_media_type_asks_for_its_format(client: FlaskClient) -> None:
    answer = client.get("/export", headers={"Accept": "application/n-quads"})

    assert '<http://example.org/a> <http://example.org/b> "Ü" <http://example.org/g> .' == answer.text.strip()


@pytest.mark.parametrize(("address", "status"), [("/export/nothing", 404), ("/export/turtle?view=nothing", 400)])
def test_what_cannot_be_exported_is_refused(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)

    assert (status, "application/problem+json") == (answer.status_code, answer.mimetype)
