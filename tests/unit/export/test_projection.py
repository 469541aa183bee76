from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, Quad, Store

from newsfacts.errors import ExportError
from newsfacts.export import VIEWS, project
from newsfacts.export.tables import Projection
from newsfacts.rdf.namespaces import BASE, NF

VIEW_NAMES = list(VIEWS)


def named_edges(graph: Projection) -> set[tuple[str, str, str, float]]:
    names = {node.id: node.label for node in graph.nodes()}
    return {(names[edge.source], edge.label, names[edge.target], edge.weight) for edge in graph.edges()}


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_every_edge_has_both_its_ends(store: Store, view: str) -> None:
    graph = project(store, view)
    nodes = {node.id for node in graph.nodes()}
    assert nodes
    assert all({edge.source, edge.target} <= nodes for edge in graph.edges())


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_ids_are_unique(store: Store, view: str) -> None:
    graph = project(store, view)
    for rows in (list(graph.nodes()), list(graph.edges())):
        assert len({row.id for row in rows}) == len(rows)


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_rows_have_as_many_values_as_columns(store: Store, view: str) -> None:
    graph = project(store, view)
    assert all(len(node.values) == len(graph.node_columns) for node in graph.nodes())
    assert all(len(edge.values) == len(graph.edge_columns) for edge in graph.edges())


@pytest.mark.parametrize("view", VIEW_NAMES)
def test_a_view_can_be_gone_through_twice(store: Store, view: str) -> None:
    graph = project(store, view)
    assert list(graph.nodes()) == list(graph.nodes())
    assert list(graph.edges()) == list(graph.edges())


def test_actors_agree_and_disagree(store: Store) -> None:
    edges = named_edges(project(store, "actor-actor"))
    assert ("Donald Trump", "conflict", "Iran", 1) in edges
    assert ("Donald Trump", "congruence", "Iran", 2) in edges


def test_actors_address_each_other(store: Store) -> None:
    edges = named_edges(project(store, "actor-actor"))
    assert ("Donald Trump", "threatens", "Iran", 1) in edges
    assert ("Beate Meinl", "criticises", "Donald Trump", 1) in edges


def test_to_demand_something_of_someone_is_no_friendship(store: Store) -> None:
    signs = {edge.label: edge.values[0] for edge in project(store, "actor-actor").edges()}
    assert (signs["demands"], signs["praises"], signs["threatens"]) == (0, 1, -1)


def test_actors_are_for_and_against_issues(store: Store) -> None:
    edges = named_edges(project(store, "actor-issue"))
    assert {("Donald Trump", side, "Anreicherung", 1) for side in ("for", "against")} <= edges


def test_actors_take_part_in_events(store: Store) -> None:
    assert ("Iran", "agent", "verhandelt", 1) in named_edges(project(store, "actor-event"))


def test_articles_mention_actors(store: Store) -> None:
    assert ("Iran", "mentioned", "USA und Iran sprechen in Wien", 3) in named_edges(project(store, "mentions"))


def test_the_full_view_has_facts_as_nodes_and_roles_as_edges(store: Store) -> None:
    graph = project(store, "full")
    assert {"person", "state", "organization", "group", "issue", "place", "position", "event", "article"} == {
        node.kind for node in graph.nodes()
    }
    assert ("Donald Trump", "US-Präsident", "Vereinigte Staaten", 1) in named_edges(graph)


def test_views_of_sums_leave_out_who_has_no_edge(store: Store) -> None:
    assert "Axios" not in {node.label for node in project(store, "actor-actor").nodes()}


def test_what_is_not_described_gets_its_address_for_a_name(store: Store) -> None:
    """Graphs put by others may speak of nodes that nobody describes; no edge may hang in the air."""
    copy = Store()
    copy.extend(store)
    position = next(q.subject for q in copy.quads_for_pattern(None, NamedNode(NF.holder), None, None))
    copy.add(Quad(position, NamedNode(NF.addressee), NamedNode(BASE + "actor/Q99"), NamedNode("http://x/g")))
    kinds = {node.id: (node.label, node.kind) for node in project(copy, "full").nodes()}
    assert kinds[BASE + "actor/Q99"] == ("Q99", "unknown")


def test_a_name_in_the_language_asked_for_comes_first(store: Store) -> None:
    rossi = next(node for node in project(store, "mentions", "en").nodes() if node.label == "Maria Rossi")
    assert rossi.kind == "person"


def test_an_unknown_view_is_refused_with_those_known(store: Store) -> None:
    with pytest.raises(ExportError, match="known: full, actor-actor"):
        project(store, "everything")
