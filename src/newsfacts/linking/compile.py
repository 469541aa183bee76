"""Compiles the source tables and the curated tables into the SQLite file that linking looks names up in."""

from __future__ import annotations

import hashlib
import math
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from newsfacts import resources

from . import sources
from .curated import Curated, CuratedItem, load, number
from .names import bare, fold, inflection, sound, stem
from .tenures import Tenure, by_hand, merged, tenures

LANGUAGES = ("de", "en")
SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entity (qid INTEGER PRIMARY KEY, type TEXT, label TEXT, label_en TEXT, country INTEGER, rank INTEGER,
                     pop REAL, curated INTEGER, kind TEXT);
CREATE TABLE name (key TEXT, form INTEGER, qid INTEGER, kind TEXT, lang TEXT,
                   PRIMARY KEY (key, form, qid, kind)) WITHOUT ROWID;
CREATE TABLE metonym (key TEXT, place INTEGER, stands_for INTEGER, PRIMARY KEY (key, stands_for, place)) WITHOUT ROWID;
CREATE TABLE generic (key TEXT, country INTEGER, qid INTEGER, PRIMARY KEY (key, country, qid)) WITHOUT ROWID;
CREATE TABLE adjective (key TEXT, country INTEGER, PRIMARY KEY (key, country)) WITHOUT ROWID;
CREATE TABLE tenure (person INTEGER, office TEXT, country INTEGER, start TEXT, "end" TEXT, as_of TEXT, position INTEGER,
                     PRIMARY KEY (person, office, country, start, "end", position)) WITHOUT ROWID;
CREATE INDEX tenure_office ON tenure (office, country);
"""
# names of the forms by which a key was made
EXACT, STEM, SOUND = 0, 1, 2
_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place", "GPE": "place"}
# labels of this source are surface strings found near an item, not names of it
_LOOSE_LABELS = "x-factr"
_OFFICE_LISTS = ("optv", "everypolitician", "congress")
_BRANDS_ONLY = frozenset({"nsi"})
_SOUND_RANK = 2  # only heads and ministers are found by sound: among 90,000 lawmakers it finds namesakes
_MOST_POPULAR = 41.0  # the highest value of the sources' popularity


@dataclass(frozen=True, slots=True)
class CompileOptions:
    """What to compile: folders with source tables, later ones adding to the earlier, and the file to write."""

    sources: tuple[Path, ...]
    out: Path


@dataclass(frozen=True, slots=True)
class CompileReport:
    """What a compiled gazetteer holds."""

    version: str
    as_of: str
    entities: int
    names: int
    tenures: int
    size: int


@dataclass(frozen=True, slots=True)
class _Name:
    item: int
    language: str
    name: str
    kind: str


@dataclass(slots=True)
class _Draft:
    """What is being put together before it is written."""

    curated: Curated
    tenures: tuple[Tenure, ...]
    types: dict[int, str] = field(default_factory=dict)
    ranks: dict[int, int] = field(default_factory=dict)
    rows: dict[int, sources.EntityRow] = field(default_factory=dict)
    names: list[_Name] = field(default_factory=list)


def compile_gazetteer(options: CompileOptions) -> CompileReport:
    """Compiles the gazetteer: the same sources give the same bytes. Raises LinkError for damaged tables."""
    draft = _Draft(load(), (*tenures(options.sources), *by_hand()))
    for tenure in draft.tenures:
        draft.ranks[tenure.person] = max(draft.ranks.get(tenure.person, 0), tenure.rank)
    _choose_entities(draft, options)
    _choose_names(draft, options)
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.unlink(missing_ok=True)
    with sqlite3.connect(options.out) as db:
        db.executescript(SCHEMA)
        report = _write(db, draft)
    db.execute("VACUUM")
    db.close()
    return CompileReport(*report, size=options.out.stat().st_size)


def _choose_entities(draft: _Draft, options: CompileOptions) -> None:
    """Keeps what news name: states, places, organisations and holders of public office, and what is curated."""
    curated = {item.item: item for item in draft.curated.items}
    places = {metonym.place for metonym in draft.curated.metonyms if metonym.place}
    holders = {tenure.person for tenure in draft.tenures}
    for row in sources.read(options.sources, sources.EntityRow):
        item = number(row.qid)
        if item in curated:
            draft.types[item] = curated[item].type
        elif item in places:
            draft.types[item] = "place"
        elif (
            (row.type == "PER" and not (item in holders or any(name in row.sources for name in _OFFICE_LISTS)))
            or row.type not in _TYPES
            or set(row.sources.split(",")) <= _BRANDS_ONLY
        ):
            continue
        else:
            draft.types[item] = _TYPES[row.type]
        draft.rows[item] = row


def _choose_names(draft: _Draft, options: CompileOptions) -> None:
    draft.names.extend(_Name(n.item, n.language, n.name, n.kind) for n in draft.curated.names)
    named_by_hand = {item.item for item in draft.curated.items if item.type == "organization"}
    for row in sources.read(options.sources, sources.NameRow):
        item = number(row.qid)
        kind = _kind(row)
        if item in draft.types and kind:
            language = row.lang.removesuffix("wiki")
            name = row.name.partition(" (")[0] if row.kind == "sitelink" else row.name
            if kind == "alias" and item in named_by_hand and " " not in name and not name.isupper():
                kind = "loose"  # "Union" for the European one: what is usual in German is in the curated table
            draft.names.append(_Name(item, language, name, kind))


def _kind(row: sources.NameRow) -> str:
    """The kind of a source's name here; empty for one that must not link."""
    if row.kind == "weak":
        return ""
    if row.kind == "label" and row.source == _LOOSE_LABELS:
        return "loose"
    return {"sitelink": "label"}.get(row.kind, row.kind)


def _write(db: sqlite3.Connection, draft: _Draft) -> tuple[str, str, int, int, int]:
    entities = list(_entity_rows(draft))
    names = sorted(set(_name_rows(draft)))
    as_of = max((t.as_of for t in draft.tenures), default="")
    version = _version(entities, names)
    kept = merged(t for t in draft.tenures if t.person in draft.types)
    db.executemany("INSERT INTO entity VALUES (?,?,?,?,?,?,?,?,?)", entities)
    db.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?,?,?)", names)
    db.executemany("INSERT OR IGNORE INTO metonym VALUES (?,?,?)", sorted(_metonym_rows(draft)))
    db.executemany("INSERT OR IGNORE INTO generic VALUES (?,?,?)", sorted(_generic_rows(draft)))
    db.executemany("INSERT OR IGNORE INTO adjective VALUES (?,?)", sorted(_adjective_rows(draft)))
    tenure_rows = sorted({(t.person, t.office, t.country, t.start, t.end, t.as_of, t.position) for t in kept})
    db.executemany("INSERT OR IGNORE INTO tenure VALUES (?,?,?,?,?,?,?)", tenure_rows)
    db.executemany("INSERT INTO meta VALUES (?,?)", [("as_of", as_of), ("version", version)])
    return version, as_of, len(entities), len(names), len(tenure_rows)


def _entity_rows(draft: _Draft) -> Iterator[tuple[object, ...]]:
    labels = _labels(draft.names)
    curated = {item.item: item for item in draft.curated.items}
    states = {fold(item.label_en): item.item for item in draft.curated.items if item.type == "state"}
    surnames = Counter(
        fold(_label(curated.get(item), labels.get(item, {}))[1]).rpartition(" ")[2]
        for item, kind in draft.types.items()
        if kind == "person"
    )
    countries = {t.person: t.country for t in draft.tenures if t.country}
    for item in sorted(draft.types):
        hand, row = curated.get(item), draft.rows[item]
        label, label_en = _label(hand, labels.get(item, {}))
        pop = math.log1p(float(row.pop or 0)) / math.log1p(_MOST_POPULAR)
        if draft.types[item] == "person":
            pop = 1 / surnames[fold(label_en).rpartition(" ")[2]]
        country = (hand.country if hand else 0) or _country(row.country, states) or countries.get(item, 0)
        kind = hand.kind if hand else ""
        yield (
            item,
            draft.types[item],
            label,
            label_en,
            country,
            draft.ranks.get(item, 0),
            round(min(pop, 1.0), 3),
            int(bool(hand)),
            kind,
        )


def _country(value: str, states: Mapping[str, int]) -> int:
    """The state of an entity, which some sources give by its English name."""
    return number(value) if value[:1] == "Q" and value[1:].isdigit() else states.get(fold(value), 0)


def _label(hand: CuratedItem | None, labels: dict[str, str]) -> tuple[str, str]:
    english = (hand.label_en if hand else "") or labels.get("en") or labels.get("mul") or labels.get("de", "")
    return (hand.label if hand else "") or labels.get("de", ""), english


def _labels(names: Iterable[_Name]) -> dict[int, dict[str, str]]:
    """For every item its best name in each language: a label before an alias, the longest one, a loose name last.

    An alias is no German label: an item without one is shown under the name that an article gives it.
    """
    order = {"curated": 0, "label": 1, "alias": 2}
    best: dict[int, dict[str, tuple[int, int, str]]] = {}
    for name in names:
        rank = (order.get(name.kind, 3), -len(name.name), name.name)
        held = best.setdefault(name.item, {})
        if (name.language != "de" or rank[0] < 2) and (name.language not in held or rank < held[name.language]):
            held[name.language] = rank
    return {item: {language: name for language, (*_, name) in held.items()} for item, held in best.items()}


def _name_rows(draft: _Draft) -> Iterator[tuple[str, int, int, str, str]]:
    for name in draft.names:
        if name.kind == "adjective":
            continue
        person = draft.types.get(name.item) == "person"
        language = name.language if name.language in LANGUAGES else "de"
        for key in _spellings(name.name, language):
            if person and " " not in key and name.kind != "curated":
                continue
            yield key, EXACT, name.item, name.kind, name.language
            if name.kind == "demonym" or (" " in key and not person):
                stemmed = stem(key, language)
                if stemmed != key:
                    yield stemmed, STEM, name.item, name.kind, name.language
            if person and draft.ranks.get(name.item, 0) >= _SOUND_RANK:
                yield sound(key), SOUND, name.item, name.kind, name.language


def _spellings(name: str, language: str) -> tuple[str, ...]:
    """The folded name as it stands ("the white house", "den haag") and without its article, none twice, none empty."""
    key = fold(name)
    return tuple(dict.fromkeys((key, bare(key, inflection(language).articles)))) if key else ()


def _metonym_rows(draft: _Draft) -> Iterator[tuple[str, int, int]]:
    for metonym in draft.curated.metonyms:
        for language in LANGUAGES:
            for key in _spellings(metonym.name, language):
                yield key, metonym.place, metonym.stands_for
                yield stem(key, language), metonym.place, metonym.stands_for


def _generic_rows(draft: _Draft) -> Iterator[tuple[str, int, int]]:
    for generic in draft.curated.generics:
        yield stem(fold(generic.word), "de"), generic.country, generic.item


def _adjective_rows(draft: _Draft) -> Iterator[tuple[str, int]]:
    for name in draft.names:
        if name.kind in ("adjective", "demonym"):
            yield stem(fold(name.name), "de"), name.item
            yield fold(name.name), name.item


def _version(*rows: Iterable[tuple[object, ...]]) -> str:
    """A short hash of what linking rests on: the rows compiled, the tables it reads itself, and the schema."""
    digest = hashlib.sha256(SCHEMA.encode())
    for path in sorted(resources.data("gazetteer").glob("*.tsv")):
        digest.update(path.name.encode() + path.read_bytes())
    for table in rows:
        digest.update(repr(list(table)).encode())
    return digest.hexdigest()[:12]
