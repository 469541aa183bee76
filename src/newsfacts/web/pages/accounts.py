"""Accounts of one event by several articles: which belong together, and what they disagree on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import msgspec

from .records import Record

_NEAR = 14  # days between two articles that may speak of the same
_SHARED = 2  # participants in common where only the articles' dates are near
FIELDS = ("status", "time", "where", "agents", "recipients")


class Account(msgspec.Struct, frozen=True):
    """An article's account of an event, and the fields in which it differs from the account that is shown."""

    record: Record
    own: bool
    differs: tuple[str, ...]


def accounts(this: str, records: Iterable[Record]) -> tuple[Account, ...]:
    """The accounts of what the event `this` may be, itself among them, in the order given.

    As in the question on contradicting accounts: their days overlap, or their articles are of the same fortnight and
    they have two participants in common.
    """
    listed = tuple(records)
    own = next(record for record in listed if record["event"] == this)
    return tuple(
        Account(record, record is own, tuple(name for name in FIELDS if _differs(name, own, record)))
        for record in listed
        if record is own or _same(own, record)
    )


def disputed(found: Iterable[Account]) -> tuple[str, ...]:
    """The fields on which at least one account differs."""
    return tuple(name for name in FIELDS if any(name in account.differs for account in found))


def history(found: Iterable[Account]) -> tuple[Record, ...]:
    """The accounts that change the status, in the order of their articles' dates."""
    steps: list[Record] = []
    for account in found:
        if not steps or steps[-1]["status"] != account.record["status"]:
            steps.append(account.record)
    return tuple(steps)


def _same(own: Record, other: Record) -> bool:
    if _timed(own) and _timed(other):
        return bool(own["begin"] <= other["end"] and other["begin"] <= own["end"])
    return _near(own.get("date", ""), other.get("date", "")) and len(_all(own) & _all(other)) >= _SHARED


def _timed(record: Record) -> bool:
    return "begin" in record and "end" in record


def _near(one: str, another: str) -> bool:
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(another)).days) <= _NEAR
    except ValueError:
        return False


def _all(record: Record) -> set[str]:
    return {iri for iri, _ in (*record["agents"], *record["recipients"])}


def _differs(name: str, own: Record, other: Record) -> bool:
    """Whether both say something and the one is not just less than the other."""
    one, another = own.get(name), other.get(name)
    if not one or not another:
        return False
    if name in ("agents", "recipients"):
        mine, theirs = {iri for iri, _ in one}, {iri for iri, _ in another}
        return not (mine <= theirs or theirs <= mine)
    return bool(one != another)
