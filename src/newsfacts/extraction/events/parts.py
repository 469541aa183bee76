"""Which triggers only tell more of another's event: a light verb of its object, a death of the attack it came by."""

from __future__ import annotations

from newsfacts.analysis.structure import Clause, Phrase

from .grammar import Grammar
from .triggers import Trigger

HARMFUL = frozenset({"ASSAULT", "DEATH"})  # verbs that tell what an attack or accident did
HARMING = frozenset({"ASSAULT", "DISASTER", "PROTEST", "COERCE"})  # nouns that such verbs may be part of


class Parts:
    """Finds, for the verbs of one article, the nominal trigger that names the whole."""

    def __init__(self, grammar: Grammar, found: tuple[Trigger, ...], anaphors: frozenset[str]) -> None:
        self.grammar, self._anaphors = grammar, anaphors
        self._harming = [trigger for trigger in found if trigger.entry.type in HARMING]
        self._nouns = {trigger.token: trigger for trigger in found if trigger.kind == "noun"}

    def whole(self, trigger: Trigger) -> int:
        """The token of the noun whose event a verb is part of, -1 for none."""
        clause = trigger.clause
        if trigger.kind not in ("verb", "phrase") or clause is None:
            return -1
        if trigger.entry.need in ("light", "carrier") and (noun := self._object(clause, trigger.entry.need)):
            return noun.token
        if trigger.entry.type in HARMFUL and (whole := self._circumstance(clause) or self._taken_up(clause)):
            return whole.token
        return -1

    def _object(self, clause: Clause, need: str) -> Trigger | None:
        """A trigger that is the object of the clause, the subject of a passive or mere carrier, or after a preposition."""
        carried = clause.passive or need == "carrier"
        phrases: list[Phrase | None] = [*clause.objects, clause.subject if carried else None, *clause.obliques]
        return next((self._nouns[p.head] for p in phrases if p is not None and p.head in self._nouns), None)

    def _circumstance(self, clause: Clause) -> Trigger | None:
        """An attack or accident in a prepositional phrase of the clause, or what its relative pronoun stands for."""
        for phrase in clause.obliques:
            noun = self._nouns.get(phrase.head) or self._antecedent(clause, phrase)
            if noun and noun.entry.type in HARMING:
                return noun
        return None

    def _taken_up(self, clause: Clause) -> Trigger | None:
        """The last attack or accident told in the sentence before, where an adverb takes it up ("dabei")."""
        if self._anaphors.isdisjoint(self.grammar.tokens[at].text.lower() for at in clause.own):
            return None
        sentence_of = self.grammar.analysis.sentence_of
        before = [t for t in self._harming if sentence_of[t.token] == clause.sentence - 1]
        return before[-1] if before else None

    def _antecedent(self, clause: Clause, phrase: Phrase) -> Trigger | None:
        if clause.kind != "relative" or phrase.head != clause.marker:
            return None
        before = range(clause.first - 1, max(clause.first - 5, 0), -1)
        return next((self._nouns[at] for at in before if at in self._nouns), None)
