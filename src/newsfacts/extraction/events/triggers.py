"""Finds the words of a text that may tell of an event: verbs, fixed expressions, nouns and participles before nouns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from newsfacts.analysis.structure import Clause, Token

from .grammar import Grammar
from .lexicon import Entry, Lexicon

Kind = Literal["verb", "phrase", "noun", "participle"]


class Trigger(msgspec.Struct, frozen=True):
    """A trigger: its main token, all its tokens in text order, what the lexicon says of it, and the clause it stands in."""

    token: int
    tokens: tuple[int, ...]
    entry: Entry
    kind: Kind
    clause: Clause | None


def triggers(grammar: Grammar, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """The triggers of a text in text order, at most one for each main token."""
    found: dict[int, Trigger] = {}
    for clause in grammar.analysis.clauses:
        for trigger in _of_clause(grammar, lexicon, clause):
            found.setdefault(trigger.token, trigger)
    for token in grammar.tokens:
        if trigger := _nominal(grammar, lexicon, token.index):
            found.setdefault(token.index, trigger)
    taken = {token for trigger in found.values() if trigger.kind == "phrase" for token in trigger.tokens}
    return tuple(found[at] for at in sorted(found) if found[at].kind == "phrase" or at not in taken)


def _of_clause(grammar: Grammar, lexicon: Lexicon, clause: Clause) -> Iterator[Trigger]:
    if clause.verb < 0:
        return
    for entry in lexicon.phrases.get(clause.lemma, ()):
        beside = [at for at in clause.own if grammar.tokens[at].text in entry.words]
        if beside:
            yield Trigger(clause.verb, tuple(sorted((beside[0], clause.verb))), entry, "phrase", clause)
            return
    barred = lexicon.unless.get(clause.lemma, frozenset())
    if (entry := lexicon.verbs.get(clause.lemma)) and not any(grammar.tokens[at].text in barred for at in clause.own):
        yield Trigger(clause.verb, (clause.verb,), entry, "verb", clause)


def _nominal(grammar: Grammar, lexicon: Lexicon, at: int) -> Trigger | None:
    token = grammar.tokens[at]
    before = grammar.tokens[at - 1].text.lower() if at else ""
    if _common(token) and before not in lexicon.unless.get(token.text, frozenset()) and (entry := lexicon.noun(token.lemma, token.text)):
        return Trigger(at, (at,), entry, "noun", grammar.clause(at))
    if token.pos == "ADJ" and (entry := lexicon.adjectives.get(token.lemma.casefold())) and grammar.nominal_head(at):
        return Trigger(at, (at,), entry, "participle", grammar.clause(at))
    return None


def _common(token: Token) -> bool:
    """Whether a token is a common noun, or a compound that the tagger took for a name."""
    return token.pos == "NOUN" or (token.pos == "PROPN" and not token.entity)
