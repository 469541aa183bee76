"""Divides an article into tokens, quotations and sentences by rules: cheaper and better than the parser's own guess.

A sentence ends at a full stop, exclamation or question mark and at the end of a paragraph; never inside furniture,
after an abbreviation or ordinal, inside parentheses, or where the text goes on in lower case. Very long sentences are
cut at safe points, so that all that follows takes time in proportion to the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from newsfacts.model import Article
from newsfacts.resources import rows

from . import quotations as quoted
from .structure import Quotation, Sentence
from .tokens import Piece, pieces, reopeners, starters

LONGEST = 160  # tokens in a sentence before it is cut
_SAFE = ((";",), (":", "–", "—"), (",",))  # where to cut, best first
_HEADING = 16  # tokens in a heading at most
_RUN_IN = 12  # tokens in a heading that ran into a sentence
_WRAPPED = 50  # a line this long that does not end a sentence goes on in the next
_ENDS = frozenset((".", "!", "?", "…", "..", "...", "....", "‽"))
_CLOSERS = frozenset((")", "]"))
_PARENTHESIS = 80  # tokens: a bracket that closes later than this was forgotten
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")


class Divided(NamedTuple):
    """An article's tokens, its sentences and its quotations; indices are into `pieces`."""

    pieces: tuple[Piece, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]


@cache
def _final_abbreviations() -> frozenset[str]:
    table = rows("lexicon", "de", "abbreviations.tsv")
    return frozenset(row["form"] for row in table if row["kind"] == "final")


def divide(article: Article) -> Divided:
    """The tokens, sentences and quotations of an article."""
    text = article.text
    tokens: list[Piece] = []
    paragraphs: list[tuple[int, int]] = []
    for start, end in _stretches(article):
        found = pieces(text, start, end)
        if found:
            paragraphs.append((len(tokens), len(tokens) + len(found)))
            tokens.extend(found)
    quotations = quoted.find(text, tokens, paragraphs)
    forms = [text[piece.start : piece.end] for piece in tokens]
    splitter = _Splitter(forms, quotations)
    sentences: list[Sentence] = []
    for number, (first, last) in enumerate(paragraphs):
        ranges = splitter.split(first, last)
        heading = len(ranges) == 1 and len(paragraphs) > 1 and _is_heading(forms[first:last])
        for begin, stop in ranges:
            sentences.append(Sentence(len(sentences), begin, stop, number, heading))
    return Divided(tuple(tokens), tuple(sentences), quotations)


def _is_heading(forms: Sequence[str]) -> bool:
    last = forms[-1]
    return len(forms) <= _HEADING and last not in _ENDS and last not in (":", ",", ";") and last not in quoted.marks()


def _stretches(article: Article) -> Iterator[tuple[int, int]]:
    """The paragraphs as ranges of characters, furniture left out."""
    furniture = sorted(article.furniture)
    following = 0
    for start, end in _paragraphs(article.text):
        while following < len(furniture) and furniture[following].end <= start:
            following += 1
        number = following
        while number < len(furniture) and furniture[number].start < end:
            if start < furniture[number].start:
                yield start, furniture[number].start
            start = max(start, furniture[number].end)
            number += 1
        if start < end:
            yield start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Lines, joined where the one is only wrapped into the next."""
    begin, end = -1, -1
    for match in _LINE.finditer(text):
        start, stop = match.span()
        if not text[start:stop].strip():
            continue
        if begin >= 0 and not _wraps(text, begin, end, start):
            yield begin, end
            begin = start
        elif begin < 0:
            begin = start
        end = stop
    if begin >= 0:
        yield begin, end


def _wraps(text: str, begin: int, end: int, start: int) -> bool:
    """Whether a line break between `end` and `start` is one of layout only."""
    if text[end:start].count("\n") > 1 or end == start:
        return False
    line = text[max(begin, text.rfind("\n", begin, end) + 1) : end].rstrip()
    if not line or line[-1] in _ENDS or line[-1] in quoted.marks():
        return False
    following = text[start : start + 40].lstrip()
    return following[:1].islower() or (len(line) >= _WRAPPED and line[-1] not in ":")


class _Splitter:
    """Finds the sentences of a paragraph."""

    def __init__(self, forms: Sequence[str], quotations: Sequence[Quotation]) -> None:
        self._forms = forms
        self._closing = frozenset(quotation.last - 1 for quotation in quotations if quotation.closed)
        self._opening = frozenset(quotation.first for quotation in quotations)

    def split(self, first: int, last: int) -> list[tuple[int, int]]:
        """The ranges of the sentences in the paragraph `[first, last)`."""
        ranges: list[tuple[int, int]] = []
        begin, token = first, first
        while token < last:
            token = self._past_parenthesis(token, begin, last)
            end = token if self._ran_into(token, begin) else self._end(token, last)
            if end:
                ranges.extend(self._cut(begin, end))
                begin = token = end
            else:
                token += 1
        if begin < last:
            ranges.extend(self._cut(begin, last))
        return ranges

    def _ran_into(self, token: int, begin: int) -> bool:
        """Whether the words before were a heading that lost its line: a capital where none belongs."""
        if not 2 <= token - begin <= _RUN_IN or self._forms[token] not in reopeners():
            return False
        before = self._forms[token - 1]
        return before.isalpha() and before.capitalize() not in starters() and self._forms[begin].isalnum()

    def _past_parenthesis(self, token: int, begin: int, last: int) -> int:
        """The token after a bracket that opens here inside a sentence, so that no full stop in it ends that one."""
        if self._forms[token] not in ("(", "[") or token == begin:
            return token
        for other in range(token + 1, min(token + _PARENTHESIS, last)):
            if self._forms[other] in _CLOSERS:
                return other
        return token

    def _end(self, token: int, last: int) -> int:
        """The end of the sentence if it ends with this token, else 0."""
        forms = self._forms
        form = forms[token]
        abbreviated = form in _final_abbreviations()
        if form not in _ENDS and not abbreviated:
            return 0
        end = token + 1
        while end < last and (forms[end] in _ENDS or forms[end] in _CLOSERS or end in self._closing):
            end += 1
        if end >= last:
            return 0
        return end if self._begins(end, last, abbreviated) else 0

    def _begins(self, token: int, last: int, abbreviated: bool) -> bool:
        """Whether a sentence can begin here."""
        form = self._forms[token]
        while token + 1 < last and (token in self._opening or form in ("–", "—", "-", "(", "[", "•", "*")):
            token += 1
            form = self._forms[token]
        if abbreviated:
            return form in starters()
        return form[0].isupper() or form[0].isdigit() or not (form[0].isalpha() or form in (",", ";", ":", ")"))

    def _cut(self, begin: int, end: int) -> list[tuple[int, int]]:
        """The range itself, or pieces of it where it is too long for a sentence."""
        ranges = []
        while end - begin > LONGEST:
            middle = self._safe(begin, begin + LONGEST)
            ranges.append((begin, middle))
            begin = middle
        ranges.append((begin, end))
        return ranges

    def _safe(self, begin: int, end: int) -> int:
        for marks in _SAFE:
            for token in range(end - 1, begin + LONGEST // 3, -1):
                if self._forms[token] in marks:
                    return token + 1
        return end
