"""Where noun phrases end."""

from __future__ import annotations

import pytest

from newsfacts.extraction.speech.lexicon import load
from newsfacts.extraction.speech.phrases import noun_phrase
from newsfacts.extraction.speech.segments import view
from unit.extraction.speech.sketches import analysis


@pytest.mark.parametrize(
    ("sketch", "phrase"),
    [
        ("Die/DET Chefin/NOUN der/DET@Gen Bahn/NOUN sprach/VERB.Fin", "Die Chefin der Bahn"),
        ("Anna/PROPN#PER der/DET@Dat Zeitung/NOUN", "Anna"),
        ("Berlins/PROPN#LOC neue/ADJ Senatorin/NOUN kam/VERB.Fin", "Berlins neue Senatorin"),
        ("Angaben/NOUN russischer/ADJ Medien/NOUN zeigen/VERB.Fin", "Angaben russischer Medien"),
        ("Jan/PROPN#PER ( CDU/PROPN ) kam/VERB.Fin", "Jan ( CDU )"),
        ("die/DET Behörde/NOUN in/ADP Bonn/PROPN#LOC kam/VERB.Fin", "die Behörde in Bonn"),
        ("die/DET Behörde/NOUN am/ADP Montag/NOUN", "die Behörde"),
        (
            "die/DET gestern/ADV vom/ADP Amt/NOUN vorgelegte/ADJ Liste/NOUN fehlt/VERB.Fin",
            "die gestern vom Amt vorgelegte Liste",
        ),
    ],
)
def test_end_of_phrase(sketch: str, phrase: str) -> None:
    made = analysis(sketch)
    seen = view(made, load("de"))
    assert made.text(0, noun_phrase(seen, 0, len(made.tokens))) == phrase
