"""JSON for graph libraries, written as a stream: node-link (NetworkX, D3), Cytoscape.js and Cytoscape's CX2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, BinaryIO

from msgspec.json import encode

from .tables import Column, Edge, Node, Projection

_CX2_TYPES = {
    "string": "string",
    "strings": "list_of_string",
    "integer": "integer",
    "decimal": "double",
    "boolean": "boolean",
}
_CX2_NODE_OWN = (Column("name", "string"), Column("kind", "string"), Column("begin", "string"), Column("end", "string"))
_CX2_EDGE_OWN = (
    Column("interaction", "string"),
    Column("name", "string"),
    Column("weight", "decimal"),
    Column("begin", "string"),
    Column("end", "string"),
    Column("directed", "boolean"),
)


def write_node_link(graph: Projection, sink: BinaryIO) -> None:
    """NetworkX's node-link form: `nx.node_link_graph(document, edges="links")`."""
    sink.write(b'{"directed":true,"multigraph":true,"graph":' + encode({"view": graph.view}) + b',"nodes":')
    _write_array(sink, ({"id": node.id, **_node(node, graph)} for node in graph.nodes()))
    sink.write(b',"links":')
    edges = graph.edges()
    _write_array(sink, ({"source": e.source, "target": e.target, "key": e.id, **_edge(e, graph)} for e in edges))
    sink.write(b"}\n")


def write_cyjs(graph: Projection, sink: BinaryIO) -> None:
    """Cytoscape.js and Cytoscape's own JSON: `cytoscape({elements: document.elements})`.

    NetworkX looks for a node's id under `value`, so it stands there too.
    """
    sink.write(b'{"data":' + encode({"name": graph.view}) + b',"directed":true,"multigraph":true,"elements":{"nodes":')
    _write_array(
        sink, ({"data": {"id": n.id, "value": n.id, "name": n.label, **_node(n, graph)}} for n in graph.nodes())
    )
    sink.write(b',"edges":')
    _write_array(sink, ({"data": _cyjs_edge(edge, graph)} for edge in graph.edges()))
    sink.write(b"}}\n")


def write_cx2(graph: Projection, sink: BinaryIO) -> None:
    """Cytoscape Exchange 2: typed columns, lists included; nodes are numbered, their addresses are `represents`."""
    numbers: dict[str, int] = {}
    sink.write(b'[{"CXVersion":"2.0","hasFragments":false},{"attributeDeclarations":[' + encode(_declared(graph)))
    sink.write(b']},{"networkAttributes":[' + encode({"name": f"newsfacts {graph.view}"}) + b"]}")
    sink.write(b',{"nodes":')
    _write_array(sink, (_cx2_node(node, graph, numbers) for node in graph.nodes()))
    sink.write(b'},{"edges":')
    _write_array(sink, (_cx2_edge(n, edge, graph, numbers) for n, edge in enumerate(graph.edges())))
    sink.write(b'},{"status":[{"error":"","success":true}]}]\n')


def _write_array(sink: BinaryIO, items: Iterable[Any]) -> None:
    mark = b"["
    for item in items:
        sink.write(mark + encode(item))
        mark = b",\n"
    sink.write(b"]" if mark != b"[" else b"[]")


def _node(node: Node, graph: Projection) -> dict[str, Any]:
    own = {"label": node.label, "kind": node.kind, "begin": node.begin, "end": node.end}
    return own | {c.name: v for c, v in zip(graph.node_columns, node.values, strict=True) if v is not None}


def _edge(edge: Edge, graph: Projection) -> dict[str, Any]:
    own = {
        "label": edge.label,
        "kind": edge.kind,
        "weight": edge.weight,
        "begin": edge.begin,
        "end": edge.end,
        "directed": edge.directed,
    }
    return own | {c.name: v for c, v in zip(graph.edge_columns, edge.values, strict=True) if v is not None}


def _cyjs_edge(edge: Edge, graph: Projection) -> dict[str, Any]:
    ends = {"id": edge.id, "source": edge.source, "target": edge.target, "interaction": edge.kind}
    return ends | _edge(edge, graph)


def _declared(graph: Projection) -> dict[str, Any]:
    def columns(*all_columns: Column) -> dict[str, dict[str, str]]:
        return {column.name: {"d": _CX2_TYPES[column.type]} for column in all_columns}

    return {
        "networkAttributes": {"name": {"d": "string"}},
        "nodes": columns(Column("represents", "string"), *_CX2_NODE_OWN, *graph.node_columns),
        "edges": columns(*_CX2_EDGE_OWN, *graph.edge_columns),
    }


def _cx2_node(node: Node, graph: Projection, numbers: dict[str, int]) -> dict[str, Any]:
    number = numbers[node.id] = len(numbers)
    values = _node(node, graph)
    values["name"] = values.pop("label")
    return {"id": number, "v": {"represents": node.id, **_known(values)}}


def _cx2_edge(number: int, edge: Edge, graph: Projection, numbers: dict[str, int]) -> dict[str, Any]:
    values = _edge(edge, graph)
    values["name"], values["interaction"] = values.pop("label"), values.pop("kind")
    return {"id": number, "s": numbers[edge.source], "t": numbers[edge.target], "v": _known(values)}


def _known(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
