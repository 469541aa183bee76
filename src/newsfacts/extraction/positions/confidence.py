"""How sure a position is: the share of right ones among those its rule found in annotated articles, smoothed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from math import sqrt
from types import MappingProxyType

from newsfacts.model import Stance
from newsfacts.resources import rows

PRIOR = 0.6  # what is believed of a rule of which nothing is known
WEIGHT = 10.0  # how many measurements the belief from the wider group is worth

Counts = tuple[int, int]
Group = tuple[str, str, str]  # rule, bearing, holder


@cache
def _measured(language: str = "de") -> Mapping[Group, Counts]:
    table = rows("lexicon", language, "rule-confidence.tsv")
    return MappingProxyType(
        {(row["rule"], row["bearing"], row["holder"]): (int(row["right"]), int(row["found"])) for row in table}
    )


@cache
def confidence(rule: str, stance: Stance, *, named: bool) -> float:
    """The confidence of a rule's positions in [0, 1], to two places; `named` where a name stands for the holder.

    Neutral statements and others count apart, and so do holders with a name and without. Belief goes from all rules to
    the rule's family to the rule itself, each time as far as there are measurements (shrinkage towards the wider
    group). Half its standard error is taken off: what was measured seldom is not trusted."""
    belief, seen = PRIOR, WEIGHT
    for name in groups(rule):
        right, found = _measured().get((name, bearing(stance), naming(named=named)), (0, 0))
        belief, seen = (right + belief * WEIGHT) / (found + WEIGHT), found + WEIGHT
    return round(belief - sqrt(belief * (1 - belief) / seen) / 2, 2)


def groups(rule: str) -> tuple[str, str, str]:
    """The groups that a rule's measurements count for, from all rules to itself."""
    return "*", rule.replace(".", "-").partition("-")[0], rule


def bearing(stance: Stance) -> str:
    """The side of the table that a stance counts on."""
    return "states" if stance == "states" else "other"


def naming(*, named: bool) -> str:
    """The side of the table that a holder counts on."""
    return "named" if named else "unnamed"
