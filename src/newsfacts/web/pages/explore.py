"""Pages over the whole graph: overview, search, network, timeline, map, questions, SPARQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import flask

from newsfacts.rdf import queries
from newsfacts.rdf.namespaces import prefixes

from . import figures
from .graph import Graph, Row, iri, string
from .site import Site

_BEGINNING, _END = "0000-00-00", "9999-99-99"
_SIGNED = {"for": "for", "agree": "for", "against": "against", "disagree": "against"}


def views(graph: Graph, site: Site) -> dict[str, Callable[..., Any]]:
    """Address pattern -> view."""

    def home() -> str:
        counts = {row["class"].rpartition("#")[2].lower(): int(row["number"]) for row in graph.ask("counts").rows}
        return flask.render_template(
            "home.html",
            counts=counts,
            actors=graph.ask("top-actors"),
            issues=graph.ask("top-issues"),
            articles=graph.ask("articles"),
        )

    def search() -> str:
        words = flask.request.args.get("q", "").strip()
        asked = graph.ask("search", words=string(words)) if words else None
        return flask.render_template("search.html", words=words, asked=asked)

    def network() -> str:
        asked = graph.ask("network", **_days())
        names = _names(graph)
        edges = [_edge(row, names) for row in asked.rows if row["kind"] in _kinds()]
        return flask.render_template("network.html", asked=asked, edges=edges, kinds=_kinds(), days=_shown_days())

    def edge() -> str:
        source, target = (flask.request.args.get(name, "") for name in ("source", "target"))
        asked = graph.ask("edge", source=iri(source), target=iri(target))
        return flask.render_template("edge.html", asked=asked, names=_names(graph), source=source, target=target)

    def timeline() -> str:
        asked = graph.ask("timeline", **_days())
        return flask.render_template(
            "timeline.html", asked=asked, days=_shown_days(), by_day=figures.by_day(asked.rows)
        )

    def map_() -> str:
        asked = graph.ask("places")
        return flask.render_template(
            "map.html", asked=asked, points=figures.points(asked.rows), outline=figures.outline()
        )

    def questions() -> str:
        return flask.render_template("questions.html", questions=queries.queries())

    def query() -> str:
        return flask.render_template(
            "query.html", questions=queries.queries(), prefixes=prefixes(site.base), sparql=site.sparql
        )

    return {
        "/": home,
        "/search": search,
        "/network": network,
        "/network/edge": edge,
        "/timeline": timeline,
        "/map": map_,
        "/questions": questions,
        "/query": query,
    }


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


def _names(graph: Graph) -> dict[str, Row]:
    return {row["actor"]: row for row in graph.ask("labels").rows}


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
