"""Takes apart noun phrases that the analysis ran together, and puts together those that a conjunction joins."""

from __future__ import annotations

import msgspec

from newsfacts.analysis.structure import Clause, Phrase

from .frames import frames, word_class
from .view import View

MODIFYING = frozenset({"ADJ", "ADV", "NUM"})


def joined(view: View, subject: Phrase | None, objects: list[Phrase]) -> tuple[Phrase | None, list[Phrase]]:
    """The subject with the object behind it that "as well as" joins to it: "sowohl A als auch B"."""
    if subject is None or not objects:
        return subject, objects
    first = objects[0]
    between = [view.lower(i) for i in range(subject.last, first.first)]
    if len(between) != 2 or between[1] not in word_class("also") or between[0] not in word_class("joining-also"):
        return subject, objects
    return msgspec.structs.replace(subject, last=first.last), objects[1:]


def released(view: View, clause: Clause) -> list[Phrase]:
    """The object that the analysis took into a set phrase before it: "unter anderem | den Plan"."""
    for phrase in clause.obliques:
        if phrase.last - phrase.first > 1 and view.lower(phrase.first) in word_class("filler"):
            return [Phrase(phrase.first + 1, phrase.last, phrase.head, "Acc")]
    return []


def parted(view: View, clause: Clause, subject: Phrase | None) -> Phrase | None:
    """The subject of a protest without what it is for or against, which the analysis took into it."""
    if subject is None or clause.lemma not in word_class("rallying"):
        return subject
    sides = (i for i in range(subject.first + 1, subject.last) if view.lower(i) in word_class("siding"))
    at = next(sides, subject.last)
    return msgspec.structs.replace(subject, last=at, head=min(subject.head, at - 1))


def quantified(view: View, clause: Clause) -> Phrase | None:
    """The subject that the analysis took for a comparison: "mehr als 500 Menschen"; None where the clause has one."""
    if clause.subject is not None or clause.passive:
        return None
    for phrase in clause.obliques:
        before = phrase.preposition - 1
        if before < 0 or view.lower(phrase.preposition) not in word_class("as"):
            continue
        if view.lower(before) in word_class("quantity") and view.tokens[phrase.first].pos == "NUM":
            head = next((i for i in range(phrase.first, phrase.last) if view.tokens[i].pos == "NOUN"), phrase.head)
            return Phrase(before, head + 1, head, "Nom")
    return None


def unglued(
    view: View, clause: Clause, subject: Phrase | None, objects: list[Phrase]
) -> tuple[Phrase | None, list[Phrase], Phrase | None]:
    """Subject, objects and dative, an accusative taken off the one it was run together with if there is none else."""
    indirect = clause.indirect
    if len(objects) == 1 and indirect is None and (at := _bare_behind_name(view, clause, objects[0])) >= 0:
        whole = objects[0]
        return subject, [Phrase(at, whole.last, whole.last - 1, "Acc")], Phrase(whole.first, at, at - 1, "Dat")
    if any(p.case != "Gen" for p in objects):
        return subject, objects, indirect
    if indirect is not None and (at := _bare_noun(view, indirect)) >= 0:
        whole = indirect
        indirect = msgspec.structs.replace(whole, last=at, head=at - 1)
        return subject, [*objects, Phrase(at, whole.last, whole.last - 1, "Acc")], indirect
    if subject is not None and (at := _second_phrase(view, clause, subject)) >= 0:
        found = Phrase(at, subject.last, subject.last - 1, "Acc")
        return Phrase(subject.first, at, at - 1, "Nom"), [*objects, found], indirect
    return subject, objects, indirect


def _bare_noun(view: View, phrase: Phrase) -> int:
    """Where behind a noun with its article a bare noun begins: "dem Minister | Wortbruch"; -1 for nowhere."""
    last = phrase.last - 1
    if phrase.last - phrase.first < 3 or view.tokens[phrase.first].pos != "DET" or view.tokens[last].pos != "NOUN":
        return -1
    start = last
    while start - 1 > phrase.first and view.tokens[start - 1].pos in MODIFYING:
        start -= 1
    before = view.tokens[start - 1]
    named = before.pos == "PROPN" and any(view.tokens[i].pos == "NOUN" for i in range(phrase.first, start - 1))
    return start if start - 1 > phrase.first and (before.pos == "NOUN" or named) else -1


def _bare_behind_name(view: View, clause: Clause, phrase: Phrase) -> int:
    """Where a bare noun begins behind a name, for a verb with two objects: "wirft Meier | Betrug vor"; -1 for none."""
    if not any("dat" in f.addressee for f in frames("verb").get(clause.lemma, ())):
        return -1
    names = [i for i in range(phrase.first, phrase.last) if view.tokens[i].entity == "PER"]
    if not names or names[-1] + 1 >= phrase.last:
        return -1
    behind = view.tokens[names[-1] + 1]
    return behind.index if behind.pos in {"NOUN", "ADJ"} and view.tokens[phrase.last - 1].pos == "NOUN" else -1


def _outnumbers(view: View, clause: Clause, noun: int) -> bool:
    """Whether a bare plural behind another noun can not be part of the subject of a singular verb."""
    single = clause.finite >= 0 and view.tokens[clause.finite].number == "Sing"
    plural = view.tokens[noun].number == "Plur" and view.tokens[noun].case != "Gen"
    return single and plural and view.tokens[noun - 1].pos in {"NOUN", "PROPN"}


def _second_phrase(view: View, clause: Clause, subject: Phrase) -> int:
    """Where in a subject another phrase begins: "dieser | seinen Rückzug", "der Verband | Meiers Vorschlag"."""
    first, last = subject.first, subject.last
    if clause.passive or not clause.first <= first or last - first < 3 or view.tokens[last - 1].pos != "NOUN":
        return -1
    second = first + 1
    while second < last - 1 and view.tokens[second].pos == "ADV":
        second += 1
    begins = view.tokens[second].pos == "DET" and view.tokens[second].case != "Gen"
    if view.lower(first) in word_class("personal") and begins:
        return second
    if _outnumbers(view, clause, last - 1):
        return last - 1
    names, noun = view.tokens[last - 2], view.tokens[last - 3]
    owned = names.pos == "PROPN" and names.text.endswith(tuple(word_class("ending-genitive")))
    return last - 2 if owned and noun.pos == "NOUN" and view.tokens[first].pos == "DET" else -1
