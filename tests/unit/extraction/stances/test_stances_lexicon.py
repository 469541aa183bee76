"""The stance lexicon holds together: its codes are those the rules know, and its classes exist."""

from __future__ import annotations

from collections import Counter
from typing import get_args

import pytest

from newsfacts.extraction.stances.filling import CLAUSES, FILLERS
from newsfacts.extraction.stances.frames import frames, word_class
from newsfacts.model import Stance
from newsfacts.resources import rows

TABLE = tuple(rows("lexicon", "de", "stances.tsv"))
STANCES = {*get_args(Stance), "-"}


@pytest.mark.parametrize("column", ["holder", "content", "addressee", "over"])
def test_every_slot_is_one_the_rules_can_fill(column: str) -> None:
    codes = {code.partition(":")[0] for row in TABLE for code in row[column].split("|")}
    assert codes <= {*FILLERS, "p", "-"}


@pytest.mark.parametrize("column", ["stance", "negated"])
def test_every_stance_is_of_the_model(column: str) -> None:
    assert {row[column] for row in TABLE} <= STANCES


def test_no_reading_is_listed_twice() -> None:
    readings = Counter((row["kind"], row["lemma"], row["with"], row["content"]) for row in TABLE)
    assert [reading for reading, n in readings.items() if n > 1] == []


def test_every_class_a_frame_asks_for_has_members() -> None:
    asked = {word[1:] for row in TABLE for word in row["with"].split() if word.startswith("@")}
    assert all(word_class(name) for name in asked)


def test_evaluations_are_listed_once_and_evaluate() -> None:
    table = list(rows("lexicon", "de", "evaluations.tsv"))
    assert len({row["word"] for row in table}) == len(table)
    assert {row[column] for row in table for column in ("stance", "denied")} <= STANCES - {"states"}


def test_readings_that_ask_for_more_words_are_tried_first() -> None:
    """ "sich stellen gegen" must win over a plain reading of "stellen"."""
    wanted = [len(frame.words) + bool(frame.about) for frame in frames("verb")["zurückweisen"]]
    assert wanted == sorted(wanted, reverse=True)


def test_the_lexicon_is_wide() -> None:
    assert len({(row["kind"], row["lemma"]) for row in TABLE}) > 450


def test_a_noun_has_only_content_that_the_rule_of_nouns_can_find() -> None:
    codes = {c.partition(":")[0] for row in TABLE if row["kind"] == "noun" for c in row["content"].split("|")}
    assert codes <= {*CLAUSES, "p", "gen"}


def test_values_of_verbs_are_listed_once_and_of_the_model() -> None:
    table = list(rows("lexicon", "de", "stance-values.tsv"))
    assert len({(row["verb"], row["with"]) for row in table}) == len(table)
    assert {row[column] for row in table for column in ("stance", "denied")} <= STANCES - {"states"}
    assert {row["subject"] for row in table} == {"any", "actor", "opinion", "speaker"}


def test_every_participle_belongs_to_a_verb_with_an_object() -> None:
    verbs = {row["lemma"] for row in rows("lexicon", "de", "stance-participles.tsv")}
    assert [v for v in sorted(verbs) if not any("acc" in f.content for f in frames("verb").get(v, ()))] == []
