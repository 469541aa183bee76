"""The word lists of a language that the actors need, in one hand."""

from __future__ import annotations

from functools import cache

import msgspec

from .nouns import ANYONE, Nouns, Sense, nouns
from .proper import ProperNames, proper_names
from .words import Words, words


class Lexicon(msgspec.Struct, frozen=True):
    """Common nouns, proper names and function words of one language."""

    nouns: Nouns
    proper: ProperNames
    words: Words

    def sense(self, word: str) -> Sense | None:
        """What a noun denotes: by the lists of nouns, or an inhabitant of a state ("Norwegerin")."""
        if (sense := self.nouns.sense(word)) is not None:
            return sense
        inhabitant = self.proper.inhabitant(word)
        if inhabitant is None:
            return None
        feminine = inhabitant.feminine
        return Sense(
            lemma=inhabitant.base,
            word=inhabitant.base,
            category="role",
            kind="person",
            gender="f" if feminine else "m",
            family=ANYONE,
            feminine=feminine,
            plural=inhabitant.plural,
        )


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of `language`, loaded once. Raises ResourceError where a list is missing."""
    return Lexicon(nouns(language), proper_names(language), words(language))
