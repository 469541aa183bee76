"""What the server's processes take of the machine, and how much of it is left (Linux; elsewhere nothing is known)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

_PROC = Path("/proc")
_CONTAINER = Path("/sys/fs/cgroup")
_KILOBYTE = 1024


def descendants(root: int) -> frozenset[int]:
    """The processes that `root` has started, and those that they have."""
    parents: dict[int, int] = {}
    for entry in _PROC.glob("[0-9]*"):
        fields = _read(entry / "stat").rpartition(")")[2].split()
        if fields:
            parents[int(entry.name)] = int(fields[1])
    found: set[int] = set()
    new = {root}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new} - found
        found |= new
    return frozenset(found)


def memory(pids: Iterable[int]) -> int:
    """Bytes of all processes together, shared pages counted once (proportional set size)."""
    return sum(_field(_PROC / str(pid) / "smaps_rollup", "Pss:") for pid in pids)


def open_files(pids: Iterable[int]) -> int:
    """File descriptors of all processes together."""
    return sum(1 for pid in pids for _ in _entries(_PROC / str(pid) / "fd"))


def processor(pid: int) -> float:
    """Seconds of processor time that a process has taken, with those of its children that it has waited for."""
    fields = _read(_PROC / str(pid) / "stat").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK") if fields else 0.0


def exposition(root: int) -> list[str]:
    """Lines for `/metrics`: what a process and its descendants take together."""
    pids = (root, *descendants(root))
    counts = {"processes": len(pids), "memory_bytes": memory(pids), "open_files": open_files(pids)}
    return [line for name, value in counts.items() for line in _gauge(f"newsfacts_{name}", value)]


def _gauge(name: str, value: int) -> tuple[str, str]:
    return f"# TYPE {name} gauge", f"{name} {value}"


def available() -> int:
    """Bytes of memory that new processes may take: the system's own estimate, or what a container leaves; 0 where
    neither is told."""
    free = _field(_PROC / "meminfo", "MemAvailable:")
    most, taken = (_read(_CONTAINER / name).strip() for name in ("memory.max", "memory.current"))
    return min(free, max(int(most) - int(taken), 1)) if most.isdigit() and taken.isdigit() else free


def affordable(workers: int, copy: int) -> int:
    """How many of `workers` there is memory for, were each to hold a copy of `copy` bytes of its own; two at least."""
    free = available()
    return max(min(workers, free // copy), min(workers, 2)) if copy and free else workers


def _entries(path: Path) -> list[Path]:
    try:
        return list(path.iterdir())
    except OSError:
        return []


def _field(path: Path, name: str) -> int:
    line = next((line for line in _read(path).splitlines() if line.startswith(name)), "")
    return int(line.split()[1]) * _KILOBYTE if line else 0


def _read(path: Path) -> str:
    """A file of the process table; empty where the process has gone meanwhile."""
    try:
        return path.read_text()
    except OSError:
        return ""
