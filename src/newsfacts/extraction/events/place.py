"""Where an event takes place: a prepositional phrase with a place name near its trigger."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from newsfacts import resources
from newsfacts.extraction.structure import TokenRange

from .grammar import Grammar
from .triggers import Trigger

NEAR = 5  # tokens between a noun and the preposition of its place


@cache
def _words(language: str, kind: str) -> dict[str, int]:
    rows = resources.rows("lexicon", language, "places.tsv")
    return {row["word"]: int(row["rank"]) for row in rows if row["kind"] == kind}


def place(grammar: Grammar, trigger: Trigger) -> TokenRange | None:
    """The tokens of the place name of a trigger, None where nothing near names one."""
    found = min(_candidates(grammar, trigger), default=None)
    return (found[2], found[3]) if found else None


def _candidates(grammar: Grammar, trigger: Trigger) -> Iterator[tuple[int, int, int, int]]:
    """(rank, distance, first, last) of each place name after a preposition in the trigger's clause or phrase."""
    ranks = _words(grammar.analysis.article.language, "preposition")
    sentence = grammar.analysis.sentences[grammar.analysis.sentence_of[trigger.token]]
    clause = grammar.analysis.clause_of[trigger.token]
    for at in range(sentence.first, sentence.last):
        rank = ranks.get(grammar.preposition(at))
        if rank is None:
            continue
        near = trigger.kind == "noun" and 0 < at - trigger.token <= NEAR
        if not near and grammar.analysis.clause_of[at] != clause:
            continue
        name = _name(grammar, at + 1, sentence.last)
        if name and not _of_another(grammar, trigger, at, name[1]):
            yield rank - near, abs(at - trigger.token), *name


def _name(grammar: Grammar, start: int, stop: int) -> TokenRange | None:
    """The place name that begins at `start`, articles and adjectives before it passed over, a part of it kept."""
    parts = _words(grammar.analysis.article.language, "part")
    at = start
    while at < stop and grammar.tokens[at].pos in ("DET", "ADJ") and not grammar.tokens[at].entity:
        at += 1
    first = at
    if at < stop and grammar.tokens[at].pos == "NOUN" and not grammar.tokens[at].entity:
        at += 1
        first = first if grammar.tokens[first].lemma.lower() in parts else at
    if at >= stop or grammar.tokens[at].entity != "LOC":
        return None
    last = at + 1
    while last < stop and grammar.tokens[last].entity == "LOC" and not grammar.tokens[last].entity_start:
        last += 1
    return first, last


def _of_another(grammar: Grammar, trigger: Trigger, at: int, last: int) -> bool:
    """Whether the phrase after the preposition at `at` belongs to the noun right before it, not to the trigger."""
    governor = grammar.tokens[grammar.head(at + 1, last)].head
    return governor == at - 1 != trigger.token and grammar.tokens[governor].pos == "NOUN"
