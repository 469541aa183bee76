"""Who supports and opposes whom: the edges of the network in a range of days, from the statements of all actors.

Two actors agree as often as they are on the same side of an issue, and disagree as often as on different sides. With a
matrix of actors by sides of issues those counts are a product of matrices, which takes milliseconds where the join in
the store takes hundreds; `network.rq` says the same as a query.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from .graph import Graph, Row

MOST = 250  # edges drawn
MOST_NEIGHBOURS = 40
_CANDIDATES = 512  # actors with the most issues, looked at first; twice as many as long as others could matter
_LARGEST = 4096  # actors beyond which no more are looked at
_TOWARDS = {"1": "for", "-1": "against"}
_Floats = npt.NDArray[np.float32]
_Numbers = npt.NDArray[np.int64]


class Edge(msgspec.Struct, frozen=True):
    """An edge of one kind, how often, and the first and last day of what it rests on, empty without any."""

    source: str
    target: str
    kind: str
    number: int
    first: str
    last: str


class Neighbour(msgspec.Struct, frozen=True):
    """Another actor with the numbers of issues on which the two agree and disagree."""

    actor: str
    agree: int
    disagree: int


class Statements:
    """All actors' statements on issues and on each other, by day."""

    def __init__(self, rows: Sequence[Row]) -> None:
        on_issues = [row for row in rows if "issue" in row]
        self._addressed = [row for row in rows if "target" in row]
        self._actors = sorted({row["source"] for row in on_issues})
        issues = sorted({row["issue"] for row in on_issues})
        places = {actor: place for place, actor in enumerate(self._actors)}
        columns = {issue: 2 * column for column, issue in enumerate(issues)}
        self._width = 2 * len(issues)
        self._who = np.array([places[row["source"]] for row in on_issues], dtype=np.int64)
        self._side = np.array([columns[row["issue"]] + (row["sign"] != "1") for row in on_issues], dtype=np.int64)
        self._days = np.array([row.get("day", "") for row in on_issues], dtype=np.str_)

    def edges(self, begin: str, end: str, kinds: Sequence[str]) -> tuple[Edge, ...]:
        """The strongest edges of some kinds from `begin` to `end`; what has no day is in every range."""
        found = [*self._towards(begin, end, kinds), *self._alike(begin, end, kinds)]
        found.sort(key=lambda edge: (-edge.number, edge.source, edge.target, edge.kind))
        return tuple(found[:MOST])

    def neighbours(self, actor: str) -> tuple[Neighbour, ...]:
        """With whom an actor shares issues, those with most first: on how many they are on the same side, and on how
        many on different ones; `neighbours.rq` says the same."""
        place = bisect_left(self._actors, actor)
        if place == len(self._actors) or self._actors[place] != actor:
            return ()
        mine, others = np.unique(self._side[self._who == place]), self._who != place
        counts: dict[int, list[int]] = {}
        for turn in (0, 1):
            met = others & np.isin(self._side ^ turn, mine)
            issues = np.unique(np.stack((self._who[met], self._side[met] >> 1)), axis=1)
            for other, number in zip(*np.unique(issues[0], return_counts=True), strict=True):
                counts.setdefault(int(other), [0, 0])[turn] = int(number)
        found = [Neighbour(self._actors[other], *both) for other, both in counts.items()]
        return tuple(sorted(found, key=lambda one: (-one.agree - one.disagree, one.actor))[:MOST_NEIGHBOURS])

    def _towards(self, begin: str, end: str, kinds: Sequence[str]) -> Iterator[Edge]:
        sums: dict[tuple[str, str, str], list[Row]] = {}
        for row in self._addressed:
            kind = _TOWARDS[row["sign"]]
            if kind in kinds and ("day" not in row or begin <= row["day"] <= end):
                sums.setdefault((row["source"], row["target"], kind), []).append(row)
        for key, rows in sums.items():
            yield Edge(*key, sum(int(row["number"]) for row in rows), *_ends(row.get("day", "") for row in rows))

    def _alike(self, begin: str, end: str, kinds: Sequence[str]) -> Iterator[Edge]:
        wanted = tuple(kind for kind in ("agree", "disagree") if kind in kinds)
        held = (self._days == "") | ((self._days >= begin) & (self._days <= end))
        if not wanted or not held.any():
            return
        who, side, days = self._who[held], self._side[held], self._days[held]
        pairs = np.unique(who * self._width + side)
        for kind in wanted:
            turn = int(kind == "disagree")
            for one, another, number in _strongest(*np.divmod(pairs, self._width), turn):
                shared = np.intersect1d(side[who == one], side[who == another] ^ turn)
                theirs = (who == one) & np.isin(side, shared) | (who == another) & np.isin(side ^ turn, shared)
                yield Edge(self._actors[one], self._actors[another], kind, number, *_ends(days[theirs].tolist()))


def statements(graph: Graph) -> Statements:
    """All statements, read once for each state of the data. Raises EngineError."""
    made: Statements = graph.kept("statements", lambda: Statements(graph.ask("statements").rows))
    return made


def _strongest(who: _Numbers, side: _Numbers, turn: int) -> Iterator[tuple[int, int, int]]:
    """The MOST pairs that share most: the two actors in order, and on how many issues they are on the same side or,
    with a turn, on different ones.

    Who is on fewer sides than the weakest of the strongest pairs share cannot be in one of them.
    """
    held = np.bincount(side, minlength=side.max(initial=0) + 2)
    met = held[side ^ 1] > 0 if turn else held[side] > 1  # sides that somebody else is on, too, or against
    who, side = who[met], side[met]
    actors, sizes = np.unique(who, return_counts=True)
    order = np.argsort(-sizes, kind="stable")
    size, done = _CANDIDATES, False
    while not done:
        chosen = np.sort(actors[order[:size]])
        ones, others, numbers = _ranked(_matrix(who, side, chosen), turn)
        weakest = numbers[-1] if len(numbers) == MOST else 1
        done = size >= min(len(actors), _LARGEST) or sizes[order[size]] < weakest
        size *= 2
    for one, another, number in zip(chosen[ones], chosen[others], numbers, strict=True):
        yield int(one), int(another), int(number)


def _matrix(who: _Numbers, side: _Numbers, chosen: _Numbers) -> _Floats:
    """Which of the chosen actors is on which side of which issue: two columns an issue."""
    theirs = np.isin(who, chosen)
    who, side = who[theirs], side[theirs]
    issues, columns = np.unique(side >> 1, return_inverse=True)
    matrix = np.zeros((len(chosen), 2 * len(issues)), dtype=np.float32)
    matrix[np.searchsorted(chosen, who), 2 * columns + (side & 1)] = 1
    return matrix


def _ranked(matrix: _Floats, turn: int) -> tuple[_Numbers, _Numbers, _Numbers]:
    """The pairs of rows that share most, the most first and those alike in the order of the rows."""
    shared = matrix @ matrix[:, np.arange(matrix.shape[1]) ^ turn].T
    ones, others = np.nonzero(shared)
    before = ones < others
    ones, others = ones[before], others[before]
    numbers = shared[ones, others].astype(np.int64)
    if len(numbers) > MOST:
        enough = numbers >= np.partition(numbers, -MOST)[-MOST]
        ones, others, numbers = ones[enough], others[enough], numbers[enough]
    best = np.lexsort((others, ones, -numbers))[:MOST]
    return ones[best], others[best], numbers[best]


def _ends(days: Iterable[str]) -> tuple[str, str]:
    known = sorted(day for day in days if day)
    return (known[0], known[-1]) if known else ("", "")
