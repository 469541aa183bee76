"""Neo4j and what speaks its forms: files for `neo4j-admin database import`, and Cypher that can be run again.

The files' header names ids and types; Kùzu's fork and Memgraph read the same. Labels are what nodes are ("Person"),
types of relationships what edges are ("ADDRESSED"). Cypher merges by address, so running it twice changes nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, BinaryIO

from msgspec.json import encode

from .archive import archive, text
from .tables import Column, Edge, Node, Projection, Value

_TYPES = {"string": "string", "strings": "string[]", "integer": "long", "decimal": "double", "boolean": "boolean"}
_NODE_OWN = ("iri:ID", "label:string", "begin:date", "end:date")
_EDGE_OWN = (":START_ID", ":END_ID", ":TYPE", "id:string", "label:string", "weight:double", "begin:date", "end:date")
_LIST_MARK = ";"
_BATCH = 500
_COMMAND = (
    "neo4j-admin database import full neo4j --nodes=nodes.csv --relationships=edges.csv --id-type=string"
    " --array-delimiter=';' --multiline-fields=true\n"
)


def write_csv(graph: Projection, sink: BinaryIO) -> None:
    """nodes.csv and edges.csv with typed headers in a zip, with the command that imports them."""
    with archive(sink) as opened:
        with text(opened, "nodes.csv") as lines:
            header = (*_NODE_OWN, *_headers(graph.node_columns), ":LABEL")
            _write_rows(lines, header, (_node_row(node) for node in graph.nodes()))
        with text(opened, "edges.csv") as lines:
            header = (*_EDGE_OWN, *_headers(graph.edge_columns))
            _write_rows(lines, header, (_edge_row(edge) for edge in graph.edges()))
        with text(opened, "import.sh") as lines:
            lines.write(_COMMAND)


def _headers(columns: tuple[Column, ...]) -> Iterator[str]:
    return (f"{column.name}:{_TYPES[column.type]}" for column in columns)


def _write_rows(lines: Any, header: Iterable[str], rows: Iterable[tuple[Value, ...]]) -> None:
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _node_row(node: Node) -> tuple[Value, ...]:
    return (node.id, node.label, node.begin, node.end, *node.values, node_label(node.kind))


def _edge_row(edge: Edge) -> tuple[Value, ...]:
    own = (edge.source, edge.target, edge.kind.upper(), edge.id, edge.label, edge.weight, edge.begin, edge.end)
    return (*own, *edge.values)


def _cell(value: Value) -> Any:
    if isinstance(value, tuple):
        return _LIST_MARK.join(item.replace(_LIST_MARK, ",") for item in value)
    return str(value).lower() if isinstance(value, bool) else value


def node_label(kind: str) -> str:
    """A node's label: "person" is Person."""
    return kind.capitalize()


def write_cypher(graph: Projection, sink: BinaryIO) -> None:
    """Statements, one a line, that merge every node and edge by its address; values are data, never code."""
    sink.write(b"CREATE CONSTRAINT newsfacts_iri IF NOT EXISTS FOR (n:Newsfacts) REQUIRE n.iri IS UNIQUE;\n")
    for kind, rows in _batches((node.kind, _node_map(node, graph)) for node in graph.nodes()):
        merge = f"MERGE (n:Newsfacts {{iri: row.iri}}) SET n += row.values, n:{_name(node_label(kind))}"
        _write_statement(sink, rows, merge)
    for kind, rows in _batches((edge.kind, _edge_map(edge, graph)) for edge in graph.edges()):
        find = "MATCH (a:Newsfacts {iri: row.source}), (b:Newsfacts {iri: row.target})"
        _write_statement(
            sink, rows, f"{find} MERGE (a)-[r:{_name(kind.upper())} {{id: row.id}}]->(b) SET r += row.values"
        )


def _batches(rows: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, list[Any]]]:
    """Rows of the same kind together, at most `_BATCH` at a time, in the order in which they come."""
    waiting: dict[str, list[Any]] = {}
    for kind, row in rows:
        batch = waiting.setdefault(kind, [])
        batch.append(row)
        if len(batch) == _BATCH:
            yield kind, waiting.pop(kind)
    yield from waiting.items()


def _write_statement(sink: BinaryIO, rows: list[Any], merge: str) -> None:
    sink.write(f"UNWIND {literal(rows)} AS row {merge};\n".encode())


def _node_map(node: Node, graph: Projection) -> dict[str, Any]:
    values: dict[str, Value] = {"label": node.label, "begin": node.begin, "end": node.end}
    values |= {c.name: v for c, v in zip(graph.node_columns, node.values, strict=True)}
    return {"iri": node.id, "values": _known(values)}


def _edge_map(edge: Edge, graph: Projection) -> dict[str, Any]:
    values: dict[str, Value] = {"label": edge.label, "weight": edge.weight, "begin": edge.begin, "end": edge.end}
    values |= {c.name: v for c, v in zip(graph.edge_columns, edge.values, strict=True)}
    key = f"{edge.source} {edge.kind} {edge.label} {edge.target} {edge.begin or ''}"
    return {"id": key, "source": edge.source, "target": edge.target, "values": _known(values)}


def _known(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


@cache
def _name(name: str) -> str:
    """A label or type as Cypher quotes names."""
    return "`" + name.replace("`", "``") + "`"


def literal(value: Any) -> str:
    """A Cypher literal: JSON but for the keys of maps, which are names."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_name(key)}: {literal(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(literal, value)) + "]"
    return encode(value).decode()
