"""Gives each token its class in the alphabet of the time patterns, from the lexicon and from the form of numbers."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from newsfacts import resources
from newsfacts.analysis.structure import Analysis

ENDINGS = ("", "e", "en", "er", "es", "em")
OTHER = "_"
NAMES = frozenset("mws")  # classes whose words are people's names as well
NUMERIC = re.compile(r"(?:(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})|(\d{4})-(\d\d)-(\d\d))\.?")
CLOCK = re.compile(r"([01]?\d|2[0-4])[.:]([0-5]\d)")
YEAR = re.compile(r"1[0-9]\d\d|20\d\d")
ORDINAL = re.compile(r"(\d{1,2})\.")
NUMBER = re.compile(r"\d{1,4}(?:,\d)?")
DECADE = re.compile(r"((?:1\d|20)?\d0)er(?:-?[Jj]ahren?)?")


class Word(msgspec.Struct, frozen=True, gc=False):
    """A token's class (one letter), its value, and the part of the day that its compound adds."""

    letter: str
    value: str = ""
    part: str = ""


NOTHING = Word(OTHER)


@cache
def _lexicon(language: str) -> tuple[dict[str, Word], dict[str, str]]:
    words: dict[str, Word] = {}
    parts: dict[str, str] = {}
    for row in resources.rows("lexicon", language, "times.tsv"):
        for form in row["forms"].split("|"):
            if form.startswith("-"):
                parts[form[1:]] = row["value"]
                continue
            stem = form.removesuffix("~")
            for ending in ENDINGS if form != stem else ("",):
                words.setdefault(stem + ending, Word(row["class"], row["value"]))
    return words, parts


def _numeral(text: str) -> Word:
    """The class of a token that begins with a digit."""
    if found := NUMERIC.fullmatch(text):
        day, month, year, *iso = found.groups()
        if iso[0]:
            return Word("N", "-".join(iso))
        return Word("N", f"{year if len(year) == 4 else '20' + year}-{int(month):02d}-{int(day):02d}")
    if found := DECADE.fullmatch(text):
        return Word("G", found[1][:-1].rjust(3, "X"))
    if YEAR.fullmatch(text):
        return Word("Y", text)
    if found := ORDINAL.fullmatch(text):
        return Word("d", found[1])
    if NUMBER.fullmatch(text):
        return Word("n", text.replace(",", "."))
    if CLOCK.fullmatch(text):
        return Word("T", text.replace(".", ":"))
    return NOTHING


def _compound(text: str, words: dict[str, Word], parts: dict[str, str]) -> Word:
    """A weekday or deictic word with a part of the day attached, "-abend" and the like."""
    for part, code in parts.items():
        if text.endswith(part) and len(text) > len(part):
            base = words.get(text[: -len(part)].rstrip("-").capitalize())
            if base and base.letter == "w":
                return Word("w", base.value, code)
    return NOTHING


@cache
def word(text: str, language: str) -> Word:
    """The class of a word as it stands; capitals of a sentence's start and of headlines are seen through."""
    words, parts = _lexicon(language)
    for form in (text, text.lower(), text.capitalize()) if not text[0].isdigit() else ():
        if found := words.get(form):
            return found
    return _numeral(text) if text[0].isdigit() else _compound(text, words, parts)


def classify(analysis: Analysis) -> list[Word]:
    """The class of each token; at the start of a sentence a capital means nothing."""
    language = analysis.article.language
    words = [word(token.text, language) for token in analysis.tokens]
    for token in analysis.tokens:
        if token.entity == "PER" and words[token.index].letter in NAMES:
            words[token.index] = NOTHING  # "Eva Mai"
    for sentence in analysis.sentences:
        text = analysis.tokens[sentence.first].text
        if not text[0].isdigit() and (found := word(text.lower(), language)) is not NOTHING:
            words[sentence.first] = found
    return words
