"""An analysed article as the speech rules look at it: units, the segments between their commas, and where verbs stand.

A unit is a sentence, or several that one quotation binds together. Inside a unit, what stands in quotation marks or
brackets is hidden: rules for the frame pass over it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Literal

import msgspec

from newsfacts.analysis.structure import Analysis, Quotation

from .lexicon import Lexicon
from .repair import repaired

SegmentKind = Literal["main", "that", "question", "relative", "adverbial", "infinitive", "fragment"]
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")
DASHES = frozenset(("–", "—", "-", "--"))
SEPARATORS = DASHES | {",", ";", ":", "…"}
STOPS = frozenset((".", "!", "?", "...", "…"))
_NOMINAL = frozenset(("NOUN", "PROPN", "X"))
_LONGEST_BRACKET = 60


class Segment(msgspec.Struct, frozen=True):
    """What stands between two separators, tokens `[first, last)`. `lead` is the mark before it, "" at the unit's start;
    `opener` its first visible word behind a coordinator (-1: all hidden), `finites` its visible finite verbs."""

    index: int
    first: int
    last: int
    lead: str
    kind: SegmentKind
    opener: int
    finites: tuple[int, ...]


class Unit(msgspec.Struct, frozen=True):
    """Tokens `[first, last)`; `end` leaves the closing full stop out; `paragraph` as in Sentence."""

    index: int
    first: int
    last: int
    end: int
    paragraph: int
    heading: bool
    segments: tuple[Segment, ...]


def _ended(analysis: Analysis, quotation: Quotation) -> Quotation:
    """The quotation; one whose closing mark is missing ends with its sentence."""
    if quotation.closed or not quotation.first < len(analysis.tokens):
        return quotation
    sentence = analysis.sentences[analysis.sentence_of[quotation.first]]
    return msgspec.structs.replace(quotation, last=min(quotation.last, sentence.last))


class View:
    """An analysis with what the rules ask of it again and again, computed once."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.analysis, self.lexicon = analysis, lexicon
        self.tokens = repaired(analysis, lexicon)
        self.words = tuple(token.text.lower() for token in analysis.tokens)
        outer = (_ended(analysis, q) for q in analysis.quotations if q.depth == 1)
        self.quotations = tuple(q for q in outer if q.last > q.first)
        self._starts = [quotation.first for quotation in self.quotations]
        self.quotation_of = [-1] * len(self.tokens)
        for number, quotation in enumerate(self.quotations):
            for at in range(quotation.first, quotation.last):
                self.quotation_of[at] = number
        self.hidden = self._brackets()
        for at, number in enumerate(self.quotation_of):
            if number >= 0:
                self.hidden[at] = True
        self._prefix = next(iter(lexicon.words("participle_prefix")))
        self.forms = self._forms()
        self.units: tuple[Unit, ...] = ()
        self.unit_of: list[int] = []

    def _brackets(self) -> list[bool]:
        """Which tokens stand in brackets, the marks included; a bracket never closed hides nothing."""
        hidden = [False] * len(self.tokens)
        opened: list[int] = []
        for at, word in enumerate(self.words):
            if word in OPENING:
                opened.append(at)
            elif word in CLOSING and opened:
                start = opened.pop()
                if at - start <= _LONGEST_BRACKET:
                    hidden[start : at + 1] = [True] * (at + 1 - start)
        return hidden

    def _forms(self) -> list[str]:
        """Fin, Inf or Part for verbs, mended where the word itself or its neighbours decide."""
        known, light = self.lexicon.words("finite"), self.lexicon.words("auxiliary")
        forms = ["Fin" if word in known else token.form for word, token in zip(self.words, self.tokens, strict=True)]
        auxiliary = False
        for at, token in enumerate(self.tokens):
            if token.pos == "PUNCT" and not self.hidden[at]:
                auxiliary = False
            elif self.words[at] in known:
                auxiliary = auxiliary or token.lemma in light
            elif token.pos == "VERB":
                forms[at] = self._mended(at, forms[at], auxiliary)
            elif token.pos == "AUX" and self.has(at + 1, "infinitive") and self._infinite(at):
                forms[at] = "Inf"
        return forms

    def _mended(self, at: int, form: str, auxiliary: bool) -> str:
        """The form of the verb at `at`; `auxiliary` where one stands before it in its clause."""
        word, ending = self.words[at], self.lexicon.endings
        if self._attribute(at):
            return "Part"
        if word.endswith(ending("past")) or word in self.lexicon.words("subjunctive"):
            return "Fin"
        if form == "Fin" and word.endswith(ending("infinitive")) and self.has(at + 1, "infinitive"):
            return "Inf"
        if form == "Fin" and word.endswith(ending("participle")) and self._perfect_infinitive(at + 1):
            return "Part"
        return (
            "Part"
            if form == "Fin" and word.endswith(ending("participle")) and self._participle(at, auxiliary)
            else form
        )

    def _infinite(self, at: int) -> bool:
        """Whether the word has the form of an infinitive ("werden zu können")."""
        return self.words[at].endswith(self.lexicon.endings("infinitive"))

    def _attribute(self, at: int) -> bool:
        """Whether a verb stands where only an attribute can: between article and noun ("die drei beteiligten Helfer"),
        or as a participle with ending before its noun ("die gestern vorgelegten Pläne")."""
        word, ending = self.words[at], self.lexicon.endings
        if not 0 < at < len(self.tokens) - 1 or not word.endswith(ending("inflected")) or not self.nominal(at + 1):
            return False
        inflected = word.endswith(ending("stem")) and word.find(self._prefix, 0, 6) >= 0
        if inflected and not self.tokens[at].lemma.startswith(self._prefix):
            return True
        return self.tokens[at - 1].pos in ("DET", "NUM", "ADJ") and not self.has(at - 1, "pronoun_subject", "anaphor")

    def _participle(self, at: int, auxiliary: bool) -> bool:
        """Whether a verb that was read as finite is a participle: an auxiliary stands before it, or right behind it at
        the end of its clause ("berichtet wird")."""
        if auxiliary:
            return self._closes(at)
        return self.has(at + 1, "finite") and self._closes(at + 1)

    def _perfect_infinitive(self, at: int) -> bool:
        """Whether "zu" with an auxiliary follows: "gehört zu haben"."""
        behind = at + 1
        light = behind < len(self.tokens) and self.tokens[behind].lemma in self.lexicon.words("auxiliary")
        return light and self.has(at, "infinitive")

    def _closes(self, at: int) -> bool:
        """Whether a mark, the end or "und" follows the token."""
        behind = at + 1
        return behind >= len(self.tokens) or self.tokens[behind].pos == "PUNCT" or self.has(behind, "coordinator")

    def has(self, at: int, *classes: str) -> bool:
        """Whether the word at `at` is in one of the closed classes."""
        return 0 <= at < len(self.words) and any(self.words[at] in self.lexicon.words(name) for name in classes)

    def visible(self, first: int, last: int) -> Iterator[int]:
        """The tokens of `[first, last)` outside quotation marks and brackets."""
        return (at for at in range(first, last) if not self.hidden[at])

    def skip(self, at: int) -> int:
        """The first token behind the quotation or bracket that starts at `at`; `at` itself where none does."""
        if self.quotation_of[at] >= 0:
            return self.quotations[self.quotation_of[at]].last
        while at < len(self.tokens) and self.hidden[at] and self.quotation_of[at] < 0:
            at += 1
        return at

    def nominal(self, at: int) -> bool:
        """Whether the token is a noun or a name."""
        return self.tokens[at].pos in _NOMINAL

    def finite(self, at: int) -> bool:
        """Whether the token is a finite verb."""
        return self.forms[at] == "Fin" and (self.tokens[at].pos in ("VERB", "AUX") or self.has(at, "finite"))

    def subjunctive(self, at: int, strong: bool = False) -> bool:
        """Whether the finite verb at `at` stands in Konjunktiv; `strong` leaves out the forms of Konjunktiv II.

        The form decides: a present form in -e is Konjunktiv I, since news hardly say "ich" outside quotations.
        """
        word, token = self.words[at], self.tokens[at]
        if word in self.lexicon.words("subjunctive"):
            if self.has(at - 1, "first_person") or self.has(at + 1, "first_person"):
                return False
            return not (strong and word in self.lexicon.words("subjunctive_weak"))
        if self.has(at - 1, "first_person") or self.has(at + 1, "first_person"):
            return False
        ends = word.endswith(self.lexicon.endings("subjunctive"))
        # "sage" is of "sagen", "handle" of "handeln", "bedauere" of "bedauern"
        stems = word, word[:-2] + word[-1:] + word[-2:-1], word[:-1]
        infinitives = tuple(stem + last for stem in stems for last in self.lexicon.endings("infinitive"))
        return ends and token.lemma.endswith(infinitives) and len(word) > 3

    def quotations_in(self, first: int, last: int) -> tuple[Quotation, ...]:
        """The outermost quotations that start in tokens `[first, last)`."""
        starts = self._starts
        return self.quotations[bisect_left(starts, first) : bisect_left(starts, last)]

    def quotation(self, at: int) -> Quotation | None:
        """The outermost quotation that holds the token."""
        return self.quotations[self.quotation_of[at]] if self.quotation_of[at] >= 0 else None
