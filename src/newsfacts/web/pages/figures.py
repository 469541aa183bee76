"""What is drawn on the server: the timeline's days and the map's points over the outline of the land."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from itertools import groupby

import msgspec

from newsfacts import resources

from .graph import Row

_SMALLEST, _LARGEST = 0.8, 4.0


class Point(msgspec.Struct, frozen=True):
    """A place on the map: x is degrees east, y degrees south, as SVG counts."""

    place: str
    label: str
    number: int
    x: float
    y: float
    radius: float


def by_day(rows: Iterable[Row]) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """The rows of each day, in the order they come in; a fact stands once for each actor."""
    return tuple((day, tuple(own)) for day, own in groupby(rows, lambda row: row["day"]))


@cache
def _coordinates() -> dict[str, tuple[float, float]]:
    """Wikidata item -> latitude and longitude in degrees."""
    table = resources.rows("gazetteer", "coordinates.tsv")
    return {row["qid"]: (float(row["latitude"]), float(row["longitude"])) for row in table}


@cache
def outline() -> str:
    """The outline of the land as an SVG path in degrees."""
    return resources.data("ui", "land.path").read_text("utf-8").strip()


def points(rows: Iterable[Row]) -> tuple[Point, ...]:
    """The places whose item's coordinates are known, the largest first so that small ones lie on top."""
    found = []
    for row in rows:
        item = row.get("item", "").rpartition("/")[2]
        if item in _coordinates():
            latitude, longitude = _coordinates()[item]
            number = int(row["number"])
            radius = round(min(_LARGEST, _SMALLEST * number**0.5), 2)
            found.append(Point(row["place"], row["label"], number, longitude, -latitude, radius))
    return tuple(sorted(found, key=lambda point: (-point.radius, point.place)))
