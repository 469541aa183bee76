"""The store: graphs are replaced whole, in one transaction, and one writer holds it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from newsfacts.errors import StoreLockedError
from newsfacts.store import CATALOGUE, GraphStore

A, B, P = (ox.NamedNode(f"http://example.org/{name}") for name in "abp")


def quad(value: str, graph: ox.NamedNode = A) -> ox.Quad:
    """A statement in `graph`."""
    return ox.Quad(B, P, ox.Literal(value), graph)


@pytest.fixture
def store(tmp_path: Path) -> GraphStore:
    """An empty store on disk."""
    return GraphStore(tmp_path / "store")


def test_put_replaces_the_graph_whole(store: GraphStore) -> None:
    store.put({A: [quad("old"), quad("older")]})
    store.put({A: [quad("new")]})

    assert [quad("new")] == list(store.inner)


def test_put_leaves_other_graphs_alone(store: GraphStore) -> None:
    store.put({B: [quad("kept", B)]})
    store.put({A: [quad("new")]})

    assert (A, B) == store.graphs()


def test_a_graph_put_without_quads_is_gone(store: GraphStore) -> None:
    store.put({A: [quad("x")], B: [quad("y", B)]})
    store.remove([A])

    assert [quad("y", B)] == list(store.inner)


@pytest.mark.parametrize("value", ['"quoted" \\ back', "two\nlines", "Ümlaut 🙂", "tab\tbell\x07", "</script>"])
def test_any_string_survives(store: GraphStore, value: str) -> None:
    store.put({A: [quad(value)]})

    assert [quad(value)] == list(store.inner)


def test_stamps_say_what_graphs_were_made_of(store: GraphStore) -> None:
    store.put({A: [quad("x")]}, {A: "first"})
    store.put({A: [quad("x")]}, {A: "second"})

    assert {A: "second"} == store.stamps()
    assert (A, CATALOGUE) == store.graphs()


def test_what_was_put_is_there_after_opening_again(tmp_path: Path) -> None:
    with GraphStore(tmp_path) as first:
        first.put({A: [quad("x")]})
    with GraphStore(tmp_path) as second:
        assert [quad("x")] == list(second.inner)


def test_a_second_writer_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with GraphStore(tmp_path), pytest.raises(StoreLockedError, match=r"another newsfacts process.*/sparql/union"):
        GraphStore(tmp_path)


def test_rdflib_reads_the_union_of_all_graphs_with_prefixes(store: GraphStore) -> None:
    store.put({A: [quad("x")], B: [quad("y", B)]})
    dataset = store.dataset()

    assert 2 == len(list(dataset.query("SELECT * { ?s ?p ?o }")))
    assert "nf" in dict(dataset.namespaces())
