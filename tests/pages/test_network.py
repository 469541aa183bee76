"""The network's edges, against the query that the page shows for them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest

from newsfacts.store import GraphStore
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import Limits
from newsfacts.web.features import features
from newsfacts.web.pages.graph import Graph, iri, string
from newsfacts.web.pages.network import MOST, Statements
from newsfacts.workspace import Workspace

KINDS = ("for", "against", "agree", "disagree")
RANGES = (("0000-00-00", "9999-99-99"), ("2020-01-01", "2023-06-30"), ("1900-01-01", "1900-01-02"))


@pytest.fixture(scope="module")
def graph(examples: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    copy = shutil.copytree(examples.store, tmp_path_factory.mktemp("network") / "store")
    with GraphStore(copy) as store:
        yield Graph(LocalEngine(store.inner, Limits(), features()))


@pytest.mark.parametrize("days", RANGES)
@pytest.mark.parametrize("kinds", [KINDS, ("against", "disagree")])
def test_edges_are_those_of_the_query(graph: Graph, days: tuple[str, str], kinds: tuple[str, ...]) -> None:
    found = Statements(graph.ask("statements").rows).edges(*days, kinds)
    terms = {"from": string(days[0]), "to": string(days[1]), "kind": " ".join(map(string, kinds))}
    asked = graph.ask("network", **terms).rows
    columns = ("source", "target", "kind", "number", "first", "last")
    expected = [tuple(row.get(name, "") for name in columns) for row in asked]
    assert expected == [tuple(str(getattr(edge, name)) for name in columns) for edge in found]


def test_neighbours_are_those_of_the_query(graph: Graph) -> None:
    held = Statements(graph.ask("statements").rows)
    for actor in sorted({row["source"] for row in graph.ask("statements").rows if "issue" in row})[:40]:
        asked = graph.ask("neighbours", this=iri(actor)).rows
        expected = [(row["actor"], int(row["agree"]), int(row["disagree"])) for row in asked]
        assert expected == [(one.actor, one.agree, one.disagree) for one in held.neighbours(actor)]
    assert held.neighbours("nobody") == ()


def statement(source: str, issue: str, sign: int, day: str = "2026-01-01") -> dict[str, str]:
    return {"source": source, "issue": issue, "sign": str(sign), "day": day, "number": "1"}


def addressed(source: str, target: str, sign: int, day: str, number: int) -> dict[str, str]:
    return {"source": source, "target": target, "sign": str(sign), "day": day, "number": str(number)}


def edges(rows: list[dict[str, str]], *kinds: str, begin: str = "0", end: str = "9") -> list[tuple[str, str, str, int]]:
    found = Statements(rows).edges(begin, end, kinds or KINDS)
    return [(edge.source, edge.target, edge.kind, edge.number) for edge in found]


def test_two_agree_as_often_as_they_are_on_one_side() -> None:
    rows = [statement(actor, issue, 1) for actor in ("a", "b") for issue in ("x", "y")]
    assert [("a", "b", "agree", 2)] == edges(rows)


def test_two_disagree_on_what_one_is_for_and_the_other_against() -> None:
    rows = [statement("a", "x", 1), statement("b", "x", -1), statement("c", "z", -1)]
    assert [("a", "b", "disagree", 1)] == edges(rows)


def test_days_and_kinds_limit_what_counts() -> None:
    rows = [
        addressed("a", "b", -1, "2026-01-01", 2),
        addressed("a", "b", -1, "2026-02-01", 3),
        addressed("a", "c", 1, "2026-01-01", 1),
    ]
    assert [("a", "b", "against", 5), ("a", "c", "for", 1)] == edges(rows)
    assert [("a", "b", "against", 3)] == edges(rows, "against", begin="2026-01-15")


def test_an_edge_has_the_first_and_last_day_of_both() -> None:
    rows = [
        statement("a", "x", 1, "2026-01-05"),
        statement("b", "x", 1, "2026-03-01"),
        statement("b", "y", 1, "2027-01-01"),
    ]
    (edge,) = Statements(rows).edges("0", "9", KINDS)
    assert ("2026-01-05", "2026-03-01") == (edge.first, edge.last)


def test_the_strongest_are_kept_however_many_share_little() -> None:
    """More pairs than are drawn share one issue; the two that share most come first."""
    rows = [statement(f"p{n:03}", "common", 1) for n in range(600)]
    rows += [statement(actor, f"own{n}", 1) for actor in ("p123", "p599") for n in range(3)]
    found = edges(rows)
    assert (MOST, ("p123", "p599", "agree", 4)) == (len(found), found[0])
    assert [("p000", "p001", "agree", 1), ("p000", "p002", "agree", 1)] == found[1:3]


def test_nothing_said_draws_nothing() -> None:
    assert [] == edges([])
