"""Positions of one article: holder, stance, content, the chain of sources, and the words they rest on."""

from __future__ import annotations

from functools import cache

from pyoxigraph import NamedNode
from rdflib import Graph, URIRef

from newsfacts import resources
from newsfacts.model import Actor, Position, Span

from . import iris
from .builder import GraphBuilder, boolean, decimal, integer, text
from .namespaces import NF, PROV, RDF, STANCE, node

_SPANS = (
    ("holder_mention", NF.holderMention),
    ("addressee_mention", NF.addresseeMention),
    ("over", NF.over),
    ("condition", NF.condition),
)
_GAP = " … "


def polarities() -> dict[URIRef, int]:
    """For each stance whether it is for (1), against (-1) or neither (0) what its content says."""
    return _numbers(NF.polarity)


def attitudes() -> dict[URIRef, int]:
    """For each stance whether it is friendly (1), hostile (-1) or neither (0) towards its addressee."""
    return _numbers(NF.attitude)


@cache
def _numbers(term: URIRef) -> dict[URIRef, int]:
    """What `ontology/vocab/stances.ttl` says of every stance."""
    scheme = Graph().parse(resources.ontology("vocab", "stances.ttl"))
    return {URIRef(str(stance)): int(str(value)) for stance, value in scheme.subject_objects(term)}


def add_positions(graph: GraphBuilder, actors: dict[str, NamedNode], events: dict[str, NamedNode]) -> None:
    """Every position with all that the text says of it."""
    records = {actor.id: actor for actor in graph.facts.actors}
    for position in graph.facts.positions:
        one = graph.fact("position", *_identity(position, records[position.holder]))
        stance = STANCE[position.stance]
        graph.add(one, RDF.type, node(NF.Position))
        graph.add(one, NF.holder, actors[position.holder])
        graph.add(one, NF.stance, node(stance))
        graph.add(one, NF.polarity, integer(polarities()[stance]))
        graph.add(one, NF.directQuote, boolean(position.direct_quote))
        graph.add(one, NF.confidence, decimal(position.confidence))
        graph.add(one, PROV.wasDerivedFrom, graph.article)
        if position.rule:
            graph.add(one, NF.rule, text(position.rule))
        if position.addressee is not None:
            graph.add(one, NF.addressee, actors[position.addressee])
        if position.event is not None:
            graph.add(one, NF.contentEvent, events[position.event])
        _add_words(graph, one, position)
        _add_attribution(graph, one, tuple(actors[key] for key in position.via))
        _add_issues(graph, one, position.issues)
    _add_appearances(graph)


def _identity(position: Position, holder: Actor) -> tuple[object, ...]:
    """What makes a position itself: its words and whose it is; not the holder's node, which linking may change."""
    spans = tuple((span.start, span.end) for span in (*position.content, *position.cue))
    return (position.stance, holder.type, holder.name, *spans)


def _add_words(graph: GraphBuilder, one: NamedNode, position: Position) -> None:
    graph.add(one, NF.content, *graph.mentions(position.content))
    graph.add(one, NF.contentText, graph.worded(_GAP.join(span.of(graph.words) for span in position.content)))
    graph.add(one, NF.cue, *graph.mentions(position.cue + position.trigger))
    words = position.content + position.cue + position.trigger
    graph.add(one, NF.evidence, graph.mention(position.evidence or _hull(words)))
    for name, term in _SPANS:
        span = getattr(position, name)
        if span is not None:
            graph.add(one, term, graph.mention(span))


def _hull(spans: tuple[Span, ...]) -> Span:
    return Span(min(span.start for span in spans), max(span.end for span in spans))


def _add_attribution(graph: GraphBuilder, one: NamedNode, sources: tuple[NamedNode, ...]) -> None:
    """The sources between article and holder: each directly, and as steps that keep the order."""
    graph.add(one, NF.via, *sources)
    for order, source in enumerate(sources, 1):
        step = NamedNode(f"{one.value}/via/{order}")
        graph.add(one, NF.attribution, step)
        graph.add(step, RDF.type, node(NF.AttributionStep))
        graph.add(step, NF.source, source)
        graph.add(step, NF.order, integer(order))


def _add_issues(graph: GraphBuilder, one: NamedNode, labels: tuple[str, ...]) -> None:
    for label in labels:
        graph.add(one, NF.issue, NamedNode(iris.issue_iri(graph.settings.base, label)))


def _add_appearances(graph: GraphBuilder) -> None:
    """How each issue is called in this article; the first label counts where two mean the same."""
    labels: dict[str, str] = {}
    for position in graph.facts.positions:
        for label in position.issues:
            labels.setdefault(iris.issue_iri(graph.settings.base, label), label)
    for issue, label in labels.items():
        here = graph.appearance(NamedNode(issue), (label,), "issue")
        graph.add(here, NF.appearsAs, node(NF.Issue))
