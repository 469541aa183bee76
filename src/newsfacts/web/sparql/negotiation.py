"""Chooses a format: by `format=`, else by the Accept header with its q-values."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from newsfacts.web.engine.formats import Format
from newsfacts.web.engine.records import EngineError, Failure

_Range = tuple[str, float]


@lru_cache(maxsize=256)
def accepted(header: str) -> tuple[_Range, ...]:
    """The media ranges of an Accept header with their quality. Parts that are not understood count as not given."""
    ranges = []
    for part in header.split(","):
        kind, *options = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for option in options:
            if option.startswith("q="):
                quality = _quality(option[2:])
        if "/" in kind:
            ranges.append((kind, quality))
    return tuple(ranges)


def _quality(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0


def _rate(media_type: str, ranges: tuple[_Range, ...]) -> float:
    """The quality of the most specific range that covers the type."""
    best, found = -1, 0.0
    for kind, quality in ranges:
        main, _, sub = kind.partition("/")
        rank = (
            2
            if kind == media_type
            else 1
            if sub == "*" and media_type.startswith(main + "/")
            else 0
            if kind == "*/*"
            else -1
        )
        if rank > best:
            best, found = rank, quality
    return found


def _of_format(form: Format, ranges: tuple[_Range, ...], by_name: dict[str, float]) -> float:
    """The quality of a format: by its own type, or where only another name of it is given, by that."""
    own = form.media_types[0]
    others = [by_name[kind] for kind in form.media_types[1:] if kind in by_name]
    return max([_rate(own, ranges), *others]) if own not in by_name else by_name[own]


def choose(header: str, formats: Sequence[Format]) -> Format | None:
    """The best of `formats` (given in the order of preference) for an Accept header; None where none is accepted.

    A browser that asks for a page gets the first format: it would otherwise get XML, by its `application/xml;q=0.9`.
    """
    ranges = accepted(header)
    if not ranges or _rate("text/html", tuple(r for r in ranges if r[0] == "text/html")) >= 1.0:
        return formats[0]
    named_ranges = dict(ranges)
    rates = [(_of_format(form, ranges, named_ranges), -n) for n, form in enumerate(formats)]
    quality, index = max(rates)
    return formats[-index] if quality > 0 else None


def named(name: str, formats: Sequence[Format]) -> Format | None:
    """The one of `formats` with this short name or media type."""
    wanted = name.strip().lower()
    return next((form for form in formats if wanted in form.names or wanted in form.media_types), None)


@lru_cache(maxsize=512)
def pick(name: str | None, header: str, formats: tuple[Format, ...]) -> str:
    """The short name of the chosen format, "" where nothing fits."""
    form = named(name, formats) if name else choose(header, formats)
    return form.name if form else ""


def known(name: str | None, *tables: Sequence[Format]) -> None:
    """Raises EngineError where `name` is no format of any of the tables."""
    if name and not any(named(name, table) for table in tables):
        names = ", ".join(form.name for table in tables for form in table)
        raise EngineError(Failure("parameters", f"format={name} is not known; known are {names}"))


def takes_gzip(header: str) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    for part in header.lower().split(","):
        coding, _, option = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return _quality(option.strip()[2:]) > 0 if option.strip().startswith("q=") else True
    return False
