"""What the endpoint does under work: start, streaming, writing while others ask, and a soak for leaks.

usage: endpoint_work.py start GRAPH.nq       seconds to start on that many quads, and the size of the processes
       endpoint_work.py stream GRAPH.nq      memory above the data while a million rows stream
       endpoint_work.py write GRAPH.nq       graphs a second by Graph Store PUT while four clients ask
       endpoint_work.py deadline GRAPH.nq    when queries with a limit of 2 s end, and others' lookups meanwhile
       endpoint_work.py soak GRAPH.nq [--seconds 300]   mixed work; memory and descriptors at its start and end

GRAPH.nq is made by the shared `gen_graph.py`.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pyoxigraph as ox

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from newsfacts.web.engine.records import Limits
from newsfacts.web.options import ServeOptions
from newsfacts.web.server import Server
from newsfacts.web.sparql.options import EndpointOptions

TOKEN = "sesame"
PREFIX = "PREFIX b: <http://bench.example/> "
MIXED = (
    "SELECT ?p ?o { GRAPH ?g { <http://bench.example/event/%d/1> ?p ?o } }",
    "SELECT ?x ?s { GRAPH ?g { ?x b:holder <http://bench.example/actor/%d> ; b:stance ?s } } LIMIT 50",
    "SELECT ?b (COUNT(?e) AS ?n) { GRAPH ?g { ?e b:participant <http://bench.example/actor/%d> , ?b } } GROUP BY ?b",
    "CONSTRUCT { ?s ?p ?o } { GRAPH <http://bench.example/article/%d> { ?s ?p ?o } }",
    "SELECT ?x ?a { GRAPH ?g { ?x b:holder ?a } } OFFSET %d LIMIT 10000",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } #%d",
    "SELECT * { syntax error %d",
)
HEAVY = {
    "aggregate": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "cross product": "SELECT DISTINCT ?a ?f { ?a ?b ?c . ?d ?e ?f }",
    "path": "SELECT (COUNT(*) AS ?n) { ?a (!b:none)* ?b . ?b (!b:none|^b:towards)* ?c }",
    "regex": 'SELECT (COUNT(*) AS ?n) { ?a b:about ?c . ?d b:about ?f FILTER(REGEX(CONCAT(?c, ?f), "(.*a.*e)+x")) }',
}


class Client:
    """One connection that is kept, opened anew when it was cut."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def send(self, method: str, target: str, body: bytes | None = None, kind: str = "text/turtle") -> tuple[int, int]:
        """Status and size of the answer; status 0 where it was cut."""
        headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": kind}
        size = 0
        try:
            self._connection.request(method, target, body, headers)
            answer = self._connection.getresponse()
            while piece := answer.read(1 << 20):
                size += len(piece)
            return answer.status, size
        except (OSError, http.client.HTTPException):
            self._connection.close()
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            return 0, size

    def ask(self, text: str, more: str = "") -> tuple[int, int]:
        """A query by GET."""
        return self.send("GET", f"/sparql?query={quote(PREFIX + text)}{more}")

    def put(self, number: int) -> int:
        """Puts one of five hundred graphs about the size of an article's."""
        name = f"http://bench.example/new/{number % 500}"
        triples = "".join(f"<{name}/{n}> b:v {n + number} .\n" for n in range(58))
        data = f"@prefix b: <http://bench.example/> .\n{triples}".encode()
        return self.send("PUT", f"/graph-store?graph={name}", data)[0]

    def close(self) -> None:
        """Closes the connection."""
        self._connection.close()


def family(root: int) -> list[int]:
    """The process and its descendants."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except (FileNotFoundError, ProcessLookupError):
                continue
    found, new = {root}, {root}
    while new:
        new = {pid for pid, parent in parents.items() if parent in new} - found
        found |= new
    return sorted(found)


def memory(root: int) -> float:
    """Megabytes of the whole family, shared pages counted once (proportional set size)."""
    total = 0
    for pid in family(root):
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def descriptors() -> int:
    """Open files of the server's main process."""
    return len(list(Path("/proc/self/fd").iterdir()))


def in_threads(count: int, work: Callable[[int], None]) -> list[threading.Thread]:
    """Starts threads."""
    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads


def start(server: Server, took: float) -> None:
    """Seconds to start."""
    print(f"start: {took:.1f} s for {server.engine.hub.quads} quads; {memory(os.getpid()):.0f} MB in all processes")


def stream(server: Server) -> None:
    """Memory while a million rows stream."""
    client, before, peak, done = Client(server.port), memory(os.getpid()), [0.0], threading.Event()

    def watch(_: int) -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], memory(os.getpid()))

    (watcher,) = in_threads(1, watch)
    began = time.monotonic()
    again = " UNION ".join(["{ GRAPH ?g { ?s ?p ?o } }"] * 4)
    status, size = client.ask(f"SELECT ?s ?p ?o {{ {again} }} LIMIT 1000000")
    took = time.monotonic() - began
    done.set()
    watcher.join()
    above = peak[0] - before
    print(f"stream: {status}, {size / 1e6:.0f} MB in {took:.1f} s; {above:.0f} MB above the {before:.0f} MB before")


def write(server: Server, seconds: float) -> None:
    """Graphs a second while four clients ask."""
    stop, asked = threading.Event(), [0] * 4

    def ask(number: int) -> None:
        client, chance = Client(server.port), random.Random(number)
        while not stop.is_set():
            client.ask(chance.choice(MIXED[:4]) % chance.randrange(200))
            asked[number] += 1
        client.close()

    threads = in_threads(4, ask)
    client, times, until = Client(server.port), [], time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        assert client.put(len(times)) in (201, 204)
        times.append(time.monotonic() - began)
    stop.set()
    for thread in threads:
        thread.join()
    middle, late = statistics.median(times), sorted(times)[len(times) * 99 // 100]
    told = f"median {middle * 1000:.1f} ms, 99 % {late * 1000:.0f} ms"
    print(f"write: {len(times) / seconds:.0f} graphs/s ({told}), {sum(asked) / seconds:.0f} queries/s meanwhile")


def deadline(server: Server) -> None:
    """When queries with a limit end, and lookups meanwhile."""
    for name, text in HEAVY.items():
        client, other, lookups, ended = Client(server.port), Client(server.port), [], []

        def run(_: int, client: Client = client, text: str = text, ended: list[tuple[float, int]] = ended) -> None:
            began = time.monotonic()
            status, _ = client.ask(text, "&timeout=2&union")
            ended.append((time.monotonic() - began, status))

        (thread,) = in_threads(1, run)
        while thread.is_alive():
            began = time.monotonic()
            other.ask(MIXED[0] % len(lookups))
            lookups.append(time.monotonic() - began)
        spent = os.times()
        time.sleep(0.5)
        idle = os.times()
        late = sorted(lookups)[len(lookups) * 99 // 100] * 1000
        ((took, status),) = ended
        print(
            f"deadline: {name:14} ended after {took:.3f} s with {status}; lookups meanwhile: median "
            f"{statistics.median(lookups) * 1000:.1f} ms, 99 % {late:.1f} ms; front's processor 0.5 s later: "
            f"{(idle.user + idle.system - spent.user - spent.system) / 0.5 * 100:.0f} %"
        )


def soak(server: Server, seconds: float) -> None:
    """Mixed work; what has grown."""
    stop = threading.Event()

    def work(number: int) -> None:
        client, chance = Client(server.port), random.Random(number)
        turn = 0
        while not stop.is_set():
            turn += 1
            text = MIXED[5] if turn % 400 == 0 else chance.choice(MIXED[:5] + MIXED[6:])
            client.ask(text % chance.randrange(5000), "&timeout=1")
            if number == 0:
                client.put(turn)
            if turn % 50 == 0:
                client.close()
        client.close()

    def state() -> tuple[float, int, int]:
        return memory(os.getpid()), descriptors(), len(family(os.getpid()))

    threads = in_threads(4, work)
    time.sleep(seconds / 10)
    first = state()
    for _ in range(9):
        time.sleep(seconds / 10)
        now = state()
        print(f"soak: {now[0]:.0f} MB, {now[1]} descriptors, {now[2]} processes", flush=True)
    stop.set()
    for thread in threads:
        thread.join()
    time.sleep(1)
    last = state()
    grown = f"from {first[0]:.0f} to {last[0]:.0f} MB, from {first[1]} to {last[1]} descriptors"
    print(f"soak: {grown}; {server.engine.hub.pool.counts}")


def main() -> None:
    """Serve a store made of the graph and do the work."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=["start", "stream", "write", "deadline", "soak"])
    parser.add_argument("graph", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "store")
        store = ox.Store(str(path))
        store.bulk_load(path=str(arguments.graph), format=ox.RdfFormat.N_QUADS)
        store.flush()
        del store
        began = time.monotonic()
        endpoint = EndpointOptions(writable=True, token=TOKEN)
        server = Server(ServeOptions(path, port=0, endpoint=endpoint, limits=Limits(), access_log=False))
        took = time.monotonic() - began
        try:
            start(server, took)
            kinds: dict[str, Callable[[], None]] = {
                "start": lambda: None,
                "stream": lambda: stream(server),
                "write": lambda: write(server, arguments.seconds),
                "deadline": lambda: deadline(server),
                "soak": lambda: soak(server, arguments.seconds),
            }
            kinds[arguments.work]()
        finally:
            server.close()


if __name__ == "__main__":
    main()
