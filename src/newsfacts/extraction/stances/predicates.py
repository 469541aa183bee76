"""Stance adjectives with a copula: "ist zu Gesprächen bereit", "zeigte sich besorgt über die Lage"."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Attribution

from .frames import frames, word_class
from .slots import slots
from .verbs import framed, hypothetical
from .view import View


def predicative(view: View) -> Iterator[Attribution]:
    """The stances of the clauses whose predicate is a stance adjective."""
    for clause in view.analysis.clauses:
        if clause.lemma in word_class("copula") and not hypothetical(view, clause):
            yield from _of_clause(view, clause)


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
