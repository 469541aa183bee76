"""What readers search: the things of a few kinds by their words, each kind counted, the best and latest first.

The catalogue is fed by one query a kind, which gives ?graph, ?thing, ?text and, where there is one, ?date. It lives in
memory and follows a change graph by graph.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from heapq import nlargest
from operator import itemgetter
from typing import Any

import pyoxigraph as ox

from .records import Browse, Features, Record
from .steps import ALL, Step, parsed

_TRIGRAM = 3
_Row = tuple[str, str, str, str, str, str]  # graph, kind, thing, text, date, language
_MAKE = """
PRAGMA temp_store = MEMORY;
CREATE TABLE things(id INTEGER PRIMARY KEY, graph TEXT, kind TEXT, thing TEXT, text TEXT, date TEXT, lang TEXT);
CREATE INDEX by_graph ON things(graph);
CREATE VIRTUAL TABLE texts USING fts5(text, content = 'things', content_rowid = 'id', tokenize = 'trigram');
"""
_FOUND = "SELECT kind, thing, text, date, lang, text LIKE :words FROM things WHERE {found}"
_MATCHED = "id IN (SELECT rowid FROM texts WHERE texts MATCH :match)"


class Thing(Record, frozen=True):
    """A thing found: its IRI, the words that it was found by, the day of its article and the words' language, each
    empty where there is none."""

    iri: str
    text: str
    date: str
    language: str


class Shelf(Record, frozen=True):
    """The things of one kind that a search finds: how many in all, and those asked for."""

    kind: str
    number: int
    things: tuple[Thing, ...]


class Catalogue:
    """The catalogue of one store."""

    def __init__(self, store: ox.Store, features: Features) -> None:
        self._store, self._kinds = store, features.search_kinds
        self._base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        self._base.create_function("begins", 2, _begins, deterministic=True)
        self._base.executescript(_MAKE)
        self._stale: set[str] | None = None  # graphs that changed since they were read; None: all

    def follow(self, step: Step) -> None:
        """Takes note of a step that the store has taken already; what it touched is read when next somebody asks."""
        if self._stale is None or step.clear == ALL or (step.update and step.clear is None):
            self._stale = None
        else:
            self._stale |= _graphs(step)

    def browse(self, job: Browse) -> tuple[Shelf, ...]:
        """What is found for the job's words, all of which must stand in one text: long ones anywhere, those too short
        for the index at the beginning of a word. Kinds of which nothing is found are left out."""
        self._refresh()
        parts = job.words.split()
        if not parts:
            return ()
        long, short = ([part for part in parts if (len(part) >= _TRIGRAM) is wanted] for wanted in (True, False))
        values = {"kind": job.kind, "words": _literal(job.words)} | {f"short{n}": part for n, part in enumerate(short)}
        values["match"] = " AND ".join('"' + part.replace('"', '""') + '"' for part in long)
        begun = [f"INSTR(LOWER(text), LOWER(:short{n})) AND begins(:short{n}, text)" for n in range(len(short))]
        found = " AND ".join([*([_MATCHED] if long else []), *begun, *(["kind = :kind"] if job.kind else [])])
        return tuple(_shelves(self._base.execute(_FOUND.format(found=found), values), job))

    def _refresh(self) -> None:
        """Brings the catalogue to where the store is."""
        graphs: tuple[str | None, ...] = (None,) if self._stale is None else tuple(sorted(self._stale))
        for graph in graphs:
            self._replace(graph)
        self._stale = set()

    def _replace(self, graph: str | None) -> None:
        """Brings what is of one graph, or everything, to where the store is; what stays as it was is left alone."""
        wanted = set(self._rows(graph))
        where, values = ("", ()) if graph is None else (" WHERE graph = ?", (graph,))
        listed = self._base.execute(f"SELECT graph, kind, thing, text, date, lang, id FROM things{where}", values)
        had = {row[:6]: row[6] for row in listed}
        gone = [(number, row[3]) for row, number in had.items() if row not in wanted]
        self._base.execute("BEGIN")
        self._base.executemany("INSERT INTO texts(texts, rowid, text) VALUES ('delete', ?, ?)", gone)
        self._base.executemany("DELETE FROM things WHERE id = ?", [(number,) for number, _ in gone])
        begin = self._base.execute("SELECT IFNULL(MAX(id), 0) FROM things").fetchone()[0] + 1
        new = [(number, *row) for number, row in enumerate(sorted(wanted - had.keys()), begin)]
        self._base.executemany("INSERT INTO things VALUES (?, ?, ?, ?, ?, ?, ?)", new)
        self._base.executemany("INSERT INTO texts(rowid, text) VALUES (?, ?)", [(row[0], row[4]) for row in new])
        self._base.execute("COMMIT")

    def _rows(self, graph: str | None) -> Iterator[_Row]:
        """What the store has."""
        only: dict[ox.Variable, Any] = {} if graph is None else {ox.Variable("graph"): ox.NamedNode(graph)}
        for kind, query in self._kinds:
            found = self._store.query(query, substitutions=only)
            assert isinstance(found, ox.QuerySolutions), "a kind's query is a SELECT"
            for row in found:
                where, thing, text, date = (row[name] for name in ("graph", "thing", "text", "date"))
                if isinstance(thing, ox.NamedNode) and isinstance(text, ox.Literal):
                    of = graph if graph is not None else str(getattr(where, "value", ""))
                    yield of, kind, thing.value, text.value, str(getattr(date, "value", "")), text.language or ""


def _graphs(step: Step) -> set[str]:
    """The named graphs that a step touched."""
    quads = (*parsed(step.gone), *parsed(step.quads))
    named = {quad.graph_name.value for quad in quads if isinstance(quad.graph_name, ox.NamedNode)}
    return named | ({step.clear} if step.clear else set())


def _begins(part: str, text: str) -> bool:
    """Whether a word of the text begins with `part`."""
    return re.search(rf"(?<!\w){re.escape(part)}", text, re.IGNORECASE) is not None


def _literal(words: str) -> str:
    """A pattern for LIKE that these words alone match."""
    return re.sub(r"([%_])", r"_", words)


def _shelves(rows: Iterable[tuple[str, str, str, str, str, int]], job: Browse) -> Iterator[Shelf]:
    """Of each kind the things asked for: those called exactly so first, then the latest, then those of fewest words."""
    kinds: dict[str, dict[str, tuple[tuple[int, str, int], Thing]]] = {}
    for kind, iri, text, date, language, same in rows:
        place = (same, date, -len(text))
        known = kinds.setdefault(kind, {})
        if iri not in known or place > known[iri][0]:
            known[iri] = place, Thing(iri, text, date, language)
    end = job.skip + job.most
    for kind in sorted(kinds):
        ordered = sorted(kinds[kind].values(), key=lambda one: one[1].iri)
        best = nlargest(end, ordered, key=itemgetter(0))
        yield Shelf(kind, len(ordered), tuple(thing for _, thing in best[job.skip :]))
