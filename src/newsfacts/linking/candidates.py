"""The items that a name may stand for, by the way each was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from newsfacts import resources
from newsfacts.errors import ResourceError

from .context import Context, Title, divisions, state_of
from .curated import heads, single_offices
from .gazetteer import EXACT, SOUND, STEM, Entry, Gazetteer, Hit
from .names import bare, fold, inflection, nominatives, sound, stem, variants
from .offices import best_fit

Way = Literal["name", "stem", "sound", "phrase", "generic", "context", "metonym", "surname", "office", "literal"]


@dataclass(frozen=True, slots=True)
class Found:
    """An item found for a name: `kind` and length in words of the name, the way, and how the date fits an office."""

    entry: Entry
    kind: str
    way: Way
    fit: str = ""
    stands_for: int = 0
    words: int = 1


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be linked: its names (the first is the main one), type, titles, and whether it has a proper name."""

    names: tuple[str, ...]
    type: str
    titles: tuple[Title, ...] = ()
    named: bool = True


def find(asked: Asked, context: Context, gazetteer: Gazetteer) -> tuple[Found, ...]:
    """Every item found for any of the names; several ways may lead to one item."""
    finder = _FINDERS[asked.type]
    found: list[Found] = []
    for name in asked.names:
        for form, country in _forms(name, context, gazetteer):
            hits = finder(form, asked, context, gazetteer)
            found.extend(hit for hit in hits if not country or hit.entry.country in (country, 0))
    return tuple(dict.fromkeys(found))


def _forms(name: str, context: Context, gazetteer: Gazetteer) -> Iterator[tuple[str, int]]:
    """The names in a name, and the state that a bracket names to tell the one meant: "Nationalrat (Österreich)"."""
    full, *inside = variants(name)
    country = state_of(fold(inside[1]), gazetteer, context.language) if inside else 0
    yield full, 0
    if country:
        yield inside[0], country
    else:
        yield from ((form, 0) for form in inside)


def known_without_item(asked: Asked, language: str, gazetteer: Gazetteer) -> bool:
    """Whether the main name is one that is known to have no confirmed item: then nothing else of that name is meant."""
    organised = asked.type in ("organization", "group")
    return organised and gazetteer.unlinkable(_keys(asked.names[0], language)[0])


def _keys(name: str, language: str) -> tuple[str, str]:
    key = bare(fold(name), inflection(language).articles)
    return key, stem(key, language)


def _named(name: str, language: str, gazetteer: Gazetteer, types: frozenset[str]) -> Iterator[Found]:
    """Items by their name as it stands, else by its stem; a code must be written in capitals."""
    key, stemmed = _keys(name, language)
    if key in _common_nouns(language) and name != name.upper():
        return
    hits = _of_types(gazetteer.lookup(key, EXACT), types, name)
    if hits:
        yield from (Found(hit.entry, hit.kind, "name", words=len(key.split())) for hit in hits)
        return
    if " " in key:
        asked = [(stemmed, EXACT), (stemmed, STEM), (key, STEM)]
    else:
        asked = [(form, EXACT) for form in nominatives(key, language)]
    forms = [hit for form, kind in asked for hit in gazetteer.lookup(form, kind)]
    for hit in _of_types(forms, types, name):
        # the endings are of this language: a name of another that looks alike without them is a weak hint
        kind = hit.kind if hit.language in (language, "mul") or " " not in key else "loose"
        yield Found(hit.entry, kind, "stem", words=len(key.split()))


@cache
def _common_nouns(language: str) -> frozenset[str]:
    """Nouns that may take up any body of their kind ("Partei"): they name none, though some body is called by one."""
    try:
        rows = list(resources.rows("lexicon", language, "body-nouns.tsv"))
    except ResourceError:  # a language whose texts are linked but not read
        return frozenset()
    return frozenset(fold(row["noun"]) for row in rows if row["generic"] == "yes")


_CAPITALS = frozenset({"code", "acronym", "abbreviation"})


def _of_types(hits: Iterable[Hit], types: frozenset[str], name: str) -> list[Hit]:
    return [h for h in hits if h.entry.type in types and (h.kind not in _CAPITALS or name != name.lower())]


_STATE_LIKE = frozenset({"state", "place"})
_BODIES = frozenset({"organization"})
_PERSONS = frozenset({"person"})


def _states(name: str, asked: Asked, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    yield from _metonyms(name, context, gazetteer)
    named = [hit for hit in _named(name, context.language, gazetteer, _STATE_LIKE) if hit.kind != "demonym"]
    yield from named
    if any(hit.entry.type == "state" and hit.kind == "curated" for hit in named):
        return  # "Republik Kongo" is a name, not the Republic of what "Kongo" is
    key, stemmed = _keys(name, context.language)
    for country in gazetteer.adjective(stemmed):
        yield from _entry_found(gazetteer, country, "adjective", "phrase")
    for rest, core in divisions(key):
        if core in heads("state") or stem(core, context.language) in heads("state"):
            yield from _entry_found(gazetteer, state_of(rest, gazetteer, context.language), "head", "phrase")
    yield from _places_with_head(key, context, gazetteer)
    if asked.type == "state":
        yield from _bodies_of_union(name, context, gazetteer)


def _places_with_head(key: str, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    """A place behind a noun that says what it is ("Provinz Helmand"): never a state."""
    head, _, core = key.partition(" ")
    if core and head in heads("place"):
        hits = _named(core, context.language, gazetteer, frozenset({"place"}))
        yield from (Found(hit.entry, hit.kind, "phrase") for hit in hits)


def _bodies_of_union(name: str, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    """Unions of states ("Europäische Union") may be read as states."""
    yield from (hit for hit in _named(name, context.language, gazetteer, _BODIES) if hit.entry.curated)


def _metonyms(name: str, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    key, stemmed = _keys(name, context.language)
    for place, stands_for in gazetteer.stands_for(key) or gazetteer.stands_for(stemmed):
        yield from _entry_found(gazetteer, stands_for, "curated", "metonym", stands_for)
        yield from _entry_found(gazetteer, place, "curated", "literal", stands_for)


def _entry_found(gazetteer: Gazetteer, item: int, kind: str, way: Way, stands_for: int = 0) -> Iterator[Found]:
    entry = gazetteer.entry(item) if item else None
    if entry is not None:
        yield Found(entry, kind, way, stands_for=stands_for)


def _organisations(name: str, asked: Asked, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    if not gazetteer.generic(_keys(name, context.language)[1]):
        bodies = _named(name, context.language, gazetteer, _BODIES)
        # a group named by one word nobody confirmed is a common noun, not the firm or magazine of that name
        yield from (hit for hit in bodies if asked.type == "organization" or hit.entry.curated or hit.words > 1)
    if asked.type == "organization":
        states = _named(name, context.language, gazetteer, _STATE_LIKE)
        yield from (hit for hit in states if hit.kind in ("curated", "label"))
        yield from _metonyms(name, context, gazetteer)
    yield from _generic(name, context, gazetteer)


def _generic(name: str, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    """Bodies named by a common word with their state, or by the word alone where the article has one such state."""
    key, stemmed = _keys(name, context.language)
    for rest, core in divisions(key):
        owned = dict(gazetteer.generic(stem(core, context.language)))
        state = state_of(rest, gazetteer, context.language) if owned else 0
        if state in owned:
            yield from _entry_found(gazetteer, owned[state], "curated", "generic")
    bodies = gazetteer.generic(stemmed)
    items = [item for state, item in bodies if state in context.countries]
    # what an Austrian paper calls the parliament, with no state named, is the Austrian one
    items = items or [item for state, item in bodies if state == context.home and not context.countries - {state}]
    for item in items:
        entry = gazetteer.entry(item) if item else None
        if entry is not None:
            # every state has a parliament, also those whose item is unknown; not every one has a Grand Old Party
            alone = len(items) == 1 and (entry.kind == "party" or len(context.countries) <= 1)
            yield Found(entry, "curated" if alone else "loose", "context")


def _people(name: str, asked: Asked, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    full = fold(name)
    key = bare(full, inflection(context.language).honorifics)
    for spelling in dict.fromkeys((full, key)):
        yield from _full_names(spelling, context, gazetteer)
    if asked.named and " " not in key:
        yield from _surnames(key, asked, context, gazetteer)
    elif not asked.named:
        yield from _by_office(asked, context, gazetteer)


def _full_names(key: str, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    tokens = key.split()
    spellings = [key, *nominatives(key, context.language)]
    if len(tokens) > 2:
        spellings.append(f"{tokens[0]} {tokens[-1]}")  # without what stands between, a patronymic for one
    if len(tokens) == 2:
        spellings.append(f"{tokens[1]} {tokens[0]}")  # the family name first
    for spelling in spellings:
        hits = [hit for hit in gazetteer.lookup(spelling, EXACT) if hit.entry.type == "person"]
        if hits:
            way: Way = "name" if spelling == key else "stem"
            yield from (Found(hit.entry, hit.kind, way) for hit in hits)
            return
    if len(tokens) > 1:
        yield from (Found(hit.entry, hit.kind, "sound") for hit in gazetteer.lookup(sound(key), SOUND))


def _surnames(key: str, asked: Asked, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    """A surname alone links only through the office the article gives with it, to one who held that office."""
    for entry, fit in _holders(asked.titles, context, gazetteer):
        surnames = {fold(label).rpartition(" ")[2] for label in (entry.label, entry.label_en)}
        if key in surnames or sound(key) in {sound(surname) for surname in surnames}:
            yield Found(entry, "surname", "surname", fit)


def _by_office(asked: Asked, context: Context, gazetteer: Gazetteer) -> Iterator[Found]:
    seats = tuple(title for title in asked.titles if title.office in single_offices())
    for entry, fit in _holders(seats, context, gazetteer):
        if fit in ("holds", "stale"):
            yield Found(entry, "role", "office", fit)


def _holders(titles: tuple[Title, ...], context: Context, gazetteer: Gazetteer) -> Iterator[tuple[Entry, str]]:
    for title in titles:
        if not title.office or not title.country:
            continue
        people = dict.fromkeys(held.person for held in gazetteer.holders(title.office, title.country))
        for person in people:
            entry = gazetteer.entry(person)
            if entry is not None:
                yield entry, best_fit(person, title, context.date, gazetteer)


_FINDERS = {
    "state": _states,
    "place": _states,
    "organization": _organisations,
    "group": _organisations,
    "person": _people,
}
