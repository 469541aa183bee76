"""The places of a clause's complements, repaired: passive undone, object before subject, missing subjects supplied."""

from __future__ import annotations

import msgspec

from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.structure import TokenRange

from .frames import word_class
from .view import View

SURE = 0.5  # animacy above which a phrase counts as an actor
PARTS = frozenset({"DET", "ADJ", "NUM", "NOUN", "PROPN"})
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
    subject = clause.subject if clause.subject is not None and not _apposed(view, clause) else None
    if subject is None and clause.subject is None and not (clause.passive or passive):
        subject = _unrecognised(view, objects)
    direct = [p for p in objects if p.case != "Gen" and p is not subject] or _unclaimed(view, clause)
    dative, accusative = _ditransitive(view, clause, direct)
    genitive = next((p for p in objects if p.case == "Gen"), None)
    if clause.passive or passive:
        agent = _agent(view, clause)
        return Slots(clause, agent, subject or accusative, dative, genitive, clause.obliques)
    if subject is not None and accusative is not None:
        turned = _swapped(view, clause, subject, accusative) or _pronoun_acts(view, clause, subject, accusative)
        subject, accusative = (accusative, subject) if turned else (subject, accusative)
    holder = _denoting(view, clause, subject) if subject is not None else _supplied(view, clause)
    return Slots(clause, holder, accusative, dative, genitive, clause.obliques)


def _is_object(view: View, phrase: Phrase) -> bool:
    """Whether a phrase listed as an object can be one: no time, no dateline, no postposition's phrase."""
    after = phrase.last
    if after < len(view.tokens) and view.tokens[after].pos == "ADP" and view.lower(after) in word_class("postposition"):
        return False
    head = view.tokens[phrase.head]
    return head.lemma not in word_class("time") and not (head.entity == "LOC" and not phrase.case)


def _unclaimed(view: View, clause: Clause) -> list[Phrase]:
    """The first noun phrase behind the finite verb that the analysis gave no place, as the only object."""
    claimed = {i for p in _phrases(clause) for i in range(p.first, p.last)}
    first = last = -1
    for index in clause.own:
        if index <= clause.finite or index in clause.verbs or not clause.verb_second:
            continue
        timed = view.tokens[index].lemma in word_class("time")
        nominal = index not in claimed and view.tokens[index].pos in PARTS and not timed
        if nominal and (last in (-1, index)) and (first >= 0 or view.tokens[index - 1].pos != "ADP"):
            first, last = (first if first >= 0 else index), index + 1
        elif first >= 0:
            break
    if first < 0 or view.tokens[last - 1].pos not in {"NOUN", "PROPN"}:
        return []
    phrase = Phrase(first, last, last - 1)
    return [phrase] if _is_object(view, phrase) else []


def _phrases(clause: Clause) -> list[Phrase]:
    known = (clause.subject, clause.indirect, clause.predicative, *clause.objects, *clause.obliques)
    return [phrase for phrase in known if phrase is not None]


def _ditransitive(view: View, clause: Clause, direct: list[Phrase]) -> tuple[Phrase | None, Phrase | None]:
    """Dative and accusative: of two objects without a dative the first is one if it can act and the second can not."""
    first, second = (*direct, None, None)[:2]
    if first is None and clause.indirect is not None and _accusative_form(view, clause.indirect):
        return None, clause.indirect
    if clause.indirect is not None or first is None or second is None or _marked(view, first, "Acc"):
        return clause.indirect, first
    persons = [view.animacy((p.first, p.last)) for p in (first, second)]
    return (first, second) if persons[0] >= SURE > persons[1] else (None, first)


def _accusative_form(view: View, phrase: Phrase) -> bool:
    """Whether a phrase tagged as dative begins with the article that a masculine accusative has as well."""
    return view.lower(phrase.first) in word_class("article-accusative") and view.tokens[phrase.head].number == "Sing"


def _apposed(view: View, clause: Clause) -> bool:
    """Whether the subject stands behind the particle of judgements, so that it is none."""
    before = clause.subject.first - 1 if clause.subject is not None else -1
    return before >= 0 and before != clause.marker and view.lower(before) in word_class("as")


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


def _pronoun_acts(view: View, clause: Clause, subject: Phrase, accusative: Phrase) -> bool:
    """Whether the relative pronoun taken for the object is the subject: what it stands for can act, not the other."""
    if not view.opens_relative(clause, accusative.head) or _marked(view, accusative, "Acc"):
        return False
    return view.animacy((subject.first, subject.last)) < SURE <= view.animacy(view.antecedent(clause))


def _swapped(view: View, clause: Clause, subject: Phrase, accusative: Phrase) -> bool:
    """Whether the object stands before the subject: the cases leave it open and only the later phrase can act."""
    if subject.first > accusative.first or _marked(view, subject, "Nom") or _marked(view, accusative, "Acc"):
        return False
    if not subject.first < clause.finite < accusative.first:
        return False
    numbers = [view.tokens[i].number for i in (subject.head, accusative.head, clause.finite)]
    if numbers in (["Plur", "Sing", "Sing"], ["Sing", "Plur", "Plur"]) and not _joint(view, subject):
        return True
    return (
        view.animacy((subject.first, subject.last)) < NEVER
        and view.animacy((accusative.first, accusative.last)) >= SURE
    )


def _joint(view: View, phrase: Phrase) -> bool:
    """Whether the phrase joins several, so that its head's number is not its own."""
    return any(view.tokens[i].pos == "CCONJ" for i in range(phrase.first, phrase.last))


def _marked(view: View, phrase: Phrase, case: str) -> bool:
    """Whether a masculine singular article or a pronoun shows the case beyond doubt."""
    token = view.tokens[phrase.first]
    return token.pos in {"DET", "PRON"} and token.gender == "Masc" and token.number == "Sing" and token.case == case


def _denoting(view: View, clause: Clause, subject: Phrase) -> TokenRange | None:
    owner = view.analysis.clauses[view.analysis.clause_of[subject.head]]
    if view.opens_relative(owner, subject.head):
        return view.antecedent(owner)
    return _names(view, clause, subject) or (subject.first, subject.last)


def _names(view: View, clause: Clause, subject: Phrase) -> TokenRange | None:
    """The names in apposition to a plural subject, which say who it is: "two deputies, A and B, …"."""
    head = view.tokens[subject.head]
    if head.number != "Plur" or head.pos != "NOUN" or subject.last >= len(view.tokens):
        return None
    first = subject.last + 1
    if view.tokens[subject.last].text != "," or not first < clause.finite or view.tokens[first].pos != "PROPN":
        return None
    joined = any(view.tokens[i].pos == "CCONJ" for i in range(first, clause.finite))
    return view.trimmed(first, clause.finite) if joined else None


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
