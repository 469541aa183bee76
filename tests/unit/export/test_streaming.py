"""Writers hold no more than a few rows at a time, however many there are."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from typing import cast

import pytest

from newsfacts.export import dot, gexf, graphml, json_graphs, neo4j, spreadsheets
from newsfacts.export.tables import EDGE_COLUMNS, NO_VALUES, Edge, GraphWriter, Node, Projection

WRITERS = {
    "gexf": gexf.write,
    "graphml": graphml.write,
    "node-link": json_graphs.write_node_link,
    "cyjs": json_graphs.write_cyjs,
    "cx2": json_graphs.write_cx2,
    "neo4j": neo4j.write_csv,
    "cypher": neo4j.write_cypher,
    "dot": dot.write,
    "csv": spreadsheets.write_csv,
}
FEW, MANY = 2_000, 12_000


class Counting:
    """A sink that keeps nothing."""

    def __init__(self) -> None:
        self.size = 0

    def write(self, data: bytes) -> int:
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def tell(self) -> int:
        return self.size

    def seekable(self) -> bool:
        return False


def graph(edges: int) -> Projection:
    values = (None,) * len(EDGE_COLUMNS)

    def nodes() -> Iterator[Node]:
        return (Node(f"n{n}", f"Knoten {n}", "person", None, None, NO_VALUES) for n in range(100))

    def rows() -> Iterator[Edge]:
        for n in range(edges):
            yield Edge(f"e{n}", f"n{n % 100}", f"n{n % 7}", "addressed", "x" * 50, 1.0, None, None, True, values)

    return Projection("actor-actor", nodes, rows)


def peak(writer: GraphWriter, edges: int) -> int:
    tracemalloc.start()
    writer(graph(edges), cast("object", Counting()))  # type: ignore[arg-type]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("name", WRITERS)
def test_six_times_the_edges_take_no_more_memory(name: str) -> None:
    writer = WRITERS[name]
    peak(writer, 10)
    assert peak(writer, MANY) < 1.5 * peak(writer, FEW) + 100_000
