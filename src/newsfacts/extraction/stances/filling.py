"""Finds the words that fill a frame's slot: objects, prepositional phrases, clauses, infinitives, judgements."""

from __future__ import annotations

from collections.abc import Callable

from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.structure import TokenRange

from .frames import word_class
from .slots import Slots
from .view import View

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
            return view.extent(phrase, stops)
    return _loose_prepositional(view, slots, preposition)


def same(view: View, index: int, preposition: str) -> bool:
    form = view.lower(index)
    return form == preposition or form in word_class(f"form:{preposition}")


def _loose_prepositional(view: View, slots: Slots, preposition: str) -> TokenRange | None:
    """The preposition among the clause's own words where the analysis attached its phrase to something else."""
    clause = slots.clause
    for index in clause.own:
        if view.tokens[index].pos != "ADP" or not same(view, index, preposition) or index + 1 >= clause.last:
            continue
        if index in clause.verbs or not _free(clause, index):
            continue
        if view.tokens[index + 1].pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON"}:
            return view.grown(index + 1, index + 2, slots.taken)
    return None


def _free(clause: Clause, index: int) -> bool:
    """Whether a preposition need not belong to the subject."""
    subject = clause.subject
    return subject is None or not subject.first <= index < subject.last


def accusative(view: View, slots: Slots) -> TokenRange | None:
    return _object(view, slots, slots.accusative)


def dative(view: View, slots: Slots) -> TokenRange | None:
    """The dative; in a passive it may have been taken for the subject."""
    return _object(view, slots, slots.dative or (slots.accusative if slots.clause.passive else None))


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
    return view.trimmed(marker + 1, view.grown(marker + 1, marker + 2, stops)[1])


def _judged(view: View, slots: Slots, judgement: TokenRange | None) -> TokenRange | None:
    """What the judgement is about."""
    phrase = slots.accusative
    if judgement is None or phrase is None or _empty(view, phrase):
        return judgement
    found = _object(view, slots, phrase)
    if found is None or found[0] >= judgement[0]:
        return found
    return found[0], max(found[0] + 1, min(found[1], judgement[0] - 1))


def predicate(view: View, slots: Slots) -> TokenRange | None:
    """What is judged by an adjective or noun without a particle: "nannte die Reform überflüssig"."""
    phrase = slots.accusative
    if phrase is None or _empty(view, phrase) or predicated(view, slots) is None:
        return None
    return phrase.first, _end(view, phrase)


def _end(view: View, phrase: Phrase) -> int:
    """The end of the object: a pronoun ends where the words begin that judge it."""
    return phrase.first + 1 if view.tokens[phrase.first].pos == "PRON" else phrase.last


def predicated(view: View, slots: Slots) -> TokenRange | None:
    """The adjective or noun that judges the object it stands behind."""
    clause, phrase = slots.clause, slots.accusative
    if phrase is None:
        return None
    own = [i for i in clause.own if i >= _end(view, phrase) and i not in clause.verbs and view.tokens[i].pos != "PUNCT"]
    if not own or not any(view.tokens[i].pos in {"ADJ", "NOUN", "ADV"} for i in own):
        return None
    return view.trimmed(min(own), max(own) + 1)


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
