"""Finds the words of a text that may tell of an event: verbs, fixed expressions, nouns and participles before nouns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from newsfacts.analysis.structure import Clause, Token

from .grammar import Grammar
from .lexicon import Entry, Lexicon

Kind = Literal["verb", "phrase", "noun", "participle"]
VERBAL = frozenset({"verb", "phrase"})


class Trigger(msgspec.Struct, frozen=True):
    """A trigger: its main token, all its tokens in text order, what the lexicon says of it, and its clause."""

    token: int
    tokens: tuple[int, ...]
    entry: Entry
    kind: Kind
    clause: Clause | None


def triggers(grammar: Grammar, lexicon: Lexicon) -> tuple[Trigger, ...]:
    """The triggers of a text in text order, at most one for each main token."""
    found: dict[int, Trigger] = {}
    for clause in grammar.analysis.clauses:
        for verbal in _of_clause(grammar, lexicon, clause):
            found.setdefault(verbal.token, verbal)
    for token in grammar.tokens:
        if nominal := _nominal(grammar, lexicon, token.index):
            found.setdefault(token.index, nominal)
    taken = {token for trigger in found.values() if trigger.kind == "phrase" for token in trigger.tokens}
    return tuple(found[at] for at in sorted(found) if found[at].kind == "phrase" or at not in taken)


def _of_clause(grammar: Grammar, lexicon: Lexicon, clause: Clause) -> Iterator[Trigger]:
    if clause.verb < 0:
        return
    words = {grammar.tokens[at].text: at for at in clause.own}
    for phrase in lexicon.phrases.get(clause.lemma, ()):
        beside = [at for word, at in words.items() if word in phrase.words or _ends(grammar, clause, at, phrase)]
        if beside:
            yield Trigger(clause.verb, tuple(sorted((beside[0], clause.verb))), phrase, "phrase", clause)
            return
    entry = lexicon.verbs.get(clause.lemma)
    if entry and lexicon.unless.get(clause.lemma, frozenset()).isdisjoint(words):
        yield Trigger(clause.verb, (clause.verb,), entry, "verb", clause)


def _ends(grammar: Grammar, clause: Clause, at: int, phrase: Entry) -> bool:
    """Whether a word has an end that belongs to the expression ("wurde Ministerpräsident"), and is not its subject."""
    token, subject = grammar.tokens[at], clause.subject
    inside = subject is not None and subject.first <= at < subject.last
    return token.pos == "NOUN" and not inside and token.text.lower().endswith(phrase.ends)


def _nominal(grammar: Grammar, lexicon: Lexicon, at: int) -> Trigger | None:
    token = grammar.tokens[at]
    if _common(token) and (noun := lexicon.noun(token.lemma, token.text)):
        beside = {grammar.tokens[n].text.lower() for n in (at - 1, at + 1) if 0 <= n < len(grammar.tokens)}
        if beside.isdisjoint(lexicon.unless.get(token.text, frozenset())):
            return Trigger(at, (at,), noun, "noun", grammar.clause(at))
    if token.pos == "ADJ" and (word := lexicon.adjectives.get(token.lemma.casefold())) and grammar.nominal_head(at):
        return Trigger(at, (at,), word, "participle", grammar.clause(at))
    return None


def _common(token: Token) -> bool:
    """Whether a token is a common noun, or a compound that the tagger took for a name."""
    return token.pos == "NOUN" or (token.pos == "PROPN" and not token.entity)
