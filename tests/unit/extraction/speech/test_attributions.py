"""What holds for all attributions."""

from __future__ import annotations

import time

import pytest

from newsfacts.extraction import speech
from unit.extraction.speech.sketches import analysis

SENTENCE = "Anna/PROPN#PER sagte/VERB.Fin:sagen , dass/SCONJ Geld/NOUN fehlt/VERB.Fin:fehlen ,"


@pytest.mark.parametrize(
    "sketch", ["", "Ja/INTJ", ". . .", "„ „ „", "( (", "sagte/VERB.Fin:sagen", ": „ “", "laut/ADP"]
)
def test_odd_input(sketch: str) -> None:
    """Fragments and stray marks give nothing and break nothing."""
    assert speech.attributions(analysis(sketch)) == ()


def test_ranges_lie_in_the_text() -> None:
    made = analysis(f"{SENTENCE} laut/ADP Behörde/NOUN .")
    for found in speech.attributions(made):
        for first, last in (*found.content, *(part for part in (found.source, found.holder) if part)):
            assert 0 <= first < last <= len(made.tokens)
        assert 0 < found.confidence <= 1


def test_same_analysis_same_attributions() -> None:
    made = analysis(f"{SENTENCE} | {SENTENCE}")
    assert speech.attributions(made) == speech.attributions(made)


def test_time_grows_with_length() -> None:
    """A text without a full stop is read in pieces: ten times the words take no more than thirty times as long."""
    short, long = analysis(SENTENCE * 1 + f" {SENTENCE}" * 400), analysis(SENTENCE + f" {SENTENCE}" * 4000)
    speech.attributions(short)
    first = time.process_time()
    speech.attributions(short)
    second = time.process_time()
    speech.attributions(long)
    assert time.process_time() - second < 30 * max(second - first, 0.01)
