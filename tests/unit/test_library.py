"""The graph from Python: records, frames and queries."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import newsfacts
from newsfacts.errors import ConfigError, QuerySyntaxError, StoreError
from newsfacts.library import KINDS, Graph
from newsfacts.workspace import Workspace


@pytest.fixture(scope="module")
def graph(examples: Workspace) -> Iterator[Graph]:
    """The examples' graph."""
    with newsfacts.open(examples.root) as opened:
        yield opened


def test_actors_have_names_types_and_items(graph: Graph) -> None:
    trump = next(actor for actor in graph.actors() if actor.wikidata == "Q22686")

    assert ("Donald Trump", "person") == (trump.name, trump.type)


def test_every_position_has_a_holder_words_and_evidence(graph: Graph) -> None:
    positions = list(graph.positions())

    assert positions
    assert all(one.holder_name and one.content and one.evidence and one.polarity in (-1, 0, 1) for one in positions)


def test_sources_are_in_their_order(graph: Graph) -> None:
    assert any(one.via for one in graph.positions())


def test_events_have_participants(graph: Graph) -> None:
    events = list(graph.events())

    assert any(one.agents for one in events)
    assert any(one.recipients for one in events)


@pytest.mark.parametrize("kind", KINDS)
def test_frames_have_a_row_a_record(graph: Graph, kind: str) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is an extra: pip install newsfacts[frames]")

    frame = graph.frame(kind)

    assert isinstance(frame, pandas.DataFrame)
    assert len(frame) == len(list(getattr(graph, kind)()))


def test_queries_know_the_usual_prefixes(graph: Graph) -> None:
    (row,) = graph.query("SELECT (COUNT(*) AS ?n) { ?position a nf:Position }")

    assert int(row["n"]) == len(list(graph.positions()))


@pytest.mark.parametrize("text", ["SELECT nonsense", "ASK { ?s ?p ?o }"])
def test_what_is_no_select_is_refused(graph: Graph, text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        graph.query(text)


def test_unknown_records_are_refused(graph: Graph) -> None:
    with pytest.raises(ConfigError, match="known: actors, positions, events"):
        graph.frame("roles")


def test_a_workspace_without_a_graph_says_what_to_do() -> None:
    with pytest.raises(StoreError, match="newsfacts build"):
        newsfacts.open("no-such-workspace")
