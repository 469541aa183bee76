"""The base noun phrase, and the cases and the number that the form of a noun phrase allows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

from .grammar import Grammar
from .structure import Token

_ALL = frozenset(("Nom", "Acc", "Dat", "Gen"))
# By the last letter of the article and the ending of the adjective: "der alte" is nominative, "der alten" is not.
_WEAK = {
    ("r", "e"): frozenset(("Nom",)), ("r", "en"): frozenset(("Dat", "Gen")), ("n", "er"): frozenset(("Nom",)),
}  # fmt: skip
# Endings of an adjective without an article, and of the noun's article by gender and number: the cases they leave.
_ENDINGS = {
    "em": frozenset(("Dat",)), "en": frozenset(("Acc", "Dat")), "er": frozenset(("Nom", "Dat", "Gen")),
    "es": frozenset(("Nom", "Acc")), "e": frozenset(("Nom", "Acc")),
}  # fmt: skip
_R_FORMS = {
    ("Masc", "Sing"): frozenset(("Nom",)),
    ("Fem", "Sing"): frozenset(("Dat", "Gen")),
    ("", "Plur"): frozenset(("Gen",)),
}  # fmt: skip
_N_FORMS = {"Sing": frozenset(("Acc",)), "Plur": frozenset(("Dat",))}


Link = Literal["", "genitive", "attribute", "apposition", "conjunct"]


class Chunk(msgspec.Struct):
    """A base noun phrase, tokens `[first, last)`; `inner` where it lies inside another; `attached` the chunk it is part
    of as genitive, prepositional attribute, apposition or conjunct (`link`), or -1."""

    first: int
    last: int
    head: int
    preposition: int = -1
    cases: frozenset[str] = _ALL  # by form, gender and number
    formal: frozenset[str] = _ALL  # by form alone
    number: str = ""  # Sing or Plur, by the article where it tells
    inner: bool = False
    attached: int = -1
    link: Link = ""


class Cases:
    """Reads case and number of the base phrases of one text; `last` is where its sentence ends."""

    def __init__(self, tokens: Sequence[Token], last: int, grammar: Grammar) -> None:
        self._tokens, self._last, self._grammar = tokens, last, grammar

    def number(self, chunk: Chunk) -> str:
        """The number by the article, else by its adjective's ending, else as the model has it."""
        first = self._tokens[chunk.first]
        form = first.text.lower()
        told = self._grammar.numbers.get((form, first.pos), "any")
        if told != "any":
            return told
        ending = self._weak_ending(chunk)
        if first.pos == "DET" and ending == "e":
            return "Sing"
        if first.pos == "DET" and ending == "en" and form.endswith("ie"):
            return "Plur"
        return self._tokens[chunk.head].number

    def _weak_ending(self, chunk: Chunk) -> str:
        """The ending, "e" or "en", of the adjective behind the article; "" where there is none."""
        adjective = self._tokens[chunk.first + 1] if chunk.first + 1 < chunk.head else None
        if adjective is None or adjective.pos != "ADJ":
            return ""
        return next((ending for ending in ("en", "er", "es", "e") if adjective.text.endswith(ending)), "")

    def cases(self, chunk: Chunk) -> tuple[frozenset[str], frozenset[str]]:
        """The cases the phrase can stand in by the form of its article, pronoun or first adjective: narrowed by gender
        and number as the model sees them, and by the form alone."""
        first, head = self._tokens[chunk.first], self._tokens[chunk.head]
        form = first.text.lower()
        known = self._grammar.cases.get((form, first.pos))
        if known is not None:
            if first.pos != "DET":
                return known, known
            strict = known & _WEAK.get((form[-1], self._weak_ending(chunk)), known)
            known = strict or known
            return self._agreeing(form, known, head), known
        if first.pos == "ADJ" and chunk.head > chunk.first:
            for ending, cases in _ENDINGS.items():
                if form.endswith(ending):
                    return self._agreeing(form, cases, head), cases
        if self._tokens[chunk.head].pos == "NOUN" and (first.pos == "NUM" or chunk.head == chunk.first):
            return _ALL - {"Gen"}, _ALL - {"Gen"}  # without article or adjective no genitive
        if first.pos == "PROPN" and chunk.head == chunk.first:
            named = _ALL if head.case == "Gen" else _ALL - {"Gen"}
            return named, named
        return _ALL, _ALL

    def _agreeing(self, form: str, known: frozenset[str], head: Token) -> frozenset[str]:
        narrowed: frozenset[str] | None = None
        if form.endswith("er") and "Nom" in known:
            key = ("", "Plur") if head.number == "Plur" else (head.gender, head.number)
            narrowed = _R_FORMS.get(key)
        elif form.endswith("in") and head.gender == "Masc":
            narrowed = frozenset(("Nom",))  # "ein", "kein", "sein" without ending
        elif form.endswith("en") and known == {"Acc", "Dat"}:
            named = head.index + 1 < self._last and self._tokens[head.index + 1].pos == "PROPN" and head.pos == "NOUN"
            narrowed = _N_FORMS.get("Sing" if named else head.number)
        return (known & narrowed) or known if narrowed else known
