"""The engine that production uses: queries in forked workers that share the data and can be killed.

The event loop with everything that happens runs in a thread of its own; callers may be in any thread, or in that loop.
"""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

from .hub import Hub, HubOptions
from .records import Change, EngineError, Failure, Head, Job, Running, Sink, Written
from .relay import Relay
from .tickets import Ticket

_T = TypeVar("_T")
_AHEAD = 64  # pieces of an answer that may wait for a reader in another thread


class ForkedEngine:
    """Serves the store at a path until it is closed. Raises StoreLockedError, StoreError when it cannot be opened."""

    def __init__(self, options: HubOptions) -> None:
        self.options, self.limits, self.features = options, options.limits, options.features
        self.loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="newsfacts-engine", daemon=True)
        self._thread.start()
        self.hub: Hub = self.call(self._made())
        self._relay: Relay | None = None
        try:
            self.call(self._start())
        except BaseException:
            self.close()
            raise

    async def _made(self) -> Hub:
        return Hub(self.options)

    async def _start(self) -> None:
        if self.options.features.service_allow:
            self._relay = Relay(self.options.features.service_allow, self.limits.seconds)
            await self._relay.start()
        await self.hub.start(self._relay.address if self._relay else "")

    def call(self, coroutine: Coroutine[Any, Any, _T]) -> _T:
        """The result of a coroutine run in the engine's loop; not to be called from that loop."""
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result()

    @property
    def generation(self) -> str:
        """Names the state of the data."""
        return self.hub.generation

    def submit(self, job: Job, sink: Sink, seconds: float = 0.0, client: str = "") -> Ticket:
        """Runs a job for a sink; only in the engine's loop."""
        return self.hub.submit(job, sink, seconds, client)

    def run(self, job: Job, seconds: float = 0.0, client: str = "") -> QueuedAnswer:
        """The answer to a job, once its start is known. Raises EngineError."""
        return QueuedAnswer(self, job, seconds, client)

    def write(self, change: Change) -> Written:
        """Makes a change; it is on disk, and every later query sees it, when this returns. Raises EngineError."""
        return self.call(self.hub.write(change))

    def running(self) -> tuple[Running, ...]:
        """The queries at work and in the queue."""
        return self._soon(self.hub.pool.running)

    def cancel(self, query: str) -> bool:
        """Ends a query by its id; whether there was one."""

        def end() -> bool:
            ticket = self.hub.pool.tickets.get(query)
            if ticket is not None:
                self.hub.pool.cancel(ticket, Failure("cancelled", "the query was cancelled by the operator"))
            return ticket is not None

        return self._soon(end)

    def health(self) -> dict[str, object]:
        """What `/health` shows."""
        pool = self.hub.pool
        return {
            "status": "ok" if self.hub.ready else "starting",
            "engine": "memory" if self.hub.in_memory else "snapshots",
            "generation": self.generation,
            "quads": self.hub.quads,
            "workers": len(pool.workers),
            "running": len(pool.tickets),
            "cache_bytes": pool.cache.bytes,
            "cache_hits": pool.cache.hits,
            "cache_misses": pool.cache.misses,
            **{f"queries_{name}": count for name, count in pool.counts.items()},
        }

    def close(self) -> None:
        """Ends all processes and the loop's thread."""
        if self.loop.is_closed():
            return
        self.call(self._end())
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join()
        self.loop.close()

    async def _end(self) -> None:
        if self._relay:
            await self._relay.close()
        await self.hub.close()

    def _soon(self, function: Callable[[], _T]) -> _T:
        async def run() -> _T:
            return function()

        return self.call(run())


class QueuedAnswer:
    """An answer read in another thread than the loop's: a sink on one side, an iterator on the other."""

    def __init__(self, engine: ForkedEngine, job: Job, seconds: float, client: str) -> None:
        self._engine = engine
        self._items: queue.SimpleQueue[Head | bytes | Failure | None] = queue.SimpleQueue()
        self._ticket: Ticket | None = None
        self._held = False
        engine.loop.call_soon_threadsafe(self._begin, job, seconds, client)
        first = self._items.get()
        self.head: Head
        if isinstance(first, Failure):
            raise EngineError(first)
        assert isinstance(first, Head), "an answer starts with its head"
        self.head = first

    def _begin(self, job: Job, seconds: float, client: str) -> None:
        self._ticket = self._engine.submit(job, _QueueSink(self), seconds, client)

    def put(self, item: Head | bytes | Failure | None) -> None:
        """Takes an item, in the loop's thread."""
        self._items.put(item)
        if self._ticket and not self._held and self._items.qsize() > _AHEAD:
            self._held = True
            self._ticket.hold()

    def __iter__(self) -> Iterator[bytes]:
        while (item := self._items.get()) is not None:
            if isinstance(item, Failure):
                raise EngineError(item)
            if self._held and self._items.qsize() < _AHEAD // 2:
                self._held = False
                self._engine.loop.call_soon_threadsafe(self._release)
            if isinstance(item, bytes):
                yield item

    def close(self) -> None:
        """The reader has gone: a query still at work is ended."""
        if self._ticket and not self._ticket.done and not self._engine.loop.is_closed():
            self._engine.loop.call_soon_threadsafe(self._engine.hub.pool.cancel, self._ticket)

    def _release(self) -> None:
        if self._ticket:
            self._ticket.release()


class _QueueSink:
    """Puts what comes into the answer's queue."""

    def __init__(self, answer: QueuedAnswer) -> None:
        self._put = answer.put

    def head(self, head: Head) -> None:
        self._put(head)

    def data(self, piece: bytes) -> None:
        self._put(piece)

    def end(self) -> None:
        self._put(None)

    def fail(self, failure: Failure) -> None:
        self._put(failure)
