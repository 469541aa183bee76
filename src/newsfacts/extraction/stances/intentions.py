"""Intentions said by a modal verb: "will die Reform dem Parlament vorlegen" announces, with a negation it rejects."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Attribution, TokenRange

from .frames import frames, word_class
from .slots import SURE, Slots, slots
from .verbs import CONFIDENCE, hypothetical
from .view import View


def intended(view: View) -> Iterator[Attribution]:
    """What the actors of the text say they will or will not do."""
    for clause in view.analysis.clauses:
        if clause.modal not in word_class("intention") or clause.finite < 0 or hypothetical(view, clause):
            continue
        if clause.lemma in word_class("unwilled") or _evidential(view, clause) or _flipped(view, clause):
            continue
        if clause.modal in word_class("wish") and clause.mood != "Sub":
            continue  # "mag er auch …" concedes
        if _narrated(view, clause) or _general(view, clause) or _expresses(view, clause) or _silent(view, clause):
            continue
        found = _intention(view, slots(view, clause))
        if found is not None:
            yield found


def _narrated(view: View, clause: Clause) -> bool:
    """Whether a past will only tells why or how something happened: a deed cut short, a crime, an aside."""
    if clause.tense != "Past" or clause.mood == "Sub" or clause.modal in word_class("wish"):
        return False
    aside = clause.marker >= 0 and view.lower(clause.marker) in word_class("cutting")
    stopped = any(
        child.marker >= 0 and view.lower(child.marker) in word_class("interrupting")
        for child in view.children.get(clause.index, ())
    )
    nobody = clause.subject is not None and view.lower(clause.subject.first) in word_class("indefinite")
    done = nobody or clause.lemma in word_class("misdeed") | word_class("errand")
    return not view.negated(clause) and (aside or stopped or done)


def _expresses(view: View, clause: Clause) -> bool:
    """Whether what is wanted is only to express a stance that a noun names: "their displeasure"."""
    if clause.lemma not in word_class("expressing"):
        return False
    return any(view.tokens[i].lemma in frames("noun") for i in clause.own)


def _silent(view: View, clause: Clause) -> bool:
    """Whether all that is not wanted is to say something: "would not give any details"."""
    return view.negated(clause) and any(view.tokens[i].lemma in word_class("comment") for i in clause.own)


def _general(view: View, clause: Clause) -> bool:
    """Whether a relative clause only tells which of many are meant: "all who want to …"."""
    if clause.kind != "relative":
        return False
    found = view.antecedent(clause)
    quoted = any(q.first <= clause.first and clause.last <= q.last for q in view.analysis.quotations)
    return found is not None and (quoted or any(view.lower(i) in word_class("generic") for i in range(*found)))


def _evidential(view: View, clause: Clause) -> bool:
    """Whether the modal reports a claim about the past ("will nichts gewusst haben")."""
    verbs = [view.tokens[i] for i in clause.verbs]
    perfect = any(verb.lemma in word_class("perfect") and verb.index != clause.finite for verb in verbs)
    return perfect and any(verb.form == "Part" for verb in verbs)


def _flipped(view: View, clause: Clause) -> bool:
    """Whether the lexical verb is a stance whose negation says more than a refusal ("will nicht ausschließen")."""
    return view.negated(clause) and any(
        f.negated for f in frames("verb").get(clause.lemma, ()) if f.stance == "rejects"
    )


def _intention(view: View, known: Slots) -> Attribution | None:
    clause, holder = known.clause, known.subject
    if holder is None or clause.passive or view.animacy(holder) < SURE:
        return None
    content = planned(view, clause, holder)
    if content is None:
        return None
    refused = _refused(view, clause, content)
    return Attribution(
        kind="stance",
        content=_affirmed(view, clause, content) if refused else (content,),
        stance="rejects" if refused else "announces",
        rule="stance.intention",
        confidence=CONFIDENCE,
        lexeme=clause.modal,
        cue=(clause.finite,) if clause.finite >= 0 else (clause.verb,),
        source=holder,
        holder=holder,
    )


def _refused(view: View, clause: Clause, content: TokenRange) -> bool:
    """Whether the clause says what its subject will not do, instead of what it will give up or do instead."""
    if not view.negated(clause) or _replaced(view, content):
        return False
    negator = next((i for i in clause.own if view.lower(i) in word_class("negator")), -1)
    ceasing = any(view.lower(i) in word_class("ceasing") for i in range(negator + 1, min(negator + 3, clause.last)))
    return not (ceasing and view.lower(negator) in word_class("particle-negator"))


def _affirmed(view: View, clause: Clause, content: TokenRange) -> tuple[TokenRange, ...]:
    """What is refused, without the negator that the stance stands for."""
    first, last = content
    negator = next((i for i in clause.own if view.lower(i) in word_class("particle-negator")), -1)
    if not first <= negator < last:
        return (content,)
    parts = (view.trimmed(first, negator), view.trimmed(negator + 1, last))
    return tuple(part for part in parts if part is not None) or (content,)


def _replaced(view: View, content: TokenRange) -> bool:
    """Whether what is not wanted gives way to something that is ("nicht …, sondern …")."""
    last = view.analysis.sentences[view.analysis.sentence_of[content[0]]].last
    return any(view.lower(i) in word_class("replacing") for i in range(content[0], last))


def _fronted(view: View, clause: Clause, subject: TokenRange) -> TokenRange | None:
    """The object before the finite verb, which alone says what is to be done: "this too they want to find out"."""
    if clause.kind != "main" or subject[0] < clause.finite:
        return None
    for phrase in (*clause.objects, clause.subject):
        if phrase is None or phrase.preposition >= 0 or view.tokens[phrase.first - 1].pos == "ADP":
            continue
        if clause.first <= phrase.first and phrase.last <= clause.finite:
            return view.trimmed(clause.first, clause.finite)
    return None


def planned(view: View, clause: Clause, subject: TokenRange) -> TokenRange | None:
    """The words of the clause behind its finite verb and subject: what is to be done."""
    finite = clause.finite
    fronted = _fronted(view, clause, subject)
    if fronted is not None:
        return fronted
    if clause.kind in {"relative", "complement", "adverbial"} and not clause.verb_second:
        first = subject[1] if clause.first <= subject[0] < clause.last else clause.first + 1
        last = finite if finite > first else clause.last
    else:
        first, last = finite + 1, clause.last
        if subject[0] == first:
            first = subject[1]
    last = min(
        [last, *(c.first for c in view.children.get(clause.index, ()) if c.kind == "adverbial" and c.first > first)]
    )
    while (
        first < last
        and view.tokens[first].pos in {"ADV", "PART", "PUNCT"}
        and view.lower(first) not in word_class("negator")
    ):
        first += 1
    return view.trimmed(first, last)
