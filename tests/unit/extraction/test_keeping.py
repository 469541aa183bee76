"""Which of those a text mentions are written out though no fact refers to them."""

from __future__ import annotations

import pytest

from newsfacts.analysis.embedded import load
from newsfacts.extraction.cast import build
from newsfacts.model import Article


def kept(text: str) -> set[str]:
    """The names of the actors that `text` yields when no fact refers to anyone."""
    cast = build(load()(Article(id="t", text=text)))
    return {actor.name for actor in cast.keep(frozenset())}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Karl Weber reiste am Montag nach Oslo.", "Karl Weber"),
        ("Die Polizei sperrte am Abend die Straße.", "Polizei"),
        ("Drei Männer verließen am Abend das Haus.", "drei Männer"),
        ("Der Minister Karl Weber (SPD) lobte am Montag den Plan.", "SPD"),
    ],
)
def test_those_who_take_part_stay(text: str, name: str) -> None:
    assert name.casefold() in {found.casefold() for found in kept(text)}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Der Zug hielt am Montag in Schweden.", "Schweden"),
        ("Im Westen Schwedens regnete es am Montag.", "Schweden"),
        ("Das Flugzeug flog am Montag über Schweden.", "Schweden"),
        ("Das gilt in mehreren Ländern, darunter Schweden und Norwegen.", "Norwegen"),
        ("Die Bohrinsel „Sturmvogel“ ruht am Montag.", "Sturmvogel"),
        ("Karl Weber ist ein Freund.", "Freund"),
        ("Die Zahl der Verletzten stieg am Abend auf zwölf.", "Verletzte"),
    ],
)
def test_those_who_are_only_mentioned_go(text: str, name: str) -> None:
    assert name not in kept(text)


def test_a_name_of_which_nothing_is_said_goes() -> None:
    assert "Karl Weber" not in kept("Der Zug hielt am Montag in Oslo (Karl Weber).")
