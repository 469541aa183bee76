"""What pages ask the graph: the shipped page queries, answered by the engine as rows of plain strings."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from urllib.parse import quote

import msgspec

from newsfacts import resources
from newsfacts.web.engine.records import Engine, Query

Row = dict[str, str]


class Asked(msgspec.Struct, frozen=True):
    """A query as it was asked, to be shown, and its rows; a variable that is unbound in a row is missing there."""

    name: str
    text: str
    rows: tuple[Row, ...]
    bound: tuple[tuple[str, str], ...] = ()

    def shown(self) -> str:
        """The query with its values written in, as a person would ask it."""
        values = "".join(f"VALUES ?{name} {{ {term} }}\n" for name, term in self.bound)
        head, brace, tail = self.text.partition("{\n")
        return f"{head}{brace}{values}{tail}" if values else self.text

    def column(self, name: str) -> tuple[str, ...]:
        """The different values of one variable, in order of appearance."""
        return tuple(dict.fromkeys(row[name] for row in self.rows if name in row))


@cache
def query_text(name: str) -> str:
    """The text of the page query `name`, comments left out."""
    lines = resources.data("queries", "pages", f"{name}.rq").read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#")).strip() + "\n"


def iri(value: str) -> str:
    """A term for an IRI; what an IRI may not have is percent-encoded, so that nothing can be smuggled in."""
    return f"<{quote(value, safe=':/?#[]@!$&()*+,;=%~')}>"


def string(value: str) -> str:
    """A term for a string."""
    return msgspec.json.encode(value).decode()


class Graph:
    """The graph behind the pages, all named graphs as one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def ask(self, name: str, **values: str) -> Asked:
        """The answer to the page query `name`, its variables bound to terms in N-Triples. Raises EngineError."""
        text, bound = query_text(name), tuple(sorted(values.items()))
        answer = self._engine.run(Query(text, union=True, solutions="json", bindings=bound), client="pages")
        document = msgspec.json.decode(b"".join(answer))
        rows = tuple({key: term["value"] for key, term in row.items()} for row in document["results"]["bindings"])
        return Asked(name, text, rows, bound)

    def describe(self, subject: str, form: str) -> bytes:
        """A bounded description of `subject` in an RDF format's short name. Raises EngineError."""
        query = Query(f"DESCRIBE {iri(subject)}", union=True, graph=form)
        return b"".join(self._engine.run(query, client="pages"))


def grouped(rows: Iterable[Row], key: str, listed: Iterable[str]) -> tuple[dict[str, object], ...]:
    """One record for each value of `key`: the first row's values, and for each name in `listed` all different ones."""
    records: dict[str, dict[str, object]] = {}
    for row in rows:
        record = records.setdefault(row[key], {**row, **dict.fromkeys(listed, ())})
        for name in listed:
            found, value = record[name], row.get(name)
            if value is not None and isinstance(found, tuple) and value not in found:
                record[name] = (*found, value)
    return tuple(records.values())
