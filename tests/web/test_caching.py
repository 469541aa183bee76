"""ETags name the state of the data and the request; nothing is evaluated twice on data that have not changed."""

from __future__ import annotations

from newsfacts.web.server import Server

from .client import HttpClient, sparql
from .conftest import TOKEN

QUERY = sparql("SELECT ?o { GRAPH ?g { ?s ex:p ?o } }")
BEARER = f"Bearer {TOKEN}"


def _insert(ask: HttpClient, text: str) -> int:
    body = f"INSERT DATA {{ GRAPH <urn:new> {{ {text} }} }}".encode()
    return ask("POST", "/update", body, Content_Type="application/sparql-update", Authorization=BEARER).status


def test_an_unchanged_answer_is_a_304_without_a_body(server: Server) -> None:
    ask = HttpClient(server.port)
    etag = ask("GET", QUERY).headers["etag"]
    again = ask("GET", QUERY, If_None_Match=etag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)


def test_each_format_has_an_etag_of_its_own(server: Server) -> None:
    ask = HttpClient(server.port)
    etags = {ask("GET", QUERY, Accept=kind).headers["etag"] for kind in ("text/csv", "application/sparql-results+xml")}
    assert len(etags) == 2


def test_a_change_of_the_data_changes_the_etag(own_server: Server) -> None:
    ask = HttpClient(own_server.port)
    before = ask("GET", QUERY)
    assert _insert(ask, "<urn:n> ex:p 'neu'") == 204
    after = ask("GET", QUERY, If_None_Match=before.headers["etag"])
    assert (after.status, "neu" in after.column("o")) == (200, True)


def test_what_differs_from_run_to_run_has_no_etag_and_is_not_kept(server: Server) -> None:
    ask = HttpClient(server.port)
    first, second = (ask("GET", sparql("SELECT (STRUUID() AS ?u) {}")) for _ in range(2))
    assert "etag" not in first.headers
    assert first.column("u") != second.column("u")


def test_repeated_answers_come_from_the_cache(server: Server) -> None:
    ask = HttpClient(server.port)
    ask("GET", QUERY)
    hits = server.engine.hub.pool.cache.hits
    assert ask("GET", QUERY).status == 200
    assert server.engine.hub.pool.cache.hits == hits + 1


def test_the_cache_is_bounded_in_bytes() -> None:
    from newsfacts.web.engine.cache import Cache, Kept
    from newsfacts.web.engine.records import Head

    cache = Cache(limit=5_000, entry_limit=2_000)
    for number in range(20):
        cache.put(str(number).encode(), Kept(Head("text/plain"), bytes(1_000)))
    cache.put(b"large", Kept(Head("text/plain"), bytes(3_000)))
    assert cache.bytes <= 5_000
    assert cache.get(b"19") is not None
    assert cache.get(b"0") is None
    assert cache.get(b"large") is None
