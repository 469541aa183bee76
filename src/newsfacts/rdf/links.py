"""How one article's actors and places are linked to Wikidata: the decisions, what they rest on, and their consequences.

They are a graph of their own, so that linking again replaces it and leaves what the article says alone.
"""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from newsfacts.model import Actor, Candidate, Facts, Link, Place

from . import iris
from .builder import GraphBuilder, GraphSettings, decimal, text
from .namespaces import ITSRDF, LINK_STATUS, NF, PROV, RDF, RDFS, WD, node

_GIVEN = Link(status="accepted", method="given", score=1.0)  # facts that came with an item and no reason
_TEXTS = (("method", NF.method), ("gazetteer", NF.gazetteerVersion), ("reviewer", NF.reviewer))


def links_quads(facts: Facts, settings: GraphSettings) -> tuple[Quad, ...]:
    """The article's links: an nf:EntityLink for each decision, and itsrdf:taIdentRef on mentions where accepted."""
    graph = GraphBuilder(facts, "", settings, iris.links_graph_iri(settings.base, facts.article.id))
    for actor in facts.actors:
        _add_link(graph, actor, NamedNode(iris.actor_iri(settings.base, actor, facts.article.id)))
    for place in facts.places:
        _add_link(graph, place, NamedNode(iris.place_iri(settings.base, place)))
    return graph.quads()


def _add_link(graph: GraphBuilder, record: Actor | Place, subject: NamedNode) -> None:
    link = record.link or (_GIVEN if record.wikidata else None)
    if link is None:
        return
    kind = record.type if isinstance(record, Actor) else "place"
    one = graph.fact("link", kind, record.name, *((span.start, span.end) for span in record.mentions))
    graph.add(one, RDF.type, node(NF.EntityLink))
    graph.add(one, NF.linkSubject, subject)
    graph.add(one, NF.linkStatus, node(LINK_STATUS[link.status]))
    graph.add(one, NF.score, decimal(link.score))
    graph.add(one, PROV.wasDerivedFrom, graph.article)
    for name, term in _TEXTS:
        if getattr(link, name):
            graph.add(one, term, text(getattr(link, name)))
    if link.stands_for is not None:
        graph.add(one, NF.standsFor, _item(link.stands_for))
    target = _target(record, link)
    if target is not None:
        graph.add(one, NF.linkTarget, _item(target))
    for number, candidate in enumerate(link.candidates, 1):
        if candidate.wikidata == target:
            _add_features(graph, one, candidate)
        else:
            _add_candidate(graph, one, candidate, number)
    _add_label(graph, one, record, link)
    _add_references(graph, record)


def _target(record: Actor | Place, link: Link) -> str | None:
    """What the link points to: the item taken, or the best one suggested."""
    if link.status == "suggested" and link.candidates:
        return record.wikidata or link.candidates[0].wikidata
    return record.wikidata if link.status == "accepted" else None


def _add_references(graph: GraphBuilder, record: Actor | Place) -> None:
    """What each mention denotes, literally: of a metonym the capital, not the state."""
    item = iris.linked_item(record)
    if item is None:
        return
    for span in record.mentions:
        mention = NamedNode(iris.mention_iri(graph.settings.base, graph.facts.article.id, span))
        graph.add(mention, ITSRDF.taIdentRef, _item(item))


def _add_label(graph: GraphBuilder, one: NamedNode, record: Actor | Place, link: Link) -> None:
    """The name that the gazetteer has for the item accepted, the same in all articles."""
    item = iris.linked_item(record)
    item = (isinstance(record, Actor) and link.stands_for) or item
    for candidate in link.candidates:
        if candidate.wikidata == item and candidate.label:
            graph.add(one, RDFS.label, graph.worded(candidate.label))
            return


def _add_candidate(graph: GraphBuilder, link: NamedNode, candidate: Candidate, number: int) -> None:
    """A candidate that was not taken; of the one that was, all is said at the link itself."""
    one = NamedNode(f"{link.value}/candidate/{number}")
    graph.add(link, NF.candidate, one)
    graph.add(one, RDF.type, node(NF.LinkCandidate))
    graph.add(one, NF.linkTarget, _item(candidate.wikidata))
    graph.add(one, RDFS.label, graph.worded(candidate.label))
    graph.add(one, NF.score, decimal(candidate.score))
    _add_features(graph, one, candidate)


def _add_features(graph: GraphBuilder, one: NamedNode, candidate: Candidate) -> None:
    if candidate.features:
        features = (f"{name}={value:g}" for name, value in sorted(candidate.features.items()))
        graph.add(one, NF.features, text(";".join(features)))


def _item(qid: str) -> NamedNode:
    return NamedNode(WD[qid])
