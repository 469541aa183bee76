"""Exports over HTTP: by address, by media type, and clear refusals."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from newsfacts import export
from newsfacts.web.app import create_app
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import EngineError, Failure, Limits
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

    assert list(export.formats()) == [row["format"] for row in listed]  # type: ignore[union-attr]


@pytest.mark.parametrize("name", export.formats())
def test_every_format_has_an_address(client: FlaskClient, name: str) -> None:
    answer = client.get(f"/export/{name}")

    assert (200, export.formats()[name].media_type) == (answer.status_code, answer.headers["Content-Type"])
    assert f".{export.formats()[name].ending}" in answer.headers["Content-Disposition"]


def test_a_media_type_asks_for_its_format(client: FlaskClient) -> None:
    answer = client.get("/export", headers={"Accept": "application/n-quads"})

    assert '<http://example.org/a> <http://example.org/b> "Ü" <http://example.org/g> .' == answer.text.strip()


def test_more_than_a_query_may_have_is_exported_all_the_same() -> None:
    store = ox.Store()
    lines = (f"<urn:n{n}> <urn:v> <urn:n> <urn:g> .\n" for n in range(11))
    store.load("".join(lines), ox.RdfFormat.N_QUADS)
    engine = LocalEngine(store, Limits(rows=10, bytes=100))
    few = create_app(engine, blueprints=(exports_blueprint(engine),)).test_client()
    assert few.get("/export/nquads").text.count("<urn:g>") == 11
    assert few.get("/graph-store?format=nq").status_code == 422


def test_what_the_engine_cannot_do_is_told_as_its_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = LocalEngine(ox.Store())

    def busy(*_: object, **__: object) -> None:
        raise EngineError(Failure("busy", "come back", retry_after=1))

    monkeypatch.setattr(engine, "run", busy)
    answer = create_app(engine, blueprints=(exports_blueprint(engine),)).test_client().get("/export/nquads")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "1")


@pytest.mark.parametrize(("address", "status"), [("/export/nothing", 404), ("/export/turtle?view=nothing", 400)])
def test_what_cannot_be_exported_is_refused(client: FlaskClient, address: str, status: int) -> None:
    answer = client.get(address)

    assert (status, "application/problem+json") == (answer.status_code, answer.mimetype)
