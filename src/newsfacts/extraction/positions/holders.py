"""Who an attribution's words denote: one actor, several joined by a conjunction, the speaker's own "we"."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.stances.frames import word_class
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.resources import rows

from .acts import Act

NEARBY = 2  # sentences before "one" in which its subject is sought
APPOSED = 12  # tokens behind a description in which the name may stand that says who it is
BESIDE = frozenset({"PUNCT", "ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM", "X"})


def resolved(view: View, found: TokenRange | None) -> tuple[str, ...]:
    """The ids of the actors that the words denote, each once, in text order; empty where they denote none."""
    if found is None:
        return ()
    found = view.core(*_meant(view, found))
    parts = conjuncts(view, found)
    named = _named(view, parts[0]) if len(parts) == 1 else None
    if named is not None:
        return (named,)
    actors = [view.cast.admit(*part) for part in parts]
    if len(parts) > 1 and None in actors:
        actors = [view.cast.admit(*found)]
    if actors == [None]:
        actors = [_owner(view, found) or _adjective(view, found) or _last_subject(view, found)]
    single = [actor for actor in actors if actor is not None]
    return tuple(dict.fromkeys(member for actor in single for member in _members(view, actor)))


def _named(view: View, found: TokenRange) -> str | None:
    """The person whose name says who a description is: "the deputy chairman, Eva Beispiel", "the minister Beispiel"."""
    first, last = found
    if view.tokens[first].pos == "PROPN" or last - first < 2:
        return None
    head = next((i for i in range(first, last) if view.tokens[i].pos == "NOUN"), -1)
    if head < 0 or view.tokens[head].number == "Plur" or not _is_person(view.tokens[head].lemma):
        return None
    reach = min(view.analysis.sentences[view.analysis.sentence_of[first]].last, last + APPOSED)
    name = next((i for i in range(head + 1, reach) if _begins_name(view, i, last)), -1)
    if name < 0:
        return None
    end = name + 1
    while end < reach and view.tokens[end].entity == "PER" and not view.tokens[end].entity_start:
        end += 1
    return view.cast.denoted(name, end)


@cache
def _persons(language: str = "de") -> tuple[str, ...]:
    nouns = {row["noun"].lower() for row in rows("lexicon", language, "role-nouns.tsv") if row["compounds"] == "yes"}
    return tuple(sorted(nouns))


def _is_person(lemma: str) -> bool:
    """Whether a noun, or the last part of a compound, names one person by office or trade."""
    return lemma.lower().endswith(_persons())


def _begins_name(view: View, index: int, last: int) -> bool:
    """Whether a person's name begins here that stands beside a description: right behind its noun, or set off."""
    token, before = view.tokens[index], view.tokens[index - 1]
    if token.entity != "PER" or not token.entity_start or token.case == "Gen":
        return False
    if index < last:
        return before.text in {",", ")"} or before.pos == "PROPN"
    return before.text == "," and all(view.tokens[i].pos in BESIDE for i in range(last, index))


def _members(view: View, actor: str) -> tuple[str, ...]:
    """The named members of a group; the actor itself where it is no such group."""
    members = view.cast.members(actor)
    return members if len(members) > 1 and actor not in members else (actor,)


def _meant(view: View, found: TokenRange) -> TokenRange:
    """The noun phrase a relative pronoun stands for; other words stay."""
    first, last = found
    number = view.analysis.clause_of[first]
    if last - first > 1 or number < 0 or not view.opens_relative(view.analysis.clauses[number], first):
        return found
    return view.antecedent(view.analysis.clauses[number]) or found


def _adjective(view: View, found: TokenRange) -> str | None:
    """The state that an adjective in the phrase names: "israelischen Angaben"."""
    if any(view.tokens[i].lemma in word_class("study") for i in range(*found)):
        return None
    known = (view.cast.adjective(i) for i in range(*found) if view.tokens[i].pos == "ADJ")
    return next((state for state in known if state is not None), None)


def _last_subject(view: View, found: TokenRange) -> str | None:
    """The subject before that a pronoun agrees with and so most likely means."""
    first, last = found
    number = view.analysis.clause_of[first]
    if last - first > 1 or view.lower(first) not in word_class("speaker") or number < 0:
        return None
    here = view.analysis.clauses[number]
    if view.lower(first) in word_class("pointing"):
        return _last_named(view, here, first)
    for index in range(here.index - 1, -1, -1):
        clause = view.analysis.clauses[index]
        if here.sentence - clause.sentence > NEARBY:
            return None
        subject = clause.subject
        if subject is None or clause.kind != "main" or subject.last > first:
            continue
        actor = view.cast.denoted(subject.first, subject.last)
        if actor is not None and _agree(view, first, subject.head, here.finite):
            return actor
    return None


def _last_named(view: View, here: Clause, pronoun: int) -> str | None:
    """The actor named last in the sentence before, whom "this one" means."""
    before = here.sentence - 1
    if before < 0:
        return None
    sentence = view.analysis.sentences[before]
    for index in range(sentence.last - 1, sentence.first - 1, -1):
        if view.tokens[index].pos not in {"NOUN", "PROPN"} or not _agree(view, pronoun, index, here.finite):
            continue
        found = view.phrase_at(index)
        actor = view.cast.denoted(*found) if found is not None else None
        if actor is not None:
            return actor
    return None


def _agree(view: View, pronoun: int, noun: int, finite: int) -> bool:
    """Whether a noun agrees with a pronoun in gender and with its verb in number."""
    token, head = view.tokens[pronoun], view.tokens[noun]
    number = view.tokens[finite].number if finite >= 0 else token.number
    if number and head.number and number != head.number:
        return False
    return "Plur" in (number, head.number) or not (token.gender and head.gender) or token.gender == head.gender


def _owner(view: View, found: TokenRange) -> str | None:
    """The actor whose opinion or statement a phrase that is no actor names: "his view"."""
    first = found[0]
    if view.lower(first) not in word_class("possessive"):
        return None
    return view.cast.admit(first, first + 1)


def conjuncts(view: View, found: TokenRange) -> tuple[TokenRange, ...]:
    """The phrases that a conjunction joins in the range, or the range itself."""
    first, last = found
    joints = [i for i in range(first + 1, last - 1) if _joins(view, first, i) or _joins_also(view, i)]
    if not joints:
        return (found,)
    cuts = _commas(view, first, joints[0]) + joints
    edges = [first - 1, *cuts, last]
    parts = tuple(part for a, b in pairwise(edges) if (part := _own_phrase(view, first, a + 1, b)) is not None)
    return parts if all(view.animacy(part) > 0 for part in parts) else (found,)


def _own_phrase(view: View, first: int, start: int, end: int) -> TokenRange | None:
    """One of several joined phrases, without a preposition that is said again ("from A and from B")."""
    start += start < end - 1 and view.lower(start) in word_class("also")
    repeated = first < start < end - 1 and view.tokens[start].pos == "ADP"
    return view.trimmed(start + repeated, end)


def _joins_also(view: View, index: int) -> bool:
    """Whether the token begins "as well as", which joins two actors."""
    return view.lower(index) in word_class("joining-also") and view.lower(index + 1) in word_class("also")


def _joins(view: View, first: int, index: int) -> bool:
    """Whether the conjunction at `index` joins two actors, not two parts of a name or of an attribute."""
    token, after = view.tokens[index], view.tokens[index + 1]
    if token.pos != "CCONJ" or view.lower(index) not in word_class("joining"):
        return False
    if token.entity and not after.entity_start and after.entity:
        return False
    if view.tokens[first].pos == "DET" and view.tokens[first].number == "Sing" and after.pos in {"NOUN", "ADJ"}:
        return False  # one article for both: the same person twice
    if (
        after.pos == "PROPN"
        and after.entity == "LOC"
        and any(view.tokens[i].pos == "NOUN" for i in range(first, index))
    ):
        return False  # "the ministers of France and Italy"
    attribute = any(view.tokens[i].pos == "ADP" or view.tokens[i].case == "Gen" for i in range(first, index))
    return not attribute or after.pos == "DET" or (after.pos == "PROPN" and view.tokens[index - 1].pos == "PROPN")


def _commas(view: View, first: int, joint: int) -> list[int]:
    """The commas of a list before its conjunction; none where they set off an apposition."""
    commas = [i for i in range(first + 1, joint) if view.tokens[i].text == ","]
    edges = [first - 1, *commas, joint]
    short = all(b - a <= 4 for a, b in pairwise(edges))
    return commas if short else []


def speaks_for_itself(view: View, attribution: Attribution) -> bool:
    """Whether the holder is the "I", "we" or "one" of a speech, so that the speaker holds it."""
    if attribution.holder is None:
        return False
    first, last = attribution.holder
    return last - first == 1 and view.lower(first) in word_class("first")


def points_back(view: View, attribution: Attribution) -> bool:
    """Whether the holder is only a pronoun, or somebody's own opinion ("in her view")."""
    found = attribution.holder
    if found is None:
        return False
    word, single = view.lower(found[0]), found[1] - found[0] == 1
    return word in word_class("possessive") or (single and word in word_class("speaker"))


def subject_before(view: View, act: Act, anchor: int) -> tuple[str, ...]:
    """The subject of the sentence before that an indefinite "one" stands for; nobody for "I" and "we"."""
    found = act.attribution.holder
    if found is None or view.lower(found[0]) not in word_class("indefinite"):
        return ()
    number = view.analysis.sentence_of[anchor]
    for sentence in range(number - 1, max(-1, number - 1 - NEARBY), -1):
        for clause in view.by_sentence.get(sentence, ()):
            subject = clause.subject
            actor = view.cast.denoted(subject.first, subject.last) if subject and clause.kind == "main" else None
            if actor is not None:
                return (actor,)
    return ()
