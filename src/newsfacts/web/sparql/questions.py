"""Stored queries as addresses of their own: `/q/<name>?parameter=value`, with values bound as terms, never pasted.

The queries come from outside as a mapping, so that this part knows nothing of whose they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from newsfacts.errors import QueryError
from newsfacts.web.engine.formats import GRAPHS, SOLUTIONS
from newsfacts.web.engine.records import EngineError, Failure, Query

from .messages import Request, parameters
from .negotiation import known, pick, takes_gzip
from .protocol import seconds

_RESERVED = ("format", "timeout")


class Question(msgspec.Struct, frozen=True):
    """A stored query: what it asks, in which languages, and with which parameters (name and kind)."""

    name: str
    titles: tuple[tuple[str, str], ...]
    abouts: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    bind: Callable[[Mapping[str, str]], str]  # raises QueryError for values that are none

    def shown(self, root: str) -> dict[str, Any]:
        """As the list of questions shows it."""
        return {
            "name": self.name,
            "title": dict(self.titles),
            "about": dict(self.abouts),
            "parameters": [{"name": name, "kind": kind} for name, kind in self.parameters],
            "url": f"{root}/q/{self.name}",
        }


def read(request: Request, question: Question) -> tuple[Query, float]:
    """The query that `request` asks, over all graphs together. Raises EngineError."""
    given = parameters(request)
    name = given.one("format")
    known(name, SOLUTIONS, GRAPHS)
    values = {key: given.one(key) or "" for key in given.names() if key not in _RESERVED}
    try:
        text = question.bind(values)
    except QueryError as error:
        raise EngineError(Failure("parameters", str(error))) from error
    accept = request.headers.get("accept", "")
    gzip = takes_gzip(request.headers.get("accept-encoding", ""))
    solutions, graph = pick(name, accept, SOLUTIONS), pick(name, accept, GRAPHS)
    query = Query(text, request.url, union=True, solutions=solutions, graph=graph, gzip=gzip)
    return query, seconds(given)
