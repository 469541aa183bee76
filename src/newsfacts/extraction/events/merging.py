"""Puts the mentions of one event together: same kind of deed, and neither participants nor times that contradict."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from newsfacts.extraction.structure import TokenRange
from newsfacts.model import EventType, Status

from .participants import JOINT, MUTUAL, Participants
from .triggers import Trigger

VIOLENT = frozenset({"ASSAULT", "COERCE", "DISASTER"})  # types of which an article tells many, some only feared

LEAD = 3  # first sentences of a report


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
    def anchored(self) -> bool:
        """Whether more is told than the bare word: a time, a place, a second mention."""
        return len(self.members) > 1 or self.timed or any(member.place for member in self.members)

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
        if lead.type != other.trigger.entry.type or not self._times_agree(other) or not self._alike(other):
            return False
        once = lead.type == "DEATH" and not self._known.isdisjoint(other.who.recipients)
        akin = once or lead.type == "DISASTER" or any(_akin(member.trigger, other.trigger) for member in self.members)
        return akin and self._compatible(other)

    @property
    def _known(self) -> set[str]:
        return {*self.agents, *self.recipients}

    def _times_agree(self, other: Candidate) -> bool:
        times = {m.time for m in self.members if m.time}
        return not (other.time and times and other.time not in times)

    def _alike(self, other: Candidate) -> bool:
        """Whether violence that happened is not mixed with violence that is feared, planned or denied."""
        free = other.definite or other.trigger.entry.type not in VIOLENT
        return free or (other.status == "actual") == (self.status == "actual")

    def _compatible(self, other: Candidate) -> bool:
        """Whether participants agree where both sides have own ones; a definite noun takes up what was told before."""
        known, new = self._known, {*other.who.agents, *other.who.recipients}
        if known & new or not known or not new:
            return True
        return other.definite and not other.who.own


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
    later: list[Candidate] = []
    for candidate in candidates:
        if candidate.within >= 0:
            later.append(candidate)
            continue
        home = next((group for group in reversed(groups) if group.takes(candidate)), None)
        if home:
            home.members.append(candidate)
        else:
            groups.append(Group(candidate))
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


def objection(group: Group) -> str:
    """Why a group of mentions is no event, empty where it is one.

    An event whose actors cannot be told apart in the text stays, without participants, where enough else is told of it.
    """
    lead = group.members[0].trigger
    if group.bare:
        return "" if _telling(group) else f"no actor takes part in this {lead.entry.type}"
    if not any(_sufficient(member, group) for member in group.members):
        return f"too little is told of this {lead.entry.type}: no {lead.entry.need}"
    return f"this {lead.entry.type} is only spoken of" if _passing(group) else ""


def _passing(group: Group) -> bool:
    """Whether a noun said once, without a time, stands in what somebody says, or names nobody by itself."""
    first = group.members[0]
    lead = first.trigger
    if lead.kind != "noun" or len(group.members) > 1 or group.timed:
        return False
    if lead.clause is not None and lead.clause.kind == "complement":
        return True
    return first.status == "actual" and not first.who.own and lead.entry.frame.name not in JOINT


def _telling(group: Group) -> bool:
    """Whether an event that names nobody is told of: by a fixed expression, or where a passive or a
    noun is said twice or has a time."""
    lead = group.members[0].trigger
    if lead.kind == "phrase":
        return lead.entry.need == "any"
    if lead.kind == "verb":
        return lead.entry.need in ("any", "recipient") and _undergone(lead) and group.anchored
    repeated = len(group.members) > 1
    return lead.entry.need in ("any", "own") and (group.timed + repeated > (lead.entry.need == "own"))


def _undergone(trigger: Trigger) -> bool:
    """Whether a verb is a passive that leaves out who did a deed that needs a doer."""
    passive = trigger.clause is not None and trigger.clause.passive
    return passive and trigger.entry.type != "OTHER" and trigger.entry.frame.name not in MUTUAL


def _sufficient(member: Candidate, group: Group) -> bool:
    """Whether a mention has what its trigger needs."""
    need = member.trigger.entry.need
    if need in ("any", "light"):
        return True
    if need == "carrier":
        return False
    if need == "own":
        return member.who.own and (len(group.members) > 1 or bool(group.agents and group.recipients))
    named = bool(group.recipients) or bool(group.agents and group.timed)
    return named if need == "recipient" else member.who.partner
