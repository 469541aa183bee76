"""Nouns that announce a message: "die Forderung, …", "seine Ankündigung, …", "äußerte die Hoffnung, …"."""

from __future__ import annotations

import msgspec

from .agents import agent
from .holders import Holder, reduced, speaker
from .lexicon import Noun
from .phrases import head_of, noun_phrase
from .predicates import Predicate
from .view import Segment, View

VERB_SECOND = "v"  # the frame of a clause without a subjunction, as speech-verbs.tsv writes it
_BACK = 14


class NounCue(msgspec.Struct, frozen=True):
    """A message noun at the end of a segment, with its holder; `inside` where its clause goes on behind the message,
    `light` where it makes one cue with a light verb."""

    noun: Noun
    cue: tuple[int, ...]
    holder: Holder | None
    inside: bool
    light: bool = False


def noun_cue(seen: View, segment: Segment, predicates: tuple[Predicate, ...], letter: str) -> NounCue | None:
    """The message noun that ends the segment and takes the frame, or None."""
    shown = [at for at in seen.visible(segment.first, segment.last) if seen.tokens[at].pos != "PUNCT"]
    closing = [at for at in shown if seen.tokens[at].pos in ("VERB", "AUX", "PART", "ADP")]
    last = _phrase_end(shown, closing)
    for at in reversed([at for at in shown if last - _BACK <= at < last]):
        noun = seen.lexicon.noun(seen.tokens[at].lemma) if seen.nominal(at) else None
        if not noun:
            continue
        if not _reaches(seen, at, last):
            break
        if letter not in noun.frames or _sourced(seen, at):
            return None
        if letter == VERB_SECOND and last <= shown[-1] and not _light(seen, segment, predicates):
            return None  # "hat den Vorschlag angenommen, er habe ihn abgelehnt": the clause goes on with another story
        return _found(seen, segment, predicates, (at, last), noun)
    return _object_noun(seen, segment, predicates, letter)


def opening_noun(seen: View, segment: Segment, letter: str) -> NounCue | None:
    """The message noun that opens a segment, with whose it is: "das Fazit von X nach drei Jahren: …"."""
    last = noun_phrase(seen, segment.first, segment.last)
    at = head_of(seen, segment.first, last) if last > segment.first else -1
    noun = seen.lexicon.noun(seen.tokens[at].lemma) if at >= 0 and seen.nominal(at) else None
    holder = _own_holder(seen, at, last) if noun and letter in noun.frames else None
    return NounCue(noun, tuple(range(segment.first, at + 1)), holder, False) if noun and holder else None


def _light(seen: View, segment: Segment, predicates: tuple[Predicate, ...]) -> bool:
    """Whether the segment's verb only carries its noun."""
    return any(p.segment.index == segment.index and p.lemma in seen.lexicon.words("light") for p in predicates)


def _object_noun(seen: View, segment: Segment, predicates: tuple[Predicate, ...], letter: str) -> NounCue | None:
    """The message noun that a light verb has as its object or subject, though other words stand behind it ("wurden
    Vorwürfe gegen den Minister erhoben")."""
    light = next(
        (p for p in predicates if p.segment.index == segment.index and p.lemma in seen.lexicon.words("light")), None
    )
    for at in light.region if light else ():
        noun = seen.lexicon.noun(seen.tokens[at].lemma) if seen.nominal(at) else None
        told = seen.lexicon.source(noun.lemma) if noun else ""
        if light and noun and letter in noun.frames and (not told or (told == "saying" and at < light.finite)):
            return _found(seen, segment, predicates, (at, at + 1), noun)
    return None


def _phrase_end(shown: list[int], closing: list[int]) -> int:
    """Where the last noun phrase ends: before the verbs that close the clause ("hat die Hoffnung geäußert, dass")."""
    at = len(shown)
    while at and shown[at - 1] in closing:
        at -= 1
    return shown[at - 1] + 1 if at else -1


def _sourced(seen: View, at: int) -> bool:
    """Whether a source preposition governs the noun ("nach Meinung von …"): then its clause is not the noun's."""
    before = at - 1 if seen.tokens[at - 1].pos == "ADP" else at - 2
    return any(preposition.word == seen.words[before] for preposition in seen.lexicon.prepositions)


def _reaches(seen: View, at: int, last: int) -> bool:
    """Whether only what belongs to the noun lies between it and the end."""
    return noun_phrase(seen, at, last) >= last


def _found(
    seen: View, segment: Segment, predicates: tuple[Predicate, ...], extent: tuple[int, int], noun: Noun
) -> NounCue:
    at, last = extent
    article = at - 1 if at > segment.first and seen.tokens[at - 1].pos in ("DET", "ADP") else at
    here = [p for p in predicates if p.segment.index == segment.index]
    light = next((p for p in reversed(here) if p.lemma in seen.lexicon.words("light")), None)
    carried = light or _carrier(seen, here, article)
    holder = None
    if carried is not None and not _is_subject(seen, carried, at):
        holder = speaker(seen, carried, tuple(p for p in predicates if p.verb < carried.verb))
    holder = holder or _own_holder(seen, at, last)
    if holder is None and carried is not None and (by := agent(seen, carried)):
        holder = reduced(seen, by)
    light = light or next((p for p in here if p.lemma in seen.lexicon.words("impersonal_light")), None)
    cue = {article, at} if article != at and seen.tokens[article].pos == "DET" else {at}
    if light is not None:
        cue.update(light.verbs)
    main_follows = not here or any(p.finite > at for p in here)
    return NounCue(noun, tuple(sorted(cue)), holder, main_follows or not light, light is not None)


def _carrier(seen: View, here: list[Predicate], article: int) -> Predicate | None:
    """The verb whose subject says what the noun announces: "trat ihm mit dem Argument entgegen, …"."""
    carried = seen.has(article, "with") or seen.has(article - 1, "with")
    return here[-1] if here and carried else None


def _own_holder(seen: View, at: int, last: int) -> Holder | None:
    """The genitive, the "von" phrase or the possessive of the noun."""
    if at and seen.has(at - 1, "possessive"):
        return Holder((at - 1, at), (at - 1, at))
    if at and _possessor(seen, at - 1):
        return Holder((at - 1, at), (at - 1, at))
    if at + 1 < len(seen.tokens) and at + 1 <= last and _possessor(seen, at + 1):
        return Holder((at + 1, at + 2), (at + 1, at + 2))
    if at + 1 < last and seen.has(at + 1, "genitive"):
        return reduced(seen, (at + 1, last))
    if at + 1 < last and seen.has(at + 1, "agent"):
        return reduced(seen, (at + 2, last))
    return None


def _possessor(seen: View, at: int) -> bool:
    """Whether a name in the genitive stands at `at` ("Meiers Forderung", "die Forderung Meiers")."""
    token = seen.tokens[at]
    named = token.entity in ("PER", "ORG", "LOC") and not seen.hidden[at]
    return named and token.pos == "PROPN" and seen.words[at].endswith(seen.lexicon.endings("possessor"))


def _is_subject(seen: View, predicate: Predicate, at: int) -> bool:
    holder = speaker(seen, predicate)
    return holder is not None and head_of(seen, *holder.source) == at
