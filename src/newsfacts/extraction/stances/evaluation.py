"""What a judgement says: "als Fehler" criticises, "als Erfolg" praises."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import cast

from newsfacts.extraction.structure import TokenRange
from newsfacts.model import Stance
from newsfacts.resources import rows

from .frames import word_class
from .view import View

OPPOSITE: Mapping[Stance, Stance] = MappingProxyType(
    {"praises": "criticises", "supports": "criticises", "criticises": "supports", "considers": "rejects"}
)


@cache
def _evaluations(language: str = "de") -> Mapping[str, Stance]:
    return MappingProxyType(
        {row["word"]: cast("Stance", row["stance"]) for row in rows("lexicon", language, "evaluations.tsv")}
    )


def judged(view: View, content: TokenRange) -> Stance | None:
    """The stance of the last evaluating word in `content`, turned around by a negator before it; None for none."""
    table, negators = _evaluations(), word_class("negator")
    for index in reversed(range(*content)):
        found = table.get(view.tokens[index].lemma) or table.get(view.lower(index))
        if found is not None:
            denied = any(view.lower(i) in negators for i in range(max(content[0], index - 3), index))
            return OPPOSITE.get(found) if denied else found
    return None


def evaluated(view: View, content: TokenRange, default: Stance) -> Stance:
    """The stance of the judgement in `content`, `default` where it does not evaluate."""
    found = judged(view, content)
    if default == "states":
        return found or default
    return "accuses" if (default, found) == ("criticises", "accuses") else default
