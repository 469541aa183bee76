"""Data above the memory limit: queries run on snapshots on disk, and see every write all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from newsfacts.web.engine.forked import ForkedEngine
from newsfacts.web.engine.hub import HubOptions
from newsfacts.web.engine.records import EngineError, Limits, PutGraph, Query

from .conftest import FEATURES, filled


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[ForkedEngine]:
    filled(ox.Store(str(tmp_path / "store")))
    running = ForkedEngine(HubOptions(str(tmp_path / "store"), Limits(seconds=1, workers=4), FEATURES, replica_bytes=0))
    yield running
    running.close()


def _ask(engine: ForkedEngine, text: str) -> str:
    return b"".join(engine.run(Query(text, solutions="csv", union=True))).decode()


def test_queries_are_answered_from_a_snapshot(engine: ForkedEngine) -> None:
    assert engine.health()["engine"] == "snapshots"
    assert _ask(engine, "ASK { ex:a ex:p 'eins'@de }") == "true"


def test_the_next_query_sees_a_write(engine: ForkedEngine) -> None:
    for number in range(20):
        engine.write(PutGraph("urn:new", f"<urn:n> <urn:number> {number} .".encode(), "turtle"))
        assert _ask(engine, "SELECT ?o { <urn:n> <urn:number> ?o }").split() == ["o", str(number)]


def test_a_deadline_holds_there_too(engine: ForkedEngine) -> None:
    data = "".join(f"<urn:n{n}> <urn:v> {n} .\n" for n in range(2000)).encode()
    engine.write(PutGraph("urn:many", data, "turtle"))
    with pytest.raises(EngineError, match="ended after 1 s"):
        _ask(engine, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")


def test_no_snapshot_is_left_behind(tmp_path: Path) -> None:
    filled(ox.Store(str(tmp_path / "store")))
    engine = ForkedEngine(HubOptions(str(tmp_path / "store"), Limits(), replica_bytes=0))
    for number in range(30):
        engine.write(PutGraph(f"urn:{number}", b"<urn:n> <urn:v> 1 .", "turtle"))
    assert len(list(tmp_path.glob(".snapshots*/*"))) <= 17
    engine.close()
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
