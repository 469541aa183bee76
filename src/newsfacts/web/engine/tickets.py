"""A job on its way through the pool, from its arrival to its last byte."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from .cache import Kept
from .records import Failure, Head, Job, Query, Running, Sink


class Flow(Protocol):
    """What a ticket can hold up while its client is slow."""

    def pause_reading(self) -> None: ...

    def resume_reading(self) -> None: ...


class Ticket:
    """One job with its sink and its deadline. It ends once: by its end, a failure, or being cancelled."""

    __slots__ = (
        "_pieces",
        "_room",
        "client",
        "deadline",
        "done",
        "flow",
        "head_sent",
        "id",
        "job",
        "kept",
        "key",
        "seconds",
        "sink",
        "started",
        "state",
        "timer",
    )  # fmt: skip

    def __init__(self, job: Job, sink: Sink, seconds: float, client: str, number: int) -> None:
        self.job, self.sink, self.seconds, self.client = job, sink, seconds, client
        self.id = f"{number:x}"
        self.key, self.state = b"", 0
        self.started = time.monotonic()
        self.deadline = self.started + seconds
        self.timer: asyncio.TimerHandle | None = None
        self.flow: Flow | None = None
        self.done = self.head_sent = False
        self.kept: Kept | None = None
        self._pieces: list[bytes] | None = None
        self._room = 0

    def keep(self, key: bytes, room: int) -> None:
        """Collects the answer for the cache, up to `room` bytes."""
        self.key, self._room, self._pieces = key, room, []

    def head(self, head: Head) -> None:
        """The answer's start."""
        self.head_sent = True
        if head.volatile or (head.length or 0) > self._room:
            self._pieces = None
        if self._pieces is not None:
            self.kept = Kept(head, b"")
        self.sink.head(head)

    def data(self, piece: bytes) -> None:
        """A piece of the answer."""
        if self._pieces is not None:
            self._room -= len(piece)
            self._pieces.append(piece)
            if self._room < 0:
                self._pieces = self.kept = None
        self.sink.data(piece)

    def end(self) -> Kept | None:
        """The end; returns the whole answer where it may be kept."""
        if self.done:
            return None
        self._finish()
        self.sink.end()
        if self.kept is None or self._pieces is None:
            return None
        body = b"".join(self._pieces)
        return Kept(_with_length(self.kept.head, len(body)), body)

    def fail(self, failure: Failure) -> None:
        """The end that is none."""
        if not self.done:
            self._finish()
            self.sink.fail(failure)

    def drop(self) -> None:
        """Nobody waits for the answer any more."""
        self._finish()

    def arm(self, loop: asyncio.AbstractEventLoop, expire: Callable[[Ticket], None]) -> None:
        """Starts the deadline."""
        self.timer = loop.call_later(max(self.deadline - time.monotonic(), 0), expire, self)

    def hold(self) -> None:
        """The client is slow: stop taking pieces from the worker."""
        if self.flow:
            self.flow.pause_reading()

    def release(self) -> None:
        """The client has caught up."""
        if self.flow:
            self.flow.resume_reading()

    def shown(self) -> Running:
        """As the list of running queries shows it."""
        text = self.job.text if isinstance(self.job, Query) else type(self.job).__name__
        return Running(
            self.id, text, self.client, time.monotonic() - self.started, "running" if self.flow else "waiting"
        )

    def _finish(self) -> None:
        self.done = True
        self.flow = None
        if self.timer:
            self.timer.cancel()


def _with_length(head: Head, length: int) -> Head:
    return Head(head.media_type, length, head.volatile, head.encoding, head.seconds)
