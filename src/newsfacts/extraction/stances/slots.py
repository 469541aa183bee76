"""The places of a clause's complements, repaired: passive undone, object before subject, missing subjects supplied."""

from __future__ import annotations

import msgspec

from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.structure import TokenRange

from .frames import word_class
from .view import View

SURE = 0.5  # animacy above which a phrase counts as an actor
NEVER = 0.3  # animacy below which it counts as none


class Slots(msgspec.Struct, frozen=True):
    """Who does what in a clause, active voice: `subject` is the agent also in a passive (None where it names none)."""

    clause: Clause
    subject: TokenRange | None
    accusative: Phrase | None
    dative: Phrase | None
    genitive: Phrase | None
    obliques: tuple[Phrase, ...]

    @property
    def taken(self) -> frozenset[int]:
        """Tokens that start something else than the phrase before them: verbs and the first words of complements."""
        phrases = [p for p in (self.accusative, self.genitive) if p is not None]
        starts = {p.first for p in phrases} | ({self.subject[0]} if self.subject else set())
        return frozenset(starts | set(self.clause.verbs))


def slots(view: View, clause: Clause, *, passive: bool = False) -> Slots:
    """The repaired slots of `clause`; `passive` where its verb shows that a participle with "be" is one."""
    objects = [p for p in clause.objects if _is_object(view, p)]
    subject = clause.subject if clause.subject is not None and not _apposed(view, clause.subject) else None
    if subject is None and clause.subject is None and not (clause.passive or passive):
        subject = _unrecognised(view, objects)
    direct = [p for p in objects if p.case != "Gen" and p is not subject]
    dative, accusative = _ditransitive(view, clause, direct)
    genitive = next((p for p in objects if p.case == "Gen"), None)
    if clause.passive or passive:
        agent = _agent(view, clause)
        return Slots(clause, agent, subject or accusative, dative, genitive, clause.obliques)
    if subject is not None and accusative is not None and _swapped(view, clause, subject, accusative):
        subject, accusative = accusative, subject
    holder = _denoting(view, clause, subject) if subject is not None else _supplied(view, clause)
    return Slots(clause, holder, accusative, dative, genitive, clause.obliques)


def _is_object(view: View, phrase: Phrase) -> bool:
    """Whether a phrase listed as an object can be one: no time, no dateline, no postposition's phrase."""
    after = phrase.last
    if after < len(view.tokens) and view.tokens[after].pos == "ADP" and view.lower(after) in word_class("postposition"):
        return False
    head = view.tokens[phrase.head]
    return head.lemma not in word_class("time") and not (head.entity == "LOC" and not phrase.case)


def _ditransitive(view: View, clause: Clause, direct: list[Phrase]) -> tuple[Phrase | None, Phrase | None]:
    """Dative and accusative: of two objects without a dative the first is one if it can act and the second can not."""
    first, second = (*direct, None, None)[:2]
    if clause.indirect is not None or first is None or second is None or first.case == "Acc":
        return clause.indirect, first
    persons = [view.animacy((p.first, p.last)) for p in (first, second)]
    return (first, second) if persons[0] >= SURE > persons[1] else (None, first)


def _apposed(view: View, phrase: Phrase) -> bool:
    """Whether the phrase stands behind the particle of judgements, so that it is no subject."""
    return phrase.first > 0 and view.lower(phrase.first - 1) in word_class("as")


def _unrecognised(view: View, objects: list[Phrase]) -> Phrase | None:
    """The subject where the analysis listed it as the first of the objects."""
    if not objects or objects[0].case in {"Dat", "Gen"} or (len(objects) < 2 and objects[0].case != "Nom"):
        return None
    found = (objects[0].first, objects[0].last)
    return objects[0] if view.animacy(found) >= SURE else None


def _agent(view: View, clause: Clause) -> TokenRange | None:
    prepositions = word_class("agent")
    for phrase in clause.obliques:
        if phrase.preposition >= 0 and view.lower(phrase.preposition) in prepositions:
            found = (phrase.first, phrase.last)
            if view.animacy(found) >= SURE:
                return found
    return None


def _swapped(view: View, clause: Clause, subject: Phrase, accusative: Phrase) -> bool:
    """Whether the object stands before the subject: the cases leave it open and only the later phrase can act."""
    if subject.first > accusative.first or _marked(view, subject, "Nom") or _marked(view, accusative, "Acc"):
        return False
    if not subject.first < clause.finite < accusative.first:
        return False
    return (
        view.animacy((subject.first, subject.last)) < NEVER
        and view.animacy((accusative.first, accusative.last)) >= SURE
    )


def _marked(view: View, phrase: Phrase, case: str) -> bool:
    """Whether a masculine singular article or a pronoun shows the case beyond doubt."""
    token = view.tokens[phrase.first]
    return token.pos in {"DET", "PRON"} and token.gender == "Masc" and token.number == "Sing" and token.case == case


def _denoting(view: View, clause: Clause, subject: Phrase) -> TokenRange | None:
    if view.opens_relative(clause, subject.head):
        return view.antecedent(clause)
    return _names(view, clause, subject) or (subject.first, subject.last)


def _names(view: View, clause: Clause, subject: Phrase) -> TokenRange | None:
    """The names in apposition to a plural subject, which say who it is: "two deputies, A and B, …"."""
    head = view.tokens[subject.head]
    if head.number != "Plur" or head.pos != "NOUN" or subject.last >= len(view.tokens):
        return None
    for phrase in clause.objects:
        if phrase.first == subject.last + 1 and view.tokens[subject.last].text == ",":
            joined = any(view.tokens[i].pos == "CCONJ" for i in range(phrase.first, phrase.last))
            if joined and view.tokens[phrase.first].pos == "PROPN":
                return phrase.first, phrase.last
    return None


def _supplied(view: View, clause: Clause) -> TokenRange | None:
    """The subject a clause without one shares: an infinitive's governor's, or that of the clause before it."""
    if clause.kind in {"infinitive", "participle"}:
        if clause.parent < 0:
            return None
        return slots(view, view.analysis.clauses[clause.parent]).subject
    for other in reversed([c for c in view.by_sentence[clause.sentence] if c.index < clause.index]):
        if other.kind == clause.kind and other.parent in (clause.parent, clause.index) and other.subject is not None:
            return slots(view, other).subject
        if other.index == clause.parent and other.kind == clause.kind:
            return slots(view, other).subject
    return None
