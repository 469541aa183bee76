"""Titles and offices: whose they are, how they are written, where they are held."""

from __future__ import annotations

import pytest

from newsfacts.analysis.embedded import load
from newsfacts.extraction.cast import build
from newsfacts.model import Article


def roles(text: str) -> list[tuple[str, str, str | None]]:
    """Name, title and place of office of every role in the text."""
    cast = build(load()(Article(id="t", text=text)))
    names = {actor.id: actor.name for actor in cast.keep(frozenset())}
    return [(names[role.actor], role.title, names.get(role.of or "")) for role in cast.roles()]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("US-Präsident Karl Weber lobte den Plan.", ("Karl Weber", "US-Präsident", "USA")),
        ("Norwegens Präsident Karl Weber lobte den Plan.", ("Karl Weber", "Präsident", "Norwegen")),
        ("Der norwegische Außenminister Karl Weber lobte ihn.", ("Karl Weber", "Außenminister", "Norwegen")),
        ("Karl Weber, Sprecher der Firma Nordtec, lobte ihn.", ("Karl Weber", "Sprecher", "Nordtec")),
        ("Die Schauspielerin Anna Berger lobte den Plan.", ("Anna Berger", "Schauspielerin", None)),
        ("Der bayerische CSU-Vorsitzende Karl Weber lobte ihn.", ("Karl Weber", "CSU-Vorsitzende", "CSU")),
        ("Die deutsche Bundeskanzlerin Anna Berger kam.", ("Anna Berger", "Bundeskanzlerin", "Deutschland")),
        ("Ein NPD-Anwalt namens Karl lobte ihn. NPD-Anwalt Karl Weber kam.", ("Karl Weber", "NPD-Anwalt", "NPD")),
    ],
)
def test_a_title_belongs_to_the_name_it_stands_by(text: str, role: tuple[str, str, str | None]) -> None:
    assert role in roles(text)


def test_titles_lose_words_that_only_date_them() -> None:
    assert [title for _, title, _ in roles("Der frühere Präsident Karl Weber lobte ihn.")] == ["Präsident"]


def test_an_adjective_that_is_part_of_the_title_stays() -> None:
    titles = [title for _, title, _ in roles("Der stellvertretende Direktor Karl Weber lobte ihn.")]
    assert titles == ["stellvertretende Direktor"]


def test_titles_in_a_row_are_several_roles() -> None:
    titles = {title for _, title, _ in roles("Generalsekretär Kardinal Karl Weber lobte den Plan.")}
    assert titles == {"Generalsekretär", "Kardinal"}


def test_each_title_is_given_once() -> None:
    text = "Präsident Karl Weber kam. Präsident Weber sprach. Der Präsident lobte den Plan."
    assert [title for _, title, _ in roles(text)] == ["Präsident"]


def test_a_title_in_the_plural_goes_to_every_name_behind_it() -> None:
    text = "Die Abgeordneten Karl Weber (SPD) und Anna Berger (CDU) lobten den Plan."
    assert {name for name, _, _ in roles(text)} == {"Karl Weber", "Anna Berger"}


@pytest.mark.parametrize("text", ["Sein Bruder Karl Weber lobte ihn.", "Herr Weber (SPD) lobte den Plan."])
def test_kin_and_party_give_no_role(text: str) -> None:
    assert roles(text) == []


def test_the_body_that_only_a_title_names_is_an_actor() -> None:
    text = "Bundestagspräsident Karl Weber lobte den Plan."
    assert ("Karl Weber", "Bundestagspräsident", "Bundestag") in roles(text)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Karl Weber kam am Montag. Er ist Vorsitzender der SPD.", ("Karl Weber", "Vorsitzender", "SPD")),
        ("Karl Weber wurde zum Präsidenten von Norwegen gewählt.", ("Karl Weber", "Präsidenten", "Norwegen")),
        ("Karl Weber trat als Vorsitzender der SPD zurück.", ("Karl Weber", "Vorsitzender", "SPD")),
        ("Karl Weber, Mitglied der SPD und des Stadtrates, lobte ihn.", ("Karl Weber", "Mitglied", "SPD")),
        ("Der Abgeordnete der SPD Karl Weber lobte den Plan.", ("Karl Weber", "Abgeordnete", "SPD")),
    ],
)
def test_a_clause_or_an_apposition_gives_an_office(text: str, role: tuple[str, str, str | None]) -> None:
    assert role in roles(text)


def test_a_list_behind_a_colon_shares_the_title_before_it() -> None:
    text = "Drei Kandidaten sind gemeldet: Karl Weber, Anna Berger und Paul Huber."
    assert {name for name, title, _ in roles(text) if title == "Kandidaten"} == {
        "Karl Weber",
        "Anna Berger",
        "Paul Huber",
    }


def test_who_is_denied_an_office_does_not_hold_it() -> None:
    assert roles("Karl Weber ist nicht Vorsitzender der SPD.") == []
