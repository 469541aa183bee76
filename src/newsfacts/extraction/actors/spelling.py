"""Compares spellings of names: marks over letters, transliterations, and a letter wrong."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache

FOLDS = str.maketrans("łŁøØđĐıßŹ", "lLoOdDisZ")
ARTICLE_LETTERS = 2  # of the Arabic article before a hyphen
SHORTEST_MISSPELT = 7  # shorter names differ by a letter too often
ALIKE = (("tsch", "c"), ("dsch", "j"), ("sch", "s"), ("sh", "s"), ("zh", "s"), ("ch", "c"), ("kh", "c"), ("w", "v"),
         ("y", "i"), ("z", "s"), ("ei", "ai"), ("ow", "ov"), ("oe", "o"), ("ae", "a"), ("ue", "u"))  # fmt: skip


@cache
def folded_name(name: str) -> str:
    """A name without marks over letters and without case, for comparing spellings."""
    plain = unicodedata.normalize("NFKD", name.translate(FOLDS)).rstrip(".")
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()


@cache
def sounded(name: str) -> str:
    """A surname without its Arabic article, in one of the spellings that other alphabets allow."""
    article, hyphen, rest = folded_name(name).partition("-")
    word = rest if hyphen and len(article) == ARTICLE_LETTERS else folded_name(name)
    for spelling, plain in ALIKE:
        word = word.replace(spelling, plain)
    return "".join(c for at, c in enumerate(word) if at == 0 or c != word[at - 1])


def spellings(name: str) -> Iterator[str]:
    """The keys that two spellings of one surname share: its sound, and that with each letter left out."""
    sound = sounded(name)
    if len(sound) >= SHORTEST_MISSPELT - 1:
        yield sound
    if len(sound) >= SHORTEST_MISSPELT:
        yield from (sound[:at] + sound[at + 1 :] for at in range(len(sound)))


def near(one: str, other: str) -> bool:
    """Whether two words sound the same, or differ by one letter left out, put in, wrong or out of place."""
    a, b = sounded(one), sounded(other)
    if a == b:
        return True
    if min(len(a), len(b)) < SHORTEST_MISSPELT - 1 or abs(len(a) - len(b)) > 1:
        return False
    first = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    a, b = a[first:], b[first:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
