"""What pages ask the graph: the shipped page queries, answered by the engine as rows of plain strings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any
from urllib.parse import quote

import msgspec

from newsfacts import resources
from newsfacts.web.engine.catalogue import Shelf
from newsfacts.web.engine.records import Browse, Engine, Query

Row = dict[str, str]


class Asked(msgspec.Struct, frozen=True):
    """A query as it was asked, its rows and variables; a variable that is unbound in a row is missing there.

    The language of the words at `x` is at `xLang`.
    """

    text: str
    rows: tuple[Row, ...]
    names: tuple[str, ...] = ()

    def column(self, name: str) -> tuple[str, ...]:
        """The different values of one variable, in order of appearance."""
        return tuple(dict.fromkeys(row[name] for row in self.rows if name in row))


@cache
def query_text(name: str) -> str:
    """The text of the page query `name`, comments left out."""
    lines = resources.data("queries", "pages", f"{name}.rq").read_text("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#")).strip() + "\n"


def bound(name: str, **values: str) -> str:
    """The text of the page query `name` with a term in the place of each variable of `values`."""
    text = query_text(name)
    for variable, term in values.items():
        text = text.replace(f"VALUES ?{variable} {{ UNDEF }}", f"VALUES ?{variable} {{ {term} }}")
        text = text.replace(f"nf:search ?{variable} ", f"nf:search {term} ")
    return text


def iri(value: str) -> str:
    """A term for an IRI; what an IRI may not have is percent-encoded, so that nothing can be smuggled in."""
    return f"<{quote(value, safe=':/?#[]@!$&()*+,;=%~')}>"


def iris(values: Iterable[str]) -> str:
    """Terms for IRIs."""
    return " ".join(map(iri, values))


def string(value: str) -> str:
    """A term for a string."""
    return msgspec.json.encode(value).decode()


class Graph:
    """The graph behind the pages, all named graphs as one."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: dict[str, tuple[str, Any]] = {}

    def ask(self, name: str, **values: str) -> Asked:
        """The answer to the page query `name`, each variable of `values` bound to its term. Raises EngineError.

        A page query has a clause `VALUES ?name { UNDEF }` wherever it wants a value, or `nf:search ?name`, as the full
        text wants a constant; `iri` and `string` make terms.
        """
        return self.ask_text(bound(name, **values))

    def ask_text(self, text: str, seconds: float = 0.0) -> Asked:
        """The answer to a SELECT, which may take some seconds, by default as many as any query. Raises EngineError."""
        answer = self._engine.run(Query(text, union=True, solutions="json"), seconds, client="pages")
        document = msgspec.json.decode(b"".join(answer))
        return Asked(text, tuple(_row(row) for row in document["results"]["bindings"]), tuple(document["head"]["vars"]))

    @property
    def state(self) -> str:
        """Names the state of the data, empty where it is not known."""
        return self._engine.generation

    def kept(self, name: str, make: Callable[[], Any]) -> Any:
        """What `make` makes of the data, made once for each state of them."""
        state = self.state
        known = self._kept.get(name)
        if known is not None and state and known[0] == state:
            return known[1]
        made = make()
        self._kept[name] = (state, made)
        return made

    def browse(self, words: str, kind: str = "", skip: int = 0, most: int = 10) -> tuple[Shelf, ...]:
        """What is found for some words: `most` things of each kind after `skip`, or of one kind. Raises EngineError."""
        answer = self._engine.run(Browse(words, kind, skip, most), client="pages")
        return msgspec.json.decode(b"".join(answer), type=tuple[Shelf, ...])

    def names(self, things: Sequence[str], language: str) -> dict[str, str]:
        """The name of each thing that has one, in the language where it has one in that. Raises EngineError."""
        rows = self.ask("labels", thing=iris(things)).rows if things else ()
        return {row["thing"]: row["name"] for row in sorted(rows, key=lambda row: _preferred(row, "name", language))}

    def construct(self, name: str, form: str, **values: str) -> bytes:
        """The answer to the page query `name`, which constructs, in an RDF format's short name. Raises EngineError."""
        return b"".join(self._engine.run(Query(bound(name, **values), union=True, graph=form), client="pages"))

    def describe(self, subject: str, form: str) -> bytes:
        """A bounded description of `subject` in an RDF format's short name. Raises EngineError."""
        query = Query(f"DESCRIBE {iri(subject)}", union=True, graph=form)
        return b"".join(self._engine.run(query, client="pages"))


def _preferred(row: Row, name: str, language: str) -> tuple[bool, str]:
    """A key that puts a row last whose words at `name` are to be shown."""
    return row.get(f"{name}Lang", "") == language, row[name]


def _row(terms: dict[str, dict[str, str]]) -> Row:
    row = {name: term["value"] for name, term in terms.items()}
    return row | {f"{name}Lang": term["xml:lang"] for name, term in terms.items() if "xml:lang" in term}
