"""Nouns that announce a message."""

from __future__ import annotations

from unit.extraction.speech.sketches import read, told

CLAUSE = "den/DET@Acc Bau/NOUN zu/PART stoppen/VERB.Inf:stoppen"


def test_genitive_names_the_holder() -> None:
    assert told(
        f"Die/DET@Nom Forderung/NOUN der/DET@Gen Anwohner/NOUN , {CLAUSE} , verhallte/VERB.Fin:verhallen ."
    ) == [("noun-clause", "der Anwohner", "den Bau zu stoppen")]


def test_possessive_is_the_holder() -> None:
    found = told(f"Ihre/PRON Ankündigung/NOUN , {CLAUSE} , verhallte/VERB.Fin:verhallen .")
    assert found == [("noun-clause", "Ihre", "den Bau zu stoppen")]


def test_light_verb_gives_the_holder_and_joins_the_cue() -> None:
    made, found = read(
        "Anna/PROPN#PER äußerte/VERB.Fin:äußern die/DET@Acc Hoffnung/NOUN , dass/SCONJ Geld/NOUN "
        "kommt/VERB.Fin:kommen ."
    )
    (one,) = found
    assert made.text(*one.source or (0, 0)) == "Anna"
    assert [made.tokens[at].text for at in one.cue] == ["äußerte", "die", "Hoffnung"]


def test_noun_of_a_source_phrase_has_no_message() -> None:
    """ "Nach Meinung …" speaks for its whole sentence, not for an infinitive behind it."""
    found = told(f"Nach/ADP Meinung/NOUN der/DET@Gen Anwohner/NOUN ist/AUX.Fin:sein es/PRON Zeit/NOUN , {CLAUSE} .")
    assert [rule for rule, _, _ in found] == ["source-noun"]


def test_noun_without_holder_is_left() -> None:
    assert told(f"Die/DET@Nom Forderung/NOUN , {CLAUSE} , verhallte/VERB.Fin:verhallen .") == []


def test_name_in_the_genitive_before_the_noun() -> None:
    found = told(
        "Meiers/PROPN#PER@Gen Forderung/NOUN , die/DET Grenze/NOUN zu/PART schließen/VERB.Inf:schließen , "
        "scheiterte/VERB.Fin:scheitern ."
    )
    assert found == [("noun-clause", "Meiers", "die Grenze zu schließen")]


def test_criticism_that_comes_from_somebody() -> None:
    found = told(
        "Kritik/NOUN kam/VERB.Fin:kommen von/ADP der/DET@Dat Opposition/NOUN : Der/DET@Nom Plan/NOUN sei/AUX.Fin:sein "
        "falsch/ADJ ."
    )
    assert found == [("noun-clause", "der Opposition", "Der Plan sei falsch")]
