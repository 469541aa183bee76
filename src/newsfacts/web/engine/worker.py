"""A read worker: one job at a time on its copy of the data, in a process that may be killed at any moment."""

from __future__ import annotations

import os
import resource
import socket

import msgspec
import pyoxigraph as ox

from .evaluate import Evaluator
from .frames import Channel, Kind, pack, pack_record, unpack
from .records import Failure, Find, Head, Job, Query, Record
from .setup import WorkerSetup
from .steps import Step, follow
from .wall import close_network

_AT_ONCE = 16_384  # bytes below which an answer is sent in one piece
_MOST_HELD = 8_000_000  # bytes of an answer that wait in a worker before its evaluation does
_CPU_SLACK = (
    2  # seconds of processor time beyond a deadline before the kernel ends a worker that nobody watches any more
)


class Order(Record, frozen=True):
    """A job and the seconds it has."""

    job: Job
    seconds: float


class Report(Record, frozen=True):
    """The end of an answer: what the worker needed for it."""

    seconds: float = 0.0
    peak: int = 0
    own: int = 0  # kilobytes that it had to copy or take since it was forked, at most


class _Frames:
    """A sink that sends an answer to the server: a whole short one in a single piece, a long one as it can be taken.

    What the server does not take at once waits here, so that the evaluation need not wait for the server's turn.
    """

    def __init__(self, channel: Channel) -> None:
        self._sock = channel.sock
        self._held = bytearray()

    def head(self, head: Head) -> None:
        self._held += pack_record(Kind.HEAD, head)

    def data(self, piece: bytes) -> None:
        self._held += pack(Kind.DATA, piece)
        if len(self._held) > _AT_ONCE:
            self._send_some()

    def end(self) -> None:
        self._held += pack_record(Kind.END, Report(peak=_peak(), own=_own()))
        self._send_all()

    def fail(self, failure: Failure) -> None:
        self._held += pack_record(Kind.FAIL, failure)
        self._send_all()

    def _send_some(self) -> None:
        try:
            sent = self._sock.send(self._held, socket.MSG_DONTWAIT)
        except BlockingIOError:
            sent = 0
        del self._held[:sent]
        if len(self._held) > _MOST_HELD:
            self._send_all()

    def _send_all(self) -> None:
        self._sock.sendall(self._held)
        self._held.clear()


class Worker:
    """Serves one socket until it closes."""

    def __init__(self, sock: socket.socket, store: ox.Store | None, setup: WorkerSetup) -> None:
        self._channel, self._setup = Channel(sock), setup
        self._snapshot = ""
        self._files: bool | None = None  # whether this process can open files now; None: as it was started
        self._evaluator = self._made(store) if store is not None else None
        self._prefixes = dict(setup.features.prefixes)
        self._decode = msgspec.msgpack.Decoder(Order).decode

    def run(self) -> None:
        """Works until the server has gone."""
        self._limit_memory()
        if not self._setup.relay:
            close_network()
        try:
            while True:
                kind, body = self._channel.receive()
                if kind == Kind.STEPS:
                    self.follow(unpack(body, tuple[Step, ...]))
                elif kind == Kind.JOB:
                    self._answer(self._decode(body))
        except (EOFError, OSError):
            return

    def follow(self, steps: tuple[Step, ...]) -> None:
        """Brings this worker's data up to date."""
        for step in steps:
            if step.snapshot:
                self._snapshot, self._evaluator = step.snapshot, None
            elif self._evaluator is not None and not self._snapshot:
                follow(self._evaluator.store, step, self._prefixes)
                self._evaluator.follow(step)

    def _answer(self, order: Order) -> None:
        sink, evaluator = _Frames(self._channel), self._opened()
        _limit_processor(order.seconds)
        opens = _opens_files(order.job, self._setup)
        if self._setup.in_memory and self._files is not opens:
            self._files = opens
            limit_files(opens)
        evaluator.run(order.job, sink)

    def _opened(self) -> Evaluator:
        if self._evaluator is None:
            self._evaluator = self._made(ox.Store.read_only(self._snapshot))
        return self._evaluator

    def _made(self, store: ox.Store) -> Evaluator:
        return Evaluator(store, self._setup.limits, self._setup.features, self._setup.relay)

    def _limit_memory(self) -> None:
        """Address space may grow by the limit only; an allocation beyond it ends this process and no other."""
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        size = _address_space()
        if size and self._setup.limits.memory:
            _lower(resource.RLIMIT_AS, size + self._setup.limits.memory)


def _opens_files(job: Job, setup: WorkerSetup) -> bool:
    """Whether the job may: an allowed SERVICE needs a socket, and a search may read documents."""
    if isinstance(job, Find):
        return True
    return isinstance(job, Query) and bool(setup.relay) and "service" in job.text.lower()


def limit_files(opens: bool) -> None:
    """Lets this process open some files and sockets, or none at all, whatever got past the guard."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(256, hard) if opens else 0, hard))


def _limit_processor(seconds: float) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime + seconds) + _CPU_SLACK)


def _lower(which: int, soft: int) -> None:
    _, hard = resource.getrlimit(which)
    resource.setrlimit(which, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


def _address_space() -> int:
    """Bytes of address space now in use; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 — a handful of bytes
            return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _own() -> int:
    """Kilobytes of the pages that were not this process's own before it touched them."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt * resource.getpagesize() // 1024


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
