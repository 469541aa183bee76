"""A cast that knows a handful of nouns, and the real analyser, so that the rules are tried on sentences."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsfacts.analysis import embedded
from newsfacts.analysis.structure import Analysis
from newsfacts.extraction import speech, stances
from newsfacts.extraction.positions import Outcome, positions, quotations
from newsfacts.extraction.structure import Attribution
from newsfacts.model import Actor, Article, Position, Refusal, Role

KNOWN = frozenset(
    (
        "Regierung", "Ministerin", "Minister", "Opposition", "Partei", "Gewerkschaft", "Verband", "Kommission",
        "Norwegen", "Schweden", "Huber", "Kritiker", "Zeitung", "Anwälte", "Stadt", "Senat", "Konzern",
    )
)  # fmt: skip


class StubCast:
    """Knows the nouns of KNOWN as actors, by their form; "er" and "sie" are the last of them before."""

    def __init__(self, analysis: Analysis) -> None:
        self.tokens = analysis.tokens

    def denoted(self, first: int, last: int) -> str | None:
        named = [t.text for t in self.tokens[first:last] if t.text in KNOWN]
        if named:
            return named[0]
        if last - first == 1 and self.tokens[first].text.lower() in {"er", "sie", "ihre", "seine"}:
            return next((t.text for t in reversed(self.tokens[:first]) if t.text in KNOWN), None)
        return None

    admit = denoted

    def members(self, _actor: str) -> tuple[str, ...]:
        return ()

    def adjective(self, _token: int) -> str | None:
        return None

    def animacy(self, first: int, last: int) -> float:
        return 0.9 if self.denoted(first, last) else 0.1

    def roles(self) -> tuple[Role, ...]:
        return ()

    def keep(self, _used: frozenset[str]) -> tuple[Actor, ...]:
        return ()

    def refused(self) -> tuple[Refusal, ...]:
        return ()


Read = Callable[[str], tuple[Attribution, ...]]


class Words:
    """What the rules found in a text, with spans as strings."""

    def __init__(self, text: str) -> None:
        self.analysis = embedded.load()(Article(id="t", text=text))
        self.cast = StubCast(self.analysis)

    def stances(self) -> list[tuple[str | None, str, str]]:
        """Holder, stance and content of each attribution of the stance rules."""
        found = stances.attributions(self.analysis, self.cast)
        return [(self._text(a.holder), a.stance, self._text(a.content[0]) or "") for a in found]

    def attributions(self) -> tuple[Attribution, ...]:
        return stances.attributions(self.analysis, self.cast)

    def outcome(self) -> Outcome:
        said = speech.attributions(self.analysis)
        return positions(self.analysis, self.cast, said, self.attributions())

    def quoted(self) -> Outcome:
        said = speech.attributions(self.analysis)
        return quotations(self.analysis, self.cast, said, self.attributions())

    def positions(self) -> tuple[Position, ...]:
        return self.outcome().positions

    def held(self) -> list[tuple[str, str, tuple[str, ...]]]:
        """Holder, stance and `via` of each position."""
        return [(p.holder, p.stance, p.via) for p in self.positions()]

    def text(self, first: int, last: int) -> str:
        return self.analysis.text(first, last)

    def _text(self, found: tuple[int, int] | None) -> str | None:
        return self.analysis.text(*found) if found else None


@pytest.fixture(scope="session")
def read() -> Callable[[str], Words]:
    """Analyses a text."""
    return Words
