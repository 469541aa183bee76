"""The log line of every request, and the counters that `/metrics` shows."""

from __future__ import annotations

import sys
import time
from bisect import bisect_left
from collections import Counter
from typing import TextIO

from .records import Served

_BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Observer:
    """Counts requests and writes them down. The log has paths and a hash of the query, never parameters or headers."""

    def __init__(self, areas: tuple[str, ...], log: TextIO | None = sys.stderr) -> None:
        self._areas, self._log = areas, log
        self._lines: list[str] = []
        self._second, self._stamp = 0, ""
        self.requests: Counter[tuple[str, int]] = Counter()
        self.sent = 0
        self._buckets = {area: [0] * (len(_BOUNDS) + 1) for area in (*areas, "other")}
        self._seconds: Counter[str] = Counter()

    def __call__(self, served: Served) -> None:
        """Takes note of a request."""
        area = served.path if served.path in self._buckets else "other"
        self.requests[area, served.status] += 1
        self.sent += served.sent
        self._buckets[area][bisect_left(_BOUNDS, served.seconds)] += 1
        self._seconds[area] += served.seconds  # type: ignore[assignment]
        if self._log is not None:
            self._lines.append(self._line(served))
            if len(self._lines) > 500:
                self.flush()

    def flush(self) -> None:
        """Writes the lines that wait."""
        if self._log is not None and self._lines:
            lines, self._lines = self._lines, []
            self._log.write("".join(lines))
            self._log.flush()

    def _line(self, served: Served) -> str:
        now = int(time.time())
        if now != self._second:
            self._second, self._stamp = now, time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(now))
        path = served.path.encode("unicode_escape").decode("ascii").replace(" ", "%20")[:200]
        told = f" query={served.query_hash}" if served.query_hash else ""
        return (
            f"{self._stamp} {served.client} {served.method} {path} {served.status} {served.sent}B "
            f"{served.seconds * 1000:.1f}ms{told}\n"
        )

    def exposition(self) -> list[str]:
        """The lines of the Prometheus text format."""
        lines = ["# TYPE newsfacts_http_requests_total counter"]
        for (area, status), count in sorted(self.requests.items()):
            lines.append(f'newsfacts_http_requests_total{{path="{area}",status="{status}"}} {count}')
        lines += ["# TYPE newsfacts_http_sent_bytes_total counter", f"newsfacts_http_sent_bytes_total {self.sent}"]
        lines.append("# TYPE newsfacts_http_request_seconds histogram")
        for area, buckets in self._buckets.items():
            lines += _histogram(area, buckets, float(self._seconds[area]))
        return lines


def _histogram(area: str, buckets: list[int], seconds: float) -> list[str]:
    name, lines, total = "newsfacts_http_request_seconds", [], 0
    for bound, count in zip((*_BOUNDS, "+Inf"), buckets, strict=True):
        total += count
        lines.append(f'{name}_bucket{{path="{area}",le="{bound}"}} {total}')
    return [*lines, f'{name}_sum{{path="{area}"}} {seconds:.6f}', f'{name}_count{{path="{area}"}} {total}']
