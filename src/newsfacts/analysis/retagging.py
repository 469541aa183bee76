"""Mends parts of speech that spelling rules out: German nouns have capitals, and nothing else has inside a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from .structure import Sentence, Token
from .wordforms import WordForms

_NOUN, _ADJECTIVE = "NOUN", "ADJ"
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
            elif tokens[index - 1].pos != "PUNCT":
                repairs = _UPPER if token.text[0].isupper() else _LOWER
                mended[index] = _mended(token, repairs, forms)
    return tuple(mended)


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
