"""Indirect speech behind its cue."""

from __future__ import annotations

from unit.extraction.speech.sketches import read, told

SUBJECT = "Die/DET@Nom Ministerin/NOUN"


def test_that_clause() -> None:
    """A that-clause is the message from "dass" to its end, without frame, comma and full stop."""
    assert told(f"{SUBJECT} sagte/VERB.Fin:sagen , dass/SCONJ der/DET Bau/NOUN beginnt/VERB.Fin:beginnen .") == [
        ("indirect-d", "Die Ministerin", "dass der Bau beginnt")
    ]


def test_verb_second_in_subjunctive() -> None:
    assert told(f"{SUBJECT} sagte/VERB.Fin:sagen , der/DET Bau/NOUN sei/AUX.Fin:sein teuer/ADJ .") == [
        ("indirect-v", "Die Ministerin", "der Bau sei teuer")
    ]


def test_infinitive_under_a_verb_with_particle() -> None:
    """The separated particle decides the verb and belongs to the cue."""
    made, found = read(
        f"{SUBJECT} kündigte/VERB.Fin:kündigen an/ADP , den/DET@Acc Bau/NOUN zu/PART prüfen/VERB.Inf:prüfen ."
    )
    assert [(a.lexeme, [made.tokens[at].text for at in a.cue]) for a in found] == [("ankündigen", ["kündigte", "an"])]
    assert made.text(*found[0].content[0]) == "den Bau zu prüfen"


def test_message_ends_where_the_frame_goes_on() -> None:
    """A finite verb in Indikativ behind "und" is no part of the message."""
    found = told(f"{SUBJECT} sagte/VERB.Fin:sagen , er/PRON sei/AUX.Fin:sein krank/ADJ und/CCONJ ging/VERB.Fin:gehen .")
    assert found == [("indirect-v", "Die Ministerin", "er sei krank")]


def test_message_belongs_to_the_nearest_verb() -> None:
    """A that-clause behind a clause whose verb takes it is not given to the speech verb of the sentence."""
    found = told(
        f"{SUBJECT} sagte/VERB.Fin:sagen , die/DET Lage/NOUN führe/VERB.Fin:führen dazu/ADV , dass/SCONJ Orte/NOUN "
        "leiden/VERB.Fin:leiden ."
    )
    assert [message for _, _, message in found] == ["die Lage führe dazu, dass Orte leiden".replace(",", " ,")]


def test_agentless_passive_has_no_holder() -> None:
    made, found = read(
        "Dem/DET@Dat Chef/NOUN wird/AUX.Fin:werden vorgeworfen/VERB.Part:vorwerfen , Geld/NOUN zu/PART "
        "nehmen/VERB.Inf:nehmen ."
    )
    assert [a.holder for a in found] == [None]
    assert [a.stance for a in found] == ["accuses"]
    assert made.text(*found[0].content[0]) == "Geld zu nehmen"


def test_object_before_subject() -> None:
    """With the oblique article in front, the subject is the phrase behind the verb."""
    found = told(
        "Den/DET@Dat Gästen/NOUN sagte/VERB.Fin:sagen der/DET@Nom Wirt/NOUN , dass/SCONJ Ruhe/NOUN "
        "gilt/VERB.Fin:gelten ."
    )
    assert [source for _, source, _ in found] == ["der Wirt"]


def test_addressee_in_dative() -> None:
    made, found = read(
        f"{SUBJECT} sagte/VERB.Fin:sagen dem/DET@Dat Blatt/NOUN , dass/SCONJ Ruhe/NOUN gilt/VERB.Fin:gelten ."
    )
    assert [made.text(*a.addressee) for a in found if a.addressee] == ["dem Blatt"]


def test_condition_between_verb_and_message() -> None:
    found = told(
        "Anna/PROPN#PER drohte/VERB.Fin:drohen , sollte/AUX.Fin:sollen "
        "der/DET@Nom Rat/NOUN zustimmen/VERB.Inf:zustimmen "
        ", das/DET Amt/NOUN aufzugeben/VERB.Inf:aufgeben ."
    )
    assert found == [("indirect-i", "Anna", "das Amt aufzugeben")]


def test_verb_behind_the_message_of_another_shares_its_subject() -> None:
    found = told(
        "Anna/PROPN#PER meinte/VERB.Fin:meinen , es/PRON sei/AUX.Fin:sein gut/ADJ , "
        "betonte/VERB.Fin:betonen aber/ADV , "
        "man/PRON warte/VERB.Fin:warten ."
    )
    assert [(source, content) for _, source, content in found] == [("Anna", "es sei gut"), ("Anna", "man warte")]


def test_whom_it_is_said_to_in_the_first_place_is_no_speaker() -> None:
    found = told(
        "Gegenüber/ADP dem/DET@Dat Sender/NOUN erklärte/VERB.Fin:erklären Anna/PROPN#PER , es/PRON sei/AUX.Fin:sein "
        "gut/ADJ ."
    )
    assert [source for _, source, _ in found] == ["Anna"]


def test_both_of_a_pair_are_the_speaker() -> None:
    found = told(
        "Sowohl/CCONJ Anna/PROPN#PER als/CCONJ auch/ADV Karl/PROPN#PER meinten/VERB.Fin:meinen , es/PRON "
        "sei/AUX.Fin:sein gut/ADJ ."
    )
    assert [source for _, source, _ in found] == ["Sowohl Anna als auch Karl"]


def test_whoever_stands_behind_an_accusing_verb_is_the_accused() -> None:
    found = told(
        "Meiers/PROPN#PER@Gen Partei/NOUN warf/VERB.Fin:werfen Huber/PROPN#PER vor/ADP , er/PRON habe/AUX.Fin:haben "
        "gelogen/VERB.Part:lügen ."
    )
    assert [source for _, source, _ in found] == ["Meiers Partei"]
