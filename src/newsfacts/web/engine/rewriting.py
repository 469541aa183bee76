"""What a query is turned into before the store evaluates it: full-text search and bounded descriptions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pyoxigraph as ox

from .records import Features, Query
from .tokens import Token


class Context(NamedTuple):
    """What a worker has beside its store: the relay's address for SERVICE."""

    relay: str = ""


class Prepared(NamedTuple):
    """A query's text as it is evaluated, or what makes its description."""

    text: str
    described: Callable[[ox.Store], Any] | None = None


def prepare(text: str, stream: tuple[Token, ...], query: Query, features: Features, context: Context) -> Prepared:
    """`text` as it goes to the store."""
    del stream, query, features, context
    return Prepared(text)
