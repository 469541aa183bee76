"""The W3C's own test suites over HTTP, against the whole server; counts may only grow.

The suites and the script that runs them are not part of this repository: NEWSFACTS_SHARED names the folder with
`bench/w3c_sparql.py`. Without it these tests are skipped.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsfacts.web.engine.records import Features, Limits
from newsfacts.web.options import ServeOptions
from newsfacts.web.server import Server

from .conftest import OPTIONS, TOKEN

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
    path = tmp_path_factory.mktemp("w3c") / "store"
    features = Features(service_allow=("http://127.0.0.1:*/",))
    running = Server(ServeOptions(path, port=0, endpoint=OPTIONS, limits=Limits(), features=features, access_log=False))
    yield running
    running.close()


def _passed(server: Server, folder: Path, *options: str) -> Counter[str]:
    out = folder / "outcomes.json"
    addresses = [
        "--query",
        f"{server.url}/sparql",
        "--update",
        f"{server.url}/update",
        "--gsp",
        f"{server.url}/graph-store",
    ]
    command = [
        sys.executable,
        str(SCRIPT),
        *addresses,
        "--header",
        f"Authorization: Bearer {TOKEN}",
        "--json",
        str(out),
        *options,
    ]
    subprocess.run(command, capture_output=True, check=False, timeout=200)
    outcomes = json.loads(out.read_text())["outcomes"]
    return Counter(outcome["kind"] for outcome in outcomes if outcome["outcome"] == "passed")


def test_sparql_1_0_and_1_1_are_as_conformant_as_the_engine_allows(writable: Server, tmp_path: Path) -> None:
    passed = _passed(writable, tmp_path, "--service")
    assert {kind: passed[kind] for kind in FLOORS if passed[kind] < FLOORS[kind]} == {}
    assert passed.total() >= 1009


def test_sparql_1_2_is_as_conformant_as_the_engine_allows(writable: Server, tmp_path: Path) -> None:
    assert _passed(writable, tmp_path, "--suite", "sparql12").total() >= FLOOR_12
