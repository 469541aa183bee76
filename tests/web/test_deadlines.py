"""A query ends at its deadline whatever it does, honestly, and to nobody else's harm."""

from __future__ import annotations

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pyoxigraph as ox
import pytest

from newsfacts.web.app import create_app
from newsfacts.web.engine.formats import GRAPHS, Format
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import Features, Limits
from newsfacts.web.http.records import HttpOptions
from newsfacts.web.options import ServeOptions
from newsfacts.web.server import Server
from newsfacts.web.sparql.questions import Question

from .client import HttpClient, sparql
from .conftest import OPTIONS, TOKEN

LIMIT = 0.7
MARGIN = 0.2
HEAVY = {
    "aggregate": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "distinct": "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "order": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i ?a",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (<urn:next>|^<urn:next>|<urn:x>)* ?b . ?b (<urn:next>|^<urn:next>)* ?c }",
    "regex": 'SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER(REGEX(CONCAT(STR(?c), STR(?f)), "^(.*x.*y)+a*$")) }',
}


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with enough data that some queries would take hours."""
    path = tmp_path_factory.mktemp("busy") / "store"
    store = ox.Store(str(path))
    lines = (f'<urn:n{n}> <urn:next> <urn:n{(n * 7) % 4001}> .\n<urn:n{n}> <urn:v> "xay{n}" .\n' for n in range(4000))
    store.load("".join(lines), ox.RdfFormat.N_TRIPLES)
    del store
    limits = Limits(seconds=LIMIT, workers=6, queue=3, memory=1_500_000_000)
    listening = socket.create_server(("127.0.0.1", 0))  # accepts, and never answers
    features = Features(service_allow=(f"http://127.0.0.1:{listening.getsockname()[1]}/",))
    heavy = Question("heavy", (("en", "Heavy"),), (), (), lambda _: HEAVY["aggregate"])
    serving = ServeOptions(path, port=0, endpoint=OPTIONS, limits=limits, features=features, access_log=False)
    running = Server(serving, questions=(heavy,))
    yield running
    running.close()
    listening.close()


@pytest.fixture
def ask(busy: Server) -> HttpClient:
    return HttpClient(busy.port)


@pytest.mark.parametrize("name", list(HEAVY))
def test_a_query_ends_at_its_limit_whatever_it_does(ask: HttpClient, name: str) -> None:
    began = time.monotonic()
    answer = ask("GET", sparql(HEAVY[name]))
    assert time.monotonic() - began < LIMIT + MARGIN
    assert (answer.status, answer.kind) == (504, "application/problem+json")
    assert int(answer.headers["retry-after"]) > 0


def test_a_service_that_does_not_answer_ends_too(busy: Server, ask: HttpClient) -> None:
    url = busy.options.features.service_allow[0]
    began = time.monotonic()
    assert ask("GET", sparql(f"SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}")).status == 504
    assert time.monotonic() - began < LIMIT + MARGIN


def test_many_queries_to_a_service_that_does_not_answer_keep_no_other_waiting(busy: Server, ask: HttpClient) -> None:
    """What is fetched for a query ends with it, so that its place is free."""
    url = busy.options.features.service_allow[0]
    for _ in range(3):
        texts = [f"SELECT * {{ SERVICE <{url}> {{ ?s ?p {n} }} }}" for n in range(6)]
        threads = [threading.Thread(target=ask, args=("GET", sparql(text, more="&timeout=0.1"))) for text in texts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    relay = busy.engine._relay
    assert relay is not None
    ends = time.monotonic() + 0.3
    while relay.fetching:
        assert time.monotonic() < ends


def test_a_client_may_lower_the_limit_but_not_raise_it(ask: HttpClient) -> None:
    for asked, limit in ((0.2, 0.2), (30, LIMIT)):
        began = time.monotonic()
        assert ask("GET", sparql(HEAVY["aggregate"], more=f"&timeout={asked}")).status == 504
        assert limit <= time.monotonic() - began < limit + MARGIN


def test_others_are_served_meanwhile_and_the_worker_is_gone_afterwards(busy: Server, ask: HttpClient) -> None:
    threads = [threading.Thread(target=ask, args=("GET", sparql(HEAVY["aggregate"] + f" #{n}"))) for n in range(2)]
    for thread in threads:
        thread.start()
    time.sleep(0.1)
    pids = {worker.pid for worker in busy.engine.hub.pool.workers if worker.ticket}
    times = []
    while any(thread.is_alive() for thread in threads):
        began = time.monotonic()
        assert ask("GET", sparql(f"SELECT ?o {{ <urn:n{len(times)}> ?p ?o }}")).status == 200
        times.append(time.monotonic() - began)
    assert len(pids) == 2
    assert sorted(times)[len(times) * 9 // 10] < 0.05
    deadline = time.monotonic() + 0.5
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/csv", "text/tab-separated-values"])
def test_an_answer_that_breaks_off_cannot_be_taken_for_whole(ask: HttpClient, accept: str) -> None:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", ask.port, timeout=10)) as connection:
        connection.request("GET", sparql("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"), headers={"Accept": accept})
        with connection.getresponse() as answer:
            assert answer.status == 200
            with pytest.raises((http.client.IncompleteRead, ConnectionResetError)):
                answer.read()


@pytest.mark.parametrize("target", [sparql(HEAVY["aggregate"]), "/q/heavy"])
def test_a_query_is_ended_when_its_client_hangs_up(busy: Server, ask: HttpClient, target: str) -> None:
    sock = socket.create_connection(("127.0.0.1", ask.port))
    sock.sendall(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    time.sleep(0.15)
    assert len(busy.engine.running()) == 1
    sock.close()
    time.sleep(0.15)
    assert busy.engine.running() == ()


def test_the_operator_sees_and_ends_queries(ask: HttpClient) -> None:
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    status: list[int] = []
    thread = threading.Thread(target=lambda: status.append(ask("GET", sparql(HEAVY["order"])).status))
    thread.start()
    time.sleep(0.15)
    assert ask("GET", "/queries").status == 401
    (query,) = ask("GET", "/queries", **bearer).json
    assert (query["text"], query["state"]) == (HEAVY["order"], "running")
    assert ask("DELETE", f"/queries/{query['id']}", **bearer).status == 204
    thread.join()
    assert status == [503]
    assert ask("DELETE", f"/queries/{query['id']}", **bearer).status == 404


def test_too_many_queries_are_told_to_come_back(ask: HttpClient) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda n=n: answers.append(ask("GET", sparql(HEAVY["aggregate"] + f" #{n}")).status))
        for n in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) == {503, 504}
    assert answers.count(504) == 9


@pytest.fixture
def shared(busy: Server) -> Iterator[None]:
    """The server where a client may have two queries, behind one proxy."""
    listener = busy._listener
    listener.options = msgspec.structs.replace(listener.options, client_queries=2, proxies=1)
    yield
    listener.options = HttpOptions()


@pytest.mark.usefixtures("shared")
def test_one_client_cannot_take_all_places(ask: HttpClient) -> None:
    """What a client itself puts before the proxy's entry does not make it another one."""
    answers: dict[str, list[int]] = {"192.0.2.1": [], "192.0.2.2": []}

    def send(number: int, client: str) -> None:
        told = {"X_Forwarded_For": f"10.0.0.{number}, {client}"}
        answers[client].append(ask("GET", sparql(HEAVY["aggregate"] + f" # {number} {client}"), **told).status)

    threads = [threading.Thread(target=send, args=(n, "192.0.2.1")) for n in range(5)]
    for thread in threads:
        thread.start()
    time.sleep(0.2)
    send(1, "192.0.2.2")
    for thread in threads:
        thread.join()
    assert sorted(answers["192.0.2.1"]) == [429, 429, 429, 504, 504]
    assert answers["192.0.2.2"] == [504]


@pytest.mark.parametrize(("limits", "detail"), [(Limits(rows=10), "10 rows"), (Limits(bytes=90), "90 bytes")])
def test_an_answer_over_a_limit_is_refused_not_cut(limits: Limits, detail: str) -> None:
    store = ox.Store()
    store.load("".join(f"<urn:n{n}> <urn:v> {n} .\n" for n in range(11)), ox.RdfFormat.TURTLE)
    client = create_app(LocalEngine(store, limits)).test_client()
    for kind in (
        "application/sparql-results+json",
        "text/csv",
        "text/tab-separated-values",
        "application/sparql-results+xml",
    ):
        answer = client.get(sparql("SELECT * { ?s ?p ?o }"), headers={"Accept": kind})
        assert answer.status_code == 422
        assert detail in answer.get_json(force=True)["detail"]


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
@pytest.mark.parametrize(
    "target",
    [
        sparql("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", more="&format="),
        sparql("DESCRIBE ?s { ?s ?p ?o }", more="&format="),
        "/graph-store?default&format=",
        "/graph-store?graph=urn:g&format=",
    ],
)
def test_more_triples_than_the_limit_are_refused_in_every_format(target: str, form: Format) -> None:
    store = ox.Store()
    lines = [f'<urn:n{n}> <urn:v> "a ; b , c .\\n{n}"' for n in range(11)]
    store.load("".join(f"{line} .\n{line} <urn:g> .\n" for line in lines), ox.RdfFormat.N_QUADS)
    few, many = (create_app(LocalEngine(store, Limits(rows=rows))).test_client() for rows in (10, 11))
    refused = few.get(target + form.name)
    assert (refused.status_code, refused.get_json(force=True)["detail"]) == (422, "the answer has more than 10 rows")
    assert many.get(target + form.name).status_code == 200


def test_a_query_that_wants_too_much_memory_ends_alone(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path / "store"))
    store.load("".join(f"<urn:n{n}> <urn:v> {n} .\n" for n in range(2000)), ox.RdfFormat.TURTLE)
    del store
    limits = Limits(seconds=20, memory=150_000_000)
    server = Server(ServeOptions(tmp_path / "store", port=0, endpoint=OPTIONS, limits=limits, access_log=False))
    try:
        ask = HttpClient(server.port)
        answer = ask("GET", sparql("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f"))
        assert (answer.status, answer.json["type"].rpartition("/")[2]) == (503, "worker-lost")
        assert int(answer.headers["retry-after"]) > 0
        assert ask("GET", sparql("ASK { ?s ?p 7 }")).json["boolean"] is True
    finally:
        server.close()
