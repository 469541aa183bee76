"""What Wikidata says of linked items, as a graph of its own beside what articles say.

Items keep Wikidata's own addresses and direct properties (`wdt:`), so that its queries read the same here: offices
(P39), states (P17), classes (P31), image (P18). Offices with their dates are memberships; Wikipedia's pages are
schema:about their item; dcterms:date is when an item was retrieved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Quad

from newsfacts.linking.wikidata.enrich import Enrichment
from newsfacts.linking.wikidata.items import HeldOffice

from . import iris
from .builder import day, decimal, text
from .namespaces import DCTERMS, ORG, RDF, SDO, SKOS, WD, WGS, node

WDT = "http://www.wikidata.org/prop/direct/"
_FILE = "http://commons.wikimedia.org/wiki/Special:FilePath/"
_DAY = 10  # letters of a date that is precise to the day

Triple = tuple[NamedNode, NamedNode, NamedNode | Literal]


def enrichment_graph(base: str) -> NamedNode:
    """The named graph of what Wikidata says, replaced whole when it is asked again."""
    return NamedNode(f"{base}graph/wikidata")


def enrichment_quads(found: Iterable[Enrichment], base: str) -> tuple[Quad, ...]:
    """Everything found, sorted; deleted items are left out, redirected ones say what replaces them."""
    graph = enrichment_graph(base)
    triples = (triple for one in found if not one.about.missing for triple in _triples(one, base))
    return tuple(sorted({Quad(*triple, graph) for triple in triples}, key=str))


def _triples(one: Enrichment, base: str) -> Iterator[Triple]:
    item, about = NamedNode(WD[one.item]), one.about
    yield item, node(DCTERMS.date), day(one.retrieved)
    yield from ((item, node(SKOS.prefLabel), text(words, language)) for language, words in about.labels)
    yield from ((item, NamedNode(f"{WDT}P31"), NamedNode(WD[qid])) for qid in about.instance_of)
    yield from ((item, NamedNode(f"{WDT}P17"), NamedNode(WD[qid])) for qid in about.countries)
    if about.image:
        yield item, NamedNode(f"{WDT}P18"), NamedNode(_FILE + quote(about.image.replace(" ", "_")))
    if about.coordinates is not None:
        yield from (
            (item, node(WGS[name]), decimal(value))
            for name, value in zip(("lat", "long"), about.coordinates, strict=True)
        )
    if one.replaced_by:
        yield item, node(DCTERMS.isReplacedBy), NamedNode(WD[one.replaced_by])
    yield from ((NamedNode(url), node(SDO.about), item) for _, url in about.sitelinks if "://" in url)
    for office in about.offices:
        yield from _office(item, office, base)


def _office(item: NamedNode, office: HeldOffice, base: str) -> Iterator[Triple]:
    yield item, NamedNode(f"{WDT}P39"), NamedNode(WD[office.position])
    held = NamedNode(f"{base}office/{iris.digest(item.value, office.position, office.start, office.end)}")
    yield held, node(RDF.type), node(ORG.Membership)
    yield held, node(ORG.member), item
    yield held, node(ORG.role), NamedNode(WD[office.position])
    if office.jurisdiction:
        yield held, node(ORG.organization), NamedNode(WD[office.jurisdiction])
    for term, value in ((SDO.startDate, office.start), (SDO.endDate, office.end)):
        if value:
            yield held, node(term), day(value) if len(value) == _DAY else text(value)
