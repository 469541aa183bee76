"""The workers that keep indexes of the words, one each: `search` for searches in queries, `catalogue` for readers'.

Unlike other workers they follow every change, however large, for an index is dear to make.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any

import msgspec

from .pool import Pool
from .records import Browse, EngineError, Failure, Features, Find, Head, Job, Limits, Query, Sink
from .rewriting import Search, rewrite, searches
from .tickets import Ticket

SEARCH, CATALOGUE = "search", "catalogue"
_SECONDS = 600.0  # for an index to be made; a query that searches has its own deadline
_NEVER = 1 << 60
_CACHE_BYTES = 4_000_000
_READY: dict[str, Job] = {SEARCH: Find(""), CATALOGUE: Browse("")}  # the jobs that only make the index


class Indexes:
    """The pools of the indexes that the features ask for; `fork` asks for a worker of a role."""

    def __init__(self, limits: Limits, features: Features, fork: Callable[[str], bool]) -> None:
        self._features = features
        wanted = {SEARCH: bool(features.search_property), CATALOGUE: bool(features.search_kinds)}
        own = msgspec.structs.replace(limits, seconds=_SECONDS, workers=1, rows=0, cache_bytes=_CACHE_BYTES)
        self.pools = {role: Pool(own, partial(fork, role), _NEVER) for role, used in wanted.items() if used}

    def make(self) -> asyncio.Future[bytes]:
        """Has the indexes made, the readers' first, which ends the future; who searches meanwhile waits. A failure is
        the first reader's."""
        made = self._make(CATALOGUE)
        made.add_done_callback(lambda _: self._make(SEARCH))
        return made

    def _make(self, role: str) -> asyncio.Future[bytes]:
        sink = Gathered()
        if role in self.pools and self.pools[role].open:
            self.pools[role].submit(_READY[role], sink, 0.0, "")
        else:
            sink.end()
        return sink.whole

    def browse(self, job: Browse, sink: Sink, seconds: float, client: str) -> Ticket:
        """Runs a reader's search."""
        return self.pools[CATALOGUE].submit(job, sink, seconds, client)

    def asked(self, job: Job) -> bool:
        """Whether a query searches. Raises EngineError where it does so wrongly."""
        return isinstance(job, Query) and bool(self._searches(job.text))

    async def searched(self, query: Query, ticket: Ticket) -> Query:
        """The query with the things found in the place of each search. Raises EngineError."""
        found = self._searches(query.text)
        things: dict[str, list[str]] = {}
        for words in dict.fromkeys(search.words for search in found):
            sink = Gathered()
            self.pools[SEARCH].submit(Find(words), sink, ticket.seconds, ticket.client)
            things[words] = msgspec.json.decode(await sink.whole, type=list[str])
        return rewrite(query, found, things)

    def _searches(self, text: str) -> tuple[Search, ...]:
        return searches(text, self._features.search_property, dict(self._features.prefixes))


class Gathered:
    """A sink that makes one piece of an answer; `whole` is awaited."""

    def __init__(self) -> None:
        self.whole: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.whole.add_done_callback(retrieve)
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


def retrieve(future: asyncio.Future[Any]) -> None:
    """Takes note of a failed future that nobody awaits."""
    if not future.cancelled():
        future.exception()
