"""Pages about one thing: an actor, an issue, an event, a position, an article, a place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask

from newsfacts.model import Article

from .graph import Asked, Graph, Row, grouped, iri
from .marking import Marked, pieces
from .site import Site


def positions(asked: Asked) -> tuple[dict[str, object], ...]:
    """One record a position, issues and sources as lists of (IRI, name)."""
    records = grouped(asked.rows, "position", ())
    for record in records:
        own = [row for row in asked.rows if row["position"] == record["position"]]
        record["issues"] = _pairs(own, "issue", "issueName")
        record["sources"] = _pairs(own, "source", "sourceName")
    return records


def events(asked: Asked) -> tuple[dict[str, object], ...]:
    """One record an event, participants as lists of (IRI, name)."""
    by_event: dict[str, list[Row]] = {}
    for row in asked.rows:
        by_event.setdefault(row["event"], []).append(row)
    records: list[dict[str, object]] = []
    for own in by_event.values():
        parts = {part: _pairs([row for row in own if row.get("part") == part], "participant", "participantName")
                 for part in ("agent", "recipient")}  # fmt: skip
        triggers = tuple(dict.fromkeys(row["trigger"] for row in own))
        records.append({**own[0], "agents": parts["agent"], "recipients": parts["recipient"], "triggers": triggers})
    return tuple(records)


def _pairs(rows: list[Row], key: str, name: str) -> tuple[tuple[str, str], ...]:
    """The different values of `key` with the first name of each."""
    found: dict[str, str] = {}
    for row in rows:
        if key in row:
            found.setdefault(row[key], row.get(name, row[key]))
    return tuple(found.items())


class Things:
    """The views about one thing."""

    def __init__(self, graph: Graph, site: Site) -> None:
        self.graph, self.site = graph, site

    def views(self) -> dict[str, Callable[..., Any]]:
        """Address pattern -> view."""
        named = (self.actor, self.issue, self.event, self.position, self.place, self.article)
        return {f"/{view.__name__}/<path:key>": view for view in named}

    def _known(self, name: str, kind: str, key: str) -> tuple[str, Asked]:
        """The thing's IRI and what the query `name` says of it; a thing that the graph does not know is a 404."""
        subject = self.site.iri(kind, key)
        asked = self.graph.ask(name, this=iri(subject))
        if not asked.rows:
            flask.abort(404)
        return subject, asked

    def actor(self, key: str) -> str:
        """Names, roles, neighbours, positions and events of an actor."""
        subject, about = self._known("actor", "actor", key)
        this = iri(subject)
        asked, happened = (self.graph.ask(f"{kind}-of-actor", this=this) for kind in ("positions", "events"))
        return flask.render_template(
            "actor.html",
            this=subject,
            about=_by_kind(about),
            roles=self.graph.ask("roles", this=this),
            asked=asked,
            positions=positions(asked),
            happened=happened,
            events=events(happened),
            neighbours=self.graph.ask("neighbours", this=this),
            targets=self.graph.ask("targets", this=this),
        )

    def issue(self, key: str) -> str:
        """For and against."""
        subject, asked = self._known("positions-of-issue", "issue", key)
        listed = positions(asked)
        sides = {sign: [record for record in listed if record["polarity"] == sign] for sign in ("1", "-1", "0")}
        label = next(row["issueName"] for row in asked.rows if row.get("issue") == subject)
        return flask.render_template("issue.html", this=subject, label=label, asked=asked, sides=sides)

    def event(self, key: str) -> str:
        """An event and other accounts of what may be the same."""
        subject, asked = self._known("event", "event", key)
        others = self.graph.ask("accounts", this=iri(subject))
        return flask.render_template("event.html", this=subject, asked=asked, event=events(asked)[0], others=others)

    def position(self, key: str) -> str:
        """A position with its chain of sources and how it was found."""
        subject, asked = self._known("position", "position", key)
        record = positions(asked)[0]
        steps = _pairs(list(asked.rows), "stepSource", "stepName")
        return flask.render_template("position.html", this=subject, asked=asked, position=record, steps=steps)

    def place(self, key: str) -> str:
        """What happened at a place."""
        subject, about = self._known("actor", "place", key)
        happened = self.graph.ask("events-of-place", this=iri(subject))
        return flask.render_template(
            "place.html", this=subject, about=_by_kind(about), happened=happened, events=events(happened)
        )

    def article(self, key: str) -> str:
        """An article with its facts, in its text where that may be shown."""
        subject, about = self._known("article", "article", key)
        return _article_page(self.graph, self.site, subject, about)


def _by_kind(about: Asked) -> dict[str, tuple[str, ...]]:
    """The values of a kind/value answer by kind, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for row in about.rows:
        found[row["kind"]] = (*found.get(row["kind"], ()), row["value"])
    return found


def _article_page(graph: Graph, site: Site, subject: str, about: Asked) -> str:
    this = iri(subject)
    said, happened = graph.ask("positions-of-article", this=this), graph.ask("events-of-article", this=this)
    article = site.article(site.article_id(subject))
    shown = article is not None and site.may_show(article)
    marked = pieces(article.text, _marks(graph.ask("spans", this=this))) if article is not None and shown else ()
    return flask.render_template(
        "article.html",
        this=subject,
        about=_by_kind(about),
        said=said,
        positions=positions(said),
        happened=happened,
        events=events(happened),
        pieces=marked,
        refused=_refused(site, article) if shown else (),
    )


def _marks(spans: Asked) -> list[Marked]:
    return [Marked(int(row["begin"]), int(row["end"]), row["fact"], row["part"]) for row in spans.rows]


def _refused(site: Site, article: Article | None) -> list[tuple[str, str, str]]:
    """The refusals of an article: the words, the rule and the reason."""
    if article is None:
        return []
    return [(r.span.of(article.text), r.rule, r.reason) for r in site.refused(article.id)]
