"""One client's connection: reads requests one after another and sends their answers, in the event loop."""

from __future__ import annotations

import asyncio
import hashlib
import socket
import struct
import time
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING

from newsfacts.web.engine.records import EngineError, Failure, Head, Query
from newsfacts.web.engine.tickets import Ticket
from newsfacts.web.sparql.messages import Headers, Reply, Request
from newsfacts.web.sparql.problems import problem
from newsfacts.web.sparql.service import CORS, Planned, answer_headers

from .parsing import MAX_HEAD, Body, HttpError, RequestHead, parse_head
from .records import Served

if TYPE_CHECKING:
    from .listener import Listener

_REASONS = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
_BODILESS = frozenset({204, 304})
_clock = time.monotonic
_date = (0, b"")


def date_line() -> bytes:
    """The Date header, made once a second."""
    global _date
    now = int(time.time())
    if _date[0] != now:
        _date = (now, f"Date: {formatdate(now, usegmt=True)}\r\n".encode())
    return _date[1]


class Connection(asyncio.Protocol):
    """Reads, dispatches, writes. At any time it is idle, reading a request, or answering one."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.since = _clock()  # when the present state began
        self.answering: Responder | None = None
        self.closed = False
        self.blocked = False
        self.client = ""
        self._buffer = bytearray()
        self._head: RequestHead | None = None
        self._body: Body | None = None
        self._transport: asyncio.Transport | None = None

    # -- asyncio's side

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has connected."""
        self._transport = transport  # type: ignore[assignment]
        peer = transport.get_extra_info("peername")
        self.client = peer[0] if isinstance(peer, tuple) else "local"
        transport.set_write_buffer_limits(high=self.listener.options.buffer)  # type: ignore[attr-defined]
        self.listener.joined(self)

    def data_received(self, data: bytes) -> None:
        """Bytes came: of this request, or of the next while this one is answered."""
        self._buffer += data
        if self.answering is None:
            self._read()
        elif len(self._buffer) > MAX_HEAD and self._transport is not None:
            self._transport.pause_reading()

    def eof_received(self) -> bool:
        """The client has hung up: what it asked is not wanted any more."""
        return False

    def connection_lost(self, error: Exception | None) -> None:
        """The connection is gone."""
        del error
        self.closed = True
        self.listener.left(self)
        if self.answering is not None:
            self.answering.hung_up()

    def pause_writing(self) -> None:
        """The client is slower than its answer."""
        self.blocked, self.since = True, _clock()
        if self.answering is not None:
            self.answering.pause()

    def resume_writing(self) -> None:
        """The client has caught up."""
        self.blocked, self.since = False, _clock()
        if self.answering is not None:
            self.answering.resume()

    # -- reading

    def _read(self) -> None:
        """Reads as many requests as are there; stops while one is answered."""
        try:
            while self.answering is None and not self.closed and self._step():
                pass
        except HttpError as error:
            responder = Responder(self, self._head or _UNREAD)
            self.answering = responder
            responder.keep_alive = False
            responder.reply(problem(Failure(error.kind, error.detail), headers=CORS))

    def _step(self) -> bool:
        """Takes one head or one body from the buffer; whether that was possible."""
        if self._head is None and not self._take_head():
            return False
        assert self._head is not None
        assert self._body is not None
        self._body.feed(self._buffer)
        if not self._body.complete:
            self.since = _clock()
            return False
        head, body = self._head, self._body.data
        self._head = self._body = None
        self._answer(head, body)
        return True

    def _take_head(self) -> bool:
        if self._buffer.startswith(b"\r\n"):
            del self._buffer[:2]
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            if len(self._buffer) > MAX_HEAD:
                raise HttpError("headers", f"the head has more than {MAX_HEAD} bytes")
            return False
        head = parse_head(bytes(self._buffer[:end]))
        del self._buffer[: end + 4]
        self._head = head
        self._body = Body(head.length, self.listener.body_limit(head))
        if head.headers.get("expect", "").lower() == "100-continue" and not self._body.complete and not self._buffer:
            self.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        return True

    def _answer(self, head: RequestHead, body: bytes) -> None:
        self.answering = responder = Responder(self, head)
        responder.run(body)

    # -- writing

    def write(self, data: bytes) -> None:
        """Sends bytes."""
        if self._transport is not None and not self.closed:
            self._transport.write(data)

    def finished(self, *, keep: bool) -> None:
        """The answer is out: on to the next request, or goodbye."""
        self.answering = None
        self.since = _clock()
        if not keep:
            self.shut()
        elif self._buffer and not self.closed:
            asyncio.get_running_loop().call_soon(self._continue)

    def _continue(self) -> None:
        if self._transport is not None and not self.closed:
            self._transport.resume_reading()
            if self.answering is None:
                self._read()

    def shut(self) -> None:
        """Closes after what is written has gone out."""
        if self._transport is not None:
            self._transport.close()

    def cut(self) -> None:
        """Breaks the connection so that the client cannot take what it has for the whole."""
        if self._transport is None or self.closed:
            return
        sock = self._transport.get_extra_info("socket")
        if sock is not None:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._transport.abort()

    def overdue(self, now: float) -> None:
        """Ends the connection where its client keeps it waiting for too long."""
        options, waited = self.listener.options, now - self.since
        if self.blocked:
            if waited > options.stalled_seconds:
                self.cut()
        elif self.answering is not None:
            return
        elif self._head is not None or self._buffer:
            if waited > (options.body_seconds if self._head is not None else options.head_seconds):
                self.answering = responder = Responder(self, self._head or _UNREAD)
                responder.keep_alive = False
                responder.reply(problem(Failure("slow-request", "the request did not arrive in time"), headers=CORS))
        elif waited > options.idle_seconds:
            self.shut()


_UNREAD = RequestHead("-", "-", "", {}, keep_alive=False, length=0, modern=True)


class Responder:
    """Sends one answer: a whole reply, or as a sink what a query yields."""

    __slots__ = (
        "_chunked", "_pending", "client", "connection", "etag", "hung", "keep_alive", "request", "sent", "started",
        "status", "text", "ticket", "worker",
    )  # fmt: skip

    def __init__(self, connection: Connection, head: RequestHead) -> None:
        self.connection, self.request = connection, head
        self.keep_alive = head.keep_alive
        self.client = connection.listener.client(head, connection.client)
        self.started = _clock()
        self.ticket: Ticket | None = None
        self.worker: Worker | None = None
        self.status = self.sent = 0
        self.etag = self.text = ""
        self.hung = False
        self._pending = b""
        self._chunked = False

    def run(self, body: bytes) -> None:
        """Answers: queries here, all else in a thread."""
        listener, head = self.connection.listener, self.request
        request = Request(
            head.method, head.path, head.query, head.headers, body, listener.root(head), self.client
        )  # fmt: skip
        if not listener.hot(request):
            listener.hand_over(self, request)
            return
        try:
            planned = listener.service.plan(request)
        except EngineError as error:
            self.reply(problem(error.failure, headers=CORS))
            return
        if isinstance(planned, Reply):
            self.reply(planned)
        else:
            self._submit(planned)

    def _submit(self, planned: Planned) -> None:
        self.etag = planned.etag
        self.text = planned.job.text if isinstance(planned.job, Query) else ""
        listener = self.connection.listener
        if listener.crowded(self.client):
            detail = f"{listener.options.client_queries} queries of this client are running or waiting"
            self.reply(problem(Failure("rate", detail, retry_after=1), headers=CORS))
            return
        ticket = listener.engine.submit(planned.job, self, planned.seconds, self.client)
        if not ticket.done:
            self.ticket = ticket

    # -- whole replies

    def reply(self, reply: Reply) -> None:
        """Sends a reply that is whole already."""
        body = b"".join(reply.body)
        self.start(reply.status, reply.headers, len(body))
        self.piece(body)
        self.finish()

    def start(self, status: int, headers: Headers, length: int | None) -> None:
        """Prepares status and headers; they go out with the first piece. Without a length the body comes in chunks."""
        self.status = status
        lines = [_REASONS.get(status) or b"HTTP/1.1 %d Status\r\n" % status, date_line()]
        names = set()
        for name, value in headers:
            names.add(name.lower())
            lines.append(f"{name}: {value}\r\n".encode("latin-1", "replace"))
        if "content-length" not in names and status not in _BODILESS:
            if length is not None and self.request.method != "HEAD":
                lines.append(b"Content-Length: %d\r\n" % length)
            elif length is None and self.request.modern:
                self._chunked = self.request.method != "HEAD"
                lines.append(b"Transfer-Encoding: chunked\r\n")
            elif length is None:
                self.keep_alive = False
        if not self.keep_alive:
            lines.append(b"Connection: close\r\n")
        elif not self.request.modern:
            lines.append(b"Connection: keep-alive\r\n")
        lines.append(b"X-Content-Type-Options: nosniff\r\n\r\n")
        self._pending = b"".join(lines)

    def piece(self, data: bytes) -> None:
        """Sends a piece of the body."""
        if not data or self.request.method == "HEAD" or self.status in _BODILESS:
            return
        if self._chunked:
            data = b"%x\r\n%b\r\n" % (len(data), data)
        self._out(data)

    def finish(self) -> None:
        """Ends the answer."""
        self._out(b"0\r\n\r\n" if self._chunked else b"")
        self._over()

    def _out(self, data: bytes) -> None:
        pending, self._pending = self._pending, b""
        if pending or data:
            self.sent += len(data)
            self.connection.write(pending + data)

    def _over(self) -> None:
        head, text = self.request, self.text
        digest = hashlib.blake2b(text.encode(), digest_size=6).hexdigest() if text else ""
        served = Served(self.client, head.method, head.path, self.status, self.sent, _clock() - self.started, digest)
        self.connection.listener.observer(served)
        self.connection.finished(keep=self.keep_alive and not self.hung)

    # -- a query's sink

    def head(self, head: Head) -> None:
        """The start of a query's answer."""
        self.start(200, answer_headers(head, self.etag), head.length)

    def data(self, piece: bytes) -> None:
        """A piece of it."""
        self.piece(piece)

    def end(self) -> None:
        """Its end."""
        self.finish()

    def fail(self, failure: Failure) -> None:
        """There is no answer, or it breaks off: then the connection is cut, so that nobody takes it for whole."""
        if self.status and not self._pending:
            self.break_off()
            return
        self._chunked = False
        self.reply(problem(failure, self.text, CORS))

    def break_off(self) -> None:
        """Cuts an answer that has begun and cannot be completed."""
        self.status, self.keep_alive = 0, False
        self.connection.cut()
        self._over()

    # -- the client's pace

    def pause(self) -> None:
        """The client is slow."""
        if self.ticket is not None:
            self.ticket.hold()
        if self.worker is not None:
            self.worker.hold()

    def resume(self) -> None:
        """The client has caught up."""
        if self.ticket is not None:
            self.ticket.release()
        if self.worker is not None:
            self.worker.release()

    def hung_up(self) -> None:
        """The client has gone: its query is ended."""
        self.hung = True
        if self.ticket is not None and not self.ticket.done:
            self.connection.listener.engine.hub.pool.cancel(self.ticket)
            self.status = 499
            self._over()
        if self.worker is not None:
            self.worker.gone()


class Worker:
    """What a responder tells the thread that makes its answer."""

    def hold(self) -> None:
        """Wait with the next piece."""
        raise NotImplementedError

    def release(self) -> None:
        """Go on."""
        raise NotImplementedError

    def gone(self) -> None:
        """Nobody reads any more."""
        raise NotImplementedError
