"""The Graph Store Protocol, on a server of the test's own."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
import pytest

from newsfacts.web.server import Server

from .client import Got, HttpClient, sparql
from .conftest import TOKEN

BEARER = {"Authorization": f"Bearer {TOKEN}"}
NQUADS = b"<urn:x> <urn:p> 'one' <urn:h1> .\n<urn:x> <urn:p> 'two' .".replace(b"'", b'"')


@pytest.fixture
def ask(own_server: Server) -> HttpClient:
    return HttpClient(own_server.port)


def _put(ask: HttpClient, target: str, data: bytes, kind: str, method: str = "PUT") -> Got:
    return ask(method, target, data, Content_Type=kind, **BEARER)


def test_a_put_graph_is_read_back_by_either_name(ask: HttpClient) -> None:
    assert _put(ask, "/graph-store/mine", b"<a> <urn:p> 1 .", "text/turtle").status == 201
    assert _put(ask, "/graph-store/mine", b"<a> <urn:p> 2 .", "text/turtle").status == 204
    iri = f"http://127.0.0.1:{ask.port}/graph-store/mine"
    for target in ("/graph-store/mine", f"/graph-store?graph={quote(iri, safe='')}"):
        body = ask("GET", target, Accept="application/n-triples").body.decode()
        assert f"<http://127.0.0.1:{ask.port}/graph-store/a>" in body
        assert '"2"' in body
        assert '"1"' not in body


def test_a_put_of_nquads_without_a_graph_is_the_whole_dataset(ask: HttpClient) -> None:
    assert _put(ask, "/graph-store", NQUADS, "application/n-quads").status == 204
    assert ask("GET", sparql("SELECT ?o { ?s ?p ?o }", "/sparql/union")).column("o") == ["one", "two"]
    assert ask("GET", sparql("SELECT ?o { ?s ?p ?o }")).column("o") == ["two"]


def test_a_post_of_trig_without_a_graph_adds_to_the_dataset(ask: HttpClient) -> None:
    assert _put(ask, "/graph-store", b"<urn:h2> { <urn:x> <urn:p> 'three' }", "application/trig", "POST").status == 204
    found = ask("GET", sparql("SELECT ?o { ?s <urn:p> ?o }", "/sparql/union")).column("o")
    assert found == ["drei", "eins", "three", "zwei"]


@pytest.mark.parametrize("accept", ["application/trig", "application/n-quads", "application/ld+json"])
def test_a_get_without_a_graph_is_the_whole_dataset(ask: HttpClient, accept: str) -> None:
    answer = ask("GET", "/graph-store", Accept=accept)
    form = ox.RdfFormat.from_media_type(accept)
    assert form is not None
    assert {str(quad.graph_name) for quad in ox.parse(answer.body, form)} == {"DEFAULT", "<urn:g1>", "<urn:g2>"}


def test_posted_triples_without_a_graph_make_a_new_one(ask: HttpClient) -> None:
    answer = _put(ask, "/graph-store", b"<urn:x> <urn:p> 'new' .", "text/turtle", "POST")
    assert answer.status == 201
    assert b"new" in ask("GET", f"/graph-store?graph={quote(answer.headers['location'], safe='')}").body


def test_a_dropped_graph_is_gone(ask: HttpClient) -> None:
    assert ask("DELETE", "/graph-store?graph=urn:g1", **BEARER).status == 204
    assert ask("GET", "/graph-store?graph=urn:g1").status == 404
    assert ask("DELETE", "/graph-store?graph=urn:g1", **BEARER).status == 404


@pytest.mark.parametrize(
    ("method", "target", "data", "kind", "status"),
    [
        ("PUT", "/graph-store?graph=urn:g1", b"no turtle", "text/turtle", 400),
        ("PUT", "/graph-store?graph=urn:g1", b"{}", "application/json", 415),
        ("PUT", "/graph-store", b"<urn:x> <urn:p> 1 .", "text/turtle", 400),
        ("PUT", "/graph-store?graph=urn:g1&default", b"", "text/turtle", 400),
        ("PUT", "/graph-store?graph=relative", b"", "text/turtle", 400),
        ("PUT", "/graph-store?graph=urn:a%3E%20%7D", b"", "text/turtle", 400),
        ("POST", "/graph-store?graph=urn:g1", b"--x\r\n", "multipart/form-data; boundary=x", 400),
        ("DELETE", "/graph-store", b"", "", 400),
    ],
)
def test_what_cannot_be_written_changes_nothing(
    ask: HttpClient, method: str, target: str, data: bytes, kind: str, status: int
) -> None:
    before = ask("GET", "/graph-store", Accept="application/n-quads").body
    answer = _put(ask, target, data, kind, method)
    assert (answer.status, answer.kind) == (status, "application/problem+json")
    assert sorted(ask("GET", "/graph-store", Accept="application/n-quads").body.splitlines()) == sorted(
        before.splitlines()
    )


def test_a_syntax_error_in_the_data_has_its_place_and_its_line(ask: HttpClient) -> None:
    problem = _put(ask, "/graph-store?graph=urn:g1", b"<urn:a> <urn:p> 1 .\n\n<urn:a> foo:p 2 .", "text/turtle").json
    assert (problem["line"], problem["column"], problem["text"]) == (3, 9, "<urn:a> foo:p 2 .")
    assert problem["detail"] == "The prefix foo: has not been declared"


def test_nothing_is_written_without_the_token(ask: HttpClient) -> None:
    for sent in (
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": f"Basic {TOKEN}"},
        {"Authorization": "Bearer "},
    ):
        answer = ask("PUT", "/graph-store?graph=urn:g1", b"", Content_Type="text/turtle", **sent)
        assert answer.status == 401
        update = ask("POST", "/update", b"DROP ALL", Content_Type="application/sparql-update", **sent)
        assert update.status == 401
