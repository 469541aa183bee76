"""What speaks for and against a group of mentions being an event of the article, as features for the learned judgement.

A feature is a class of the trigger, of its place in the text, or of what was found for it; none names a word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.judgement import probability
from newsfacts.extraction.structure import Attribution

from .grammar import Grammar
from .merging import Candidate, Group
from .triggers import VERBAL, Trigger

# From which probability on a group is told as an event. On the articles that the weights come from 0.38 is best, but
# these tell fewer events than other annotated articles do.
LIKELY = 0.3
LEADING = 4  # sentences whose number counts; later ones are alike


class Judge:
    """Judges the groups of one article."""

    def __init__(self, grammar: Grammar, attributions: Sequence[Attribution], groups: Sequence[Group]) -> None:
        self.grammar, self.analysis = grammar, grammar.analysis
        self._said = frozenset(t for a in attributions for part in a.content for t in range(*part))
        self._cues = frozenset(t for a in attributions for t in a.cue)
        self._quoted = frozenset(t for q in self.analysis.quotations for t in range(q.first, q.last))
        self._places: dict[int, list[Group]] = {}
        self._first: dict[str, int] = {}
        for group in groups:
            lead = group.members[0]
            self._places.setdefault(lead.sentence, []).append(group)
            at = self._first.setdefault(group.type, lead.trigger.token)
            self._first[group.type] = min(at, lead.trigger.token)

    def probability(self, group: Group) -> float:
        """How likely the group is an event that a careful reader would write down, with this type."""
        return probability("event", self.features(group), self.analysis.article.language)

    def features(self, group: Group) -> Mapping[str, float]:
        """The features of a group that are not 0."""
        lead = group.members[0]
        found = dict.fromkeys(self._classes(group, lead), 1.0)
        found["late"] = lead.sentence / len(self.analysis.sentences)
        found["mentions"] = float(min(3, len(group.members)) - 1)
        found["beside"] = float(min(4, len(self._places[lead.sentence]) - 1))
        if lead.trigger.kind == "noun":
            found["attributes"] = float(min(3, sum(1 for _ in self.grammar.attributes(lead.trigger.token))))
        elif lead.trigger.clause is not None:
            found["objects"] = float(len(lead.trigger.clause.objects))
            found["obliques"] = float(min(3, len(lead.trigger.clause.obliques)))
        return {name: value for name, value in found.items() if value}

    def _classes(self, group: Group, lead: Candidate) -> Iterator[str]:
        """The conditions that hold of a group."""
        trigger = lead.trigger
        yield from self._of_entry(trigger)
        yield from _of_participants(group, trigger)
        yield from self._of_place(group, lead)
        if trigger.clause is None:
            yield "clauseless"
        else:
            yield from _of_clause(trigger.clause, trigger)
        if trigger.kind == "noun":
            yield from self._of_noun(lead)
        elif trigger.clause is not None and trigger.clause.subject is not None:
            yield "subject"
            yield f"subject:{self.grammar.tokens[trigger.clause.subject.head].pos}"

    def _of_entry(self, trigger: Trigger) -> Iterator[str]:
        entry = trigger.entry
        yield from (f"kind:{trigger.kind}", f"need:{entry.need}", f"type:{entry.type}")
        yield from (f"kind:{trigger.kind}:{entry.need}", f"frame:{entry.frame.name}")

    def _of_place(self, group: Group, lead: Candidate) -> Iterator[str]:
        """Where in the text the lead stands, and among which others."""
        token = lead.trigger.token
        yield f"sentence:{min(lead.sentence, LEADING)}"
        yield f"status:{lead.status}"
        alike = any(other is not group and other.type == group.type for other in self._places[lead.sentence])
        conditions = {
            "heading": self.analysis.sentences[lead.sentence].heading,
            "part": lead.within >= 0,
            "quoted": token in self._quoted,
            "said": token in self._said,
            "cue": token in self._cues,
            "repeated type": self._first[group.type] < token,
            "beside its type": alike,
        }
        yield from (name for name, holds in conditions.items() if holds)

    def _of_noun(self, lead: Candidate) -> Iterator[str]:
        token = lead.trigger.token
        tokens, dependents = self.grammar.tokens, [self.grammar.tokens[at] for at in self.grammar.dependents[token]]
        determined = [found for found in dependents if found.relation.startswith("det")]
        conditions = {
            "noun:definite": lead.definite,
            "noun:determined": bool(determined),
            "noun:indefinite": any(found.lemma == "ein" or found.lemma == "kein" for found in determined),
            "noun:modified": any(found.relation == "amod" for found in dependents),
            "noun:counted": any(found.relation == "nummod" for found in dependents),
            "noun:governed": bool(self.grammar.governed(token)),
            "noun:compound": tokens[token].lemma.casefold() != lead.trigger.entry.lemma,
            "noun:genitive": any(slot == "gen" for slot, _ in self.grammar.attributes(token)),
        }
        yield from (name for name, holds in conditions.items() if holds)


def _of_participants(group: Group, trigger: Trigger) -> Iterator[str]:
    agents, recipients = len(group.agents), len(group.recipients)
    own = any(member.who.own for member in group.members)
    yield from (f"agents:{min(2, agents)}", f"recipients:{min(2, recipients)}")
    yield f"slots:{trigger.kind}:{min(1, agents)}{min(1, recipients)}"
    yield from (f"own:{own}:{trigger.kind}", f"need:{trigger.entry.need}:{own}")
    conditions = {
        "bare": group.bare,
        "own": own,
        "partner": any(member.who.partner for member in group.members),
        "timed": group.timed,
        "placed": any(member.place for member in group.members),
    }
    yield from (name for name, holds in conditions.items() if holds)


def _of_clause(clause: Clause, trigger: Trigger) -> Iterator[str]:
    yield from (f"clause:{clause.kind}", f"tense:{clause.tense or '-'}", f"passive:{clause.passive}:{trigger.kind}")
    if trigger.kind in VERBAL:
        yield f"verb:{clause.kind}"
    conditions = {"modal": bool(clause.modal), "negated": clause.negated, "passive": clause.passive}
    yield from (name for name, holds in conditions.items() if holds)
