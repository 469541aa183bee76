"""Noun phrases of an analysis for whoever extracts: by token, by head, by preposition; their conjuncts and attributes.

A *base* phrase reaches from the article to the noun with its name ("der neue Minister Udo Wer"), a *maximal* one also
covers genitives, prepositional attributes, appositions and coordinated phrases, relative clauses left out. All
functions take time in proportion to what is near, not to the article.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from .structure import Analysis, NounPhrase, Phrase

_BACK = 60  # a phrase that covers a token begins at most so many phrases before it


def noun_phrases(analysis: Analysis, *, maximal: bool = False) -> tuple[Phrase, ...]:
    """All noun phrases by first token: the base phrases, or with `maximal` those that are part of no other."""
    if maximal:
        return tuple(found.maximal for found in analysis.noun_phrases if found.part_of < 0 and not found.inner)
    return tuple(found.base for found in analysis.noun_phrases)


def phrase_at(analysis: Analysis, token: int, *, maximal: bool = False) -> Phrase | None:
    """The innermost base phrase that covers a token, or with `maximal` the widest maximal one; None where none does."""
    covering = [found for found in _near(analysis, token) if (found.maximal if maximal else found.base).first <= token]
    if maximal:
        around = [found.maximal for found in covering if token < found.maximal.last]
        return max(around, key=lambda phrase: phrase.last - phrase.first, default=None)
    inside = [found.base for found in covering if token < found.base.last]
    return min(inside, key=lambda phrase: phrase.last - phrase.first, default=None)


def phrase_of(analysis: Analysis, head: int, *, maximal: bool = True) -> Phrase | None:
    """The noun phrase whose head is this token, None where it heads none."""
    found = _headed(analysis, head)
    if found is None:
        return None
    return found.maximal if maximal else found.base


def governed(analysis: Analysis, preposition: int) -> Phrase | None:
    """The maximal phrase that a preposition or postposition governs, None where it governs none."""
    for found in _near(analysis, preposition + 3):
        if found.base.preposition == preposition:
            return found.maximal
    return None


def conjuncts(analysis: Analysis, phrase: Phrase) -> tuple[Phrase, ...]:
    """The phrases that "A, B und C" coordinates, each maximal without the others; the phrase alone where it is not
    coordinated. The conjuncts of a longer chain are found through each other."""
    place = _place(analysis, phrase.head)
    if place < 0:
        return (phrase,)
    members = [place, *_linked(analysis, place, "conjunct")]
    return tuple(_without_conjuncts(analysis, member) for member in sorted(members))


def attributes(analysis: Analysis, phrase: Phrase, link: str = "genitive") -> tuple[Phrase, ...]:
    """The maximal phrases attached straight to this one: genitives, `attribute` (prepositional) or `apposition`. For
    "genitive" also the name before its noun ("Netanjahus" in "Netanjahus Büro")."""
    place = _place(analysis, phrase.head)
    if place < 0:
        return ()
    found = [analysis.noun_phrases[other].maximal for other in _children(analysis, place, link)]
    if link == "genitive":
        base = analysis.noun_phrases[place].base
        inner = (other for other in _near(analysis, base.head) if other.inner and other.base.first == base.first)
        found.extend(other.base for other in inner if other.base.last <= base.head)
    return tuple(found)


def possible_cases(analysis: Analysis, phrase: Phrase) -> frozenset[str]:
    """The cases that the phrase's form allows: more than one where only sense can tell subject from object."""
    found = _headed(analysis, phrase.head)
    return frozenset(found.cases) if found is not None else frozenset(filter(None, (phrase.case,)))


def outer(analysis: Analysis, phrase: Phrase) -> Phrase | None:
    """The phrase that this one is part of as genitive, attribute, apposition or conjunct, None where of none."""
    found = _headed(analysis, phrase.head)
    if found is None or found.part_of < 0:
        return None
    return analysis.noun_phrases[found.part_of].maximal


def _near(analysis: Analysis, token: int) -> Iterator[NounPhrase]:
    """The phrases that begin at or shortly before a token, nearest last."""
    end = bisect_right(analysis.noun_phrases, token, key=lambda found: found.base.first)
    yield from analysis.noun_phrases[max(0, end - _BACK) : end]


def _place(analysis: Analysis, head: int) -> int:
    end = bisect_right(analysis.noun_phrases, head, key=lambda found: found.base.first)
    for place in range(end - 1, max(-1, end - _BACK), -1):
        if analysis.noun_phrases[place].base.head == head:
            return place
    return -1


def _headed(analysis: Analysis, head: int) -> NounPhrase | None:
    place = _place(analysis, head)
    return analysis.noun_phrases[place] if place >= 0 else None


def _children(analysis: Analysis, place: int, link: str) -> list[int]:
    """The phrases attached to one: they begin inside its maximal phrase."""
    last = analysis.noun_phrases[place].maximal.last
    end = bisect_left(analysis.noun_phrases, last, key=lambda found: found.base.first)
    return [
        other
        for other in range(place + 1, end)
        if analysis.noun_phrases[other].part_of == place and analysis.noun_phrases[other].link == link
    ]


def _linked(analysis: Analysis, place: int, link: str) -> Iterator[int]:
    for other in _children(analysis, place, link):
        yield other
        yield from _linked(analysis, other, link)


def _without_conjuncts(analysis: Analysis, place: int) -> Phrase:
    found = analysis.noun_phrases[place]
    last = found.base.last
    for other in range(place + 1, len(analysis.noun_phrases)):
        child = analysis.noun_phrases[other]
        if child.base.first >= found.maximal.last:
            break
        if child.part_of == place and child.link != "conjunct":
            last = max(last, child.maximal.last)
    return Phrase(found.base.first, last, found.base.head, found.base.case, found.base.preposition)
