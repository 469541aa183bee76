"""What a position is about: the lemmas of the nouns that carry its content, so that positions meet across articles."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from newsfacts.analysis.structure import Token
from newsfacts.resources import rows

from .stances.view import View
from .structure import TokenRange

MOST = 6  # issues kept of one content


@cache
def _generic(language: str = "de") -> frozenset[str]:
    return frozenset(row["noun"] for row in rows("lexicon", language, "generic-nouns.tsv"))


def issues(view: View, content: Sequence[TokenRange]) -> tuple[str, ...]:
    """The lemmas of the content's nouns in text order, each once; without actors, times and nouns of no matter."""
    found = [
        _modern(token) for first, last in content for token in view.tokens[first:last] if _names_a_matter(view, token)
    ]
    return tuple(dict.fromkeys(found))[:MOST]


def _modern(token: Token) -> str:
    """The lemma in the spelling of the text, where the lemma keeps an older one (the sharp s)."""
    return token.lemma if "ß" in token.text else token.lemma.replace("ß", "ss")


def _names_a_matter(view: View, token: Token) -> bool:
    if token.pos != "NOUN" or token.entity in {"PER", "LOC"} or len(token.lemma) < 3:
        return False
    if token.lemma in _generic() or not token.lemma[0].isalpha():
        return False
    return view.cast.animacy(token.index, token.index + 1) < 0.5
