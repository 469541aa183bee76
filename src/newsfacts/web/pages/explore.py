"""Pages over the whole graph: overview, search, network, timeline, map, SPARQL, ontology."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import flask

from newsfacts import resources
from newsfacts.rdf import queries
from newsfacts.rdf.namespaces import prefixes
from newsfacts.web.engine.records import EngineError

from . import figures, vocabulary
from .graph import Asked, Graph, Row, iri, string
from .records import by_kind, paged
from .site import Site

# What the overviews ask whoever reads them; their answers are kept by the engine while the data stay the same.
OVERVIEW = ("counts", "top-actors", "top-issues", "articles", "places")
DATED = ("network", "timeline")
FOUND = ("actor", "issue", "place", "quotation", "position", "event", "article")
_BEGINNING, _END = "0000-00-00", "9999-99-99"
_ONTOLOGY_TYPES = {"ttl": "text/turtle", "jsonld": "application/ld+json", "json": "application/schema+json"}
_SIGNED = {"for": "for", "agree": "for", "against": "against", "disagree": "against"}
_FIRST = 10  # of each kind found, before more are asked for
_CANNOT_FIND = ("parameters", "limit")  # failures of the full text that the plain filter can stand in for


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
            "/query": self.query,
        }

    def home(self) -> str:
        """What the graph has: counts, the busiest actors and issues, the latest articles."""
        counts = {row["class"].rpartition("#")[2].lower(): int(row["number"]) for row in self.graph.ask("counts").rows}
        articles = self.graph.ask("articles")
        return flask.render_template(
            "home.html",
            counts=counts,
            actors=self.graph.ask("top-actors"),
            issues=self.graph.ask("top-issues"),
            articles=articles,
            latest=paged(articles.rows, "articles", 20),
        )

    def ontology(self) -> str:
        """The documentation of the vocabulary."""
        return flask.render_template(
            "ontology.html", entries=vocabulary.entries(flask.g.language), files=vocabulary.files()
        )

    def ontology_file(self, name: str) -> flask.Response:
        """A file of the ontology as it stands."""
        kind = _ONTOLOGY_TYPES.get(name.rpartition(".")[2])
        return flask.send_from_directory(resources.ontology(), name, mimetype=kind)

    def search(self) -> str:
        """Actors, issues, places, quotations, positions, events and articles by words."""
        words = " ".join(flask.request.args.get("q", "").split())
        asked = self._found(words) if words else None
        chosen = flask.request.args.get("kind", "")
        kinds = (chosen,) if chosen in FOUND else FOUND
        groups = []
        for kind in kinds:
            own = [row for row in asked.rows if row["kind"] == kind] if asked else []
            if own:
                groups.append((kind, paged(own, "page", 40 if chosen in FOUND else _FIRST)))
        return flask.render_template("search.html", words=words, asked=asked, groups=groups, chosen=chosen)

    def _found(self, words: str) -> Asked:
        """By the full text, which wants three letters; else, and where there is none, by a filter."""
        if self.graph.finds:
            try:
                return self.graph.ask("search-text", words=string(words))
            except EngineError as error:
                if error.failure.kind not in _CANNOT_FIND:
                    raise
        return self.graph.ask("search", words=string(words))

    def network(self) -> str:
        """Who supports and opposes whom."""
        asked = self.graph.ask("network", **_days())
        edges = [_edge(row) for row in asked.rows if row["kind"] in _kinds()]
        return flask.render_template("network.html", asked=asked, edges=edges, kinds=_kinds(), days=_shown_days())

    def edge(self) -> str:
        """The evidence of one edge of the network, of one kind where it is named."""
        source, target = (flask.request.args.get(name, "") for name in ("source", "target"))
        asked = self.graph.ask("edge", source=iri(source), target=iri(target))
        kinds = _kinds()
        rows = [row for row in asked.rows if row["kind"] in kinds]
        groups = {kind: [row for row in rows if row["kind"] == kind] for kind in kinds}
        ends = [(end, self._name(end)) for end in (source, target)]
        return flask.render_template("edge.html", asked=asked, groups=groups, ends=ends)

    def _name(self, actor: str) -> str:
        return by_kind(self.graph.ask("actor", this=iri(actor))).get("name", (actor,))[0]

    def timeline(self) -> str:
        """Events and positions by day, the latest first."""
        asked = self.graph.ask("timeline", **_days())
        by_day = figures.by_day(asked.rows)
        earlier = _before(by_day[-1][0]) if by_day else ""
        return flask.render_template("timeline.html", asked=asked, days=_shown_days(), by_day=by_day, earlier=earlier)

    def map(self) -> str:
        """Where events happened: the part of the world with places, or all of it."""
        asked = self.graph.ask("places")
        shown = figures.WORLD if "world" in flask.request.args else figures.frame(asked.rows)
        return flask.render_template(
            "map.html",
            asked=asked,
            frame=shown,
            points=figures.points(asked.rows, shown),
            outline=figures.outline(),
            places=paged(asked.rows, "places"),
        )

    def query(self) -> str:
        """The SPARQL editor."""
        known = prefixes(self.site.base)
        return flask.render_template("query.html", questions=queries.queries(), prefixes=known, sparql=self.site.sparql)


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


def _before(day: str) -> str:
    """The address of this page up to a day."""
    return f"{flask.request.path}?{urlencode({**flask.request.args, 'to': day})}"


def _shown_days() -> tuple[str, str]:
    return flask.request.args.get("from", ""), flask.request.args.get("to", "")


def _kinds() -> tuple[str, ...]:
    """The kinds of edges asked for; all where none is named."""
    asked = [kind for kind in flask.request.args.getlist("kind") if kind in _SIGNED]
    return tuple(asked or _SIGNED)


def _edge(row: Row) -> Row:
    """An edge with its sign and the address of its evidence."""
    ends = {name: row[name] for name in ("source", "target", "kind")}
    return {**row, "sign": _SIGNED[row["kind"]], "evidence": f"/network/edge?{urlencode(ends)}"}
