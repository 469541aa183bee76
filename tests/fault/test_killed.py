"""Processes killed at bad moments: no acknowledged write is lost, and everything comes back."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsfacts.errors import StoreLockedError
from newsfacts.web.engine.records import EngineError, PutGraph, Query, Update
from newsfacts.web.server import Server

from .served import Served, options


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    running = Server(options(tmp_path / "store"))
    yield running
    running.close()


def _ask(server: Server, text: str) -> str:
    return b"".join(server.engine.run(Query(text, solutions="csv", union=True))).decode()


def _put(server: Server, name: str) -> bool:
    try:
        server.engine.write(PutGraph(f"urn:{name}", f"<urn:{name}> <urn:p> 1 .".encode(), "turtle"))
    except EngineError:
        return False
    return True


def _child(server: Server, module: str) -> int:
    hub = server.engine.hub
    child = {"writer": hub._writer, "loader": hub._loader}[module]
    assert child is not None
    assert child.process is not None
    return child.process.pid


def _until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come back in time"
        time.sleep(0.05)


def test_queries_go_on_when_workers_are_killed(server: Server) -> None:
    for number in range(5):
        for worker in tuple(server.engine.hub.pool.workers):
            os.kill(worker.pid, signal.SIGKILL)
        _until(lambda number=number: _ask_or_none(server, f"ASK {{}} #{number}") == "true")


def _ask_or_none(server: Server, text: str) -> str:
    try:
        return _ask(server, text)
    except EngineError:
        return ""


def test_queries_and_writes_go_on_when_the_loader_is_killed(server: Server) -> None:
    assert _put(server, "a")
    os.kill(_child(server, "loader"), signal.SIGKILL)
    assert _ask(server, "ASK { <urn:a> ?p ?o }") == "true"
    assert _put(server, "b")
    assert _ask(server, "ASK { <urn:b> ?p ?o }") == "true"
    old = server.engine.hub._loader
    _until(lambda: server.engine.hub._loader is not old or not old.lost.is_set())
    assert _ask(server, "ASK { <urn:a> ?p ?o . <urn:b> ?q ?r }") == "true"


@pytest.mark.parametrize("pause", [0.0, 0.01, 0.03, 0.1])
def test_a_writer_killed_between_writes_loses_none_that_was_acknowledged(server: Server, pause: float) -> None:
    done: list[str] = []
    stop = threading.Event()

    def write() -> None:
        for number in range(10_000):
            if stop.is_set():
                return
            if _put(server, f"w{number}"):
                done.append(f"w{number}")

    thread = threading.Thread(target=write)
    thread.start()
    time.sleep(0.2 + pause)
    os.kill(_child(server, "writer"), signal.SIGKILL)
    killed_at = len(done)
    _until(lambda: len(done) > killed_at + 5)
    stop.set()
    thread.join()
    found = set(_ask(server, "SELECT ?s { ?s <urn:p> 1 }").split())
    assert {f"urn:{name}" for name in done} <= found


def test_a_server_killed_while_writing_loses_nothing_acknowledged(tmp_path: Path) -> None:
    done: list[str] = []
    for turn in range(3):
        served = Served(tmp_path / "store")
        assert all(f"<urn:{name}>" in served.graph(name) for name in done)
        timer = threading.Timer(0.3 + 0.05 * turn, served.process.kill)
        timer.start()
        for number in range(100_000):
            name = f"t{turn}n{number}"
            if served.put(name, f"<urn:{name}> <urn:p> 1 .") != 201:
                break
            done.append(name)
        timer.join()
        served.end()
    served = Served(tmp_path / "store")
    assert len(done) > 30
    assert [name for name in done if f"<urn:{name}>" not in served.graph(name)] == []
    assert served.end()[0] == 0


def test_no_process_outlives_a_killed_server(tmp_path: Path) -> None:
    served = Served(tmp_path / "store")
    assert served.status("/sparql?query=ASK%7B%7D") == 200
    session = served.family()
    assert len(session) >= 3
    served.end(signal.SIGKILL)
    _until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in session), 5)


def test_a_second_server_on_one_store_is_refused_and_says_why(server: Server, tmp_path: Path) -> None:
    with pytest.raises(StoreLockedError, match="open in another process"):
        Server(options(tmp_path / "store"))
    assert _put(server, "still")


def test_an_update_that_takes_too_long_is_ended_and_changes_nothing(tmp_path: Path) -> None:
    import msgspec

    from newsfacts.web.engine.forked import ForkedEngine
    from newsfacts.web.engine.hub import HubOptions

    engine = ForkedEngine(msgspec.structs.replace(HubOptions(str(tmp_path / "slow")), write_seconds=0.5))
    try:
        data = "".join(f"<urn:n{n}> <urn:v> {n} .\n" for n in range(3000)).encode()
        engine.write(PutGraph("", data, "turtle"))
        with pytest.raises(EngineError, match="ended after"):
            engine.write(Update("INSERT { ?a <urn:x> ?f } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"))
        engine.write(PutGraph("urn:g", b"<urn:later> <urn:p> 1 .", "turtle"))
        answer = b"".join(engine.run(Query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", solutions="csv", union=True)))
        assert answer.split() == [b"n", b"3001"]
    finally:
        engine.close()


def test_the_copy_is_loaded_anew_when_it_holds_too_many_remains(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsfacts.web.engine.hub._STALE_AFTER", 20_000)
    before = _child(server, "loader")
    names = [f"r{number}" for number in range(200)]
    assert all(_put(server, name) for name in names)
    _until(lambda: _child(server, "loader") != before)
    assert set(_ask(server, "SELECT ?s { ?s <urn:p> 1 }").split()[1:]) == {f"urn:{name}" for name in names}


def test_writing_does_not_wait_for_a_new_copy(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The copy is loaded from a snapshot, and what is written meanwhile is told to it afterwards."""
    monkeypatch.setattr("newsfacts.web.engine.hub._STALE_AFTER", 2_000_000)
    hub, before = server.engine.hub, _child(server, "loader")
    data = "".join(f"<urn:n{n}> <urn:v> {n} .\n" for n in range(60_000)).encode()
    server.engine.write(PutGraph("urn:many", data, "turtle"))
    _until(lambda: hub._missed is not None)
    assert _put(server, "meanwhile")
    assert hub._missed
    assert _ask(server, "ASK { <urn:meanwhile> ?p ?o }") == "true"
    _until(lambda: _child(server, "loader") != before, 60)
    assert _ask(server, "ASK { <urn:meanwhile> ?p ?o }") == "true"
    assert _ask(server, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").split() == ["n", "60001"]


def test_a_loader_killed_while_another_is_loading_is_replaced_and_nothing_is_lost(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsfacts.web.engine.hub._STALE_AFTER", 2_000_000)
    hub = server.engine.hub
    data = "".join(f"<urn:n{n}> <urn:v> {n} .\n" for n in range(60_000)).encode()
    server.engine.write(PutGraph("urn:many", data, "turtle"))
    _until(lambda: hub._missed is not None)
    os.kill(_child(server, "loader"), signal.SIGKILL)
    assert _put(server, "meanwhile")
    _until(lambda: hub._missed is None and not hub._loader.lost.is_set(), 60)
    assert _put(server, "after")
    text = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert _ask(server, text).split() == ["n", "60002"]
    assert not list(hub._snapshot_folder.glob("*"))
