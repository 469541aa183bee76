"""The views of the graph that graph tools want: from quads to nodes and edges, by SPARQL.

Raw RDF is what users of graph tools complain about, so each view says one thing: who stands how to whom, to what issue,
in which event, in which article; and `full` everything, with facts as nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import Store
from rdflib import URIRef

from newsfacts.errors import ExportError
from newsfacts.rdf.positions import attitudes

from .asking import last_part, rows_of, solutions
from .networks import CONGRUENCE, Statement, ties
from .tables import NO_VALUES, Edge, Node, Projection, Value


def project(store: Store, view: str, language: str = "de") -> Projection:
    """A view (one of VIEWS) of everything in the store; names in `language` where there are any.

    Raises ExportError for an unknown view.
    """
    if view not in VIEWS:
        raise ExportError(f"no view named {view!r}; known: {', '.join(VIEWS)}")
    return VIEWS[view](store, language)


def _full(store: Store, language: str) -> Projection:
    ends = frozenset(end.value for solution in solutions(store, "full") for end in (solution[0], solution[1]))
    return Projection("full", lambda: _nodes(store, language, ends, only_these=False), lambda: _full_edges(store))


def _aggregated(view: str, edges_of: Callable[[Store], Iterator[Edge]]) -> Callable[[Store, str], Projection]:
    """A view whose nodes are the ends of its edges; its edges are few, as they are sums."""

    def view_of(store: Store, language: str) -> Projection:
        edges = tuple(edges_of(store))
        ends = frozenset(end for edge in edges for end in (edge.source, edge.target))
        return Projection(view, lambda: _nodes(store, language, ends, only_these=True), lambda: iter(edges))

    return view_of


# ---- nodes


def _nodes(store: Store, language: str, ends: frozenset[str], *, only_these: bool) -> Iterator[Node]:
    """All nodes, or only those at the end of an edge; what an edge points to without being described gets its address
    for a name, so that no edge hangs in the air."""
    seen = set()
    for make in (_entities, _positions, _events, _articles):
        for node in make(store, language):
            if node.id in ends or not only_these:
                seen.add(node.id)
                yield node
    for end in sorted(ends - seen):
        yield Node(end, last_part(end), "unknown", None, None, NO_VALUES)


def _entities(store: Store, language: str) -> Iterator[Node]:
    for key, group in groupby(solutions(store, "entities"), key=lambda row: row["id"]):
        rows = list(group)
        preferred = [row["label"] for row in rows if row["preferred"].value == "true"]
        names = preferred or [row["label"] for row in rows]
        label = min(names, key=lambda name: (name.language != language, name.value))
        others = tuple(sorted({row["label"].value for row in rows}))
        item = rows[0]["item"]
        values = (others, last_part(item.value) if item else None, *NO_VALUES[2:])
        yield Node(key.value, label.value, last_part(rows[0]["class"].value).lower(), None, None, values)


def _positions(store: Store, _: str) -> Iterator[Node]:
    for key, label, stance, polarity, confidence, text, date in rows_of(store, "positions"):
        values = (None, None, text, _local(stance), _integer(polarity), None, None, _decimal(confidence))
        yield Node(str(key), str(label), "position", date, date, values)


def _events(store: Store, _: str) -> Iterator[Node]:
    for key, label, kind, status, confidence, text, date, begin, end in rows_of(store, "events"):
        values = (None, None, text, None, None, _local(kind), _local(status), _decimal(confidence))
        begin, end = (begin, end) if begin or end else (date, date)
        yield Node(str(key), str(label), "event", begin, end, values)


def _articles(store: Store, _: str) -> Iterator[Node]:
    for key, label, date in rows_of(store, "articles"):
        yield Node(str(key), label or last_part(str(key)), "article", date, date, NO_VALUES)


# ---- edges


def _full_edges(store: Store) -> Iterator[Edge]:
    for number, (source, target, kind, label, polarity, date) in enumerate(rows_of(store, "full"), 1):
        ends, name = (str(source), str(target)), str(kind)
        yield _edge(
            number, ends, name, Sum(label or name, 1, None, date, date), (_integer(polarity), None, None, None, None)
        )


def _actor_actor(store: Store) -> Iterator[Edge]:
    number = 0
    for source, target, label, weight, articles, begin, end, text in rows_of(store, "addressed"):
        number += 1
        total = Sum(_local(label), float(weight or 0), articles, begin, end)
        addressed = (attitudes().get(URIRef(str(label)), 0), _integer(articles), None, None, text)
        yield _edge(number, (str(source), str(target)), "addressed", total, addressed)
    for tie in ties(_statements(store)):
        number += 1
        sign = 1 if tie.kind == CONGRUENCE else -1
        total = Sum(tie.kind, tie.weight, None, tie.begin, tie.end)
        values = (sign, None, tie.issues, round(tie.average, 6), None)
        yield _edge(number, (tie.one, tie.other), tie.kind, total, values, directed=False)


def _statements(store: Store) -> Iterator[Statement]:
    for actor, issue, polarity, article, date in rows_of(store, "statements"):
        yield Statement(str(actor), str(issue), polarity == "1", str(article), date)


def _actor_issue(store: Store) -> Iterator[Edge]:
    sides = {1: "for", -1: "against", 0: "neutral"}
    for number, row in enumerate(rows_of(store, "actor-issue"), 1):
        source, target, polarity, weight, articles, begin, end, text = row
        side = sides[int(polarity or 0)]
        total = Sum(side, float(weight or 0), articles, begin, end)
        values = (_integer(polarity), _integer(articles), None, None, text)
        yield _edge(number, (str(source), str(target)), side, total, values)


def _actor_event(store: Store) -> Iterator[Edge]:
    for number, (source, target, kind, begin, end, date, text) in enumerate(rows_of(store, "actor-event"), 1):
        begin, end = (begin, end) if begin or end else (date, date)
        total = Sum(str(kind), 1, None, begin, end)
        yield _edge(number, (str(source), str(target)), str(kind), total, (None, 1, None, None, text))


def _mentions(store: Store) -> Iterator[Edge]:
    for number, (source, target, weight, date) in enumerate(rows_of(store, "mentions"), 1):
        total = Sum("mentioned", float(weight or 0), None, date, date)
        yield _edge(number, (str(source), str(target)), "mentioned", total, (None, 1, None, None, None))


class Sum(NamedTuple):
    """What an edge stands for: its name, how often, in how many articles, and the first and last day."""

    label: str
    weight: float
    articles: str | None
    begin: str | None
    end: str | None


def _edge(
    number: int, ends: tuple[str, str], kind: str, total: Sum, values: tuple[Value, ...], *, directed: bool = True
) -> Edge:
    return Edge(f"e{number}", *ends, kind, total.label, total.weight, total.begin, total.end, directed, values)


def _local(iri: str | None) -> str:
    return last_part(iri or "")


def _integer(text: str | None) -> int | None:
    return None if text is None else int(text)


def _decimal(text: str | None) -> float | None:
    return None if text is None else float(text)


VIEWS: dict[str, Callable[[Store, str], Projection]] = {
    "full": _full,
    "actor-actor": _aggregated("actor-actor", _actor_actor),
    "actor-issue": _aggregated("actor-issue", _actor_issue),
    "actor-event": _aggregated("actor-event", _actor_event),
    "mentions": _aggregated("mentions", _mentions),
}
