"""The views of the graph that graph tools want: from quads to nodes and edges, by SPARQL.

Raw RDF is what users of graph tools complain about, so each view says one thing: who stands how to whom, to what issue,
in which event, in which article; and `full` everything, with facts as nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from pyoxigraph import Store
from rdflib import URIRef
from rdflib.namespace import SDO

from newsfacts.errors import ExportError
from newsfacts.rdf.namespaces import NF, ORG, PROV, SEM
from newsfacts.rdf.positions import attitudes

from .asking import last_part, rows_of
from .columns import Columns
from .networks import CONGRUENCE, Statement, ties
from .nodes import nodes
from .tables import Edge, Projection, Value

# Properties that are edges by themselves, and the kind of edge.
_PROPERTIES = {
    NF.addressee: "addressee", NF.via: "via", NF.issue: "issue", NF.contentEvent: "event", NF.agent: "agent",
    NF.recipient: "recipient", SEM.hasPlace: "place",
}  # fmt: skip


def project(store: Store, view: str, language: str = "de") -> Projection:
    """A view (one of VIEWS) of everything in the store; names in `language` where there are any.

    Raises ExportError for an unknown view.
    """
    if view not in VIEWS:
        raise ExportError(f"no view named {view!r}; known: {', '.join(VIEWS)}")
    return VIEWS[view](store, language)


def _full(store: Store, language: str) -> Projection:
    columns = Columns(store)
    ends = frozenset(end for source, target, _, _ in _links(columns) for end in (source, target))
    return Projection("full", lambda: nodes(columns, language, ends, only_these=False), lambda: _full_edges(columns))


def _aggregated(view: str, edges_of: Callable[[Store], Iterator[Edge]]) -> Callable[[Store, str], Projection]:
    """A view whose nodes are the ends of its edges; its edges are few, as they are sums."""

    def view_of(store: Store, language: str) -> Projection:
        edges = tuple(edges_of(store))
        ends = frozenset(end for edge in edges for end in (edge.source, edge.target))
        return Projection(view, lambda: nodes(Columns(store), language, ends, only_these=True), lambda: iter(edges))

    return view_of


def _links(columns: Columns) -> Iterator[tuple[str, str, str, str]]:
    """The ends of every edge, its kind and the fact that says so."""
    for name, kind in _PROPERTIES.items():
        yield from ((source, target, kind, source) for source, target in columns.values(name))
    yield from ((holder, fact, "holder", fact) for fact, holder in columns.values(NF.holder))
    articles = columns.one(PROV.wasDerivedFrom)
    yield from ((fact, articles[fact], "article", fact) for fact in columns.members(NF.Position, NF.Event))
    members, titles = columns.one(ORG.member), columns.one(SDO.roleName)
    for role, at in columns.values(NF.roleOf):
        if role in members and role in titles:
            yield members[role], at, "role", role


def _full_edges(columns: Columns) -> Iterator[Edge]:
    polarities, titles = columns.one(NF.polarity), columns.one(SDO.roleName)
    articles, days = columns.one(PROV.wasDerivedFrom), columns.one(SDO.datePublished)
    rows = sorted((source, kind, target, fact) for source, target, kind, fact in _links(columns))
    for number, (source, kind, target, fact) in enumerate(rows, 1):
        label, date = titles[fact] if kind == "role" else kind, days.get(articles.get(fact, ""))
        values = (_integer(polarities.get(fact)), None, None, None, None)
        yield _edge(number, (source, target), kind, Sum(label, 1, None, date, date), values)


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


VIEWS: dict[str, Callable[[Store, str], Projection]] = {
    "full": _full,
    "actor-actor": _aggregated("actor-actor", _actor_actor),
    "actor-issue": _aggregated("actor-issue", _actor_issue),
    "actor-event": _aggregated("actor-event", _actor_event),
    "mentions": _aggregated("mentions", _mentions),
}
