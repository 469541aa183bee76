"""What a judgement says: "als Fehler" criticises, "als Erfolg" praises."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import cast

import msgspec

from newsfacts.extraction.structure import TokenRange
from newsfacts.model import Stance
from newsfacts.resources import rows

from .frames import word_class
from .view import View

BLAMING = frozenset({"criticises", "accuses"})
SHORT = 4  # letters of a noun too short to be told at the end of a compound
REACH = 5  # tokens between a negator and the word it denies


class Evaluation(msgspec.Struct, frozen=True):
    """The stance an evaluating word makes, and the one it makes when denied."""

    plain: Stance | None
    denied: Stance | None


def _stance(field: str) -> Stance | None:
    return None if field == "-" else cast("Stance", field)


@cache
def _evaluations(language: str = "de") -> Mapping[str, Evaluation]:
    table = rows("lexicon", language, "evaluations.tsv")
    return MappingProxyType({row["word"]: Evaluation(_stance(row["stance"]), _stance(row["denied"])) for row in table})


def judged(view: View, content: TokenRange, since: int | None = None) -> Stance | None:
    """The stance of the last evaluating word in `content`, turned around by a negator before it, at the earliest at
    `since`; None for none."""
    negators = word_class("negator")
    start = content[0] if since is None else since
    for index in reversed(range(*content)):
        found = _evaluation(view, index)
        if found is not None:
            before = range(max(start, index - REACH), index)
            denied = any(view.lower(i) in negators and view.lower(i + 1) not in word_class("adding") for i in before)
            denied = denied or (index > start and view.lower(index - 1) in word_class("diminisher"))
            stance = found.denied if denied else found.plain
            if stance == "demands" and _attributive(view, index):
                stance = "praises"
            if stance is not None:
                return stance
    return None


def _attributive(view: View, index: int) -> bool:
    """Whether an adjective stands with its noun, where need and weight are praise: "an important step"."""
    behind = view.tokens[index + 1] if index + 1 < len(view.tokens) else None
    return view.tokens[index].pos == "ADJ" and behind is not None and behind.pos in {"NOUN", "ADJ"}


def _evaluation(view: View, index: int) -> Evaluation | None:
    """What the token evaluates as: by its lemma or form, of a compound by its last part where that blames."""
    token, table = view.tokens[index], _evaluations()
    if token.pos != "NOUN":
        form = view.lower(index)
        return table.get(token.lemma) or table.get(form) or _by_ending(token.lemma) or _compared(form)
    return table.get(token.lemma) or _compound(token.lemma.lower())


def _compared(form: str) -> Evaluation | None:
    """What the adjective evaluates as whose comparative the form is."""
    endings = sorted(word_class("ending-comparative"), key=len, reverse=True)
    stems = (form.removesuffix(ending) for ending in endings if form.endswith(ending))
    return next((found for stem in stems if (found := _evaluations().get(stem)) is not None), None)


def _by_ending(lemma: str) -> Evaluation | None:
    """What an adjective evaluates as by its last part: "…widrig" blames, "…bewusst" praises."""
    if lemma in word_class("ending-blame") | word_class("ending-praise"):
        return None
    if lemma.endswith(tuple(word_class("ending-blame"))):
        return Evaluation("criticises", None)
    return Evaluation("praises", None) if lemma.endswith(tuple(word_class("ending-praise"))) else None


@cache
def _compound(lemma: str) -> Evaluation | None:
    table = _evaluations()
    found = (i for i in range(2, len(lemma) - SHORT) if lemma[i:].capitalize() in table)
    evaluation = table[lemma[at:].capitalize()] if (at := next(found, -1)) >= 0 else None
    return evaluation if evaluation is not None and evaluation.plain in BLAMING else None


def evaluated(view: View, content: TokenRange, default: Stance) -> Stance:
    """The stance of the judgement in `content`, `default` where it does not evaluate."""
    found = judged(view, content)
    if default == "states":
        justified = any(view.tokens[i].lemma in word_class("justifying") for i in range(*content))
        found = "supports" if found == "demands" else found
        return "praises" if found == "supports" and not justified else found or default
    return "accuses" if (default, found) == ("criticises", "accuses") else default


def lacking(view: View, content: TokenRange, default: Stance) -> Stance:
    """The stance of a neutral report whose object is named as missing or failed: "points to the lack of …"."""
    first, last = content
    near = [view.tokens[i].lemma for i in range(first, min(first + 3, last))]
    if default != "states":
        return default
    if any(lemma in word_class("danger") for lemma in near):
        return "warns"
    return "criticises" if any(lemma.lower() in word_class("lack") for lemma in near[:2]) else default
