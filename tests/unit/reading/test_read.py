"""Reading: files of every kind become articles, and what is broken costs only itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsfacts.errors import LanguageError, ReadError
from newsfacts.model import Article, Facts
from newsfacts.reading import read

GERMAN = "Der Landtag hat am Mittwoch über den Haushalt beraten. Die Opposition lehnte den Entwurf der Regierung ab."
ENGLISH = "The parliament debated the budget on Wednesday. The opposition rejected the draft of the government."


def one(path: Path) -> object:
    """The only item read from `path`."""
    (item,) = read([str(path)])
    return item


def written(folder: Path, name: str, data: str | bytes) -> Path:
    """A file with `data`, its folders made."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_plain_text_takes_its_id_from_the_file_name(tmp_path: Path) -> None:
    assert Article(id="haushalt", text=GERMAN) == one(written(tmp_path, "haushalt.txt", GERMAN))


def test_front_matter_gives_the_metadata(tmp_path: Path) -> None:
    head = "---\nid: x-1\ntitle: Streit\npublished: 2026-03-01T10:00:00Z\nagencies: dpa, AFP\nlicence: CC0\n---\n"

    expected = Article("x-1", GERMAN, "Streit", "2026-03-01", agencies=("dpa", "AFP"), licence="CC0")

    assert expected == one(written(tmp_path, "a.txt", head + GERMAN))


def test_a_line_over_the_text_that_is_no_sentence_is_its_title(tmp_path: Path) -> None:
    headed = one(written(tmp_path, "a.txt", f"Landrat kündigt Sparkurs an\n\n{GERMAN}"))
    sentence = one(written(tmp_path, "b.txt", f"Der Landrat kündigt einen Sparkurs an.\n\n{GERMAN}"))

    assert headed == Article("a", GERMAN, "Landrat kündigt Sparkurs an")
    assert isinstance(sentence, Article)
    assert sentence.title == ""
    assert sentence.text.startswith("Der Landrat")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_common_encodings_give_the_same_text(tmp_path: Path, encoding: str) -> None:
    item = one(written(tmp_path, "a.txt", GERMAN.encode(encoding)))

    assert isinstance(item, Article)
    assert item.text == GERMAN


def test_line_ends_of_other_systems_become_newlines(tmp_path: Path) -> None:
    item = one(written(tmp_path, "a.txt", GERMAN + "\r\n\r\n" + GERMAN))

    assert isinstance(item, Article)
    assert item.text == GERMAN + "\n\n" + GERMAN


def test_a_list_and_lines_of_json_give_their_articles_in_order(tmp_path: Path) -> None:
    records = [{"id": n, "text": GERMAN, "section": "politics"} for n in (1, 2)]
    written(tmp_path, "a.json", json.dumps(records))
    written(tmp_path, "b.jsonl", "\n".join(json.dumps({"id": f"l{n}", "text": GERMAN}) for n in (1, 2)))

    assert [item.id for item in read([str(tmp_path)]) if isinstance(item, Article)] == ["1", "2", "l1", "l2"]


def test_a_broken_line_costs_only_itself(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "a", "text": GERMAN}), "{broken", json.dumps({"id": "b", "text": GERMAN})]

    first, fault, last = read([str(written(tmp_path, "a.jsonl", "\n".join(lines)))])

    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(fault, ReadError)
    assert fault.place == "line 2"


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("a.txt", b"\x00\x01\x02", "binary"),
        ("a.txt", b"   \n", "no text"),
        ("a.txt", b"---\ntitel: x\n---\ntext", "front matter knows"),
        ("a.txt", b"---\ntitle: x\ntext", "not closed"),
        ("a.json", b'{"id": "x"}', "text"),
        ("a.json", b'{"id": "x", "text": 3}', "text"),
        ("a.json", b"[1]", "not int"),
        ("a.json", b"{", "not JSON"),
        ("a.html", b"<html><body></body></html>", "no main text"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_file_and_fault(
    tmp_path: Path, name: str, data: bytes, fault: str
) -> None:
    item = one(written(tmp_path, name, data))

    assert isinstance(item, ReadError)
    assert fault in item.fault
    assert item.source.endswith(name)


def test_a_missing_file_is_a_fault_of_its_own(tmp_path: Path) -> None:
    assert isinstance(one(tmp_path / "nothing.txt"), ReadError)


def test_a_text_in_another_language_is_refused_whatever_it_declares(tmp_path: Path) -> None:
    item = one(written(tmp_path, "a.json", json.dumps({"id": "x", "language": "de", "text": ENGLISH})))

    assert isinstance(item, LanguageError)


def test_a_text_too_short_to_tell_is_taken_as_german(tmp_path: Path) -> None:
    item = one(written(tmp_path, "a.txt", "Berlin."))

    assert isinstance(item, Article)
    assert item.language == "de"


def test_an_id_that_comes_again_with_another_text_is_refused(tmp_path: Path) -> None:
    records = [{"id": "x", "text": GERMAN}, {"id": "x", "text": GERMAN + " Mehr."}]

    first, second = read([str(written(tmp_path, "a.json", json.dumps(records)))])

    assert isinstance(first, Article)
    assert isinstance(second, ReadError)


def test_a_folder_is_read_in_a_fixed_order_with_ids_from_paths(tmp_path: Path) -> None:
    for name in ("b/zwei.txt", "a/eins.txt", "a/bild.png", ".hidden/drei.txt"):
        written(tmp_path, name, GERMAN)

    assert [item.id for item in read([str(tmp_path)]) if isinstance(item, Article)] == ["a-eins", "b-zwei"]


def test_html_gives_text_title_date_and_publisher(tmp_path: Path) -> None:
    page = f"""<html lang="de"><head><title>Streit im Landtag</title>
    <meta property="og:site_name" content="Beispielblatt">
    <meta property="article:published_time" content="2026-03-01T10:00:00+01:00"></head>
    <body><nav><a href="/">Start</a></nav><article><h1>Streit im Landtag</h1>
    <p>{GERMAN}</p><p>Mehr: {GERMAN}</p></article></body></html>"""

    item = one(written(tmp_path, "seite.html", page))

    assert isinstance(item, Article)
    assert (item.title, item.published, item.publisher) == ("Streit im Landtag", "2026-03-01", "Beispielblatt")
    assert item.text == f"{GERMAN}\n\nMehr: {GERMAN}"


def test_a_facts_document_comes_in_by_the_same_door(tmp_path: Path) -> None:
    record = {"article": {"id": "x", "text_sha256": "0" * 64}}

    assert isinstance(one(written(tmp_path, "facts.json", json.dumps(record))), Facts)
