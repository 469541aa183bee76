"""GraphML, written as a stream: plain keys with types, so that NetworkX, igraph, yEd, Cytoscape and R read it.

Lists have no type in GraphML; their items are joined by `LIST_MARK`. All edges are directed, as readers refuse a mix;
congruence and conflict say by their kind that they are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from .markup import attributes, escaped
from .tables import Column, Projection, Value

LIST_MARK = " | "
_TYPES = {"string": "string", "strings": "string", "integer": "long", "decimal": "double", "boolean": "boolean"}
_NODE_OWN = (Column("label", "string"), Column("kind", "string"), Column("begin", "string"), Column("end", "string"))
_EDGE_OWN = (*_NODE_OWN, Column("weight", "decimal"))
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
"""


def write(graph: Projection, sink: BinaryIO) -> None:
    """The view as one GraphML document."""
    for line in _lines(graph):
        sink.write(line.encode())


def _lines(graph: Projection) -> Iterator[str]:
    node_columns, edge_columns = _NODE_OWN + graph.node_columns, _EDGE_OWN + graph.edge_columns
    yield _HEAD
    yield from _keys("node", "n_", node_columns)
    yield from _keys("edge", "e_", edge_columns)
    yield f'<graph{attributes(id=graph.view)} edgedefault="directed">\n'
    for node in graph.nodes():
        values = (node.label, node.kind, node.begin, node.end, *node.values)
        yield f"<node{attributes(id=node.id)}>{_data('n_', node_columns, values)}</node>\n"
    for edge in graph.edges():
        own = attributes(id=edge.id, source=edge.source, target=edge.target)
        values = (edge.label, edge.kind, edge.begin, edge.end, edge.weight, *edge.values)
        yield f"<edge{own}>{_data('e_', edge_columns, values)}</edge>\n"
    yield "</graph>\n</graphml>\n"


def _keys(of: str, mark: str, columns: tuple[Column, ...]) -> Iterator[str]:
    for column in columns:
        name = f'id="{mark}{column.name}" for="{of}" attr.name="{column.name}"'
        yield f'<key {name} attr.type="{_TYPES[column.type]}"/>\n'


def _data(mark: str, columns: tuple[Column, ...], values: tuple[Value, ...]) -> str:
    return "".join(
        f'<data key="{mark}{column.name}">{_written(value)}</data>'
        for column, value in zip(columns, values, strict=True)
        if value is not None
    )


def _written(value: Value) -> str:
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, tuple):
        return escaped(LIST_MARK.join(value))
    return str(value).lower() if isinstance(value, bool) else str(value)
