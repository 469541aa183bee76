"""Joins time expressions into the intervals that their prepositions make of them ("von … bis …", "seit …")."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

import msgspec

from newsfacts.analysis.structure import Analysis

from .expression import TimeExpression
from .words import NOTHING, Word, classify

DAY = re.compile(r"\d{4}-\d\d-\d\d")
TRANSPARENT = "DiPg"  # between the preposition and its expression


def joined(analysis: Analysis, found: Sequence[TimeExpression]) -> tuple[TimeExpression, ...]:
    """The expressions of a text that date something or look ahead, pairs and open ones as EDTF intervals."""
    words = classify(analysis)
    return tuple(_Joiner(analysis, words, [t for t in found if t.value or t.ahead]).run())


class _Joiner:
    def __init__(self, analysis: Analysis, words: list[Word], dated: list[TimeExpression]) -> None:
        self.analysis, self.words, self.dated = analysis, words, dated

    def run(self) -> Iterator[TimeExpression]:
        at = 0
        while at < len(self.dated):
            one = self.dated[at]
            two = self.dated[at + 1] if at + 1 < len(self.dated) else None
            if two and (value := self._pair(one, two)):
                yield msgspec.structs.replace(one, last=two.last, value=value)
                at += 2
            else:
                yield self._opened(one)
                at += 1

    def _before(self, token: int) -> Word:
        """The preposition before an expression, articles and the like seen through."""
        sentence = self.analysis.sentences[self.analysis.sentence_of[token]]
        at = token - 1
        while at > sentence.first and self.words[at].letter in TRANSPARENT:
            at -= 1
        return self.words[at] if at >= sentence.first else NOTHING

    def _pair(self, one: TimeExpression, two: TimeExpression) -> str:
        between = [word.letter for word in self.words[one.last : two.first]]
        link = next((letter for letter in between if letter in "B&"), "")
        plain = all(letter in "BiD&P" for letter in between) and len(between) <= 3
        start = self._same_year(one, two)
        if not (link and plain and start and two.value) or "/" in start + two.value or start >= two.value:
            return ""
        opened = self._before(one.first).letter
        if (link == "B") or (opened == "Z") or (opened == "F") or _neighbours(start, two.value):
            return f"{start}/{two.value}"
        return ""

    def _same_year(self, one: TimeExpression, two: TimeExpression) -> str:
        """The value of the first of two; where only the second names a year it is that of both."""
        named = ["Y" in {word.letter for word in self.words[t.first : t.last]} for t in (one, two)]
        if named == [False, True] and len(one.value) > 4 and one.value[4:] < two.value[4:]:
            return two.value[:4] + one.value[4:]
        return one.value

    def _opened(self, one: TimeExpression) -> TimeExpression:
        letter = self._before(one.first).letter
        if not one.value or "/" in one.value or letter not in "SABC":
            return one
        if letter == "C":
            after = one.value.isdigit()
            return msgspec.structs.replace(one, value=f"{int(one.value) + 1}/..") if after else one
        value = f"../{one.value}" if letter == "B" else f"{one.value}/.."
        return msgspec.structs.replace(one, value=value)


def _neighbours(one: str, two: str) -> bool:
    """Whether two days follow each other."""
    if not (DAY.fullmatch(one) and DAY.fullmatch(two)):
        return False
    return dt.date.fromisoformat(two) - dt.date.fromisoformat(one) == dt.timedelta(days=1)
