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


def test_name_with_more_words_before_the_colon() -> None:
    found = told(
        "Dazu/ADV Anna/PROPN#PER nach/ADP der/DET Sitzung/NOUN : „ Das/PRON ist/AUX.Fin:sein gut/ADJ so/ADV . “"
    )
    assert [(rule, source) for rule, source, _ in found] == [("quote-colon", "Anna")]


def test_quotation_behind_a_noun_for_words() -> None:
    """ "mit den Worten" and the like lead to a quotation without a colon."""
    made, found = read(
        "Anna/PROPN#PER drohte/VERB.Fin:drohen mit/ADP den/DET Worten/NOUN:Wort „ Wir/PRON kommen/VERB.Fin:kommen "
        "wieder/ADV “ ."
    )
    assert [(a.rule, [made.tokens[i].text for i in a.cue]) for a in found] == [
        ("quote-phrase", ["drohte", "mit", "den", "Worten"])
    ]


def test_whom_the_paper_quotes_is_the_speaker() -> None:
    found = told(
        "Die/DET@Nom Zeitung/NOUN@Nom zitiert/VERB.Fin:zitieren Anna/PROPN#PER : „ Das/PRON ist/AUX.Fin:sein "
        "gut/ADJ . “"
    )
    assert found == [("quote-verb", "Anna", "„ Das ist gut . “")]


def test_quotation_behind_a_dative_is_what_is_said() -> None:
    found = told(
        "Anna/PROPN#PER warf/VERB.Fin:werfen dem/DET@Dat Rat/NOUN@Dat „ Versagen/NOUN auf/ADP ganzer/ADJ Linie/NOUN “ "
        "vor/ADP ."
    )
    assert found == [("quote-phrase", "Anna", "„ Versagen auf ganzer Linie “")]


def test_paper_with_capital_words_is_no_speech() -> None:
    found = told(
        "Im/ADP Gespräch/NOUN mit/ADP der/DET „ Kleinen/ADJ Zeitung/NOUN “ sagte/VERB.Fin:sagen Anna/PROPN#PER , "
        "es/PRON sei/AUX.Fin:sein gut/ADJ ."
    )
    assert [rule for rule, _, _ in found] == ["indirect-v"]


def test_second_of_two_joined_verbs_does_not_take_the_quotation_of_the_first() -> None:
    made, found = read(
        "Anna/PROPN#PER nannte/VERB.Fin:nennen den/DET@Acc Plan/NOUN „ völlig/ADV falsch/ADJ “ und/CCONJ "
        "forderte/VERB.Fin:fordern einen/DET@Acc neuen/ADJ ."
    )
    assert [[made.tokens[i].text for i in a.cue] for a in found] == [["nannte"]]


def test_words_before_a_verb_that_says_nothing() -> None:
    found = told(
        "Mit/ADP den/DET Worten/NOUN:Wort „ Das/PRON ist/AUX.Fin:sein gut/ADJ “ "
        "begann/VERB.Fin:beginnen Anna/PROPN#PER ."
    )
    assert found == [("quote-phrase", "Anna", "„ Das ist gut “")]


def test_noun_that_opens_the_clause_tells_whose_words_follow() -> None:
    found = told(
        "Das/DET Fazit/NOUN von/ADP Anna/PROPN#PER nach/ADP drei/NUM Jahren/NOUN:Jahr : „ Das/PRON ist/AUX.Fin:sein "
        "gut/ADJ so/ADV . “"
    )
    assert [(rule, source) for rule, source, _ in found] == [("quote-colon", "Anna")]


def test_title_in_the_genitive_is_no_speech() -> None:
    found = told(
        "Anna/PROPN#PER erklärte/VERB.Fin:erklären Teile/NOUN:Teil des/DET@Gen „ Gesetzes/NOUN:Gesetz über/ADP "
        "Schulen/NOUN:Schule “ ."
    )
    assert found == []
