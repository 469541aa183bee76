"""GeoJSON (RFC 7946): events as points where their places lie, written as a stream.

Coordinates are the graph's own (wgs:lat, wgs:long) or those that ship with newsfacts for the place's Wikidata item. An
event whose place has none is a feature without geometry, as the RFC provides, so that none is lost.
"""

from __future__ import annotations

from functools import cache
from typing import Any, BinaryIO

from msgspec.json import encode
from pyoxigraph import Store

from newsfacts import resources

from .asking import Row, last_part, rows_of


def write(store: Store, sink: BinaryIO) -> None:
    """All events that have a place, as a FeatureCollection."""
    mark = b'{"type":"FeatureCollection","features":['
    for row in rows_of(store, "located"):
        sink.write(mark + encode(_feature(row)))
        mark = b",\n"
    sink.write((mark if mark.startswith(b"{") else b"") + b"]}\n")


def _feature(row: Row) -> dict[str, Any]:
    key, label, kind, status, place, name, item, latitude, longitude, begin, end, date, text, article = row
    properties = {
        "label": label,
        "event_type": last_part(kind or ""),
        "status": last_part(status or ""),
        "place": place,
        "place_name": name,
        "wikidata": last_part(item) if item else None,
        "begin": begin or date,
        "end": end or date,
        "text": text,
        "article": article,
    }
    point = _point(item, latitude, longitude)
    return {"type": "Feature", "id": key, "geometry": point, "properties": properties}


def _point(item: str | None, latitude: str | None, longitude: str | None) -> dict[str, Any] | None:
    """A point, longitude first, as GeoJSON has it."""
    if latitude and longitude:
        return {"type": "Point", "coordinates": [float(longitude), float(latitude)]}
    known = _coordinates().get(last_part(item or ""))
    return {"type": "Point", "coordinates": list(known)} if known else None


@cache
def _coordinates() -> dict[str, tuple[float, float]]:
    """Wikidata item -> longitude and latitude in degrees."""
    table = resources.rows("gazetteer", "coordinates.tsv")
    return {row["qid"]: (float(row["longitude"]), float(row["latitude"])) for row in table}
