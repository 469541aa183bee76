"""Hands jobs to read workers, ends them at their deadline by killing the worker, and keeps enough workers at hand.

Everything here runs in the event loop's thread.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import socket
from collections import deque
from collections.abc import Callable

import msgspec

from .cache import Cache
from .frames import Kind, Parser, pack_record, unpack
from .records import Dump, Failure, Head, Job, Limits, Running, Sink, Statistics
from .setup import Forked
from .tickets import Ticket
from .worker import Order, Report

_SPARE = 2  # idle workers kept ready
RENEWED_AFTER = 300  # steps after which a worker is replaced, for its copy shares less and less with the loader's
_GROWTH = 100_000  # kilobytes by which a worker may have grown and still be kept
_OWN_SECONDS = 120.0  # for what the server asks for itself, where queries have less
_WORTH = 16_000  # kilobytes that are worth a new worker when nobody asks
_encode = msgspec.msgpack.Encoder().encode


class WorkerLink(asyncio.Protocol):
    """The server's end of one worker."""

    def __init__(self, pool: Pool, forked: Forked) -> None:
        self.pool, self.pid = pool, forked.pid
        self.ticket: Ticket | None = None
        self.stale = False
        self.steps = 0
        self.own = 0  # kilobytes that it does not share with the loader any more, at most
        self._parser = Parser()
        self._transport: asyncio.Transport | None = None
        self._first_peak = 0
        self._early: list[bytes] = []
        self._handle = _pidfd(forked.pid)

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The socket is watched now."""
        assert isinstance(transport, asyncio.Transport), "a socket's transport writes"
        self._transport = transport
        for frame in self._early:
            transport.write(frame)
        self._early = []

    def data_received(self, data: bytes) -> None:
        """Passes what the worker says to its ticket."""
        for kind, body in self._parser.feed(data):
            ticket = self.ticket
            if ticket is None:
                continue
            if kind == Kind.DATA:
                ticket.data(body)
            elif kind == Kind.HEAD:
                ticket.head(unpack(body, Head))
            elif kind == Kind.END:
                self._ended(unpack(body, Report))
            elif kind == Kind.FAIL:
                self.ticket = None
                self.pool.failed(ticket, unpack(body, Failure))
                self.pool.free(self)

    def _ended(self, report: Report) -> None:
        ticket, self.ticket = self.ticket, None
        self.own = report.own
        self._first_peak = self._first_peak or report.peak
        self.stale = self.stale or report.peak - self._first_peak > _GROWTH
        if ticket:
            self.pool.ended(ticket)
        self.pool.free(self)

    def connection_lost(self, error: Exception | None) -> None:
        """The worker is gone."""
        del error
        self._close_handle()
        ticket, self.ticket = self.ticket, None
        self.pool.lost(self, ticket)

    def give(self, ticket: Ticket, seconds: float) -> None:
        """Sets the worker to a job."""
        assert self._transport is not None, "a worker is in the pool only while connected"
        self.ticket, ticket.flow = ticket, self._transport
        self._transport.write(pack_record(Kind.JOB, Order(ticket.job, seconds)))

    def follow(self, frame: bytes) -> None:
        """Passes steps on; the worker takes them before its next job."""
        self.steps += 1
        self.stale = self.stale or self.steps > self.pool.renewed_after
        if self._transport is None:
            self._early.append(frame)
        else:
            self._transport.write(frame)

    def kill(self) -> None:
        """Ends the worker now, whatever it does."""
        self.ticket = None
        with contextlib.suppress(ProcessLookupError):
            if self._handle is not None:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
            else:
                os.kill(self.pid, signal.SIGKILL)
        if self._transport is not None:
            self._transport.abort()

    def _close_handle(self) -> None:
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _is_own(job: Job) -> bool:
    """Whether the server asks for itself: clients get counts, or a file made of the data, and choose nothing of it."""
    return isinstance(job, Statistics) or (isinstance(job, Dump) and job.own)


def _pidfd(pid: int) -> int | None:
    """A handle that never means another process, where the system has such."""
    if not hasattr(os, "pidfd_open"):
        return None
    try:
        return os.pidfd_open(pid)
    except OSError:
        return None


class Pool:
    """The workers and the jobs that wait for one. `fork` asks the loader for a worker, if there is one; it
    comes by `add`."""

    def __init__(self, limits: Limits, fork: Callable[[], bool], renewed_after: int = RENEWED_AFTER) -> None:
        self.limits, self._fork, self.renewed_after = limits, fork, renewed_after
        self.cache = Cache(limits.cache_bytes, limits.cache_entry_bytes)
        self.workers: set[WorkerLink] = set()
        self._idle: list[WorkerLink] = []
        self._waiting: deque[Ticket] = deque()
        self.tickets: dict[str, Ticket] = {}
        self.asked = 0  # workers asked for that have not come
        self.most = limits.workers  # that there is memory for
        self.open = True
        self.state = 0  # grows with every change of the data; an answer is kept only for the state it was made on
        self.counts = {"timeout": 0, "cancelled": 0, "lost": 0, "busy": 0, "killed": 0}
        self._number = self._tidied = 0

    # -- jobs

    def submit(self, job: Job, sink: Sink, seconds: float, client: str) -> Ticket:
        """Runs a job, at once or when a worker is free; everything that comes of it goes to the sink."""
        ticket = self.admit(job, sink, seconds, client)
        self.enqueue(ticket)
        return ticket

    def admit(self, job: Job, sink: Sink, seconds: float, client: str) -> Ticket:
        """Takes a job in: answers it from what is kept, refuses it where too many wait, or starts its deadline."""
        self._number += 1
        limit = max(self.limits.seconds, _OWN_SECONDS) if _is_own(job) else self.limits.seconds
        ticket = Ticket(job, sink, min(seconds, limit) if seconds else limit, client, self._number)
        key = _encode(job)
        kept = self.cache.get(key)
        if kept is not None:
            sink.head(kept.head)
            sink.data(kept.body)
            ticket.end()
        elif len(self.tickets) >= self.limits.workers + self.limits.queue:
            self.counts["busy"] += 1
            ticket.fail(Failure("busy", f"{len(self.tickets)} queries are running or waiting", retry_after=1))
        else:
            ticket.keep(key, self.cache.entry_limit)
            self.tickets[ticket.id] = ticket
            ticket.arm(asyncio.get_running_loop(), self._expire)
        return ticket

    def enqueue(self, ticket: Ticket) -> None:
        """Lets an admitted job run."""
        if not ticket.done:
            self._waiting.append(ticket)
            self._assign()

    def cancel(self, ticket: Ticket, failure: Failure | None = None) -> None:
        """Ends a job that is not wanted any more; `failure` is told to its sink, if that still listens."""
        if ticket.done:
            return
        self.counts["cancelled"] += 1
        self._end_early(ticket, failure)

    def running(self) -> tuple[Running, ...]:
        """The jobs at work and in the queue."""
        return tuple(ticket.shown() for ticket in self.tickets.values())

    def _expire(self, ticket: Ticket) -> None:
        self.counts["timeout"] += 1
        self._end_early(ticket, Failure("timeout", f"the query was ended after {ticket.seconds:g} s", retry_after=5))

    def _end_early(self, ticket: Ticket, failure: Failure | None) -> None:
        self.tickets.pop(ticket.id, None)
        for worker in self.workers:
            if worker.ticket is ticket:
                self.counts["killed"] += 1
                self._retire(worker)
                break
        else:
            with contextlib.suppress(ValueError):
                self._waiting.remove(ticket)
        if failure:
            ticket.fail(failure)
        else:
            ticket.drop()
        self._assign()

    def ended(self, ticket: Ticket) -> None:
        """A job is done."""
        self.tickets.pop(ticket.id, None)
        kept = ticket.end()
        if kept is not None and ticket.state == self.state:
            self.cache.put(ticket.key, kept)

    def failed(self, ticket: Ticket, failure: Failure) -> None:
        """A job has failed in its worker."""
        self.tickets.pop(ticket.id, None)
        ticket.fail(failure)

    # -- workers

    def add(self, sock: socket.socket, forked: Forked, behind: tuple[bytes, ...] | None) -> None:
        """Takes a new worker in. `behind` are the steps it was forked too early for; None where it cannot catch up."""
        self.asked = max(self.asked - 1, 0)  # one that a former loader has still sent was not asked for
        worker = WorkerLink(self, forked)
        if behind is None or not self.open:
            worker.kill()
            sock.close()
            self._assign()
            return
        self.workers.add(worker)
        for frame in behind:
            worker.follow(frame)
        loop = asyncio.get_running_loop()
        task = loop.create_task(loop.connect_accepted_socket(lambda: worker, sock))
        task.add_done_callback(lambda _: self.free(worker))

    def free(self, worker: WorkerLink) -> None:
        """A worker has done its job, or has just come."""
        if worker.stale:
            self._retire(worker)
        elif worker in self.workers:
            self._idle.append(worker)
        self._assign()

    def lost(self, worker: WorkerLink, ticket: Ticket | None) -> None:
        """A worker ended by itself: for want of memory, or killed from outside."""
        self._forget(worker)
        if ticket:
            self.counts["lost"] += 1
            self.tickets.pop(ticket.id, None)
            ticket.fail(Failure("worker-lost", "the query's process ended before its answer was complete"))
        self._assign()

    def follow(self, frame: bytes) -> None:
        """The data change a little: every worker repeats the steps."""
        self._changed()
        for worker in tuple(self.workers):
            worker.follow(frame)

    def renew(self) -> None:
        """The data change a lot: every worker is replaced, those at work when they are done."""
        self._changed()
        for worker in tuple(self.workers):
            worker.stale = True
            if worker.ticket is None:
                self._retire(worker)
        self._assign()

    def tidy(self) -> None:
        """Where no job has come since the last call: replaces workers that hold much of their own, ends spare ones."""
        quiet, self._tidied = not self.tickets and self._tidied == self._number, self._number
        if quiet:
            for worker in (*self._idle[_SPARE:], *(one for one in self._idle[:_SPARE] if one.own > _WORTH)):
                self._retire(worker)
            self._assign()

    def close(self) -> None:
        """Ends all workers; jobs fail."""
        self.open = False
        for ticket in tuple(self.tickets.values()):
            self._end_early(ticket, Failure("unavailable", "the server is stopping", retry_after=5))
        for worker in tuple(self.workers):
            worker.kill()

    def _changed(self) -> None:
        self.state += 1
        self.cache.clear()

    def _retire(self, worker: WorkerLink) -> None:
        self._forget(worker)
        worker.kill()

    def _forget(self, worker: WorkerLink) -> None:
        self.workers.discard(worker)
        with contextlib.suppress(ValueError):
            self._idle.remove(worker)

    def _assign(self) -> None:
        """Gives waiting jobs to idle workers, and asks for more workers where there are too few."""
        loop_time = asyncio.get_running_loop().time
        while self._waiting and self._idle:
            ticket = self._waiting.popleft()
            ticket.state = self.state
            self._idle.pop().give(ticket, max(ticket.deadline - loop_time(), 0.01))
        wanted = min(len(self.workers) - len(self._idle) + len(self._waiting) + _SPARE, self.most)
        while self.open and len(self.workers) + self.asked < wanted and self._fork():
            self.asked += 1
