"""The source tables of the gazetteer: items, names and dated offices, tab-separated and gzipped."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import TypeVar

from newsfacts.errors import LinkError


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An item: `type` PER, ORG, LOC, GPE, MISC, POS or EVT, `pop` a rough popularity, `sources` where it is from."""

    qid: str
    type: str
    country: str
    pop: str
    sources: str
    desc: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name of an item: `kind` label, alias, sitelink, acronym, code, demonym or weak."""

    qid: str
    lang: str
    name: str
    kind: str
    source: str


@dataclass(frozen=True, slots=True)
class TenureRow:
    """An office held: dates as precise as known, `end` empty where the source knew none."""

    person: str
    position: str
    position_label: str
    jurisdiction: str
    start: str
    end: str
    source: str


Row = TypeVar("Row", EntityRow, NameRow, TenureRow)

FILES: dict[type, str] = {EntityRow: "entities.tsv.gz", NameRow: "names.tsv.gz", TenureRow: "positions.tsv.gz"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def read(folders: Iterable[Path], row: type[Row]) -> Iterator[Row]:
    """The rows of one table in every folder that has it. Raises LinkError where a line has not the table's fields."""
    for path in (folder / FILES[row] for folder in folders):
        if not path.exists():
            continue
        width = len(fields(row))
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            next(lines, None)
            for n, line in enumerate(lines, 2):
                values = line.rstrip("\n").split("\t")
                if len(values) != width:
                    raise LinkError(f"{path}:{n}: {len(values)} fields instead of {width}")
                yield row(*values)


def write(folder: Path, rows: Iterable[Row], row: type[Row]) -> int:
    """Writes one table, sorted and without a time stamp, so that equal rows give equal bytes; returns their number."""
    folder.mkdir(parents=True, exist_ok=True)
    lines: list[str] = sorted({"\t".join(_clean(str(value)) for value in astuple(entry)) for entry in rows})
    text = "\n".join(["\t".join(field.name for field in fields(row)), *lines]) + "\n"
    (folder / FILES[row]).write_bytes(gzip.compress(text.encode(), mtime=0))
    return len(lines)


def _clean(value: str) -> str:
    return " ".join(value.split())


def date(value: str) -> str:
    """A date of the sources as ISO 8601 with the precision it has, empty where it is none."""
    match = _DATE.match(value)
    return match[0] if match else ""
