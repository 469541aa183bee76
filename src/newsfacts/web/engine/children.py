"""Starts the writer and the loader, as fresh interpreters: a process with threads cannot fork safely."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

from .frames import Kind, Parser, pack, pack_record, unpack
from .records import EngineError, Failure

_ROOT = Path(__file__).resolve().parents[3]


class Child(asyncio.Protocol):
    """A process that answers requests in order over a socket pair. `lost` is set when it has ended."""

    def __init__(self, module: str) -> None:
        self.module = module
        self.lost = asyncio.Event()
        self.process: subprocess.Popen[bytes] | None = None
        self._parser = Parser()
        self._replies: deque[asyncio.Future[tuple[int, bytes]]] = deque()
        self._transport: asyncio.Transport | None = None

    async def start(self, *extra: socket.socket) -> None:
        """Starts the process; `extra` sockets are passed to it after its control socket."""
        here, there = socket.socketpair()
        numbers = [there.fileno(), *(sock.fileno() for sock in extra)]
        command = [sys.executable, "-m", f"newsfacts.web.engine.{self.module}", *map(str, numbers)]
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(_ROOT), os.environ.get("PYTHONPATH", "")])}
        self.process = subprocess.Popen(
            command, pass_fds=numbers, env=environment, stdin=subprocess.DEVNULL, start_new_session=True
        )  # fmt: skip
        there.close()
        await asyncio.get_running_loop().connect_accepted_socket(lambda: self, here)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is watched now."""
        self._transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        """Gives each answer to the request that waits longest."""
        for kind, body in self._parser.feed(data):
            reply = self._replies.popleft()
            if not reply.done():
                reply.set_result((kind, body))

    def connection_lost(self, error: Exception | None) -> None:
        """The process has ended: what waits for an answer will not get one."""
        del error
        while self._replies:
            reply = self._replies.popleft()
            if not reply.done():
                reply.set_exception(EngineError(Failure("unknown-outcome", f"the {self.module} process ended")))
        self.lost.set()

    def send(self, frame: bytes) -> None:
        """Sends a frame that has no answer."""
        if self._transport is not None and not self.lost.is_set():
            self._transport.write(frame)

    def ask(self, frame: bytes) -> asyncio.Future[tuple[int, bytes]]:
        """Sends a frame; the future is its answer."""
        reply: asyncio.Future[tuple[int, bytes]] = asyncio.get_running_loop().create_future()
        if self.lost.is_set():
            reply.set_exception(
                EngineError(Failure("unavailable", f"the {self.module} process is being started", retry_after=2))
            )
            return reply
        self._replies.append(reply)
        self.send(frame)
        return reply

    async def call(self, frame: bytes, kind: Any = None) -> Any:
        """The record in the answer to `frame`. Raises EngineError where the answer is a failure."""
        answered, body = await self.ask(frame)
        if answered == Kind.FAIL:
            raise EngineError(unpack(body, Failure))
        return unpack(body, kind) if kind is not None else None

    def kill(self) -> None:
        """Ends the process now."""
        if self._transport is not None:
            self._transport.abort()
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                self.process.kill()

    async def close(self) -> None:
        """Lets the process end by closing its socket, and waits for it a little."""
        if self._transport is not None:
            self._transport.close()
        if self.process is not None:
            loop = asyncio.get_running_loop()
            try:
                await loop.run_in_executor(None, self.process.wait, 5)
            except subprocess.TimeoutExpired:
                self.process.kill()
                await loop.run_in_executor(None, self.process.wait)


class LoaderChild(Child):
    """The loader, whose workers come over a second socket with their own."""

    def __init__(self, arrived: Any) -> None:
        super().__init__("loader")
        self._arrived = arrived
        self._events: socket.socket | None = None

    async def begin(self, setup: Any) -> None:
        """Starts the process and tells it what to do."""
        here, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        here.setblocking(False)
        self._events = here
        await self.start(there)
        there.close()
        asyncio.get_running_loop().add_reader(here, self._worker_arrived)
        await self.call(pack_record(Kind.SETUP, setup))

    def fork(self, role: str) -> None:
        """Asks for a worker for the pool of that name."""
        self.send(pack(Kind.FORK, role.encode()))

    def connection_lost(self, error: Exception | None) -> None:
        """The loader has ended: no worker will come from it."""
        if self._events is not None:
            asyncio.get_running_loop().remove_reader(self._events)
            self._events.close()
            self._events = None
        super().connection_lost(error)

    def _worker_arrived(self) -> None:
        if self._events is None:
            return
        try:
            message, descriptors, _, _ = socket.recv_fds(self._events, 4096, 4)
        except BlockingIOError:
            return
        if message and descriptors:
            sock = socket.socket(fileno=descriptors[0])
            sock.setblocking(False)
            self._arrived(sock, message)
