"""What an article tells about the actors to be linked: its date, the states it speaks of, the offices it gives."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from functools import cache
from typing import Self

from newsfacts.model import Actor, Facts

from .curated import media_states, number, offices
from .gazetteer import Gazetteer
from .names import fold, inflection, stem


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a person: the class of office it names (empty for others) and the state it is held in (0 unknown)."""

    office: str
    country: int


@dataclass(frozen=True, slots=True)
class Context:
    """The article's date (EDTF, empty where unknown), language, the items of the states it speaks of, and the state
    of its publisher (0 unknown)."""

    date: str
    language: str
    countries: frozenset[int] = frozenset()
    home: int = 0

    def speaks_of(self, countries: frozenset[int]) -> Self:
        """The same context with these states."""
        return replace(self, countries=countries)


def of_facts(facts: Facts) -> Context:
    """The context before anything is linked."""
    home = media_states().get(fold(facts.article.publisher or ""), 0)
    return Context((facts.article.published or "")[:10], facts.article.language, home=home)


def state_of(words: str, gazetteer: Gazetteer, language: str) -> int:
    """The one state that folded words name by name, code, adjective, inhabitants or capital; 0 for none or several."""
    bare = _without(words, inflection(language).joints)
    if not bare:
        return 0
    found = {hit.entry.item for hit in gazetteer.lookup(bare, 0) if hit.entry.type == "state" and hit.kind != "loose"}
    stemmed = stem(bare, language)
    for look in (
        lambda: (hit.entry.item for hit in gazetteer.lookup(stemmed, 0) if hit.entry.type == "state"),
        lambda: (hit.entry.item for hit in gazetteer.lookup(stemmed, 1) if hit.entry.type == "state"),
        lambda: gazetteer.adjective(stemmed),
        lambda: (state for key in (bare, stemmed) for _, state in gazetteer.stands_for(key)),
    ):
        if found:
            break
        found = set(look())
    return found.pop() if len(found) == 1 else 0


def _without(words: str, weightless: frozenset[str]) -> str:
    return " ".join(word for word in words.split() if word not in weightless)


def divisions(key: str) -> tuple[tuple[str, str], ...]:
    """Every way to take words from the start or the end of a folded name, the longest rest first."""
    tokens = key.split()
    cuts = range(1, len(tokens))
    before = [(" ".join(tokens[:n]), " ".join(tokens[n:])) for n in cuts]
    after = [(" ".join(tokens[n:]), " ".join(tokens[:n])) for n in cuts]
    return tuple(sorted(before + after, key=lambda pair: -len(pair[1])))


def title(words: str, gazetteer: Gazetteer, language: str) -> Title:
    """The office and state that a title names: "US-Präsident" is head of state of the item of the United States."""
    key = fold(words)
    office = _office(key, language)
    if office:
        return Title(office, 0)
    for rest, core in divisions(key):
        office = _office(core, language)
        state = state_of(rest, gazetteer, language) if office else 0
        if state:
            return Title(office, state)
    return Title(_office(key.split()[-1], language) if key else "", 0)


def _office(key: str, language: str) -> str:
    return _titles(language).get(stem(key, language), "")


@cache
def _titles(language: str) -> dict[str, str]:
    table: dict[str, str] = {}
    for office in offices():
        for words in office.titles:
            table.setdefault(stem(words, language), office.name)
    return table


def titles(facts: Facts, linked: dict[str, Actor], gazetteer: Gazetteer, language: str) -> dict[str, tuple[Title, ...]]:
    """For each actor its titles, each in the state it names or the state of the actor it is held at."""
    found: dict[str, list[Title]] = defaultdict(list)
    for role in facts.roles:
        read = title(role.title, gazetteer, language)
        country = _only_at().get(read.office) or read.country or _country(linked.get(role.of or ""), gazetteer)
        found[role.actor].append(Title(read.office, country))
    return {actor: tuple(held) for actor, held in found.items()}


@cache
def _only_at() -> dict[str, int]:
    return {office.name: office.at for office in offices() if office.at}


def _country(actor: Actor | None, gazetteer: Gazetteer) -> int:
    entry = gazetteer.entry(number(actor.wikidata)) if actor is not None and actor.wikidata else None
    if entry is None:
        return 0
    return entry.item if entry.type == "state" else entry.country


def countries(linked: dict[str, Actor], places: tuple[int, ...], gazetteer: Gazetteer) -> frozenset[int]:
    """The states an article speaks of: those linked, and those of linked organisations and places."""
    known = {_country(actor, gazetteer) for actor in linked.values()}
    for item in places:
        entry = gazetteer.entry(item)
        known.add((entry.item if entry.type == "state" else entry.country) if entry else 0)
    return frozenset(known - {0})
