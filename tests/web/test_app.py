"""What the application does for all pages alike: errors for people and for programs, and packed text."""

from __future__ import annotations

import gzip
from pathlib import Path

import flask
import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from newsfacts.web.app import create_app
from newsfacts.web.engine.local import LocalEngine

from .client import Ask
from .conftest import LIMITS, OPTIONS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LONG = "<p>Drei Wörter mehr</p>" * 200


@pytest.fixture
def client(tmp_path: Path) -> FlaskClient:
    """An application with a long page, a short one, a stream and a file."""
    (tmp_path / "long.js").write_text("// long\n" * 500)
    blueprint = flask.Blueprint("some", __name__, static_folder=str(tmp_path), static_url_path="/files")
    blueprint.add_url_rule("/long", "long", lambda: LONG)
    blueprint.add_url_rule("/short", "short", lambda: "short")
    blueprint.add_url_rule("/stream", "stream", lambda: flask.Response(iter([LONG.encode()]), mimetype="text/html"))
    engine = LocalEngine(ox.Store(), LIMITS)
    return create_app(engine, OPTIONS, (blueprint,)).test_client()


def test_a_browser_is_told_of_errors_by_a_page(ask: Ask) -> None:
    answer = ask("GET", "/nowhere", Accept=BROWSER)
    assert (answer.status, answer.kind) == (404, "text/html")
    assert b"<h1>404</h1>" in answer.body
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert "Accept" in answer.headers["vary"]


@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/problem+json", "text/turtle"])
def test_a_program_is_told_of_errors_by_problem_details(ask: Ask, accept: str) -> None:
    answer = ask("GET", "/nowhere", **({"Accept": accept} if accept else {}))
    assert (answer.status, answer.kind, answer.json["status"]) == (404, "application/problem+json", 404)


def test_what_is_told_of_an_error_is_escaped(ask: Ask) -> None:
    assert b"<script>" not in ask("GET", "/%3Cscript%3E", Accept=BROWSER).body


def test_long_text_is_packed_for_who_takes_it(client: FlaskClient) -> None:
    plain, packed = client.get("/long"), client.get("/long", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 4
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("address", ["/short", "/stream"])
def test_short_text_and_streams_are_sent_as_they_are(client: FlaskClient, address: str) -> None:
    assert "Content-Encoding" not in client.get(address, headers={"Accept-Encoding": "gzip"}).headers


def test_a_packed_file_is_known_again_by_its_etag(client: FlaskClient) -> None:
    packed = client.get("/files/long.js", headers={"Accept-Encoding": "gzip"}, buffered=True)
    assert gzip.decompress(packed.data).startswith(b"// long")
    again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert client.get("/files/long.js", headers=again, buffered=True).status_code == 304
    range_asked = {"Accept-Encoding": "gzip", "Range": "bytes=0-3"}
    part = client.get("/files/long.js", headers=range_asked, buffered=True)
    assert (part.status_code, part.data) == (206, b"// l")


def test_descriptions_of_the_data_are_packed_too(ask: Ask) -> None:
    answer = ask("GET", "/.well-known/void", Accept_Encoding="gzip")
    assert b"void" in gzip.decompress(answer.body)
