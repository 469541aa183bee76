"""Stances that words carry: verbs, judgements, adjectives, intentions and nouns with their content beside them."""

from __future__ import annotations

from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.structure import Attribution, Cast

from .intentions import intended
from .nouns import nominal
from .predicates import predicative
from .verbs import verbal
from .view import View

__all__ = ["attributions"]

RULES = (predicative, verbal, intended, nominal)


def attributions(analysis: Analysis, cast: Cast) -> tuple[Attribution, ...]:
    """Every stance act of the article that a stance word of the lexicon names, in text order.

    Holders may still be pronouns; `positions` resolves them."""
    view = View(analysis, cast)
    found = {(a.cue, a.content): a for rule in reversed(RULES) for a in rule(view)}
    return tuple(sorted(found.values(), key=lambda a: (a.content[0], a.cue)))
