"""Full-text search by SQLite's FTS5 with trigrams, which finds the parts of German compounds too.

The index is fed from the graph: the literals of chosen properties, by the subject that has them. Beside them it may
have documents that the graph only speaks of, which are found as long as their graph is there. Words are found as
substrings without regard to case; several words must all be in one text.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from .records import EngineError, Failure
from .steps import ALL, Step, parsed

MOST = 20_000  # subjects one search may find
_TRIGRAM = 3
_Row = tuple[str, str, str]  # graph, subject as a term, text
Documents = Callable[[], Iterable[_Row]]


class SearchIndex:
    """An index of one store's texts, kept in memory."""

    def __init__(self, store: ox.Store, properties: Iterable[str], documents: Documents = tuple) -> None:
        self._store, self._properties = store, tuple(ox.NamedNode(iri) for iri in properties)
        self._documents: Documents | None = documents  # until they are read
        self._base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._base.executescript(
            "PRAGMA temp_store = MEMORY;"  # a worker can open no files
            "CREATE VIRTUAL TABLE texts USING fts5(text, tokenize = 'trigram');"
            "CREATE TABLE places(id INTEGER PRIMARY KEY, graph TEXT, subject TEXT, text TEXT, document INTEGER);"
            "CREATE INDEX by_graph ON places(graph, subject);"
        )
        self._dirty = True

    def follow(self, step: Step) -> None:
        """Takes note of a step that the store has taken already."""
        if self._dirty or step.base or step.clear == ALL:
            self._dirty = True
        elif step.exact:
            self._change(step)
        elif step.clear is not None:
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
        asked = f"SELECT DISTINCT subject, iif(document, graph, NULL) FROM places WHERE {matched}{likes} ORDER BY 1"
        rows = self._base.execute(f"{asked} LIMIT {2 * MOST + 1}", (match, *short)).fetchall()
        found = list(dict.fromkeys(subject for subject, graph in rows if graph is None or self._has(graph)))
        if len(found) > MOST or len(rows) > 2 * MOST:
            raise EngineError(Failure("limit", f"more than {MOST} things have these words; search for more of them"))
        return found

    def _has(self, graph: str) -> bool:
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def refresh(self) -> None:
        """Brings the index to where the store is."""
        if not self._dirty:
            return
        wanted = set(self._texts(None))
        listed = "SELECT id, graph, subject, text FROM places WHERE NOT document"
        had = {row[1:]: row[0] for row in self._base.execute(listed)}
        self._begin()
        if self._documents is not None:
            self._add(self._documents(), document=True)
            self._documents = None
        self._remove(number for row, number in had.items() if row not in wanted)
        self._add(sorted(wanted - had.keys()))
        self._base.execute("COMMIT")
        self._dirty = False

    def _replace_graph(self, graph: str) -> None:
        node = ox.NamedNode(graph) if graph else ox.DefaultGraph()
        self._begin()
        listed = "SELECT id FROM places WHERE graph = ? AND NOT document"
        numbers = [row[0] for row in self._base.execute(listed, (graph,))]
        self._remove(numbers)
        self._add(sorted(set(self._texts(node))))
        self._base.execute("COMMIT")

    def _change(self, step: Step) -> None:
        gone, new = (set(self._told(parsed(quads))) for quads in (step.gone, step.quads))
        if gone or new:
            asked = "SELECT id FROM places WHERE graph = ? AND subject = ? AND text = ? AND NOT document"
            had = {row: self._base.execute(asked, row).fetchone() for row in gone | new}
            self._begin()
            self._remove(had[row][0] for row in gone - new if had[row])
            self._add(sorted(row for row in new if not had[row]))
            self._base.execute("COMMIT")

    def _begin(self) -> None:
        self._base.execute("BEGIN")

    def _texts(self, graph: ox.NamedNode | ox.DefaultGraph | None) -> Iterator[_Row]:
        for name in self._properties:
            yield from self._told(self._store.quads_for_pattern(None, name, None, graph))

    def _told(self, quads: Iterable[ox.Quad]) -> Iterator[_Row]:
        for quad in quads:
            if isinstance(quad.object, ox.Literal) and quad.predicate in self._properties:
                where = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
                yield where, str(quad.subject), quad.object.value

    def _remove(self, numbers: Iterable[int]) -> None:
        keys = [(number,) for number in numbers]
        self._base.executemany("DELETE FROM texts WHERE rowid = ?", keys)
        self._base.executemany("DELETE FROM places WHERE id = ?", keys)

    def _add(self, rows: Iterable[_Row], *, document: bool = False) -> None:
        for row in rows:
            place = "INSERT INTO places(graph, subject, text, document) VALUES (?, ?, ?, ?)"
            number = self._base.execute(place, (*row, document)).lastrowid
            self._base.execute("INSERT INTO texts(rowid, text) VALUES (?, ?)", (number, row[2]))
