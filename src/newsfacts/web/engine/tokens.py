"""Splits SPARQL text into tokens, without parsing it, to see what a request would do before it is run.

The engine's parser is the authority on syntax; this scan only has to agree with it on where strings, comments and IRIs
begin and end. SPARQL has one place where that depends on context: `<` inside parentheses is either less-than or opens
an IRI. Where a text uses it so, `ambiguous` is set: whoever looks for forbidden words must then not trust the tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>\#[^\n\r]*)
  | (?P<iri><(?:[^<>"{}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*>)
  | (?P<string>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3}
              |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
  | (?P<var>[?$]\w+)
  | (?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
  | (?P<bnode>_:[\w.-]*\w)
  | (?P<pname>(?:[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:-]|\.(?=[\w:.%\\-])|%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<number>\d[\d.]*(?:[eE][+-]?\d+)?)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_SKIPPED = frozenset({"space", "comment"})
_OPERANDS = frozenset({"iri", "string", "var", "lang", "bnode", "pname", "word", "number"})


class Token(NamedTuple):
    """A token, its kind and where it stands; words are in upper case."""

    kind: str
    text: str
    start: int
    end: int

    def names(self, *words: str) -> bool:
        """Whether this is one of the keywords."""
        return self.kind == "word" and self.text in words


class Scan(NamedTuple):
    """The tokens of a text without blanks and comments."""

    tokens: tuple[Token, ...]
    ambiguous: bool


def _raw(text: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or "mark"
        if kind not in _SKIPPED:
            word = match[0].upper() if kind == "word" else match[0]
            yield Token(kind, word, match.start(), match.end())


@lru_cache(maxsize=256)
def scan(text: str) -> Scan:
    """The tokens of `text`, and whether the engine's parser might split it otherwise."""
    tokens = tuple(_raw(text))
    ambiguous = False
    inside = [False]
    before = ""
    for token in tokens:
        if token.kind == "mark":
            _nest(inside, token.text)
            ambiguous = ambiguous or token.text in "\\\"'"
        elif token.kind == "iri" and inside[-1] and (before in _OPERANDS or before == ")"):
            ambiguous = True
        before = token.text if token.text == ")" else token.kind
    return Scan(tokens, ambiguous)


def _nest(inside: list[bool], mark: str) -> None:
    if mark in "({[":
        inside.append(mark == "(")
    elif mark in ")}]" and len(inside) > 1:
        inside.pop()


def prefixes(tokens: tuple[Token, ...]) -> dict[str, str]:
    """The prefixes that the tokens declare, the last declaration of each."""
    found = {}
    for keyword, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if keyword.names("PREFIX") and name.kind == "pname" and iri.kind == "iri":
            found[name.text[:-1]] = iri.text[1:-1]
    return found


@cache
def _raw_word(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?i:{'|'.join(names)})")


def has_word(text: str, *names: str) -> bool:
    """Whether one of the keywords stands in `text`; scans only where its letters do."""
    return bool(_raw_word(names).search(text)) and not words(scan(text).tokens).isdisjoint(names)


def words(tokens: tuple[Token, ...]) -> frozenset[str]:
    """All keywords of the text."""
    return frozenset(token.text for token in tokens if token.kind == "word")
