"""Verbs of speech that a tagger took for something else, set right before the rules look for them."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from newsfacts.analysis.structure import Analysis, Token

from .lexicon import Lexicon

_NOUNS = frozenset(("NOUN", "PROPN"))


def repaired(analysis: Analysis, lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens; regular forms of verbs of speech with their lemma, and as verbs where an attribute cannot stand."""
    starts = frozenset(sentence.first for sentence in analysis.sentences)
    quoted = frozenset(quotation.last + 1 for quotation in analysis.quotations)
    tokens = list(analysis.tokens)
    for before, token in pairwise(analysis.tokens):
        lemma = lexicon.regular(token.text) if not lexicon.verbs(token.lemma) else ""
        if lemma and token.pos == "VERB":
            tokens[token.index] = msgspec.structs.replace(token, lemma=lemma)
        elif token.index in quoted and before.text == "," and token.pos != "NOUN" and _quotes(lexicon, token.text):
            tokens[token.index] = msgspec.structs.replace(token, lemma=token.text, pos="VERB", form="Fin")
        elif before.index in starts and _says(analysis, lexicon, token):
            lemma = lexicon.regular(token.text)
            tokens[token.index] = msgspec.structs.replace(token, lemma=lemma, pos="VERB", form="Fin")
    return tuple(tokens)


def _quotes(lexicon: Lexicon, word: str) -> bool:
    """Whether a word has the form of a plural, the infinitive's too, of a verb that may stand behind a quotation."""
    return any({"p", "q"} & set(verb.frames) for verb in lexicon.verbs(word))


def _says(analysis: Analysis, lexicon: Lexicon, token: Token) -> bool:
    """Whether a word behind a pronoun that opens its sentence is a verb: "Das" is no article of the noun behind it."""
    behind = token.index + 1
    if token.pos == "VERB" or behind >= len(analysis.tokens) or not lexicon.regular(token.text):
        return False
    opening, noun = analysis.tokens[token.index - 1].text.lower(), analysis.tokens[behind]
    if opening not in lexicon.words("anaphor") or noun.pos not in _NOUNS:
        return opening in lexicon.words("anaphor") and noun.pos == "DET"
    article = opening in lexicon.words("article_neuter")
    return not article or noun.gender != "Neut" or noun.number == "Plur"
