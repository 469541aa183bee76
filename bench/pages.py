"""Times the pages on a workspace: pages.py WORKSPACE — each page's first and second answer, and what the first cost.

Milliseconds on the clock, and of processor time in all of the server's processes, which a busy machine does not
stretch as much. Every address is asked for twice: the second answer may come from what the engine keeps. The workspace
must not be served or written meanwhile; `scale.py` makes a large one.
"""

from __future__ import annotations

import os
import re
import sys
import time
import urllib.request
from html import unescape
from pathlib import Path
from urllib.parse import quote

from newsfacts.config import Settings
from newsfacts.web import serving
from newsfacts.web.server import Server
from newsfacts.workspace import Workspace

AIM = 150  # milliseconds
WORDS = ("Merkel", "Regierung", "Präsident", "der", "USA", "EU", "Krieg Frieden", "nirgends")
PAGES = (
    "/", *(f"/search?q={quote(words)}" for words in WORDS), "/network", "/network?from=2019-01-01&to=2023-01-01",
    "/network?kind=against", "/network?from=2014-03-05", "/timeline", "/timeline?to=2020-01-01", "/map", "/questions",
    "/query", "/ontology",
)  # fmt: skip
KINDS = ("actor", "issue", "place", "article", "event", "position")
_TICK = os.sysconf("SC_CLK_TCK")


def processor() -> float:
    """Seconds of processor time of this process and its descendants that live."""
    parents, times = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(stat.parent.name)], times[int(stat.parent.name)] = int(fields[1]), int(fields[11]) + int(fields[12])
    own, found = {os.getpid()}, {os.getpid()}
    while own:
        own = {pid for pid, parent in parents.items() if parent in own}
        found |= own
    return sum(times.get(pid, 0) for pid in found) / _TICK


def asked(url: str) -> tuple[str, float]:
    """A page and how many milliseconds it took."""
    started = time.perf_counter()
    request = urllib.request.Request(url, headers={"Accept": "text/html", "Accept-Language": "de"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        text = answer.read().decode()
    return text, (time.perf_counter() - started) * 1000


def shown(base: str, path: str) -> str:
    """Asks for a page twice and prints what that took."""
    before = processor()
    text, first = asked(base + path)
    cost = (processor() - before) * 1000
    _, again = asked(base + path)
    print(f"{path[:74]:74} {first:6.0f} {cost:6.0f} {again:6.0f}{'  over' if min(first, cost) > AIM else ''}")
    return text


def main() -> None:
    workspace, settings = Workspace(Path(sys.argv[1])), Settings(port=0)
    started = time.perf_counter()
    server = Server(serving.options(workspace, settings), serving.pages(workspace, settings))
    print(f"ready after {time.perf_counter() - started:.1f} s, {server.engine.health()['quads']:,} quads")
    time.sleep(float(os.environ.get("PAUSE", "8")))  # the overviews are asked meanwhile
    print(f"{'page':74} {'first':>6} {'cpu':>6} {'again':>6}")
    texts = [shown(server.url, path) for path in PAGES]
    for kind in KINDS:
        links = dict.fromkeys(
            unescape(link) for text in texts for link in re.findall(rf'href="(/{kind}/[^"#]+)"', text)
        )
        texts += [shown(server.url, link) for link in list(links)[:3]]
    edges = re.findall(r'href="(/network/edge[^"]+)"', texts[PAGES.index("/network")])
    for link in edges[:3]:
        shown(server.url, unescape(link))
    server.close()


if __name__ == "__main__":
    main()
