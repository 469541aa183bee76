"""The ontology as quads for the store and as a graph for checking: core, vocabularies and alignments."""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    parse,
)
from rdflib import Graph

from newsfacts import resources

from . import iris
from .builder import DEFAULT, GraphSettings

T = TypeVar("T")
PARTS = (
    ("core.ttl",),
    ("alignments.ttl",),
    ("vocab", "event-types.ttl"),
    ("vocab", "stances.ttl"),
    ("vocab", "statuses.ttl"),
)


def ontology_quads(settings: GraphSettings = DEFAULT) -> tuple[Quad, ...]:
    """The ontology's named graph, the same quads every time: blank nodes get addresses from their canonical labels."""
    graph = NamedNode(iris.ontology_graph_iri(settings.base))
    triples = Dataset(quad for part in PARTS for quad in parse(path=resources.ontology(*part), format=RdfFormat.TURTLE))
    triples.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    genid = f"{settings.base}.well-known/genid/"
    quads = (Quad(_named(q.subject, genid), q.predicate, _named(q.object, genid), graph) for q in triples)
    return tuple(sorted(quads, key=str))


def _named(term: T, genid: str) -> T | NamedNode:
    return NamedNode(genid + term.value) if isinstance(term, BlankNode) else term


@cache
def ontology_graph() -> Graph:
    """Core, vocabularies and alignments as one rdflib graph; not to be changed."""
    graph = Graph()
    for part in PARTS:
        graph.parse(resources.ontology(*part))
    return graph


@cache
def shapes_graph() -> Graph:
    """The SHACL shapes with the messages of all rules; not to be changed."""
    return Graph().parse(resources.ontology("shapes.ttl"))
