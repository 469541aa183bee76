"""Finds the words of a text that may tell of an event: verbs, fixed expressions, nouns and participles before nouns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import msgspec

from newsfacts.analysis.structure import Clause, Phrase, Token

from .grammar import Grammar
from .lexicon import Entry, Lexicon

Kind = Literal["verb", "phrase", "noun", "participle"]
INTRANSITIVE = "0"  # stands among the prepositions of an expression for a clause without an object
SCORE = re.compile(r"\d{1,3}:\d{1,3}")
ANY_SCORE = "0:0"  # stands among the words of an expression for all scores
REACH = 6  # tokens from a noun to the one that tells which deed it is
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
    if score := next((at for word, at in words.items() if SCORE.fullmatch(word)), 0):
        words[ANY_SCORE] = score
    for phrase in lexicon.phrases.get(clause.lemma, ()):
        beside = -1 if not phrase.without.isdisjoint(words) else _beside(grammar, clause, words, phrase)
        if beside >= 0:
            yield Trigger(clause.verb, tuple(sorted({beside, clause.verb})), phrase, "phrase", clause)
            return
    entry = lexicon.verbs.get(clause.lemma)
    if entry and not _otherwise(grammar, clause, words, lexicon.unless.get(clause.lemma, frozenset())):
        yield Trigger(clause.verb, (clause.verb,), entry, "verb", clause)


def _beside(grammar: Grammar, clause: Clause, words: dict[str, int], phrase: Entry) -> int:
    """The token that makes a verb the expression, the verb itself where a phrase beside it does, or -1."""
    for word, at in words.items():
        if word in phrase.words or (phrase.ends and _ends(grammar, clause, at, phrase)):
            return at
    if phrase.subjects and any(_head(grammar, found).endswith(phrase.subjects) for found in _doers(clause)):
        return clause.verb
    if INTRANSITIVE in phrase.prepositions and not clause.objects and not clause.passive:
        return clause.verb
    return -1 if phrase.prepositions.isdisjoint(_prepositions(grammar, clause)) else clause.verb


def _prepositions(grammar: Grammar, clause: Clause) -> Iterator[str]:
    yield from (grammar.preposition(found.preposition) for found in clause.obliques if found.preposition >= 0)


def _otherwise(grammar: Grammar, clause: Clause, words: dict[str, int], unless: frozenset[str]) -> bool:
    """Whether a verb tells of something else: beside some words, or without an object beside some prepositions."""
    if not unless.isdisjoint(words):
        return True
    intransitive = not clause.objects and not clause.passive
    return intransitive and any(f"@{found}" in unless for found in _prepositions(grammar, clause))


def _doers(clause: Clause) -> Iterator[Phrase]:
    """The subject of a clause, of a passive what stands after a preposition."""
    if clause.passive:
        yield from clause.obliques
    elif clause.subject is not None:
        yield clause.subject


def _head(grammar: Grammar, phrase: Phrase) -> str:
    return grammar.tokens[phrase.head].text.lower()


def _ends(grammar: Grammar, clause: Clause, at: int, phrase: Entry) -> bool:
    """Whether a word has an end that belongs to the expression ("wurde Ministerpräsident"), and is not its subject."""
    token, subject = grammar.tokens[at], clause.subject
    inside = subject is not None and subject.first <= at < subject.last
    return token.pos == "NOUN" and not inside and token.text.lower().endswith(phrase.ends)


def _nominal(grammar: Grammar, lexicon: Lexicon, at: int) -> Trigger | None:
    token = grammar.tokens[at]
    if _common(token) and (joint := _joint(grammar, lexicon, at)):
        return Trigger(at, (at,), joint, "noun", grammar.clause(at))
    if _common(token) and (noun := lexicon.noun(token.lemma, token.text)):
        beside = {grammar.tokens[n].text.lower() for n in (at - 1, at + 1) if 0 <= n < len(grammar.tokens)}
        over = f"@{grammar.governed(at)}" in lexicon.unless.get(f"~{noun.lemma}", frozenset())
        if not over and beside.isdisjoint(lexicon.unless.get(token.text, frozenset())):
            return Trigger(at, (at,), noun, "noun", grammar.clause(at))
    if token.pos == "ADJ" and (word := lexicon.adjectives.get(token.lemma.casefold())) and grammar.nominal_head(at):
        return Trigger(at, (at,), word, "participle", grammar.clause(at))
    return None


def _joint(grammar: Grammar, lexicon: Lexicon, at: int) -> Entry | None:
    """The entry of a noun that tells of a deed with one of some words soon after it ("Bildung einer Regierung")."""
    entries = lexicon.joined.get(grammar.tokens[at].lemma.casefold(), ())
    if not entries:
        return None
    last = grammar.analysis.sentences[grammar.analysis.sentence_of[at]].last
    after = [grammar.tokens[n] for n in range(at + 1, min(at + REACH, last))]
    for entry in entries:
        if any(t.text in entry.words or (t.pos == "NOUN" and t.text.lower().endswith(entry.ends)) for t in after):
            return entry
    return None


def _common(token: Token) -> bool:
    """Whether a token is a common noun, or a compound that the tagger took for a name."""
    return token.pos == "NOUN" or (token.pos == "PROPN" and not token.entity)
