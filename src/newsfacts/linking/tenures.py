"""Offices with their dates: what the sources say, closed by a later holder's start, and how far they reach."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from pathlib import Path

from . import sources
from .curated import Office, held_by_hand, number, offices


@dataclass(frozen=True, slots=True)
class Tenure:
    """An office held from `start` to `end` (dates as precise as known); what a source says holds up to its `as_of`."""

    person: int
    office: str
    country: int
    start: str
    end: str
    as_of: str
    position: int
    rank: int


def covers(start: str, end: str, date: str) -> bool:
    """Whether a date lies in a tenure, each bound counting as far as it is precise; an open bound does not limit."""
    return (not start or start <= date[: len(start)]) and (not end or date[: len(end)] <= end)


def stale(end: str, as_of: str, date: str) -> bool:
    """Whether the source can't know: the end was open or ahead when the source was made, and the date is later."""
    return (not end or end > as_of) and date > as_of


def tenures(folders: Iterable[Path]) -> tuple[Tenure, ...]:
    """All tenures of the sources, each open one ended by the next start in an office of one seat."""
    rows = _latest(folders)
    as_of = _reach(rows)
    found: list[Tenure] = []
    for row in rows:
        office = _office(row.position_label)
        start, end = sources.date(row.start), sources.date(row.end)
        found.append(
            Tenure(
                person=number(row.person),
                office=office.name if office else "",
                country=_item(row.jurisdiction),
                start=start,
                end=end,
                as_of=as_of[row.source],
                position=_item(row.position),
                rank=office.rank if office else 1,
            )
        )
    single = {office.name for office in offices() if office.single}
    return tuple(_closed(found, single))


def by_hand() -> Iterator[Tenure]:
    """The tenures of the curated table, which no later start ends. Raises ResourceError or LinkError for damage."""
    ranks = {office.name: office.rank for office in offices()}
    for held in held_by_hand():
        dates = (held.start, held.end, held.as_of)
        yield Tenure(held.person, held.office, held.country, *dates, position=0, rank=ranks[held.office])


def _item(value: str) -> int:
    return number(value) if value[:1] == "Q" and value[1:].isdigit() else 0


def _latest(folders: Iterable[Path]) -> list[sources.TenureRow]:
    """The rows of all folders; what a later folder says of a person replaces what the earlier ones said."""
    held: dict[str, list[sources.TenureRow]] = {}
    for folder in folders:
        fresh: dict[str, list[sources.TenureRow]] = {}
        for row in sources.read([folder], sources.TenureRow):
            if row.person:
                fresh.setdefault(row.person, []).append(row)
        held |= fresh
    return [row for rows in held.values() for row in rows]


def _reach(rows: Iterable[sources.TenureRow]) -> dict[str, str]:
    """How far each source reaches: the day after its "@", else the latest start it knows."""
    reach: dict[str, str] = {}
    for row in rows:
        day = row.source.partition("@")[2] or sources.date(row.start)
        reach[row.source] = max(reach.get(row.source, ""), day)
    return reach


@cache
def _office(label: str) -> Office | None:
    return next((office for office in offices() if office.pattern.match(label)), None)


def _closed(found: list[Tenure], single: set[str]) -> list[Tenure]:
    ordered = sorted(found, key=lambda t: (t.position, t.start, t.end, t.person, t.as_of, t.office, t.country))
    closed: list[Tenure] = []
    for position, group in groupby(ordered, key=lambda t: t.position):
        holders = list(group)
        for n, tenure in enumerate(holders):
            if position and not tenure.end and tenure.office in single:
                later = (t.start for t in holders[n + 1 :] if t.person != tenure.person and t.start > tenure.start)
                tenure = replace(tenure, end=next(later, ""))
            closed.append(tenure)
    return closed


def merged(found: Iterable[Tenure]) -> list[Tenure]:
    """One tenure a person and position for those of the lowest rank: the terms of a lawmaker say no more apart."""
    ordered = sorted(found, key=lambda t: (t.person, t.position, t.office, t.country, t.start, t.end, t.as_of))
    kept: list[Tenure] = []
    for _, group in groupby(ordered, key=lambda t: (t.person, t.position, t.office, t.country)):
        terms = list(group)
        if terms[0].rank > 1:
            kept.extend(terms)
            continue
        last = "" if any(not t.end for t in terms) else max(t.end for t in terms)
        kept.append(replace(terms[0], end=last, as_of=max(t.as_of for t in terms)))
    return kept
