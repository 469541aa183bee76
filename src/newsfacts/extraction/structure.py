"""The seams inside extraction: who each phrase denotes (`Cast`), what was attributed to whom (`Attribution`).

`rules.py` composes them: actors give a Cast; speech and stance rules give Attributions, still in tokens; positions
resolve these with the Cast; events use it for their participants; at last it keeps the actors that something refers to.
"""

from __future__ import annotations

from typing import Literal, Protocol

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.model import Actor, Facts, Refusal, Role, Stance

TokenRange = tuple[int, int]
AttributionKind = Literal["direct", "indirect", "free", "source", "stance", "noun"]


class Attribution(msgspec.Struct, frozen=True):
    """A stance act found in the text, in token indices.

    `kind`: direct quotation; indirect speech (dass, verb-second, infinitive under a verb of speech); free continuation
    in Konjunktiv; source preposition (laut, zufolge, nach Angaben von); stance frame with its content inside ("lehnt …
    ab"); noun with content ("seine Forderung nach …"). `source` are the words that name who says so at this place,
    source noun included ("Angaben der Polizei"); `holder` the noun phrase inside it that denotes the actor ("der
    Polizei"); both None where the text continues an earlier attribution, whose index `continues` gives.
    """

    kind: AttributionKind
    content: tuple[TokenRange, ...]
    stance: Stance
    rule: str
    confidence: float
    lexeme: str = ""  # the lexicon entry that matched ("ablehnen")
    cue: tuple[int, ...] = ()
    source: TokenRange | None = None
    holder: TokenRange | None = None
    addressee: TokenRange | None = None
    over: TokenRange | None = None
    condition: TokenRange | None = None
    continues: int = -1


class Cast(Protocol):
    """The actors of one article: who each phrase denotes. Ids are stable for the life of the cast."""

    def denoted(self, first: int, last: int) -> str | None:
        """The actor that the phrase or pronoun at tokens `[first, last)` denotes, None where it is none or in doubt."""

    def admit(self, first: int, last: int) -> str | None:
        """As `denoted`, but a noun phrase whose head may be an actor (person, body, group noun) becomes one, anonymous
        where it has no name. For phrases in a place that only actors fill: holders, agents of deeds, addressees."""

    def adjective(self, token: int) -> str | None:
        """The state that an adjective or demonym denotes ("iranische"), None for others."""

    def members(self, actor: str) -> tuple[str, ...]:
        """The persons named as the members of a group ("two deputies, X and Y"), empty where none are named."""

    def animacy(self, first: int, last: int) -> float:
        """How likely the phrase denotes an actor, in [0, 1]: names, role nouns and bodies high, abstract nouns low."""

    def roles(self) -> tuple[Role, ...]:
        """The titles and offices that the text gives to actors."""

    def keep(self, used: frozenset[str]) -> tuple[Actor, ...]:
        """The final actors: those in `used` and those their roles are held at, in order of first mention."""

    def refused(self) -> tuple[Refusal, ...]:
        """Phrases seen and not taken as actors or left unresolved, each with the reason."""


class Extractor(Protocol):
    """Makes facts of an analysis; the same analysis always gives the same facts."""

    def __call__(self, analysis: Analysis) -> Facts:
        """The facts of one article, `run` left empty."""
