"""Who does what to whom: phrases of clauses that the parse alone does not settle."""

from collections.abc import Callable

import pytest

from newsfacts.analysis.structure import Analysis, Clause, Phrase

Analyse = Callable[[str], Analysis]


def words(analysis: Analysis, phrase: Phrase | None) -> str:
    return "" if phrase is None else analysis.text(phrase.first, phrase.last)


def clause_of(analysis: Analysis, lemma: str) -> Clause:
    return next(clause for clause in analysis.clauses if clause.lemma == lemma)


@pytest.mark.parametrize(
    ("text", "lemma", "agent"),
    [
        ("Der Sänger wurde am Abend von hunderten Fans am Flughafen empfangen.", "empfangen", "hunderten Fans"),
        ("Das Gemälde wird nun von der Stadt Köln behalten.", "behalten", "der Stadt Köln"),
    ],
)
def test_a_participle_like_its_infinitive_makes_a_passive_with_a_doer(
    analyse: Analyse, text: str, lemma: str, agent: str
) -> None:
    analysis = analyse(text)
    clause = clause_of(analysis, lemma)
    assert clause.passive
    assert agent in [words(analysis, phrase) for phrase in clause.obliques]


@pytest.mark.parametrize(
    ("text", "lemma", "subject", "objects"),
    [
        ("Gestern hatte ein Attentäter 20 Menschen erschossen.", "erschießen", "ein Attentäter", ["20 Menschen"]),
        (
            "Die Soldaten hatten die Menge beschossen und mehrere Menschen verletzt.",
            "verletzen", "Die Soldaten", ["mehrere Menschen"],
        ),
        ("Alpha übernahm ihren Konkurrenten Beta.", "übernehmen", "Alpha", ["ihren Konkurrenten Beta"]),
        ("Die USA liefern der Ukraine Raketen.", "liefern", "Die USA", ["Raketen"]),
        ("Der Mann, den die Polizei verhaftet hatte, ist frei.", "verhaften", "die Polizei", ["den"]),
        ("Hunderte Menschen besuchten die Messe.", "besuchen", "Hunderte Menschen", ["die Messe"]),
    ],
)  # fmt: skip
def test_subjects_and_objects(analyse: Analyse, text: str, lemma: str, subject: str, objects: list[str]) -> None:
    analysis = analyse(text)
    clause = clause_of(analysis, lemma)
    assert words(analysis, clause.subject) == subject
    assert [words(analysis, phrase) for phrase in clause.objects] == objects


def test_a_verb_that_takes_a_dative_has_it_after_a_noun(analyse: Analyse) -> None:
    analysis = analyse("Weil die Armee der Bevölkerung die Ausreise untersagte, gab es Streit.")
    assert words(analysis, clause_of(analysis, "untersagen").indirect) == "der Bevölkerung"


def test_an_expression_with_the_verb_is_no_attribute(analyse: Analyse) -> None:
    analysis = analyse("Bei dem Unfall kamen drei Menschen ums Leben.")
    assert words(analysis, clause_of(analysis, "kommen").subject) == "drei Menschen"


def test_an_attribute_between_number_and_noun_holds_no_clause(analyse: Analyse) -> None:
    analysis = analyse("In Texas wurden 12 zum Tode verurteilte Häftlinge hingerichtet.")
    assert words(analysis, clause_of(analysis, "hinrichten").subject) == "12 zum Tode verurteilte Häftlinge"


def test_two_infinitives_share_a_modal_verb_and_its_subject(analyse: Analyse) -> None:
    analysis = analyse("Die Band will auf Tournee gehen und im Herbst in Wien auftreten.")
    second = clause_of(analysis, "auftreten")
    assert (second.modal, words(analysis, second.subject)) == ("wollen", "Die Band")


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Zu der Tat bekannte sich die Gruppe Morgenrot.", "bekennen"),
        ("Sie konnten sich darauf einigen, die Gespräche fortzusetzen.", "einigen"),
    ],
)
def test_verbs_that_look_like_adjectives(analyse: Analyse, text: str, lemma: str) -> None:
    assert analyse(text).clauses[0].lemma == lemma


def test_an_article_in_an_enumeration_opens_no_relative_clause(analyse: Analyse) -> None:
    analysis = analyse("Gestern wurden der Jurist Karl Zeller, der Bauer Max Berg und Eva Stein in den Rat entsandt.")
    assert {clause.kind for clause in analysis.clauses} == {"main"}


def test_a_relative_clause_before_the_participle_stays_one(analyse: Analyse) -> None:
    analysis = analyse("Gestern wurde der Mann, der gern die Messe besucht, in Bonn verletzt.")
    assert {clause.lemma: clause.kind for clause in analysis.clauses} == {"verletzen": "main", "besuchen": "relative"}
