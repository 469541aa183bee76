"""Finds what stands in quotation marks, whatever the marks: nested, mixed, unclosed; apostrophes are none."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from newsfacts.resources import rows

from .structure import Quotation
from .tokens import Piece

_SINGLE = ("'", "’", "‘")  # marks that may be apostrophes
_DEEPEST = 4  # quotations inside each other; more are marks gone wrong
_ELSEWHERE = 40  # a single mark that opens must close within so many tokens, else it was an apostrophe
_OPENERS = "([{-–—/"
_HYPHENS = ("-", "‐", "‑")


class _Mark(NamedTuple):
    opens: bool
    closes: bool
    partners: frozenset[str]


class _Open(NamedTuple):
    token: int
    mark: str


@cache
def marks() -> dict[str, _Mark]:
    """The quotation marks known, by their form."""
    table = rows("lexicon", "de", "quotation-marks.tsv")
    return {
        row["mark"]: _Mark(row["opens"] == "yes", row["closes"] == "yes", frozenset(row["partners"].split()))
        for row in table
    }


def find(text: str, pieces: Sequence[Piece], paragraphs: Sequence[tuple[int, int]]) -> tuple[Quotation, ...]:
    """The quotations of a text, in order of their beginning; `paragraphs` are ranges of tokens."""
    found: list[Quotation] = []
    for first, last in paragraphs:
        found.extend(_Paragraph(text, pieces, first, last).quotations())
    return tuple(sorted(found, key=lambda quotation: (quotation.first, -quotation.last)))


class _Paragraph:
    """One paragraph's marks, read from left to right with a stack of those open."""

    def __init__(self, text: str, pieces: Sequence[Piece], first: int, last: int) -> None:
        self._text, self._pieces, self._first, self._last = text, pieces, first, last
        self._open: list[_Open] = []
        self._found: list[Quotation] = []

    def quotations(self) -> list[Quotation]:
        known = marks()
        for token in range(self._first, self._last):
            form = self._form(token)
            if form in known:
                self._read(token, form, known[form])
        for depth, opened in enumerate(self._open, 1):
            self._end(opened, self._last, depth, closed=False)
        return self._found

    def _read(self, token: int, form: str, mark: _Mark) -> None:
        if mark.closes and self._closes(token, form):
            self._close(token, form)
        elif mark.opens and len(self._open) < _DEEPEST and self._may_open(token, form, mark):
            self._open.append(_Open(token, form))

    def _closes(self, token: int, form: str) -> bool:
        """Whether the mark ends an open quotation: it must be a partner, and not look like a beginning."""
        if not any(form in marks()[opened.mark].partners for opened in self._open):
            return False
        looks_open = self._before(token) and not self._after(token)
        return not (looks_open and marks()[form].opens)

    def _close(self, token: int, form: str) -> None:
        while self._open:
            opened = self._open.pop()
            depth = len(self._open) + 1
            if form in marks()[opened.mark].partners:
                self._end(opened, token + 1, depth, closed=True)
                return
            if opened.mark not in _SINGLE:  # its closing mark was forgotten: it ends before this one
                self._end(opened, token, depth, closed=False)

    def _may_open(self, token: int, form: str, mark: _Mark) -> bool:
        if not mark.closes:
            return True
        if not self._before(token) or self._after(token):
            return False
        return form not in _SINGLE or self._partner_ahead(token, mark)

    def _partner_ahead(self, token: int, mark: _Mark) -> bool:
        ahead = range(token + 1, min(token + _ELSEWHERE, self._last))
        return any(self._form(other) in mark.partners and not self._before(other) for other in ahead)

    def _end(self, opened: _Open, last: int, depth: int, *, closed: bool) -> None:
        if last - opened.token > 1:
            self._found.append(Quotation(opened.token, last, depth, closed))

    def _form(self, token: int) -> str:
        piece = self._pieces[token]
        return self._text[piece.start : piece.end]

    def _before(self, token: int) -> bool:
        """Whether the mark has room on its left, as one that opens has."""
        start = self._pieces[token].start
        char = self._text[start - 1 : start]
        return not char or char.isspace() or char in _OPENERS or char in marks() or char == ":"

    def _after(self, token: int) -> bool:
        """Whether the mark has room on its right, as one that closes has."""
        end = self._pieces[token].end
        char = self._text[end : end + 1]
        return not char or char.isspace() or char in ".,;:!?)]}–—" + "".join(_HYPHENS)
