"""Mends parts of speech that spelling rules out: German nouns have capitals, and nothing else has inside a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from .structure import Sentence, Token
from .wordforms import WordForms

_NOUN, _ADJECTIVE, _VERB = "NOUN", "ADJ", "VERB"
_INFLECTED = ("e", "en", "er", "es", "em")
_BETWEEN = frozenset(("ADP", "NOUN", "PROPN", "ADV", "NUM", "ADJ", "PART"))
_QUOTES = frozenset('„“”"»«‚‘›‹')
_BACK = 9  # words back to the article at most
_HYPHENS = ("-", "\u2010", "\u2011")


@dataclass(frozen=True, slots=True)
class _Repair:
    """Tokens tagged as one of `pos` that HanTa takes for a tag with `prefix` (first, or among others `anywhere`) become
    `becomes`."""

    pos: frozenset[str]
    prefix: str
    becomes: str
    anywhere: bool = False


_LOWER = (_Repair(frozenset(("NOUN", "PROPN")), "ADJ", _ADJECTIVE, anywhere=True),)
_UPPER = (
    _Repair(frozenset(("VERB", "AUX", "ADP", "SCONJ", "ADV")), "NN", _NOUN),
    _Repair(frozenset(("VERB", "AUX")), "NE", "PROPN"),
)


def retag(tokens: Sequence[Token], sentences: Sequence[Sentence], forms: WordForms) -> tuple[Token, ...]:
    """The tokens with their parts of speech mended; the first word of a sentence is left as it is."""
    mended = list(tokens)
    for sentence in sentences:
        for index in range(sentence.first + 1, sentence.last):
            token = tokens[index]
            if not any(char.isalpha() for char in token.text):
                continue
            if len(token.text) > 2 and token.text.endswith(_HYPHENS):
                mended[index] = _as(token, _NOUN)
            elif _attributive(tokens, index, sentence, forms):
                mended[index] = _as(token, _ADJECTIVE)
            elif _predicate(tokens, index, sentence, forms):
                mended[index] = _as(token, _VERB)
            elif tokens[index - 1].pos != "PUNCT":
                repairs = _UPPER if token.text[0].isupper() else _LOWER
                mended[index] = _mended(token, repairs, forms)
    return tuple(mended)


def _attributive(tokens: Sequence[Token], index: int, sentence: Sentence, forms: WordForms) -> bool:
    """Whether a word taken for a verb or noun is the adjective of the noun behind it: an article before it waits for
    that noun ("die im Delta verendeten Enten", "der Deutsche Judobund")."""
    token = tokens[index]
    if index + 1 >= sentence.last or token.pos not in ("NOUN", "PROPN", "VERB"):
        return False
    quoted = tokens[index + 1].text in _QUOTES and index + 2 < sentence.last
    following = tokens[index + 2] if quoted else tokens[index + 1]
    if following.pos != _NOUN or not token.text.lower().endswith(_INFLECTED):
        return False
    if token.pos == "VERB":
        return "ADJ(A)" in forms[token.text].tags and _waits(tokens, index, sentence)
    return tokens[index - 1].pos == "DET" and "ADJ(A)" in forms[token.text.lower()].tags[:1]


def _predicate(tokens: Sequence[Token], index: int, sentence: Sentence, forms: WordForms) -> bool:
    """Whether a word taken for an adjective or article is a verb, as no noun follows it: "sie bekannte sich", "wollen
    sich einigen"."""
    token = tokens[index]
    if index + 1 >= sentence.last or token.text[0].isupper():
        return False
    following, tags = tokens[index + 1], forms[token.text].tags
    if token.pos in ("DET", "PRON") and following.pos == "PUNCT":
        return "VV(INF)" in tags
    inflected = token.pos == _ADJECTIVE and token.text.endswith(_INFLECTED)
    return inflected and following.pos in ("PRON", "DET") and "VV(FIN)" in tags and not _waits(tokens, index, sentence)


def _waits(tokens: Sequence[Token], index: int, sentence: Sentence) -> bool:
    """Whether an article before a token has not met its noun: a preposition, adverb or mark stands right behind it."""
    for before in range(index - 1, max(sentence.first, index - _BACK) - 1, -1):
        pos = tokens[before].pos
        if pos == "NUM" and tokens[before + 1].pos == "ADP":
            return before + 1 < index
        if pos == "DET" or (pos == "PRON" and tokens[before].relation == "det"):
            behind = tokens[before + 1]
            return before + 1 == index or behind.pos in ("ADP", "ADV") or behind.text in _QUOTES
        if pos not in _BETWEEN and tokens[before].text not in _QUOTES:
            return False
    return False


def _mended(token: Token, repairs: Sequence[_Repair], forms: WordForms) -> Token:
    tags = forms[token.text].tags
    for repair in repairs:
        considered = tags if repair.anywhere else tags[:1]
        if token.pos in repair.pos and any(tag.startswith(repair.prefix) for tag in considered):
            return _as(token, repair.becomes)
    return token


def _as(token: Token, pos: str) -> Token:
    if token.pos == pos:
        return token
    return msgspec.structs.replace(token, pos=pos, form="", mood="", tense="", person="")
