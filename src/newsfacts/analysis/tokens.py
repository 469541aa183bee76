"""Cuts text into tokens the way German treebanks do, in one pass and in linear time; offsets are exact.

Full stops stay with abbreviations, initials and ordinals; "im", "zum" are one token; hyphenated words are one token;
whitespace is no token. The whole of a text is covered: a character that is not white space lies in exactly one token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from newsfacts.resources import rows

_WORD = r"\w[\w\u0300-\u036f\u00ad\u200c\u200d]*"
_PIECES = re.compile(
    rf"""
    (?P<url>https?://[^\s<>"„“”»«]{{1,2000}}[^\s<>"„“”»«.,;:!?)\]])
  | (?P<site>www\.[\w-]{{1,64}}\.[^\s<>"„“”»«]{{1,500}}[^\s<>"„“”»«.,;:!?)\]])
  | (?P<mail>[\w+-]{{1,64}}(?:\.[\w+-]{{1,64}}){{0,4}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,4}})
  | (?P<number>[+−-]?(?<!\w)(?>\d+(?:[.,:]\d+)*)(?![\w])(?:[-‐‑]{_WORD})*)
  | (?P<short>(?<!\w)(?:[^\W\d_]\.){{2,8}}|(?<!\w)[^\W\d_]\.(?:[^\W\d_]{{1,3}}\.){{1,4}})
  | (?P<capitals>[A-ZÄÖÜ]{{2,6}}/[A-ZÄÖÜ]{{2,6}}(?!\w))
  | (?P<word>[-‐‑]?{_WORD}(?:['’]{_WORD}|[-‐‑]{_WORD})*(?:[-‐‑](?![\w-]))?)
  | (?P<dots>\.{{2,}})
  | (?P<pair>,,|``|''|[-‐]{{2,}}|\+{{2,8}})
  | (?P<mark>\S[\ufe0e\ufe0f\u0300-\u036f\u200d]*)
    """,
    re.VERBOSE,
)
_ROMAN = re.compile(r"[IVX]{1,5}")
_ORDINAL_LIMIT = 3  # digits: "2010." ends a sentence, "125." may be an ordinal
_POSSESSIVE = ("s", "ß", "x", "z", "ce")


class Piece(NamedTuple):
    """A token's characters `[start, end)`."""

    start: int
    end: int


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["form"] for row in rows("lexicon", "de", "abbreviations.tsv"))


@cache
def starters() -> frozenset[str]:
    """Capitalised closed-class words: where one follows a full stop, a sentence begins."""
    return frozenset(row["form"].capitalize() for row in rows("lexicon", "de", "closed-class.tsv"))


@cache
def reopeners() -> frozenset[str]:
    """Capitalised words that in the midst of a sentence show that a heading ran into the next one."""
    table = rows("lexicon", "de", "closed-class.tsv")
    return frozenset(row["form"].capitalize() for row in table if row["class"] == "reopener")


def pieces(text: str, start: int, end: int) -> list[Piece]:
    """The tokens of `text[start:end]`."""
    found: list[Piece] = []
    for match in _PIECES.finditer(text, start, end):
        found.extend(_parts(match))
    return _rejoined(text, found)


def _parts(match: re.Match[str]) -> Iterator[Piece]:
    """A match as tokens: a very long run of letters is cut, so that no later step meets a giant."""
    first, last = match.span()
    for start in range(first, last, 2000):
        yield Piece(start, min(start + 2000, last))


def _rejoined(text: str, found: list[Piece]) -> list[Piece]:
    """Gives full stops back to abbreviations, initials and ordinals, and apostrophes to genitives."""
    joined: list[Piece] = []
    opened = -1  # where a single quotation mark is open: an apostrophe after it may close it
    for number, piece in enumerate(found):
        mark = text[piece.start : piece.end]
        previous = joined[-1] if joined else None
        touching = previous is not None and previous.end == piece.start
        if (previous is not None and touching and mark == "." and _keeps_stop(text, previous, found, number)) or (
            previous is not None and touching and mark in ("'", "’") and opened < 0 and _genitive(text, previous, piece)
        ):
            joined[-1] = Piece(previous.start, piece.end)
        else:
            if mark in ("'", "’", "‚", "‘"):
                opened = piece.start if opened < 0 and not touching else -1
            joined.append(piece)
    return joined


def _genitive(text: str, word: Piece, mark: Piece) -> bool:
    """Whether the apostrophe ends a genitive ("Hans' Haus")."""
    after = text[mark.end : mark.end + 2]
    return (
        text[word.start : word.end].lower().endswith(_POSSESSIVE)
        and len(after) == 2
        and after[0] == " "
        and after[1].isalpha()
    )


def _keeps_stop(text: str, word: Piece, found: list[Piece], number: int) -> bool:
    """Whether the full stop `found[number]` belongs to the word before it."""
    form = text[word.start : word.end]
    following = found[number + 1] if number + 1 < len(found) else None
    after = text[following.start : following.end] if following is not None else ""
    broken = following is not None and "\n" in text[found[number].end : following.start]
    if f"{form}." in _abbreviations() or _spaced(text, word, found, number):
        return True
    if not after or broken:
        return False
    if form.isdigit():
        return len(form) <= _ORDINAL_LIMIT and after[0].isalpha() and after not in starters()
    if _ROMAN.fullmatch(form):
        return after[0].islower() or (after[0].isalpha() and after not in starters())
    return (
        len(form) == 1
        and form.isalpha()
        and form.isupper()
        and (after[0].isupper() or after == "-")
        and after not in starters()
    )


def _spaced(text: str, word: Piece, found: list[Piece], number: int) -> bool:
    """Whether a single letter and its stop are part of a spaced abbreviation ("z. B.", "i. d. R.")."""
    if word.end - word.start != 1 or not text[word.start].isalpha():
        return False
    known = _abbreviations()
    around = [text[piece.start : piece.end] for piece in found[max(0, number - 5) : number + 6]]
    here = number - max(0, number - 5)
    for first in range(max(0, here - 5), here):
        for last in (first + 4, first + 6):
            chunk = around[first:last]
            if first <= here < last and chunk[1::2] == ["."] * (len(chunk) // 2) and "".join(chunk) in known:
                return True
    return False
