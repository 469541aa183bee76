"""Finds the words that fill a frame's slot: objects, prepositional phrases, clauses, infinitives, judgements."""

from __future__ import annotations

from collections.abc import Callable

from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.structure import TokenRange

from .frames import word_class
from .slots import Slots
from .view import OPENING, View

REACH = 6  # tokens from a preposition to its noun at most
ClauseTest = Callable[[View, Clause], bool]
Filler = Callable[[View, Slots], TokenRange | None]


def filled(view: View, slots: Slots, codes: tuple[str, ...]) -> tuple[str, TokenRange] | None:
    """The first of the slot `codes` that the clause fills, with its words; None where it fills none."""
    for code in codes:
        name, _, preposition = code.partition(":")
        found = prepositional(view, slots, preposition) if name == "p" else FILLERS[name](view, slots)
        if found is not None:
            return code, found
    return None


def prepositional(view: View, slots: Slots, preposition: str) -> TokenRange | None:
    """The phrase governed by `preposition`, without it."""
    stops = slots.taken
    for phrase in slots.clause.obliques:
        if phrase.preposition >= 0 and same(view, phrase.preposition, preposition):
            relative = phrase.last - phrase.first == 1 and view.opens_relative(slots.clause, phrase.head)
            return view.antecedent(slots.clause) if relative else _one_side(view, view.extent(phrase, stops))
    return _loose_prepositional(view, slots, preposition)


def _one_side(view: View, found: TokenRange) -> TokenRange:
    """The phrase up to a second preposition that takes the other side: "gegen A | und für B"."""
    first, last = found
    for index in range(first + 1, last - 1):
        if view.tokens[index].pos == "CCONJ" and view.lower(index + 1) in word_class("siding"):
            return first, index
    return found


def same(view: View, index: int, preposition: str) -> bool:
    form = view.lower(index)
    return form == preposition or form in word_class(f"form:{preposition}")


def _loose_prepositional(view: View, slots: Slots, preposition: str) -> TokenRange | None:
    """The preposition among the clause's own words where the analysis attached its phrase to something else."""
    clause = slots.clause
    for index in clause.own:
        particle = index in clause.verbs
        if not same(view, index, preposition) or index + 1 >= clause.last or not _free(slots, index):
            continue
        if view.tokens[index].pos != "ADP" and not particle:
            continue
        quoted = view.tokens[index + 1].text in OPENING
        if particle and not quoted:
            continue
        noun = _first_noun(view, index + 1 + quoted, clause.last)
        if noun >= 0:
            return view.grown(index + 1, noun + 1, slots.taken)
    return None


def _first_noun(view: View, start: int, limit: int) -> int:
    """The noun, name or pronoun that a phrase beginning at `start` reaches to; -1 where none begins there."""
    for index in range(start, min(start + REACH, limit)):
        pos = view.tokens[index].pos
        if pos in {"NOUN", "PROPN", "PRON"}:
            return index
        if pos not in {"DET", "ADJ", "NUM", "ADV"}:
            return -1
    return -1


def _free(slots: Slots, index: int) -> bool:
    """Whether a preposition need not belong to the subject."""
    subject = slots.subject
    if slots.clause.subject is None or subject is None:
        return slots.clause.subject is None or not slots.clause.subject.first <= index < slots.clause.subject.last
    return not subject[0] <= index < subject[1]


def accusative(view: View, slots: Slots) -> TokenRange | None:
    return _object(view, slots, slots.accusative)


def dative(view: View, slots: Slots) -> TokenRange | None:
    """The dative; in a passive it may have been taken for the subject, of two objects it is the first."""
    objects = [p for p in slots.clause.objects if p.case != "Gen"]
    second = slots.accusative if slots.clause.passive else (objects[0] if len(objects) > 1 else None)
    return _object(view, slots, slots.dative or second)


def genitive(view: View, slots: Slots) -> TokenRange | None:
    return _object(view, slots, slots.genitive)


def nominative(_: View, slots: Slots) -> TokenRange | None:
    subject = slots.clause.subject
    return (subject.first, subject.last) if subject is not None else None


def _object(view: View, slots: Slots, phrase: Phrase | None) -> TokenRange | None:
    if phrase is None or _empty(view, phrase):
        return None
    clause, token = slots.clause, view.tokens[phrase.head]
    if view.opens_relative(clause, token.index):
        return view.antecedent(clause)
    return view.extent(phrase, slots.taken - frozenset(range(phrase.first, phrase.last)))


def _empty(view: View, phrase: Phrase) -> bool:
    """Whether the phrase is a reflexive or a placeholder, which say nothing themselves."""
    return phrase.last - phrase.first == 1 and view.lower(phrase.head) in word_class("placeholder")


def complement(view: View, slots: Slots) -> TokenRange | None:
    """The complement clauses with a finite verb, as one range."""
    return _clauses(view, slots.clause, _is_complement)


def infinitive(view: View, slots: Slots) -> TokenRange | None:
    """The infinitive complements, as one range."""
    return _clauses(view, slots.clause, _is_infinitive)


def _is_complement(_: View, clause: Clause) -> bool:
    return clause.kind == "complement"


def _is_infinitive(view: View, clause: Clause) -> bool:
    aside = word_class("aside")
    marked = clause.marker >= 0 and view.lower(clause.marker) in aside
    return clause.kind == "infinitive" and not marked and view.lower(clause.first) not in aside


def following(view: View, noun: int, after: int, wanted: ClauseTest) -> TokenRange | None:
    """The clause that stands behind a noun and says its content: it starts at the comma `after`."""
    for clause in view.by_sentence.get(view.analysis.sentence_of[noun], ()):
        if after <= clause.first <= after + 1 and wanted(view, clause):
            return view.trimmed(clause.first, clause.last)
    return None


def _clauses(view: View, clause: Clause, wanted: ClauseTest) -> TokenRange | None:
    clauses = view.analysis.clauses
    found = [clauses[i] for i in clause.complements if wanted(view, clauses[i])]
    if not found:
        found = [c for c in view.children.get(clause.index, ()) if wanted(view, c)]
    if not found:
        return None
    return view.trimmed(min(c.first for c in found), max(c.last for c in found))


def likened(view: View, slots: Slots) -> TokenRange | None:
    """What is judged with the particle "as"; the judgement itself where the clause does not say what."""
    return _judged(view, slots, behind_particle(view, slots, word_class("as")))


def held_for(view: View, slots: Slots) -> TokenRange | None:
    """What is judged with the particle "for"."""
    return _judged(view, slots, behind_particle(view, slots, word_class("for")))


def behind_particle(view: View, slots: Slots, particles: frozenset[str]) -> TokenRange | None:
    """The judgement behind its particle."""
    clause, phrase = slots.clause, slots.accusative
    marker = next((i for i in clause.own if view.lower(i) in particles), None)
    if marker is None or marker + 1 >= clause.last:
        return None
    stops = frozenset(clause.verbs) | (slots.taken if phrase is not None and phrase.first > marker else frozenset())
    last = _degrees(view, marker + 1, clause.last, stops)
    return view.trimmed(marker + 1, view.grown(marker + 1, last, stops)[1])


def _degrees(view: View, first: int, limit: int, stops: frozenset[int]) -> int:
    """The end of the adverbs and adjectives that a judgement begins with, at least of its first word: "too low"."""
    last = first
    while last < limit and last not in stops and view.tokens[last].pos in {"ADV", "PART", "ADJ"}:
        last += 1
    return max(last, first + 1)


def _judged(view: View, slots: Slots, judgement: TokenRange | None) -> TokenRange | None:
    """What the judgement is about."""
    phrase = slots.accusative
    if judgement is None or phrase is None or _empty(view, phrase):
        return judgement
    found = _object(view, slots, phrase)
    if found is None or found[0] >= judgement[0]:
        return found
    last = max(found[0] + 1, min(found[1], judgement[0] - 1))
    while last - 1 > found[0] and view.tokens[last - 1].pos == "ADV":
        last -= 1
    return found[0], last


def predicate(view: View, slots: Slots) -> TokenRange | None:
    """What is judged by an adjective or noun without a particle: "nannte die Reform überflüssig"."""
    phrase = _judged_object(view, slots)
    if phrase is None or _empty(view, phrase) or predicated(view, slots) is None:
        return None
    return phrase.first, _end(view, phrase)


def _judged_object(view: View, slots: Slots) -> Phrase | None:
    """The object that is judged; of two the one that does not look like the judgement."""
    objects = sorted((p for p in slots.clause.objects if p.case != "Gen"), key=lambda p: p.first)
    if len(objects) < 2:
        return slots.accusative
    first, second = objects[:2]
    return second if _looks_judging(view, first) and not _looks_judging(view, second) else first


def _looks_judging(view: View, phrase: Phrase) -> bool:
    """Whether an object begins as a judgement does: with an indefinite article or a quotation mark."""
    return view.lower(phrase.first) in word_class("indefinite-article") or view.tokens[phrase.first].text in OPENING


def _end(view: View, phrase: Phrase) -> int:
    """The end of the object: a pronoun ends where the words begin that judge it."""
    return phrase.first + 1 if view.tokens[phrase.first].pos == "PRON" else phrase.last


def predicated(view: View, slots: Slots) -> TokenRange | None:
    """The adjective or noun that judges the object it stands beside."""
    clause, phrase = slots.clause, _judged_object(view, slots)
    if phrase is None:
        return None
    subject = range(*slots.subject) if slots.subject is not None else range(0)
    end = _end(view, phrase)
    own = [i for i in clause.own if i not in clause.verbs and i not in subject and view.tokens[i].pos != "PUNCT"]
    behind = [i for i in own if i >= end]
    found = behind or [i for i in own if i < min(phrase.first, clause.finite)]
    if found and view.lower(found[0]) in word_class("as"):
        return None
    if not any(view.tokens[i].pos in {"ADJ", "NOUN", "ADV"} for i in found):
        return None
    return None if _placed(view, min(found)) else view.trimmed(min(found), max(found) + 1)


def _placed(view: View, first: int) -> bool:
    """Whether words behind an object begin with when or where it is, so that they do not judge it."""
    following = view.tokens[first + 1].pos if first + 1 < len(view.tokens) else ""
    return view.tokens[first].pos == "ADP" or (view.tokens[first].pos == "ADV" and following == "ADP")


def judgement(view: View, slots: Slots, code: str) -> TokenRange | None:
    """The words that judge, for the slot `code` that was filled."""
    if code in JUDGING:
        return behind_particle(view, slots, word_class(JUDGING[code]))
    return predicated(view, slots) if code == "pred" else None


JUDGING = {"as": "as", "for": "for"}  # slot -> the class of its particles
FILLERS: dict[str, Filler] = {
    "acc": accusative,
    "dat": dative,
    "gen": genitive,
    "nom": nominative,
    "that": complement,
    "inf": infinitive,
    "as": likened,
    "for": held_for,
    "pred": predicate,
}

CLAUSES: dict[str, ClauseTest] = {"that": _is_complement, "inf": _is_infinitive}
