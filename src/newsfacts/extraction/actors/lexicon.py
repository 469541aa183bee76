"""The word lists of a language that the actors need, in one hand."""

from __future__ import annotations

from functools import cache

import msgspec

from .nouns import Nouns, nouns
from .proper import ProperNames, proper_names
from .words import Words, words


class Lexicon(msgspec.Struct, frozen=True):
    """Common nouns, proper names and function words of one language."""

    nouns: Nouns
    proper: ProperNames
    words: Words


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`, loaded once. Raises ResourceError where a list is missing."""
    return Lexicon(nouns(language), proper_names(language), words(language))
