"""Formats with a shape of their own: RDF, DNA, GeoJSON, schema.org, Web Annotation."""

from __future__ import annotations

import csv
import json
import sqlite3
import warnings
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Quad, Store
from rdflib import Dataset, Graph
from rdflib.namespace import SDO, Namespace

from newsfacts import export
from newsfacts.errors import ExportError, UnknownPluginError
from newsfacts.export import formats
from newsfacts.export.dna import blanked, password_hash, units
from newsfacts.store import CATALOGUE

Written = Callable[..., bytes]
OA = Namespace("http://www.w3.org/ns/oa#")


def json_ld(document: bytes, context: object = None) -> Graph:
    """As rdflib reads it; its parser warns of its own deprecated classes. A remote context is put in place by hand."""
    read = json.loads(document)
    if context is not None:
        read["@context"] = context
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return Graph().parse(data=json.dumps(read), format="json-ld")


# ---- RDF


@pytest.mark.parametrize(("name", "form"), [("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")])
@pytest.mark.parametrize("which", ["store", "nasty"])
def test_rdflib_reads_graphs(
    name: str, form: str, which: str, written: Written, request: pytest.FixtureRequest
) -> None:
    source = request.getfixturevalue(which)
    assert len(Graph().parse(data=written(source, name), format=form)) == len(source)


@pytest.mark.parametrize(("name", "form"), [("nquads", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_rdflib_reads_datasets(name: str, form: str, store: Store, written: Written) -> None:
    read = Dataset()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        read.parse(data=written(store, name), format=form)
    assert len(list(read.quads())) == len(store)


def test_rdf_is_the_same_bytes_whatever_order_it_came_in(store: Store, written: Written) -> None:
    other = Store()
    for quad in sorted(store, key=str, reverse=True):
        other.add(quad)
    for name in ("nquads", "trig", "turtle"):
        assert written(other, name) == written(store, name)


def test_what_newsfacts_keeps_for_itself_is_not_exported(store: Store, written: Written) -> None:
    copy = Store()
    copy.extend(store)
    copy.add(Quad(NamedNode("http://x/s"), NamedNode("http://x/p"), NamedNode("http://x/o"), CATALOGUE))
    assert written(copy, "nquads") == written(store, "nquads")


# ---- Discourse Network Analyzer


@pytest.fixture
def opened(store: Store, written: Written, tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "export.dna"
    path.write_bytes(written(store, "dna"))
    return sqlite3.connect(path)


STATEMENTS = """SELECT p.Value, o.Value, c.Value, b.Value, substr(d.Text, s.Start + 1, s.Stop - s.Start), d.Title
    FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId JOIN DATABOOLEAN b ON b.StatementId = s.ID
    JOIN DATASHORTTEXT tp ON tp.StatementId = s.ID AND tp.VariableId = 1 JOIN ENTITIES p ON p.ID = tp.Entity
    JOIN DATASHORTTEXT t_o ON t_o.StatementId = s.ID AND t_o.VariableId = 2 JOIN ENTITIES o ON o.ID = t_o.Entity
    JOIN DATASHORTTEXT tc ON tc.StatementId = s.ID AND tc.VariableId = 3 JOIN ENTITIES c ON c.ID = tc.Entity"""


def test_dna_has_statements_with_their_words(opened: sqlite3.Connection) -> None:
    found = opened.execute(STATEMENTS).fetchall()
    words = "US-Präsident Donald Trump forderte ein Ende der Anreicherung."
    title = "USA und Iran sprechen in Wien"
    assert ("Donald Trump", "Vereinigte Staaten", "Anreicherung", 1, words, title) in found
    assert ("", "Iran", "Anreicherung", 0, "Teheran lehnte ein Ende der Anreicherung ab.", title) in found


def test_dna_database_is_whole(opened: sqlite3.Connection) -> None:
    assert opened.execute("PRAGMA foreign_key_check").fetchall() == []
    assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert opened.execute("SELECT Value FROM SETTINGS WHERE Property = 'version'").fetchone()[0].startswith("3.")


def test_dna_has_no_text_but_the_evidence(opened: sqlite3.Connection) -> None:
    text = opened.execute("SELECT Text FROM DOCUMENTS WHERE Title LIKE 'USA%'").fetchone()[0]
    assert "Anreicherung" in text
    assert "Atomprogramm verhandelt" not in text


def test_dna_takes_hard_words_and_missing_dates(
    nasty: Store, written: Written, tmp_path: Path, hard_words: str
) -> None:
    path = tmp_path / "nasty.dna"
    path.write_bytes(written(nasty, "dna"))
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT Text, Date FROM DOCUMENTS").fetchall() == [(hard_words, 0)]
    begin, end = connection.execute("SELECT Start, Stop FROM STATEMENTS").fetchone()
    assert (begin, end) == (0, len(hard_words) + 1), "one character outside the basic plane counts two units"
    assert {row[0] for row in connection.execute("SELECT Value FROM ENTITIES WHERE VariableId = 3")} == {
        "",
        "Nein sagen",
    }


def test_dna_statements_are_listed_as_csv(store: Store, written: Written) -> None:
    rows = list(csv.DictReader(StringIO(written(store, "dna-csv").decode(), newline=""), delimiter=";"))
    assert {(row["person"], row["concept"], row["agreement"]) for row in rows} >= {
        ("Donald Trump", "Anreicherung", "1"),
        ("Donald Trump", "Anreicherung", "0"),
    }


def test_neutral_positions_are_no_statements(store: Store, written: Written) -> None:
    assert b"Atomprogramm" not in written(store, "dna-csv")


def test_a_text_is_blanked_but_for_the_evidence() -> None:
    assert blanked(10, [(2, "ab"), (7, "c")]) == "  ab   c  "


def test_offsets_are_counted_as_java_does() -> None:
    assert [units("a🙂b", offset) for offset in range(4)] == [0, 1, 3, 4]


def test_the_password_is_kept_as_dna_keeps_it() -> None:
    assert len(password_hash()) == 64
    assert password_hash() == password_hash()


# ---- GeoJSON


def test_geojson_has_a_point_for_each_event_at_a_place(store: Store, written: Written) -> None:
    read = json.loads(written(store, "geojson"))
    assert read["type"] == "FeatureCollection"
    assert [(f["properties"]["place_name"], f["geometry"]["coordinates"]) for f in read["features"]] == [
        ("Wien", [16.37, 48.21]),
        ("Wien", [16.37, 48.21]),
    ]


def test_geojson_of_nothing_is_a_collection(nasty: Store, written: Written) -> None:
    assert json.loads(written(nasty, "geojson")) == {"type": "FeatureCollection", "features": []}


# ---- schema.org and Web Annotation


def test_schema_org_is_read_as_rdf(store: Store, written: Written) -> None:
    graph = json_ld(written(store, "schema-org"), {"@vocab": str(SDO)})
    counts = {
        name: len(list(graph.subjects(None, SDO[name]))) for name in ("NewsArticle", "Quotation", "Claim", "Event")
    }
    assert counts == {"NewsArticle": 3, "Quotation": 2, "Claim": 16, "Event": 8}


def test_schema_org_names_speakers_and_items(store: Store, written: Written) -> None:
    things = {thing["@id"]: thing for thing in json.loads(written(store, "schema-org"))["@graph"]}
    quotation = next(
        thing for thing in things.values() if thing["@type"] == "Quotation" and "Programm" in thing["text"]
    )
    assert things[quotation["spokenByCharacter"]["@id"]]["name"] == "Abbas Araghtschi"
    trump = next(thing for thing in things.values() if thing.get("name") == "Donald Trump")
    assert trump["sameAs"] == "http://www.wikidata.org/entity/Q22686"


def test_annotations_select_their_words_in_the_text(nasty: Store, written: Written, hard_words: str) -> None:
    items = json.loads(written(nasty, "web-annotation"))["items"]
    assert len(items) > 3
    for item in items:
        position, quote = item["target"]["selector"]
        assert hard_words[position["start"] : position["end"]] == quote["exact"]


def test_annotations_are_read_as_rdf(store: Store, written: Written) -> None:
    context = {
        "@vocab": str(OA),
        "id": "@id",
        "type": "@type",
        "items": {"@id": "https://www.w3.org/ns/activitystreams#items", "@container": "@list"},
    }
    graph = json_ld(written(store, "web-annotation"), context)
    assert len(list(graph.subjects(None, OA.Annotation))) == len(json.loads(written(store, "web-annotation"))["items"])


def test_annotations_have_ids_of_their_own(store: Store, written: Written) -> None:
    ids = [item["id"] for item in json.loads(written(store, "web-annotation"))["items"]]
    assert len(set(ids)) == len(ids)


# ---- the table of formats


@pytest.mark.parametrize("name", list(formats()))
def test_every_format_writes_the_same_bytes_twice(name: str, store: Store, written: Written) -> None:
    for view in formats()[name].views:
        assert written(store, name, view) == written(store, name, view) != b""


@pytest.mark.parametrize("name", list(formats()))
def test_every_format_can_write_an_empty_store(name: str, written: Written) -> None:
    for view in formats()[name].views:
        written(Store(), name, view)


def test_media_types_tell_formats_apart() -> None:
    types = [form.media_type for form in formats().values()]
    assert len(set(types)) == len(types)


def test_an_unknown_format_is_refused(store: Store, written: Written) -> None:
    with pytest.raises(UnknownPluginError, match="exporters"):
        written(store, "docx")


def test_a_view_that_a_format_does_not_have_is_refused(store: Store, written: Written) -> None:
    with pytest.raises(ExportError, match="turtle has no view 'mentions'; it has: full"):
        written(store, "turtle", "mentions")


def test_no_export_changes_the_store(store: Store, written: Written) -> None:
    before = len(store)
    for name in export.formats():
        written(store, name)
    assert len(store) == before
