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
