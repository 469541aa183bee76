"""Reads a Wikidata JSON dump (one entity a line, gzip or bzip2) into source tables, and goes on where it stopped."""

from __future__ import annotations

import bz2
import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from newsfacts.errors import LinkError
from newsfacts.linking.wikidata.items import Item, parse
from newsfacts.linking.wikidata.refresh import RefreshReport, write_items

_OPENERS: dict[str, Callable[[Path, str], Any]] = {".gz": gzip.open, ".bz2": bz2.open, ".json": open}
_EVERY = 10_000  # lines between two marks of the place


@dataclass(frozen=True, slots=True)
class DumpOptions:
    """What to keep of a dump: items of the classes, or with at least so many sitelinks. `made` is the dump's time in
    seconds since 1970, which is how far its open offices reach."""

    path: Path
    out: Path
    made: float
    classes: frozenset[str] = frozenset()
    sitelinks: int = 20


class _Place(msgspec.Struct):
    """How far a dump was read: lines done."""

    lines: int


def read_dump(options: DumpOptions) -> RefreshReport:
    """Streams the dump, keeps what is wanted beside `out`, and writes the tables at its end.

    Stopped in the middle, the next call goes on at the last mark. Raises LinkError for a line that is no entity.
    """
    options.out.mkdir(parents=True, exist_ok=True)
    kept, mark = options.out / "kept.jsonl", options.out / "place.json"
    done = msgspec.json.decode(mark.read_bytes(), type=_Place).lines if mark.exists() else 0
    with kept.open("r+b" if done and kept.exists() else "wb") as out:
        _cut(out, done)
        for n, line in _lines(options.path, done):
            if line and _wanted(line, options, n):
                out.write(msgspec.json.encode([n]) + b"\t" + line + b"\n")
            if n % _EVERY == 0:
                out.flush()
                mark.write_bytes(msgspec.json.encode(_Place(n)))
    report = _tables(options, kept)
    kept.unlink()
    mark.unlink(missing_ok=True)
    return report


def _cut(out: BinaryIO, done: int) -> None:
    """Puts the end of the kept lines at the mark: what was kept after it will be read again."""
    if not done:
        return
    end = 0
    for line in iter(out.readline, b""):
        if not line.endswith(b"\n") or msgspec.json.decode(line.partition(b"\t")[0])[0] > done:
            break
        end += len(line)
    out.seek(end)
    out.truncate()


def _lines(path: Path, done: int) -> Iterator[tuple[int, bytes]]:
    """The lines after the first `done` ones without the brackets and commas of the list around them."""
    opener = _OPENERS.get(path.suffix)
    if opener is None:
        raise LinkError(f"{path}: a dump ends in {', '.join(sorted(_OPENERS))}")
    with opener(path, "rb") as lines:
        for n, line in enumerate(lines, 1):
            if n > done:
                yield n, line.strip().rstrip(b",").strip(b"[]")


def _wanted(line: bytes, options: DumpOptions, n: int) -> bool:
    item = _item(line, options, n)
    return bool(options.classes & set(item.instance_of)) or len(item.sitelinks) >= options.sitelinks


def _item(line: bytes, options: DumpOptions, n: int) -> Item:
    try:
        return parse(msgspec.json.decode(line), options.made)
    except (msgspec.DecodeError, KeyError, TypeError, AttributeError) as fault:
        raise LinkError(f"{options.path}:{n}: not an entity: {fault}") from fault


def _tables(options: DumpOptions, kept: Path) -> RefreshReport:
    with kept.open("rb") as lines:
        items = [_item(line.partition(b"\t")[2], options, n) for n, line in enumerate(lines, 1)]
    labels = {item.qid: item.label("en") for item in items}
    return write_items(options.out, items, labels)
