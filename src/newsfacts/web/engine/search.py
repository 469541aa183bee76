"""Full-text search by SQLite's FTS5 with trigrams, which finds the parts of German compounds too.

The index is fed from the graph: the literals of chosen properties, by the subject that has them. Words are found as
substrings without regard to case; several words must all be in one text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from .records import EngineError, Failure
from .steps import ALL, Step

MOST = 20_000  # subjects one search may find
_TRIGRAM = 3
_Row = tuple[str, str, str]


class SearchIndex:
    """An index of one store's texts, kept in memory."""

    def __init__(self, store: ox.Store, properties: Iterable[str]) -> None:
        self._store, self._properties = store, tuple(ox.NamedNode(iri) for iri in properties)
        self._base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._base.executescript(
            "PRAGMA temp_store = MEMORY;"  # a worker can open no files
            "CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'trigram');"
            "CREATE TABLE places(id INTEGER PRIMARY KEY, graph TEXT, subject TEXT, text TEXT);"
            "CREATE INDEX by_graph ON places(graph);"
        )
        self._dirty = True

    def follow(self, step: Step) -> None:
        """Takes note of a step that the store has taken already."""
        if step.clear is not None and step.clear != ALL and not self._dirty and not step.base:
            self._replace_graph(step.clear)
        else:
            self._dirty = True

    def find(self, words: str) -> list[str]:
        """The subjects whose texts hold all of `words`, as N-Triples terms, sorted.

        Raises EngineError for words too short for trigrams and where more is found than a query can take.
        """
        parts = words.split()
        long, short = ([part for part in parts if (len(part) >= _TRIGRAM) is wanted] for wanted in (True, False))
        if not long:
            raise EngineError(Failure("parameters", f"search for at least one word of {_TRIGRAM} characters"))
        self.refresh()
        match = " AND ".join('"' + part.replace('"', '""') + '"' for part in long)
        likes = " AND text LIKE '%' || ? || '%'" * len(short)
        matched = "id IN (SELECT rowid FROM texts WHERE texts MATCH ?)"
        asked = f"SELECT DISTINCT subject FROM places WHERE {matched}{likes} ORDER BY 1"
        found = [row[0] for row in self._base.execute(f"{asked} LIMIT {MOST + 1}", (match, *short))]
        if len(found) > MOST:
            raise EngineError(Failure("limit", f"more than {MOST} things have these words; search for more of them"))
        return found

    def refresh(self) -> None:
        """Brings the index to where the store is."""
        if not self._dirty:
            return
        wanted = set(self._texts(None))
        had = {row[1:]: row[0] for row in self._base.execute("SELECT id, graph, subject, text FROM places")}
        self._begin()
        self._remove(number for row, number in had.items() if row not in wanted)
        self._add(sorted(wanted - had.keys()))
        self._base.execute("COMMIT")
        self._dirty = False

    def _replace_graph(self, graph: str) -> None:
        node = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        self._begin()
        numbers = [row[0] for row in self._base.execute("SELECT id FROM places WHERE graph = ?", (graph,))]
        self._remove(numbers)
        self._add(sorted(set(self._texts(node))))
        self._base.execute("COMMIT")

    def _begin(self) -> None:
        self._base.execute("BEGIN")

    def _texts(self, graph: ox.NamedNode | ox.DefaultGraph | None) -> Iterator[_Row]:
        for name in self._properties:
            for quad in self._store.quads_for_pattern(None, name, None, graph):
                if isinstance(quad.object, ox.Literal):
                    where = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
                    yield where, str(quad.subject), quad.object.value

    def _remove(self, numbers: Iterable[int]) -> None:
        keys = [(number,) for number in numbers]
        self._base.executemany("DELETE FROM texts WHERE rowid = ?", keys)
        self._base.executemany("DELETE FROM places WHERE id = ?", keys)

    def _add(self, rows: Iterable[_Row]) -> None:
        for row in rows:
            number = self._base.execute("INSERT INTO places(graph, subject, text) VALUES (?, ?, ?)", row).lastrowid
            self._base.execute("INSERT INTO texts(rowid, text) VALUES (?, ?)", (number, row[2]))
