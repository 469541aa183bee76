"""What a position is about: the nouns that carry its content, specific enough that positions meet across articles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from newsfacts.analysis.structure import Analysis, Token
from newsfacts.resources import rows

from .stances.frames import word_class
from .stances.view import View
from .structure import TokenRange

MOST = 6  # issues kept of one content
REACH = 5  # tokens from a noun to the noun that qualifies it


@cache
def _generic(language: str = "de") -> frozenset[str]:
    return frozenset(row["noun"] for row in rows("lexicon", language, "generic-nouns.tsv"))


def issues(view: View, content: Sequence[TokenRange], known: Mapping[str, str]) -> tuple[str, ...]:
    """The matters of the content in text order, each once; without actors, times and nouns of no matter.

    A broad noun ("agreement") is given with what qualifies it ("agreement with Iran"), or not at all, so that unrelated
    quarrels stay apart; `known` are the `compounds` of the article."""
    found = [
        _label(view, token, known)
        for first, last in content
        for token in view.tokens[first:last]
        if _matters(view, token)
    ]
    return tuple(dict.fromkeys(label for label in found if label is not None))[:MOST]


def _label(view: View, token: Token, known: Mapping[str, str]) -> str | None:
    """The noun's lemma; of a broad noun with its attribute, or the compound that the article has of it, if any."""
    lemma = _modern(token)
    if lemma not in word_class("broad"):
        return lemma
    return _qualified(view, token, lemma) or known.get(lemma)


def _modern(token: Token) -> str:
    """The lemma in the spelling of the text, where the lemma keeps an older one (the sharp s)."""
    return token.lemma if "ß" in token.text else token.lemma.replace("ß", "ss")


def _qualified(view: View, token: Token, lemma: str) -> str | None:
    """The noun with the genitive or prepositional attribute behind it."""
    at, limit = token.index + 1, view.analysis.sentences[view.analysis.sentence_of[token.index]].last
    if at >= limit:
        return None
    opener = view.tokens[at]
    if opener.pos == "PROPN" and opener.case == "Gen":
        return f"{lemma} {opener.text}"
    genitive = opener.pos == "DET" and opener.case == "Gen"
    if not genitive and not (opener.pos == "ADP" and view.lower(at) in word_class("attributing")):
        return None
    noun = _noun_behind(view, at + 1, min(limit, at + REACH))
    if noun is None:
        return None
    return f"{lemma} {opener.text} {noun.text}" if genitive else f"{lemma} {view.lower(at)} {_modern(noun)}"


def _noun_behind(view: View, first: int, last: int) -> Token | None:
    """The first noun behind articles and adjectives, if it says something."""
    for token in view.tokens[first:last]:
        if token.pos in {"NOUN", "PROPN"}:
            return token if token.lemma not in _generic() and token.lemma not in word_class("time") else None
        if token.pos not in {"DET", "ADJ", "NUM"}:
            return None
    return None


def compounds(analysis: Analysis) -> Mapping[str, str]:
    """Broad nouns and the one compound that the article, its headline included, has of each."""
    broad = {head.lower(): head for head in word_class("broad")}
    lengths = sorted({len(head) for head in broad})
    found: dict[str, set[str]] = {}
    nouns = {(token.text, _modern(token)) for token in analysis.tokens if token.pos == "NOUN"}
    headline = re.findall(r"\b[^\W\d_]\w+", analysis.article.title or "")
    nouns |= {(word, word) for word in headline if word[0].isupper()}
    for forms in nouns:
        ends = {form[-length:]: form for form in forms for length in lengths}  # the lemma's before the word's
        for end in ends.keys() & broad.keys():
            found.setdefault(broad[end], set()).add(ends[end])
    return {head: next(iter(lemmas)) for head, lemmas in found.items() if len(lemmas) == 1}


def _matters(view: View, token: Token) -> bool:
    if token.pos != "NOUN" or token.entity in {"PER", "LOC"} or len(token.lemma) < 3:
        return False
    if token.lemma in _generic() or not token.lemma[0].isalpha():
        return False
    return view.cast.animacy(token.index, token.index + 1) < 0.5
