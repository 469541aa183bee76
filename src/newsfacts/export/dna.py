"""The Discourse Network Analyzer's own forms: its database (.dna, SQLite) and its list of statements (CSV).

A position for or against an issue is a statement: who (person, or organisation), which concept, and whether they agree.
A position on several issues is several statements; one that is neither for nor against is none. The article's text is
the graph's where it has it; else a text of the same length with the evidence in its places and blanks between, so that
statements stand where they stood and no protected text leaves the workspace. DNA counts in UTF-16 units. An article
without a date gets the first day that DNA's clock knows. The coder is Admin with the password "newsfacts".
"""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO, NamedTuple

from pyoxigraph import Store

from newsfacts import resources

from .asking import Row, rows_of
from .projection import project

_LONGEST = 190  # what DNA's tables take for titles and names
_VARIABLES = ("person", "organization", "concept", "agreement")
_PASSWORD, _SALT = "newsfacts", hashlib.sha256(b"newsfacts").digest()[:16]
_HEADER = (
    "statement_id", "time", "document_id", "document_title", "document_author", "document_source", "document_section",
    "document_type", "start", "stop", "text", *_VARIABLES,
)  # fmt: skip


class Document(NamedTuple):
    """An article; `seconds` since 1970."""

    number: int
    title: str
    text: str
    author: str
    source: str
    seconds: int


class Statement(NamedTuple):
    """A statement with its place in the document's text in code points."""

    document: int
    begin: int
    end: int
    person: str
    organization: str
    concept: str
    agreement: int


def write_database(store: Store, sink: BinaryIO) -> None:
    """A .dna file that DNA 3 opens."""
    documents, statements = _contents(store)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.dna"
        connection = sqlite3.connect(path)
        try:
            with connection:
                _fill(connection, documents, statements)
        finally:
            connection.close()
        sink.write(path.read_bytes())


def write_statements(store: Store, sink: BinaryIO) -> None:
    """The list of statements, semicolons between fields, as DNA exports it."""
    documents, statements = _contents(store)
    known = {document.number: document for document in documents}
    lines = TextIOWrapper(sink, encoding="utf-8", newline="")
    writer = csv.writer(lines, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(_HEADER)
    for number, one in enumerate(statements, 1):
        document = known[one.document]
        time = datetime.fromtimestamp(document.seconds, UTC).strftime("%Y-%m-%d %H:%M:%S")
        place = (one.begin, one.end, document.text[one.begin : one.end])
        about = (document.number, document.title, document.author, document.source, "", "")
        writer.writerow((number, time, *about, *place, *one[3:]))
    lines.flush()
    lines.detach()


def _contents(store: Store) -> tuple[list[Document], list[Statement]]:
    rows = list(rows_of(store, "dna-statements"))
    names = {node.id: _short(node.label) for node in project(store, "full").nodes()}
    documents = _documents(store, rows)
    return list(documents.values()), [_statement(row, names, documents) for row in rows]


def _documents(store: Store, statements: list[Row]) -> dict[str, Document]:
    """The document of each article's address."""
    evidence: dict[str, list[tuple[int, str]]] = {}
    for article, _, begin, _, words, *_ in statements:
        evidence.setdefault(str(article), []).append((int(begin or 0), str(words)))
    documents = {}
    for number, (key, title, date, publisher, author, _, length, text) in enumerate(rows_of(store, "dna-documents"), 1):
        shown = text if text is not None else blanked(int(length or 0), evidence.get(str(key), []))
        seconds = int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()) if date else 0
        about = (_short(title or str(key)), shown, _short(author or ""), _short(publisher or ""), seconds)
        documents[str(key)] = Document(number, *about)
    return documents


def _statement(row: Row, names: dict[str, str], documents: dict[str, Document]) -> Statement:
    article, _, begin, end, _, actor, kind, office, issue, polarity = row
    person = (kind or "").endswith("#Person")
    name, other = names[str(actor)], names.get(office or "", "")
    who = (name, other) if person else ("", name)
    number = documents[str(article)].number
    return Statement(number, int(begin or 0), int(end or 0), *who, names[str(issue)], int(polarity == "1"))


def blanked(length: int, evidence: list[tuple[int, str]]) -> str:
    """A text of that length with the evidence in its places and blanks between."""
    marks = [" "] * length
    for begin, words in evidence:
        marks[begin : begin + len(words)] = words
    return "".join(marks)


def units(text: str, offset: int) -> int:
    """An offset in code points as one in UTF-16 units, as Java counts."""
    return len(text[:offset].encode("utf-16-le")) // 2


def password_hash() -> str:
    """The password as Jasypt's StrongPasswordEncryptor keeps it: salt, and 100,000 rounds of SHA-256."""
    value = hashlib.sha256(_SALT + _PASSWORD.encode()).digest()
    for _ in range(99_999):
        value = hashlib.sha256(value).digest()
    return b64encode(_SALT + value).decode()


def _short(text: str) -> str:
    return " ".join(text.split())[:_LONGEST]


def _fill(connection: sqlite3.Connection, documents: list[Document], statements: list[Statement]) -> None:
    connection.executescript(resources.data("export", "dna.sql").read_text(encoding="utf-8"))
    connection.execute("UPDATE CODERS SET Password = ? WHERE ID = 1", (password_hash(),))
    insert = "INSERT INTO DOCUMENTS(ID, Title, Text, Coder, Author, Source, Date) VALUES (?, ?, ?, 1, ?, ?, ?)"
    connection.executemany(insert, documents)
    texts = {document.number: document.text for document in documents}
    entities = _fill_entities(connection, statements)
    for number, one in enumerate(statements, 1):
        text = texts[one.document]
        place = (number, one.document, units(text, one.begin), units(text, one.end))
        connection.execute(
            "INSERT INTO STATEMENTS(ID, StatementTypeId, DocumentId, Start, Stop, Coder) VALUES (?, 1, ?, ?, ?, 1)",
            place,
        )
        connection.execute(
            "INSERT INTO DATABOOLEAN(StatementId, VariableId, Value) VALUES (?, 4, ?)", (number, one.agreement)
        )
        values = [(number, variable, entities[variable, value]) for variable, value in _named(one)]
        connection.executemany("INSERT INTO DATASHORTTEXT(StatementId, VariableId, Entity) VALUES (?, ?, ?)", values)


def _fill_entities(connection: sqlite3.Connection, statements: list[Statement]) -> dict[tuple[int, str], int]:
    """Each value of each variable once; DNA has an empty one of each."""
    found = {named for one in statements for named in _named(one)} | {(variable, "") for variable in (1, 2, 3)}
    entities = {named: number for number, named in enumerate(sorted(found), 1)}
    rows = [(number, variable, value) for (variable, value), number in entities.items()]
    insert = "INSERT INTO ENTITIES(ID, VariableId, Value, Red, Green, Blue) VALUES (?, ?, ?, 0, 0, 0)"
    connection.executemany(insert, rows)
    return entities


def _named(one: Statement) -> Iterator[tuple[int, str]]:
    """The numbers of the variables that hold names, with the statement's names."""
    return iter(((1, one.person), (2, one.organization), (3, one.concept)))
