"""Spans that name someone, and what can be asked of the words around them."""

from __future__ import annotations

import msgspec

from newsfacts.analysis.structure import Analysis, EntityLabel

from .lexicon import Lexicon
from .nouns import Sense
from .proper import ProperName


class NameSpan(msgspec.Struct, frozen=True):
    """A name at tokens `[first, last)`, what it names, and its entry where the language's lists know it; `genitive`
    where it bears the genitive's ending."""

    first: int
    last: int
    label: EntityLabel
    known: ProperName | None = None
    genitive: bool = False


class Wording:
    """The words of a text with the lexicon at hand: small questions that several readers of names ask."""

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.tokens = analysis.tokens
        self.lexicon = lexicon
        self.words = [token.text for token in self.tokens]

    def sense(self, at: int) -> Sense | None:
        """What the noun at a token denotes, None outside the text."""
        return self.lexicon.nouns.sense(self.words[at]) if 0 <= at < len(self.words) else None

    def is_calendar(self, at: int) -> bool:
        """Whether a word is a day, a month, a season or a currency, which taggers like to call names."""
        word = self.words[at].lower()
        return self.lexicon.words.has(word, "calendar") or self.lexicon.words.begins(word, "weekday")

    def is_inside(self, at: int) -> bool:
        """Whether a word stands inside a sentence, so that its capital says something."""
        return at > 0 and (self.words[at - 1][0].isalnum() or self.words[at - 1] in (",", "-"))

    def is_particle(self, at: int) -> bool:
        """Whether a word is a particle inside names ("von", "de")."""
        return self.words[at].islower() and self.lexicon.words.has(self.words[at], "particle")

    def makes_adjective(self, at: int) -> bool:
        """Whether a word is the undeclined adjective of a town before its noun ("Danziger Werft")."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return after is not None and after.pos == "NOUN" and self.lexicon.words.ends(self.words[at], "city-adjective")
