"""Collects the quads of one article's graph: nodes for spans are made once, and the end is sorted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

import msgspec
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import URIRef

from newsfacts.errors import FactsError
from newsfacts.model import Facts, Mention, Span

from . import iris
from .namespaces import BASE, KIND, NF, NIF, PROV, RDF, RDFS, SKOS, XSD, node

Term = NamedNode | Literal
_TAG = re.compile(r"[a-z]{2,8}(-[a-z0-9]{1,8})*")
_DECIMAL, _INTEGER, _BOOLEAN, _DATE = (node(XSD[name]) for name in ("decimal", "integer", "boolean", "date"))


class GraphSettings(msgspec.Struct, frozen=True):
    """How graphs are written: below which address, and whether the articles' whole texts may be in them."""

    base: str = BASE
    with_text: bool = False


DEFAULT = GraphSettings()


def text(words: str, language: str = "") -> Literal:
    """A string, with its language where given; half of a surrogate pair, which RDF cannot hold, becomes U+FFFD."""
    try:
        return Literal(words, language=language or None)
    except ValueError:
        return Literal(whole_characters(words), language=language or None)


def whole_characters(words: str) -> str:
    """The words with U+FFFD for each half of a surrogate pair, as many characters as before."""
    return "".join("\ufffd" if "\ud800" <= mark <= "\udfff" else mark for mark in words)


def integer(value: int) -> Literal:
    """An xsd:integer."""
    return Literal(str(value), datatype=_INTEGER)


def boolean(value: bool) -> Literal:
    """An xsd:boolean."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def decimal(value: float) -> Literal:
    """An xsd:decimal of at most six places, written as the store keeps it."""
    digits = f"{Decimal(repr(float(value))):.6f}".rstrip("0").rstrip(".")
    return Literal(digits if digits != "-0" else "0", datatype=_DECIMAL)


def day(value: object) -> Literal:
    """An xsd:date, from a `date` or its ISO form."""
    return Literal(str(value), datatype=_DATE)


def _language(facts: Facts) -> str:
    """The article's language tag in lower case, as the store would write it anyway."""
    tag = facts.article.language.lower().replace("_", "-")
    if not _TAG.fullmatch(tag):
        raise FactsError(f"{facts.article.language!r} is not a language tag", facts.article.id, "$.article.language")
    return tag


class GraphBuilder:
    """The quads of one named graph about one article."""

    def __init__(self, facts: Facts, words: str, settings: GraphSettings, graph: str) -> None:
        self.facts, self.words, self.settings = facts, words, settings
        self.article = NamedNode(iris.article_iri(settings.base, facts.article.id))
        self.language = _language(facts)
        self.graph = NamedNode(graph)
        self._quads: set[Quad] = set()
        self._mentions: dict[tuple[int, int], NamedNode] = {}
        self._taken: Counter[str] = Counter()

    def add(self, subject: NamedNode, predicate: URIRef, *objects: Term) -> None:
        """States something of `subject`, once for each object."""
        verb = node(predicate)
        self._quads.update(Quad(subject, verb, value, self.graph) for value in objects)

    def mention(self, span: Span) -> NamedNode:
        """The node of a stretch of text, described when first asked for."""
        key = (span.start, span.end)
        known = self._mentions.get(key)
        if known is None:
            known = NamedNode(iris.mention_iri(self.settings.base, self.facts.article.id, span))
            self._mentions[key] = known
            self.add(known, RDF.type, node(NF.Mention))
            self.add(known, NIF.beginIndex, integer(span.start))
            self.add(known, NIF.endIndex, integer(span.end))
            self.add(known, NIF.anchorOf, text(span.of(self.words)))
            self.add(known, NIF.referenceContext, self.article)
        if isinstance(span, Mention):
            self.add(known, NF.mentionKind, node(KIND[span.kind]))
        return known

    def mentions(self, spans: Iterable[Span]) -> tuple[NamedNode, ...]:
        """The nodes of several stretches of text."""
        return tuple(self.mention(span) for span in spans)

    def fact(self, kind: str, *content: object) -> NamedNode:
        """A new fact's node; the second with the same content gets a number."""
        iri = iris.fact_iri(self.settings.base, kind, self.facts.article.id, *content)
        self._taken[iri] += 1
        return NamedNode(iri if self._taken[iri] == 1 else f"{iri}-{self._taken[iri]}")

    def appearance(self, one: NamedNode, names: Iterable[str], *content: object) -> NamedNode:
        """How something that articles share appears in this one: by which name, the first, and which others.

        The shared node itself is described in the graph of entities, once: a triple that stood in many graphs would
        multiply the rows of every query over their union, as the store keeps no set of it.
        """
        name, *others = names
        here = self.fact("appearance", *content, name)
        self.add(here, RDF.type, node(NF.Appearance))
        self.add(here, NF.appearanceOf, one)
        self.add(here, RDFS.label, self.worded(name))
        self.add(here, SKOS.altLabel, *map(self.worded, others))
        self.add(here, PROV.wasDerivedFrom, self.article)
        return here

    def worded(self, words: str) -> Literal:
        """Words in the article's language."""
        return text(words, self.language)

    def quads(self) -> tuple[Quad, ...]:
        """All quads, each once, in the order of their N-Quads lines."""
        return tuple(sorted(self._quads, key=str))
