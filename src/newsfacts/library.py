"""The graph from Python: `newsfacts.open("workspace")` gives actors, positions and events as records and as tables.

    with newsfacts.open("newsfacts-workspace") as graph:
        for position in graph.positions():
            print(position.holder_name, position.stance, position.content)
        table = graph.frame("positions")        # pandas or polars, where installed

Opening takes the workspace for this process, as any writer does: end `newsfacts serve` on it first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyoxigraph as ox

from . import resources
from .errors import ConfigError, QuerySyntaxError
from .rdf.namespaces import prefixes
from .store import GraphStore
from .workspace import Workspace

KINDS = ("actors", "positions", "events")
FRAME_LIBRARIES = ("pandas", "polars")


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor of the graph: its IRI, name, type (person, state, organization, group) and Wikidata id, if linked."""

    iri: str
    name: str
    type: str
    wikidata: str | None


@dataclass(frozen=True, slots=True)
class Position:
    """A position: whose, which stance (polarity 1, 0 or -1) towards what, in which sentence of which article."""

    iri: str
    holder: str
    holder_name: str
    stance: str
    polarity: int
    content: str
    evidence: str
    article: str
    date: str | None
    confidence: float
    rule: str
    direct_quote: bool
    addressee: str | None
    via: tuple[str, ...]
    issues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """An event: its type, status and participants, when (EDTF) and where, in which sentence of which article."""

    iri: str
    type: str
    status: str
    trigger: str
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    time: str | None
    place: str | None
    evidence: str
    article: str
    date: str | None
    confidence: float
    rule: str


Row = dict[str, str]


class Graph:
    """The graph of a workspace; a context manager."""

    def __init__(self, workspace: str | Path) -> None:
        self._store = GraphStore(Workspace(Path(workspace)).existing_store())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the workspace back."""
        self._store.close()

    def query(self, sparql: str) -> tuple[Row, ...]:
        """The rows of a SELECT over all graphs as one, IRIs and literals as strings, unbound variables left out.

        The usual prefixes need no declaration. Raises QuerySyntaxError for a query that does not parse or is no SELECT.
        """
        try:
            found = self._store.inner.query(sparql, use_default_graph_as_union=True, prefixes=prefixes())
        except SyntaxError as error:
            raise QuerySyntaxError(str(error)) from error
        if not isinstance(found, ox.QuerySolutions):
            raise QuerySyntaxError("the query is no SELECT")
        names = [variable.value for variable in found.variables]
        return tuple({name: _plain(row[name]) for name in names if row[name] is not None} for row in found)

    def actors(self) -> Iterator[Actor]:
        """All actors, by IRI."""
        for row in self._asked("actors"):
            item = row["wikidata"].rpartition("/")[2] if "wikidata" in row else None
            yield Actor(row["actor"], row["name"], _last(row["type"]).lower(), item)

    def positions(self) -> Iterator[Position]:
        """All positions, by IRI."""
        via, issues = self._lists("sources"), self._lists("issues")
        for row in self._asked("positions"):
            key = row["position"]
            yield Position(
                iri=key,
                holder=row["holder"],
                holder_name=row["holderName"],
                stance=_last(row["stance"]),
                polarity=int(row["polarity"]),
                content=row["content"],
                direct_quote=row["quoted"] == "true",
                addressee=row.get("addressee"),
                via=via.get(key, ()),
                issues=issues.get(key, ()),
                **_origin(row),
            )

    def events(self) -> Iterator[Event]:
        """All events, by IRI."""
        agents, recipients = self._lists("agents"), self._lists("recipients")
        for row in self._asked("events"):
            key = row["event"]
            yield Event(
                iri=key,
                type=_last(row["type"]),
                status=_last(row["status"]),
                trigger=row["trigger"],
                agents=agents.get(key, ()),
                recipients=recipients.get(key, ()),
                time=row.get("time"),
                place=row.get("place"),
                **_origin(row),
            )

    def frame(self, kind: str, library: str | None = None) -> Any:
        """The records of `kind` (one of KINDS) as a data frame of pandas or polars, the first that is installed.

        Raises ConfigError for another kind, or where no such library is installed.
        """
        if kind not in KINDS:
            raise ConfigError(f"no records {kind!r}; known: {', '.join(KINDS)}")
        wanted = (library,) if library else FRAME_LIBRARIES
        installed = [name for name in wanted if name in FRAME_LIBRARIES and find_spec(name)]
        if not installed:
            raise ConfigError(f"a frame needs one of {', '.join(FRAME_LIBRARIES)}: pip install newsfacts[frames]")
        records = [dataclasses.asdict(record) for record in getattr(self, kind)()]
        return import_module(installed[0]).DataFrame(records)

    def _asked(self, name: str) -> tuple[Row, ...]:
        return self.query(resources.data("queries", "api", f"{name}.rq").read_text("utf-8"))

    def _lists(self, name: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for row in self._asked(name):
            found[row["fact"]] = (*found.get(row["fact"], ()), row["other"])
        return found


def open(workspace: str | Path) -> Graph:
    """The graph of a workspace. Raises StoreError where nothing has been built, StoreLockedError where it is in use."""
    return Graph(workspace)


def _origin(row: Row) -> dict[str, Any]:
    """Where a fact comes from and how sure it is."""
    return {
        "evidence": row["evidence"],
        "article": row["article"],
        "date": row.get("date"),
        "confidence": float(row["confidence"]),
        "rule": row.get("rule", ""),
    }


def _last(iri: str) -> str:
    return iri.rpartition("#")[2]


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))
