"""The words by which a text mentions its figures, and whether a mention is more than a place or a remark."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Analysis
from newsfacts.model import MentionKind

from .appositions import chain_end
from .figures import Figure
from .lexicon import Lexicon
from .phrases import Unit
from .wordings import PLACES
from .words import WordClass

PLACING: tuple[WordClass, ...] = ("locative", "distant", "inclusive")  # what the word before a place is


class Mentions:
    """Notes the mentions of one text."""

    def __init__(self, analysis: Analysis, units: tuple[Unit, ...], lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.units = units
        self.lexicon = lexicon
        self.told = {clause.sentence for clause in analysis.clauses if clause.finite >= 0}
        self.places = frozenset(self._places())

    def _number(self, unit: Unit) -> int:
        """Where the number of a phrase stands, behind its adverbs of measure."""
        return next(at for at in range(unit.first, unit.last) if self.tokens[at].pos == "NUM")

    def _places(self) -> Iterator[int]:
        """The units that a preposition makes places, with those joined to them ("in Rom, Turin und Genua")."""
        end = -1  # of the place before
        hosts = {unit.attribute: unit for unit in self.units if unit.attribute >= 0}
        for unit in self.units:
            before = self.tokens[unit.start - 1].text if unit.start > 0 else ""
            joined = end == unit.start - 1 and (before == "," or self.lexicon.words.has(before, "and"))
            if unit.name is None or unit.name.label != "LOC":
                continue
            located = self._is_located(hosts.get(unit.index))
            if joined or located or self._is_placed(unit):
                end = unit.last
                yield unit.index

    def _is_placed(self, unit: Unit) -> bool:
        """Whether the word before a name makes it a place, or one of those told of."""
        at = unit.start - 1
        at -= at > 0 and self.lexicon.words.has(self.tokens[at].text, "whole")
        before = self.tokens[at].text if at >= 0 else ""
        return any(self.lexicon.words.has(before, name) for name in PLACING)

    def _is_located(self, host: Unit | None) -> bool:
        """Whether what a place belongs to is a place itself ("im Süden Perus"), or a body named by it."""
        if host is None or (host.name is not None and host.name.label != "ORG"):
            return False
        if host.name is not None:
            return True
        plain = host.sense is None or host.sense.kind in PLACES or host.sense.category == "group"
        return plain and host.start > 0 and self.lexicon.words.has(self.tokens[host.start - 1].text, "locative")

    def _is_included(self, unit: Unit) -> bool:
        """Whether a phrase without a name only says who is among those told of ("darunter zwei Kinder")."""
        return (
            unit.name is None
            and unit.start > 0
            and self.lexicon.words.has(self.tokens[unit.start - 1].text, "inclusive")
        )

    def _is_furniture(self, unit: Unit) -> bool:
        at = self.tokens[unit.first].start
        return any(span.start <= at < span.end for span in self.analysis.article.furniture)

    def note(self, unit: Unit, figure: Figure) -> None:
        """Gives a figure the words of a phrase that denotes it, whole and in part."""
        kind: MentionKind = "noun"
        told = self.analysis.sentence_of[unit.head] in self.told
        aside = unit.bracketed or unit.index in self.places or self._is_included(unit)
        figure.acting += told and not (aside or self._is_furniture(unit))
        if unit.name is not None:
            house = unit.name.known is not None and unit.name.known.known == "house"
            kind = "metonym" if house else "name"
            figure.mentions.append((unit.name.first, unit.name.last, kind))
            if unit.possessor < 0 and (unit.first == unit.name.first or self.tokens[unit.first].pos == "PUNCT"):
                return
            kind = "noun"
        figure.mentions.append((unit.first, unit.last, kind))
        if unit.name is None and unit.determiner == "quantity" and unit.first + 1 < unit.head:
            figure.mentions.append((unit.first + 1, unit.last, kind))
        if unit.name is None and unit.start + 1 < unit.first:
            figure.mentions.append((unit.start + 1, unit.last, kind))
        if unit.name is None and unit.first < unit.head < unit.last:
            figure.mentions.append((unit.head, unit.last, kind))
        if unit.numbered:
            figure.counted = figure.type == "group" and not self._is_included(unit)
            figure.mentions.append((self._number(unit), unit.last, kind))
        end = chain_end(self.units, unit).last
        if unit.name is None and end > unit.last and figure.type != "person":
            figure.mentions.append((unit.first, end, kind))
            if unit.numbered and self._number(unit) > unit.first:
                figure.mentions.append((self._number(unit), end, kind))
        if unit.possessor >= 0:
            figure.mentions.append((self.units[unit.possessor].first, unit.last, kind))
