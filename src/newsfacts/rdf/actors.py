"""Actors, places and roles of one article: nodes that other articles share, and how they appear in this one."""

from __future__ import annotations

from pyoxigraph import NamedNode

from newsfacts.model import Actor, Place

from . import edtf, iris
from .builder import GraphBuilder, boolean, day
from .namespaces import NF, ORG, PROV, RDF, SDO, node

CLASSES = {"person": NF.Person, "state": NF.State, "organization": NF.Organization, "group": NF.Group}


def add_actors(graph: GraphBuilder) -> dict[str, NamedNode]:
    """Every actor: its mentions and how it appears here; gives the node of each id."""
    nodes = {}
    for actor in graph.facts.actors:
        nodes[actor.id] = one = NamedNode(iris.actor_iri(graph.settings.base, actor, graph.facts.article.id))
        graph.add(one, NF.mention, *graph.mentions(actor.mentions))
        here = graph.appearance(one, _names(graph, actor), "actor", actor.type)
        graph.add(here, NF.appearsAs, node(CLASSES[actor.type]))
        if not actor.named:
            graph.add(here, NF.named, boolean(False))
    return nodes


def add_places(graph: GraphBuilder) -> dict[str, NamedNode]:
    """Every place: its mentions and how it appears here; gives the node of each id."""
    nodes = {}
    for place in graph.facts.places:
        nodes[place.id] = one = NamedNode(iris.place_iri(graph.settings.base, place))
        graph.add(one, NF.mention, *graph.mentions(place.mentions))
        here = graph.appearance(one, _names(graph, place), "place")
        graph.add(here, NF.appearsAs, node(NF.Place))
    return nodes


def _names(graph: GraphBuilder, record: Actor | Place) -> tuple[str, ...]:
    """The name the article is given for it, then the other names in the text."""
    others = {span.of(graph.words) for span in record.mentions if span.kind == "name"} - {record.name}
    return (record.name, *sorted(others))


def add_roles(graph: GraphBuilder, actors: dict[str, NamedNode]) -> None:
    """Every role as a membership, attested on the article's date."""
    records = {actor.id: actor for actor in graph.facts.actors}
    published = edtf.day(graph.facts.article.published or "")
    for role in graph.facts.roles:
        holder, other = records[role.actor], records[role.of] if role.of else None
        one = graph.fact("role", holder.type, holder.name, role.title, other and other.name)
        graph.add(one, RDF.type, node(NF.Role))
        graph.add(one, ORG.member, actors[role.actor])
        graph.add(one, SDO.roleName, graph.worded(role.title))
        graph.add(one, PROV.wasDerivedFrom, graph.article)
        if other is not None:
            graph.add(one, NF.roleOf, actors[other.id])
            if other.type == "organization":
                graph.add(one, ORG.organization, actors[other.id])
        if published is not None:
            graph.add(one, NF.attestedOn, day(published))
        if role.mention is not None:
            graph.add(one, NF.evidence, graph.mention(role.mention))
