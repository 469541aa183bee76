"""Facts as pages show them: the rows of an answer gathered to one record a fact, grouped and cut into pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import urlencode

import flask
import msgspec

from .graph import Asked, Row

PAGE = 40  # records on one page

Pairs = tuple[tuple[str, str], ...]
Record = dict[str, Any]  # what a template reads: a row's values, and lists of (IRI, name)


def positions(asked: Asked) -> tuple[Record, ...]:
    """One record a position, issues and sources as lists of (IRI, name)."""
    lists = {"issues": ("issue", "issueName"), "sources": ("source", "sourceName"), "steps": ("stepSource", "stepName")}
    return _gathered(asked.rows, "position", lists)


def events(asked: Asked) -> tuple[Record, ...]:
    """One record an event, participants as lists of (IRI, name), and the words that tell of it."""
    lists = {"agents": ("agent", "agentName"), "recipients": ("recipient", "recipientName")}
    records = _gathered(asked.rows, "event", {**lists, "words": ("trigger", "trigger")})
    for record in records:
        record["triggers"] = tuple(words for words, _ in record["words"])
    return records


def _gathered(rows: Iterable[Row], key: str, lists: dict[str, tuple[str, str]]) -> tuple[Record, ...]:
    by_fact: dict[str, list[Row]] = {}
    for row in rows:
        by_fact.setdefault(row[key], []).append(row)
    return tuple(
        {**own[0], **{name: _pairs(own, *columns) for name, columns in lists.items()}} for own in by_fact.values()
    )


def _pairs(rows: Iterable[Row], key: str, name: str) -> Pairs:
    """The different values of `key` with the first name of each."""
    found: dict[str, str] = {}
    for row in rows:
        if key in row:
            found.setdefault(row[key], row.get(name, row[key]))
    return tuple(found.items())


def by_kind(about: Asked) -> dict[str, tuple[str, ...]]:
    """The values of a kind/value answer by kind, in order."""
    found: dict[str, tuple[str, ...]] = {}
    for row in about.rows:
        found[row["kind"]] = (*found.get(row["kind"], ()), row["value"])
    return found


def by_issue(records: Sequence[Record]) -> tuple[Record, ...]:
    """The positions ordered by issue, the busiest first; each once, under the busiest of its issues at `group`.

    The order within an issue stays. Positions without an issue come last, with an empty group.
    """
    numbers = Counter(issue for record in records for issue in record["issues"])

    def busiest(record: Record) -> tuple[str, str]:
        return min(record["issues"], key=lambda issue: (-numbers[issue], issue[1]), default=("", ""))

    def place(record: Record) -> tuple[bool, int, str]:
        issue, name = record["group"]
        return not issue, -numbers[record["group"]], name

    return tuple(sorted(({**record, "group": busiest(record)} for record in records), key=place))


class Paged(msgspec.Struct, frozen=True):
    """One page of many records: which of how many pages, and the name of its number in the address."""

    records: Sequence[Record]
    total: int
    number: int
    pages: int
    name: str

    def address(self, number: int) -> str:
        """This address with another page of these records."""
        return f"{flask.request.path}?{urlencode({**flask.request.args, self.name: number})}#{self.name}"


def paged(records: Sequence[Record], name: str, size: int = PAGE) -> Paged:
    """The page of `records` that the request asks for by the argument `name`; one that is not there is the nearest."""
    pages = max(1, -(-len(records) // size))
    asked = flask.request.args.get(name, 1, type=int)
    number = min(max(asked, 1), pages)
    return Paged(records[(number - 1) * size : number * size], len(records), number, pages, name)
