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
    """A query as it was asked and its rows; a variable that is unbound in a row is missing there."""

    text: str
    rows: tuple[Row, ...]

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
        """The answer to the page query `name`, each variable of `values` bound to its term. Raises EngineError.

        A page query has a clause `VALUES ?name { UNDEF }` wherever it wants a value; `iri` and `string` make terms.
        """
        text = query_text(name)
        for variable, term in values.items():
            text = text.replace(f"VALUES ?{variable} {{ UNDEF }}", f"VALUES ?{variable} {{ {term} }}")
        answer = self._engine.run(Query(text, union=True, solutions="json"), client="pages")
        document = msgspec.json.decode(b"".join(answer))
        rows = tuple({key: term["value"] for key, term in row.items()} for row in document["results"]["bindings"])
        return Asked(text, rows)

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
