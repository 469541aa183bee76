"""Serves a store over HTTP until it is told to stop: engine, application and listener put together."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from types import FrameType

import flask

from .app import create_app
from .engine import family
from .engine.forked import ForkedEngine
from .engine.hub import HubOptions
from .engine.records import Engine
from .http.listener import Listener
from .http.observing import Observer
from .options import ServeOptions
from .sparql.questions import Question
from .sparql.service import Service

Pages = Callable[[Engine, ServeOptions], Iterable[flask.Blueprint]]


class Server:
    """A running server; `port` is the one it listens on (of the system's choice where 0 was asked for).

    Raises StoreLockedError where another process has the store open, StoreError where it cannot be opened, OSError
    where the address cannot be listened on.
    """

    def __init__(self, options: ServeOptions, pages: Pages | None = None, questions: Iterable[Question] = ()) -> None:
        self.options = options
        hub = HubOptions(str(options.store), options.limits, options.features, options.replica_bytes)
        self.engine = ForkedEngine(hub)
        try:
            self._open(pages, questions)
        except BaseException:
            self.engine.close()
            raise

    def _open(self, pages: Pages | None, questions: Iterable[Question]) -> None:
        options = self.options
        service = Service(self.engine, options.endpoint, questions)
        observer = Observer(service.paths(), sys.stderr if options.access_log else None)
        blueprints = pages(self.engine, options) if pages else ()
        self.app = create_app(
            service, blueprints=blueprints, metrics=lambda: observer.exposition() + family.exposition(os.getpid())
        )
        self._listener = Listener(self.engine, service, self.app, observer, options.http)
        self._listener.base_url = options.base_url.rstrip("/")
        self.port = self.engine.call(self._listener.start(options.host, options.port))

    @property
    def url(self) -> str:
        """The address to open."""
        host = f"[{self.options.host}]" if ":" in self.options.host else self.options.host
        return self.options.base_url or f"http://{host}:{self.port}"

    def close(self) -> None:
        """Stops listening and ends all processes."""
        self.engine.call(self._listener.close())
        self.engine.close()


def serve(
    options: ServeOptions,
    pages: Pages | None = None,
    questions: Iterable[Question] = (),
    ready: Callable[[Server], None] | None = None,
) -> None:
    """Serves until SIGINT or SIGTERM; `ready` is called once requests are answered. Raises as `Server` does."""
    stop = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    server = Server(options, pages, questions)
    try:
        if ready:
            ready(server)
        stop.wait()
    finally:
        server.close()
