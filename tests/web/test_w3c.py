"""The W3C's own test suites over HTTP, against the whole server; counts may only grow.

The suites and the script that runs them are not part of this repository: NEWSFACTS_SHARED names the folder with
`bench/w3c_sparql.py`. Without it these tests are skipped. `bench/endpoint_w3c.py`
prints the counts.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsfacts.web.server import Server

from . import w3c

SHARED = Path(os.environ.get("NEWSFACTS_SHARED", Path(__file__).parents[3] / "shared"))
SCRIPT = SHARED / "bench" / "w3c_sparql.py"
pytestmark = pytest.mark.skipif(not SCRIPT.is_file(), reason=f"the W3C suites are not at {SHARED} (NEWSFACTS_SHARED)")

# What is missing from the whole is the engine's (pyoxigraph), not the protocol's: see the kinds that are complete.
FLOORS = {
    "query": 483, "syntax": 367, "update": 94, "results": 9, "service": 6, "service-description": 3, "protocol": 34,
    "gsp": 13,
}  # fmt: skip
FLOOR_12 = 258


@pytest.fixture(scope="module")
def writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the suites may write to, and that may call the script's own loopback endpoints."""
    running = Server(w3c.options(tmp_path_factory.mktemp("w3c") / "store"))
    yield running
    running.close()


def test_sparql_1_0_and_1_1_are_as_conformant_as_the_engine_allows(writable: Server) -> None:
    counts = w3c.run(SCRIPT, writable.url, "--service")
    told = w3c.shown("SPARQL 1.0 and 1.1", counts)
    passed = counts.passed
    assert {kind: passed[kind] for kind in FLOORS if passed[kind] < FLOORS[kind]} == {}
    assert passed.total() >= 1009, told


def test_sparql_1_2_is_as_conformant_as_the_engine_allows(writable: Server) -> None:
    counts = w3c.run(SCRIPT, writable.url, "--suite", "sparql12")
    told = w3c.shown("SPARQL 1.2", counts)
    assert counts.passed.total() >= FLOOR_12, told
