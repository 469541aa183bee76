"""Keeps the writer, the loader and the pool of readers together: changes go to disk first, then to every copy.

Everything here runs in the event loop's thread. Order of a change: the writer commits and syncs it, the loader and the
workers are sent its steps, the generation moves on, the client is answered. Whoever asks after that sees the change,
for steps and jobs travel to a worker over one socket, in order.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import socket
import tempfile
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from newsfacts.errors import StoreError, StoreLockedError

from . import family
from .children import Child, LoaderChild
from .frames import Kind, Parser, pack, pack_record, unpack
from .indexes import Indexes, retrieve
from .pool import Pool
from .records import Browse, Change, EngineError, Failure, Features, Job, Limits, Query, Sink, Written
from .setup import Forked, WorkerSetup, WriterSetup
from .steps import Step
from .tickets import Ticket
from .writer import Done

BYTES_A_QUAD = 370
_SMALL = 262_144  # bytes of steps that every worker repeats; larger ones only the loader, and workers are forked anew
_LOCK_PATIENCE = 3.0  # seconds: a writer that lost its server a moment ago may still hold the lock
# The copy in memory never gives back what a term takes: after so many bytes of steps, or half the data, it is renewed.
_STALE_AFTER = 8_000_000
_STEP_BYTES_A_QUAD = 80
_FOR_READERS = 3.0  # seconds that the start waits for the readers' catalogue
_PAUSE = 0.5  # seconds between attempts to start a process again
_TIDY = 5.0  # seconds between looks at whether workers stand idle


class HubOptions(msgspec.Struct, frozen=True):
    """Where the data are and what may be taken for them."""

    path: str
    limits: Limits = Limits()
    features: Features = Features()
    replica_bytes: int = 8_000_000_000  # above this the data stay on disk and workers open snapshots
    write_seconds: float = 60.0


class Hub:
    """The processes behind one store."""

    def __init__(self, options: HubOptions) -> None:
        self.options = options
        self.pool = Pool(options.limits, lambda: self._fork(""))
        self.indexes = Indexes(options.limits, options.features, self._fork)
        self._pools = {"": self.pool, **self.indexes.pools}
        self.relay = ""
        self.in_memory = True
        self.quads = 0
        self.ready = False
        self._epoch, self._count = secrets.token_hex(4), 0
        self._writer: Child | None = None
        self._loader: LoaderChild | None = None
        self._lock = asyncio.Lock()
        self._sent = self._weight = 0  # frames of steps that the loader was sent, and their bytes
        self._missed: list[bytes] | None = None  # frames since the snapshot that a new loader is loading
        self._recent: deque[tuple[int, bytes | None]] = deque()
        store = Path(options.path)
        self._snapshot_folder = store.with_name(f".{store.name}-snapshots")
        self._children: set[Child] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self._snapshots = 0

    @property
    def generation(self) -> str:
        """Names the state of the data; never the same after a restart."""
        return f"{self._epoch}{self._count:x}"

    async def start(self, relay: str = "") -> None:
        """Opens the store and loads it. Raises StoreLockedError, StoreError."""
        self.relay = relay
        await self._start_writer(_LOCK_PATIENCE)
        self._clear_snapshots()
        self.in_memory = self.quads * BYTES_A_QUAD <= self.options.replica_bytes
        await self._start_loader()
        await asyncio.wait({self._made}, timeout=_FOR_READERS)
        self.ready = True
        self._watch()

    async def close(self) -> None:
        """Ends everything."""
        self._closing = True
        for task in tuple(self._tasks):
            task.cancel()
        for pool in self._pools.values():
            pool.close()
        for child in tuple(self._children):
            await self._ended(child)
        if self.ready:
            self._clear_snapshots()

    # -- queries

    def submit(self, job: Job, sink: Sink, seconds: float, client: str) -> Ticket:
        """Runs a job; what searches goes first to the worker that has the index."""
        if isinstance(job, Browse):
            return self.indexes.browse(job, sink, seconds, client)
        ticket = self.pool.admit(job, sink, seconds, client)
        if ticket.done:
            return ticket
        try:
            asked = self.indexes.asked(job)
        except EngineError as error:
            self.pool.failed(ticket, error.failure)
            return ticket
        if asked:
            self._task(self._searched(ticket))
        else:
            self.pool.enqueue(ticket)
        return ticket

    async def _searched(self, ticket: Ticket) -> None:
        assert isinstance(ticket.job, Query), "only queries search"
        try:
            ticket.job = await self.indexes.searched(ticket.job, ticket)
        except EngineError as error:
            self.pool.failed(ticket, error.failure)
        else:
            self.pool.enqueue(ticket)

    # -- changes

    async def write(self, change: Change) -> Written:
        """Makes a change. Raises EngineError; on `unknown-outcome` the copies are loaded anew from what is on disk."""
        async with self._lock:
            writer = self._writer
            if writer is None or writer.lost.is_set():
                raise EngineError(Failure("unavailable", "the writing process is being started", retry_after=2))
            call = writer.call(pack_record(Kind.CHANGE, change), Done)
            try:
                done: Done = await asyncio.wait_for(call, self.options.write_seconds)
            except TimeoutError:
                writer.kill()
                await self._recover()
                detail = f"the change was ended after {self.options.write_seconds:g} s, most likely before it was made"
                raise EngineError(Failure("timeout", detail)) from None
            except EngineError as error:
                if error.failure.kind in ("unknown-outcome", "write-failed", "disk-full"):
                    writer.kill()
                    await self._recover()
                raise
            await self._spread(done.steps)
            if self._weight > max(_STALE_AFTER, self.quads * _STEP_BYTES_A_QUAD // 2):
                self._weight = 0
                self._task(self._renew_loader())
            return done.written

    async def _renew_loader(self) -> None:
        """Loads a copy without the remains of what was replaced. Queries and writes go on meanwhile."""
        async with self._lock:
            if self._closing or self._missed is not None or not self.in_memory:
                return
            try:
                snapshot = await self._snapshot()
            except EngineError:
                return  # the disk is full, say; the next writes ask for it again
            missed: list[bytes] = []
            self._missed = missed
        loader: LoaderChild | None = None
        try:
            with suppress(EngineError, OSError):
                loader, _ = await self._begun(lambda child: child.call(pack(Kind.RELOAD, os.fsencode(snapshot)), int))
        finally:
            shutil.rmtree(snapshot, ignore_errors=True)
        async with self._lock:
            await self._replace_loader(loader, missed)

    async def _replace_loader(self, loader: LoaderChild | None, missed: list[bytes]) -> None:
        """Lets a loader take over that has been loading while writes went on, unless another was started meanwhile."""
        current = self._missed is missed and not self._closing
        self._missed = None if self._missed is missed else self._missed
        if loader is None:
            return
        try:
            if not current:
                raise EngineError(Failure("unavailable", "another copy was loaded meanwhile"))
            for frame in missed:
                await loader.call(frame, int)
        except EngineError:
            loader.kill()
            await self._ended(loader)
        else:
            await self._take_over(loader, len(missed))

    async def _spread(self, steps: tuple[Step, ...]) -> None:
        """Brings the copies to where the disk is."""
        if not self.in_memory:
            steps = (Step(snapshot=await self._snapshot()),)
        frame = pack_record(Kind.STEPS, steps)
        small = len(frame) <= _SMALL
        self._sent += 1
        self._weight += len(frame)
        if self._missed is not None:
            self._missed.append(frame)
        if any(pool.asked for pool in self._pools.values()):
            self._recent.append((self._sent, frame if small else None))
        else:
            self._recent.clear()
        loader = self._loader
        if loader is not None and not loader.lost.is_set():
            done = loader.ask(frame)
            if not small:
                await asyncio.wait({done})
            done.add_done_callback(retrieve)
        self._count += 1
        for role, pool in self._pools.items():
            if small or (role and self.in_memory):
                pool.follow(frame)
            else:
                pool.renew()

    async def _snapshot(self) -> str:
        assert self._writer is not None, "only a writer that has just answered is asked for a snapshot"
        self._snapshots += 1
        target = os.fsencode(self._snapshot_folder / f"{self._snapshots:08d}")
        found: str = await self._writer.call(pack(Kind.SNAPSHOT, target), str)
        return found

    def _clear_snapshots(self) -> None:
        """Removes snapshots, those of a server that was killed too; only who has the store's lock may."""
        shutil.rmtree(self._snapshot_folder, ignore_errors=True)

    # -- processes

    def _fork(self, role: str) -> bool:
        if self._loader is None or self._loader.lost.is_set():
            return False
        self._loader.fork(role)
        return True

    def _arrived(self, sock: socket.socket, message: bytes) -> None:
        _, body = next(Parser().feed(message))
        forked: Forked = unpack(body, Forked)
        behind = [frame for number, frame in self._recent if number > forked.taken]
        whole = all(frame is not None for frame in behind)
        self._pools[forked.role].add(
            sock, forked, tuple(frame for frame in behind if frame is not None) if whole else None
        )

    async def _start_writer(self, patience: float) -> None:
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while True:
            child = Child("writer")
            self._children.add(child)
            await child.start()
            setup = WriterSetup(self.options.path, self.options.features, self.relay)
            try:
                self.quads = await child.call(pack_record(Kind.SETUP, setup), int)
            except EngineError as error:
                await self._ended(child)
                if error.failure.kind == "locked" and loop.time() < until:
                    await asyncio.sleep(0.1)
                    continue
                raise _store_error(error.failure, self.options.path) from error
            self._writer = child
            return

    async def _start_loader(self) -> None:
        """Starts a loader with the data as they are on disk. Call it while nothing is written."""
        self._missed = None
        loader, sent = await self._begun(self._load if self.in_memory else self._load_snapshot)
        await self._take_over(loader, sent)

    async def _begun(self, load: Callable[[LoaderChild], Awaitable[int]]) -> tuple[LoaderChild, int]:
        """A new loader that has its data, and what `load` tells. Raises EngineError, OSError."""
        loader = LoaderChild(self._arrived)
        self._children.add(loader)
        setup = WorkerSetup(self.options.limits, self.options.features, self.relay, self.in_memory)
        try:
            await loader.begin(setup)
            return loader, await load(loader)
        except BaseException:
            loader.kill()
            await self._ended(loader)
            raise

    async def _take_over(self, loader: LoaderChild, sent: int) -> None:
        """Replaces the loader, and all workers; `sent` are the frames of steps that it has got. Nothing is written."""
        self._recent.clear()
        self._sent, self._weight = sent, 0
        for pool in self._pools.values():
            pool.asked = 0
        old, self._loader = self._loader, loader
        if old is not None:
            await self._ended(old)
        self._count += 1
        for pool in self._pools.values():
            pool.renew()
        self._made = self.indexes.make()
        self.pool.most = family.affordable(self.options.limits.workers, self._copy_bytes())

    async def _load_snapshot(self, loader: LoaderChild) -> int:
        return await self._follow_alone(loader, Step(snapshot=await self._snapshot()))

    async def _load(self, loader: LoaderChild) -> int:
        """Lets the writer and the loader work at the same time, through a pipe; the frames of steps that were sent."""
        assert self._writer is not None, "the writer is started before the loader"
        with tempfile.TemporaryDirectory(prefix="newsfacts-") as folder:
            pipe = os.fsencode(Path(folder, "load.nq"))
            os.mkfifo(pipe, 0o600)
            reading = loader.call(pack(Kind.LOAD, pipe), int)
            writing = self._writer.call(pack(Kind.DUMP, pipe), tuple[str, ...])
            count, empty = await asyncio.gather(reading, writing)
        self.quads = count
        made = Step(update=" ; ".join(f"CREATE SILENT GRAPH {name}" for name in empty))
        return await self._follow_alone(loader, made) if empty else 0

    async def _follow_alone(self, loader: LoaderChild, step: Step) -> int:
        found: int = await loader.call(pack_record(Kind.STEPS, (step,)), int)
        return found

    async def _ended(self, child: Child) -> None:
        """Ends a process and forgets it."""
        await child.close()
        self._children.discard(child)

    def _copy_bytes(self) -> int:
        """What a worker may come to hold of its own: reading counts references, and that unshares what is read."""
        return self.quads * BYTES_A_QUAD if self.in_memory else 0

    async def _tidy(self) -> None:
        """Lets go of what workers hold when nobody asks."""
        while not self._closing:
            await asyncio.sleep(_TIDY)
            self.pool.tidy()

    def _watch(self) -> None:
        self._task(self._tidy())
        self._task(self._watch_writer())
        self._task(self._watch_loader())

    def _task(self, coroutine: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _watch_writer(self) -> None:
        """Starts the writer again when it was killed from outside."""
        while not self._closing:
            assert self._writer is not None, "watching begins after the start"
            await self._writer.lost.wait()
            async with self._lock:
                if self._writer.lost.is_set() and not self._closing:
                    await self._recover()
            await asyncio.sleep(_PAUSE)

    async def _recover(self) -> None:
        """Opens the store again after its writer ended, and loads the copies anew: the disk says what is true."""
        if self._writer is not None:
            await self._ended(self._writer)
        try:
            await self._start_writer(_LOCK_PATIENCE)
            await self._start_loader()
        except (StoreError, EngineError, OSError):
            await asyncio.sleep(_PAUSE)  # the watcher tries again; reading goes on meanwhile

    async def _watch_loader(self) -> None:
        """Starts the loader again when it was killed from outside; workers that live go on meanwhile."""
        while not self._closing:
            loader = self._loader
            assert loader is not None, "watching begins after the start"
            await loader.lost.wait()
            async with self._lock:
                if self._loader is loader and not self._closing:
                    await self._restart_loader()
            await asyncio.sleep(_PAUSE / 10)

    async def _restart_loader(self) -> None:
        try:
            await self._start_loader()
        except (EngineError, OSError):
            await asyncio.sleep(_PAUSE)


def _store_error(failure: Failure, path: str) -> StoreError:
    if failure.kind == "locked":
        return StoreLockedError(f"{path} is open in another process; stop that one first ({failure.detail})")
    return StoreError(f"{path} cannot be opened: {failure.detail}")
