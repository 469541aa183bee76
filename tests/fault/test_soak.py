"""A short soak: mixed work makes neither memory nor file handles grow. The long one is in `bench/endpoint_work.py`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest

from newsfacts.web.engine import family
from newsfacts.web.engine.records import Limits

from .served import Served

SECONDS = 30
# Megabytes: in so short a time no copy is loaded anew, and what the writes leave behind until then is in all processes.
REMAINS = 200
BENCH = Path(__file__).parents[2] / "bench" / "endpoint_work.py"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory of processes is told on Linux only")


def _data(articles: int) -> str:
    lines = []
    for number in range(articles):
        name = f"<http://bench.example/article/{number}>"
        b, actor = "<http://bench.example/", f"<http://bench.example/actor/{number % 40}>"
        event, position = f"<http://bench.example/event/{number}/1>", f"<http://bench.example/position/{number}>"
        lines += [
            f"{event} {b}participant> {actor} {name} .",
            f"{event} {b}participant> <http://bench.example/actor/{number % 7}> {name} .",
            f"{position} {b}holder> {actor} {name} .",
            f"{position} {b}stance> {b}supports> {name} .",
        ]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("workers", "copy", "free", "found"),
    [
        (16, 100, 10_000, 16),
        (16, 1_000, 4_500, 4),
        (16, 1_000, 100, 2),
        (1, 1_000, 100, 1),
        (16, 0, 100, 16),
        (16, 1_000, 0, 16),
    ],
)
def test_no_more_workers_than_memory_has_room_for(
    monkeypatch: pytest.MonkeyPatch, workers: int, copy: int, free: int, found: int
) -> None:
    """Each may come to hold a copy of the data of its own; on disk, or where memory is not known, nothing is bound."""
    monkeypatch.setattr(family, "available", lambda: free)
    assert family.affordable(workers, copy) == found


def test_mixed_work_makes_nothing_grow(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("endpoint_work", BENCH)
    assert spec is not None
    assert spec.loader is not None
    bench = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bench)
    store = ox.Store(str(tmp_path / "store"))
    store.load(_data(5000), ox.RdfFormat.N_QUADS)
    del store
    served = Served(tmp_path / "store", Limits())
    try:
        found = bench.soaked(served, SECONDS, rest=12)
    finally:
        served.end()
    assert found.high[1] < found.high[0] + REMAINS, found
    assert found.rest[0] < found.high[0], found
    assert found.files[1] <= found.files[0] + 4, found
    assert found.rest[1] <= found.files[0], found
