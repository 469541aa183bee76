"""Graphviz DOT, written as a stream."""

from __future__ import annotations

from typing import BinaryIO

from .tables import Edge, Node, Projection

_COLOURS = {1: "darkgreen", -1: "firebrick"}


def write(graph: Projection, sink: BinaryIO) -> None:
    """The view as one digraph; edges for are green, edges against are red."""
    sink.write(f"digraph {_quoted(graph.view)} {{\n  node [shape=box];\n".encode())
    for node in graph.nodes():
        sink.write(_node(node).encode())
    place = next(n for n, column in enumerate(graph.edge_columns) if column.name == "polarity")
    for edge in graph.edges():
        polarity = edge.values[place]
        sink.write(_edge(edge, _COLOURS.get(polarity) if isinstance(polarity, int) else None).encode())
    sink.write(b"}\n")


def _node(node: Node) -> str:
    return f"  {_quoted(node.id)} [label={_quoted(node.label)}, class={_quoted(node.kind)}];\n"


def _edge(edge: Edge, colour: str | None) -> str:
    attributes = [f"label={_quoted(edge.label)}", f"weight={max(1, round(edge.weight))}"]
    attributes += [f"color={colour}"] if colour else []
    attributes += [] if edge.directed else ["dir=none"]
    return f"  {_quoted(edge.source)} -> {_quoted(edge.target)} [{', '.join(attributes)}];\n"


def _quoted(text: str) -> str:
    """A quoted DOT string: quotes and backslashes escaped, line breaks as DOT writes them, no NUL."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\x00", "\ufffd")
    return '"' + escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n") + '"'
