"""Refreshing from the API, the query service and a dump, into tables that compile."""

from __future__ import annotations

import bz2
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from newsfacts.errors import LinkError
from newsfacts.linking import sources
from newsfacts.linking.compile import CompileOptions, compile_gazetteer
from newsfacts.linking.gazetteer import EXACT, Gazetteer
from newsfacts.linking.wikidata import dump as dumps
from newsfacts.linking.wikidata.client import Network
from newsfacts.linking.wikidata.dump import DumpOptions, read_dump
from newsfacts.linking.wikidata.enrich import EnrichOptions, enrich
from newsfacts.linking.wikidata.refresh import RefreshOptions, refresh

from .conftest import Reply, Stub, claim, day, entity, item

Make = Callable[..., Network]


def person(qid: str, name: str, **given: Any) -> dict[str, Any]:
    """A human who was a minister of finance of Germany."""
    office = claim(item("Q900"), P580=[day("2024-05-01")])
    claims = {"P31": [claim(item("Q5"))], "P27": [claim(item("Q183"))], "P39": [office]}
    links = {f"wiki{n}": {"title": name} for n in range(30)}
    return entity(qid, labels={"de": {"value": name}}, claims=claims, sitelinks=links, **given)


OFFICE = entity("Q900", labels={"en": {"value": "Minister of Finance"}})


def test_refreshed_tables_compile(stub: Stub, network: Make, tmp_path: Path) -> None:
    """The day of asking is how far the open office reaches."""
    stub.answer(
        Reply({"entities": {"Q7": person("Q7", "Nora Neuling")}}),
        Reply({"entities": {"Q900": OFFICE}}),
    )
    report = refresh(RefreshOptions(tmp_path / "tables", network(), items=("Q7",)))
    assert (report.items, report.missing, report.redirected) == (1, (), ())
    compile_gazetteer(CompileOptions((tmp_path / "tables",), tmp_path / "g.sqlite"))
    gazetteer = Gazetteer(tmp_path / "g.sqlite")
    assert [hit.entry.rank for hit in gazetteer.lookup("nora neuling", EXACT)] == [2]
    (held,) = gazetteer.offices_of(7)
    assert (held.office, held.start, held.end, held.as_of) == ("finance_minister", "2024-05-01", "", "2026-02-02")
    gazetteer.close()


def test_a_class_is_asked_of_the_query_service(stub: Stub, network: Make, tmp_path: Path) -> None:
    """Unbound and null values are left out."""
    found = [{"item": {"type": "uri", "value": "http://www.wikidata.org/entity/Q7"}}, {"item": None}, {}]
    stub.answer(
        Reply({"head": {"vars": ["item"]}, "results": {"bindings": found}}),
        Reply({"entities": {"Q7": person("Q7", "Nora Neuling")}}),
        Reply({"entities": {"Q900": OFFICE}}),
    )
    options = RefreshOptions(tmp_path / "tables", network(), of_class=("Q43229",), limit=10)
    assert refresh(options).items == 1
    assert "wd:Q43229" in stub.asked[0]["query"]


def test_an_empty_answer_writes_nothing(stub: Stub, network: Make, tmp_path: Path) -> None:
    stub.answer(Reply({"head": {"vars": []}, "results": {"bindings": []}}))
    with pytest.raises(LinkError, match="no item"):
        refresh(RefreshOptions(tmp_path / "tables", network(), of_class=("Q1",)))
    assert not (tmp_path / "tables").exists()


def write_dump(path: Path, *entities: dict[str, Any]) -> Path:
    text = "[\n" + ",\n".join(json.dumps(one) for one in entities) + "\n]\n"
    packed = {".gz": gzip.compress, ".bz2": bz2.compress}[path.suffix]
    path.write_bytes(packed(text.encode()))
    return path


@pytest.mark.parametrize("suffix", [".gz", ".bz2"])
def test_a_dump_is_read_line_by_line(suffix: str, tmp_path: Path) -> None:
    """Kept is what is of a class or well known."""
    path = write_dump(tmp_path / f"dump.json{suffix}", person("Q7", "Nora Neuling"), entity("Q8"), OFFICE)
    report = read_dump(DumpOptions(path, tmp_path / "out", made=1_770_000_000.0))
    assert report.items == 1
    assert [row.name for row in sources.read([tmp_path / "out"], sources.NameRow)] == ["Nora Neuling"]
    assert not (tmp_path / "out" / "kept.jsonl").exists()


def test_a_stopped_dump_goes_on_where_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dumps, "_EVERY", 2)
    people = [person(f"Q{n}", f"Nora Neuling {n}") for n in range(10, 16)]
    path = write_dump(tmp_path / "dump.json.gz", *people)
    options = DumpOptions(path, tmp_path / "out", made=0.0)
    read: list[int] = []

    def stopping(line: bytes, given: DumpOptions, n: int) -> bool:
        read.append(n)
        if n == 6 and read.count(6) == 1:
            raise KeyboardInterrupt
        return wanted(line, given, n)

    wanted = dumps._wanted
    monkeypatch.setattr(dumps, "_wanted", stopping)
    with pytest.raises(KeyboardInterrupt):
        read_dump(options)
    assert read_dump(options).items == 6
    assert read == [2, 3, 4, 5, 6, 5, 6, 7]


def test_a_broken_dump_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "dump.json.gz"
    path.write_bytes(gzip.compress(b'[\n{"id": "Q1"\n'))
    with pytest.raises(LinkError, match=r"dump\.json\.gz:2"):
        read_dump(DumpOptions(path, tmp_path / "out", made=0.0))


def test_enrichment_says_when_it_was_fetched(stub: Stub, network: Make) -> None:
    """Redirected and deleted items are told."""
    found = {
        "Q7": person("Q7", "Nora Neuling"),
        "Q2": entity("Q2", redirects={"from": "Q1", "to": "Q2"}),
        "Q3": {"id": "Q3", "missing": ""},
    }
    stub.answer(Reply({"entities": found}))
    by_item = {one.item: one for one in enrich(EnrichOptions(("Q1", "Q3", "Q7"), network()))}
    assert by_item["Q7"].retrieved == "2026-02-02"
    assert by_item["Q7"].about.countries == ("Q183",)
    assert by_item["Q1"].replaced_by == "Q2"
    assert by_item["Q3"].about.missing
