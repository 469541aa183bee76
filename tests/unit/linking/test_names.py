"""Folding, endings, and the key for names from other scripts."""

from __future__ import annotations

import pytest

from newsfacts.linking.names import bare, fold, inflection, nominatives, sound, stem, variants


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Élysée-Palast", "elysee palast"),
        ("Weißes Haus", "weisses haus"),
        ("Lech Wałęsa", "lech walesa"),
        ("N'Djamena", "ndjamena"),
        ("  U.S.  Navy ", "u s navy"),
    ],
)
def test_folding_keeps_letters_and_digits_only(name: str, key: str) -> None:
    assert fold(name) == key


@pytest.mark.parametrize(
    ("german", "english"),
    [
        ("Netanjahu", "Netanyahu"),
        ("Chamenei", "Khamenei"),
        ("Schamchani", "Shamkhani"),
        ("Lawrow", "Lavrov"),
        ("Jelzin", "Yeltsin"),
        ("Selenskyj", "Zelensky"),
        ("Rohani", "Rouhani"),
        ("Ahmadinedschad", "Ahmadinejad"),
        ("Poroschenko", "Poroshenko"),
        ("Erdogan", "Erdoğan"),
    ],
)
def test_german_and_english_spellings_sound_alike(german: str, english: str) -> None:
    assert sound(fold(german)) == sound(fold(english))


def test_different_names_sound_different() -> None:
    assert len({sound(fold(name)) for name in ("Merkel", "Macron", "Putin", "Lawrow", "Trump")}) == 5


@pytest.mark.parametrize("form", ["Islamische Republik", "Islamischen Republik", "Islamischer Republik"])
def test_inflected_forms_have_one_stem(form: str) -> None:
    assert stem(fold(form), "de") == "islamisch republik"


def test_short_tokens_keep_their_endings() -> None:
    assert stem("iran uno", "de") == "iran uno"


def test_a_genitive_may_be_taken_off() -> None:
    assert nominatives("irans", "de") == ("iran",)
    assert nominatives("us", "de") == ()


def test_articles_go_but_never_the_whole_name() -> None:
    articles = inflection("de").articles
    assert bare("der standard", articles) == "standard"
    assert bare("die", articles) == "die"


def test_a_bracket_holds_another_name() -> None:
    assert variants("Atomenergiebehörde (IAEA)") == ("Atomenergiebehörde (IAEA)", "Atomenergiebehörde", "IAEA")
    assert variants("Bundestag") == ("Bundestag",)
