"""The competency queries of `data/queries/*.rq`: named, bilingual, with parameters that are bound as terms.

A query file begins with comment lines `# key: value`: `title_de`, `title_en`, `about_de`, `about_en` (a sentence each)
and any number of `parameter` lines, `variable | kind | default | label_de | label_en`. Kinds are those of `KINDS`. For
each parameter the text has one clause `VALUES ?variable { UNDEF }`, so that the file runs as it is; binding puts the
value's term there. The queries ask the union of all graphs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from pyoxigraph import Literal, NamedNode

from newsfacts import resources
from newsfacts.errors import QueryError, ResourceError

from .namespaces import BASE, EVENT_TYPE, STANCE, STATUS, XSD

_HEADER = re.compile(r"# (?P<key>[a-z_]+): (?P<value>.*)")
_TEXTS = ("title_de", "title_en", "about_de", "about_en")
_BELOW_BASE = ("actor", "article", "issue", "place")
_SPACES = {"event-type": str(EVENT_TYPE), "stance": str(STANCE), "status": str(STATUS)}
_DATATYPES = {
    "text": (str(XSD.string), re.compile(r".+", re.DOTALL)),
    "date": (str(XSD.date), re.compile(r"\d{4}-\d{2}-\d{2}")),
    "integer": (str(XSD.integer), re.compile(r"[+-]?\d+")),
    "decimal": (str(XSD.decimal), re.compile(r"[+-]?\d+(\.\d+)?")),
}
KINDS = (*_BELOW_BASE, *_SPACES, *_DATATYPES)


class Parameter(msgspec.Struct, frozen=True):
    """Something a query can be asked about: its variable, the kind of its values, and the default, empty for any."""

    name: str
    kind: str
    default: str
    label_de: str
    label_en: str


class Query(msgspec.Struct, frozen=True):
    """A competency query: its name is the file's."""

    name: str
    title_de: str
    title_en: str
    about_de: str
    about_en: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def queries() -> tuple[Query, ...]:
    """All queries, by name. Raises ResourceError where a file is not as this module describes."""
    return tuple(parse(path.stem, path.read_text(encoding="utf-8")) for path in _files())


def query(name: str) -> Query:
    """The query of that name. Raises QueryError where there is none."""
    for one in queries():
        if one.name == name:
            return one
    raise QueryError(f"no query named {name!r}; known: {', '.join(one.name for one in queries())}")


def bind(one: Query, values: Mapping[str, str], base: str = BASE) -> str:
    """The query's text with the parameters' values in place, or their defaults; what has neither stays free.

    Values are read as terms of the parameter's kind and written as terms, so none can be anything but a value. Nodes
    are given by their IRI or by its last part ("Q22686", "rejects"). Raises QueryError for an unknown name or a bad
    value.
    """
    unknown = set(values) - {parameter.name for parameter in one.parameters}
    if unknown:
        known = ", ".join(parameter.name for parameter in one.parameters) or "none"
        raise QueryError(f"{one.name} has no parameter {', '.join(sorted(unknown))}; known: {known}")
    text = one.text
    for parameter in one.parameters:
        value = values.get(parameter.name) or parameter.default
        if value:
            clause = _clause(parameter.name)
            text = text.replace(clause, clause.replace("UNDEF", str(term(parameter, value, base))))
    return text


def term(parameter: Parameter, value: str, base: str = BASE) -> NamedNode | Literal:
    """A parameter's value as a term. Raises QueryError where it is none of its kind."""
    try:
        if parameter.kind in _DATATYPES:
            datatype, pattern = _DATATYPES[parameter.kind]
            if not pattern.fullmatch(value):
                raise ValueError(value)
            return Literal(value, datatype=NamedNode(datatype))
        space = _SPACES.get(parameter.kind, f"{base}{parameter.kind}/")
        return NamedNode(value if "://" in value else space + value)
    except (ValueError, UnicodeEncodeError) as error:
        raise QueryError(f"{parameter.name}: {value!r} is not a value of the kind {parameter.kind}") from error


def parse(name: str, text: str) -> Query:
    """A query from its file's text. Raises ResourceError where the header or a parameter's clause is missing."""
    header: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        match = _HEADER.fullmatch(line)
        if not match:
            break
        if match["key"] == "parameter":
            parameters.append(_parameter(name, match["value"]))
        else:
            header[match["key"]] = match["value"]
    if sorted(header) != sorted(_TEXTS):
        raise ResourceError(f"query {name}: the header must have {', '.join(_TEXTS)} and nothing else but parameters")
    for parameter in parameters:
        if text.count(_clause(parameter.name)) != 1:
            raise ResourceError(f"query {name}: needs {_clause(parameter.name)} once")
    return Query(name, parameters=tuple(parameters), text=text, **header)


def _parameter(name: str, line: str) -> Parameter:
    fields = [field.strip() for field in line.split("|")]
    if len(fields) != len(Parameter.__struct_fields__) or fields[1] not in KINDS:
        raise ResourceError(
            f"query {name}: parameter {line!r} must be: variable | kind | default | label_de | label_en"
        )
    return Parameter(*fields)


def _clause(variable: str) -> str:
    return f"VALUES ?{variable} {{ UNDEF }}"


def _files() -> list[Path]:
    return sorted(resources.data("queries").glob("*.rq"))
