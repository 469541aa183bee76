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
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import msgspec

from newsfacts.errors import StoreError, StoreLockedError

from .children import Child, LoaderChild
from .frames import Kind, Parser, pack, pack_record, unpack
from .pool import Pool
from .records import Change, EngineError, Failure, Features, Find, Head, Job, Limits, Query, Sink, Written
from .rewriting import Search, rewrite, searches
from .setup import Forked, WorkerSetup, WriterSetup
from .steps import Step
from .tickets import Ticket
from .writer import Done

BYTES_A_QUAD = 370
_SMALL = 262_144  # bytes of steps that every worker repeats; larger ones only the loader, and workers are forked anew
_LOCK_PATIENCE = 3.0  # seconds: a writer that lost its server a moment ago may still hold the lock
# The copy in memory never gives back what a term takes, even when no quad has it any more. So after so many bytes of
# steps, or half of the data's own size in them, a new copy is loaded.
_STALE_AFTER = 64_000_000
_STEP_BYTES_A_QUAD = 80
_SEARCH = "search"
_SEARCH_SECONDS = 600.0  # for the index to be made; a query that searches has its own deadline
_NEVER = 1 << 60
_PAUSE = 0.5  # seconds between attempts to start a process again


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
        self.search = Pool(_search_limits(options), lambda: self._fork(_SEARCH), _NEVER)
        self._pools = {"": self.pool, _SEARCH: self.search}
        self.relay = ""
        self.in_memory = True
        self.quads = 0
        self.ready = False
        self._epoch, self._count = secrets.token_hex(4), 0
        self._writer: Child | None = None
        self._loader: LoaderChild | None = None
        self._lock = asyncio.Lock()
        self._sent = self._weight = 0  # frames of steps that the loader was sent, and their bytes
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
        """Runs a job; searches in a query are made first, by the worker that has the index."""
        ticket = self.pool.admit(job, sink, seconds, client)
        if ticket.done:
            return ticket
        features = self.options.features
        try:
            found = (
                searches(job.text, features.search_property, dict(features.prefixes)) if isinstance(job, Query) else ()
            )
        except EngineError as error:
            self.pool.failed(ticket, error.failure)
            return ticket
        if found:
            self._task(self._searched(ticket, found))
        else:
            self.pool.enqueue(ticket)
        return ticket

    async def _searched(self, ticket: Ticket, found: tuple[Search, ...]) -> None:
        things = {}
        try:
            for words in dict.fromkeys(search.words for search in found):
                sink = Gathered()
                self.search.submit(Find(words), sink, ticket.seconds, ticket.client)
                things[words] = msgspec.json.decode(await sink.whole, type=list[str])
        except EngineError as error:
            self.pool.failed(ticket, error.failure)
            return
        assert isinstance(ticket.job, Query), "only queries search"
        ticket.job = msgspec.structs.replace(ticket.job, text=rewrite(ticket.job.text, found, things))
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
                detail = f"the change was ended after {self.options.write_seconds:g} s; nothing was changed"
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
        """Loads a copy without the remains of what was replaced. Queries go on meanwhile, writes wait."""
        async with self._lock:
            if not self._closing:
                await self._restart_loader()

    async def _spread(self, steps: tuple[Step, ...]) -> None:
        """Brings the copies to where the disk is."""
        if not self.in_memory:
            steps = (Step(snapshot=await self._snapshot()),)
        frame = pack_record(Kind.STEPS, steps)
        small = len(frame) <= _SMALL
        self._sent += 1
        self._weight += len(frame)
        if any(pool.asked for pool in self._pools.values()):
            self._recent.append((self._sent, frame if small else None))
        else:
            self._recent.clear()
        loader = self._loader
        if loader is not None and not loader.lost.is_set():
            done = loader.ask(frame)
            if not small:
                await asyncio.wait({done})
            done.add_done_callback(_retrieve)
        self._count += 1
        for pool in self._pools.values():
            if small:
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
        loader = LoaderChild(self._arrived)
        self._children.add(loader)
        setup = WorkerSetup(self.options.limits, self.options.features, self.relay, self.in_memory)
        self._recent.clear()
        self._sent = self._weight = 0
        for pool in self._pools.values():
            pool.asked = 0
        try:
            await loader.begin(setup)
            if self.in_memory:
                await self._load(loader)
            else:
                await self._follow_alone(loader, Step(snapshot=await self._snapshot()))
        except BaseException:
            loader.kill()
            await self._ended(loader)
            raise
        old, self._loader = self._loader, loader
        if old is not None:
            await self._ended(old)
        self._count += 1
        for pool in self._pools.values():
            pool.renew()
        if self.options.features.search_property:
            self.search.submit(Find(""), Gathered(), 0.0, "")

    async def _load(self, loader: LoaderChild) -> None:
        """Lets the writer and the loader work at the same time, through a pipe."""
        assert self._writer is not None, "the writer is started before the loader"
        with tempfile.TemporaryDirectory(prefix="newsfacts-") as folder:
            pipe = os.fsencode(Path(folder, "load.nq"))
            os.mkfifo(pipe, 0o600)
            reading = loader.call(pack(Kind.LOAD, pipe), int)
            writing = self._writer.call(pack(Kind.DUMP, pipe), tuple[str, ...])
            count, empty = await asyncio.gather(reading, writing)
        self.quads = count
        if empty:
            await self._follow_alone(loader, Step(update=" ; ".join(f"CREATE SILENT GRAPH {name}" for name in empty)))

    async def _follow_alone(self, loader: LoaderChild, step: Step) -> None:
        self._sent += 1
        await loader.call(pack_record(Kind.STEPS, (step,)), int)

    async def _ended(self, child: Child) -> None:
        """Ends a process and forgets it."""
        await child.close()
        self._children.discard(child)

    def _watch(self) -> None:
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


class Gathered:
    """A sink that makes one piece of an answer; `whole` is awaited."""

    def __init__(self) -> None:
        self.whole: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.whole.add_done_callback(_retrieve)
        self._pieces: list[bytes] = []

    def head(self, head: Head) -> None:
        """Not of interest."""

    def data(self, piece: bytes) -> None:
        """Keeps a piece."""
        self._pieces.append(piece)

    def end(self) -> None:
        """Everything is there."""
        if not self.whole.done():
            self.whole.set_result(b"".join(self._pieces))

    def fail(self, failure: Failure) -> None:
        """It breaks off."""
        if not self.whole.done():
            self.whole.set_exception(EngineError(failure))


def _search_limits(options: HubOptions) -> Limits:
    workers = 1 if options.features.search_property else 0
    return msgspec.structs.replace(
        options.limits, seconds=_SEARCH_SECONDS, workers=workers, rows=0, cache_bytes=4_000_000
    )


def _retrieve(future: asyncio.Future[Any]) -> None:
    """Takes note of a failed future: the loader's end is seen by its watcher."""
    if not future.cancelled():
        future.exception()


def _store_error(failure: Failure, path: str) -> StoreError:
    if failure.kind == "locked":
        return StoreLockedError(f"{path} is open in another process; stop that one first ({failure.detail})")
    return StoreError(f"{path} cannot be opened: {failure.detail}")
