"""A disk that takes no more: a clear error, the data intact, and writing again when there is room."""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsfacts.web.engine.records import EngineError, PutGraph, Query
from newsfacts.web.server import Server

from .served import options

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits of another process are set on Linux only")
LARGE = "".join(f'<urn:s{n}> <urn:p> "{"x" * 100}{n}" .\n' for n in range(10_000)).encode()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 12 MB, where this user may mount one."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(path)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("this user may not mount a small file system")
    yield path
    subprocess.run(["umount", "-l", str(path)], check=True)


def _fill(server: Server) -> str:
    """Writes until the disk is full; the kind of the failure."""
    for number in range(200):
        try:
            server.engine.write(PutGraph(f"urn:large{number}", LARGE, "turtle"))
        except EngineError as error:
            return error.failure.kind
    return ""


def _count(server: Server, graph: str) -> int:
    text = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
    return int(b"".join(server.engine.run(Query(text, solutions="csv"))).split()[1])


def test_a_full_disk_is_told_and_harms_nothing(small_disk: Path) -> None:
    server = Server(options(small_disk / "store"))
    try:
        server.engine.write(PutGraph("urn:first", b"<urn:a> <urn:p> 1 .", "turtle"))
        assert _fill(server) == "disk-full"
        assert _count(server, "urn:first") == 1
    finally:
        server.close()
    subprocess.run(["mount", "-o", "remount,size=200m", str(small_disk)], check=True)
    again = Server(options(small_disk / "store"))
    try:
        assert _count(again, "urn:first") == 1
        again.engine.write(PutGraph("urn:after", b"<urn:a> <urn:p> 1 .", "turtle"))
    finally:
        again.close()


def test_a_file_that_may_not_grow_is_told_and_writing_resumes(tmp_path: Path) -> None:
    server = Server(options(tmp_path / "store"))
    try:
        server.engine.write(PutGraph("urn:first", b"<urn:a> <urn:p> 1 .", "turtle"))
        writer = server.engine.hub._writer
        assert writer is not None
        assert writer.process is not None
        resource.prlimit(writer.process.pid, resource.RLIMIT_FSIZE, (100_000, 100_000))
        with pytest.raises(EngineError) as caught:
            server.engine.write(PutGraph("urn:large", LARGE, "turtle"))
        assert caught.value.failure.kind == "disk-full"
        assert (_count(server, "urn:first"), _count(server, "urn:large")) == (1, 0)
        server.engine.write(PutGraph("urn:large", LARGE, "turtle"))
        assert _count(server, "urn:large") == 10_000
    finally:
        server.close()
