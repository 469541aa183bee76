"""The words that mark an attribution."""

from __future__ import annotations

from .lexicon import Verb
from .predicates import Predicate, further
from .view import View


def cue(seen: View, predicate: Predicate, entry: Verb) -> tuple[int, ...]:
    """The verb with its auxiliaries and particle, the words its frame asks for, and the correlate ("davon")."""
    found = set(predicate.verbs)
    for at in further(seen, predicate, entry):
        found.update((at - 1, at) if seen.nominal(at) and seen.tokens[at - 1].pos == "DET" else (at,))
    start = max(predicate.finite, predicate.segment.first)
    found.update(at for at in predicate.region if at > start and _correlate(seen, predicate, entry, at))
    found.update(at for at in predicate.region if seen.has(at, "expletive") and _expletive(predicate, entry, at))
    return tuple(sorted(at for at in found if at >= 0))


def _correlate(seen: View, predicate: Predicate, entry: Verb, at: int) -> bool:
    """Whether a correlate ("davon") at the clause's end points to the message; "dazu" only with verbs of asking."""
    if not seen.has(at, "correlate") or not _last_words(predicate, at):
        return False
    return entry.addressee == "acc" or not seen.has(at, "directive")


def _expletive(predicate: Predicate, entry: Verb, at: int) -> bool:
    """Whether an "es" stands for the message: "hält es für möglich", "es wird vermutet"."""
    beside = abs(at - predicate.finite) == 1
    return beside and ((predicate.passive and at < predicate.finite) or (bool(entry.words) and at > predicate.finite))


def _last_words(predicate: Predicate, at: int) -> bool:
    """A correlate points to what follows only near the end of its clause."""
    behind = [other for other in predicate.region if other > at and other not in predicate.verbs]
    return not behind
