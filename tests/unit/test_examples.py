"""The example articles: they build without a fault, and every shipped question finds something in them."""

from __future__ import annotations

import pytest

from newsfacts import build
from newsfacts.config import Settings
from newsfacts.rdf import queries
from newsfacts.store import GraphStore
from newsfacts.workspace import Workspace


@pytest.fixture(scope="module")
def store(examples: Workspace) -> GraphStore:
    """The examples' graph, copied to memory, since a store on disk has one owner."""
    copy = GraphStore()
    with GraphStore(examples.store) as opened:
        copy.inner.extend(opened.inner)
    return copy


@pytest.mark.parametrize("one", queries.queries(), ids=lambda one: one.name)
def test_every_question_finds_something(store: GraphStore, one: queries.Query) -> None:
    answer = store.inner.query(queries.bind(one, {}), use_default_graph_as_union=True)

    assert [row for row, _ in zip(answer, range(1), strict=False)], one.title_en  # type: ignore[arg-type]


def test_rdflib_answers_a_question_through_oxrdflib(store: GraphStore) -> None:
    rows = list(store.dataset().query(queries.bind(queries.query("rejections"), {})))

    assert rows


def test_the_graph_of_the_examples_has_no_fault(examples: Workspace) -> None:
    assert [] == [f"{fault.node}: {fault.message}" for fault in build.check(examples, Settings())]
