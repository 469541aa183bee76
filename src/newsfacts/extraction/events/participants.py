"""Who takes part in an event: the slots of the trigger's frame, filled from its clause or from what hangs on its noun."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.structure import Cast, TokenRange

from .grammar import Grammar
from .lexicon import control
from .triggers import Trigger

BY = ("von", "durch")
SHARED = frozenset({"mit", "zwischen", "gegen", "durch"})  # slots of a noun that its clause may fill
JOINT = frozenset({"nmeet"})  # frames whose controller takes part beside the ones named
PRESENT = frozenset({"nmeet", "nvisit"})  # frames whose controller takes part even where the noun only tells the time
OWNING = ("gen", "poss", "von")


class Participants(msgspec.Struct, frozen=True):
    """Agents and recipients by actor id; `own` tells whether one of them is a grammatical argument of the trigger, and
    `partner` whether one stands in another slot than the subject's."""

    agents: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    own: bool = False
    partner: bool = False

    def __bool__(self) -> bool:
        return bool(self.agents or self.recipients)


def participants(grammar: Grammar, cast: Cast, trigger: Trigger) -> Participants:
    """The participants of a trigger."""
    filler = Filler(grammar, cast)
    if trigger.kind in ("verb", "phrase"):
        return filler.of_verb(trigger)
    if trigger.kind == "participle":
        return filler.of_participle(trigger)
    return filler.of_noun(trigger)


class Filler:
    """Fills the slots of triggers from one article's grammar and cast."""

    def __init__(self, grammar: Grammar, cast: Cast) -> None:
        self.grammar, self.cast = grammar, cast
        self.control = control(grammar.analysis.article.language)
        self.adjuncts = frozenset(lemma for lemma, kind in self.control.items() if kind == "adjunct")

    def of_verb(self, trigger: Trigger) -> Participants:
        clause = trigger.clause
        if clause is None:
            return Participants()
        frame = trigger.entry.frame
        agents = self._ids(phrase for slot in frame.agents for phrase in self._slot(clause, slot))
        recipients = self._ids(phrase for slot in frame.recipients for phrase in self._slot(clause, slot))
        recipients = tuple(actor for actor in recipients if actor not in agents)
        others = self._ids(phrase for slot in frame.agents[1:] for phrase in self._slot(clause, slot))
        return Participants(agents, recipients, bool(agents or recipients), bool(others or recipients))

    def _ids(self, ranges: Iterator[TokenRange]) -> tuple[str, ...]:
        found = (self.cast.admit(first, last) for first, last in ranges)
        return tuple(dict.fromkeys(actor for actor in found if actor))

    def _slot(self, clause: Clause, slot: str) -> Iterator[TokenRange]:
        """The phrases in a slot of a clause; a passive's subject is the object, its agent stands after "by"."""
        if slot == "subj":
            yield from self._by(clause) if clause.passive else self._subject(clause)
        elif slot == "obj":
            if clause.passive:
                yield from self._subject(clause)
            for phrase in clause.objects:
                yield from self._ranges(clause, phrase)
        elif slot == "dat":
            if clause.indirect:
                yield from self._ranges(clause, clause.indirect)
        else:
            yield from self._oblique(clause, slot)

    def _by(self, clause: Clause) -> Iterator[TokenRange]:
        for preposition in BY:
            yield from self._oblique(clause, preposition)

    def _oblique(self, clause: Clause, slot: str) -> Iterator[TokenRange]:
        for phrase in clause.obliques:
            if phrase.preposition >= 0 and self.grammar.preposition(phrase.preposition) == slot:
                yield from self._ranges(clause, phrase)

    def _subject(self, clause: Clause) -> Iterator[TokenRange]:
        """The subject, for an infinitive that of its governing clause."""
        if clause.subject:
            yield from self._ranges(clause, clause.subject)
            return
        governor = self.grammar.parent(clause)
        if governor and (clause.kind == "infinitive" or (clause.kind == "participle" and not governor.passive)):
            yield from self._controlling(governor)

    def _controlling(self, governor: Clause) -> Iterator[TokenRange]:
        """Who does what an infinitive under this clause says: its object, its dative or its subject."""
        kind = self.control.get(governor.lemma, "subject")
        if kind == "object":
            yield from self._slot(governor, "obj")
        elif kind == "dative" and (governor.indirect or governor.objects):
            yield from self._slot(governor, "dat" if governor.indirect else "obj")
        elif governor.passive:
            yield from self._by(governor)
        else:
            yield from self._subject(governor)

    def _ranges(self, clause: Clause, phrase: Phrase) -> Iterator[TokenRange]:
        """The members of a phrase; of a relative pronoun the noun it stands for."""
        if clause.kind == "relative" and phrase.head == clause.marker:
            antecedent = self._antecedent(clause)
            if antecedent >= 0:
                yield from (self.grammar.phrase(head) for head in self.grammar.members(antecedent))
                return
        yield from self.grammar.phrases(phrase)

    def _antecedent(self, clause: Clause) -> int:
        """The noun before a relative clause that its verb hangs on, else the nearest noun before it."""
        tokens = self.grammar.tokens
        head = tokens[clause.verb].head if clause.verb >= 0 else -1
        if 0 <= head < clause.first and tokens[head].pos in ("NOUN", "PROPN", "PRON"):
            return head
        sentence = self.grammar.analysis.sentences[clause.sentence]
        before = range(clause.first - 1, sentence.first - 1, -1)
        return next((at for at in before if tokens[at].pos in ("NOUN", "PROPN")), -1)

    def of_participle(self, trigger: Trigger) -> Participants:
        head = self.grammar.tokens[trigger.token].head
        noun = self.grammar.phrase(head)
        owner = self._ids(iter([noun]))
        by = self._ids(
            self.grammar.phrase(token)
            for token in self.grammar.dependents[trigger.token]
            if self.grammar.governed(token) in BY
        )
        if "subj" in trigger.entry.frame.recipients or "obj" in trigger.entry.frame.recipients:
            return Participants(by, owner, bool(owner))
        return Participants(owner, (), bool(owner))

    def of_noun(self, trigger: Trigger) -> Participants:
        frame, noun = trigger.entry.frame, trigger.token
        slots = list(self.grammar.attributes(noun))
        agents = self._noun_slots(noun, slots, frame.agents) or self._around(trigger, frame.agents)
        recipients = self._noun_slots(noun, slots, frame.recipients) or self._around(trigger, frame.recipients)
        recipients = tuple(actor for actor in recipients if actor not in agents)
        own = bool(agents or recipients)
        joint = frame.name in JOINT and len(agents) == 1 and any(slot == "mit" for slot, _ in slots)
        if frame.agents and (not agents or joint):
            agents = tuple(dict.fromkeys((*agents, *(a for a in self._controller(trigger) if a not in recipients))))
        return Participants(agents, recipients, own)

    def _around(self, trigger: Trigger, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """What the clause of a noun, or the relative clause behind it, has in the noun's prepositional slots."""
        relative, clause = self._relative(trigger.token), trigger.clause
        found = [p for slot in wanted for p in self._oblique(relative, slot)] if relative else []
        if clause and trigger.token in clause.own:
            found += [p for slot in wanted if slot in SHARED for p in self._oblique(clause, slot)]
        return self._ids(iter(found))

    def _relative(self, noun: int) -> Clause | None:
        """The relative clause that follows a noun directly."""
        for clause in self.grammar.analysis.clauses:
            if clause.kind == "relative" and noun < clause.first <= noun + 8 and self._antecedent(clause) == noun:
                return clause
        return None

    def _noun_slots(self, noun: int, slots: list[tuple[str, int]], wanted: tuple[str, ...]) -> tuple[str, ...]:
        found: list[str] = []
        for want in wanted:
            if want == "mod":
                found += [state for token in self.grammar.dependents[noun] if (state := self.cast.adjective(token))]
                continue
            names = OWNING if want == "gen" else (want,)
            heads = [head for slot, head in slots if slot in names]
            found += self._ids(self.grammar.phrase(m) for head in heads for m in self.grammar.members(head))
        return tuple(dict.fromkeys(found))

    def _controller(self, trigger: Trigger) -> Iterator[str]:
        """The subject of the clause in which the noun is the object or stands after a preposition ("A plant den Bau")."""
        relative = self._relative(trigger.token)
        if relative and relative.subject and relative.subject.head != relative.marker and not relative.passive:
            yield from self._ids(self._subject(relative))
            return
        clause = trigger.clause
        if clause is None or trigger.token not in clause.own or self.control.get(clause.lemma) == "outside":
            return
        inside = clause.subject is not None and clause.subject.first <= trigger.token < clause.subject.last
        adjunct = self.grammar.governed(trigger.token) in self.adjuncts and trigger.entry.frame.name not in PRESENT
        if not inside and not adjunct:
            yield from self._ids(self._by(clause) if clause.passive else self._subject(clause))
