"""Which triggers only tell more of another's event: a light verb of its object, a death of the attack it happened in."""

from __future__ import annotations

from newsfacts.analysis.structure import Clause, Phrase

from .grammar import Grammar
from .triggers import Trigger

HARMFUL = frozenset({"ASSAULT", "DEATH"})  # verbs that tell what an attack or accident did
HARMING = frozenset({"ASSAULT", "DISASTER", "PROTEST", "COERCE"})  # nouns that such verbs may be part of


class Parts:
    """Finds, for the verbs of one article, the nominal trigger that names the whole."""

    def __init__(self, grammar: Grammar, found: tuple[Trigger, ...]) -> None:
        self.grammar = grammar
        self._nouns = {trigger.token: trigger for trigger in found if trigger.kind == "noun"}

    def whole(self, trigger: Trigger) -> int:
        """The token of the noun whose event a verb is part of, -1 for none."""
        clause = trigger.clause
        if trigger.kind not in ("verb", "phrase") or clause is None:
            return -1
        if trigger.entry.need in ("light", "carrier") and (noun := self._object(clause, trigger.entry.need)):
            return noun.token
        if trigger.entry.type in HARMFUL and (noun := self._circumstance(clause)):
            return noun.token
        return -1

    def _object(self, clause: Clause, need: str) -> Trigger | None:
        """A trigger that is the object of the clause, the subject of a passive or of a mere carrier, or a prepositional object."""
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

    def _antecedent(self, clause: Clause, phrase: Phrase) -> Trigger | None:
        if clause.kind != "relative" or phrase.head != clause.marker:
            return None
        before = range(clause.first - 1, max(clause.first - 5, 0), -1)
        return next((self._nouns[at] for at in before if at in self._nouns), None)
