"""Events: what happened, who did it to whom, when and where, and whether it is fact, plan, possibility or denied."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.analysis.times import joined, times
from newsfacts.extraction.structure import Attribution, Cast, TokenRange
from newsfacts.model import Event, Mention, Place, Refusal

from .grammar import Grammar
from .lexicon import control, load, statuses
from .merging import Candidate, Group, grouped, objection
from .participants import Filler
from .parts import Parts
from .place import place
from .status import Statuses
from .timing import Timing
from .triggers import Trigger, triggers

__all__ = ["Found", "events"]

# How often an event is right, with its type: by the kind of its leading trigger, and what a second mention, a time, and
# both agents and recipients add. Counted on annotated articles, less 0.05 because others are read less well.
CONFIDENCE = {"phrase": 0.66, "verb": 0.64, "noun": 0.57, "participle": 0.55}
DOUBTFUL = 0.45  # nobody known to take part, what did not happen, a noun said once that names none of its actors
REPEATED, TIMED, COMPLETE = 0.12, 0.12, 0.03


class Found(msgspec.Struct, frozen=True):
    """The events of a text with their places, and the triggers that were refused."""

    events: tuple[Event, ...] = ()
    places: tuple[Place, ...] = ()
    refused: tuple[Refusal, ...] = ()


def events(analysis: Analysis, cast: Cast, attributions: Sequence[Attribution] = ()) -> Found:
    """The events of an analysed article; `attributions` tell which of them are only demanded, feared or announced."""
    lexicon = load(analysis.article.language)
    grammar = Grammar(analysis, lexicon.prepositions, lexicon.definites)
    grounds = control(analysis.article.language).grounds
    named = (trigger for trigger in triggers(grammar, lexicon) if not _naming(trigger, cast))
    found = tuple(t for t in named if t.kind != "noun" or grammar.governed(t.token) not in grounds)
    reader = _Reader(grammar, cast, attributions, found)
    parts = Parts(grammar, found, control(analysis.article.language))
    candidates = [reader.candidate(trigger, parts.whole(trigger)) for trigger in found]
    return _Writer(grammar).found(grouped(candidates))


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

    def __init__(self, grammar: Grammar) -> None:
        self.analysis = grammar.analysis
        self.places: dict[str, list[TokenRange]] = {}

    def found(self, groups: Sequence[Group]) -> Found:
        kept, refused = [], []
        for group in groups:
            if reason := objection(group):
                refused.append(self._refusal(group, reason))
            else:
                kept.append(self._event(group))
        places = tuple(self._place(name, ranges) for name, ranges in self.places.items())
        return Found(tuple(kept), places, tuple(refused))

    def _event(self, group: Group) -> Event:
        lead = max(group.wholes, key=lambda m: (bool(m.who), m.who.own, -m.sentence))
        mentions = tuple(sorted({self._mention(m.trigger) for m in group.members}))
        type_ = lead.trigger.entry.type
        sentence = self.analysis.sentences[lead.sentence]
        return Event(
            id=self._id("event", type_, str(mentions[0].start), str(mentions[0].end)),
            type=type_,
            status=group.status,
            mentions=mentions,
            agents=group.agents,
            recipients=group.recipients,
            time=next((m.time for m in (lead, *group.members) if m.time), None),
            place=self._place_id(group, lead),
            evidence=self.analysis.span(sentence.first, sentence.last),
            confidence=_confidence(group, lead),
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

    def _mention(self, trigger: Trigger) -> Mention:
        first, last = trigger.tokens[0], trigger.tokens[-1] + 1
        span = (
            self.analysis.span(first, last)
            if last - first <= 4
            else self.analysis.span(trigger.token, trigger.token + 1)
        )
        return Mention(span.start, span.end, "noun")

    def _refusal(self, group: Group, reason: str) -> Refusal:
        trigger = group.members[0].trigger
        return Refusal(f"event-{trigger.kind}", reason, self.analysis.span(trigger.token, trigger.token + 1))

    def _id(self, *parts: str) -> str:
        return hashlib.sha256("|".join((self.analysis.article.id, *parts)).encode()).hexdigest()[:12]


def _confidence(group: Group, lead: Candidate) -> float:
    """How likely an event is right; above 0.8 only where several things speak for it."""
    repeated = len(group.members) > 1
    aside = lead.trigger.kind == "noun" and not repeated and not lead.who.own
    if group.bare or aside or group.status == "denied":
        return DOUBTFUL
    complete = bool(group.agents and group.recipients)
    value = CONFIDENCE[lead.trigger.kind] + REPEATED * repeated + TIMED * group.timed + COMPLETE * complete
    return round(value, 2)
