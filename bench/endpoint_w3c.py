"""How many of the W3C's tests the endpoint passes over HTTP: SPARQL 1.0 and 1.1 together, and 1.2.

usage: endpoint_w3c.py

The suites are the shared ones (NEWSFACTS_SHARED/bench). `tests/web/test_w3c.py` holds the floors.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
SCRIPT = Path(os.environ.get("NEWSFACTS_SHARED", ROOT.parent / "shared")) / "bench" / "w3c_sparql.py"
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.web import w3c  # noqa: E402

from newsfacts.web.server import Server  # noqa: E402


def main() -> None:
    """Print the counts."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(w3c.options(Path(folder, "store")))
        try:
            print(w3c.shown("SPARQL 1.0 and 1.1", w3c.run(SCRIPT, server.url, "--service")), flush=True)
            print(w3c.shown("SPARQL 1.2", w3c.run(SCRIPT, server.url, "--suite", "sparql12")))
        finally:
            server.close()


if __name__ == "__main__":
    main()
