"""Speakers that are no subject: the agent of a passive, the paper something stands in, whom somebody quotes."""

from __future__ import annotations

from newsfacts.extraction.structure import TokenRange

from .phrases import appositions, head_of, noun_phrase, person
from .predicates import Predicate
from .view import View


def agent(seen: View, predicate: Predicate) -> TokenRange | None:
    """The "von" phrase of a passive, where an actor stands in it."""
    for at in _clause_tokens(seen, predicate):
        if seen.has(at, "agent") and not (at and seen.nominal(at - 1) and not _opens(seen, predicate, at)):
            end = noun_phrase(seen, at + 1, predicate.unit.end)
            if end > at + 1 and not temporal(seen, at + 1, end):
                return at + 1, end
    return None


def _opens(seen: View, predicate: Predicate, at: int) -> bool:
    return at == predicate.segment.first or seen.tokens[at - 1].pos in ("VERB", "AUX", "PRON")


def medium(seen: View, predicate: Predicate) -> TokenRange | None:
    """The paper or speech in which it stands: "in einem Bericht der Zeitung", "aus Kreisen der Partei"."""
    for at in _clause_tokens(seen, predicate):
        if not seen.has(at, "medium"):
            continue
        end = noun_phrase(seen, at + 1, predicate.unit.end)
        if end <= at + 1:
            continue
        head = head_of(seen, at + 1, end)
        lemma = seen.tokens[head].lemma
        if seen.lexicon.source(lemma) or seen.lexicon.noun(lemma) or seen.words[head] in seen.lexicon.words("circles"):
            return at + 1, end
        beside = at == predicate.segment.first or (predicate.first_in and at > predicate.finite)
        if beside and seen.has(at, "from") and not temporal(seen, at + 1, end):
            return at + 1, end
    return None


def _clause_tokens(seen: View, predicate: Predicate) -> list[int]:
    """The visible tokens of the predicate's clause, the rest of its segment included."""
    start = predicate.region[0] if predicate.region else predicate.segment.first
    if predicate.first_in and not predicate.coordinated:
        start = predicate.unit.first
    return list(seen.visible(start, predicate.segment.last))


def cited(seen: View, predicate: Predicate, subject: TokenRange) -> TokenRange | None:
    """Whom the subject quotes: "die Zeitung zitiert die Ministerin mit den Worten"."""
    if predicate.subordinate or not any("u" in entry.frames for entry in predicate.entries(seen)):
        return None
    at = max(predicate.finite + 1, subject[1] if subject[0] > predicate.finite else 0)
    while at < predicate.segment.last and seen.tokens[at].pos == "ADV":
        at += 1
    end = noun_phrase(seen, at, predicate.segment.last)
    named = end > at and (person(seen, end - 1) or seen.has(at, "oblique") or seen.tokens[at].case == "Acc")
    return (at, appositions(seen, end, predicate.segment.last)) if named and not seen.hidden[at] else None


def temporal(seen: View, first: int, last: int) -> bool:
    head = head_of(seen, first, last)
    return seen.words[head] in seen.lexicon.words("time")
