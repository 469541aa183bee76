"""The event lexicons: every row uses known types, frames and statuses, and compounds find their head."""

from __future__ import annotations

from typing import get_args

import pytest

from newsfacts import resources
from newsfacts.extraction.events.lexicon import control, load, statuses
from newsfacts.model import EventType, Stance, Status

NEEDS = {"any", "own", "recipient", "partner", "light", "carrier", "weak"}


def test_every_event_type_has_triggers() -> None:
    rows = resources.rows("lexicon", "de", "event-triggers.tsv")
    assert {row["type"] for row in rows} - {"-"} == set(get_args(EventType))


def test_every_need_is_known() -> None:
    rows = resources.rows("lexicon", "de", "event-triggers.tsv")
    assert {row["need"] for row in rows} - {"-"} <= NEEDS


def test_every_status_and_stance_is_known() -> None:
    rows = list(resources.rows("lexicon", "de", "status.tsv"))
    assert {row["status"] for row in rows} <= set(get_args(Status))
    assert {row["lemma"] for row in rows if row["kind"] == "stance"} <= set(get_args(Stance))


@pytest.mark.parametrize(
    ("noun", "type_"),
    [("Treffen", "CONSULT"), ("Krisentreffen", "CONSULT"), ("Luftangriffe", "ASSAULT"), ("Prozess", "JUDGE")],
)
def test_a_noun_or_the_head_of_its_compound_gives_the_type(noun: str, type_: str) -> None:
    entry = load("de").noun(noun)
    assert entry is not None
    assert entry.type == type_


@pytest.mark.parametrize("noun", ["Beispiel", "Kommission", "Spritpreise", "Haus"])
def test_false_compounds_and_other_nouns_give_none(noun: str) -> None:
    assert load("de").noun(noun) is None


def test_a_verb_and_its_noun_are_of_one_family() -> None:
    lexicon = load("de")
    for verb, noun in (("auflösen", "auflösung"), ("angreifen", "angriff"), ("einigen", "einigung")):
        entry = lexicon.noun(noun)
        assert entry is not None
        assert lexicon.verbs[verb].family == entry.family


def test_control_and_status_words_load() -> None:
    assert control("de").verbs["auffordern"] == "object"
    assert statuses("de").markers["wenn"] == "conditional"


def test_rows_of_words_beside_which_a_trigger_is_none_add_up() -> None:
    assert {"Entscheidung", "auf"} <= load("de").unless["treffen"]
