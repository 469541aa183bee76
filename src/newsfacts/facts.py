"""Facts documents: written, read, verified against the text they speak of, and described by a JSON Schema."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from .errors import FactsError
from .model import Article, ArticleInfo, Event, Facts, Place, Position, Role, Span

_decoder = msgspec.json.Decoder(Facts)


def text_hash(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, in hexadecimal; lone surrogates count as their three-byte form."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def info(article: Article) -> ArticleInfo:
    """What the facts of `article` say about it."""
    own = ("text", "text_sha256")
    shared = {name: getattr(article, name) for name in ArticleInfo.__struct_fields__ if name not in own}
    return ArticleInfo(text_sha256=text_hash(article.text), **shared)


def encode(facts: Facts) -> bytes:
    """The document's bytes: indented JSON in UTF-8, keys in the order of the records, the same for the same facts."""
    return msgspec.json.format(msgspec.json.encode(facts, order="deterministic"), indent=1) + b"\n"


def encode_line(facts: Facts) -> bytes:
    """The document as one line of JSON Lines."""
    return msgspec.json.encode(facts, order="deterministic") + b"\n"


def decode(data: bytes, source: str | Path = "") -> Facts:
    """Facts from a document's bytes. Raises FactsError naming `source`, the place inside it and the fault."""
    try:
        facts = _decoder.decode(data)
    except msgspec.ValidationError as error:
        fault, _, place = str(error).partition(" - at ")
        raise FactsError(fault, source, place.strip("`")) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FactsError(f"not JSON: {error}", source) from error
    if isinstance(facts.article.text, str):
        verify(facts, facts.article.text, source)
    return facts


def verify(facts: Facts, text: str, source: str | Path = "") -> None:
    """Raises FactsError for the first thing in `facts` that does not hold: another text than the one that the offsets
    count in, a span outside it or empty, an id used twice, a reference to nothing, a fact without evidence."""
    if facts.article.text_sha256 != text_hash(text):
        fault = "the text is not the one that these facts were made from (SHA-256 differs)"
        raise FactsError(fault, source, "$.article.text_sha256")
    for place, fault in faults(facts, len(text)):
        raise FactsError(fault, source, place)


def faults(facts: Facts, length: int) -> Iterator[tuple[str, str]]:
    """Every fault of a document over a text of `length` code points: where in the document, and what is wrong."""
    for place, span in spans(facts):
        if not 0 <= span.start < span.end <= length:
            yield place, f"span [{span.start}, {span.end}) is empty or outside the text of {length} characters"
    yield from _doubled(facts)
    yield from _dangling(facts)
    yield from _unfounded(facts)


def spans(facts: Facts) -> Iterator[tuple[str, Span]]:
    """Every span of a document with its place in it, as a JSON path."""
    groups: tuple[tuple[str, tuple[msgspec.Struct, ...]], ...] = (
        ("actors", facts.actors),
        ("roles", facts.roles),
        ("places", facts.places),
        ("events", facts.events),
        ("positions", facts.positions),
        ("refused", facts.refused),
    )
    for name, records in groups:
        for n, record in enumerate(records):
            yield from _spans_of(record, f"$.{name}[{n}]")


def _spans_of(record: msgspec.Struct, place: str) -> Iterator[tuple[str, Span]]:
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if isinstance(value, Span):
            yield f"{place}.{field}", value
        elif isinstance(value, tuple):
            yield from ((f"{place}.{field}[{n}]", item) for n, item in enumerate(value) if isinstance(item, Span))


def _doubled(facts: Facts) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for name in ("actors", "places", "events", "positions"):
        for n, record in enumerate(getattr(facts, name)):
            if record.id in seen:
                yield f"$.{name}[{n}].id", f"id {record.id!r} is used twice"
            seen.add(record.id)


def _references(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Each reference: its place, the kind of thing referred to, and the id."""
    for n, role in enumerate(facts.roles):
        yield from _listed(role, ("actor", "of"), f"$.roles[{n}]")
    for n, event in enumerate(facts.events):
        yield from _listed(event, ("agents", "recipients"), f"$.events[{n}]")
        if event.place is not None:
            yield f"$.events[{n}].place", "place", event.place
    for n, position in enumerate(facts.positions):
        yield from _listed(position, ("holder", "addressee", "via"), f"$.positions[{n}]")
        if position.event is not None:
            yield f"$.positions[{n}].event", "event", position.event


def _listed(record: Role | Event | Position, fields: Iterable[str], place: str) -> Iterator[tuple[str, str, str]]:
    for field in fields:
        value = getattr(record, field)
        for key in value if isinstance(value, tuple) else (value,):
            if key is not None:
                yield f"{place}.{field}", "actor", key


def _dangling(facts: Facts) -> Iterator[tuple[str, str]]:
    known: dict[str, set[str]] = {
        "actor": {actor.id for actor in facts.actors},
        "place": {place.id for place in facts.places},
        "event": {event.id for event in facts.events},
    }
    for place, kind, key in _references(facts):
        if key not in known[kind]:
            yield place, f"no {kind} has the id {key!r}"


def _unfounded(facts: Facts) -> Iterator[tuple[str, str]]:
    founded: tuple[tuple[str, tuple[Event | Place, ...]], ...] = (("events", facts.events), ("places", facts.places))
    for name, records in founded:
        for n, record in enumerate(records):
            if not record.mentions:
                yield f"$.{name}[{n}].mentions", "no mention: nothing in the text stands for it"
    for n, position in enumerate(facts.positions):
        if not position.content:
            yield f"$.positions[{n}].content", "no content: nothing in the text says towards what"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of the facts format, made from the records themselves."""
    described = msgspec.json.schema(Facts)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "newsfacts facts document", **described}
