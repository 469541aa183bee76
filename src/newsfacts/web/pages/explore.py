"""Pages over the whole graph: overview, search, network, timeline, map, questions, SPARQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import flask

from newsfacts import resources
from newsfacts.rdf import queries
from newsfacts.rdf.namespaces import prefixes

from . import figures, vocabulary
from .graph import Graph, Row, iri, string
from .site import Site

# What the overviews ask whoever reads them; their answers are kept by the engine while the data stay the same.
OVERVIEW = ("counts", "top-actors", "top-issues", "articles", "labels", "places")
DATED = ("network", "timeline")
_BEGINNING, _END = "0000-00-00", "9999-99-99"
_ONTOLOGY_TYPES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "json": "application/schema+json"}
_SIGNED = {"for": "for", "agree": "for", "against": "against", "disagree": "against"}


class Explore:
    """The views over the whole graph."""

    def __init__(self, graph: Graph, site: Site) -> None:
        self.graph, self.site = graph, site

    def views(self) -> dict[str, Callable[..., Any]]:
        """Address pattern -> view."""
        return {
            "/": self.home,
            "/ontology": self.ontology,
            "/ontology/<path:name>": self.ontology_file,
            "/search": self.search,
            "/network": self.network,
            "/network/edge": self.edge,
            "/timeline": self.timeline,
            "/map": self.map,
            "/questions": self.questions,
            "/query": self.query,
        }

    def home(self) -> str:
        """What the graph has: counts, the busiest actors and issues, the latest articles."""
        counts = {row["class"].rpartition("#")[2].lower(): int(row["number"]) for row in self.graph.ask("counts").rows}
        return flask.render_template(
            "home.html",
            counts=counts,
            actors=self.graph.ask("top-actors"),
            issues=self.graph.ask("top-issues"),
            articles=self.graph.ask("articles"),
        )

    def ontology(self) -> str:
        """The documentation of the vocabulary."""
        return flask.render_template("ontology.html", entries=vocabulary.entries(flask.g.language))

    def ontology_file(self, name: str) -> flask.Response:
        """A file of the ontology as it stands."""
        kind = _ONTOLOGY_TYPES.get(name.rpartition(".")[2])
        return flask.send_from_directory(resources.ontology(), name, mimetype=kind)

    def search(self) -> str:
        """Actors, issues, places, articles and positions by a word."""
        words = flask.request.args.get("q", "").strip()
        asked = self.graph.ask("search", words=string(words)) if words else None
        return flask.render_template("search.html", words=words, asked=asked)

    def network(self) -> str:
        """Who supports and opposes whom."""
        asked = self.graph.ask("network", **_days())
        names = self._names()
        edges = [_edge(row, names) for row in asked.rows if row["kind"] in _kinds()]
        return flask.render_template("network.html", asked=asked, edges=edges, kinds=_kinds(), days=_shown_days())

    def edge(self) -> str:
        """The evidence of one edge of the network."""
        source, target = (flask.request.args.get(name, "") for name in ("source", "target"))
        asked = self.graph.ask("edge", source=iri(source), target=iri(target))
        return flask.render_template("edge.html", asked=asked, names=self._names(), source=source, target=target)

    def timeline(self) -> str:
        """Events and positions by day."""
        asked = self.graph.ask("timeline", **_days())
        by_day = figures.by_day(asked.rows)
        return flask.render_template("timeline.html", asked=asked, days=_shown_days(), by_day=by_day)

    def map(self) -> str:
        """Where events happened."""
        asked = self.graph.ask("places")
        points, outline = figures.points(asked.rows), figures.outline()
        return flask.render_template("map.html", asked=asked, points=points, outline=outline)

    def questions(self) -> str:
        """The questions that come along."""
        return flask.render_template("questions.html", questions=queries.queries())

    def query(self) -> str:
        """The SPARQL editor."""
        known = prefixes(self.site.base)
        return flask.render_template("query.html", questions=queries.queries(), prefixes=known, sparql=self.site.sparql)

    def _names(self) -> dict[str, Row]:
        return {row["actor"]: row for row in self.graph.ask("labels").rows}


def warm(graph: Graph) -> None:
    """Asks what the overviews ask, so that their first reader need not wait. Raises EngineError."""
    for name in OVERVIEW:
        graph.ask(name)
    for name in DATED:
        graph.ask(name, **{"from": string(_BEGINNING), "to": string(_END)})


def _days() -> dict[str, str]:
    """The date range asked for, as terms; open ends where none is given."""
    asked = flask.request.args
    return {
        "from": string(asked.get("from") or _BEGINNING),
        "to": string(asked.get("to") or _END),
    }


def _shown_days() -> tuple[str, str]:
    return flask.request.args.get("from", ""), flask.request.args.get("to", "")


def _kinds() -> tuple[str, ...]:
    """The kinds of edges asked for; all where none is named."""
    asked = [kind for kind in flask.request.args.getlist("kind") if kind in _SIGNED]
    return tuple(asked or _SIGNED)


def _edge(row: Row, names: dict[str, Row]) -> Row:
    """An edge with the names of its ends, its sign and the address of its evidence."""
    ends = {end: names.get(row[end], {}).get("label", row[end]) for end in ("source", "target")}
    address = f"/network/edge?source={quote(row['source'])}&target={quote(row['target'])}"
    return {
        **row,
        "sourceName": ends["source"],
        "targetName": ends["target"],
        "sign": _SIGNED[row["kind"]],
        "evidence": address,
    }
