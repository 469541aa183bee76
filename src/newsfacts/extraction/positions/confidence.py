"""How sure a position is: the share of right ones among those its rule found in annotated articles, smoothed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from newsfacts.resources import rows

PRIOR, WEIGHT = 0.6, 6.0  # what is believed of a rule never measured, and how many measurements that is worth


@cache
def _measured(language: str = "de") -> Mapping[str, tuple[int, int]]:
    table = rows("lexicon", language, "rule-confidence.tsv")
    return MappingProxyType({row["rule"]: (int(row["right"]), int(row["found"])) for row in table})


def confidence(rule: str) -> float:
    """The confidence of a rule's facts in [0, 1], to two places; a rule never measured takes its family's."""
    right, found = _measured().get(rule) or _measured().get(rule.rpartition(".")[0], (0, 0))
    return round((right + PRIOR * WEIGHT) / (found + WEIGHT), 2)
