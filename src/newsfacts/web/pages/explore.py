"""Pages over the whole graph: overview, search, network, timeline, map, SPARQL, ontology."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

import flask
import msgspec

from newsfacts.rdf import queries
from newsfacts.rdf.namespaces import prefixes
from newsfacts.web.engine.catalogue import Shelf, Thing
from newsfacts.web.features import SEARCHED

from . import figures, vocabulary
from .graph import Asked, Graph, Row, bound, iri, iris, string
from .network import Edge, statements
from .records import Paged, Record, by_kind, events, paged
from .site import Site

# What the overviews ask whoever reads them; their answers are kept by the engine while the data stay the same.
OVERVIEW = ("counts", "top-actors", "top-issues", "articles", "places")
_BEGINNING, _END = "0000-00-00", "9999-99-99"
_ONTOLOGY_TYPES = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "json": "application/schema+json",
}
_SIGNED = {"for": "for", "agree": "for", "against": "against", "disagree": "against"}
_WHOLE = ((_BEGINNING, _END), tuple(_SIGNED))
_FIRST = 10  # of each kind found, before more are asked for
_PAGE = 40  # of one kind
_NAMED = ("actor", "issue", "place")  # shown by their names, whichever they were found by
_SAID = ("quotation", "position")
_SHORTEST = 2  # letters that a search needs
_TRIGRAM = 3  # letters that the full text of queries needs


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
        """A file of the ontology as it stands, or in another RDF format."""
        content = vocabulary.content(name)
        if content is None:
            flask.abort(404)
        return flask.Response(content, content_type=_ONTOLOGY_TYPES[name.rpartition(".")[2]])

    def search(self) -> str:
        """Actors, issues, places, quotations, positions, events and articles by words."""
        words = " ".join(flask.request.args.get("q", "").split())
        chosen = flask.request.args.get("kind", "")
        chosen = chosen if chosen in SEARCHED else ""
        size = _PAGE if chosen else _FIRST
        number = max(1, flask.request.args.get("page", 1, type=int)) if chosen else 1
        shelves = self.graph.browse(words, chosen, (number - 1) * size, size) if len(words) >= _SHORTEST else ()
        return flask.render_template(
            "search.html", words=words, groups=self._shelved(shelves, number, size), chosen=chosen, asked=_asked(words)
        )

    def _shelved(self, shelves: Sequence[Shelf], number: int, size: int) -> list[tuple[str, Paged]]:
        """The kinds in the order of the pages, each with a page of its things as rows."""
        labels = self.graph.names(_things(shelves, SEARCHED), flask.g.language)
        about = self._facts(_things(shelves, _SAID), _things(shelves, ("event",)))

        def row(kind: str, thing: Thing) -> Record:
            text = labels.get(thing.iri, thing.text) if kind in _NAMED else thing.text
            language = "" if kind in _NAMED else thing.language
            own = {"thing": thing.iri, "text": text, "date": thing.date, "textLang": language}
            return {**about.get(thing.iri, {}), **own}

        found = {shelf.kind: shelf for shelf in shelves}
        return [
            (
                kind,
                Paged([row(kind, thing) for thing in own.things], own.number, number, -(-own.number // size), "page"),
            )
            for kind in SEARCHED
            if (own := found.get(kind)) is not None
        ]

    def _facts(self, said: Sequence[str], told: Sequence[str]) -> dict[str, Record]:
        """Holder and stance of these positions; type, status and trigger words of these events."""
        found: dict[str, Record] = {}
        if said:
            found |= {row["thing"]: row for row in self.graph.ask("found-positions", thing=iris(said)).rows}
        if told:
            found |= {record["event"]: record for record in events(self.graph.ask("found-events", event=iris(told)))}
        return found

    def network(self) -> str:
        """Who supports and opposes whom."""
        found = self._edges(_range(), _kinds())
        names = self.graph.names(
            sorted({end for edge in found for end in (edge.source, edge.target)}), flask.g.language
        )
        text = bound("network", kind=" ".join(map(string, _kinds())), **_days())
        return flask.render_template(
            "network.html",
            asked=Asked(text, ()),
            edges=[_edge(edge, names) for edge in found],
            kinds=_kinds(),
            days=_shown_days(),
        )

    def _edges(self, days: tuple[str, str], kinds: tuple[str, ...]) -> tuple[Edge, ...]:
        return whole_network(self.graph) if (days, kinds) == _WHOLE else statements(self.graph).edges(*days, kinds)

    def edge(self) -> str:
        """The evidence of one edge of the network, of one kind where it is named."""
        source, target = (flask.request.args.get(name, "") for name in ("source", "target"))
        asked = self.graph.ask("edge", source=iri(source), target=iri(target), **_days())
        kinds = _kinds()
        rows = [row for row in asked.rows if row["kind"] in kinds]
        groups = {kind: [row for row in rows if row["kind"] == kind] for kind in kinds}
        ends = [(end, self._name(end)) for end in (source, target)]
        return flask.render_template("edge.html", asked=asked, groups=groups, ends=ends, days=_shown_days())

    def _name(self, actor: str) -> str:
        return by_kind(self.graph.ask("actor", this=iri(actor))).get("name", (actor,))[0]

    def timeline(self) -> str:
        """Events and positions by day, the latest first."""
        rows = self.graph.ask("timeline-facts", **_days()).rows
        names = self.graph.names(sorted({row["actor"] for row in rows}), flask.g.language)
        by_day = figures.by_day({**row, "label": names.get(row["actor"], row["actor"])} for row in rows)
        asked = Asked(bound("timeline", **_days()), ())
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


def whole_network(graph: Graph) -> tuple[Edge, ...]:
    """The network of all days and kinds, made once for each state of the data. Raises EngineError."""
    days, kinds = _WHOLE
    made: tuple[Edge, ...] = graph.kept("network", lambda: statements(graph).edges(*days, kinds))
    return made


def ask_overviews(graph: Graph) -> None:
    """Asks what the overviews ask, so that their first reader need not wait. Raises EngineError."""
    for name in OVERVIEW:
        graph.ask(name)
    whole_network(graph)
    graph.ask("timeline-facts", **{"from": string(_BEGINNING), "to": string(_END)})
    graph.browse("")


def _range() -> tuple[str, str]:
    """The first and last day asked for; open ends where none is given."""
    return flask.request.args.get("from") or _BEGINNING, flask.request.args.get("to") or _END


def _days() -> dict[str, str]:
    """The range of days as terms."""
    begin, end = _range()
    return {"from": string(begin), "to": string(end)}


def _things(shelves: Sequence[Shelf], kinds: Sequence[str]) -> list[str]:
    """What was found of some kinds."""
    return [thing.iri for shelf in shelves if shelf.kind in kinds for thing in shelf.things]


def _asked(words: str) -> Asked | None:
    """The query that finds what a search finds: by the full text, which wants three letters, else by a filter."""
    if len(words) < _SHORTEST:
        return None
    name = "search-text" if any(len(word) >= _TRIGRAM for word in words.split()) else "search"
    return Asked(bound(name, words=string(words)), ())


def _before(day: str) -> str:
    """The address of this page up to a day."""
    return f"{flask.request.path}?{urlencode({**flask.request.args, 'to': day})}"


def _shown_days() -> tuple[str, str]:
    return flask.request.args.get("from", ""), flask.request.args.get("to", "")


def _kinds() -> tuple[str, ...]:
    """The kinds of edges asked for; all where none is named."""
    asked = [kind for kind in flask.request.args.getlist("kind") if kind in _SIGNED]
    return tuple(asked or _SIGNED)


def _edge(edge: Edge, names: dict[str, str]) -> Row:
    """An edge with the names of its ends, its sign and the address of its evidence."""
    begin, end = _shown_days()
    asked = {"source": edge.source, "target": edge.target, "kind": edge.kind, "from": begin, "to": end}
    named = {f"{end}Name": names.get(iri, iri) for end, iri in (("source", edge.source), ("target", edge.target))}
    evidence = f"/network/edge?{urlencode({name: value for name, value in asked.items() if value})}"
    fields = {name: str(value) for name, value in msgspec.structs.asdict(edge).items()}
    return fields | named | {"sign": _SIGNED[edge.kind], "evidence": evidence}
