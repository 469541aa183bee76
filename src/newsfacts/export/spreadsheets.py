"""Tables of nodes and edges: CSV for all that reads tables, Parquet for data frames; each two files in a zip."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import islice
from typing import Any, BinaryIO

from newsfacts.errors import ExportError

from .archive import archive, binary, text
from .tables import Column, Edge, Node, Projection, Value

LIST_MARK = "|"
_BATCH = 10_000
_OWN = (Column("label", "string"), Column("kind", "string"), Column("begin", "string"), Column("end", "string"))
_NODE_OWN = (Column("id", "string"), *_OWN)
_EDGE_OWN = (
    Column("id", "string"),
    Column("source", "string"),
    Column("target", "string"),
    *_OWN,
    Column("weight", "decimal"),
    Column("directed", "boolean"),
)


def write_csv(graph: Projection, sink: BinaryIO) -> None:
    """nodes.csv and edges.csv in a zip: comma, quotes where needed, UTF-8; items of lists are joined by `|`."""
    with archive(sink) as opened:
        for name, columns, rows in _tables(graph):
            with text(opened, f"{name}.csv") as lines:
                writer = csv.writer(lines, lineterminator="\n")
                writer.writerow(column.name for column in columns)
                writer.writerows([_cell(value) for value in row] for row in rows)


def write_parquet(graph: Projection, sink: BinaryIO) -> None:
    """nodes.parquet and edges.parquet in a zip, typed, lists as lists. Raises ExportError where pyarrow is missing."""
    try:
        arrow, parquet = import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise ExportError("Parquet needs pyarrow: pip install 'newsfacts[parquet]'") from error
    types = {
        "string": arrow.string(),
        "strings": arrow.list_(arrow.string()),
        "integer": arrow.int64(),
        "decimal": arrow.float64(),
        "boolean": arrow.bool_(),
    }
    with archive(sink) as opened:
        for name, columns, rows in _tables(graph):
            schema = arrow.schema([(column.name, types[column.type]) for column in columns])
            with binary(opened, f"{name}.parquet") as file, parquet.ParquetWriter(file, schema) as writer:
                for batch in _batches(rows):
                    arrays = [arrow.array(v, t) for v, t in zip(zip(*batch, strict=True), schema.types, strict=True)]
                    writer.write_table(arrow.table(arrays, schema=schema))


Rows = Iterator[tuple[Value, ...]]


def _tables(graph: Projection) -> Iterator[tuple[str, tuple[Column, ...], Rows]]:
    yield "nodes", _NODE_OWN + graph.node_columns, map(_node, graph.nodes())
    yield "edges", _EDGE_OWN + graph.edge_columns, map(_edge, graph.edges())


def _node(node: Node) -> tuple[Value, ...]:
    return (*node[:5], *node.values)


def _edge(edge: Edge) -> tuple[Value, ...]:
    return (
        *(edge.id, edge.source, edge.target, edge.label, edge.kind, edge.begin, edge.end, edge.weight, edge.directed),
        *edge.values,
    )


def _cell(value: Value) -> Any:
    if isinstance(value, tuple):
        return LIST_MARK.join(value)
    return str(value).lower() if isinstance(value, bool) else value


def _batches(rows: Iterable[tuple[Value, ...]]) -> Iterator[list[tuple[Value, ...]]]:
    source = iter(rows)
    while batch := list(islice(source, _BATCH)):
        yield batch
