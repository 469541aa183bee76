"""What the endpoint does under work: start, streaming, writing while others ask, deadlines, and a soak for leaks.

usage: endpoint_work.py start GRAPH.nq       seconds to start on that many quads, and the size of the processes
       endpoint_work.py stream GRAPH.nq      memory above the data while a million rows stream
       endpoint_work.py write GRAPH.nq       graphs a second by Graph Store PUT while four clients ask
       endpoint_work.py deadline GRAPH.nq    when queries with a limit of 2 s end, and others' lookups meanwhile
       endpoint_work.py soak GRAPH.nq [--seconds 300]   mixed work; fails where memory or descriptors have grown
       endpoint_work.py serve GRAPH.nq [--cache-bytes 0]   serves, for the other scripts, until it is interrupted

GRAPH.nq is made by the shared `gen_graph.py`. The server runs in processes of its own; memory is their proportional
set size, which counts shared pages once. It moves all the while: the cache of answers fills and is emptied by writes,
workers come to hold pages of their own and are replaced, the copy of the data is loaded anew every few thousand writes.
So the soak compares like with like: its second half with what is between the first fifth and the middle (with 300 s,
from the first minute on). The lower quartile of the memory may be 15 % higher, the highest 25 %, descriptors four more;
and 20 s after the end there may not be more memory than early.
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pyoxigraph as ox

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.fault.served import TOKEN, Served  # noqa: E402

from newsfacts.web.engine import family  # noqa: E402
from newsfacts.web.engine.records import Limits  # noqa: E402

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
LOW_GROWTH, HIGH_GROWTH = 1.15, 1.25
MEGABYTE = 1_000_000


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


def in_threads(count: int, work: Callable[[int], None]) -> list[threading.Thread]:
    """Starts threads that each do `work` with their number."""
    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(count)]
    for thread in threads:
        thread.start()
    return threads


def memory(served: Served) -> float:
    """Megabytes of all the server's processes."""
    return family.memory(served.family()) / MEGABYTE


def start(served: Served, took: float) -> None:
    """Seconds to start."""
    print(f"start: {took:.1f} s; {memory(served):.0f} MB in {len(served.family())} processes", flush=True)


def stream(served: Served, _: float) -> None:
    """Memory while a million rows stream."""
    client, before, peak, done = Client(served.port), memory(served), [0.0], threading.Event()

    def watch(_: int) -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], memory(served))

    (watcher,) = in_threads(1, watch)
    began = time.monotonic()
    again = " UNION ".join(["{ GRAPH ?g { ?s ?p ?o } }"] * 4)
    status, size = client.ask(f"SELECT ?s ?p ?o {{ {again} }} LIMIT 1000000")
    took = time.monotonic() - began
    done.set()
    watcher.join()
    above = peak[0] - before
    print(f"stream: {status}, {size / 1e6:.0f} MB in {took:.1f} s; {above:.0f} MB above the {before:.0f} MB before")


def write(served: Served, seconds: float) -> None:
    """Graphs a second while four clients ask."""
    stop, asked = threading.Event(), [0] * 4

    def ask(number: int) -> None:
        client, chance = Client(served.port), random.Random(number)
        while not stop.is_set():
            client.ask(chance.choice(MIXED[:4]) % chance.randrange(200))
            asked[number] += 1
        client.close()

    threads = in_threads(4, ask)
    client, times, until = Client(served.port), [], time.monotonic() + seconds
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


def deadline(served: Served, _: float) -> None:
    """When queries with a limit end, and lookups meanwhile."""
    for name, text in HEAVY.items():
        client, other, lookups, ended = Client(served.port), Client(served.port), [], []

        def run(_: int, client: Client = client, text: str = text, ended: list[tuple[float, int]] = ended) -> None:
            began = time.monotonic()
            status, _ = client.ask(text, "&timeout=2&union")
            ended.append((time.monotonic() - began, status))

        (thread,) = in_threads(1, run)
        while thread.is_alive():
            began = time.monotonic()
            other.ask(MIXED[0] % len(lookups))
            lookups.append(time.monotonic() - began)
        time.sleep(0.5)
        spent = {pid: family.processor(pid) for pid in served.family()}
        time.sleep(0.5)
        busy = sum(family.processor(pid) - before for pid, before in spent.items()) / 0.5 * 100
        late = sorted(lookups)[len(lookups) * 99 // 100] * 1000
        ((took, status),) = ended
        print(
            f"deadline: {name:14} ended after {took:.3f} s with {status}; lookups meanwhile: median "
            f"{statistics.median(lookups) * 1000:.1f} ms, 99 % {late:.1f} ms; 0.5 s later {busy:.0f} % of a processor",
            flush=True,
        )


class Soaked(NamedTuple):
    """Lower quartile and highest of the megabytes and most descriptors, early and late, and what is left at rest."""

    low: tuple[float, float]
    high: tuple[float, float]
    files: tuple[int, int]
    rest: tuple[float, int]

    @property
    def grown(self) -> bool:
        """Whether there is more late than early, or at rest."""
        return (
            self.low[1] > self.low[0] * LOW_GROWTH
            or self.high[1] > self.high[0] * HIGH_GROWTH
            or self.files[1] > self.files[0] + 4
            or self.rest[0] > self.high[0]
            or self.rest[1] > self.files[0]
        )


def soaked(served: Served, seconds: float, rest: float = 20) -> Soaked:
    """Mixed work: five kinds of queries and wrong ones, some that reach their deadline, and graphs put meanwhile."""
    stop = threading.Event()

    def work(number: int) -> None:
        client, chance = Client(served.port), random.Random(number)
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

    threads, seen = in_threads(4, work), []
    for _ in range(50):
        time.sleep(seconds / 50)
        seen.append((memory(served), family.open_files(served.family()[:1])))
        if len(seen) % 5 == 0:
            print("soak: {:.0f} MB, {} descriptors".format(*seen[-1]), flush=True)
    stop.set()
    for thread in threads:
        thread.join()
    time.sleep(rest)
    parts = seen[10:25], seen[25:]
    low = tuple(statistics.quantiles([one[0] for one in part])[0] for part in parts)
    high = tuple(max(one[0] for one in part) for part in parts)
    files = tuple(max(one[1] for one in part) for part in parts)
    return Soaked(low, high, files, (memory(served), family.open_files(served.family()[:1])))


def soak(served: Served, seconds: float) -> None:
    """Mixed work; fails where something has grown."""
    found = soaked(served, seconds)
    print(
        "soak: lower quartile {:.0f} MB early and {:.0f} late, highest {:.0f} and {:.0f},".format(
            *found.low, *found.high
        )
    )
    print("soak: {:.0f} MB at rest; descriptors {} early, {} late, {} at rest".format(
        found.rest[0], *found.files, found.rest[1]))  # fmt: skip
    if found.grown:
        sys.exit("soak: it has grown")


def serve(served: Served, _: float) -> None:
    """Waits."""
    print(f"serve: http://127.0.0.1:{served.port}/sparql#graph@{served.process.pid}", flush=True)
    with suppress(KeyboardInterrupt):
        served.process.wait()


KINDS: dict[str, Callable[[Served, float], None]] = {
    "start": lambda *_: None,
    "stream": stream,
    "write": write,
    "deadline": deadline,
    "soak": soak,
    "serve": serve,
}


def main() -> None:
    """Serve a store made of the graph and do the work."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("work", choices=KINDS)
    parser.add_argument("graph", type=Path)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--cache-bytes", type=int, default=Limits().cache_bytes)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "store")
        store = ox.Store(str(path))
        store.bulk_load(path=str(arguments.graph), format=ox.RdfFormat.N_QUADS)
        store.flush()
        del store
        began = time.monotonic()
        served = Served(path, Limits(cache_bytes=arguments.cache_bytes))
        start(served, time.monotonic() - began)
        try:
            KINDS[arguments.work](served, arguments.seconds)
        finally:
            served.end()


if __name__ == "__main__":
    main()
