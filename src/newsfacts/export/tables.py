"""What every writer is given: a graph's nodes and edges as rows, with the columns they have."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Literal, NamedTuple, Protocol

ColumnType = Literal["string", "strings", "integer", "decimal", "boolean"]
Value = str | int | float | bool | tuple[str, ...] | None


class Column(NamedTuple):
    """An attribute of nodes or edges; `strings` are lists."""

    name: str
    type: ColumnType


class Node(NamedTuple):
    """A node: address, name, what it is, the days it spans (ISO dates, None where unknown), and its columns' values."""

    id: str
    label: str
    kind: str
    begin: str | None
    end: str | None
    values: tuple[Value, ...]


class Edge(NamedTuple):
    """An edge: its own id, its ends, what it is, a name, its weight, the days it spans, and its columns' values."""

    id: str
    source: str
    target: str
    kind: str
    label: str
    weight: float
    begin: str | None
    end: str | None
    directed: bool
    values: tuple[Value, ...]


NODE_COLUMNS = (
    Column("names", "strings"),
    Column("wikidata", "string"),
    Column("text", "string"),
    Column("stance", "string"),
    Column("polarity", "integer"),
    Column("event_type", "string"),
    Column("status", "string"),
    Column("confidence", "decimal"),
)
EDGE_COLUMNS = (
    Column("polarity", "integer"),
    Column("articles", "integer"),
    Column("issues", "integer"),
    Column("average", "decimal"),
    Column("text", "string"),
)
NO_VALUES: tuple[Value, ...] = (None,) * len(NODE_COLUMNS)


class Projection(NamedTuple):
    """A view of the graph as nodes and edges; both can be gone through more than once, nodes before edges."""

    view: str
    nodes: Callable[[], Iterator[Node]]
    edges: Callable[[], Iterator[Edge]]
    node_columns: tuple[Column, ...] = NODE_COLUMNS
    edge_columns: tuple[Column, ...] = EDGE_COLUMNS


class GraphWriter(Protocol):
    """Writes a projection in one format."""

    def __call__(self, graph: Projection, sink: BinaryIO) -> None: ...


def one_line(text: str) -> str:
    """Text on one line, for formats where a label cannot have more."""
    return " ".join(text.split())
