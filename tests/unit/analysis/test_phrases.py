from collections.abc import Callable

from newsfacts.analysis.phrases import (
    attributes,
    conjuncts,
    governed,
    noun_phrases,
    outer,
    phrase_at,
    phrase_of,
    possible_cases,
)
from newsfacts.analysis.structure import Analysis, Phrase

TEXT = "Der Minister und die Kanzlerin reisten nach Rom. Der Chef der Bank lobte Müllers Büro."


def words(analysis: Analysis, phrase: Phrase | None) -> str:
    return "" if phrase is None else analysis.text(phrase.first, phrase.last)


def find(analysis: Analysis, word: str) -> int:
    return next(token.index for token in analysis.tokens if token.text == word)


def test_base_and_maximal_phrases(analyse: Callable[[str], Analysis]) -> None:
    analysis = analyse(TEXT)
    assert "Der Chef" in [words(analysis, phrase) for phrase in noun_phrases(analysis)]
    assert "Der Chef der Bank" in [words(analysis, phrase) for phrase in noun_phrases(analysis, maximal=True)]


def test_conjuncts_are_found_through_the_subject(analyse: Callable[[str], Analysis]) -> None:
    analysis = analyse(TEXT)
    subject = analysis.clauses[0].subject
    assert subject is not None
    assert [words(analysis, phrase) for phrase in conjuncts(analysis, subject)] == ["Der Minister", "die Kanzlerin"]


def test_a_phrase_alone_is_its_own_conjunct(analyse: Callable[[str], Analysis]) -> None:
    analysis = analyse("Er kam.")
    subject = analysis.clauses[0].subject
    assert subject is not None
    assert conjuncts(analysis, subject) == (subject,)


def test_genitives_stand_behind_or_before_the_noun(analyse: Callable[[str], Analysis]) -> None:
    analysis = analyse(TEXT)
    chief, office = (phrase_of(analysis, find(analysis, word)) for word in ("Chef", "Büro"))
    assert chief is not None
    assert office is not None
    assert [words(analysis, phrase) for phrase in attributes(analysis, chief)] == ["der Bank"]
    assert [words(analysis, phrase) for phrase in attributes(analysis, office)] == ["Müllers"]


def test_phrases_by_token_and_preposition(analyse: Callable[[str], Analysis]) -> None:
    analysis = analyse(TEXT)
    bank = find(analysis, "Bank")
    assert words(analysis, phrase_at(analysis, bank)) == "der Bank"
    assert words(analysis, phrase_at(analysis, bank, maximal=True)) == "Der Chef der Bank"
    assert words(analysis, governed(analysis, find(analysis, "nach"))) == "Rom"
    assert phrase_at(analysis, find(analysis, "reisten")) is None


def test_the_phrase_around_a_genitive_is_its_outer(analyse: Callable[[str], Analysis]) -> None:
    analysis = analyse(TEXT)
    bank = phrase_of(analysis, find(analysis, "Bank"))
    assert bank is not None
    assert words(analysis, outer(analysis, bank)) == "Der Chef der Bank"


def test_an_accusative_article_allows_one_case(analyse: Callable[[str], Analysis]) -> None:
    analysis = analyse("Den Plan lobt einer.")
    plan = phrase_of(analysis, find(analysis, "Plan"))
    assert plan is not None
    assert "Nom" not in possible_cases(analysis, plan)
