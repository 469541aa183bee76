"""An engine in this process, over a store that is already open: for tests, scripts and small data.

Deadlines hold only for queries that produce rows; for deadlines that hold always there is the forked engine.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import pyoxigraph as ox

from .changes import Changer
from .evaluate import Evaluator
from .records import Change, EngineError, Failure, Features, Head, Job, Limits, Query, Running, Written
from .rewriting import rewrite, searches


class _Collected:
    """A sink that keeps everything; also the answer read from it."""

    def __init__(self, deadline: float) -> None:
        self._deadline = deadline
        self._head: Head | None = None
        self._pieces: list[bytes] = []

    def head(self, head: Head) -> None:
        self._head = head

    def data(self, piece: bytes) -> None:
        if time.monotonic() > self._deadline:
            raise EngineError(Failure("timeout", "the query took longer than its limit", retry_after=1))
        self._pieces.append(piece)

    def end(self) -> None:
        """Nothing is left to do."""

    def fail(self, failure: Failure) -> None:
        raise EngineError(failure)

    def answer(self) -> LocalAnswer:
        assert self._head is not None, "an answer ends only after its head"
        return LocalAnswer(self._head, tuple(self._pieces))


class LocalAnswer:
    """A whole answer."""

    def __init__(self, head: Head, pieces: tuple[bytes, ...]) -> None:
        self.head, self._pieces = head, pieces

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._pieces)

    def close(self) -> None:
        """Nothing is held."""


class LocalEngine:
    """Evaluates on `store` in the calling thread."""

    def __init__(self, store: ox.Store, limits: Limits | None = None, features: Features | None = None) -> None:
        self.limits, self.features = limits or Limits(), features or Features()
        self._evaluator = Evaluator(store, self.limits, self.features)
        self._changer = Changer(store, self.features)

    @property
    def generation(self) -> str:
        """Unknown: others may write to the store."""
        return ""

    def run(self, job: Job, seconds: float = 0.0, client: str = "") -> LocalAnswer:
        """The answer to `job`. Raises EngineError."""
        del client
        sink = _Collected(time.monotonic() + (seconds or self.limits.seconds))
        self._evaluator.catalogue = None  # others may have written to the store
        self._evaluator.run(self._searched(job), sink)
        return sink.answer()

    def _searched(self, job: Job) -> Job:
        if not isinstance(job, Query):
            return job
        found = searches(job.text, self.features.search_property, dict(self.features.prefixes))
        if not found:
            return job
        self._evaluator.index = None  # others may have written to the store
        things = {search.words: self._evaluator.find(search.words) for search in found}
        return rewrite(job, found, things)

    def write(self, change: Change) -> Written:
        """Applies `change`. Raises EngineError."""
        return self._changer.apply(change).written

    def running(self) -> tuple[Running, ...]:
        """None: a query blocks its caller."""
        return ()

    def cancel(self, query: str) -> bool:
        """Never possible here."""
        del query
        return False

    def health(self) -> dict[str, object]:
        """What `/health` shows."""
        return {"status": "ok", "engine": "local"}

    def close(self) -> None:
        """The store belongs to the caller."""
