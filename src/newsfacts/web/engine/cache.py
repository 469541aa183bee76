"""Keeps whole answers, bounded in bytes, for as long as the data do not change."""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from .records import Head


class Kept(NamedTuple):
    """A whole answer."""

    head: Head
    body: bytes


class Cache:
    """The least recently used answers go first. A cache belongs to one state of the data: clear it when they change."""

    def __init__(self, limit: int, entry_limit: int) -> None:
        self._limit, self.entry_limit = limit, min(entry_limit, limit)
        self._kept: OrderedDict[bytes, Kept] = OrderedDict()
        self.bytes = self.hits = self.misses = 0

    def get(self, key: bytes) -> Kept | None:
        """The answer kept under `key`."""
        kept = self._kept.get(key)
        if kept is None:
            self.misses += 1
            return None
        self.hits += 1
        self._kept.move_to_end(key)
        return kept

    def put(self, key: bytes, kept: Kept) -> None:
        """Keeps an answer, if it is not too large."""
        size = _size(key, kept)
        if size > self.entry_limit or key in self._kept:
            return
        self._kept[key] = kept
        self.bytes += size
        while self.bytes > self._limit:
            old_key, old = self._kept.popitem(last=False)
            self.bytes -= _size(old_key, old)

    def clear(self) -> None:
        """Forgets everything."""
        self._kept.clear()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._kept)


def _size(key: bytes, kept: Kept) -> int:
    return len(key) + len(kept.body) + 400
