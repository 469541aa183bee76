"""GEXF 1.3 for Gephi, dynamic, written as a stream.

NetworkX's GEXF breaks its own schema and silently writes what no parser reads, so this is written by hand. Dates are
closed intervals; what has no date has neither start nor end, which Gephi takes for always there.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import BinaryIO

from .markup import attributes, escaped
from .tables import Column, Edge, Projection, Value, one_line

_TYPES = {"string": "string", "strings": "liststring", "integer": "integer", "decimal": "double", "boolean": "boolean"}
_KIND = Column("kind", "string")
_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<meta><creator>newsfacts</creator><description>{view}</description></meta>
<graph mode="dynamic" timeformat="date" timerepresentation="interval" defaultedgetype="directed" idtype="string">
"""


def write(graph: Projection, sink: BinaryIO) -> None:
    """The view as one GEXF document."""
    for line in _lines(graph):
        sink.write(line.encode())


def _lines(graph: Projection) -> Iterator[str]:
    node_columns, edge_columns = (_KIND, *graph.node_columns), (_KIND, *graph.edge_columns)
    yield _HEAD.format(view=escaped(graph.view))
    yield _declared("node", node_columns)
    yield _declared("edge", edge_columns)
    yield "<nodes>\n"
    for node in graph.nodes():
        own = attributes(id=node.id, label=one_line(node.label), start=node.begin, end=node.end)
        yield f"<node{own}>{_values(node_columns, (node.kind, *node.values))}</node>\n"
    yield "</nodes>\n<edges>\n"
    for edge in graph.edges():
        yield f"<edge{_edge(edge)}>{_values(edge_columns, (edge.kind, *edge.values))}</edge>\n"
    yield "</edges>\n</graph>\n</gexf>\n"


def _declared(of: str, columns: tuple[Column, ...]) -> str:
    items = (f"<attribute{attributes(id=c.name, title=c.name, type=_TYPES[c.type])}/>" for c in columns)
    return f'<attributes class="{of}" mode="static">{"".join(items)}</attributes>\n'


def _edge(edge: Edge) -> str:
    return attributes(
        id=edge.id,
        source=edge.source,
        target=edge.target,
        type="directed" if edge.directed else "undirected",
        label=one_line(edge.label),
        weight=f"{edge.weight:g}",
        start=edge.begin,
        end=edge.end,
    )


def _values(columns: tuple[Column, ...], values: tuple[Value, ...]) -> str:
    items = (
        f'<attvalue for="{column.name}" value="{_written(value)}"/>'
        for column, value in zip(columns, values, strict=True)
        if value is not None
    )
    return f"<attvalues>{''.join(items)}</attvalues>"


def _written(value: Value) -> str:
    if isinstance(value, str):
        return escaped(value)
    if isinstance(value, tuple):
        return escaped(json.dumps(value, ensure_ascii=False))
    return str(value).lower() if isinstance(value, bool) else str(value)
