"""Counts of what a store holds, for VoID and the service description."""

from __future__ import annotations

from typing import Any

import msgspec
import pyoxigraph as ox

_LISTED = 500  # graphs that are listed by name; of more only the number is told

_PROPERTIES = "SELECT ?key (COUNT(*) AS ?n) { ?s ?key ?o } GROUP BY ?key"
_CLASSES = "SELECT ?key (COUNT(DISTINCT ?s) AS ?n) { ?s a ?key } GROUP BY ?key"
_LANGUAGES = 'SELECT ?key (COUNT(*) AS ?n) { ?s ?p ?o BIND(LANG(?o) AS ?key) FILTER(?key != "") } GROUP BY ?key'
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"
_DATES = "SELECT (MIN(?date) AS ?first) (MAX(?date) AS ?last) {{ ?s <{}> ?date }}"
_DEFAULT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


class Counts(msgspec.Struct, frozen=True):
    """The state of the data in numbers; `first` and `last` are the dates of the chosen property."""

    triples: int
    default_triples: int
    graphs: int
    subjects: int
    objects: int
    properties: tuple[tuple[str, int], ...]
    classes: tuple[tuple[str, int], ...]
    languages: tuple[tuple[str, int], ...]
    graph_names: tuple[str, ...]
    first: str = ""
    last: str = ""


def statistics(store: ox.Store, date_property: str) -> Counts:
    """Counts over all graphs together."""
    names = sorted(name.value for name in store.named_graphs() if isinstance(name, ox.NamedNode))
    first, last = _dates(store, date_property) if date_property else ("", "")
    return Counts(
        triples=len(store),
        default_triples=_number(store.query(_DEFAULT)),
        graphs=len(names),
        subjects=_number(_all(store, _SUBJECTS)),
        objects=_number(_all(store, _OBJECTS)),
        properties=_partition(store, _PROPERTIES),
        classes=_partition(store, _CLASSES),
        languages=_partition(store, _LANGUAGES),
        graph_names=tuple(names) if len(names) <= _LISTED else (),
        first=first,
        last=last,
    )


def _all(store: ox.Store, text: str) -> Any:
    return store.query(text, use_default_graph_as_union=True)


def _number(rows: Any) -> int:
    return int(next(iter(rows))["n"].value)


def _partition(store: ox.Store, text: str) -> tuple[tuple[str, int], ...]:
    rows = ((row["key"], int(row["n"].value)) for row in _all(store, text))
    found = [(key.value, number) for key, number in rows if isinstance(key, ox.NamedNode | ox.Literal)]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0])))


def _dates(store: ox.Store, date_property: str) -> tuple[str, str]:
    row = next(iter(_all(store, _DATES.format(ox.NamedNode(date_property).value))))
    return tuple(row[name].value if row[name] is not None else "" for name in ("first", "last"))  # type: ignore[return-value]
