"""Stance adjectives with a copula: "ist zu Gesprächen bereit", "zeigte sich besorgt über die Lage"."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Attribution, TokenRange

from .evaluation import judged
from .filling import complement
from .frames import frames, word_class
from .slots import SURE, slots
from .verbs import CONFIDENCE, framed, hypothetical
from .view import View


def predicative(view: View) -> Iterator[Attribution]:
    """The stances of the clauses whose predicate is a stance adjective."""
    for clause in view.analysis.clauses:
        simple = view.tokens[clause.verb].lemma if clause.verb >= 0 else ""
        linked = clause.lemma in word_class("copula") or (
            simple in word_class("copula") and clause.lemma.removesuffix(simple) in frames("adjective")
        )
        if linked and not hypothetical(view, clause):
            found = next(_of_clause(view, clause), None) or next(_in_eyes(view, clause), None)
            if found is not None:
                yield found


def _in_eyes(view: View, clause: Clause) -> Iterator[Attribution]:
    """What somebody finds of the subject: "für Huber ist der Plan ein Fehler"."""
    holder = _beholder(view, clause)
    subject = clause.subject
    if holder is None or subject is None or clause.lemma not in word_class("being"):
        return
    said = range(subject.first, subject.last)
    found = [i for i in clause.own if i > clause.finite and i not in said and view.tokens[i].pos != "PUNCT"]
    stance = judged(view, (min(found), max(found) + 1), clause.first) if found else None
    content = complement(view, slots(view, clause)) or (subject.first, subject.last)
    if stance is not None and content[1] - content[0] > 0 and view.lower(content[0]) not in word_class("placeholder"):
        yield Attribution(
            kind="stance",
            content=(content,),
            stance=stance,
            rule="stance.judgement.eyes",
            confidence=CONFIDENCE,
            lexeme=view.tokens[clause.verb].lemma,
            cue=tuple(clause.verbs) or (clause.finite,),
            source=holder,
            holder=holder,
        )


def _beholder(view: View, clause: Clause) -> TokenRange | None:
    """The actor before the finite verb for whom something is so."""
    for phrase in clause.obliques:
        fronted = clause.first <= phrase.preposition < clause.finite
        if fronted and view.lower(phrase.preposition) in word_class("for"):
            found = (phrase.first, phrase.last)
            return found if view.animacy(found) >= SURE else None
    return None


def _of_clause(view: View, clause: Clause) -> Iterator[Attribution]:
    known = None
    for index in clause.own:
        if view.tokens[index].pos == "ADP" and not _predicates(view, clause, index):
            continue
        for frame in frames("adjective").get(_stem(view, index), ()):
            known = known or slots(view, clause)
            for found in framed(view, known, frame):
                yield _with_cue(found, clause, index)
                return


def _predicates(view: View, clause: Clause, index: int) -> bool:
    """Whether a preposition can be the predicate ("is against it"): with nothing else in its place."""
    before = view.tokens[index - 1] if index > 0 else None
    attribute = before is not None and before.pos in {"NOUN", "PROPN"} and before.index != clause.finite - 1
    return clause.lemma in word_class("being") and len(clause.verbs) <= 2 and not attribute


def _stem(view: View, index: int) -> str:
    """The word a predicative adjective is listed under: it does not inflect, so its form will do."""
    token = view.tokens[index]
    return view.lower(index) if token.pos in {"ADJ", "ADV", "VERB", "AUX", "PRON", "X", "NOUN", "ADP"} else ""


def _with_cue(found: Attribution, clause: Clause, index: int) -> Attribution:
    cue = tuple(sorted({*clause.verbs, index}))
    return Attribution(
        kind=found.kind,
        content=found.content,
        stance=found.stance,
        rule=found.rule,
        confidence=found.confidence,
        lexeme=found.lexeme,
        cue=cue,
        source=found.source,
        holder=found.holder,
        addressee=found.addressee,
        over=found.over,
    )
