"""The nodes of all views: actors, issues and places, positions, events and articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from rdflib import URIRef
from rdflib.namespace import SDO, SKOS

from newsfacts.rdf.namespaces import NF, NIF, PROV, SEM

from .asking import last_part
from .columns import Columns
from .tables import NO_VALUES, Node

_ENTITIES = (NF.Person, NF.State, NF.Organization, NF.Group, NF.Issue, NF.Place)


def nodes(columns: Columns, language: str, ends: frozenset[str], *, only_these: bool) -> Iterator[Node]:
    """All nodes, or only those at the end of an edge; what an edge points to without being described gets its address
    for a name, so that no edge hangs in the air. Names in `language` where there are any."""
    seen = set()
    for found in (_entities(columns, language), _positions(columns), _events(columns), _articles(columns)):
        for node in found:
            if node.id in ends or not only_these:
                seen.add(node.id)
                yield node
    for end in sorted(ends - seen):
        yield Node(end, last_part(end), "unknown", None, None, NO_VALUES)


def _entities(columns: Columns, language: str) -> Iterator[Node]:
    preferred, names = _names(columns, SKOS.prefLabel), _names(columns, SKOS.altLabel)
    items = columns.one(SKOS.exactMatch)
    for key, kind in columns.members(*_ENTITIES).items():
        own = preferred[key] or names[key]
        if not own:
            continue
        label = min(own, key=lambda name: (name[1] != language, name[0]))[0]
        others = tuple(sorted({name for name, _ in (*preferred[key], *names[key])}))
        item = last_part(items[key]) if key in items else None
        yield Node(key, label, last_part(kind).lower(), None, None, (others, item, *NO_VALUES[2:]))


def _names(columns: Columns, name: URIRef) -> dict[str, list[tuple[str, str]]]:
    """Names with their languages, by what they name."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for thing, value in columns.terms(name):
        found[thing.value].append((value.value, value.language or ""))
    return found


def _positions(columns: Columns) -> Iterator[Node]:
    told, stances, polarities = (columns.one(name) for name in (NF.contentText, NF.stance, NF.polarity))
    for key, text, date in _facts(columns, NF.Position):
        values = (None, None, text, last_part(stances[key]), int(polarities[key]), None, None, _sure(columns, key))
        yield Node(key, told[key], "position", date, date, values)


def _events(columns: Columns) -> Iterator[Node]:
    words, kinds, statuses = columns.one(NIF.anchorOf), columns.one(SEM.eventType), columns.one(NF.status)
    begins, finishes = (columns.one(SEM[f"has{end}TimeStamp"]) for end in ("EarliestBegin", "LatestEnd"))
    triggers: dict[str, str] = {}
    for key, mention in columns.values(NF.mention):
        triggers[key] = min(words.get(mention, ""), triggers.get(key, words.get(mention, "")))
    for key, text, date in _facts(columns, NF.Event):
        begin, end = begins.get(key), finishes.get(key)
        begin, end = (begin, end) if begin or end else (date, date)
        about = (last_part(kinds[key]), last_part(statuses[key]), _sure(columns, key))
        yield Node(key, triggers[key], "event", begin, end, (None, None, text, None, None, *about))


def _facts(columns: Columns, kind: URIRef) -> Iterator[tuple[str, str, str | None]]:
    """Facts of a kind with their evidence and the day of their article."""
    evidence, words = columns.one(NF.evidence), columns.one(NIF.anchorOf)
    articles, days = columns.one(PROV.wasDerivedFrom), columns.one(SDO.datePublished)
    for key in columns.members(kind):
        yield key, words[evidence[key]], days.get(articles[key])


def _sure(columns: Columns, key: str) -> float:
    return float(columns.one(NF.confidence)[key])


def _articles(columns: Columns) -> Iterator[Node]:
    titles, days = columns.one(SDO.headline), columns.one(SDO.datePublished)
    for key in columns.members(NF.Article):
        yield Node(key, titles.get(key) or last_part(key), "article", days.get(key), days.get(key), NO_VALUES)
