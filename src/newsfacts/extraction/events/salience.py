"""The actor that an event without participants most likely belongs to: the one the text has been about so far."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.structure import Cast


class Salience:
    """How often each actor stands as subject or object of a clause, up to each sentence of one article."""

    def __init__(self, clauses: tuple[Clause, ...], cast: Cast) -> None:
        self._acting: list[tuple[int, str]] = sorted(
            (clause.sentence, actor)
            for clause in clauses
            for phrase in _phrases(clause)
            if (actor := cast.denoted(phrase.first, phrase.last))
        )

    def topic(self, sentence: int) -> str | None:
        """The actor most often acting up to a sentence; of equally frequent ones the one that came first."""
        counts = Counter(actor for at, actor in self._acting if at <= sentence)
        return max(counts, key=lambda actor: counts[actor], default=None)


def _phrases(clause: Clause) -> Iterator[Phrase]:
    """The phrases of a clause that its actors stand in."""
    if clause.subject:
        yield clause.subject
    yield from clause.objects
    if clause.indirect:
        yield clause.indirect
