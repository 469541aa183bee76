"""Measures the exports of a workspace: exports.py WORKSPACE [VIEW] [FORMAT…] — edges, seconds, memory of each format.

Each format is written in a process of its own from the store on disk; seconds are of the processor. The memory is what
a process has at its peak, the library and the store's cache among it. `scale.py` makes a large workspace.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyoxigraph as ox

from newsfacts import export
from newsfacts.workspace import Workspace

AIM = 100_000  # edges


def measured(store: Path, view: str, form: str) -> dict[str, float]:
    """One export in this process."""
    opened = ox.Store.read_only(str(store))
    started = time.process_time()
    with tempfile.TemporaryFile() as sink:
        export.write(opened, form, view, sink)
    seconds = time.process_time() - started
    return {"seconds": seconds, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000}


def main() -> None:
    store = Workspace(Path(sys.argv[1])).store
    view = sys.argv[2] if len(sys.argv) > 2 else "full"
    if "--one" in sys.argv:
        print(json.dumps(measured(store, view, sys.argv[-1])))
        return
    edges = sum(1 for _ in export.project(ox.Store.read_only(str(store)), view).edges())
    print(f"{view}: {edges:,} edges\n{'format':16} {'seconds':>8} {'per 100,000':>12} {'MB':>6}")
    wanted = sys.argv[3:] or [name for name, form in export.formats().items() if view in form.views]
    for form in wanted:
        command = [sys.executable, __file__, sys.argv[1], view, "--one", form]
        found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        relative = found["seconds"] * AIM / max(edges, 1)
        print(f"{form:16} {found['seconds']:8.2f} {relative:12.2f} {found['megabytes']:6.0f}")


if __name__ == "__main__":
    main()
