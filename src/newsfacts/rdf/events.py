"""Events of one article: type, status, who takes part, when and where, and the words they rest on."""

from __future__ import annotations

from pyoxigraph import NamedNode

from newsfacts.model import Event

from . import edtf
from .builder import GraphBuilder, day, decimal, text
from .namespaces import EVENT_TYPE, NF, PROV, RDF, SEM, STATUS, node


def add_events(graph: GraphBuilder, actors: dict[str, NamedNode], places: dict[str, NamedNode]) -> dict[str, NamedNode]:
    """Every event; gives the node of each id."""
    nodes = {}
    for event in graph.facts.events:
        nodes[event.id] = one = graph.fact("event", event.type, *_spans(event))
        graph.add(one, RDF.type, node(NF.Event))
        graph.add(one, SEM.eventType, node(EVENT_TYPE[event.type]))
        graph.add(one, NF.status, node(STATUS[event.status]))
        graph.add(one, NF.mention, *graph.mentions(event.mentions))
        graph.add(one, NF.evidence, graph.mention(event.evidence or event.mentions[0]))
        graph.add(one, NF.agent, *(actors[key] for key in event.agents))
        graph.add(one, NF.recipient, *(actors[key] for key in event.recipients))
        graph.add(one, NF.confidence, decimal(event.confidence))
        graph.add(one, PROV.wasDerivedFrom, graph.article)
        if event.rule:
            graph.add(one, NF.rule, text(event.rule))
        if event.place is not None:
            graph.add(one, SEM.hasPlace, places[event.place])
        _add_time(graph, one, event.time)
    return nodes


def _spans(event: Event) -> tuple[object, ...]:
    return tuple((span.start, span.end) for span in event.mentions)


def _add_time(graph: GraphBuilder, one: NamedNode, time: str | None) -> None:
    if time is None:
        return
    graph.add(one, NF.edtf, text(time))
    days = edtf.interval(time)
    if days and days.begin:
        graph.add(one, SEM.hasEarliestBeginTimeStamp, day(days.begin))
    if days and days.end:
        graph.add(one, SEM.hasLatestEndTimeStamp, day(days.end))
