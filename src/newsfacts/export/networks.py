"""Discourse networks: who agrees and who disagrees with whom, and how strongly.

After the one-mode networks of discourse network analysis (Leifeld, "Discourse Network Analysis", 2017). With n(a, c, q)
the number of articles in which actor a is for (q = 1) or against (q = 0) concept c:

    congruence(a, b) = sum over c and q of n(a, c, q) n(b, c, q)
    conflict(a, b)   = sum over c of n(a, c, 1) n(b, c, 0) + n(a, c, 0) n(b, c, 1)

A statement made several times in one article counts once. The average activity of a pair, by which a tie can be divided
so that talkative actors do not rule the picture, is the mean number of concepts that the two speak of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import NamedTuple


class Statement(NamedTuple):
    """An actor is for or against an issue in an article; the date is None where unknown."""

    actor: str
    issue: str
    supports: bool
    article: str
    date: str | None


class Tie(NamedTuple):
    """Two actors and what ties them: congruence or conflict, its weight, that divided by their average activity, the
    number of issues, and the days of the first and last statement behind it."""

    one: str
    other: str
    kind: str
    weight: int
    average: float
    issues: int
    begin: str | None
    end: str | None


CONGRUENCE, CONFLICT = "congruence", "conflict"
_Cell = dict[bool, set[tuple[str, str | None]]]


class _Sum:
    __slots__ = ("days", "issues", "weight")

    def __init__(self) -> None:
        self.weight, self.issues = 0, 0
        self.days: set[str] = set()


def ties(statements: Iterable[Statement]) -> Iterator[Tie]:
    """The ties of all pairs of actors that have one, sorted."""
    issues = _by_issue(statements)
    activity: dict[str, int] = defaultdict(int)
    sums: dict[tuple[str, str, str], _Sum] = defaultdict(_Sum)
    for actors in issues.values():
        for actor in actors:
            activity[actor] += 1
        for one, other in combinations(sorted(actors), 2):
            for kind, equal in ((CONGRUENCE, True), (CONFLICT, False)):
                _add(sums, (one, other, kind), actors[one], actors[other], equal=equal)
    for (one, other, kind), total in sorted(sums.items()):
        mean = (activity[one] + activity[other]) / 2
        days = sorted(total.days)
        begin, end = (days[0], days[-1]) if days else (None, None)
        yield Tie(one, other, kind, total.weight, total.weight / mean, total.issues, begin, end)


def _by_issue(statements: Iterable[Statement]) -> dict[str, dict[str, _Cell]]:
    issues: dict[str, dict[str, _Cell]] = defaultdict(dict)
    for actor, issue, supports, article, date in statements:
        cell = issues[issue].setdefault(actor, {True: set(), False: set()})
        cell[supports].add((article, date))
    return issues


def _add(
    sums: dict[tuple[str, str, str], _Sum], key: tuple[str, str, str], mine: _Cell, yours: _Cell, *, equal: bool
) -> None:
    found = [(mine[side], yours[side is equal]) for side in (True, False)]
    weight = sum(len(one) * len(other) for one, other in found)
    if weight:
        total = sums[key]
        total.weight += weight
        total.issues += 1
        total.days.update(day for one, other in found if one and other for _, day in one | other if day)
