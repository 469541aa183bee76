"""Compare SPARQL endpoints on a busy machine: short turns, one endpoint after the other, and the ratios of each turn.

usage: endpoint_ratios.py PEER=URL OURS=URL [--rounds 5] [--seconds 2]

The queries are those of the shared `endpoint_load.py` (its folder is NEWSFACTS_SHARED/bench). A turn measures every
endpoint right after the other, so that what else the machine does falls on both; the median of the turns' ratios and
their spread (lowest to highest) are printed. Needs wrk.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import sys
from pathlib import Path

SHARED = Path(os.environ.get("NEWSFACTS_SHARED", Path(__file__).parents[2] / "shared"))
sys.path.insert(0, str(SHARED / "bench"))

import endpoint_load as load  # noqa: E402

KINDS = {"varied": load.KS, "repeated": load.KS[3:4]}


def rates(end: load.Endpoint, name: str, kind: str, seconds: int) -> float:
    """Requests a second; where none came through in the time, one in all of it."""
    return max(end.rate(name, seconds, 4, KINDS[kind]), 1 / seconds)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("endpoints", nargs=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=int, default=2)
    parser.add_argument("--kinds", nargs="+", default=list(KINDS))
    arguments = parser.parse_args()
    (peer_name, peer), (our_name, ours) = (
        (e.split("=", 1)[0], load.Endpoint(e.split("=", 1)[1])) for e in arguments.endpoints
    )
    for kind in arguments.kinds:
        print(f"\n{kind:16} {peer_name:>10} {our_name:>10}  ratio (lowest to highest)")
        medians = []
        for name in load.QUERIES:
            turns = [
                (rates(peer, name, kind, arguments.seconds), rates(ours, name, kind, arguments.seconds))
                for _ in range(arguments.rounds)
            ]
            ratios = sorted(b / a for a, b in turns)
            middle = statistics.median(ratios)
            medians += [middle] if name != "lookup" else []
            a, b = (statistics.median(column) for column in zip(*turns, strict=True))
            print(f"{name:16} {a:10.1f} {b:10.1f}  {middle:5.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})", flush=True)
        print(f"geometric mean without the lookup: {math.prod(medians) ** (1 / len(medians)):.2f}")


if __name__ == "__main__":
    main()
