"""Listens, and knows what all connections share: the service, the engine, the application, limits and counters."""

from __future__ import annotations

import asyncio
import re
import time

from newsfacts.web.engine.forked import ForkedEngine
from newsfacts.web.sparql.messages import Request
from newsfacts.web.sparql.service import Service

from .connection import Connection, Responder
from .observing import Observer
from .parsing import RequestHead
from .records import HttpOptions
from .wsgi import WsgiApp, WsgiRunner

_SWEEP = 1.0
_ADDRESS = re.compile(r"[0-9A-Fa-f.:]{3,45}")


class Listener:
    """One listening socket in the engine's loop."""

    def __init__(
        self, engine: ForkedEngine, service: Service, app: WsgiApp, observer: Observer, options: HttpOptions
    ) -> None:
        self.engine, self.service, self.observer, self.options = engine, service, observer, options
        self.base_url = ""
        self._runner = WsgiRunner(app, self.options.threads, engine.loop)
        self._connections: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._sweeper: asyncio.Task[None] | None = None
        self._writing = (service.options.update_path, service.options.graph_path)

    async def start(self, host: str, port: int) -> int:
        """Begins to listen; returns the port."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: Connection(self), host, port, backlog=512)
        self._sweeper = loop.create_task(self._sweep())
        found: int = self._server.sockets[0].getsockname()[1]
        return found

    async def close(self) -> None:
        """Stops listening and ends all connections."""
        if self._server is not None:
            self._server.close()
        if self._sweeper is not None:
            self._sweeper.cancel()
        for connection in tuple(self._connections):
            connection.shut()
        self._runner.close()
        self.observer.flush()

    def joined(self, connection: Connection) -> None:
        """A client has come; one too many is sent away."""
        self._connections.add(connection)
        if len(self._connections) > self.options.connections:
            connection.cut()

    def left(self, connection: Connection) -> None:
        """A client has gone."""
        self._connections.discard(connection)

    def hot(self, request: Request) -> bool:
        """Whether a request is a query, which is answered in the loop, without threads."""
        return self.service.only_asks(request)

    def hand_over(self, responder: Responder, request: Request) -> None:
        """Lets the application answer."""
        self._runner.start(responder, request)

    def body_limit(self, head: RequestHead) -> int:
        """Bytes that a request's body may have: many only for who may write."""
        options = self.service.options
        if (
            head.path.startswith(self._writing)
            and options.writable
            and options.admits(head.headers.get("authorization", ""))
        ):
            return self.engine.limits.body
        return options.read_body

    def client(self, head: RequestHead, peer: str) -> str:
        """Who asks: the other end of the connection, or whom the last of the trusted proxies names before it."""
        if not self.options.proxies:
            return peer
        told = [name.strip() for name in head.headers.get("x-forwarded-for", "").split(",")]
        name = told[-self.options.proxies] if len(told) >= self.options.proxies else ""
        return name if _ADDRESS.fullmatch(name) else peer

    def crowded(self, client: str) -> bool:
        """Whether a client has as many queries at work or waiting as it may have."""
        most = self.options.client_queries
        return bool(most) and sum(ticket.client == client for ticket in self.engine.hub.pool.tickets.values()) >= most

    def root(self, head: RequestHead) -> str:
        """Scheme and authority of the addresses that answers name."""
        return self.base_url or f"http://{head.headers.get('host', 'localhost')}"

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP)
            now = time.monotonic()
            for connection in tuple(self._connections):
                connection.overdue(now)
            self.observer.flush()
