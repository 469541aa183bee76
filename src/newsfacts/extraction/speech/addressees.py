"""To whom something is said: named by a preposition, or an object of the verb."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.extraction.structure import TokenRange

from .holders import subject
from .lexicon import Verb
from .phrases import head_of, noun_phrase
from .predicates import Predicate
from .view import View


def addressee(seen: View, predicate: Predicate, entry: Verb, taken: TokenRange | None) -> TokenRange | None:
    """To whom it is said; `taken` are the words of the speaker."""
    limit = predicate.unit.segments[predicate.closing].last
    tokens = [at for at in seen.visible(_start(predicate), limit) if not taken or not taken[0] <= at < taken[1]]
    for at in tokens:
        if seen.has(at, "addressee"):
            end = noun_phrase(seen, at + 1, limit)
            if end > at + 1:
                return at + 1, end
    if entry.addressee not in ("*", "dat", "acc"):
        return _prepositional(seen, tokens, limit, entry.addressee)
    if entry.addressee == "acc" and predicate.passive:
        return subject(seen, predicate)
    fits = {"dat": _dative, "acc": _accusative}.get(entry.addressee)
    if fits is None:
        return None
    phrases = list(_phrases(seen, predicate, tokens, limit))
    found = next((phrase for phrase in phrases if fits(seen, predicate, phrase)), None)
    if found is None and entry.stance == "accuses":
        # whoever is accused is an object of the verb, and a name shows no case
        found = next((phrase for phrase in phrases if seen.tokens[phrase[0]].entity), None)
    return found


def _start(predicate: Predicate) -> int:
    """Where to look from: the whole unit's first constituent belongs to a verb that opens no clause of its own."""
    return predicate.segment.first


def _prepositional(seen: View, tokens: list[int], limit: int, preposition: str) -> TokenRange | None:
    for at in tokens:
        if seen.words[at].startswith(preposition) and seen.tokens[at].pos == "ADP":
            end = noun_phrase(seen, at + 1, limit)
            if end > at + 1 and (seen.tokens[head_of(seen, at + 1, end)].entity or seen.nominal(end - 1)):
                return at + 1, end
    return None


def _phrases(seen: View, predicate: Predicate, tokens: list[int], limit: int) -> Iterator[TokenRange]:
    """The noun phrases of the clause that no preposition governs, those before the verb only where they are oblique."""
    done = -1
    for at in tokens:
        if at < done or seen.tokens[at].pos in ("VERB", "AUX", "PUNCT", "ADV", "PART", "CCONJ"):
            continue
        end = noun_phrase(seen, at + (seen.tokens[at].pos == "ADP"), limit)
        if end <= at:
            continue
        done = end
        if (
            seen.tokens[at].pos != "ADP"
            and not _idle(seen, at, end)
            and (at > predicate.finite or seen.has(at, "oblique"))
        ):
            yield at, end


def _idle(seen: View, first: int, last: int) -> bool:
    """Whether the phrase is a time, a reflexive or only stands for the message."""
    head = head_of(seen, first, last)
    return seen.has(first, "reflexive", "expletive", "anaphor", "correlate", "demonstrative") or seen.has(head, "time")


def _dative(seen: View, _: Predicate, phrase: TokenRange) -> bool:
    """Whether the phrase may be dative: by its article, or a body named without one right behind verb or speaker."""
    first = phrase[0]
    token = seen.tokens[first]
    if seen.has(first, "dative_pronoun", "dative"):
        return True
    if seen.has(first, "genitive"):
        return token.case in ("Dat", "Gen") and (token.pos == "DET")
    return (token.pos == "PROPN" and token.entity == "ORG") or (token.case == "Dat" and token.pos == "NOUN")


def _accusative(seen: View, predicate: Predicate, phrase: TokenRange) -> bool:
    """Whether the phrase is somebody who can be asked or accused: named, a pronoun, or with an article for people."""
    head = seen.tokens[head_of(seen, *phrase)]
    if seen.has(phrase[0], "pronoun_subject"):
        return False
    return (
        bool(head.entity)
        or head.pos == "PRON"
        or (
            not predicate.subordinate
            and head.pos == "NOUN"
            and not head.text.endswith(seen.lexicon.endings("abstract"))
        )
    )
