"""Participles before their noun: "die vom Verband geforderte Reform", "eine von der EU erhobene Forderung nach …"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from types import MappingProxyType

from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.resources import rows

from .frames import frames, word_class
from .slots import SURE
from .verbs import about
from .view import View

CONFIDENCE = 0.7  # before calibration
REACH = 10  # tokens from an agent's preposition to its participle at most
ENDINGS = ("em", "en", "er", "es", "e")
PARTICIPIAL = frozenset({"ADJ", "VERB"})


@cache
def _participles(language: str = "de") -> Mapping[str, str]:
    table = rows("lexicon", language, "stance-participles.tsv")
    return MappingProxyType({row["participle"]: row["lemma"] for row in table})


def attributive(view: View) -> Iterator[Attribution]:
    """The stances of participles that stand with their agent before the noun they judge."""
    for token in view.tokens:
        lemma = _lemma(view, token.index) if token.pos in PARTICIPIAL else ""
        holder = agent_before(view, token.index) if lemma else None
        if holder is None or view.animacy(holder) < SURE or token.index + 1 >= len(view.tokens):
            continue
        frame = next((f for f in frames("verb").get(lemma, ()) if not f.words and "acc" in f.content), None)
        content = view.trimmed(*view.grown(token.index + 1, token.index + 2))
        if frame is not None and frame.about and (content is None or not about(view, content, frame.about)):
            continue
        if frame is not None and content is not None and view.tokens[token.index + 1].pos in {"ADJ", "NOUN", "PROPN"}:
            yield Attribution(
                kind="noun",
                content=(content,),
                stance=frame.stance,
                rule="stance.attribute",
                confidence=CONFIDENCE,
                lexeme=lemma,
                cue=(token.index,),
                source=holder,
                holder=holder,
            )


def _lemma(view: View, index: int) -> str:
    """The verb of an inflected participle, empty for other words."""
    form, known = view.lower(index), _participles()
    return next((known[form[: -len(end)]] for end in ENDINGS if form.endswith(end) and form[: -len(end)] in known), "")


def agent_before(view: View, participle: int) -> TokenRange | None:
    """The agent inside a noun phrase, between its preposition and the participle."""
    start = view.analysis.sentences[view.analysis.sentence_of[participle]].first
    for index in range(participle - 2, max(start, participle - REACH) - 1, -1):
        token = view.tokens[index]
        if token.pos in {"VERB", "AUX", "PUNCT"}:
            return None
        if token.pos == "ADP" and view.lower(index) in word_class("agent"):
            return index + 1, participle
    return None
