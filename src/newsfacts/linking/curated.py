"""The curated tables of the gazetteer: states, what capitals stand for, regions, organisations, people, offices."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from newsfacts import resources
from newsfacts.errors import LinkError

from .names import fold

_QID = re.compile(r"Q([1-9]\d*)")


def number(qid: str) -> int:
    """The number of a Wikidata item id, 0 for the empty string. Raises LinkError for anything else."""
    if not qid:
        return 0
    match = _QID.fullmatch(qid)
    if match is None:
        raise LinkError(f"{qid!r} is not a Wikidata item id")
    return int(match[1])


def qid(item: int) -> str:
    """The Wikidata item id of a number."""
    return f"Q{item}"


def parts(field: str) -> tuple[str, ...]:
    """The values of a field that holds a list."""
    return tuple(part for part in field.split("|") if part)


@dataclass(frozen=True, slots=True)
class CuratedName:
    """A name of an item by hand: `kind` as in `records.NameKind`."""

    item: int
    language: str
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class CuratedItem:
    """An item by hand with the name under which the sources know it (`confirm`)."""

    item: int
    type: str
    confirm: str
    country: int
    label: str
    label_en: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Metonym:
    """A place name that stands for a state or body; `place` is 0 where its own item is unknown."""

    name: str
    place: int
    stands_for: int


@dataclass(frozen=True, slots=True)
class Generic:
    """A word that names an organisation beside its state; `item` is 0 for one without a confirmed item."""

    word: str
    country: int
    item: int


@dataclass(frozen=True, slots=True)
class Curated:
    """All curated tables together."""

    items: tuple[CuratedItem, ...]
    names: tuple[CuratedName, ...]
    metonyms: tuple[Metonym, ...]
    generics: tuple[Generic, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """A class of offices: how sources label it, its titles in articles (folded), the one state that has it."""

    name: str
    single: bool
    rank: int
    pattern: re.Pattern[str]
    titles: tuple[str, ...]
    at: int


@dataclass(frozen=True, slots=True)
class HeldByHand:
    """An office held, by hand: its class, state, holder and dates; without an end it is known up to `as_of`."""

    office: str
    country: int
    person: int
    start: str
    end: str
    as_of: str


def held_by_hand() -> tuple[HeldByHand, ...]:
    """The offices held that the sources do not have. Raises ResourceError or LinkError for a damaged table."""
    return tuple(
        HeldByHand(
            row["office"],
            number(row["country"]),
            number(row["qid"]),
            row["start"],
            row["end"],
            row["as_of"] or row["end"],
        )
        for row in resources.rows("gazetteer", "tenures.tsv")
    )


@cache
def offices() -> tuple[Office, ...]:
    """The classes of offices, the most particular first as the table gives them."""
    return tuple(
        Office(
            name=row["class"],
            single=row["single"] == "yes",
            rank=int(row["rank"]),
            pattern=re.compile(row["pattern"], re.IGNORECASE),
            titles=tuple(fold(title) for title in parts(row["titles_de"]) + parts(row["titles_en"])),
            at=number(row["at"]),
        )
        for row in resources.rows("gazetteer", "offices.tsv")
    )


@cache
def single_offices() -> frozenset[str]:
    """The classes of offices that one person at a time holds in a state."""
    return frozenset(office.name for office in offices() if office.single)


@cache
def heads(kind: str) -> frozenset[str]:
    """Folded nouns beside names: `state` nouns stand for a state, `place` nouns say what a place is."""
    rows = [row for row in resources.rows("gazetteer", "heads.tsv") if row["kind"] == kind]
    return frozenset(fold(form) for row in rows for form in parts(row["forms"]))


def load() -> Curated:
    """Reads the curated tables. Raises ResourceError or LinkError where one is damaged."""
    items: list[CuratedItem] = []
    names: list[CuratedName] = []
    for table in (_states, _regions, _organisations, _people):
        for item, item_names in table():
            if item.item:
                items.append(item)
            names.extend(item_names)
    metonyms, places = _metonyms()
    return Curated(tuple(items), tuple(names) + places, metonyms, tuple(_generics()))


def _named(item: int, language: str, kind: str, *fields: str) -> tuple[CuratedName, ...]:
    return tuple(CuratedName(item, language, name, kind) for field in fields for name in parts(field))


def _states() -> Iterator[tuple[CuratedItem, tuple[CuratedName, ...]]]:
    for row in resources.rows("gazetteer", "states.tsv"):
        item = number(row["qid"])
        yield (
            CuratedItem(item, "state", row["confirm"], item, row["de"], row["en"], row["until"]),
            _named(item, "de", "curated", row["de"], row["aliases_de"])
            + _named(item, "en", "curated", row["en"], row["confirm"])
            + _named(item, "de", "demonym", row["inhabitants_de"])
            + _named(item, "de", "adjective", row["adjectives_de"])
            + _named(item, "en", "adjective", row["adjectives_en"])
            + _named(item, "mul", "code", row["iso"]),
        )


def _regions() -> Iterator[tuple[CuratedItem, tuple[CuratedName, ...]]]:
    for row in resources.rows("gazetteer", "regions.tsv"):
        item, names = number(row["qid"]), parts(row["de"])
        yield (
            CuratedItem(item, "place", row["confirm"], number(row["country"]), names[0], row["confirm"]),
            _named(item, "de", "curated", row["de"]),
        )


def _organisations() -> Iterator[tuple[CuratedItem, tuple[CuratedName, ...]]]:
    for row in resources.rows("gazetteer", "organisations.tsv"):
        item, german = number(row["qid"]), parts(row["de"])
        label = (german or parts(row["en"]) or parts(row["acronyms"]))[0]
        english = row["en"] or row["confirm"]
        yield (
            CuratedItem(item, "organization", row["confirm"], number(row["country"]), label, english, row["kind"]),
            _named(item, "de", "curated", row["de"])
            + _named(item, "en", "curated", row["en"])
            + _acronyms(item, row["acronyms"]),
        )


@cache
def media_states() -> dict[str, int]:
    """Folded names of media, those without an item too, and the state each is of."""
    rows = [
        row for row in resources.rows("gazetteer", "organisations.tsv") if row["kind"] == "media" and row["country"]
    ]
    names = ("de", "en", "acronyms")
    return {fold(name): number(row["country"]) for row in rows for kind in names for name in parts(row[kind])}


def _acronyms(item: int, field: str) -> tuple[CuratedName, ...]:
    """Abbreviations; one that is written small ("dpa") is a name like any other, since its case tells nothing."""
    return tuple(
        CuratedName(item, "mul", name, "abbreviation" if name.isupper() else "curated") for name in parts(field)
    )


def _people() -> Iterator[tuple[CuratedItem, tuple[CuratedName, ...]]]:
    for row in resources.rows("gazetteer", "people.tsv"):
        item, names = number(row["qid"]), parts(row["de"])
        yield (
            CuratedItem(item, "person", row["confirm"], 0, names[0] if names else row["confirm"], row["confirm"]),
            _named(item, "de", "curated", row["de"]) + _named(item, "en", "curated", row["confirm"]),
        )


def _metonyms() -> tuple[tuple[Metonym, ...], tuple[CuratedName, ...]]:
    metonyms: list[Metonym] = []
    places: list[CuratedName] = []
    for row in resources.rows("gazetteer", "metonyms.tsv"):
        place, state = number(row["qid"]), number(row["stands_for"])
        for language in ("de", "en"):
            metonyms.extend(Metonym(name, place, state) for name in parts(row[language]))
            if place:
                places.extend(_named(place, language, "curated", row[language]))
    return tuple(metonyms), tuple(places)


def _generics() -> Iterator[Generic]:
    for row in resources.rows("gazetteer", "organisations.tsv"):
        country = number(row["country"])
        yield from (Generic(word, country, number(row["qid"])) for word in parts(row["generic"]))
