"""Compares declined phrases: words without their case and without the endings of adjectives and nouns."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

SHORTEST_STEM = 4
ENDINGS = ("es", "en", "em", "er", "e", "s", "n")


def folded(words: Sequence[str]) -> tuple[str, ...]:
    """The words without case and without the endings of adjectives and nouns, for comparing declined phrases."""
    return tuple(_fold(word) for word in words)


@cache
def _fold(word: str) -> str:
    low = word.lower()
    for ending in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= SHORTEST_STEM:
            return low[: len(low) - len(ending)]
    return low
