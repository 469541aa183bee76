"""Processor time that an endpoint needs for a request, by process: what bounds it, whatever else the machine does.

usage: endpoint_cpu.py NAME=URL@PID [NAME=URL@PID ...] [--requests 200]

Counts the time of the process and of all its descendants, as the kernel does, over many requests by one client.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

SHARED = Path(os.environ.get("NEWSFACTS_SHARED", Path(__file__).parents[2] / "shared"))
sys.path[:0] = [str(SHARED / "bench"), str(Path(__file__).parents[1] / "src")]

import endpoint_load as load  # noqa: E402

from newsfacts.web.engine import family  # noqa: E402


def spent(root: int) -> dict[int, float]:
    """Seconds of processor time of a process and its descendants."""
    return {pid: family.processor(pid) for pid in (root, *family.descendants(root))}


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("endpoints", nargs="+")
    parser.add_argument("--requests", type=int, default=200)
    arguments = parser.parse_args()
    for given in arguments.endpoints:
        name, _, rest = given.partition("=")
        url, _, pid = rest.rpartition("@")
        end = load.Endpoint(url)
        for query in load.QUERIES:
            count = arguments.requests * (20 if query == "lookup" else 1)
            before, began = spent(int(pid)), time.perf_counter()
            for number in range(count):
                end.ask(query, load.KS[number % 200])
            wall = (time.perf_counter() - began) / count * 1000
            after = spent(int(pid))
            each = {key: (after[key] - before.get(key, 0)) / count * 1000 for key in after}
            front, others = each.get(int(pid), 0.0), sum(value for key, value in each.items() if key != int(pid))
            told = f"{front + others:8.3f} ms processor ({front:.3f} front, {others:.3f} others)"
            print(f"{name:8} {query:16} {told}, {wall:8.3f} ms wall", flush=True)


if __name__ == "__main__":
    main()
