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
    table, negators = _evaluations(), word_class("negator")
    start = content[0] if since is None else since
    for index in reversed(range(*content)):
        found = table.get(view.tokens[index].lemma) or (
            table.get(view.lower(index)) if view.tokens[index].pos != "NOUN" else None
        )
        if found is not None:
            denied = any(view.lower(i) in negators for i in range(max(start, index - REACH), index))
            stance = found.denied if denied else found.plain
            if stance is not None:
                return stance
    return None


def evaluated(view: View, content: TokenRange, default: Stance) -> Stance:
    """The stance of the judgement in `content`, `default` where it does not evaluate."""
    found = judged(view, content)
    if default == "states":
        return found or default
    return "accuses" if (default, found) == ("criticises", "accuses") else default


def lacking(view: View, content: TokenRange, default: Stance) -> Stance:
    """The stance of a neutral report whose object is named as missing or failed: "points to the lack of …"."""
    first, last = content
    missed = any(view.tokens[i].lemma.lower() in word_class("lack") for i in range(first, min(first + 2, last)))
    return "criticises" if default == "states" and missed else default
