"""In which slots of clauses the figures of a text stand: whether somebody acts, is dealt with, or is only mentioned."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Analysis

from .figures import Figure
from .lexicon import Lexicon
from .phrases import Unit
from .reader import Reading


class Slots:
    """The slots of one text; `received` are the heads of phrases where only participants stand."""

    def __init__(self, analysis: Analysis, reading: Reading, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.reading = reading
        self.lexicon = lexicon
        self.subjects = frozenset(clause.subject.head for clause in analysis.clauses if clause.subject is not None)
        self.received = frozenset(self._receivers())

    def note(self) -> None:
        """Tells the figures in which slots of clauses they stand, alone or coordinated with another."""
        objects = frozenset(phrase.head for clause in self.analysis.clauses for phrase in clause.objects)
        said = frozenset(
            c.subject.head for c in self.analysis.clauses if c.subject is not None and c.predicative is None
        )
        leads = acts = undergoes = person = False
        end = -1
        for unit in self.reading.units:
            self._note_owner(unit)
            joined = unit.start == end + 1 and self._is_joint(end, unit)
            leads = unit.head in self.subjects or (joined and leads)
            acts = unit.head in said or (joined and acts)
            undergoes = unit.head in objects or (joined and undergoes)
            beside = unit.bracketed and unit.start == end + 1 and person
            end = unit.last
            listed = joined and person and unit.name is not None and unit.name.label == "PER"
            figure = self._figure(unit)
            included = unit.start > 0 and self.lexicon.words.has(self.analysis.tokens[unit.start - 1].text, "inclusive")
            if included and figure is not None and not figure.named:
                continue
            person = figure is not None and figure.named and figure.type == "person" and " " in figure.name
            if figure is not None:
                figure.affiliated |= beside
                figure.listed |= listed and person
                figure.touched |= unit.head in self.received
                figure.leads |= leads
                figure.acts |= acts
                figure.undergoes |= undergoes

    def _note_owner(self, unit: Unit) -> None:
        """Tells a figure that persons by their noun belong to it ("Mitglieder des Rates", "Israels Präsident")."""
        if unit.sense is None or unit.sense.category != "role":
            return
        for at in (unit.attribute, unit.possessor):
            figure = self._figure(self.reading.units[at]) if at >= 0 else None
            if figure is not None:
                figure.staffed = True

    def _is_joint(self, at: int, unit: Unit) -> bool:
        """Whether a token joins a phrase to the one before: a conjunction, or a comma before a bare name."""
        text = self.analysis.tokens[at].text
        listed = text == "," and unit.name is not None and not unit.nouns and unit.determiner is None
        return listed or self.lexicon.words.has(text, "and")

    def _receivers(self) -> Iterator[int]:
        """The heads of phrases where only participants stand: to whom something is given or done, and by whom."""
        for clause in self.analysis.clauses:
            if clause.indirect is not None:
                yield clause.indirect.head
            if not clause.passive:
                continue
            if clause.subject is not None:
                yield clause.subject.head
            for phrase in clause.obliques:
                if self.lexicon.words.has(self.analysis.tokens[phrase.preposition].text, "agent"):
                    yield phrase.head

    def _figure(self, unit: Unit) -> Figure | None:
        at = self.reading.figure_of[unit.index]
        return self.reading.figures[at] if at >= 0 else None
