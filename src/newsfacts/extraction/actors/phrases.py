"""A noun phrase as far as it may denote someone."""

from __future__ import annotations

import msgspec

from .nouns import Sense
from .spans import NameSpan
from .words import WordClass


class Unit(msgspec.Struct, frozen=True):
    """A noun phrase without what follows it: tokens `[first, last)` from its first adjective to its last noun or name,
    `start` with the determiner. `head` is the noun that the syntax knows, `nouns` all common nouns (titles in a row),
    `sense` that of the head. `possessor` is the unit of a genitive before it, `attribute` that of the genitive or
    prepositional phrase behind it, `preposition` the latter's token; -1 for none."""

    index: int
    start: int
    first: int
    last: int
    head: int
    nouns: tuple[int, ...] = ()
    name: NameSpan | None = None
    sense: Sense | None = None
    determiner: WordClass | None = None
    numbered: bool = False
    plural: bool = False
    gender: str = ""  # m, f, n
    case: str = ""
    possessor: int = -1
    attribute: int = -1
    preposition: int = -1
    bracketed: bool = False

    @property
    def definite(self) -> bool:
        """Whether the phrase points back to something known."""
        return self.determiner in ("definite", "contracted", "demonstrative")
