"""Persons whom a text calls by their office first and names only later."""

from __future__ import annotations

from collections import Counter, defaultdict

from newsfacts.analysis.structure import Analysis

from .figures import Figure
from .memory import Memory
from .phrases import Unit

OPENING = 2  # the sentences that announce what the text goes on to tell
OFTEN = 3  # mentions of the person a text is about


class Later:
    """Gives the mentions of nameless persons to those who are named later on. Linear in the length of the text."""

    def __init__(
        self, analysis: Analysis, units: tuple[Unit, ...], figures: list[Figure], figure_of: list[int], memory: Memory
    ) -> None:
        self._analysis = analysis
        self._units = units
        self._figures = figures
        self._figure_of = figure_of
        self._memory = memory
        self._counted = Counter(at for at in figure_of if at >= 0)
        self._titled: dict[str, list[Figure]] = defaultdict(list)

    def name(self) -> None:
        """Does so where nobody else may be meant."""
        named = [self._figures[at] for at in self._counted if self._is_named_person(self._figures[at])]
        for figure in named:
            for word in sorted(figure.words):
                self._titled[word].append(figure)
        hero = self._hero(named)
        for unit in self._units:
            at = self._figure_of[unit.index]
            if at < 0 or not self._is_called(self._figures[at], unit):
                continue
            figure = self._figures[at]
            opens = self._analysis.sentence_of[unit.head] < OPENING
            if opens and hero is not None and self._may_be(hero, unit):
                self._give(figure, hero, unit)
            elif (bearer := self._bearer(figure, unit)) is not None:
                self._give(figure, bearer, unit)

    def _is_named_person(self, figure: Figure) -> bool:
        return figure.named and figure.type == "person"

    def _hero(self, named: list[Figure]) -> Figure | None:
        """The person a text is about."""
        most = max((self._counted[figure.index] for figure in named), default=0)
        if most < OFTEN:
            return None
        return next(figure for figure in named if self._counted[figure.index] == most)

    def _is_called(self, figure: Figure, unit: Unit) -> bool:
        """Whether a phrase calls a person by an office, and nothing else in the text takes it up."""
        if figure.named or figure.type != "person" or unit.sense is None or self._counted[figure.index] != 1:
            return False
        return unit.definite or unit.possessor >= 0

    def _may_be(self, hero: Figure, unit: Unit) -> bool:
        """Whether an office at the opening is that of the person the text is about, who has no other there."""
        sense = unit.sense
        if sense is None or sense.kind != "office":
            return False
        return not self._memory.holds_office(hero) and (not hero.gender or hero.gender == sense.gender)

    def _bearer(self, figure: Figure, unit: Unit) -> Figure | None:
        """The one person whom the text names later, with the same noun as a title."""
        bearers = self._titled.get(unit.sense.word, []) if unit.sense is not None and unit.sense.title else []
        if len(bearers) != 1 or not bearers[0].mentions or bearers[0].mentions[0][0] < unit.head:
            return None
        bearer = bearers[0]
        if figure.gender and bearer.gender and figure.gender != bearer.gender:
            return None
        if figure.of >= 0 and figure.of != bearer.of:
            return None
        return None if figure.state and figure.state != bearer.state else bearer

    def _give(self, figure: Figure, other: Figure, unit: Unit) -> None:
        self._figure_of[unit.index] = other.index
        other.mentions.extend(figure.mentions)
        other.words |= figure.words
        figure.mentions.clear()
