"""The graph of entities, which follows from the articles' graphs, as the engine keeps it right (`engine.deriving`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from newsfacts.rdf.builder import GraphSettings
from newsfacts.rdf.entities import entities_quads, shared_nodes
from newsfacts.rdf.iris import entities_graph_iri
from newsfacts.rdf.namespaces import NF, RDFS, SKOS, node
from newsfacts.store import CATALOGUE, STAMP

_LEADING = (node(NF.appearanceOf), node(NF.linkSubject))
_TELLING = tuple(
    node(term)
    for term in (
        *(NF.appearsAs, NF.named, RDFS.label, SKOS.altLabel),
        *(NF.linkStatus, NF.linkTarget, NF.standsFor),
    )
)


class EntitiesGraph:
    """What actors, places and issues are called and linked to, as their appearances in articles have it."""

    mark, marks = STAMP, CATALOGUE

    def __init__(self, base: str) -> None:
        self._settings = GraphSettings(base=base)
        self.graph = ox.NamedNode(entities_graph_iri(base))

    def touched(self, store: ox.Store, graphs: frozenset[str] | None) -> frozenset[ox.NamedNode]:
        """The shared nodes below the base that something in `graphs` says something of."""
        if graphs is None:
            return self._ours(shared_nodes(store))
        named = [ox.NamedNode(name) if name else ox.DefaultGraph() for name in sorted(graphs)]
        found = {quad.object for graph in named for quad in _quads(store, _LEADING, graph)}
        for subject in {quad.subject for graph in named for quad in _quads(store, _TELLING, graph)}:
            found |= {quad.object for term in _LEADING for quad in store.quads_for_pattern(subject, term, None, None)}
        return self._ours(found)

    def _ours(self, things: Iterable[object]) -> frozenset[ox.NamedNode]:
        base = self._settings.base
        return frozenset(one for one in things if isinstance(one, ox.NamedNode) and one.value.startswith(base))

    def descriptions(self, store: ox.Store, things: Iterable[ox.NamedNode]) -> tuple[ox.Quad, ...]:
        """What the graph has to say of `things`."""
        return entities_quads(store, self._settings, things)


def _quads(store: ox.Store, terms: Iterable[ox.NamedNode], graph: ox.NamedNode | ox.DefaultGraph) -> Iterator[ox.Quad]:
    return (quad for term in terms for quad in store.quads_for_pattern(None, term, None, graph))
