"""What is drawn on the server: bars over time, the timeline's days, the map's points over the outline of the land."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from itertools import groupby

import msgspec

from newsfacts import resources

from .graph import Row
from .records import Record

_SMALLEST, _LARGEST = 0.011, 0.035  # radius, as a part of the map's width
_MARGIN, _NARROWEST = 6.0, 40.0  # degrees
_WEST, _NORTH, _WIDTH, _HEIGHT = -180.0, -85.0, 360.0, 145.0
_RATIO = 0.45  # height of the map by its width
_UNITS = (("day", 10, 62), ("month", 7, 96), ("year", 4, 10_000))  # digits of a date, most bars
_NAME = (0.09, 0.022)  # room that a name needs beside its point, as parts of the map's width
_MONTHS = 12


class Point(msgspec.Struct, frozen=True):
    """A place on the map: x is degrees east, y degrees south, as SVG counts."""

    place: str
    label: str
    number: int
    x: float
    y: float
    radius: float
    named: bool = False


class Frame(msgspec.Struct, frozen=True):
    """The part of the world that the map shows, in degrees."""

    x: float
    y: float
    width: float
    height: float


WORLD = Frame(_WEST, _NORTH, _WIDTH, _HEIGHT)


class Bar(msgspec.Struct, frozen=True):
    """What stands on either side in one period; `at` is its place from the left, in bars."""

    period: str
    at: int
    for_: int
    against: int


class Chart(msgspec.Struct, frozen=True):
    """Bars of two sides over time: up and down from a line, the highest being `largest`."""

    unit: str
    bars: tuple[Bar, ...]
    length: int
    largest: int


def over_time(records: Sequence[Record]) -> Chart | None:
    """Positions for and against by the finest period that leaves room for the bars; None without a dated one."""
    dated = [(record["date"], record["polarity"]) for record in records if record.get("date")]
    signed = [(day, sign) for day, sign in dated if sign in ("1", "-1") and _ordinal(day) is not None]
    if not signed:
        return None
    first, last = min(day for day, _ in signed), max(day for day, _ in signed)
    unit, digits = next(
        (unit, digits) for unit, digits, most in _UNITS if _number(last, digits) - _number(first, digits) < most
    )
    sides = {sign: Counter(day[:digits] for day, own in signed if own == sign) for sign in ("1", "-1")}
    periods = sorted(sides["1"].keys() | sides["-1"].keys())
    bars = tuple(
        Bar(period, _number(period, digits) - _number(first, digits), sides["1"][period], sides["-1"][period])
        for period in periods
    )
    largest = max(max(bar.for_, bar.against) for bar in bars)
    return Chart(unit, bars, _number(last, digits) - _number(first, digits) + 1, largest)


def _ordinal(day: str) -> int | None:
    try:
        return date.fromisoformat(day).toordinal()
    except ValueError:
        return None


def _number(day: str, digits: int) -> int:
    """The count of a date's day, month or year, by how many digits of it stand for the period."""
    year, month = int(day[:4]), int(day[5:7] or 1)
    return {10: _ordinal(day) or 0, 7: year * _MONTHS + month, 4: year}[digits]


def by_day(rows: Iterable[Row]) -> tuple[tuple[str, tuple[Record, ...]], ...]:
    """The facts of each day, in the order they come in, each once with all its actors as (IRI, name)."""
    days = []
    for day, own in groupby(rows, lambda row: row["day"]):
        facts: dict[str, Record] = {}
        for row in own:
            fact = facts.setdefault(row["fact"], {**row, "actors": []})
            fact["actors"].append((row["actor"], row["label"]))
        days.append((day, tuple(facts.values())))
    return tuple(days)


@cache
def _coordinates() -> dict[str, tuple[float, float]]:
    """Wikidata item -> latitude and longitude in degrees."""
    table = resources.rows("gazetteer", "coordinates.tsv")
    return {row["qid"]: (float(row["latitude"]), float(row["longitude"])) for row in table}


@cache
def outline() -> str:
    """The outline of the land as an SVG path in degrees."""
    return resources.data("ui", "land.path").read_text("utf-8").strip()


def located(rows: Iterable[Row]) -> tuple[tuple[Row, float, float], ...]:
    """The places whose item's coordinates are known, with x and y on the map."""
    known = ((row, _coordinates().get(row.get("item", "").rpartition("/")[2])) for row in rows)
    return tuple((row, at[1], -at[0]) for row, at in known if at is not None)


def frame(rows: Iterable[Row]) -> Frame:
    """The part of the world that holds all places, with a margin; the whole world without any."""
    found = located(rows)
    if not found:
        return WORLD
    xs, ys = [x for _, x, _ in found], [y for _, _, y in found]
    height = max(ys) - min(ys) + 2 * _MARGIN
    width = min(max(max(xs) - min(xs) + 2 * _MARGIN, height / _RATIO, _NARROWEST), _WIDTH)
    height = max(height, width * _RATIO)
    x = min(max((min(xs) + max(xs) - width) / 2, _WEST), _WEST + _WIDTH - width)
    return Frame(round(x, 1), round((min(ys) + max(ys) - height) / 2, 1), round(width, 1), round(height, 1))


def points(rows: Iterable[Row], shown: Frame) -> tuple[Point, ...]:
    """The places on the map, the largest first so that small ones lie on top."""
    found = []
    for row, x, y in located(rows):
        number = int(row["number"])
        radius = round(shown.width * min(_LARGEST, _SMALLEST * number**0.5) / 2, 2)
        found.append(Point(row["place"], row["label"], number, x, y, radius))
    return _named(sorted(found, key=lambda point: (-point.radius, point.place)), shown)


def _named(found: Iterable[Point], shown: Frame) -> tuple[Point, ...]:
    """The points, those with room for their name marked: no larger one stands or has its name there."""
    wide, high = shown.width * _NAME[0], shown.width * _NAME[1]
    placed: list[Point] = []
    for point in found:
        free = not any(abs(point.x - other.x) < wide and abs(point.y - other.y) < high for other in placed)
        placed.append(msgspec.structs.replace(point, named=free))
    return tuple(placed)
