"""Verbs of speech that a tagger took for something else."""

from __future__ import annotations

import pytest

from newsfacts.extraction.speech.lexicon import load
from newsfacts.extraction.speech.segments import view
from unit.extraction.speech.sketches import analysis, told


def test_pronoun_before_a_verb_read_as_an_adjective() -> None:
    """ "Das" opens a sentence before a noun that it cannot be the article of."""
    found = told(
        "Es/PRON regnet/VERB.Fin:regnen . | Das/PRON erklärte/ADJ:erklärt Anna/PROPN#PER am/ADP Montag/PROPN ."
    )
    assert found == [("anaphor", "Anna", "Es regnet … Das")]


def test_plural_behind_a_quotation_read_as_a_possessive() -> None:
    found = told("„ Es/PRON regnet/VERB.Fin:regnen “ , meinen/DET:mein Anna/PROPN#PER und/CCONJ Karl/PROPN#PER .")
    assert found == [("quote-inserted", "Anna und Karl", "„ Es regnet “")]


def test_participle_before_an_infinitive_perfect() -> None:
    """ "gehört zu haben" is no finite verb, though "gehört" looks like one."""
    found = told(
        "Anna/PROPN#PER gab/VERB.Fin:geben an/ADP , Schüsse/NOUN gehört/VERB.Fin:hören zu/PART haben/AUX.Inf:haben ."
    )
    assert found == [("indirect-i", "Anna", "Schüsse gehört zu haben")]


def test_relative_clause_whose_verb_was_read_as_a_participle() -> None:
    found = told(
        "Die/DET@Nom Chefin/NOUN@Nom , die/PRON@Nom seit/ADP Mai/PROPN regiert/VERB.Part:regieren , "
        "sagte/VERB.Fin:sagen , es/PRON sei/AUX.Fin:sein gut/ADJ ."
    )
    assert found == [("indirect-v", "Die Chefin", "es sei gut")]


@pytest.mark.parametrize(("word", "lemma"), [("sage", "sagen"), ("handle", "handeln"), ("bedauere", "bedauern")])
def test_present_in_e_is_subjunctive(word: str, lemma: str) -> None:
    seen = view(analysis(f"sie/PRON {word}/VERB.Fin:{lemma} es/PRON"), load("de"))
    assert seen.subjunctive(1, strong=True)


def test_modal_before_a_passive_opens_no_relative_clause() -> None:
    """A modal verb closes a verb-final clause; with verbs behind it, it stands second."""
    found = told(
        "Anna/PROPN#PER sagte/VERB.Fin:sagen , die/DET@Nom Kritik/NOUN an/ADP dem/DET Fest/NOUN müsse/AUX.Fin:müssen "
        "hingenommen/VERB.Part:hinnehmen werden/AUX.Inf:werden ."
    )
    assert found == [("indirect-v", "Anna", "die Kritik an dem Fest müsse hingenommen werden")]


def test_auxiliary_before_zu_is_an_infinitive() -> None:
    found = told(
        "Anna/PROPN#PER hofft/VERB.Fin:hoffen , bald/ADV Mitglied/NOUN werden/AUX.Fin:werden "
        "zu/PART können/AUX.Inf:können ."
    )
    assert found == [("indirect-i", "Anna", "bald Mitglied werden zu können")]


def test_particle_behind_an_insertion_and_the_subject() -> None:
    found = told(
        "Es/PRON regnet/VERB.Fin:regnen . | Dies/PRON gab/VERB.Fin:geben heute/ADV – nach/ADP langer/ADJ Suche/NOUN – "
        "Anna/PROPN#PER bekannt/ADJ ."
    )
    assert found == [("anaphor", "Anna", "Es regnet … Dies")]
