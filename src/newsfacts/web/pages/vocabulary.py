"""The ontology as a page: classes, properties and concepts with labels, definitions and relations, from its files."""

from __future__ import annotations

from functools import cache

import msgspec
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from newsfacts import resources

KINDS = (
    ("class", OWL.Class),
    ("object-property", OWL.ObjectProperty),
    ("datatype-property", OWL.DatatypeProperty),
    ("concept", SKOS.Concept),
)


class Entry(msgspec.Struct, frozen=True, order=True):
    """A term: its short name, address, label and definition in the reader's language, and what it is related to."""

    name: str
    iri: str
    label: str
    definition: str
    related: tuple[tuple[str, str], ...] = ()
    notations: tuple[str, ...] = ()


_RELATIONS = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    RDFS.domain,
    RDFS.range,
    OWL.equivalentClass,
    OWL.inverseOf,
    SKOS.broader,
)
_SUFFIXES = (".ttl", ".jsonld", ".json")
_OTHER_FORMATS = {"jsonld": "json-ld", "nt": "nt"}
_DEFINITIONS = (SKOS.definition, RDFS.comment)


@cache
def _whole() -> Graph:
    graph = Graph()
    for path in sorted(resources.ontology().rglob("*.ttl")):
        if path.name != "shapes.ttl":
            graph.parse(path)
    return graph


def files() -> tuple[str, ...]:
    """The ontology's files as they can be fetched below its page."""
    root = resources.ontology()
    found = (
        path.relative_to(root).as_posix() for path in root.rglob("*") if path.suffix in (".ttl", ".jsonld", ".json")
    )
    return tuple(sorted(found))


@cache
def content(name: str) -> bytes | None:
    """A file of the ontology as it stands, or a Turtle file in the format of another ending; None without one."""
    stem, _, ending = name.rpartition(".")
    if name in files():
        return resources.ontology(*name.split("/")).read_bytes()
    if ending not in _OTHER_FORMATS or f"{stem}.ttl" not in files():
        return None
    file = resources.ontology(*f"{stem}.ttl".split("/"))
    return Graph().parse(file).serialize(format=_OTHER_FORMATS[ending]).encode()


def _in(graph: Graph, subject: URIRef, properties: tuple[URIRef, ...], language: str) -> str:
    """The first value in `language` of any of these properties, else in any language."""
    values = [value for term in properties for value in graph.objects(subject, term)]
    fitting = sorted(str(value) for value in values if getattr(value, "language", None) == language)
    return fitting[0] if fitting else next(iter(sorted(map(str, values))), "")


@cache
def entries(language: str) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """For each kind of term all of ours, by name."""
    graph = _whole()
    found = []
    for kind, rdf_type in KINDS:
        ours = {term for term in graph.subjects(RDF.type, rdf_type) if _ours(term)}
        if kind == "concept":
            ours |= {term for term in graph.subjects(SKOS.inScheme) if _ours(term)}
        found.append((kind, tuple(sorted(_entry(graph, URIRef(str(term)), language) for term in ours))))
    return tuple(found)


def _ours(term: object) -> bool:
    return isinstance(term, URIRef) and str(term).startswith("https://w3id.org/newsfacts/")


def _entry(graph: Graph, term: URIRef, language: str) -> Entry:
    related = [
        (str(relation).rpartition("#")[2], str(value))
        for relation in _RELATIONS
        for value in graph.objects(term, relation)
        if isinstance(value, URIRef)
    ]
    notations = sorted(str(value) for value in graph.objects(term, SKOS.notation))
    label = _in(graph, term, (RDFS.label, SKOS.prefLabel), language)
    definition = _in(graph, term, _DEFINITIONS, language)
    name = str(term).rpartition("#")[2]
    return Entry(name, str(term), label, definition, tuple(sorted(related)), tuple(notations))
