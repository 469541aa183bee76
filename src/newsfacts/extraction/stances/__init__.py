"""Stances that words carry: verbs, judgements, adjectives, intentions and nouns with their content beside them."""

from __future__ import annotations

from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.structure import Attribution, Cast

from .attributes import attributive
from .intentions import intended
from .nouns import nominal
from .predicates import predicative
from .verbs import verbal
from .view import View

__all__ = ["attributions"]

RULES = (intended, predicative, verbal, nominal, attributive)  # the earlier reading of a word wins


def attributions(analysis: Analysis, cast: Cast) -> tuple[Attribution, ...]:
    """Every stance act of the article that a stance word of the lexicon names, in text order.

    Holders may still be pronouns; `positions` resolves them."""
    view = View(analysis, cast)
    found: dict[int, Attribution] = {}
    for rule in RULES:
        for attribution in rule(view):
            if not any(index in found for index in attribution.cue):
                found.update(dict.fromkeys(attribution.cue, attribution))
    return tuple(sorted(set(found.values()), key=lambda a: (a.content[0], a.cue)))
