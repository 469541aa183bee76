"""Which triggers only tell more of another's event: a light verb of its object, a death of the attack it came by."""

from __future__ import annotations

from collections.abc import Sequence

from newsfacts.analysis.structure import Clause, Phrase

from .grammar import Grammar
from .lexicon import Control
from .slots import Slots
from .triggers import VERBAL, Trigger

HARMFUL = frozenset({"ASSAULT", "DEATH"})  # verbs that tell what an attack or accident did
HARMING = frozenset({"ASSAULT", "DISASTER", "PROTEST"})  # triggers that such verbs may be part of


class Parts:
    """Finds, for the verbs of one article, the trigger that names the whole."""

    def __init__(self, grammar: Grammar, found: Sequence[Trigger], control: Control, links: frozenset[str]) -> None:
        self.grammar, self._slots = grammar, Slots(grammar, control)
        self._anaphors, self._links = control.anaphors, links
        self._nouns = {trigger.token: trigger for trigger in found if trigger.kind == "noun"}
        self._harming = [trigger for trigger in found if trigger.entry.type in HARMING]
        self._wholes: dict[int, int] = {}
        for trigger in found:
            if (whole := self._find(trigger)) >= 0:
                self._wholes[trigger.token] = self._wholes.get(whole, whole)

    def whole(self, trigger: Trigger) -> int:
        """The token of the trigger whose event a verb is part of, -1 for none."""
        return self._wholes.get(trigger.token, -1)

    def _find(self, trigger: Trigger) -> int:
        clause = trigger.clause
        if trigger.kind not in VERBAL or clause is None:
            return -1
        if trigger.entry.need in ("light", "carrier") and (noun := self._object(clause, trigger.entry.need)):
            return noun.token
        if trigger.entry.type in HARMFUL and (whole := self._circumstance(clause) or self._taken_up(trigger, clause)):
            return whole.token
        return -1

    def _object(self, clause: Clause, need: str) -> Trigger | None:
        """A trigger that is the object of the clause, the subject where there is none, or after a preposition."""
        carried = clause.passive or need == "carrier" or not clause.objects
        linked = (phrase for phrase in clause.obliques if self.grammar.preposition(phrase.preposition) in self._links)
        phrases: list[Phrase | None] = [*clause.objects, clause.subject if carried else None, *linked]
        return next((self._nouns[p.head] for p in phrases if p is not None and p.head in self._nouns), None)

    def _circumstance(self, clause: Clause) -> Trigger | None:
        """An attack or accident in a prepositional phrase of the clause, or what its relative pronoun stands for."""
        for phrase in clause.obliques:
            noun = self._nouns.get(phrase.head) or self._antecedent(clause, phrase)
            if noun and noun.entry.type in HARMING:
                return noun
        return None

    def _taken_up(self, trigger: Trigger, clause: Clause) -> Trigger | None:
        """The last attack or accident told before, in the sentence or the one before it, whose victims a verb names.

        The verb has no agent of its own; across sentences an adverb takes the event up ("dabei"), or it is a passive.
        """
        told = clause.passive or trigger.entry.type == "DEATH"
        if not told or any(self._slots.by(clause)):
            return None
        sentence_of = self.grammar.analysis.sentence_of
        words = {self.grammar.tokens[at].text.lower() for at in clause.own}
        reach = clause.sentence - (clause.passive or not self._anaphors.isdisjoint(words))
        before = [t for t in self._harming if t.token < trigger.token and sentence_of[t.token] >= reach]
        return before[-1] if before else None

    def _antecedent(self, clause: Clause, phrase: Phrase) -> Trigger | None:
        if clause.kind != "relative" or phrase.head != clause.marker:
            return None
        before = range(clause.first - 1, max(clause.first - 5, 0), -1)
        return next((self._nouns[at] for at in before if at in self._nouns), None)
