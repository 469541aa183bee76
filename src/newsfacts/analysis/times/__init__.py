"""Finds time expressions in an analysed text and says which time they mean, relative to the article's date.

Words and their orders are lexicon (times.tsv, times-patterns.tsv); rules compute the values. Libraries were compared on
the KRAUTS development texts before (strict span and value, F1): dateparser 1.5 reached 6 and timexy 0.1 reached 15;
ctparse 0.3 reads one expression at a time, and the Python package of recognizers-text has no German dates.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache

from newsfacts import resources
from newsfacts.analysis.structure import Analysis, Sentence

from .calendar import Value
from .expression import TimeExpression
from .intervals import joined
from .reference import direction, origin
from .rules import RULES, Match, Rule
from .words import NOTHING, OTHER, Word, classify

__all__ = ["TimeExpression", "joined", "times"]

ANCHORS = frozenset("NdmwsphuUxzYGTeaVqRLHEKk")  # a sentence without one of these has no time expression
DAY = re.compile(r"\d{4}-\d\d-\d\d")
DIRECTED = {"S": -1, "v": -1, "B": 1, "A": 1}  # prepositions that tell the direction against the tense
STORY = 2  # sentences over which a story stays on its day
ATTRIBUTIVE = "O"  # a preposition that dates the noun before it
COUNTED = frozenset({"NOUN", "ADJ"})


@cache
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], Rule], ...]:
    rows = resources.rows("lexicon", language, "times-patterns.tsv")
    return tuple((re.compile(row["pattern"]), RULES[row["rule"]]) for row in rows)


def times(analysis: Analysis) -> tuple[TimeExpression, ...]:
    """The time expressions of a text in their order, none overlapping another."""
    words = classify(analysis)
    published = origin(analysis)
    found: list[TimeExpression] = []
    day: tuple[int, dt.date] | None = None  # the day last told, with its sentence
    for sentence in analysis.sentences:
        letters = "".join(word.letter for word in words[sentence.first : sentence.last])
        if not ANCHORS.isdisjoint(letters):
            told = day[1] if day is not None and sentence.index - day[0] <= STORY else None
            inside = list(_Scan(analysis, sentence, words, letters, published).run(told))
            days = [dt.date.fromisoformat(one.value) for one in inside if DAY.fullmatch(one.value)]
            day = (sentence.index, days[-1]) if days else day
            found += inside
    return tuple(found)


class _Scan:
    """One sentence's way from left to right; the longest match at each place wins."""

    def __init__(
        self, analysis: Analysis, sentence: Sentence, words: list[Word], letters: str, published: dt.date | None
    ) -> None:
        self.analysis, self.sentence, self.words = analysis, sentence, words
        self.letters, self.published = letters, published
        self.patterns = _patterns(analysis.article.language)
        self.told: dt.date | None = None

    def run(self, told: dt.date | None) -> Iterator[TimeExpression]:
        """The expressions of the sentence; times of the day belong to the day last mentioned in it or `told` before."""
        at, last, self.told = 0, None, told
        while at < len(self.letters):
            if self.letters[at] == OTHER or not (best := self._best(at, last)):
                at += 1
                continue
            end, value = best
            first = self.sentence.first
            ahead = self._ahead(first + at, value)
            yield TimeExpression(first + at, first + end, value.edtf, value.kind, value.timex, ahead)
            if DAY.fullmatch(value.edtf):
                last = dt.date.fromisoformat(value.edtf)
            at = end

    def _best(self, at: int, last: dt.date | None) -> tuple[int, Value] | None:
        ends = sorted(
            ((match.end(), rule) for pattern, rule in self.patterns if (match := pattern.match(self.letters, at))),
            key=lambda pair: -pair[0],
        )
        for end, rule in ends:
            if end > at and not self._bare_amount(at, end) and (value := rule(self._match(at, end, last))):
                return end, value
        return None

    def _ahead(self, token: int, value: Value) -> bool:
        """Whether a value lies after the article's date; without one, a weekday told in the present does."""
        if value.edtf and self.published:
            return value.edtf > self.published.isoformat() and not value.edtf.startswith("..")
        weekday = value.timex.startswith("XXXX-WXX") and value.kind == "date"
        return value.timex == "FUTURE_REF" or (weekday and direction(self.analysis, token) > 0)

    def _match(self, at: int, end: int, last: dt.date | None) -> Match:
        first, sentence = self.sentence.first + at, self.sentence
        before = self.words[first - 1] if at else NOTHING
        matched = tuple(self.words[first : sentence.first + end])
        after = tuple(self.words[sentence.first + end : min(sentence.last, sentence.first + end + 8)])
        nominal = first - 2 >= sentence.first and self.analysis.tokens[first - 2].pos == "NOUN"
        way = DIRECTED.get(before.letter) or direction(self.analysis, first)
        if nominal and before.letter == ATTRIBUTIVE:
            way = -1  # "die Wahl vom Sonntag"
        return Match(matched, before, after, way, self.published, last, nominal, self.told)

    def _bare_amount(self, at: int, end: int) -> bool:
        """Whether four digits alone count something ("2000 Menschen") instead of naming a year."""
        if self.letters[at:end] != "Y":
            return False
        if at and self.letters[at - 1] == "g":
            return True
        following = self.sentence.first + end
        if end >= len(self.letters) or self.letters[end] != OTHER:
            return False
        token = self.analysis.tokens[following]
        round_number = self.analysis.tokens[following - 1].text.endswith("00")
        return token.pos in COUNTED and (token.number == "Plur" or round_number)
