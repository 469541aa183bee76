"""Full-text search inside a query: `?thing nf:search "words"` becomes the VALUES that the index finds.

The rewriting is one of tokens: `?x nf:search "a"` in a block of triples is taken out, and `VALUES ?x { … }` is put
before the block's subject. The words must be a constant string.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple, NoReturn

import msgspec

from . import tokens
from .edits import edit
from .records import Edit, EngineError, Failure, Query
from .tokens import Token

_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f"}
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)", re.DOTALL)


class Search(NamedTuple):
    """One search in a query: what to find, for which variable, and the stretch of text that goes."""

    words: str
    subject: Token
    start: int
    end: int


def searches(text: str, property_iri: str, known: dict[str, str]) -> tuple[Search, ...]:
    """The searches in a query. Raises EngineError where one is not as it must be."""
    if not property_iri or property_iri.rpartition("#")[2].rpartition("/")[2] not in text:
        return ()
    stream = tokens.scan(text).tokens
    declared = known | tokens.prefixes(stream)
    found = []
    for n, token in enumerate(stream):
        if _names(token, property_iri, declared) and not (n and stream[n - 1].names("PREFIX")):
            found.append(_search(text, stream, n))
    return tuple(found)


def rewrite(query: Query, found: tuple[Search, ...], find: Mapping[str, Sequence[str]]) -> Query:
    """`query` with each search replaced by the things that `find` has for its words, as terms."""
    changes: list[Edit] = []
    for search in found:
        values = " ".join(find[search.words])
        at = search.subject.start
        changes += [Edit(at, at, f"VALUES {search.subject.text} {{ {values} }} "), Edit(search.start, search.end, "")]
    edits = tuple(sorted(changes, key=lambda change: (change.start, change.end)))
    return msgspec.structs.replace(query, text=edit(query.text, edits), source=query.text, edits=edits)


def _names(token: Token, property_iri: str, declared: dict[str, str]) -> bool:
    if token.kind == "iri":
        return token.text[1:-1] == property_iri
    prefix, colon, local = token.text.partition(":")
    return token.kind == "pname" and bool(colon) and declared.get(prefix, "\0") + local == property_iri


def _search(text: str, stream: tuple[Token, ...], at: int) -> Search:
    before, after = stream[at - 1] if at else None, stream[at + 1] if at + 1 < len(stream) else None
    if after is None or after.kind != "string":
        _refuse("a search needs its words as a constant string", text, stream[at])
    next_one = stream[at + 2] if at + 2 < len(stream) else None
    follows = next_one.text if next_one else ""
    if follows not in (";", ".", "}", "{") and not (next_one and next_one.kind == "word"):
        _refuse("one search has one string of words, without a language tag", text, stream[at])
    words = _value(after.text)
    if before and before.kind == "var":
        if follows == ";":
            return Search(words, before, stream[at].start, stream[at + 2].end)
        return Search(words, before, before.start, stream[at + 2].end if follows == "." else after.end)
    if before is None or before.text != ";":
        _refuse('a search stands for a variable: ?thing … "words"', text, stream[at])
    return Search(words, _subject(text, stream, at), before.start, after.end)


def _subject(text: str, stream: tuple[Token, ...], at: int) -> Token:
    """The subject of the block of triples that `at` stands in: the token after the nearest `.`, brace or filter."""
    depth = 0
    for n in range(at - 1, -1, -1):
        mark = stream[n].text if stream[n].kind == "mark" else ""
        if mark in ("]", ")"):
            depth += 1
        elif mark in ("[", "("):
            depth -= 1
        if depth < 0:
            break
        if not depth and mark in (".", "{", "}"):
            break
    else:
        n = -1
    if depth or stream[n + 1].kind != "var":
        _refuse("a search stands for a variable that begins its block of triples", text, stream[at])
    return stream[n + 1]


def _value(text: str) -> str:
    size = 3 if text[:3] in ('"""', "'''") else 1
    return _ESCAPE.sub(_unescaped, text[size:-size])


def _unescaped(match: re.Match[str]) -> str:
    code = match[1]
    return chr(int(code[1:], 16)) if code[0] in "uU" and len(code) > 1 else _ESCAPES.get(code, code)


def _refuse(detail: str, text: str, token: Token) -> NoReturn:
    line = text.count("\n", 0, token.start) + 1
    raise EngineError(Failure("parameters", detail, line=line, column=token.start - text.rfind("\n", 0, token.start)))
