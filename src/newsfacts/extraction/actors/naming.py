"""Names for those the text does not name: their description in the nominative, as a heading would have it."""

from __future__ import annotations

from newsfacts.analysis.structure import Analysis, Token

from .appositions import chain_end
from .lexicon import Lexicon
from .phrases import Unit

SHORTEST_STEM = 3


def described(analysis: Analysis, units: tuple[Unit, ...], unit: Unit, lexicon: Lexicon) -> str:
    """The phrase with what hangs on it: "des alten Ministeriums in London" gives "altes Ministerium in London"."""
    words: list[str] = []
    gender = "p" if unit.plural else unit.gender
    for at in range(unit.first, unit.last):
        token = analysis.tokens[at]
        if at == unit.head and unit.nouns:
            words.append(_noun(token, unit, lexicon))
        elif at < unit.head and _is_declined(token, unit.plural, lexicon):
            words.append(strong(token.text, gender, lexicon))
        else:
            words.append(token.text)
    end = chain_end(units, unit).last
    if end > unit.last:
        words.append(analysis.text(unit.last, end))
    return " ".join(words)


def _is_declined(token: Token, plural: bool, lexicon: Lexicon) -> bool:
    """Whether a word before a noun takes the endings of adjectives."""
    if lexicon.words.has_stem(token.text, "other"):
        return True
    determiner = lexicon.words.determiner(token.text)
    if determiner:
        return plural and determiner == "quantity" and token.pos != "ADV"
    return token.pos == "ADJ"


def _noun(token: Token, unit: Unit, lexicon: Lexicon) -> str:
    """The head noun in the nominative, as far as its entry or its ending tells."""
    sense = unit.sense
    if unit.plural:
        return lexicon.proper.declined(token.text, "dative plural") if token.case == "Dat" else token.text
    if sense is None or sense.adjectival or sense.feminine or sense.category == "group":
        return token.text
    return sense.word


def strong(word: str, gender: str, lexicon: Lexicon) -> str:
    """An adjective as it stands without an article."""
    if word[0].isupper() and lexicon.words.ends(word, "city-adjective"):
        return word
    stem = lexicon.proper.declined(word, "declined")
    if stem == word or len(stem) < SHORTEST_STEM:
        return word
    return stem + lexicon.proper.ending(f"strong {gender}") if gender else word
