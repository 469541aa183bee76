"""The closed classes of a language that the clause rules need, read from its lexicon once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from newsfacts.resources import rows

_INFLECTED = ("DET", "PRON", "ADP")


class Ending(NamedTuple):
    """How a regular verb's finite form is built from its infinitive, its tense, and its mood where it is sure."""

    infinitive: str
    finite: str
    tense: str
    mood: str
    stem: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """Word lists by what they do; forms are in lower case."""

    auxiliaries: dict[str, frozenset[str]]  # lemma -> perfect, passive, modal, copula, raising
    particles: dict[str, str]  # form -> sure, other
    openers: dict[str, frozenset[str]]  # form -> complement, adverbial, infinitive, interrogative, relative
    negation: dict[str, str]  # form -> clause, phrase
    cases: dict[tuple[str, str], frozenset[str]]  # article or pronoun, part of speech -> its possible cases
    numbers: dict[tuple[str, str], str]  # the same -> Sing, Plur or any
    konjunktiv: frozenset[str]
    measures: frozenset[str]  # nouns as they stand: times and measures
    conjunctions: frozenset[str]
    articles: frozenset[str]
    coordinators: frozenset[str]
    comparison: frozenset[str]
    postpositions: frozenset[str]  # that are no prepositions as well
    endings: tuple[Ending, ...]
    dative: frozenset[str]  # lemmas of verbs with a dative object
    agents: frozenset[str]  # prepositions of the doer in a passive
    quantities: frozenset[str]  # nouns that count the noun behind them
    light: frozenset[str]  # prepositions with a noun that make one expression with a verb
    moving: tuple[str, ...]  # lemmas of verbs that build their perfect as others build the passive of state

    def is_kind(self, lemma: str, kind: str) -> bool:
        """Whether a verb's lemma is an auxiliary of that kind."""
        return kind in self.auxiliaries.get(lemma, ())

    def ending(self, form: str, lemma: str) -> Ending | None:
        """How a finite form was built from its infinitive, None where not regularly."""
        for ending in self.endings:
            if lemma.endswith(ending.infinitive):
                stem = lemma[: -len(ending.infinitive)]
                if form == stem + ending.finite and ending.stem.search(stem):
                    return ending
        return None

    def opens(self, form: str, kind: str) -> bool:
        """Whether a word, in lower case, may open a clause of that kind."""
        return kind in self.openers.get(form, ())


def _sets(table: str, key: str, value: str, language: str) -> dict[str, frozenset[str]]:
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for row in rows("lexicon", language, table):
        gathered[row[key]].update(row[value].split())
    return {name: frozenset(values) for name, values in gathered.items()}


def _cases(language: str, column: str) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    for row in rows("lexicon", language, "case-forms.tsv"):
        for pos in _INFLECTED if row["pos"] == "any" else (row["pos"],):
            yield (row["form"], pos), frozenset(row[column].split())


def _endings(language: str) -> Iterator[Ending]:
    for row in rows("lexicon", language, "verb-endings.tsv"):
        yield Ending(row["infinitive"], row["finite"], row["tense"], row["mood"], re.compile(f"{row['stem']}$"))


def _map(table: str, value: str, language: str) -> dict[str, str]:
    return {row["form"]: row[value] for row in rows("lexicon", language, table)}


@cache
def grammar(language: str = "de") -> Grammar:
    """The word lists of a language. Raises ResourceError where one is missing."""
    closed = _sets("closed-class.tsv", "class", "form", language)
    return Grammar(
        auxiliaries=_sets("auxiliary-verbs.tsv", "lemma", "kind", language),
        particles=_map("verb-particles.tsv", "kind", language),
        openers=_sets("subjunctions.tsv", "form", "kind", language),
        negation=_map("negation.tsv", "scope", language),
        cases=dict(_cases(language, "cases")),
        numbers={key: next(iter(values)) for key, values in _cases(language, "number")},
        konjunktiv=frozenset(_map("konjunktiv.tsv", "kind", language)),
        measures=frozenset(_map("measure-nouns.tsv", "kind", language)),
        conjunctions=closed["conjunction"],
        articles=closed["article"],
        coordinators=closed["coordinator"],
        comparison=closed["comparison"],
        agents=closed["agent"],
        postpositions=closed["postposition"] - closed["preposition"],
        endings=tuple(_endings(language)),
        quantities=closed["quantity"],
        light=frozenset(row["phrase"] for row in rows("lexicon", language, "light-phrases.tsv")),
        moving=tuple(row["lemma"] for row in rows("lexicon", language, "perfect-with-sein.tsv")),
        dative=frozenset(row["lemma"] for row in rows("lexicon", language, "dative-verbs.tsv")),
    )
