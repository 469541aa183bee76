"""An attribution on its way to a position: who holds it and through whom it came."""

from __future__ import annotations

import msgspec

from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.model import Stance

SPEECH = frozenset({"direct", "indirect", "free", "source"})


class Act(msgspec.Struct, frozen=True):
    """An attribution with its actors resolved; `holders` is empty where nobody could be found."""

    attribution: Attribution
    holders: tuple[str, ...]
    stance: Stance
    via: tuple[str, ...] = ()
    addressee: str | None = None
    over: TokenRange | None = None
    lexeme: str = ""
    inherited: TokenRange | None = None  # the holder's words where the attribution continues an earlier one

    @property
    def first(self) -> int:
        """The first token of the content."""
        return min(part[0] for part in self.attribution.content)

    @property
    def last(self) -> int:
        """The token behind the content."""
        return max(part[1] for part in self.attribution.content)

    @property
    def size(self) -> int:
        """The number of tokens in the content."""
        return sum(last - first for first, last in self.attribution.content)

    @property
    def is_speech(self) -> bool:
        """Whether somebody is quoted, rather than described as taking a stance."""
        return self.attribution.kind in SPEECH

    def holds(self, index: int) -> bool:
        """Whether the token lies in the content."""
        return any(first <= index < last for first, last in self.attribution.content)

    def shared(self, other: Act) -> int:
        """How many tokens the two contents share."""
        return sum(
            max(0, min(b, d) - max(a, c)) for a, b in self.attribution.content for c, d in other.attribution.content
        )
