"""A build that is killed at any moment loses nothing that was there and goes on with what is missing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsfacts import build, resources
from newsfacts.config import Settings
from newsfacts.reading import read
from newsfacts.store import GraphStore
from newsfacts.workspace import Workspace

EXAMPLES = sorted(str(path) for path in resources.data("articles").glob("*.txt"))[:6]
LONGEST = 60.0


def quads(workspace: Workspace) -> list[str]:
    """Everything in a workspace's store, sorted."""
    with GraphStore(workspace.store) as store:
        return sorted(map(str, store.inner))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The graph that an undisturbed build makes."""
    workspace = Workspace(tmp_path_factory.mktemp("whole"))
    build.build(read(EXAMPLES), workspace, Settings())
    return quads(workspace)


def killed_when(workspace: Workspace, reached: int) -> None:
    """Starts a build in a process of its own and kills it once `reached` files are in the workspace, store included."""
    command = [sys.executable, "-m", "newsfacts", "build", *EXAMPLES, "--workspace", str(workspace.root), "--quiet"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    ends = time.monotonic() + LONGEST
    while process.poll() is None and time.monotonic() < ends:
        if sum(len(files) for _, _, files in os.walk(workspace.root)) >= reached:
            break
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("reached", [1, 9, 13, 17, 19, 21])
def test_a_killed_build_goes_on_where_it_was(tmp_path: Path, reached: int, whole: list[str]) -> None:
    workspace = Workspace(tmp_path)
    killed_when(workspace, reached)
    kept = set(workspace.article_ids())

    report = build.build(read(EXAMPLES), workspace, Settings())

    assert len(kept) == report.unchanged
    assert () == report.failed
    assert whole == quads(workspace)
