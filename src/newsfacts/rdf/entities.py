"""What articles share — actors, places, issues — described once, from how they appear in the articles and are linked.

The description is a graph of its own. It follows from the articles' graphs alone, whatever the order they came in: the
class and name that most articles give, the gazetteer's name before them, and the item that accepted links point to.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import URIRef

from . import iris
from .builder import DEFAULT, GraphSettings, boolean
from .namespaces import LINK_STATUS, NF, RDF, RDFS, SKOS, node

_OF, _AS, _NAMED = node(NF.appearanceOf), node(NF.appearsAs), node(NF.named)
_LABEL, _ALT = node(RDFS.label), node(SKOS.altLabel)
_SUBJECT, _STATUS, _TARGET, _STANDS = (
    node(term) for term in (NF.linkSubject, NF.linkStatus, NF.linkTarget, NF.standsFor)
)
_ACCEPTED = node(LINK_STATUS.accepted)


class Description:
    """What is gathered of one shared node."""

    def __init__(self) -> None:
        self.classes: Counter[NamedNode] = Counter()
        self.names: Counter[Literal] = Counter()
        self.given: Counter[Literal] = Counter()
        self.others: set[Literal] = set()
        self.items: set[NamedNode] = set()
        self.named = True


def entities_quads(
    store: Store, settings: GraphSettings = DEFAULT, nodes: Iterable[NamedNode] | None = None
) -> tuple[Quad, ...]:
    """The descriptions of shared `nodes`, all where None, as they follow from the store's article graphs.

    They replace what the graph of entities has of these nodes; a node that appears nowhere any more gets none.
    """
    graph = NamedNode(iris.entities_graph_iri(settings.base))
    quads: list[Quad] = []
    for one in shared_nodes(store) if nodes is None else nodes:
        quads += (Quad(one, node(term), value, graph) for term, value in _statements(_gathered(store, one, settings)))
    return tuple(sorted(set(quads), key=str))


def entities_of(quads: Iterable[Quad], settings: GraphSettings = DEFAULT) -> tuple[Quad, ...]:
    """The descriptions that follow from some articles' quads alone."""
    store = Store()
    store.extend(quads)
    return entities_quads(store, settings)


def shared_nodes(source: Store | Iterable[Quad]) -> tuple[NamedNode, ...]:
    """The shared nodes that appear in articles: those to describe anew when these quads come or go."""
    quads = source.quads_for_pattern(None, _OF, None, None) if isinstance(source, Store) else source
    found = {quad.object for quad in quads if quad.predicate == _OF and isinstance(quad.object, NamedNode)}
    return tuple(sorted(found, key=str))


def _gathered(store: Store, one: NamedNode, settings: GraphSettings) -> Description:
    described = Description()
    for appearance in store.quads_for_pattern(None, _OF, one, None):
        for quad in store.quads_for_pattern(appearance.subject, None, None, None):
            _take(described, quad)
    for link in store.quads_for_pattern(None, _SUBJECT, one, None):
        _take_link(
            described,
            store.quads_for_pattern(link.subject, None, None, None),
            one.value.startswith(f"{settings.base}actor/"),
        )
    return described


def _take(described: Description, quad: Quad) -> None:
    value = quad.object
    if isinstance(value, NamedNode) and quad.predicate == _AS:
        described.classes[value] += 1
    elif isinstance(value, Literal) and quad.predicate == _LABEL:
        described.names[value] += 1
    elif isinstance(value, Literal) and quad.predicate == _ALT:
        described.others.add(value)
    elif quad.predicate == _NAMED:
        described.named = False


def _take_link(described: Description, link: Iterable[Quad], acts: bool) -> None:
    """What an accepted link says; who acts in a metonym is what it stands for."""
    known = {quad.predicate: quad.object for quad in link}
    if known.get(_STATUS) != _ACCEPTED:
        return
    item = (acts and known.get(_STANDS)) or known.get(_TARGET)
    if isinstance(item, NamedNode):
        described.items.add(item)
    label = known.get(_LABEL)
    if isinstance(label, Literal):
        described.given[label] += 1


def _statements(described: Description) -> Iterable[tuple[URIRef, NamedNode | Literal]]:
    if not described.classes:
        return
    yield RDF.type, max(described.classes, key=lambda one: (described.classes[one], one.value))
    preferred = _preferred(described.names) | _preferred(described.given)
    names = set(described.names) | described.others
    yield from ((SKOS.prefLabel, label) for label in preferred.values())
    yield from ((SKOS.altLabel, label) for label in names - set(preferred.values()))
    yield from ((SKOS.exactMatch, item) for item in described.items)
    if not described.named:
        yield NF.named, boolean(False)


def _preferred(labels: Counter[Literal]) -> dict[str, Literal]:
    """The most frequent label of each language; of equals the longest, then the first."""
    by_language: dict[str, list[Literal]] = defaultdict(list)
    for label in labels:
        by_language[label.language or ""].append(label)
    return {
        language: min(same, key=lambda label: (-labels[label], -len(label.value), label.value))
        for language, same in by_language.items()
    }
