"""Runs the W3C's suites, by the shared script, against a server: used by the test and by the benchmark."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from newsfacts.web.engine.records import Features, Limits
from newsfacts.web.options import ServeOptions
from newsfacts.web.sparql.options import EndpointOptions

TOKEN = "sesame"


class Counts(NamedTuple):
    """Tests that passed, and all that were run, by kind."""

    passed: Counter[str]
    all: Counter[str]


def options(store: Path) -> ServeOptions:
    """A server that the suites may write to and that may call the loopback endpoints of the script."""
    features = Features(service_allow=("http://127.0.0.1:*/",))
    endpoint = EndpointOptions(writable=True, token=TOKEN, title="Test")
    return ServeOptions(store, port=0, endpoint=endpoint, limits=Limits(), features=features, access_log=False)


def run(script: Path, url: str, *more: str) -> Counts:
    """Runs a suite against the server at `url`."""
    addresses = ("--query", f"{url}/sparql", "--update", f"{url}/update", "--gsp", f"{url}/graph-store")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "outcomes.json")
        command = [sys.executable, str(script), *addresses, "--header", f"Authorization: Bearer {TOKEN}"]
        subprocess.run([*command, "--json", str(out), *more], capture_output=True, check=False, timeout=300)
        outcomes = json.loads(out.read_text())["outcomes"]
    passed = Counter(outcome["kind"] for outcome in outcomes if outcome["outcome"] == "passed")
    return Counts(passed, Counter(outcome["kind"] for outcome in outcomes if outcome["outcome"] != "skipped"))


def shown(name: str, counts: Counts) -> str:
    """A line of figures."""
    kinds = ", ".join(f"{kind} {counts.passed[kind]}/{counts.all[kind]}" for kind in sorted(counts.all))
    return f"{name}: passed {counts.passed.total()} of {counts.all.total()} ({kinds})"
