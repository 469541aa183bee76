"""Puts the mentions of one event together: same kind of deed, and neither participants nor times that contradict."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from newsfacts.extraction.structure import TokenRange
from newsfacts.model import EventType, Status

from .participants import Participants
from .triggers import Trigger

VIOLENT = frozenset({"ASSAULT", "COERCE", "DISASTER"})  # types of which an article tells many, some only feared

# How many sentences apart mentions of a type tell of one event in other words, unless other parties act.
REACHES: dict[EventType, int] = {
    "AGREE": 1,
    "CONSULT": 1,
    "ELECT": 1,
    "MOBILIZE": 1,
    "RESIGN": 1,
    "PROTEST": 2,
    "INVESTIGATE": 2,
    "SANCTION": 0,
    "TRANSACT": 0,
    "LEGISLATE": 0,
}
RESUMED = frozenset({"CONSULT", "COERCE", "MOBILIZE"})  # a mention that names nobody takes up what was told before

# What is part of another type's event told beside it, and what is so where it names nobody.
EFFECTS: frozenset[tuple[EventType, EventType]] = frozenset(
    {("DISASTER", "DEATH"), ("ASSAULT", "DISASTER"), ("ASSAULT", "PROTEST")}
)
OUTCOMES: frozenset[tuple[EventType, EventType]] = frozenset({("CONSULT", "AGREE"), ("ASSAULT", "DEATH")})
CAUSES: dict[EventType, tuple[EventType, ...]] = {
    effect: tuple(sorted(cause for cause, other in EFFECTS | OUTCOMES if other == effect))
    for _, effect in EFFECTS | OUTCOMES
}
SOON = 2  # sentences between an event and its outcome at most

LEAD = 3  # first sentences of a report
RECENT = 200  # sentences for which an event is kept in mind: the time must not grow with the square of the length


class Candidate(msgspec.Struct, frozen=True):
    """One mention of an event with all that was found for it; `within` is the token of a trigger whose event it is part
    of (the killing in an attack, the light verb of its object), or -1."""

    trigger: Trigger
    sentence: int
    who: Participants
    status: Status
    time: str | None
    place: TokenRange | None
    place_name: str = ""
    definite: bool = False
    within: int = -1


class Group:
    """The mentions of one event; the first one with participants leads."""

    def __init__(self, first: Candidate) -> None:
        self.members = [first]

    @property
    def _sure(self) -> list[Candidate]:
        """The members whose participants count: those with own arguments where there are any."""
        return [member for member in self.members if member.who.own] or self.members

    @property
    def agents(self) -> tuple[str, ...]:
        """The agents of all mentions in order."""
        return tuple(dict.fromkeys(a for member in self._sure for a in member.who.agents))

    @property
    def recipients(self) -> tuple[str, ...]:
        """The recipients of all mentions, agents left out."""
        agents = self.agents
        return tuple(dict.fromkeys(r for m in self._sure for r in m.who.recipients if r not in agents))

    @property
    def wholes(self) -> list[Candidate]:
        """The mentions that are no mere part of another's event."""
        return [member for member in self.members if member.within < 0] or self.members

    @property
    def bare(self) -> bool:
        """Whether nobody is known to take part."""
        return not self.agents and not self.recipients

    @property
    def carried(self) -> bool:
        """Whether all its words only carry the event that another names, and none does ("machte verantwortlich")."""
        return all(member.trigger.entry.need == "carrier" for member in self.members)

    @property
    def timed(self) -> bool:
        """Whether a mention tells the time."""
        return any(member.time for member in self.members)

    @property
    def type(self) -> EventType:
        """The type of the event."""
        return self.members[0].trigger.entry.type

    @property
    def suffered(self) -> bool:
        """Whether only verbs and participles tell of it, and of nobody who did it ("wurden verletzt", "starb")."""
        verbal = all(member.trigger.kind != "noun" for member in self.members)
        return verbal and self.type in ("ASSAULT", "DEATH") and not self.agents

    def dated_as(self, other: Group) -> bool:
        """Whether no mention of another event has a time that contradicts."""
        return all(self._times_agree(member) for member in other.members)

    @property
    def status(self) -> Status:
        """The status of the event: the one it is first told with."""
        return self.members[0].status

    def takes(self, other: Candidate) -> bool:
        """Whether `other` may be a further mention of this event."""
        lead = self.members[0].trigger.entry
        if not self._times_agree(other):
            return False
        if lead.type != other.trigger.entry.type:
            return self._brings(other)
        if not self._alike(other) or (lead.type == "JUDGE" and self._tries_another(other)):
            return False
        once = lead.type == "DEATH" and not self._known.isdisjoint(other.who.recipients)
        akin = once or lead.type == "DISASTER" or any(_akin(member.trigger, other.trigger) for member in self.members)
        return (akin and self._compatible(other)) or self._goes_on(other)

    def _goes_on(self, other: Candidate) -> bool:
        """Whether a mention of the same type goes on with this event in other words."""
        if self._names(other) and self._shares(other):
            return True
        if (other.status == "actual") != (self.status == "actual") or not self._near(other):
            return False
        reach = REACHES.get(self.type, -1)
        return (self._distance(other) <= reach and self._shares(other)) or (self.type in RESUMED and not other.who)

    def _names(self, other: Candidate) -> bool:
        """Whether one is a noun in the clause of the other, a verb."""
        clause, noun = other.trigger.clause, other.trigger.kind == "noun"
        triggers = (member.trigger for member in self.members)
        return clause is not None and any(t.clause is clause and (t.kind == "noun") != noun for t in triggers)

    def _near(self, other: Candidate) -> bool:
        """Whether a mention tells no place, or one that is told of this event too."""
        return not other.place_name or any(member.place_name == other.place_name for member in self.members)

    def _brings(self, other: Candidate) -> bool:
        """Whether a mention of another type tells what this event brought about."""
        pair = (self.type, other.trigger.entry.type)
        if pair in EFFECTS:
            return self._distance(other) <= 1 and self._shares(other)
        return pair in OUTCOMES and not other.who and self._distance(other) <= SOON

    def _distance(self, other: Candidate) -> int:
        """The sentences between a mention and the nearest of this event's."""
        return min(abs(member.sentence - other.sentence) for member in self.members)

    def _shares(self, other: Candidate) -> bool:
        """Whether one of the parties is the same, or one side names none."""
        known, new = self._known, {*other.who.agents, *other.who.recipients}
        return not known or not new or bool(known & new)

    @property
    def _known(self) -> set[str]:
        return {*self.agents, *self.recipients}

    def _times_agree(self, other: Candidate) -> bool:
        """Whether a time is none of another day, month or year; the year goes with its months."""
        when, times = other.time, {m.time for m in self.members if m.time}
        return not when or not times or any(when.startswith(time) or time.startswith(when) for time in times)

    def _alike(self, other: Candidate) -> bool:
        """Whether violence that happened is not mixed with violence that is feared, planned or denied."""
        free = other.definite or other.trigger.entry.type not in VIOLENT
        return free or (other.status == "actual") == (self.status == "actual")

    def _tries_another(self, other: Candidate) -> bool:
        """Whether a judgement is of other people than this one, or only one of the two is no more than demanded."""
        recipients, new = self.recipients, other.who.recipients
        elsewhere = bool(recipients) and bool(new) and set(recipients).isdisjoint(new)
        return elsewhere or {self.status, other.status} == {"actual", "considered"}

    def _compatible(self, other: Candidate) -> bool:
        """Whether place and parties agree where both sides have them; a definite noun takes up what was told before."""
        if not self._near(other) and any(member.place_name for member in self.members):
            return False
        return self._shares(other) or (other.definite and not other.who.own)


def _akin(one: Trigger, two: Trigger) -> bool:
    """Whether two triggers are words for one kind of deed: of one family, or one the head of the other."""
    if one.entry.family == two.entry.family:
        return True
    nouns = one.kind == two.kind == "noun"
    lemmas = (one.entry.lemma, two.entry.lemma)
    return nouns and (lemmas[0].endswith(lemmas[1]) or lemmas[1].endswith(lemmas[0]))


def grouped(candidates: Iterable[Candidate]) -> tuple[Group, ...]:
    """The events of a text, each with its mentions in text order."""
    groups: list[Group] = []
    recent: dict[EventType, list[Group]] = {}
    later: list[Candidate] = []
    for candidate in candidates:
        if candidate.within >= 0:
            later.append(candidate)
            continue
        home = _home(recent, candidate)
        if home:
            home.members.append(candidate)
        else:
            groups.append(Group(candidate))
            recent.setdefault(groups[-1].type, []).append(groups[-1])
    homes = {member.trigger.token: group for group in groups for member in group.members}
    for candidate in later:
        home = homes.get(candidate.within)
        if home:
            home.members.append(candidate)
        else:
            home = Group(candidate)
            groups.append(home)
        homes[candidate.trigger.token] = home
    return _one_accident(groups)


def _home(recent: dict[EventType, list[Group]], candidate: Candidate) -> Group | None:
    """The event told last that a mention may belong to."""
    type_, found = candidate.trigger.entry.type, []
    for told in (type_, *CAUSES.get(type_, ())):
        recent[told] = [g for g in recent.get(told, ()) if g.members[-1].sentence >= candidate.sentence - RECENT]
        found += recent[told]
    found.sort(key=lambda group: group.members[0].trigger.token, reverse=True)
    return next((group for group in found if group.takes(candidate)), None)


def _one_accident(groups: list[Group]) -> tuple[Group, ...]:
    """The groups; in a report of an accident, all accidents, dead and injured without another date are part of it."""
    lead = next((group for group in groups if group.type == "DISASTER" and group.members[0].sentence < LEAD), None)
    if lead is None or any(group.type == "ASSAULT" and not group.suffered for group in groups):
        return tuple(groups)
    kept = []
    for group in groups:
        if group is not lead and (group.type == "DISASTER" or group.suffered) and lead.dated_as(group):
            lead.members.extend(msgspec.structs.replace(m, within=lead.members[0].trigger.token) for m in group.members)
        else:
            kept.append(group)
    return tuple(kept)
