"""Runs a WSGI application (PEP 3333) in threads for the server's connections."""

from __future__ import annotations

import asyncio
import io
import sys
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Any

from newsfacts.web.engine.records import EngineError, Failure
from newsfacts.web.sparql.messages import Request
from newsfacts.web.sparql.problems import problem

from .connection import Responder, Worker

WsgiApp = Callable[[dict[str, Any], Any], Iterable[bytes]]
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType]


class WsgiRunner:
    """A pool of threads for one application."""

    def __init__(self, app: WsgiApp, threads: int, loop: asyncio.AbstractEventLoop) -> None:
        self.app, self.loop = app, loop
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="newsfacts-wsgi")

    def start(self, responder: Responder, request: Request) -> None:
        """Answers `request` in a thread."""
        worker = responder.worker = _Thread(self, responder, request)
        self._threads.submit(worker.run)

    def close(self) -> None:
        """Takes no more requests."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class _Thread(Worker):
    """One request in its thread."""

    def __init__(self, runner: WsgiRunner, responder: Responder, request: Request) -> None:
        self._runner, self._responder, self._request = runner, responder, request
        self._go = threading.Event()
        self._go.set()
        self._hung = False
        self._started: tuple[int, tuple[tuple[str, str], ...]] | None = None

    def hold(self) -> None:
        """Wait with the next piece."""
        self._go.clear()

    def release(self) -> None:
        """Go on."""
        self._go.set()

    def gone(self) -> None:
        """Nobody reads any more."""
        self._hung = True
        self._go.set()

    def run(self) -> None:
        """Calls the application; what it raises becomes a 500, or cuts an answer that has begun."""
        try:
            self._call()
        except EngineError:
            self._soon(self._responder.break_off)
        except Exception:  # noqa: BLE001 — the border: an application's mistake must not take the connection's thread
            sys.excepthook(*sys.exc_info())
            self._soon(self._mistake)

    def _call(self) -> None:
        result = self._runner.app(environ(self._request), self._start_response)
        try:
            first = True
            for piece in result:
                self._go.wait()
                if self._hung:
                    break
                self._soon(self._piece, piece, first)
                first = False
            if first and not self._hung:
                self._soon(self._piece, b"", first)
        finally:
            if hasattr(result, "close"):
                result.close()
        self._soon(self._finish)

    def _start_response(
        self, status: str, headers: list[tuple[str, str]], exc_info: _ExcInfo | None = None
    ) -> Callable[[bytes], None]:
        del exc_info
        self._started = (int(status[:3]), tuple(headers))
        return self._write

    def _write(self, data: bytes) -> None:
        raise NotImplementedError("the old write() of WSGI is not supported")

    def _soon(self, function: Callable[..., None], *arguments: Any) -> None:
        self._runner.loop.call_soon_threadsafe(function, *arguments)

    def _piece(self, piece: bytes, first: bool) -> None:
        if first and self._started is not None:
            status, headers = self._started
            length = next((int(value) for name, value in headers if name.lower() == "content-length"), None)
            self._responder.start(status, headers, length)
        self._responder.piece(piece)

    def _finish(self) -> None:
        self._responder.worker = None
        self._responder.finish()

    def _mistake(self) -> None:
        self._responder.worker = None
        if self._responder.status:
            self._responder.break_off()
        else:
            self._responder.reply(problem(Failure("internal", "the server's log says more")))


def environ(request: Request) -> dict[str, Any]:
    """A request as WSGI wants it."""
    scheme, _, authority = request.root.partition("://")
    host, _, port = authority.partition(":")
    found = {
        "REQUEST_METHOD": request.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": request.path.encode().decode("latin-1"),
        "QUERY_STRING": request.query,
        "SERVER_NAME": host,
        "SERVER_PORT": port or {"https": "443"}.get(scheme, "80"),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": request.client,
        "CONTENT_LENGTH": str(len(request.body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scheme,
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in request.headers.items():
        if name == "content-type":
            found["CONTENT_TYPE"] = value
        elif name != "content-length":
            found["HTTP_" + name.upper().replace("-", "_")] = value
    found["HTTP_HOST"] = authority
    return found
