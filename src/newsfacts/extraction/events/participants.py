"""Who takes part in an event: the slots of the trigger's frame, filled from its clause or what hangs on its noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from newsfacts import resources
from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Cast, TokenRange

from .grammar import Grammar
from .lexicon import Control
from .slots import Slots
from .triggers import Trigger

MUTUAL = frozenset({"vmeet"})  # frames whose verbs mean something else in a passive without agent
JOINT = frozenset({"nmeet"})  # frames whose controller takes part beside the one named
PRESENT = frozenset({"nmeet", "nvisit"})  # frames whose controller takes part even where the noun only tells the time
SUFFERING = frozenset(  # types whose recipients are persons or bodies, so that a description there is an actor
    {
        "ASSAULT", "DEATH", "DISASTER", "COERCE", "JUDGE", "APPOINT", "RESIGN", "ELECT", "AID", "YIELD", "CONSULT",
        "PROTEST", "MOBILIZE", "INVESTIGATE",
    }
)  # fmt: skip
INNER = frozenset({"subj", "obj", "dat"})  # slots of frames that no preposition opens
ACTOR = 0.5  # how likely a phrase must denote an actor to be admitted as one


@cache
def _affected(language: str) -> frozenset[str]:
    """The slots of a fixed expression's noun that name whom the deed concerns."""
    rows = resources.rows("lexicon", language, "event-control.tsv")
    return frozenset(row["lemma"] for row in rows if row["kind"] == "affected")


class Participants(msgspec.Struct, frozen=True):
    """Agents and recipients by actor id; `own` tells whether one of them is a grammatical argument of the trigger, and
    `partner` whether one stands in another slot than the subject's."""

    agents: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    own: bool = False
    partner: bool = False

    def __bool__(self) -> bool:
        return bool(self.agents or self.recipients)


class Filler:
    """Fills the slots of triggers from one article's grammar and cast."""

    def __init__(self, grammar: Grammar, cast: Cast, control: Control) -> None:
        self.grammar, self.cast, self.control = grammar, cast, control
        self.slots = Slots(grammar, control)
        self._affected = _affected(grammar.analysis.article.language)

    def of(self, trigger: Trigger) -> Participants:
        """The participants of a trigger."""
        if trigger.kind == "noun":
            return self._of_noun(trigger)
        return self._of_participle(trigger) if trigger.kind == "participle" else self._of_verb(trigger)

    def _of_verb(self, trigger: Trigger) -> Participants:
        clause, frame = trigger.clause, trigger.entry.frame
        if clause is None or (clause.passive and frame.name in MUTUAL and not self._acting(self.slots.by(clause))):
            return Participants()
        by_slot = [self._acting(self.slots.of(clause, slot)) for slot in frame.agents]
        agents = _distinct(actor for found in by_slot for actor in found)
        slots = (phrase for slot in frame.recipients for phrase in self._filling(clause, slot))
        recipients = self._undergoing(trigger, (*slots, *self._beside(trigger)))
        recipients = tuple(actor for actor in recipients if actor not in agents)
        partner = bool(recipients) or any(by_slot[1:])
        return Participants(agents, recipients, bool(agents or recipients), partner)

    def _beside(self, trigger: Trigger) -> Iterator[TokenRange]:
        """What hangs on the noun of a fixed expression ("die Beziehungen zu A abbrechen")."""
        for token in trigger.tokens if trigger.kind == "phrase" else ():
            if self.grammar.tokens[token].pos == "NOUN":
                for slot, head in self.grammar.attributes(token):
                    if slot in self._affected:
                        yield from self.grammar.parties(head)

    def _filling(self, clause: Clause, slot: str) -> Iterator[TokenRange]:
        """The phrases in a slot of a clause, a preposition's also where they hang on an object ("Geld an A")."""
        yield from self.slots.of(clause, slot)
        if slot not in INNER:
            objects = [*clause.objects, clause.subject if clause.passive else None]
            attributes = (self.grammar.attributes(phrase.head) for phrase in objects if phrase is not None)
            yield from (self.grammar.phrase(at) for hanging in attributes for kind, at in hanging if kind == slot)

    def _acting(self, ranges: Iterable[TokenRange]) -> tuple[str, ...]:
        """The actors of phrases in a place that only actors fill."""
        return _distinct(actor for first, last in ranges if (actor := self._admitted(first, last)))

    def _admitted(self, first: int, last: int) -> str | None:
        named = self.cast.denoted(first, last)
        return named or (self.cast.admit(first, last) if self.cast.animacy(first, last) >= ACTOR else None)

    def _undergoing(self, trigger: Trigger, ranges: Iterable[TokenRange]) -> tuple[str, ...]:
        """The actors that a deed is done to; of a thing the one whose it is."""
        suffering = trigger.entry.type in SUFFERING
        found = (
            (self._admitted(*phrase) if suffering else self.cast.denoted(*phrase)) or self._owner(*phrase)
            for phrase in ranges
        )
        return _distinct(actor for actor in found if actor)

    def _owner(self, first: int, last: int) -> str | None:
        """The named actor in the genitive of a phrase ("Irans Häfen", "die Häfen von Iran")."""
        head, owning = self.grammar.head(first, last), {"gen", *self.control.owner}
        for slot, token in self.grammar.attributes(head):
            if slot in owning and (actor := self.cast.denoted(*self.grammar.phrase(token))):
                return actor
        return None

    def _of_participle(self, trigger: Trigger) -> Participants:
        noun = self.grammar.tokens[trigger.token].head
        owner = self._acting([(trigger.token + 1, self.grammar.phrase(noun)[1])])
        before = (trigger.token - 1, *self.grammar.dependents[trigger.token])
        by = self._acting(self.grammar.phrase(t) for t in before if self.grammar.governed(t) in self.control.by)
        if not {"subj", "obj"}.isdisjoint(trigger.entry.frame.recipients):
            return Participants(by, owner, bool(owner))
        return Participants(owner, (), bool(owner))

    def _of_noun(self, trigger: Trigger) -> Participants:
        frame = trigger.entry.frame
        attributes = list(self.grammar.attributes(trigger.token))
        attached = self._acting(self._attached(trigger, attributes, frame.agents))
        agents = _distinct((*attached, *self._modifiers(trigger, frame.agents)))
        agents = agents or self._acting(self._around(trigger, frame.agents))
        recipients = self._undergoing(trigger, self._attached(trigger, attributes, frame.recipients))
        recipients = recipients or self._undergoing(trigger, self._around(trigger, frame.recipients))
        recipients = tuple(actor for actor in recipients if actor not in agents)
        own = bool(agents or recipients)
        alone = len(agents) == 1 and frame.name in JOINT and not {"gen", "poss"} & {slot for slot, _ in attributes}
        if frame.agents and (not agents or alone):
            added = (actor for actor in self._acting(self._controlling(trigger)) if actor not in recipients)
            agents = _distinct((*agents, *added))
        return Participants(agents, recipients, own or (bool(agents) and self._intended(trigger)))

    def _intended(self, trigger: Trigger) -> bool:
        """Whether a noun is the object of a verb of intention, so that the subject is its agent ("A plant den Bau")."""
        clause = trigger.clause
        if clause is None or clause.passive or clause.lemma not in self.control.intending:
            return False
        return any(phrase.head == trigger.token for phrase in clause.objects)

    def _attached(
        self, trigger: Trigger, attributes: list[tuple[str, int]], wanted: tuple[str, ...]
    ) -> Iterator[TokenRange]:
        """The phrases that hang on a noun in the slots wanted."""
        for want in wanted:
            names = {"gen", "poss", *self.control.owner} if want == "gen" else {want}
            for slot, head in attributes:
                if slot == "poss" and slot in names and self.cast.denoted(head, head + 1) is None and trigger.clause:
                    yield from self.slots.possessor(trigger.clause, trigger.token)
                elif slot in names:
                    yield from self.grammar.parties(head)

    def _modifiers(self, trigger: Trigger, wanted: tuple[str, ...]) -> Iterator[str]:
        """The states that adjectives before a noun denote."""
        if "mod" in wanted:
            for token in self.grammar.dependents[trigger.token]:
                if state := self.cast.adjective(token):
                    yield state

    def _around(self, trigger: Trigger, wanted: tuple[str, ...]) -> Iterator[TokenRange]:
        """What the relative clause behind a noun, or the clause it stands in, has in the noun's prepositional slots."""
        if relative := self.slots.relative(trigger.token):
            for slot in wanted:
                yield from self.slots.oblique(relative, slot)
        if trigger.clause and trigger.token in trigger.clause.own:
            for slot in wanted:
                if slot in self.control.shared:
                    yield from self.slots.oblique(trigger.clause, slot)

    def _controlling(self, trigger: Trigger) -> Iterator[TokenRange]:
        """The subject of the clause that has the noun as its object or after a preposition ("A plant den Bau").

        Where the subject only asks for the deed it is the one asked ("A verlangt Hilfe von B").
        """
        relative, clause = self.slots.relative(trigger.token), trigger.clause
        if relative and relative.subject and relative.subject.head != relative.marker and not relative.passive:
            yield from self.slots.subject(relative)
            return
        if clause is None or trigger.token not in clause.own:
            return
        if clause.lemma in self.control.outside:
            if any(phrase.head == trigger.token for phrase in clause.objects):
                yield from (p for preposition in self.control.owner for p in self.slots.oblique(clause, preposition))
            return
        inside = clause.subject is not None and clause.subject.first <= trigger.token < clause.subject.last
        adjunct = self.grammar.governed(trigger.token) in self.control.adjuncts
        if not inside and (not adjunct or trigger.entry.frame.name in PRESENT):
            yield from self.slots.by(clause) if clause.passive else self.slots.subject(clause)


def _distinct(actors: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(actors))
