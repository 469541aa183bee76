"""Compiling source tables: what is kept, how tenures end, and equal bytes for equal sources."""

from __future__ import annotations

import gzip
import sqlite3
import zlib
from pathlib import Path

import pytest

from newsfacts import resources
from newsfacts.errors import LinkError
from newsfacts.linking import sources
from newsfacts.linking.compile import CompileOptions, compile_gazetteer
from newsfacts.linking.gazetteer import EXACT, SOUND, Gazetteer
from newsfacts.linking.tenures import covers, stale, tenures


def items(gazetteer: Gazetteer, key: str, form: int = EXACT) -> list[str]:
    return [hit.entry.qid for hit in gazetteer.lookup(key, form)]


def test_equal_sources_give_equal_bytes(tables: Path, tmp_path: Path) -> None:
    first, second = (CompileOptions((tables,), tmp_path / name) for name in ("a.sqlite", "b.sqlite"))
    assert compile_gazetteer(first).version == compile_gazetteer(second).version
    assert first.out.read_bytes() == second.out.read_bytes()


def test_persons_without_public_office_are_left_out(small: Gazetteer) -> None:
    assert items(small, "alma adler") == ["Q900001"]
    assert items(small, "dora dichter") == []


def test_a_surname_alone_is_no_name(small: Gazetteer) -> None:
    assert items(small, "adler") == []


def test_weak_names_are_no_names(small: Gazetteer) -> None:
    assert items(small, "zirkel") == ["Q900007"]
    assert items(small, "circulus magnus") == []


def test_ministers_are_found_by_sound(small: Gazetteer) -> None:
    assert items(small, "vasili sukuvski", SOUND) == ["Q900008"]


def test_a_later_start_ends_an_open_tenure(tables: Path) -> None:
    ends = {tenure.person: tenure.end for tenure in tenures([tables]) if tenure.office == "head_of_state"}
    assert ends == {900001: "2009-01-20", 900002: ""}


def test_a_source_reaches_as_far_as_its_latest_start(tables: Path) -> None:
    assert {tenure.as_of for tenure in tenures([tables])} == {"2010-05-05"}


def test_a_later_folder_replaces_what_is_said_of_a_person(tables: Path, tmp_path: Path) -> None:
    row = sources.TenureRow("Q900002", "Q11696", "President", "Q30", "2009-01-20", "2017-01-20", "wikidata@2026-01-02")
    sources.write(tmp_path, [row], sources.TenureRow)
    found = [tenure for tenure in tenures([tables, tmp_path]) if tenure.person == 900002]
    assert [(tenure.end, tenure.as_of) for tenure in found] == [("2017-01-20", "2026-01-02")]


@pytest.mark.parametrize(
    ("start", "end", "date", "inside"),
    [
        ("2009-01-20", "2017-01-20", "2017-01-20", True),
        ("2009-01-20", "2017-01-20", "2017-01-21", False),
        ("2009", "2011", "2011-12-31", True),
        ("2009", "", "2008-12-31", False),
        ("", "", "1999", True),
    ],
)
def test_a_tenure_covers_dates_as_far_as_it_is_precise(start: str, end: str, date: str, inside: bool) -> None:
    assert covers(start, end, date) is inside


def test_an_open_end_is_stale_after_the_source() -> None:
    assert stale("", "2022-07-01", "2026-01-01")
    assert stale("2029-01-20", "2026-04-20", "2027-01-01")
    assert not stale("", "2022-07-01", "2021-01-01")
    assert not stale("2020-01-01", "2022-07-01", "2026-01-01")


def test_a_damaged_line_names_its_place(tmp_path: Path) -> None:
    (tmp_path / "names.tsv.gz").write_bytes(gzip.compress(b"qid\tlang\tname\tkind\tsource\nQ1\tde\n"))
    with pytest.raises(LinkError, match=r"names\.tsv\.gz:2"):
        list(sources.read([tmp_path], sources.NameRow))


def test_what_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LinkError, match="no gazetteer"):
        Gazetteer(tmp_path / "none.sqlite")
    with sqlite3.connect(tmp_path / "other.sqlite") as db:
        db.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    db.close()
    with pytest.raises(LinkError, match="not a gazetteer"):
        Gazetteer(tmp_path / "other.sqlite")


def test_the_shipped_gazetteer_is_small_enough() -> None:
    packed = zlib.compress(resources.data("gazetteer", "core.sqlite").read_bytes(), 6)
    assert len(packed) <= 15_000_000


def test_the_shipped_gazetteer_holds_every_curated_item(core: Gazetteer) -> None:
    tables = ("states.tsv", "regions.tsv", "organisations.tsv", "people.tsv")
    rows = [row["qid"] for table in tables for row in resources.rows("gazetteer", table) if row["qid"]]
    assert [qid for qid in rows if core.entry(int(qid[1:])) is None] == []
