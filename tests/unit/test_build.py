"""Building: the same input gives the same bytes, a second build does only what changed, a fault costs its article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsfacts import build, resources
from newsfacts import facts as facts_format
from newsfacts.config import Settings
from newsfacts.errors import FactsError, ReadError
from newsfacts.model import Article, Facts
from newsfacts.reading import read
from newsfacts.store import GraphStore
from newsfacts.workspace import Workspace

EXAMPLES = sorted(str(path) for path in resources.data("articles").glob("*.txt"))[:3]
TEXT = "Der Minister lehnt den Plan ab."


def quads(workspace: Workspace) -> list[str]:
    """Everything in a workspace's store, sorted."""
    with GraphStore(workspace.store) as store:
        return sorted(map(str, store.inner))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the graph of three example articles."""
    workspace = Workspace(tmp_path_factory.mktemp("built"))
    report = build.build(read(EXAMPLES), workspace, Settings())
    assert (3, 0, ()) == (report.built, report.unchanged, report.failed)
    return workspace


def test_the_same_input_gives_the_same_graph_in_another_order_and_process_count(
    built: Workspace, tmp_path: Path
) -> None:
    again = Workspace(tmp_path)
    build.build(read(reversed(EXAMPLES)), again, Settings(jobs=2))

    assert quads(built) == quads(again)


def test_a_second_build_does_nothing(built: Workspace) -> None:
    report = build.build(read(EXAMPLES), built, Settings())

    assert (0, 3, 0) == (report.built, report.unchanged, report.graphs)


def test_every_position_and_event_has_its_evidence_in_the_text(built: Workspace) -> None:
    assert [] == [fault.message for fault in build.check(built, Settings())]


def test_a_changed_article_is_built_anew_and_alone(tmp_path: Path) -> None:
    workspace, path = Workspace(tmp_path / "w"), tmp_path / "a.txt"
    path.write_text(TEXT)
    build.build(read([str(path), EXAMPLES[0]]), workspace, Settings())
    path.write_text(TEXT + " Der Kanzler fordert mehr Geld.")

    report = build.build(read([str(path), EXAMPLES[0]]), workspace, Settings())

    assert (1, 1, 1) == (report.built, report.unchanged, report.graphs)


def test_one_broken_article_among_a_hundred_costs_only_itself(tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(100):
        (folder / f"a{n:02}.txt").write_text(f"{TEXT} Das ist Artikel {n}.")
    (folder / "a50.txt").write_bytes(b"\x00\xff\x00")

    report = build.build(read([str(folder)]), Workspace(tmp_path / "w"), Settings())

    assert (99, 99) == (report.built, report.graphs)
    assert [str(folder / "a50.txt")] == [fault.source for fault in report.failed]


def made_by_hand(**changes: object) -> bytes:
    """A facts document for TEXT as a person might write it."""
    document: dict[str, object] = {
        "article": {"id": "hand", "text_sha256": facts_format.text_hash(TEXT), "text": TEXT},
        "actors": [{"id": "m", "name": "Minister", "type": "person", "mentions": [{"start": 4, "end": 12}]}],
        "positions": [{"id": "p", "holder": "m", "stance": "rejects", "content": [{"start": 19, "end": 27}]}],
    }
    return json.dumps(document | changes).encode()


def test_facts_made_elsewhere_enter_the_graph_by_the_same_door(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_bytes(made_by_hand())
    workspace = Workspace(tmp_path / "w")

    report = build.build(read([str(tmp_path / "facts.json")]), workspace, Settings())

    assert (1, ()) == (report.built, report.failed)
    assert any('"den Plan"' in line for line in quads(workspace))


def test_facts_without_a_text_anywhere_are_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.json").write_bytes(
        made_by_hand(article={"id": "hand", "text_sha256": facts_format.text_hash(TEXT)})
    )

    report = build.build(read([str(tmp_path / "facts.json")]), Workspace(tmp_path / "w"), Settings())

    assert [ReadError] == [type(fault) for fault in report.failed]


def test_a_facts_file_damaged_on_disk_is_named_and_the_rest_is_built(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "w")
    build.build(read(EXAMPLES[:2]), workspace, Settings())
    damaged = workspace.facts_path(workspace.article_ids()[0])
    damaged.write_text("{")

    report = build.build(iter(()), workspace, Settings())

    assert [FactsError] == [type(fault) for fault in report.failed]


def test_graph_bytes_are_sorted_and_the_same_for_the_same_facts() -> None:
    facts = facts_format.decode(made_by_hand())

    lines = build.nquads(facts, TEXT, Settings()).splitlines()

    assert sorted(lines) == lines
    assert build.nquads(facts, TEXT, Settings()).splitlines() == lines


def test_facts_are_a_pure_function_of_the_article() -> None:
    from newsfacts.pipeline import Reader

    reader, article = Reader(Settings()), Article("x", TEXT)

    first, second = reader.facts_of(article), reader.facts_of(article)

    assert isinstance(first, Facts)
    assert first == second
