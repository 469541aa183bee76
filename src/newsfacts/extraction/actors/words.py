"""The function words of a language by what they say of reference: determiners, pronouns, name particles."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Literal

from newsfacts import resources

WordClass = Literal[
    "definite", "contracted", "demonstrative", "indefinite", "negative", "quantity", "possessive-masculine",
    "possessive-feminine", "possessive-other", "relative-possessive", "pronoun-masculine", "pronoun-feminine",
    "pronoun-plural", "demonstrative-pronoun", "attributive", "locative", "among", "particle", "and", "measure",
    "as", "title-adjective", "genitive", "genitive-end", "calendar", "city-adjective", "participle-ending", "deputy",
    "measure-noun", "partitive", "partitive-single", "former-prefix", "weekday", "weak-singular", "legal-form",
    "agent", "title-suffix", "singular-determiner", "accusative-singular", "plural-determiner", "weak-plural",
    "dative-plural", "inside", "name-head", "name-link", "club", "domain", "shared-form", "inner-capital", "thing",
    "into", "adjective-ending", "abstract", "masculine-subject",
    "purpose", "become", "inclusive", "founded", "other", "strong-genitive", "inserted", "directional", "name-particle",
    "federal", "count", "polity", "distant", "whole",
]  # fmt: skip
DETERMINERS: tuple[WordClass, ...] = (
    "definite", "demonstrative", "indefinite", "negative", "quantity", "possessive-masculine", "possessive-feminine",
    "possessive-other", "relative-possessive",
)  # fmt: skip


class Words:
    """The function words of one language."""

    def __init__(self, language: str) -> None:
        sets: dict[str, set[str]] = defaultdict(set)
        for row in resources.rows("lexicon", language, "actor-words.tsv"):
            sets[row["class"]].add(row["word"])
        self._sets = {name: frozenset(words) for name, words in sets.items()}
        self._determiner: dict[str, WordClass] = {}
        for name in DETERMINERS:
            for word in self._sets.get(name, ()):
                self._determiner.setdefault(word, name)

    def has(self, word: str, name: WordClass) -> bool:
        """Whether `word`, in any case, is of the class `name`."""
        return word.lower() in self._sets.get(name, frozenset())

    def begins(self, word: str, name: WordClass) -> bool:
        """Whether `word`, in lower case, begins with a word of the class `name`."""
        return word.startswith(tuple(self._sets.get(name, ())))

    def has_stem(self, word: str, name: WordClass) -> bool:
        """Whether an adjective, up to two letters of ending, is of the class `name`."""
        low, held = word.lower(), self._sets.get(name, frozenset())
        return any(low[: len(low) - cut] in held for cut in range(3))

    def ends(self, word: str, name: WordClass) -> bool:
        """Whether `word` has an ending of the class `name`."""
        return word.endswith(tuple(self._sets.get(name, ())))

    def ends_genitive(self, word: str) -> bool:
        """Whether a name may be a genitive by its last letter."""
        return word[-1] in self._sets.get("genitive-end", frozenset())

    def determiner(self, word: str) -> WordClass | None:
        """The class of a determiner, None for other words."""
        return self._determiner.get(word.lower())


@cache
def words(language: str) -> Words:
    """The function words of `language`, loaded once."""
    return Words(language)
