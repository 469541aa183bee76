"""Runs the SHACL shapes over several articles at once, each as if it were alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pyshacl
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.namespace import Namespace

from .namespaces import RDF, RDFS, SH
from .ontology import ontology_graph, shapes_graph

RULES = Namespace("https://w3id.org/newsfacts/shapes#")
_MARK = "~"  # parts an article's number from a node's own address, which begins behind the first of them


class Statement(NamedTuple):
    """A quad without its graph: subject and predicate by their addresses, the value as the store's term."""

    subject: str
    predicate: str
    value: NamedNode | BlankNode | Literal


def violations(articles: Iterable[tuple[str, Iterable[Statement]]]) -> Iterator[tuple[str, str, str]]:
    """What breaks a shape: article id, node, rule.

    Nodes that articles share are told apart by the article's number before they are put in one graph: a label missing
    in one article must not be supplied by another.
    """
    ids, graph = [], Graph()
    for number, (article_id, statements) in enumerate(articles):
        ids.append(article_id)
        own = str(number) + _MARK
        for subject, predicate, value in statements:
            graph.add((_node(subject, own), URIRef(predicate), _value(value, own)))
    _add_hierarchy(graph)
    for focus, shape in _results(graph):
        own, _, subject = str(focus).partition(_MARK)
        yield ids[int(own)], subject, shape


@cache
def message(rule: str, language: str) -> str:
    """What a rule of `shapes.ttl` says, in a language; empty where it says nothing in it."""
    said = (text for text in shapes_graph().objects(RULES[rule], SH.message) if isinstance(text, RdflibLiteral))
    return next((str(text) for text in said if text.language == language), "")


def _results(graph: Graph) -> Iterator[tuple[URIRef, str]]:
    conforms, report, _ = pyshacl.validate(graph, shacl_graph=shapes_graph(), inplace=True, advanced=False)
    if conforms:
        return
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = str(report.value(result, SH.sourceShape)).removeprefix(str(RULES))
        focus = report.value(result, SH.focusNode)
        if isinstance(focus, URIRef):
            yield focus, shape


def _add_hierarchy(graph: Graph) -> None:
    """SHACL looks for superclasses in the data, and the articles state each fact once, by its own class."""
    for sub, above in ontology_graph().subject_objects(RDFS.subClassOf):
        if isinstance(sub, URIRef) and isinstance(above, URIRef):
            graph.add((sub, RDFS.subClassOf, above))


def _value(value: NamedNode | BlankNode | Literal, own: str) -> URIRef | RdflibLiteral:
    """A value for rdflib: literals as they are written, whatever their datatype would make of them."""
    if not isinstance(value, Literal):
        return _node(value.value, own)
    if value.language:
        return RdflibLiteral(value.value, lang=value.language)
    return RdflibLiteral(value.value, datatype=URIRef(value.datatype.value), normalize=False)


def _node(iri: str, own: str) -> URIRef:
    """A node for rdflib: marked with its article, unless it is a term of a vocabulary."""
    return URIRef(iri if _shared(iri) else own + iri)


def _shared(iri: str) -> bool:
    """Whether an address is a term of a vocabulary and not a node of the data."""
    return iri in _vocabulary() or iri.startswith("http://www.wikidata.org/entity/")


@cache
def _vocabulary() -> frozenset[str]:
    return frozenset(str(term) for term in ontology_graph().all_nodes() if isinstance(term, URIRef))
