"""The word lists of the actors: what their words denote, and that their rows hold together."""

from __future__ import annotations

from collections import Counter

import pytest

from newsfacts import resources
from newsfacts.extraction.actors.nouns import nouns
from newsfacts.extraction.actors.proper import proper_names, without_genitive

QID = r"Q\d+"


@pytest.mark.parametrize(
    ("word", "noun", "kind"),
    [
        ("Präsidenten", "Präsident", "office"),
        ("Bundesaußenministers", "Bundesaußenminister", "office"),
        ("Abgeordneter", "Abgeordnete", "office"),
        ("Ärzte", "Arzt", "prof"),
        ("Insidern", "Insider", "person"),
        ("Amtsgerichts", "Amtsgericht", "court"),
        ("Softwarekonzerns", "Softwarekonzern", "company"),
        ("NATO-Truppen", "NATO-Truppen", "group"),
    ],
)
def test_a_noun_is_known_with_its_ending_and_in_compounds(word: str, noun: str, kind: str) -> None:
    sense = nouns("de").sense(word)
    assert sense is not None
    assert (sense.word, sense.kind) == (noun, kind)


@pytest.mark.parametrize("word", ["Durchführung", "Fahrzeuge", "Tonleiter", "Haltestelle", "Apfel", "Deutschland"])
def test_words_that_only_look_like_actors_are_none(word: str) -> None:
    assert nouns("de").sense(word) is None


@pytest.mark.parametrize("word", ["Ministerin", "Anwältin", "Kollegin", "Sprecherinnen", "Psychologin"])
def test_feminine_forms_are_known_as_such(word: str) -> None:
    sense = nouns("de").sense(word)
    assert sense is not None
    assert sense.feminine


def test_the_first_part_of_a_compound_is_kept() -> None:
    sense = nouns("de").sense("US-Präsidenten")
    assert sense is not None
    assert sense.prefix == "US"


@pytest.mark.parametrize(
    ("word", "state"), [("iranischen", "Iran"), ("US-amerikanische", "USA"), ("schön", None), ("frischer", None)]
)
def test_adjectives_lead_to_their_state(word: str, state: str | None) -> None:
    assert proper_names("de").adjective(word) == state


@pytest.mark.parametrize(("word", "state"), [("Kiewer", "Ukraine"), ("Teheraner", "Iran"), ("Lehrer", None)])
def test_capitals_make_adjectives(word: str, state: str | None) -> None:
    assert proper_names("de").capital_adjective(word) == state


@pytest.mark.parametrize(("word", "state"), [("Französinnen", "Frankreich"), ("Iranern", "Iran"), ("Tische", None)])
def test_inhabitants_lead_to_their_state(word: str, state: str | None) -> None:
    found = proper_names("de").inhabitant(word)
    assert (found.key if found is not None else None) == state


@pytest.mark.parametrize(("name", "stem"), [("Webers", "Weber"), ("Lenz'", "Lenz"), ("Weber", "Weber"), ("US", "US")])
def test_the_genitive_of_names_is_undone(name: str, stem: str) -> None:
    assert without_genitive(name) == stem


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("role-nouns.tsv", "noun"),
        ("group-nouns.tsv", "noun"),
        ("body-nouns.tsv", "noun"),
        ("states.tsv", "name"),
        ("known-bodies.tsv", "name"),
        ("given-names.tsv", "name"),
    ],
)
def test_no_entry_stands_twice(table: str, column: str) -> None:
    counted = Counter(row[column] for row in resources.rows("lexicon", "de", table))
    assert [word for word, times in counted.items() if times > 1] == []


@pytest.mark.parametrize(
    ("table", "column", "allowed"),
    [
        ("role-nouns.tsv", "kind", {"office", "rank", "prof", "person", "kin"}),
        ("role-nouns.tsv", "inflection", {"noun", "adjective"}),
        ("role-nouns.tsv", "gender", {"m", "f", "n"}),
        ("group-nouns.tsv", "number", {"sing", "plur"}),
        ("given-names.tsv", "gender", {"m", "f", ""}),
        ("states.tsv", "kind", {"state", "region"}),
        ("states.tsv", "article", {"", "der", "die", "das", "die+"}),
        ("known-bodies.tsv", "gender", {"m", "f", "n", "p"}),
    ],
)
def test_columns_hold_only_what_the_reader_knows(table: str, column: str, allowed: set[str]) -> None:
    assert {row[column] for row in resources.rows("lexicon", "de", table)} <= allowed


def test_kinds_of_known_bodies_are_kinds_of_nouns() -> None:
    kinds = {row["kind"] for row in resources.rows("lexicon", "de", "body-nouns.tsv")}
    assert {row["kind"] for row in resources.rows("lexicon", "de", "known-bodies.tsv")} <= kinds


def test_items_of_states_are_identifiers_each_once() -> None:
    items = [row["wikidata"] for row in resources.rows("lexicon", "de", "states.tsv") if row["wikidata"]]
    assert len(items) == len(set(items))
    assert all(item[0] == "Q" and item[1:].isdigit() for item in items)
