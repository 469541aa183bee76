"""Which graphs a change may touch, told from the change alone; None where it may be any."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import pyoxigraph as ox

from . import tokens
from .formats import BY_NAME
from .records import Change, DropGraph, PutGraph, Update
from .tokens import Token

_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:")
_ANY = ("ALL", "NAMED")
_NAMING = ("GRAPH", "WITH", "INTO", "TO", "ADD", "MOVE", "COPY")
_BETWEEN = ("SILENT", "GRAPH", "TO", "INTO")


def graphs(change: Change, known: dict[str, str]) -> frozenset[str] | None:
    """The graphs' IRIs, "" for the default graph. `known` are prefixes declared outside an update's text."""
    if isinstance(change, Update):
        return _of_update(change.text, known)
    if isinstance(change, PutGraph | DropGraph) and change.graph is not None:
        return frozenset({change.graph})
    return _of_data(change) if isinstance(change, PutGraph) and not change.replace else None


def _of_data(put: PutGraph) -> frozenset[str] | None:
    """The graphs that the data are added to."""
    try:
        names = {quad.graph_name for quad in ox.parse(put.data, BY_NAME[put.format].native, base_iri=put.base or None)}  # type: ignore[arg-type]
    except (SyntaxError, ValueError):
        return None
    return frozenset(name.value if isinstance(name, ox.NamedNode) else "" for name in names)


def _of_update(text: str, known: dict[str, str]) -> frozenset[str] | None:
    stream = tokens.scan(text)
    if stream.ambiguous:
        return None
    declared = known | tokens.prefixes(stream.tokens)
    if any(token.kind == "pname" and token.text.partition(":")[0] not in declared for token in stream.tokens):
        return None  # the engine reads `GRAPHex:a` as a word and a name
    found = {""}
    for name in _names(_written(stream.tokens)):
        iri = _resolved(name, declared)
        if iri is None:
            return None
        found.add(iri)
    return frozenset(found)


def _written(stream: Sequence[Token]) -> list[Token]:
    """The tokens without the patterns that are only read: a WHERE's group, unless it is what DELETE WHERE deletes."""
    kept: list[Token] = []
    depth = reading = 0
    for token in stream:
        if token.kind == "mark":
            depth += (token.text == "{") - (token.text == "}")
        if not depth and token.names("WHERE") and not (kept and kept[-1].names("DELETE")):
            reading = 1
        elif not depth and (token.text == "}" or token.text == ";"):
            reading = 0
        if not reading:
            kept.append(token)
    return kept


def _names(stream: Sequence[Token]) -> Iterator[Token]:
    """What stands where a graph is named, and the words that name many."""
    for n, token in enumerate(stream):
        if token.names(*_ANY) and n and stream[n - 1].names("CLEAR", "DROP", "SILENT"):
            yield token
        elif token.names(*_NAMING):
            rest = [other for other in stream[n + 1 : n + 4] if not other.names(*_BETWEEN)]
            if rest and not rest[0].names("DEFAULT"):
                yield rest[0]


def _resolved(name: Token, declared: dict[str, str]) -> str | None:
    """The absolute IRI that a token names; None for variables and whatever else is not certain."""
    if name.kind == "iri" and _ABSOLUTE.match(name.text) and "\\" not in name.text:
        return name.text[1:-1]
    prefix, _, local = name.text.partition(":")
    if name.kind == "pname" and prefix in declared and "\\" not in local:
        return declared[prefix] + local
    return None
