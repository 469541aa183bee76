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
