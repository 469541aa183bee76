"""The tables the speech rules read."""

from __future__ import annotations

from typing import get_args

import pytest

from newsfacts import resources
from newsfacts.errors import ResourceError
from newsfacts.extraction.speech.lexicon import load
from newsfacts.model import Stance

FRAMES = frozenset("doviqpfamswu")


def test_verb_rows() -> None:
    """Every verb has known frames, a stance and an addressee code, once for each group of words."""
    rows = list(resources.rows("lexicon", "de", "speech-verbs.tsv"))
    assert len(rows) > 500
    assert len({(row["verb"], row["words"]) for row in rows}) == len(rows)
    assert {letter for row in rows for letter in row["frames"]} <= FRAMES
    assert {row["stance"] for row in rows} <= set(get_args(Stance))
    assert {row["addressee"] for row in rows} <= {"*", "dat", "acc", "an", "von"}


def test_noun_rows() -> None:
    rows = list(resources.rows("lexicon", "de", "speech-nouns.tsv"))
    assert len({row["noun"] for row in rows}) == len(rows)
    assert {row["stance"] for row in rows} <= set(get_args(Stance))


def test_source_kinds() -> None:
    kinds = {row["kind"] for row in resources.rows("lexicon", "de", "source-nouns.tsv")}
    assert kinds == {"saying", "text", "rumour", "event"}


def test_compound_is_found_by_its_last_part() -> None:
    assert load("de").source("Zeitungsbericht") == "text"


def test_short_nouns_make_no_compounds() -> None:
    assert load("de").noun("Haftbefehl") is None


def test_unknown_class_is_an_error() -> None:
    with pytest.raises(ResourceError, match="no class 'nothing'"):
        load("de").words("nothing")
