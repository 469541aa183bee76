"""Every way that was thought of to make the endpoint call another machine, tried against one that listens."""

from __future__ import annotations

import contextlib
import http.server
import os
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from newsfacts.web.app import create_app
from newsfacts.web.engine import guard
from newsfacts.web.engine.forked import ForkedEngine
from newsfacts.web.engine.guard import Allowed
from newsfacts.web.engine.hub import HubOptions
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import EngineError, Features, Limits, Query, Update
from newsfacts.web.engine.relay import Relay, RelayError
from newsfacts.web.engine.wall import close_network
from newsfacts.web.engine.worker import limit_files
from newsfacts.web.sparql.options import EndpointOptions

ANSWER = b'{"head":{"vars":["o"]},"results":{"bindings":[{"o":{"type":"literal","value":"far"}}]}}'


class Listener(http.server.ThreadingHTTPServer):
    """Counts who calls."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.calls: list[str] = []
        self.location = ""
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Listener

    def do_GET(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.server.calls.append(self.path)
        self.send_response(302 if self.server.location else 200)
        if self.server.location:
            self.send_header("Location", self.server.location)
        turtle = "turtle" in self.path
        body = b"<urn:x> <urn:p> 'far' ." if turtle else ANSWER
        self.send_header("Content-Type", "text/turtle" if turtle else "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_POST = do_GET  # noqa: N815 — the name that http.server calls

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def _listening() -> Iterator[Listener]:
    listening = Listener()
    yield listening
    listening.shutdown()
    listening.server_close()


@pytest.fixture
def listener(_listening: Listener) -> Listener:
    _listening.calls.clear()
    _listening.location = ""
    return _listening


QUERIES = (
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { service <URL> { ?s ?p ?o } }",
    "SELECT * { SeRvIcE SILENT <URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE<URL>{ ?s ?p ?o } }",
    "SELECT * { SERVICE # a comment <urn:x> {\n<URL> { ?s ?p ?o } }",
    "SELECT * { SERVICE\n\t\r\n<URL> { ?s ?p ?o } }",
    "PREFIX e: <URL> SELECT * { SERVICE e: { ?s ?p ?o } }",
    "PREFIX e: <URL/> SELECT * { SERVICE e:a { ?s ?p ?o } }",
    "PREFIX e: <URL/> SELECT * { SERVICEe:a { ?s ?p ?o } }",
    "PREFIX e: <URL/> PREFIX SERVICEe: <urn:> SELECT * { SERVICEe:a { ?s ?p ?o } }",
    "PREFIX e: <urn:> PREFIX e: <URL/> SELECT * { SERVICE e:a { ?s ?p ?o } }",
    "BASE <URL/> SELECT * { SERVICE <x> { ?s ?p ?o } }",
    "BASE <URL/> SELECT * { SERVICE <> { ?s ?p ?o } }",
    "BASE <URL> SELECT * { SERVICE <//127.0.0.1/x> { ?s ?p ?o } }",
    "SELECT * { BIND(<URL> AS ?u) SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { VALUES ?u { <URL> } SERVICE ?u { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT ?u { ?s ?p ?o } VALUES ?u { <URL> } }",
    "SELECT * { { SELECT * { { SERVICE <URL> { ?s ?p ?o } } } } }",
    "SELECT * { OPTIONAL { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { ?a ?b ?c MINUS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { FILTER EXISTS { SERVICE <URL> { ?s ?p ?o } } }",
    "SELECT * { FILTER(!EXISTS { SERVICE <URL> { ?s ?p ?o } }) }",
    "ASK { BIND(EXISTS { SERVICE <URL> { ?s ?p ?o } } AS ?x) }",
    "CONSTRUCT { ?s ?p ?o } { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE ?s { SERVICE <URL> { ?s ?p ?o } }",
    "DESCRIBE <urn:x> { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT (COUNT(*) AS ?n) { SERVICE <URL> { ?s ?p ?o } } GROUP BY ?s",
    "SELECT * { ?s ?p trueSERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p 1SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p 1.SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p 1e5SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p 'x'SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p 'x'@deSERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p 'x'@de--ltrSERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p ex:a.SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p _:a.SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p ?o.SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p ?oSERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ?p <urn:x>SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { FILTER(1<'>x' ) SERVICE <URL> { ?s ?p ?o } #'\n }",
    "SELECT * { FILTER(?a<'>x' ) SERVICE <URL> { ?s ?p ?o } #'\n }",
    "SELECT * { FILTER(1<?b#>'''\n) SERVICE <URL> { ?s ?p ?o } #'''\n }",
    "SELECT * { FILTER(1<1) SERVICE <URL> { ?s ?p ?o } FILTER(1>1) }",
    "SELECT * { FILTER(1<2&&2>1) SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p (<urn:a> <urn:'y> ) . SERVICE <URL> { ?x ?y ?o } #'\n }",
    "SELECT * { ?s ?p <urn:x'y> . SERVICE <URL> { ?x ?y ?o } #'\n }",
    "SELECT * { ?s ?p <urn:'\\u0041> . SERVICE <URL> { ?x ?y ?o } #'\n }",
    'SELECT * { ?s ?p "a\\" SERVICE" . SERVICE <URL> { ?x ?y ?o } }',
    'SELECT * { ?s ?p """a"" SERVICE""" . SERVICE <URL> { ?x ?y ?o } }',
    "SELECT * { ?s ?p '''a\\''' SERVICE''' . SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { ?s ex:a\\'b ?o . SERVICE <URL> { ?x ?y ?o } #'\n }",
    "SELECT * { ?s ex:a%27 ?o . SERVICE <URL> { ?x ?y ?o } #'\n }",
    "SELECT * { \\u0053ERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ＳERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { ſERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { <<( <urn:a> <urn:b> 'x' )>> ?p ?o . SERVICE <URL> { ?x ?y ?o } }",
    "SELECT * { SERVICE <\\u0068ttp://127.0.0.1:PORT/> { ?s ?p ?o } }",
    "SELECT * FROM <URL> { ?s ?p ?o }",
    "SELECT * FROM NAMED <URL> { GRAPH ?g { ?s ?p ?o } }",
)
UPDATES = (
    "LOAD <URL/turtle>",
    "load silent <URL/turtle>",
    "LOAD<URL/turtle>INTO GRAPH <urn:g>",
    "LOAD # x\n<URL/turtle> INTO GRAPH <urn:g>",
    "PREFIX e: <URL/> LOAD e:turtle",
    "PREFIX e: <URL/> LOADe:turtle",
    "BASE <URL/> LOAD <turtle>",
    "CLEAR ALL ; LOAD <URL/turtle> ; CLEAR ALL",
    "DROP ALL;LOAD<URL/turtle>",
    "INSERT DATA { <urn:x> <urn:y> 'LOAD' } ; LOAD SILENT <URL/turtle>",
    "INSERT { ?s ?p ?o } WHERE { SERVICE <URL> { ?s ?p ?o } }",
    "INSERT { ?s ?p ?o } WHERE { SERVICE SILENT <URL> { ?s ?p ?o } }",
    "DELETE { ?s ?p ?o } USING <URL> WHERE { ?s ?p ?o }",
    "INSERT { <urn:a> <urn:p> 1 } WHERE { FILTER(1<'>x' ) SERVICE <URL> { ?s ?p ?o } #'\n }",
    "INSERT { <urn:a> <urn:p> 1 } WHERE { ?s ?p trueSERVICE <URL> { ?x ?y ?o } }",
)


def _placed(text: str, listener: Listener) -> str:
    return text.replace("URL", listener.url).replace("PORT", str(listener.server_port))


@pytest.mark.parametrize("text", QUERIES + UPDATES)
def test_nothing_calls_out_when_nothing_is_allowed(text: str, listener: Listener) -> None:
    engine = LocalEngine(ox.Store(), features=Features(prefixes=(("ex", "urn:"),)))
    placed = _placed(text, listener)
    with contextlib.suppress(EngineError):  # whether it is an error is not the question
        if text in UPDATES:
            engine.write(Update(placed, "urn:base"))
        else:
            b"".join(engine.run(Query(placed, "urn:base")))
    assert listener.calls == []


@pytest.mark.parametrize("text", ["SELECT * { SERVICE <URL> { ?s ?p ?o } }", "LOAD <URL/turtle>"])
def test_the_listener_is_reached_where_nothing_guards(text: str, listener: Listener) -> None:
    """Without this, all the attempts above could pass because nobody can be reached."""
    store, placed = ox.Store(), _placed(text, listener)
    if "LOAD" in text:
        store.update(placed)
    else:
        list(store.query(placed))
    assert listener.calls


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { ?s ?p 'a SERVICE of the Secret SERVICE, LOADed' }",
        "SELECT * { ?s ?p ?service } # SERVICE <http://example.org/>",
        "SELECT * { ?s <http://example.org/SERVICE> ?o }",
        "SELECT * { ?s ex:service ?o . ?load ex:LOAD ?o }",
        "SELECT * { ?s ?p ?o FILTER(?o<5 && ?o>1) }",
    ],
)
def test_harmless_uses_of_the_words_are_let_through(text: str) -> None:
    assert guard.check(text, Allowed(), {"ex": "urn:"}) == guard.Guarded(text, remote=False)


@pytest.mark.parametrize(
    ("iri", "entry", "permitted"),
    [
        ("https://example.org/sparql", "https://example.org/sparql", True),
        ("https://example.org/sparql?x=1", "https://example.org/sparql", True),
        ("https://example.org/sparql/a", "https://example.org/sparql", True),
        ("https://example.org:443/sparql", "https://example.org/sparql", True),
        ("https://example.org/sparql-evil", "https://example.org/sparql", False),
        ("https://example.org.evil.com/sparql", "https://example.org", False),
        ("https://example.org@evil.com/sparql", "https://example.org", False),
        ("https://example.org:8443/sparql", "https://example.org/sparql", False),
        ("http://example.org/sparql", "https://example.org/sparql", False),
        ("https://example.org/sparql/../admin", "https://example.org/sparql", False),
        ("https://example.org\\@evil.com/sparql", "https://example.org", False),
        ("http://127.0.0.1:8080/a", "http://127.0.0.1:*/", True),
        ("file:///etc/passwd", "https://example.org", False),
        ("//example.org/sparql", "https://example.org", False),
        ("https://[::1/", "https://example.org", False),
    ],
)
def test_an_allow_list_entry_means_its_host_port_and_path(iri: str, entry: str, permitted: bool) -> None:
    assert Allowed((entry,), "-").permits(iri) is permitted


def test_a_worker_that_needs_no_service_cannot_open_a_socket(listener: Listener) -> None:
    """The second wall: the store's own evaluation, with no guard before it, in a worker's process."""
    pid = os.fork()
    if not pid:
        status = 1
        try:
            store = ox.Store()
            limit_files(False)
            list(store.query(f"SELECT * {{ SERVICE <{listener.url}> {{ ?s ?p ?o }} }}"))
        except (OSError, RuntimeError):
            status = 42
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    assert os.waitstatus_to_exitcode(status) == 42
    assert listener.calls == []


def test_a_worker_on_a_snapshot_cannot_open_a_socket_and_reads_on(listener: Listener, tmp_path: Path) -> None:
    """There the wall must leave files alone: the kernel refuses connections themselves."""
    store = ox.Store(str(tmp_path / "store"))
    store.load(b"<urn:a> <urn:p> 1 .", ox.RdfFormat.TURTLE)
    store.backup(str(tmp_path / "snapshot"))
    pid = os.fork()
    if not pid:
        status = 1
        try:
            if not close_network():
                os._exit(77)
            snapshot = ox.Store.read_only(str(tmp_path / "snapshot"))
            assert bool(snapshot.query("ASK { <urn:a> ?p ?o }"))
            list(snapshot.query(f"SELECT * {{ SERVICE <{listener.url}> {{ ?s ?p ?o }} }}"))
        except (OSError, RuntimeError):
            status = 42
        finally:
            os._exit(status)
    _, status = os.waitpid(pid, 0)
    if os.waitstatus_to_exitcode(status) == 77:
        pytest.skip("this system has no such wall")
    assert os.waitstatus_to_exitcode(status) == 42
    assert listener.calls == []


def test_a_token_alone_makes_nothing_writable_but_shows_the_queries() -> None:
    options = EndpointOptions(writable=False, token="sesame")
    ask = create_app(LocalEngine(ox.Store()), options).test_client()
    bearer = {"Authorization": "Bearer sesame"}
    assert ask.post("/update", data={"update": "CLEAR ALL"}, headers=bearer).status_code == 403
    assert ask.put("/graph-store?graph=urn:g", data="", headers=bearer).status_code == 403
    assert ask.get("/queries").status_code == 401
    assert ask.get("/queries", headers=bearer).json == []


@pytest.mark.parametrize("replica_bytes", [0, 8_000_000_000], ids=["on snapshots", "in memory"])
def test_workers_stand_behind_the_wall(tmp_path: Path, replica_bytes: int) -> None:
    engine = ForkedEngine(HubOptions(str(tmp_path / "store"), Limits(workers=2), replica_bytes=replica_bytes))
    try:
        assert b"true" in b"".join(engine.run(Query("ASK {}")))
        workers = [Path(f"/proc/{one.pid}/status") for one in engine.hub.pool.workers]
        ends = time.monotonic() + 5
        while not all("Seccomp:\t2" in path.read_text() for path in workers):
            assert time.monotonic() < ends
    finally:
        engine.close()
    assert workers


@pytest.fixture
def federated(listener: Listener, tmp_path: Path) -> Iterator[ForkedEngine]:
    features = Features(service_allow=(listener.url + "/sparql", listener.url + "/turtle"))
    engine = ForkedEngine(HubOptions(str(tmp_path / "store"), Limits(seconds=5), features))
    yield engine
    engine.close()


def test_an_allowed_address_is_reached_and_no_other(federated: ForkedEngine, listener: Listener) -> None:
    answer = b"".join(federated.run(Query(f"SELECT * {{ SERVICE <{listener.url}/sparql> {{ ?s ?p ?o }} }}")))
    assert b"far" in answer
    federated.write(Update(f"LOAD <{listener.url}/turtle> INTO GRAPH <urn:far>"))
    assert b"true" in b"".join(federated.run(Query("ASK { GRAPH <urn:far> { <urn:x> <urn:p> 'far' } }")))
    for text in QUERIES:
        with contextlib.suppress(EngineError):
            b"".join(federated.run(Query(_placed(text, listener).replace("/sparql", "/other"), "urn:base")))
    assert {path.partition("?")[0] for path in listener.calls} == {"/sparql", "/turtle"}


@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_a_variable_address_is_refused_even_where_its_values_are_allowed(
    federated: ForkedEngine, listener: Listener, silent: str
) -> None:
    text = f"SELECT * {{ VALUES ?u {{ <{listener.url}/sparql> }} SERVICE {silent}?u {{ ?s ?p ?o }} }}"
    with pytest.raises(EngineError, match="constant address"):
        b"".join(federated.run(Query(text)))
    assert listener.calls == []


def test_a_redirect_is_not_followed(federated: ForkedEngine, listener: Listener) -> None:
    listener.location = listener.url + "/elsewhere"
    with pytest.raises(EngineError):
        b"".join(federated.run(Query(f"SELECT * {{ SERVICE <{listener.url}/sparql> {{ ?s ?p ?o }} }}")))
    assert [path.partition("?")[0] for path in listener.calls] == ["/sparql"]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "127.0.0.1",
            "10.0.0.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "::1",
            "fd00::1",
            "fe80::1",
        ),
        *("::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "fe80::1%eth0"),
    ],
)
def test_a_public_name_with_a_private_address_is_not_fetched(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = [
        (family, socket.SOCK_STREAM, 6, "", (address, 80)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.216.34", 80)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    with pytest.raises(RelayError, match="not public"):
        Relay(("https://example.org",), 1.0).address_of("example.org", 443)
