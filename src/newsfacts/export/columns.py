"""What things have, property by property: each property is read once as a whole, in the order of the store.

Exports want nearly everything of a graph, and reading a store on disk from one end to the other takes a fifth of the
time of looking its facts up one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from pyoxigraph import QuerySolutions, Store
from rdflib import URIRef

Pair = tuple[str, str]


class Columns:
    """The columns of one store, all its graphs as one; those asked for are kept."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.values = cache(self._values)
        self.one = cache(self._one)

    def terms(self, name: URIRef) -> Iterator[tuple[Any, Any]]:
        """What has the property and its value, as terms, in no order."""
        for row in self._asked(f"SELECT ?s ?o {{ ?s <{name}> ?o }}"):
            yield row[0], row[1]

    def members(self, *classes: URIRef) -> dict[str, str]:
        """The things of some classes, in order, each with the first of its classes."""
        found: dict[str, str] = {}
        for kind in sorted(classes, reverse=True):
            found |= dict.fromkeys((row[0].value for row in self._asked(f"SELECT ?s {{ ?s a <{kind}> }}")), str(kind))
        return dict(sorted(found.items()))

    def _asked(self, query: str) -> QuerySolutions:
        return cast("QuerySolutions", self._store.query(query, use_default_graph_as_union=True))

    def _values(self, name: URIRef) -> tuple[Pair, ...]:
        """What has the property and its value, as strings, in no order."""
        return tuple((thing.value, value.value) for thing, value in self.terms(name))

    def _one(self, name: URIRef) -> dict[str, str]:
        """The property's value of each thing, the first where it has several."""
        found: dict[str, str] = {}
        for thing, value in self._values(name):
            if thing not in found or value < found[thing]:
                found[thing] = value
        return found
