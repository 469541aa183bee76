"""Offices that a clause gives somebody: "X ist Leiter", "er wurde zum Leiter gewählt", "X tritt als Leiter ab"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from newsfacts.analysis.structure import Analysis, Clause, Phrase

from .figures import Figure
from .lexicon import Lexicon
from .phrases import Unit
from .reader import Reading

LONGEST_ROW = 4  # offices joined by "und"


class Offices:
    """Reads the clauses of one text; `pronouns` gives the figure of every pronoun resolved."""

    def __init__(self, analysis: Analysis, reading: Reading, lexicon: Lexicon, pronouns: Mapping[int, int]) -> None:
        self.tokens = analysis.tokens
        self.clauses = analysis.clauses
        self.clause_of = analysis.clause_of
        self.reading = reading
        self.words = lexicon.words
        self.pronouns = pronouns
        self.by_head = {unit.head: unit for unit in reading.units}
        self.by_start = {unit.start: unit for unit in reading.units}

    def given(self) -> Iterator[tuple[Unit, Figure]]:
        """Every office with the person who holds, gets or leaves it, in order of the clauses."""
        for clause in self.clauses:
            if clause.negated:
                continue
            subject = self._figure(clause.subject)
            if clause.predicative is not None and subject is not None and self._tells(clause, clause.predicative):
                yield from self._row(self.by_head.get(clause.predicative.head), subject)
            for phrase in clause.obliques:
                if (holder := self._holder(clause, phrase, subject)) is not None:
                    yield from self._row(self.by_head.get(phrase.head), holder)
        yield from self._acted_in()

    def _tells(self, clause: Clause, office: Phrase) -> bool:
        """Whether a clause tells what somebody is or was: not what they may or will be, nor who says so."""
        becoming = clause.lemma != "" and self.words.has(clause.lemma, "become") and clause.tense in ("Pres", "Fut")
        said = office.first > 0 and self.words.has(self.tokens[office.first - 1].text, "inserted")
        return not (clause.modal or becoming or said)

    def _acted_in(self) -> Iterator[tuple[Unit, Figure]]:
        """Offices behind "als": the subject's, that of the governing clause where the own has none."""
        for unit in self.reading.units:
            at = self.clause_of[unit.head]
            if unit.determiner is not None or at < 0 or not self._is_behind_as(unit):
                continue
            clause = self.clauses[at]
            for _ in range(LONGEST_ROW):
                if clause.subject is not None or clause.parent < 0:
                    break
                clause = self.clauses[clause.parent]
            subject = self._figure(clause.subject)
            if subject is not None and subject.named and not clause.objects and not clause.negated:
                yield from self._row(unit, subject)

    def _is_behind_as(self, unit: Unit) -> bool:
        return unit.start > 0 and self.words.has(self.tokens[unit.start - 1].text, "as")

    def _holder(self, clause: Clause, phrase: Phrase, subject: Figure | None) -> Figure | None:
        """Who becomes what a phrase with "zu" names: the object, or the subject of a verb without one."""
        if phrase.preposition < 0 or not self.words.has(self.tokens[phrase.preposition].text, "into"):
            return None
        if clause.objects:
            return self._figure(clause.objects[0])
        return subject

    def _row(self, unit: Unit | None, holder: Figure) -> Iterator[tuple[Unit, Figure]]:
        """An office and those joined to it."""
        if holder.type != "person" or holder.plural:
            return
        for _ in range(LONGEST_ROW):
            if unit is None or unit.name is not None or unit.plural or not self._is_office(unit, holder):
                return
            yield unit, holder
            end = self._end(unit)
            joint = end < len(self.tokens) and (
                self.words.has(self.tokens[end].text, "and")
                or (self.tokens[end].text == "," and self._goes_on(end + 1))
            )
            unit = self.by_start.get(end + 1) if joint else None

    def _goes_on(self, at: int) -> bool:
        """Whether a comma leads to another bare office of a row that ends with a conjunction."""
        unit = self.by_start.get(at)
        bare = unit is not None and unit.sense is not None and unit.sense.title and unit.determiner is None
        return (
            unit is not None and bare and self.words.has(self.tokens[min(unit.last, len(self.tokens) - 1)].text, "and")
        )

    def _end(self, unit: Unit) -> int:
        return self.reading.units[unit.attribute].last if unit.attribute >= 0 else unit.last

    def _is_office(self, unit: Unit, holder: Figure) -> bool:
        sense = unit.sense
        if sense is None or not sense.title:
            return False
        at = self.reading.figure_of[unit.index]
        other = self.reading.figures[at] if at >= 0 else None
        if other is not None and other.named and other is not holder:
            return False
        return not holder.gender or not sense.feminine or holder.gender == "f"

    def _figure(self, phrase: Phrase | None) -> Figure | None:
        if phrase is None:
            return None
        at = self.pronouns.get(phrase.head, -1)
        if at < 0 and (unit := self.by_head.get(phrase.head)) is not None:
            at = self.reading.figure_of[unit.index]
        return self.reading.figures[at] if at >= 0 else None
