"""Learned judgements: how likely a candidate is a fact that a careful reader would write down.

The rules find candidates and say what they know of them in features: named conditions that hold or numbers, never words
of a text. A logistic regression over them, learned from annotated articles by `train/judgements.py`, weighs them up.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from typing import Literal

from newsfacts import resources

Kind = Literal["event", "actor", "position"]
Features = Mapping[str, float]
BIAS = "*"  # how the weight is named that every candidate has


def probability(kind: Kind, features: Features, language: str = "de") -> float:
    """How likely a candidate with these features is a fact, in [0, 1]; features without a weight say nothing."""
    weights = _weights(kind, language)
    total = weights[BIAS] + sum(weights.get(name, 0.0) * value for name, value in features.items())
    return 1 / (1 + math.exp(-total))


@cache
def _weights(kind: Kind, language: str) -> Mapping[str, float]:
    rows = resources.rows("lexicon", language, "judgements.tsv")
    return {row["feature"]: float(row["weight"]) for row in rows if row["kind"] == kind}
