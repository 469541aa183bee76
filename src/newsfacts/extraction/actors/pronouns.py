"""Whom the pronouns of a text denote: by gender and number, by the subjects before them, by who speaks."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from newsfacts.analysis.structure import Analysis, Clause, Token
from newsfacts.model import Refusal

from .appositions import LONGEST_CHAIN
from .figures import Figure
from .lexicon import Lexicon
from .phrases import Unit
from .reader import Reading

SENTENCES_BACK = 2
IN_MIND = 20  # phrases of one sentence that a pronoun may reach back over


class Pronouns:
    """Resolves the pronouns of one text, in its order; `figure_of` gives a token's figure, `refused` the open ones."""

    def __init__(self, analysis: Analysis, reading: Reading, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.clauses = analysis.clauses
        self.reading = reading
        self.words = lexicon.words
        self.figure_of: dict[int, int] = {}
        self.refused: list[Refusal] = []
        self._quotations = [quotation for quotation in analysis.quotations if quotation.depth == 1]
        self._unit_at = {unit.head: unit for unit in reading.units}
        self._subject_of: dict[int, int] = {}
        self._units_of_sentence: dict[int, list[Unit]] = {}
        for unit in reading.units:
            self._units_of_sentence.setdefault(analysis.sentence_of[unit.head], []).append(unit)
        self._subjects_of_sentence: dict[int, list[tuple[int, Clause]]] = {}
        for clause in self.clauses:
            if clause.subject is not None:
                self._subjects_of_sentence.setdefault(clause.sentence, []).append((clause.subject.head, clause))
                self._subject_of[clause.subject.head] = clause.index
        for subjects in self._subjects_of_sentence.values():
            subjects.sort(key=lambda item: item[0])
        for token in self.tokens:
            if token.pos in ("PRON", "DET"):
                self._resolve(token)

    def _resolve(self, token: Token) -> None:
        if self._is_relative(token):
            figure = self._before_relative(token)
        elif wanted := self._wanted(token):
            figure = self._antecedent(token, wanted)
            if figure is None:
                span = self.analysis.span(token.index, token.index + 1)
                self.refused.append(Refusal("actors.pronoun", "no single antecedent", span))
        else:
            return
        if figure is not None:
            self.figure_of[token.index] = figure.index

    # relative pronouns

    def _is_relative(self, token: Token) -> bool:
        clause = self.analysis.clause_of[token.index]
        return clause >= 0 and self.clauses[clause].kind == "relative" and self.clauses[clause].marker == token.index

    def _before_relative(self, token: Token) -> Figure | None:
        """The nearest phrase before the clause that agrees with the pronoun, up its chain of attributes."""
        before = self._units(self.analysis.sentence_of[token.index], token.index)
        plural = self._number(token) == "Plur"
        for unit in reversed(before[-LONGEST_CHAIN:]):
            if self._agrees(token, plural, unit):
                return self._figure(unit)
            if token.index - unit.last > 2 and unit.attribute < 0:
                break
        return None

    def _number(self, token: Token) -> str:
        """The number of a pronoun, of its verb where it is the subject."""
        at = self._subject_of.get(token.index, -1)
        finite = self.clauses[at].finite if at >= 0 else -1
        return (self.tokens[finite].number if finite >= 0 else "") or token.number

    def _agrees(self, token: Token, plural: bool, unit: Unit) -> bool:
        if plural != unit.plural:
            return False
        gender = {"Masc": "m", "Fem": "f", "Neut": "n"}.get(token.gender, "")
        return not gender or plural or not unit.gender or gender == unit.gender

    # personal pronouns

    def _wanted(self, token: Token) -> str:
        """The gender m or f that a pronoun asks for, p for the plural, empty for pronouns that are left alone."""
        text = token.text
        if token.pos == "DET":
            return ""
        masculine, feminine = self.words.has(text, "pronoun-masculine"), self.words.has(text, "pronoun-feminine")
        if masculine or (self.words.has(text, "demonstrative-pronoun") and token.gender == "Masc"):
            return "m"
        if feminine and self.words.has(text, "pronoun-plural"):
            return self._by_verb(token)
        if feminine:
            return "f"
        return "p" if self.words.has(text, "pronoun-plural") else ""

    def _by_verb(self, token: Token) -> str:
        """Whether a pronoun that may be singular or plural is the subject of a singular or plural verb."""
        return {"Plur": "p", "Sing": "f"}.get(self._number(token), "")

    def _antecedent(self, token: Token, wanted: str) -> Figure | None:
        own = self._own_clause(token)
        barred = self._subject_figure(own) if own is not None and token.index not in self._subject_of else None
        for figure in self._speakers(own, token):
            if self._suits(figure, wanted) and figure is not barred:
                return figure
        for subjects, group in self._earlier(token):
            suited = {figure.index: figure for figure in group if self._suits(figure, wanted) and figure is not barred}
            if wanted != "p" and not subjects:
                suited = {index: figure for index, figure in suited.items() if figure.type == "person"}
            if len(suited) == 1:
                return next(iter(suited.values()))
            if suited:
                return None
        return None

    def _own_clause(self, token: Token) -> Clause | None:
        at = self.analysis.clause_of[token.index]
        return self.clauses[at] if at >= 0 else None

    def _subject_figure(self, clause: Clause | None) -> Figure | None:
        if clause is None or clause.subject is None:
            return None
        return self._at(clause.subject.head)

    def _at(self, head: int) -> Figure | None:
        if (pronoun := self.figure_of.get(head)) is not None:
            return self.reading.figures[pronoun]
        unit = self._unit_at.get(head)
        return self._figure(unit) if unit is not None else None

    def _figure(self, unit: Unit) -> Figure | None:
        at = self.reading.figure_of[unit.index]
        return self.reading.figures[at] if at >= 0 else None

    def _speakers(self, own: Clause | None, token: Token) -> Iterator[Figure]:
        """Who speaks the clause that the pronoun stands in: the subject of what governs it, or whose body speaks."""
        clause = own
        for _ in range(LONGEST_CHAIN):
            if clause is None or clause.parent < 0 or clause.kind not in ("complement", "infinitive"):
                return
            clause = self.clauses[clause.parent]
            if clause.subject is None:
                continue
            if (figure := self._subject_figure(clause)) is not None:
                yield figure
            unit = self._unit_at.get(clause.subject.head)
            if unit is not None and clause.subject.head > token.index:
                yield from self._persons_in(unit)

    def _persons_in(self, unit: Unit) -> Iterator[Figure]:
        """The person a body is named after or belongs to: "Netanjahus Büro"."""
        for at in (unit.possessor, unit.attribute):
            if at >= 0 and (figure := self._figure(self.reading.units[at])) is not None and figure.type == "person":
                yield figure
        if unit.name is not None and unit.name.label == "ORG":
            named = self.reading.register.person_named(self.tokens[unit.name.first].text)
            if named is not None:
                yield named

    def _earlier(self, token: Token) -> Iterator[tuple[bool, list[Figure]]]:
        """Groups of figures in the order of preference, subjects (true) before the others, near before far."""
        here = self.analysis.sentence_of[token.index]
        if (quoted := self._quotation(token.index)) is not None:
            opening = max(self.analysis.sentence_of[quoted], here - SENTENCES_BACK)
            for sentence in range(here, opening - 1, -1):
                yield from ((True, group) for group in self._subjects(sentence, token.index, quoted))
        yield from ((True, group) for group in self._subjects(here, token.index))
        for sentence in range(here - 1, max(-1, here - 1 - SENTENCES_BACK), -1):
            yield from ((True, group) for group in self._subjects(sentence, token.index))
            units = self._units(sentence, token.index)
            yield False, [figure for unit in units if (figure := self._figure(unit)) is not None]
        before = self._units(here, token.index)
        yield False, [figure for unit in before if (figure := self._figure(unit)) is not None]

    def _units(self, sentence: int, before: int) -> list[Unit]:
        """The last phrases of a sentence before a token; never more than a reader keeps in mind."""
        units = self._units_of_sentence.get(sentence, [])
        end = bisect_left(units, before, key=lambda unit: unit.last)
        return units[max(0, end - IN_MIND) : end]

    def _quotation(self, at: int) -> int | None:
        """The first token of the quotation that holds a token."""
        index = bisect_right(self._quotations, at, key=lambda quotation: quotation.first) - 1
        if index < 0 or self._quotations[index].last <= at:
            return None
        return self._quotations[index].first

    def _subjects(self, sentence: int, before: int, after: int = 0) -> Iterator[list[Figure]]:
        """The subjects of a sentence's clauses between two tokens, main clauses first."""
        subjects = self._subjects_of_sentence.get(sentence, [])
        end = bisect_left(subjects, before, key=lambda item: item[0])
        for main in (True, False):
            for head, clause in reversed(subjects[max(0, end - IN_MIND) : end]):
                if head < after or (clause.kind == "main") != main:
                    continue
                if (figure := self._subject_figure(clause)) is not None:
                    yield [figure]

    def _suits(self, figure: Figure, wanted: str) -> bool:
        if wanted == "p":
            return figure.plural or figure.type == "group"
        if figure.plural or (figure.type == "group" and not figure.gathered) or figure.place:
            return False
        if figure.type == "person":
            return not figure.gender or figure.gender == wanted
        known = figure.known.gender if figure.known is not None else figure.gender
        return known == wanted
