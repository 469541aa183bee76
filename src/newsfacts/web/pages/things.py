"""Pages about one thing: actor, issue, event, position, article, place; and about all else that has an IRI."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask

from newsfacts.model import Article

from . import figures, reading
from .accounts import accounts, disputed, history
from .graph import Asked, Graph, Row, bound, iri
from .network import statements
from .records import by_issue, by_kind, events, paged, positions
from .site import OTHER_KINDS, Site
from .wording import reason

_SIDES = {"for": "1", "against": "-1", "neutral": "0"}
_LONGEST = 200  # characters shown of what was refused


class Things:
    """The views about one thing."""

    def __init__(self, graph: Graph, site: Site) -> None:
        self.graph, self.site = graph, site

    def views(self) -> dict[str, Callable[..., Any]]:
        """Address pattern -> view."""
        named = (self.actor, self.issue, self.event, self.position, self.place, self.article, self.mention)
        others = ", ".join(kind for kind in OTHER_KINDS if kind != "mention")
        return {f"/{view.__name__}/<path:key>": view for view in named} | {
            f"/<any({others}):kind>/<path:key>": self.other,
            "/wikidata/<qid>": self.wikidata,
        }

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
        neighbours = self._neighbours(subject)
        return flask.render_template(
            "actor.html",
            this=subject,
            about=by_kind(about),
            roles=self.graph.ask("roles", this=this),
            offices=self.graph.ask("offices", this=this),
            asked=asked,
            positions=paged(by_issue(positions(asked)), "positions"),
            happened=happened,
            events=paged(events(happened), "events"),
            neighbours=neighbours,
            camps={kind: _ranked(neighbours, kind) for kind in ("agree", "disagree")},
            targets=self.graph.ask("targets", this=this),
        )

    def _neighbours(self, actor: str) -> Asked:
        """With whom an actor shares issues, as the answer to the query that says the same."""
        found = statements(self.graph).neighbours(actor)
        names = self.graph.names([one.actor for one in found], flask.g.language)
        rows = (
            {"actor": one.actor, "label": names[one.actor], "agree": str(one.agree), "disagree": str(one.disagree)}
            for one in found
            if one.actor in names
        )
        return Asked(bound("neighbours", this=iri(actor)), tuple(rows))

    def issue(self, key: str) -> str:
        """For and against, and over time."""
        subject, asked = self._known("positions-of-issue", "issue", key)
        listed = positions(asked)
        sides = {
            side: paged([record for record in listed if record["polarity"] == sign], side)
            for side, sign in _SIDES.items()
        }
        named = next(row for row in asked.rows if row.get("issue") == subject)
        return flask.render_template(
            "issue.html",
            this=subject,
            label=named.get("issueName", key),
            tag=named.get("issueNameLang", ""),
            asked=asked,
            sides=sides,
            chart=figures.over_time(listed),
        )

    def event(self, key: str) -> str:
        """An event, the accounts of what may be the same, and the positions that speak of it."""
        subject, asked = self._known("event", "event", key)
        event = events(asked)[0]
        others = self.graph.ask("accounts", this=iri(subject))
        listed = events(others)
        found = accounts(subject, listed if any(one["event"] == subject for one in listed) else (event,))
        said = self.graph.ask("positions-of-event", this=iri(subject))
        return flask.render_template(
            "event.html",
            this=subject,
            asked=asked,
            event=event,
            others=others,
            accounts=found,
            disputed=disputed(found),
            history=history(found),
            said=said,
            positions=positions(said),
        )

    def position(self, key: str) -> str:
        """A position with its chain of sources and how it was found."""
        subject = self.site.iri("position", key)
        asked = self.graph.ask("position", this=iri(subject))
        if not asked.rows:  # a step of its chain of sources
            return self.other("position", key)
        record = positions(asked)[0]
        runs = self.graph.ask("runs", this=iri(record["article"]))
        return flask.render_template("position.html", this=subject, asked=asked, position=record, runs=runs)

    def place(self, key: str) -> str:
        """What happened at a place."""
        subject, about = self._known("actor", "place", key)
        happened = self.graph.ask("events-of-place", this=iri(subject))
        listed = paged(events(happened), "events")
        return flask.render_template("place.html", this=subject, about=by_kind(about), happened=happened, events=listed)

    def article(self, key: str) -> str:
        """An article with its facts, in its text where that may be shown."""
        subject, about = self._known("article", "article", key)
        this = iri(subject)
        said, happened, spans, runs = (
            self.graph.ask(name, this=this) for name in ("positions-of-article", "events-of-article", "spans", "runs")
        )
        told, done = positions(said), events(happened)
        article = self.site.article(self.site.article_id(subject))
        text = article.text if article is not None and self.site.may_show(article) else ""
        numbers = reading.numbered(spans, (*told, *done), self.site)
        return flask.render_template(
            "article.html",
            this=subject,
            about=by_kind(about),
            said=said,
            positions=sorted(told, key=lambda record: numbers[record["position"]]),
            happened=happened,
            events=sorted(done, key=lambda record: numbers[record["event"]]),
            runs=runs,
            numbers=numbers,
            pieces=reading.shown(text, spans, numbers, self.site) if text else (),
            refused=_refused(self.site, article),
        )

    def mention(self, key: str) -> str:
        """Every span of an article: the address of one is this page's with its offsets as the fragment."""
        subject = self.site.iri("mention", key)
        asked = self.graph.ask("mentions", this=iri(self.site.iri("article", key)))
        if not asked.rows:
            flask.abort(404)
        return flask.render_template("mentions.html", this=subject, article=self.site.iri("article", key), asked=asked)

    def other(self, kind: str, key: str) -> str:
        """What is said of a thing that has no page of its own, as a table."""
        subject = self.site.iri(kind, key)
        asked = self.graph.ask("triples", this=iri(subject))
        known = asked.rows or (kind == "graph" and self.graph.ask("graph", this=iri(subject)).rows)
        if not known:
            flask.abort(404)
        return flask.render_template("triples.html", this=subject, kind=kind, key=key, asked=asked)

    def wikidata(self, qid: str) -> Any:
        """From a Wikidata item back to what it is here."""
        asked = self.graph.ask("wikidata", this=iri(f"http://www.wikidata.org/entity/{qid}"))
        if not asked.rows:
            flask.abort(404)
        if len(asked.rows) == 1:
            return flask.redirect(self.site.page(asked.rows[0]["thing"]), 303)
        return flask.render_template("wikidata.html", qid=qid, asked=asked)


def _ranked(neighbours: Asked, kind: str) -> list[Row]:
    """Those with whom most is shared (`agree`) or opposed (`disagree`), the most first."""
    with_some = [row for row in neighbours.rows if int(row[kind])]
    return sorted(with_some, key=lambda row: (-int(row[kind]), row["label"], row["actor"]))


def _refused(site: Site, article: Article | None) -> list[tuple[str, str, tuple[str, str]]]:
    """The refusals of an article: the words, the rule, the reason and the language that the reason is in."""
    if article is None:
        return []
    return [
        (r.span.of(article.text)[:_LONGEST], r.rule, reason(r.reason, flask.g.language))
        for r in site.refused(article.id)
    ]
