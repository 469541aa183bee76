"""Links the actors and places of an article to Wikidata items: accepted, suggested, or known to have none."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import msgspec

from newsfacts.model import Actor, Candidate, Facts, Link, LinkStatus, Place

from . import context as contexts
from .candidates import Asked, Found, find, known_without_item
from .context import Context
from .curated import number, qid
from .decisions import Decision, Decisions, in_article, local
from .decisions import read as read_decisions
from .gazetteer import Gazetteer
from .identity import identity
from .ranking import rank, weight

THRESHOLD = 0.85
MARGIN = 0.05
_BY_OFFICE = ("surname", "office")  # ways that rest on who holds an office
_SHOWN = 5  # candidates kept with a link
_CACHED = 50_000


@dataclass(frozen=True, slots=True)
class LinkOptions:
    """How to link: the gazetteer (the shipped one if None), people's decisions, and when a link is accepted."""

    gazetteer: Path | None = None
    decisions: Path | None = None
    threshold: float = THRESHOLD
    margin: float = MARGIN


def load(options: LinkOptions | None = None) -> Linker:
    """The linker of the gazetteer. Raises LinkError where the gazetteer or the decisions can't be used."""
    options = options or LinkOptions()
    gazetteer = Gazetteer(options.gazetteer) if options.gazetteer else Gazetteer.core()
    decisions = read_decisions(options.decisions) if options.decisions else Decisions()
    return Linker(gazetteer, decisions, options)


class Linker:
    """Fills `wikidata`, `link` and `identity` and changes nothing else; the same facts give the same links."""

    def __init__(self, gazetteer: Gazetteer, decisions: Decisions, options: LinkOptions) -> None:
        self.gazetteer, self.decisions, self.options = gazetteer, decisions, options
        self._ranked = lru_cache(_CACHED)(self._rank)

    def __call__(self, facts: Facts, text: str | None = None) -> Facts:
        """The facts with links. With the article's `text`, the other names an actor has in it count too."""
        if text is not None and hashlib.sha256(text.encode()).hexdigest() != facts.article.text_sha256:
            text = None
        context = contexts.of_facts(facts)
        places = tuple(self._place(place, facts, context) for place in facts.places)
        linked: dict[str, Actor] = {}
        # states first: what an article says of bodies and persons is read with the states it speaks of; bodies twice,
        # since one that is sure (a parliament) tells which state another of a common name (the Greens) is of
        for kinds in (("state",), ("organization", "group"), ("organization", "group"), ("person",)):
            titles = contexts.titles(facts, linked, self.gazetteer, context.language)
            for actor in facts.actors:
                if actor.type in kinds:
                    asked = Asked(_names(actor, text), actor.type, titles.get(actor.id, ()), actor.named)
                    linked[actor.id] = self._actor(actor, asked, facts, context)
            context = context.speaks_of(self._countries(linked, places, titles))
        done = msgspec.structs.replace(facts, actors=tuple(linked[a.id] for a in facts.actors), places=places)
        return msgspec.structs.replace(done, actors=tuple(self._identified(actor, done) for actor in done.actors))

    def _identified(self, actor: Actor, facts: Facts) -> Actor:
        """The actor with the identity it has across articles, where that is more than its type and name."""
        if actor.wikidata:
            return msgspec.structs.replace(actor, identity=None)
        own = identity(actor, facts, self.decisions)
        plain = local(actor.type, actor.name) if actor.named else in_article(facts.article.id, actor.id)
        usual = own == plain and not self.decisions.is_merged_into(own)
        return msgspec.structs.replace(actor, identity=None if usual else own)

    def _countries(
        self, linked: Mapping[str, Actor], places: tuple[Place, ...], titles: Mapping[str, tuple[contexts.Title, ...]]
    ) -> frozenset[int]:
        of_places = tuple(number(place.wikidata) for place in places if place.wikidata)
        of_titles = {title.country for held in titles.values() for title in held if title.country}
        return contexts.countries(dict(linked), of_places, self.gazetteer) | of_titles

    def _actor(self, actor: Actor, asked: Asked, facts: Facts, context: Context) -> Actor:
        subjects = self._subjects(facts.article.id, actor.id, actor.type, actor.name if actor.named else None)
        link = self._link(asked, subjects, context)
        return msgspec.structs.replace(actor, wikidata=_accepted(link), link=link)

    def _place(self, place: Place, facts: Facts, context: Context) -> Place:
        subjects = self._subjects(facts.article.id, place.id, "place", place.name)
        link = self._link(Asked((place.name,), "place"), subjects, context)
        return msgspec.structs.replace(place, wikidata=_accepted(link), link=link)

    def _subjects(self, article: str, actor: str, kind: str, name: str | None) -> tuple[str, ...]:
        """Under which subjects people may have decided: this actor of this article, then the name everywhere."""
        here = in_article(article, actor)
        if name is None or self.decisions.is_split(here):
            return (here,)
        return (here, local(kind, name))

    def _link(self, asked: Asked, subjects: tuple[str, ...], context: Context) -> Link:
        settled = self.decisions.settled(*subjects)
        if settled is not None:
            return self._decided(settled)
        ranked, ways = self._ranked(asked, context)
        rejected = self.decisions.rejected(*subjects)
        left = tuple(candidate for candidate in ranked if candidate.wikidata not in rejected)
        if ranked and not left:
            reviewer = rejected[ranked[0].wikidata].reviewer or None
            return self._made("rejected", "decision", ranked, reviewer)
        return self._judged(left, dict(ways))

    def _decided(self, decision: Decision) -> Link:
        entry = self.gazetteer.entry(number(decision.item)) if decision.item else None
        label = entry.name if entry else decision.label
        candidates = (Candidate(decision.item, label, 1.0),) if decision.item else ()
        status: LinkStatus = "accepted" if decision.verdict == "accept" else "nil"
        return Link(
            status=status,
            method="decision",
            score=1.0,
            gazetteer=self.gazetteer.version,
            reviewer=decision.reviewer or None,
            candidates=candidates,
        )

    def _rank(self, asked: Asked, context: Context) -> tuple[tuple[Candidate, ...], tuple[tuple[str, Found], ...]]:
        found = find(asked, context, self.gazetteer)
        if known_without_item(asked, context.language, self.gazetteer):
            found = tuple(hit for hit in found if hit.entry.curated and hit.entry.type == asked.type)
        ranked = rank(asked, found, context, self.gazetteer)[:_SHOWN]
        ways: dict[str, Found] = {}
        for hit in found:
            ways.setdefault(hit.entry.qid, hit)
        return ranked, tuple(ways.items())

    def _judged(self, ranked: tuple[Candidate, ...], ways: Mapping[str, Found]) -> Link:
        if not ranked:
            return self._made("nil", "gazetteer", ())
        best = ranked[0]
        hit = ways[best.wikidata]
        ahead = weight(best) - max(map(weight, ranked[1:]), default=0.0)
        guessed = hit.fit == "stale" and hit.way in _BY_OFFICE
        sure = best.score >= self.options.threshold and ahead >= self.options.margin and not guessed
        link = self._made("accepted" if sure else "suggested", hit.way, ranked)
        return msgspec.structs.replace(link, stands_for=qid(hit.stands_for)) if hit.stands_for else link

    def _made(
        self, status: LinkStatus, method: str, ranked: tuple[Candidate, ...], reviewer: str | None = None
    ) -> Link:
        return Link(
            status=status,
            method=method,
            score=ranked[0].score if ranked else 0.0,
            gazetteer=self.gazetteer.version,
            reviewer=reviewer,
            candidates=ranked,
        )


def _accepted(link: Link) -> str | None:
    return link.candidates[0].wikidata if link.status == "accepted" else None


def _names(actor: Actor, text: str | None) -> tuple[str, ...]:
    """The actor's name, and with the text the other names it has there; a person's surname alone is none."""
    spans = [m for m in actor.mentions if m.kind in _NAMING] if text is not None else []
    others = [m.of(text or "") for m in sorted(spans)]
    others = [name for name in others if " " in name.strip() or (actor.type != "person" and _is_acronym(name))]
    return tuple(dict.fromkeys((actor.name, *others)))


def _is_acronym(name: str) -> bool:
    return sum(letter.isupper() for letter in name) > 1


_NAMING: frozenset[str] = frozenset({"name", "metonym"})
