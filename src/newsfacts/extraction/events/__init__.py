"""Events: what happened, who did it to whom, when and where, and whether it is fact, plan, possibility or denied."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.analysis.times import joined, times
from newsfacts.extraction.structure import Attribution, Cast, TokenRange
from newsfacts.model import Event, Mention, Place, Refusal

from .grammar import Grammar
from .judging import LIKELY, Judge
from .lexicon import control, load, statuses
from .merging import Candidate, Group, grouped
from .participants import Filler
from .parts import Parts
from .place import place
from .status import Statuses
from .timing import Assumed, Timing
from .triggers import Kind, Trigger, triggers

__all__ = ["Found", "events"]

CLOSE = 4  # tokens that the words of one mention span at most
# How often the type of a true event is right, by the kind of its leading trigger, counted on articles held out; and
# what becomes of the confidence where nobody is known to take part.
READING: dict[Kind, float] = {"phrase": 0.89, "noun": 0.89, "participle": 0.89, "verb": 0.85}
NAMELESS = 0.75


class Found(msgspec.Struct, frozen=True):
    """The events of a text with their places, and the triggers that were refused."""

    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    refused: tuple[Refusal, ...] = ()


def events(analysis: Analysis, cast: Cast, attributions: Sequence[Attribution] = ()) -> Found:
    """The events of an analysed article; `attributions` tell which of them are only demanded, feared or announced."""
    grammar, groups = candidates(analysis, cast, attributions)
    return _Writer(grammar, Judge(grammar, attributions, groups)).found(groups)


def candidates(
    analysis: Analysis, cast: Cast, attributions: Sequence[Attribution] = ()
) -> tuple[Grammar, tuple[Group, ...]]:
    """All that may be an event, each with its mentions, and the grammar it was read with."""
    lexicon = load(analysis.article.language)
    grammar = Grammar(analysis, lexicon.prepositions, lexicon.definites)
    grounds = control(analysis.article.language).grounds
    named = (trigger for trigger in triggers(grammar, lexicon) if not _naming(trigger, cast))
    found = tuple(t for t in named if t.kind != "noun" or _governed(grammar, t.token) not in grounds)
    reader = _Reader(grammar, cast, attributions, found)
    parts = Parts(grammar, found, control(analysis.article.language), lexicon.links)
    return grammar, grouped(reader.candidate(trigger, parts.whole(trigger)) for trigger in found)


def _governed(grammar: Grammar, noun: int) -> str:
    """The preposition over a noun, also where it stands before the noun that this one is joined to."""
    while not (found := grammar.governed(noun)) and grammar.tokens[noun].relation == "conj":
        noun = grammar.tokens[noun].head
    return found


def _naming(trigger: Trigger, cast: Cast) -> bool:
    """Whether a noun is no event but the actor itself ("die Welthungerhilfe")."""
    return trigger.kind == "noun" and cast.denoted(trigger.token, trigger.token + 1) is not None


class _Reader:
    """Reads all there is to know of one trigger."""

    def __init__(
        self, grammar: Grammar, cast: Cast, attributions: Sequence[Attribution], found: Sequence[Trigger]
    ) -> None:
        self.grammar = grammar
        language = grammar.analysis.article.language
        self.filler = Filler(grammar, cast, control(language))
        self.statuses = Statuses(grammar, statuses(language), attributions)
        self.timing = Timing(grammar, joined(grammar.analysis, times(grammar.analysis)), found, control(language))

    def candidate(self, trigger: Trigger, within: int) -> Candidate:
        where, when = place(self.grammar, trigger), self.timing.of(trigger)
        return Candidate(
            trigger=trigger,
            sentence=self.grammar.analysis.sentence_of[trigger.token],
            who=self.filler.of(trigger),
            status=self.statuses.of(trigger, when is not None and when.ahead),
            time=(when.value or None) if when else None,
            place=where,
            place_name=self.grammar.analysis.text(*where) if where else "",
            definite=self.grammar.definite(trigger.token),
            within=within,
        )


class _Writer:
    """Makes facts of grouped candidates."""

    def __init__(self, grammar: Grammar, judge: Judge) -> None:
        self.analysis, self.judge = grammar.analysis, judge
        self.places: dict[str, list[TokenRange]] = {}

    def found(self, groups: Sequence[Group]) -> Found:
        kept, refused = [], []
        dated = ((member.trigger.token, member.time) for group in groups for member in group.members)
        self.assumed = Assumed(self.judge.grammar, dated)
        for group in groups:
            likely = self.judge.probability(group)
            if likely < LIKELY or group.carried:
                refused.append(self._refusal(group, likely))
            else:
                kept.append(self._event(group, likely))
        places = tuple(self._place(name, ranges) for name, ranges in self.places.items())
        return Found(tuple(kept), places, tuple(refused))

    def _event(self, group: Group, likely: float) -> Event:
        lead = max(group.wholes, key=lambda m: (bool(m.who), m.who.own, -m.sentence))
        mentions = tuple(sorted({mention for m in group.members for mention in self._mentions(m.trigger)}))
        type_ = lead.trigger.entry.type
        sentence = self.analysis.sentences[lead.sentence]
        return Event(
            id=self._id("event", type_, str(mentions[0].start), str(mentions[0].end)),
            type=type_,
            status=group.status,
            mentions=mentions,
            agents=group.agents,
            recipients=group.recipients,
            time=next((m.time for m in (lead, *group.members) if m.time), None)
            or self.assumed.of(group.members[0].trigger, group.status),
            place=self._place_id(group, lead),
            evidence=self.analysis.span(sentence.first, sentence.last),
            confidence=round(likely * READING[lead.trigger.kind] * (NAMELESS if group.bare else 1), 2),
            rule=f"event-{lead.trigger.kind}" + ("-bare" if group.bare else ""),
        )

    def _place_id(self, group: Group, lead: Candidate) -> str | None:
        found = next((m for m in (lead, *group.members) if m.place), None)
        if found is None or found.place is None:
            return None
        ranges = self.places.setdefault(found.place_name, [])
        if found.place not in ranges:
            ranges.append(found.place)
        return self._id("place", found.place_name)

    def _place(self, name: str, ranges: list[TokenRange]) -> Place:
        spans = (self.analysis.span(first, last) for first, last in sorted(ranges))
        return Place(self._id("place", name), name, tuple(Mention(span.start, span.end) for span in spans))

    def _mentions(self, trigger: Trigger) -> Iterator[Mention]:
        """The words of a trigger: one mention where they stand close together, else one for each of its halves."""
        first, last = trigger.tokens[0], trigger.tokens[-1] + 1
        together = last - first <= CLOSE
        for start, end in ((first, last),) if together else ((at, at + 1) for at in trigger.tokens):
            span = self.analysis.span(start, end)
            yield Mention(span.start, span.end, "noun")

    def _refusal(self, group: Group, likely: float) -> Refusal:
        trigger = group.members[0].trigger
        what = "no actor takes part in" if group.bare else "too little is told of"
        reason = f"{what} this {trigger.entry.type} (judged {likely:.2f})"
        return Refusal(f"event-{trigger.kind}", reason, self.analysis.span(trigger.token, trigger.token + 1))

    def _id(self, *parts: str) -> str:
        return hashlib.sha256("|".join((self.analysis.article.id, *parts)).encode()).hexdigest()[:12]
