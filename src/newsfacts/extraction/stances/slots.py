"""The places of a clause's complements, repaired: passive undone, object before subject, missing subjects supplied."""

from __future__ import annotations

import msgspec

from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.structure import TokenRange

from .frames import word_class
from .gluing import joined, parted, quantified, released, unglued
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
    subject = clause.subject if clause.subject is not None and not _apposed(view, clause) else None
    listed = [_recased(view, p) for p in clause.objects if _is_object(view, p)] or released(view, clause)
    subject, objects = joined(view, subject or quantified(view, clause), listed)
    subject, objects, indirect = unglued(view, clause, parted(view, clause, subject), objects)
    if subject is not None and not (clause.passive or passive) and _disagrees(view, clause, subject):
        return Slots(clause, _shared(view, clause), subject, indirect, None, clause.obliques)
    if subject is None and clause.subject is None and not (clause.passive or passive):
        subject = _unrecognised(view, objects)
    direct = [p for p in objects if p.case != "Gen" and p is not subject] or _unclaimed(view, clause)
    if subject is None and clause.subject is None and _acting(view, direct):
        subject, direct = direct[0], direct[1:]
    dative, accusative = _ditransitive(view, indirect, direct)
    genitive = next((p for p in objects if p.case == "Gen"), None)
    if clause.passive or passive:
        agent = _agent(view, clause)
        return Slots(clause, agent, subject or accusative, dative, genitive, clause.obliques)
    if subject is not None and accusative is not None:
        turned = _swapped(view, clause, subject, accusative) or _pronoun_acts(view, clause, subject, accusative)
        subject, accusative = (accusative, subject) if turned else (subject, accusative)
    holder = _denoting(view, clause, subject) if subject is not None else _supplied(view, clause)
    if subject is not None and clause.subject is not None and subject.first == clause.subject.first:
        holder = _carried(view, clause, clause.subject) or holder
    return Slots(clause, holder, accusative, dative, genitive, clause.obliques)


def _recased(view: View, phrase: Phrase) -> Phrase:
    """The phrase without the genitive that only its possessive relative has: "deren Haltung"."""
    whose = phrase.case == "Gen" and phrase.last - phrase.first > 1 and view.lower(phrase.first) in word_class("whose")
    return msgspec.structs.replace(phrase, case="") if whose else phrase


def _disagrees(view: View, clause: Clause, subject: Phrase) -> bool:
    """Whether a plural behind a singular verb was taken for its subject: the object of a clause that shares one."""
    if clause.kind != "main" or not clause.first <= clause.finite < subject.first or clause.objects:
        return False
    if _continues(view, clause, subject):
        return True
    head, finite = view.tokens[subject.head], view.tokens[clause.finite]
    plural = head.number == "Plur" and head.pos == "NOUN" and view.tokens[subject.first].number == "Plur"
    return plural and finite.number == "Sing" and not _joint(view, subject) and _shared(view, clause) is not None


def _continues(view: View, clause: Clause, subject: Phrase) -> bool:
    """Whether a clause begins with its verb behind another of the sentence, and a thing was taken for its subject."""
    start = clause.first + (view.tokens[clause.first].pos == "CCONJ")
    behind = clause.first > view.analysis.sentences[clause.sentence].first
    if clause.finite != start or not behind or view.animacy((subject.first, subject.last)) >= NEVER:
        return False
    shared = _shared(view, clause)
    return shared is not None and view.animacy(shared) >= SURE


def _shared(view: View, clause: Clause) -> TokenRange | None:
    """The subject of the singular clause just before, which a clause without one of its own shares."""
    before = [c for c in view.by_sentence[clause.sentence] if c.index < clause.index and c.subject is not None]
    before = [c for c in before if c.kind == "main"] or before
    if not before or before[-1].subject is None or view.tokens[before[-1].subject.head].number == "Plur":
        return None
    return slots(view, before[-1]).subject


def _carried(view: View, clause: Clause, subject: Phrase) -> TokenRange | None:
    """The repaired subject of the clause that a shared subject comes from; None where it is the clause's own."""
    number = view.analysis.clause_of[subject.head]
    if subject.first >= clause.first or not 0 <= number < clause.index:
        return None
    owner = view.analysis.clauses[number]
    while clause.kind == "main" and owner.kind == "complement" and 0 <= owner.parent < clause.index:
        owner = view.analysis.clauses[owner.parent]
    embedded = owner.index != number
    return slots(view, owner).subject if (embedded or owner.subject == subject) and not owner.passive else None


def _is_object(view: View, phrase: Phrase) -> bool:
    """Whether a phrase listed as an object can be one: no time, no dateline, no postposition's phrase."""
    if _postposed(view, phrase.last):
        return False
    head = view.tokens[phrase.head]
    return head.lemma not in word_class("time") and not (head.entity == "LOC" and not phrase.case)


def _postposed(view: View, after: int) -> bool:
    """Whether the token is a postposition: none that governs words of its own behind it."""
    if after >= len(view.tokens) or view.lower(after) not in word_class("postposition"):
        return False
    behind = view.tokens[after + 1].pos if after + 1 < len(view.tokens) else "PUNCT"
    return view.tokens[after].pos == "ADP" and behind in {"VERB", "AUX", "PUNCT", "PRON"}


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


def _acting(view: View, direct: list[Phrase]) -> bool:
    """Whether the only noun phrase of a clause without a subject is a share of people, which nobody is done to."""
    return len(direct) == 1 and any(
        view.tokens[i].lemma in word_class("share") for i in range(direct[0].first, direct[0].last)
    )


def _ditransitive(view: View, indirect: Phrase | None, direct: list[Phrase]) -> tuple[Phrase | None, Phrase | None]:
    """Dative and accusative: of two objects without a dative the first is one if it can act and the second can not."""
    first, second = (*direct, None, None)[:2]
    if indirect is not None and second is not None and indirect.first == second.last:
        indirect = None  # the genitive of the noun before it
    if first is None and indirect is not None and _accusative_form(view, indirect):
        return None, indirect
    if indirect is not None or first is None or second is None or _marked(view, first, "Acc"):
        return indirect, first
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
    return _loose_agent(view, clause)


def _loose_agent(view: View, clause: Clause) -> TokenRange | None:
    """The agent that the analysis took into the phrase before it: "am Samstag laut Radio von vielen Menschen"."""
    subject = range(clause.subject.first, clause.subject.last) if clause.subject is not None else range(0)
    for index in clause.own:
        if view.tokens[index].pos != "ADP" or view.lower(index) not in word_class("agent") or index in subject:
            continue
        if _attributed(view, index):
            continue
        nouns = (i for i in range(index + 1, clause.last) if view.tokens[i].pos not in {"DET", "ADJ", "NUM", "ADV"})
        head = next(nouns, -1)
        if head > index and view.tokens[head].pos in {"NOUN", "PROPN"}:
            found = view.grown(index + 1, head + 1, frozenset(clause.verbs))
            if view.animacy((index + 1, head + 1)) >= SURE:
                return found if view.animacy(found) >= SURE else (index + 1, head + 1)
    return None


def _attributed(view: View, index: int) -> bool:
    """Whether a preposition stands behind a noun that it can be the attribute of: "the death of many"."""
    before = view.tokens[index - 1]
    return before.pos == "NOUN" and before.lemma not in word_class("time") | word_class("day")


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
