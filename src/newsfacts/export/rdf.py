"""The graph itself in RDF's formats, written as a stream, graph by graph and line by line in a fixed order.

TriG, N-Quads and JSON-LD keep the named graphs; Turtle, N-Triples and RDF/XML (for Protégé) are their union.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from pyoxigraph import Literal, Quad, RdfFormat, Store, Triple, serialize

from newsfacts.rdf.namespaces import prefixes
from newsfacts.store import CATALOGUE

from .markup import xml_text

DATASETS = {"nquads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "jsonld": RdfFormat.JSON_LD}
GRAPHS = {"turtle": RdfFormat.TURTLE, "ntriples": RdfFormat.N_TRIPLES, "rdfxml": RdfFormat.RDF_XML}


def write_dataset(form: RdfFormat, store: Store, sink: BinaryIO) -> None:
    """All graphs, each with its name."""
    serialize(_quads(store), sink, format=form, prefixes=prefixes())


def write_graph(form: RdfFormat, store: Store, sink: BinaryIO) -> None:
    """All graphs in one."""
    clean = _for_xml if form == RdfFormat.RDF_XML else _as_it_is
    triples = (clean(quad.triple) for quad in _quads(store))
    serialize(triples, sink, format=form, prefixes=prefixes())


def _quads(store: Store) -> Iterator[Quad]:
    """Everything but what newsfacts keeps for itself, sorted."""
    for graph in sorted((one for one in store.named_graphs() if one != CATALOGUE), key=str):
        yield from sorted(store.quads_for_pattern(None, None, None, graph), key=str)


def _as_it_is(triple: Triple) -> Triple:
    return triple


def _for_xml(triple: Triple) -> Triple:
    value = triple.object
    if not isinstance(value, Literal) or value.value == xml_text(value.value):
        return triple
    text = xml_text(value.value)
    clean = Literal(text, language=value.language) if value.language else Literal(text, datatype=value.datatype)
    return Triple(triple.subject, triple.predicate, clean)


WRITERS: dict[str, Callable[[Store, BinaryIO], None]] = {
    **{name: partial(write_dataset, form) for name, form in DATASETS.items()},
    **{name: partial(write_graph, form) for name, form in GRAPHS.items()},
}
