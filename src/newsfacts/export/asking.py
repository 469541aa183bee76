"""Asks a store the queries of `data/queries/export`, over the union of its graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import cast

from pyoxigraph import QuerySolution, QuerySolutions, Store

from newsfacts import resources

Row = tuple[str | None, ...]


@cache
def text_of(name: str) -> str:
    """The query of that name."""
    return resources.data("queries", "export", f"{name}.rq").read_text(encoding="utf-8")


def solutions(store: Store, name: str) -> Iterable[QuerySolution]:
    """What the store answers, as terms."""
    return cast("QuerySolutions", store.query(text_of(name), use_default_graph_as_union=True))


def rows_of(store: Store, name: str) -> Iterator[Row]:
    """What the store answers, as strings."""
    for solution in solutions(store, name):
        yield tuple(None if term is None else term.value for term in solution)


def last_part(iri: str) -> str:
    """What stands behind the last `#` or `/` of an address."""
    return iri.rpartition("#")[2].rpartition("/")[2]
