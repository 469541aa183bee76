"""Analyses written as text: "Die/DET Firma/NOUN sagte/VERB.Fin:sagen" gives the tokens that the speech rules read.

A token is word/POS, then in any order .Form, :lemma, @Case, #ENTITY, +Number; a bar ends a sentence; German quotation
marks make quotations.
"""

from __future__ import annotations

import re

from newsfacts.analysis.structure import Analysis, Quotation, Sentence, Token
from newsfacts.extraction import speech
from newsfacts.extraction.structure import Attribution
from newsfacts.model import Article

_PART = re.compile(r"([.:@#+])([^.:@#+]+)")


def analysis(sketch: str) -> Analysis:
    """The analysis that a sketch stands for, without clause frames."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    words: list[str] = []
    first = offset = 0
    for piece in [*sketch.split(), "|"]:
        if piece == "|":
            if len(tokens) > first:
                sentences.append(Sentence(len(sentences), first, len(tokens)))
            first = len(tokens)
            continue
        word, _, rest = piece.rpartition("/") if "/" in piece else (piece, "", "PUNCT")
        tokens.append(_token(len(tokens), offset, word, rest))
        words.append(word)
        offset += len(word) + 1
    sentence_of = tuple(n for n, s in enumerate(sentences) for _ in range(s.first, s.last))
    return Analysis(
        Article("a", " ".join(words)),
        tuple(tokens),
        tuple(sentences),
        _quotations(words),
        (),
        sentence_of,
        (-1,) * len(tokens),
    )


def _token(index: int, offset: int, word: str, rest: str) -> Token:
    pos, *_ = re.split(r"[.:@#+]", rest)
    marks = dict(_PART.findall(rest))
    return Token(
        index, offset, offset + len(word), word, marks.get(":", word if pos == "NOUN" else word.lower()), pos,
        case=marks.get("@", ""), number=marks.get("+", ""), form=marks.get(".", ""), entity=marks.get("#", ""),
        entity_start=bool(marks.get("#")),
    )  # fmt: skip


def _quotations(words: list[str]) -> tuple[Quotation, ...]:
    found, opened = [], -1
    for at, word in enumerate(words):
        if word == "„":
            opened = at
        elif word == "“" and opened >= 0:
            found.append(Quotation(opened, at + 1))
            opened = -1
    return tuple(found)


def read(sketch: str) -> tuple[Analysis, tuple[Attribution, ...]]:
    """The analysis of a sketch and the attributions found in it."""
    made = analysis(sketch)
    return made, speech.attributions(made)


def told(sketch: str) -> list[tuple[str, str, str]]:
    """Rule, source and message of each attribution, in words."""
    made, found = read(sketch)
    return [
        (a.rule, made.text(*a.source) if a.source else "", " … ".join(made.text(*part) for part in a.content))
        for a in found
    ]
