"""Facts to quads: what one article says as one named graph, and how it is linked as another."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad

from newsfacts.facts import verify
from newsfacts.model import Facts

from . import iris
from .actors import add_actors, add_places, add_roles
from .builder import DEFAULT, GraphBuilder, GraphSettings
from .events import add_events
from .links import links_quads
from .positions import add_positions
from .provenance import add_article, add_run


def to_quads(facts: Facts, text: str, settings: GraphSettings = DEFAULT) -> tuple[Quad, ...]:
    """Everything the store keeps of one article: its graph and its links' graph, the same quads for the same facts.

    `text` is the text that the facts' offsets count in. Raises FactsError where facts and text do not fit, where a fact
    refers to nothing or rests on nothing.
    """
    return facts_quads(facts, text, settings) + links_quads(facts, settings)


def graph_iris(article_id: str, settings: GraphSettings = DEFAULT) -> tuple[NamedNode, NamedNode]:
    """The two graphs of an article, to be replaced together: what it says, and how it is linked."""
    base = settings.base
    return NamedNode(iris.article_graph_iri(base, article_id)), NamedNode(iris.links_graph_iri(base, article_id))


def facts_quads(facts: Facts, text: str, settings: GraphSettings = DEFAULT) -> tuple[Quad, ...]:
    """The article's own graph: article, run, actors, places, roles, events, positions and the mentions they rest on."""
    verify(facts, text, facts.article.id)
    graph = GraphBuilder(facts, text, settings, iris.article_graph_iri(settings.base, facts.article.id))
    add_article(graph)
    add_run(graph)
    actors = add_actors(graph)
    places = add_places(graph)
    add_roles(graph, actors)
    events = add_events(graph, actors, places)
    add_positions(graph, actors, events)
    return graph.quads()
