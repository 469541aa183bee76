"""Listens, and knows what all connections share: the service, the engine, the application, limits and counters."""

from __future__ import annotations

import asyncio
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


class Listener:
    """One listening socket in the engine's loop."""

    def __init__(self, engine: ForkedEngine, service: Service, app: WsgiApp, observer: Observer) -> None:
        self.engine, self.service, self.observer = engine, service, observer
        self.options = HttpOptions()
        self.base_url = ""
        self._runner = WsgiRunner(app, self.options.threads, engine.loop)
        self._connections: set[Connection] = set()
        self._server: asyncio.Server | None = None
        self._sweeper: asyncio.Task[None] | None = None
        self._hot = {service.options.query_path, service.options.union_path}
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
        path = request.path
        if path not in self._hot:
            return False
        return request.method == "POST" or "query=" in request.query

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
