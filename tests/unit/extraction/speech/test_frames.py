"""Frames behind, inside and before their message."""

from __future__ import annotations

from unit.extraction.speech.sketches import told

CLAUSE = "Der/DET@Nom Bau/NOUN sei/AUX.Fin:sein teuer/ADJ"


def test_frame_behind_the_message() -> None:
    assert told(f"{CLAUSE} , sagte/VERB.Fin:sagen Anna/PROPN#PER .") == [("inserted", "Anna", "Der Bau sei teuer")]


def test_so_with_a_name() -> None:
    assert told(f"{CLAUSE} , so/ADV die/DET@Nom Polizei/NOUN .") == [("inserted", "die Polizei", "Der Bau sei teuer")]


def test_clause_with_wie() -> None:
    """The message is all that the clause with "wie" leaves of its sentence."""
    found = told(
        "Wie/SCONJ die/DET@Nom Polizei/NOUN mitteilte/VERB.Fin:mitteilen , brannte/VERB.Fin:brennen das/DET Haus/NOUN ."
    )
    assert found == [("inserted", "die Polizei", "brannte das Haus")]


def test_comparison_with_wie_is_no_frame() -> None:
    found = told(
        "Das/DET@Nom Haus/NOUN war/AUX.Fin:sein so/ADV groß/ADJ , wie/SCONJ die/DET@Nom Polizei/NOUN "
        "sagte/VERB.Fin:sagen ."
    )
    assert found == []


def test_fronted_clause_is_no_message() -> None:
    """A clause of time before the verb fills the first place of its sentence."""
    found = told("Als/SCONJ er/PRON kam/VERB.Fin:kommen , sagte/VERB.Fin:sagen Anna/PROPN#PER nichts/PRON .")
    assert found == []


def test_list_of_names_behind_the_verb() -> None:
    found = told(
        "„ Wir/PRON warten/VERB.Fin:warten “ , sagten/VERB.Fin:sagen Anna/PROPN#PER , Karl/PROPN#PER und/CCONJ "
        "Eva/PROPN#PER ."
    )
    assert found == [("quote-inserted", "Anna , Karl und Eva", "„ Wir warten “")]


def test_accusative_behind_the_frame_is_no_apposition() -> None:
    found = told(
        "Es/PRON gebe/VERB.Fin:geben , so/ADV der/DET@Nom Minister/NOUN , keinen/DET@Acc Grund/NOUN "
        "zur/ADP Sorge/NOUN ."
    )
    assert found == [("inserted", "der Minister", "Es gebe … keinen Grund zur Sorge")]


def test_clause_of_a_noun_in_the_first_place_is_no_message() -> None:
    found = told(
        "Auf/ADP die/DET Frage/NOUN , ob/SCONJ er/PRON gehe/VERB.Fin:gehen , antwortete/VERB.Fin:antworten "
        "Anna/PROPN#PER : „ Nein/INTJ , das/PRON tut/VERB.Fin:tun er/PRON nicht/PART . “"
    )
    assert [content for _, _, content in found] == ["„ Nein , das tut er nicht . “"]


def test_second_verb_of_a_frame_has_its_own_message() -> None:
    found = told(
        "Es/PRON sei/AUX.Fin:sein gut/ADJ , sagte/VERB.Fin:sagen Anna/PROPN#PER und/CCONJ ergänzte/VERB.Fin:ergänzen , "
        "man/PRON warte/VERB.Fin:warten ."
    )
    assert [content for _, _, content in found] == ["Es sei gut", "man warte"]


def test_verb_that_says_nothing_by_itself_frames_what_stands_in_subjunctive() -> None:
    found = told(
        "Das/PRON sei/AUX.Fin:sein richtig/ADJ , stärkt/VERB.Fin:stärken Anna/PROPN#PER ihr/PRON "
        "den/DET@Acc Rücken/NOUN ."
    )
    assert found == [("inserted", "Anna", "Das sei richtig")]


def test_things_that_show_something_are_no_speakers() -> None:
    """A study may tell the source of a sentence, a case may not."""
    clause = "Wie/ADV {}/NOUN zeigt/VERB.Fin:zeigen , ist/AUX.Fin:sein es/PRON kalt/ADJ ."
    assert told(clause.format("Fall")) == []
    assert [source for _, source, _ in told(clause.format("Studie"))] == ["Studie"]
