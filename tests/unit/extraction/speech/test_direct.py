"""Quotations of every shape."""

from __future__ import annotations

from unit.extraction.speech.sketches import read, told


def test_quotation_behind_a_colon() -> None:
    assert told("Anna/PROPN#PER sagte/VERB.Fin:sagen : „ Wir/PRON warten/VERB.Fin:warten ab/ADP . “") == [
        ("quote-verb", "Anna", "„ Wir warten ab . “")
    ]


def test_quotation_before_the_frame() -> None:
    """The quotation is the message with its marks; the frame's apposition belongs to the speaker."""
    found = told(
        "„ Wir/PRON warten/VERB.Fin:warten “ , sagte/VERB.Fin:sagen Anna/PROPN#PER , Chefin/NOUN der/DET@Gen Bahn/NOUN "
        "."
    )
    assert found == [("quote-inserted", "Anna , Chefin der Bahn", "„ Wir warten “")]


def test_quotation_over_two_sentences() -> None:
    found = told(
        "„ Wir/PRON warten/VERB.Fin:warten . | Es/PRON regnet/VERB.Fin:regnen . “ , sagte/VERB.Fin:sagen "
        "Anna/PROPN#PER ."
    )
    assert [(rule, source) for rule, source, _ in found] == [("quote-inserted", "Anna")]


def test_quoted_phrase_in_a_clause() -> None:
    made, found = read("Anna/PROPN#PER nannte/VERB.Fin:nennen den/DET@Acc Plan/NOUN „ völlig/ADV verfehlt/ADJ “ .")
    assert [(a.rule, made.text(*a.content[0])) for a in found] == [("quote-phrase", "„ völlig verfehlt “")]


def test_name_in_quotation_marks_is_no_speech() -> None:
    found = told("Die/DET@Nom Zeitung/NOUN „ Der/DET Bote/NOUN “ erscheint/VERB.Fin:erscheinen täglich/ADV .")
    assert found == []


def test_fragment_inside_a_message_comes_once_more() -> None:
    found = told(
        "Anna/PROPN#PER sagte/VERB.Fin:sagen , der/DET Plan/NOUN sei/AUX.Fin:sein „ ganz/ADV und/CCONJ gar/ADV "
        "falsch/ADJ “ ."
    )
    assert [rule for rule, _, _ in found] == ["indirect-v", "nested-indirect-v"]


def test_name_and_colon_without_verb() -> None:
    assert told("Anna/PROPN#PER : „ Das/PRON ist/AUX.Fin:sein gut/ADJ so/ADV . “") == [
        ("quote-colon", "Anna", "„ Das ist gut so . “")
    ]
