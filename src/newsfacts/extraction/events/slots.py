"""The phrases in each slot of a clause: subject, objects, prepositional phrases; passives and infinitives undone."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsfacts import resources
from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.structure import TokenRange

from .grammar import Grammar
from .lexicon import Control

NEAR = 8  # tokens between a noun and the relative clause that belongs to it


@cache
def nouns_of_will(language: str) -> frozenset[str]:
    """The nouns whose genitive is who does what the infinitive under them tells ("das Ziel der Partei, …")."""
    rows = resources.rows("lexicon", language, "event-control.tsv")
    return frozenset(row["lemma"] for row in rows if row["kind"] == "will")


class Slots:
    """Reads the slots of one article's clauses."""

    def __init__(self, grammar: Grammar, control: Control) -> None:
        self.grammar, self.control = grammar, control
        self._plans = nouns_of_will(grammar.analysis.article.language)
        self._relatives: dict[int, Clause] = {}
        for clause in grammar.analysis.clauses:
            if clause.kind == "relative":
                self._relatives.setdefault(clause.first, clause)

    def of(self, clause: Clause, slot: str) -> Iterator[TokenRange]:
        """The phrases in a slot of a clause; a passive's subject is the object, its agent stands after "by"."""
        if slot == "subj":
            yield from self.by(clause) if clause.passive else self.subject(clause)
        elif slot == "obj":
            if clause.passive:
                yield from self.subject(clause)
            for phrase in clause.objects:
                yield from self._ranges(clause, phrase)
        elif slot == "dat":
            if clause.indirect:
                yield from self._ranges(clause, clause.indirect)
        else:
            yield from self.oblique(clause, slot)

    def by(self, clause: Clause) -> Iterator[TokenRange]:
        """The agent of a passive."""
        for preposition in self.control.by:
            yield from self.oblique(clause, preposition)

    def oblique(self, clause: Clause, slot: str) -> Iterator[TokenRange]:
        """The phrases after a preposition."""
        for phrase in clause.obliques:
            if phrase.preposition >= 0 and self.grammar.preposition(phrase.preposition) == slot:
                yield from self._ranges(clause, phrase)

    def subject(self, clause: Clause) -> Iterator[TokenRange]:
        """The subject, for an infinitive that of its governing clause."""
        if clause.subject:
            yield from self._ranges(clause, clause.subject)
            return
        governor = self.grammar.parent(clause)
        owners = tuple(self._planning(clause, governor)) if governor and clause.kind == "infinitive" else ()
        if owners:
            yield from owners
        elif governor and (clause.kind == "infinitive" or (clause.kind == "participle" and not governor.passive)):
            yield from self._controlling(governor)

    def _planning(self, clause: Clause, governor: Clause) -> Iterator[TokenRange]:
        """Whose plan or right an infinitive tells, where a noun governs it ("das Ziel von A, … zu tun"): the one in
        that noun's genitive."""
        tokens, before = self.grammar.tokens, clause.first - 1
        noun = self.grammar.phrase_end(before - 1) if before > 0 and tokens[before].text == "," else -1
        if noun < 0 and governor.predicative is not None and governor.subject is not None:
            noun = governor.subject.head
        if noun < 0 or tokens[noun].lemma not in self._plans:
            return
        for slot, head in self.grammar.attributes(noun):
            if slot == "gen" or slot in self.control.owner:
                yield from self.grammar.parties(head)

    def _controlling(self, governor: Clause) -> Iterator[TokenRange]:
        """Who does what an infinitive under this clause says: its object, its dative or its subject."""
        kind = self.control.verbs.get(governor.lemma, "subject")
        if kind == "object":
            yield from self.of(governor, "obj")
        elif kind == "dative" and (governor.indirect or governor.objects):
            yield from self.of(governor, "dat" if governor.indirect else "obj")
        elif governor.passive:
            yield from self.by(governor)
        else:
            yield from self.subject(governor)

    def possessor(self, clause: Clause, noun: int) -> Iterator[TokenRange]:
        """Whom a possessive before a noun most likely means: the subject; inside it, that of the governing clause."""
        inside = clause.subject is not None and clause.subject.first <= noun < clause.subject.last
        source = self.grammar.parent(clause) if inside else clause
        if source is not None:
            yield from self.by(source) if source.passive and not inside else self.subject(source)

    def _ranges(self, clause: Clause, phrase: Phrase) -> Iterator[TokenRange]:
        """The members of a phrase; of a relative pronoun the noun it stands for."""
        if clause.kind == "relative" and phrase.head == clause.marker:
            antecedent = self.antecedent(clause)
            if antecedent >= 0:
                yield from self.grammar.parties(antecedent)
                return
        yield from self.grammar.phrases(phrase)

    def antecedent(self, clause: Clause) -> int:
        """The noun before a relative clause that its verb hangs on, else the nearest noun before it."""
        tokens = self.grammar.tokens
        head = tokens[clause.verb].head if clause.verb >= 0 else -1
        if 0 <= head < clause.first and tokens[head].pos in ("NOUN", "PROPN", "PRON"):
            return head
        sentence = self.grammar.analysis.sentences[clause.sentence]
        before = range(clause.first - 1, sentence.first - 1, -1)
        return next((at for at in before if tokens[at].pos in ("NOUN", "PROPN")), -1)

    def relative(self, noun: int) -> Clause | None:
        """The relative clause that follows a noun directly."""
        for first in range(noun + 1, noun + NEAR + 1):
            clause = self._relatives.get(first)
            if clause is not None and self.antecedent(clause) == noun:
                return clause
        return None
