"""What the HTTP server needs to know, and what it tells its observers."""

from __future__ import annotations

import msgspec


class HttpOptions(msgspec.Struct, frozen=True):
    """Limits of the connections themselves; times are seconds."""

    connections: int = 1000
    head_seconds: float = 15.0  # for the head of a request to arrive
    body_seconds: float = 60.0  # between two pieces of a body
    idle_seconds: float = 75.0
    stalled_seconds: float = 60.0  # for a client that does not read its answer
    buffer: int = 4_194_304  # bytes of an answer that may wait for a slow client
    threads: int = 8  # for the WSGI application
    client_queries: int = 0  # that one client may have at work or waiting; 0: no limit
    proxies: int = 0  # before the server, whose X-Forwarded-For is believed


class Served(msgspec.Struct, frozen=True):
    """One request that is over, for the log and the counters; status 0 is an answer that was cut."""

    client: str
    method: str
    path: str
    status: int
    sent: int
    seconds: float
    query_hash: str = ""
