"""Clause frames on the embedded model: each test one construction."""

from collections.abc import Callable

import pytest

from newsfacts.analysis.structure import Analysis, Clause, Phrase

Analyse = Callable[[str], Analysis]


def words(analysis: Analysis, phrase: Phrase | None) -> str:
    return "" if phrase is None else analysis.text(phrase.first, phrase.last)


def main(analysis: Analysis) -> Clause:
    return next(clause for clause in analysis.clauses if clause.kind == "main")


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("Die Regierung lehnte den Vorschlag am Montag ab.", "ablehnen"),
        ("Das teilte der Sprecher der Behörde, Udo Wer, mit.", "mitteilen"),
        ("Der Minister hat den Plan zurückgewiesen.", "zurückweisen"),
        ("Der Rat verlangt, dass die Bank zahlt.", "verlangen"),
    ],
)
def test_the_lemma_holds_the_particle(analyse: Analyse, text: str, lemma: str) -> None:
    assert main(analyse(text)).lemma == lemma


def test_subject_and_object_are_told_apart(analyse: Analyse) -> None:
    analysis = analyse("Den Vorschlag der Opposition lehnt der Minister ab.")
    clause = main(analysis)
    assert words(analysis, clause.subject) == "der Minister"
    assert [words(analysis, phrase) for phrase in clause.objects] == ["Den Vorschlag der Opposition"]


def test_a_name_in_the_genitive_and_its_noun_are_one_phrase(analyse: Analyse) -> None:
    analysis = analyse("Am Montag teilte Müllers Büro das mit.")
    assert words(analysis, main(analysis).subject) == "Müllers Büro"


def test_a_complement_clause_is_linked_to_its_verb(analyse: Analyse) -> None:
    analysis = analyse("Der Minister fordert, dass die Bank zahlt.")
    governor, complement = analysis.clauses
    assert governor.complements == (complement.index,)
    assert (complement.kind, complement.parent, complement.lemma) == ("complement", governor.index, "zahlen")


def test_what_is_said_before_the_verb_of_saying_is_its_complement(analyse: Analyse) -> None:
    analysis = analyse("Der Plan sei gut, sagte der Minister.")
    said, saying = analysis.clauses
    assert (said.kind, said.parent, said.mood) == ("complement", saying.index, "Sub")
    assert saying.lemma == "sagen"


def test_a_verb_second_complement_follows_a_comma(analyse: Analyse) -> None:
    analysis = analyse("Der Minister sagte, die Bank habe gezahlt.")
    saying, said = analysis.clauses
    assert (said.kind, said.parent, said.tense) == ("complement", saying.index, "Perf")


def test_the_second_verb_inherits_the_subject(analyse: Analyse) -> None:
    analysis = analyse("Der Minister lobte den Plan und kritisierte die Bank.")
    first, second = analysis.clauses
    assert second.subject == first.subject
    assert words(analysis, second.objects[0]) == "die Bank"


def test_participles_that_share_an_auxiliary_are_two_clauses(analyse: Analyse) -> None:
    analysis = analyse("Der Minister hat den Plan gelobt und die Bank kritisiert.")
    assert [clause.lemma for clause in analysis.clauses] == ["loben", "kritisieren"]
    assert len({clause.finite for clause in analysis.clauses}) == 1


def test_modal_and_infinitive_are_one_predicate(analyse: Analyse) -> None:
    clause = main(analyse("Der Minister will die Bank retten."))
    assert (clause.lemma, clause.modal, len(clause.verbs)) == ("retten", "wollen", 2)


def test_the_passive_is_marked(analyse: Analyse) -> None:
    analysis = analyse("Die Verhandlungen wurden am Montag abgebrochen.")
    clause = main(analysis)
    assert (clause.passive, clause.tense, clause.lemma) == (True, "Past", "abbrechen")
    assert words(analysis, clause.subject) == "Die Verhandlungen"


@pytest.mark.parametrize(
    ("text", "tense"),
    [
        ("Er kommt morgen.", "Pres"),
        ("Er kam gestern.", "Past"),
        ("Er ist gekommen.", "Perf"),
        ("Er war gekommen.", "Plup"),
        ("Er wird kommen.", "Fut"),
    ],
)
def test_tenses_are_told_by_the_auxiliary(analyse: Analyse, text: str, tense: str) -> None:
    assert main(analyse(text)).tense == tense


def test_a_relative_clause_keeps_to_itself(analyse: Analyse) -> None:
    analysis = analyse("Der Minister, der den Plan lobte, trat zurück.")
    outer, inner = analysis.clauses
    assert (outer.lemma, inner.kind, inner.lemma, inner.parent) == ("zurücktreten", "relative", "loben", outer.index)
    assert analysis.clause_of[inner.marker] == inner.index


def test_not_only_is_no_negation(analyse: Analyse) -> None:
    assert not main(analyse("Er lobte nicht nur den Plan.")).negated
    assert main(analyse("Er lobte den Plan nicht.")).negated


def test_an_infinitive_clause_without_comma_is_parted(analyse: Analyse) -> None:
    analysis = analyse("Der Minister versuchte die Bank zu retten.")
    assert [clause.kind for clause in analysis.clauses] == ["main", "infinitive"]
    assert analysis.clauses[1].parent == 0


def test_a_postposition_governs_its_phrase(analyse: Analyse) -> None:
    analysis = analyse("Dem Bericht zufolge plant der Minister einen Besuch.")
    clause = main(analysis)
    assert words(analysis, clause.subject) == "der Minister"
    assert analysis.tokens[clause.obliques[0].preposition].text == "zufolge"


def test_a_predicative_adjective_is_found(analyse: Analyse) -> None:
    analysis = analyse("Die Lage ist schwierig.")
    assert words(analysis, main(analysis).predicative) == "schwierig"
