"""schema.org JSON-LD: articles, who speaks in them, quotations, claims and events, written as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from msgspec.json import encode
from pyoxigraph import Store

from newsfacts.rdf.namespaces import WD

from .asking import last_part, rows_of
from .projection import project
from .tables import Node

# schema.org has no class for people who act as one without being an organisation.
_TYPES = {
    "person": "Person",
    "state": "Country",
    "organization": "Organization",
    "group": "Organization",
    "place": "Place",
}
_LICENCES = ("http://", "https://")
_SCHEDULED = {"planned": "https://schema.org/EventScheduled"}


def write(store: Store, sink: BinaryIO) -> None:
    """Everything in the store as one document."""
    sink.write(b'{"@context":"https://schema.org","@graph":')
    mark = b"["
    for make in (_articles, _entities, _positions, _events):
        for item in make(store):
            sink.write(mark + encode({name: value for name, value in item.items() if value}))
            mark = b",\n"
    sink.write((b"[" if mark == b"[" else b"") + b"]}\n")


Item = dict[str, Any]


def _articles(store: Store) -> Iterator[Item]:
    for key, headline, date, language, publisher, url, licence, credits_ in rows_of(store, "schema-articles"):
        yield {
            "@type": "NewsArticle",
            "@id": key,
            "headline": headline,
            "datePublished": date,
            "inLanguage": language,
            "publisher": {"@type": "Organization", "name": publisher} if publisher else None,
            "url": url,
            "license": licence if licence and licence.startswith(_LICENCES) else None,
            "creditText": credits_,
        }


def _entities(store: Store) -> Iterator[Item]:
    for node in project(store, "full").nodes():
        if node.kind in _TYPES:
            yield _entity(node)


def _entity(node: Node) -> Item:
    names, item = node.values[:2]
    others = [name for name in names if name != node.label] if isinstance(names, tuple) else []
    return {
        "@type": _TYPES[node.kind],
        "@id": node.id,
        "name": node.label,
        "alternateName": others,
        "sameAs": f"{WD}{item}" if item else None,
    }


def _positions(store: Store) -> Iterator[Item]:
    for key, content, quoted, holder, article, date, language, issues in rows_of(store, "schema-positions"):
        direct = quoted == "true"
        yield {
            "@type": "Quotation" if direct else "Claim",
            "@id": key,
            "text": content,
            "spokenByCharacter" if direct else "author": {"@id": holder},
            "isPartOf" if direct else "appearance": {"@id": article},
            "datePublished": date,
            "inLanguage": language,
            "about": [{"@type": "Thing", "name": name} for name in (issues or "").split("\n") if name],
        }


def _events(store: Store) -> Iterator[Item]:
    for key, name, status, begin, end, place, article, actors in rows_of(store, "schema-events"):
        yield {
            "@type": "Event",
            "@id": key,
            "name": name,
            "eventStatus": _SCHEDULED.get(last_part(status or "")),
            "startDate": begin,
            "endDate": end,
            "location": {"@id": place} if place else None,
            "attendee": [{"@id": actor} for actor in (actors or "").split("\n") if actor],
            "subjectOf": {"@id": article},
        }
