"""A local cache of answers with expiry, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

DAY = 86_400.0


class Cache:
    """Answers by their request; `clock` gives the seconds since 1970 by which they grow old."""

    def __init__(self, path: Path, days: float, clock: Callable[[], float]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path)
        self._db.execute("CREATE TABLE IF NOT EXISTS answer (request TEXT PRIMARY KEY, at REAL, body BLOB)")
        self._keep, self._clock = days * DAY, clock

    def get(self, request: str) -> tuple[bytes, float] | None:
        """The answer to a request and when it came, or None where there is none young enough."""
        row = self._db.execute("SELECT body, at FROM answer WHERE request = ?", (request,)).fetchone()
        if row is None or self._clock() - row[1] > self._keep:
            return None
        return bytes(row[0]), float(row[1])

    def put(self, request: str, body: bytes) -> float:
        """Keeps an answer; returns when."""
        now = self._clock()
        with self._db:
            self._db.execute("INSERT OR REPLACE INTO answer VALUES (?, ?, ?)", (request, now, body))
        return now

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
