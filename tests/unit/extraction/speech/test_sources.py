"""Sources named by prepositions and adverbs."""

from __future__ import annotations

import pytest

from unit.extraction.speech.sketches import read, told


def test_laut_splits_the_message() -> None:
    assert told("Der/DET@Nom Bau/NOUN ist/AUX.Fin:sein laut/ADP Behörde/NOUN teuer/ADJ .") == [
        ("source-any", "Behörde", "Der Bau ist … teuer")
    ]


def test_holder_is_who_stands_behind_the_source_noun() -> None:
    """The source keeps its noun, the holder is the actor in it; the sentence goes on at the finite verb."""
    made, found = read(
        "Nach/ADP Angaben/NOUN:Angabe der/DET@Gen Polizei/NOUN brannte/VERB.Fin:brennen ein/DET Haus/NOUN ."
    )
    (one,) = found
    assert made.text(*one.source or (0, 0)) == "Angaben der Polizei"
    assert made.text(*one.holder or (0, 0)) == "der Polizei"
    assert made.text(*one.content[0]) == "brannte ein Haus"


def test_zufolge_behind_its_phrase() -> None:
    assert told("Dem/DET@Dat Bericht/NOUN zufolge/ADP fehlt/VERB.Fin:fehlen Geld/NOUN .") == [
        ("source-any", "Dem Bericht", "fehlt Geld")
    ]


@pytest.mark.parametrize(
    "phrase",
    ["Nach/ADP einer/DET@Dat Woche/NOUN", "Nach/ADP dem/DET@Dat Urteil/NOUN", "Nach/ADP dem/DET@Dat Spiel/NOUN"],
)
def test_nach_in_time_is_no_source(phrase: str) -> None:
    assert told(f"{phrase} begann/VERB.Fin:beginnen der/DET@Nom Bau/NOUN .") == []


def test_relative_clause_bounds_the_message() -> None:
    found = told(
        "Der/DET@Nom Bau/NOUN , der/PRON@Nom laut/ADP Behörde/NOUN teuer/ADJ ist/AUX.Fin:sein , "
        "beginnt/VERB.Fin:beginnen ."
    )
    assert found == [("source-any", "Behörde", "der … teuer ist")]


def test_demnach_points_back() -> None:
    found = told("Demnach/ADV fehlt/VERB.Fin:fehlen der/DET@Dat Stadt/NOUN Geld/NOUN .")
    assert found == [("source-thus", "Demnach", "fehlt der Stadt Geld")]


def test_appeal_beside_a_verb_is_left_to_the_verb() -> None:
    """Who reports and who is appealed to are one message: the verb's."""
    found = told(
        "Anna/PROPN#PER meldete/VERB.Fin:melden unter/ADP Berufung/NOUN auf/ADP Helfer/NOUN , dass/SCONJ Geld/NOUN "
        "fehlt/VERB.Fin:fehlen ."
    )
    assert [rule for rule, _, _ in found] == ["indirect-d"]


def test_view_of_somebody_but_not_the_figure_of_speech() -> None:
    assert told("Das/PRON ging/VERB.Fin:gehen aus/ADP den/DET Augen/NOUN verloren/ADJ .") == []


def test_genitive_is_no_source() -> None:
    found = told("Das/PRON stieg/VERB.Fin:steigen des/DET@Gen Flusses/NOUN@Gen zufolge/ADP an/ADP .")
    assert found == []
