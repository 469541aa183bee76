"""JSON documents: one article, a list of them, or one a line; facts documents come in by the same door."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from newsfacts import facts as facts_format
from newsfacts.errors import ReadError
from newsfacts.model import Article, Facts

from . import furniture

_UNSAFE = re.compile(r"[^\w.-]+")
_EDTF_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")
_ALIASES = {"license": "licence"}
LONGEST_ID = 200


class _ArticleDocument(msgspec.Struct):
    """An article as people write it down; unknown keys are left out, so that other systems' exports can be read."""

    id: str | int
    text: str
    title: str | None = None
    published: str | None = None
    language: str | None = None
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    url: str | None = None
    licence: str | None = None


def identifier(path: Path) -> str:
    """An article id from a path relative to what the user named: `2026/iran.txt` gives `2026-iran`."""
    parts = [part for part in path.with_suffix("").parts if part not in ("..", ".", path.anchor)]
    return _UNSAFE.sub("-", "-".join(parts)).strip("-") or "article"


def article(fields: dict[str, Any], source: Path, place: str = "") -> Article:
    """An Article from a document's fields, with its furniture found. Raises ReadError naming the field at fault."""
    try:
        document = msgspec.convert({_ALIASES.get(key, key): value for key, value in fields.items()}, _ArticleDocument)
    except msgspec.ValidationError as error:
        raise ReadError(str(error), source, place) from error
    key = str(document.id).strip()
    if not key or len(key) > LONGEST_ID:
        raise ReadError(f"an id has 1 to {LONGEST_ID} characters, this one {len(key)}", source, place)
    if not document.text.strip():
        raise ReadError("no text", source, place)
    found = furniture.find(document.text)
    return Article(
        id=key,
        text=document.text,
        title=(document.title or "").strip(),
        published=_EDTF_DAY.sub(r"\1", document.published.strip()) if document.published else None,
        language=(document.language or "").strip().lower().partition("-")[0],
        publisher=document.publisher or None,
        agencies=document.agencies or found.agencies,
        url=document.url or None,
        licence=document.licence or None,
        furniture=found.spans,
    )


def _documents(data: bytes, source: Path) -> Iterator[tuple[str, Any]]:
    """The JSON values of a file with their places: a single value, a list's items, or one value a line."""
    try:
        whole = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if data.strip().count(b"\n") == 0:
            raise ReadError(f"not JSON: {error}", source) from error
        yield from _lines(data, source)
        return
    if isinstance(whole, list):
        yield from ((f"item {n}", item) for n, item in enumerate(whole, 1))
    else:
        yield "", whole


def _lines(data: bytes, source: Path) -> Iterator[tuple[str, Any]]:
    for n, line in enumerate(data.splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield f"line {n}", msgspec.json.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield f"line {n}", ReadError(f"not JSON: {error}", source, f"line {n}")


def read(data: bytes, source: Path) -> Iterator[Article | Facts | ReadError]:
    """Articles and facts documents of a JSON file, in order; a broken one comes as the error that it is."""
    for place, value in _documents(data.removeprefix(b"\xef\xbb\xbf"), source):
        try:
            yield _record(value, source, place)
        except ReadError as error:
            yield error


def _record(value: Any, source: Path, place: str) -> Article | Facts:
    if isinstance(value, ReadError):
        raise value
    if not isinstance(value, dict):
        raise ReadError(f"an article is an object with at least id and text, not {type(value).__name__}", source, place)
    if isinstance(value.get("article"), dict):
        return facts_format.decode(msgspec.json.encode(value), source)
    return article(value, source, place)
