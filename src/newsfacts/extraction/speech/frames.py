"""Frames put after or into the message: "…, sagte X", "…, so X", "wie X mitteilte, …"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.model import Stance

from .addressees import addressee
from .confidence import confidence
from .cues import cue
from .extents import trimmed
from .holders import Holder, reduced, speaker
from .lexicon import Verb
from .phrases import appositions, head_of, noun_phrase
from .predicates import Predicate
from .view import Segment, Unit, View

_INSERTED = ("inserted", "quote-inserted")  # the rules here: for words of another and for quotations
_LOOK_AHEAD = 4
_STATES: Stance = "states"


class Frame(msgspec.Struct, frozen=True):
    """The frame's segments `[opens, closes)` in its unit, with what it says."""

    opens: int
    closes: int
    start: int
    stance: Stance
    lexeme: str
    cue: tuple[int, ...]
    holder: Holder | None
    addressee: TokenRange | None = None


def inserted(seen: View, unit: Unit, predicates: tuple[Predicate, ...]) -> Iterator[Attribution]:
    """The messages of a unit with their frame behind, inside or (with "wie") before them."""
    for segment in unit.segments:
        frame = _thus(seen, unit, segment) or _as_told(seen, unit, segment, predicates)
        if frame and all(_speaks(seen, entry, frame) for entry in seen.lexicon.verbs(frame.lexeme)):
            yield from _around(seen, unit, frame, segment)
    for predicate in predicates:
        entry = _says_behind(seen, unit, predicate)
        frame = _verb_frame(seen, predicate, entry) if entry else None
        if frame and entry and not (_sure(seen, entry, frame) and _speaks(seen, entry, frame)):
            continue
        if frame and (frame.holder or (entry and "s" in entry.frames) or seen.hidden[predicate.segment.first]):
            yield from _around(seen, unit, frame, predicate.segment)


def _says_behind(seen: View, unit: Unit, predicate: Predicate) -> Verb | None:
    """The entry of a verb that opens its segment behind what it says, or None."""
    opens = predicate.first_in or _after_thus(seen, predicate)
    if not opens or predicate.finite < 0 or predicate.segment.kind != "main":
        return None
    entry = next((entry for entry in predicate.entries(seen) if "p" in entry.frames or "q" in entry.frames), None)
    entry = entry or _any_verb(seen, unit, predicate)
    if entry is None or seen.subjunctive(predicate.finite, strong=True) or seen.has(predicate.finite, "supposing"):
        return None
    if seen.hidden[predicate.segment.first]:
        return entry
    before = unit.segments[: predicate.segment.index]
    if before and _quoted(seen, before[-1]) and before[0].kind != "adverbial":
        return entry
    told = "p" in entry.frames or _any_verb(seen, unit, predicate) is not None
    if not told or not any(s.kind in ("main", "that", "question") for s in before):
        return None
    return entry if _message_before(seen, before) else None


def _sure(seen: View, entry: Verb, frame: Frame) -> bool:
    """Whether what stands behind a verb that seldom says something can be its subject: no "fand eine Stelle"."""
    often = bool(seen.lexicon.verbs(entry.lemma)) and entry.lemma not in seen.lexicon.words("seldom")
    return often or (frame.holder is not None and not seen.has(frame.holder.source[0], "indefinite", "oblique"))


def _speaks(seen: View, entry: Verb, frame: Frame) -> bool:
    """Whether the subject of a verb that things have too ("wie der Fall zeigt") is a paper or somebody."""
    if "w" not in entry.frames or "s" in entry.frames or frame.holder is None:
        return True
    head = seen.tokens[head_of(seen, *frame.holder.source)]
    return head.pos != "NOUN" or bool(head.entity) or bool(seen.lexicon.source(head.lemma))


def _any_verb(seen: View, unit: Unit, predicate: Predicate) -> Verb | None:
    """A verb that the lexicon does not know, behind Konjunktiv I: "das sei gut, stärkt X ihr den Rücken"."""
    before = unit.segments[0]
    if predicate.segment.index != 1 or before.kind != "main" or seen.hidden[predicate.segment.first]:
        return None
    told = any(seen.subjunctive(at, strong=True) for at in before.finites)
    known = seen.tokens[predicate.verb].lemma in seen.lexicon.words("auxiliary") | seen.lexicon.words("modal")
    behind = predicate.segment.lead == "," and predicate.first_in and not seen.subjunctive(predicate.finite)
    return None if known or not behind or not told else Verb(predicate.lemma, (), "p", "*", _STATES)


def _message_before(seen: View, before: tuple[Segment, ...]) -> bool:
    """Whether a clause that can be said stands before the frame, not only one that fills its first place."""
    last_main = next((s for s in reversed(before) if s.kind in ("main", "that", "question")), None)
    if last_main is None or (before[0].kind == "fragment" and all(s.kind != "main" for s in before)):
        return False  # "Auf die Frage, ob …, sagte X": the clause belongs to a noun in the first place
    first = next(s for s in before if s.kind in ("main", "that", "question"))
    return first.kind != "question" or seen.has(first.opener, "polar")


def _after_thus(seen: View, predicate: Predicate) -> bool:
    """ "…, so glaubt X"."""
    return predicate.finite - 1 == predicate.segment.first and seen.has(predicate.segment.first, "inserted")


def _verb_frame(seen: View, predicate: Predicate, entry: Verb) -> Frame:
    holder = speaker(seen, predicate)
    closes = predicate.closing + 1
    segments = predicate.unit.segments
    while holder and closes < len(segments) and segments[closes].first < holder.source[1]:
        closes += 1
    source = holder.source if holder else None
    words = cue(seen, predicate, entry)
    to = addressee(seen, predicate, entry, source)
    start = predicate.segment.first if _after_thus(seen, predicate) else predicate.finite
    return Frame(predicate.segment.index, closes, start, entry.stance, entry.lemma, words, holder, to)


def _thus(seen: View, unit: Unit, segment: Segment) -> Frame | None:
    """ "…, so die Polizei"."""
    at = next(iter(seen.visible(segment.first, segment.last)), -1)
    if at < 0 or not seen.has(at, "inserted") or segment.finites or segment.kind == "infinitive":
        return None
    if segment.index == 0 and not seen.hidden[segment.first]:
        return None
    end = noun_phrase(seen, at + 1, segment.last)
    if end <= at + 1 or (seen.has(at + 1, "relative") and end == at + 2):
        return None
    if seen.tokens[at + 1].pos == "ADV" or seen.has(at + 1, "oblique", "partitive"):
        return None
    end = appositions(seen, end, unit.end)
    holder = reduced(seen, (at + 1, end))
    closes = segment.index + 1
    while closes < len(unit.segments) and unit.segments[closes].first < end:
        closes += 1
    return Frame(segment.index, closes, at, _STATES, seen.words[at], (at,), holder)


def _as_told(seen: View, unit: Unit, segment: Segment, predicates: tuple[Predicate, ...]) -> Frame | None:
    """ "wie die Polizei mitteilte", also with an apposition in it."""
    if segment.opener < 0 or not seen.has(segment.opener, "comparison"):
        return None
    if segment.index and _compared(seen, unit.segments[segment.index - 1]):
        return None
    for predicate in predicates:
        if not segment.index <= predicate.segment.index <= segment.index + _LOOK_AHEAD or predicate.finite < 0:
            continue
        between = unit.segments[segment.index + 1 : predicate.segment.index]
        entry = next((entry for entry in predicate.entries(seen) if _tells(entry)), None)
        if any(s.kind == "main" for s in between) or not _closes_clause(seen, predicate):
            return None
        if seen.tokens[predicate.finite].lemma in seen.lexicon.words("modal"):
            return None
        if entry:
            return _told_by(seen, segment, predicate, entry)
    return None


def _tells(entry: Verb) -> bool:
    """Whether a verb may tell the source in a clause with "wie"."""
    return "s" in entry.frames or "w" in entry.frames or {"d", "p"} <= set(entry.frames)


def _compared(seen: View, before: Segment) -> bool:
    """Whether "wie" belongs to a comparison that the segment before opens ("so groß, wie …")."""
    return any(seen.has(at, "degree") for at in seen.visible(before.first, before.last))


def _closes_clause(seen: View, predicate: Predicate) -> bool:
    """Whether the finite verb ends its segment."""
    return not any(seen.tokens[at].pos != "PUNCT" for at in seen.visible(predicate.finite + 1, predicate.segment.last))


def _told_by(seen: View, segment: Segment, predicate: Predicate, entry: Verb) -> Frame:
    whole = predicate
    if predicate.segment.index != segment.index or not predicate.subordinate:
        run = tuple(seen.visible(segment.first, predicate.finite + 1))
        whole = msgspec.structs.replace(predicate, segment=segment, region=run, subordinate=True, first_in=False)
    holder = speaker(seen, whole)
    words = cue(seen, predicate, entry)
    if seen.tokens[segment.opener].text[:1].isupper():
        words = (segment.opener, *words)
    to = addressee(seen, whole, entry, holder.source if holder else None)
    closes = predicate.segment.index + 1
    return Frame(segment.index, closes, segment.opener, entry.stance, entry.lemma, words, holder, to)


def _quoted(seen: View, segment: Segment) -> bool:
    """Whether the segment is nothing but a quotation."""
    return seen.quotation_of[segment.first] >= 0 and seen.skip(segment.first) >= segment.last


def _around(seen: View, unit: Unit, frame: Frame, segment: Segment) -> Iterator[Attribution]:
    before = _before(seen, unit, frame, segment)
    behind = _behind(seen, unit, frame, before)
    parts = tuple(part for part in (before, behind) if part and part[1] > part[0])
    if not parts:
        return
    if behind and before and _is_quotation(seen, behind) and seen.words[behind[0] - 1] == ":":
        yield _told(seen, frame, (behind,))
        if seen.has(frame.start, "comparison"):
            return
        parts = (before,)
    yield _told(seen, frame, parts)


def _told(seen: View, frame: Frame, parts: tuple[TokenRange, ...]) -> Attribution:
    direct = all(_is_quotation(seen, part) for part in parts)
    rule = _INSERTED[direct]
    return Attribution(
        "direct" if direct else "indirect",
        parts,
        frame.stance,
        rule,
        confidence(rule),
        frame.lexeme,
        frame.cue,
        frame.holder.source if frame.holder else None,
        frame.holder.holder if frame.holder else None,
        frame.addressee,
    )


def _is_quotation(seen: View, part: TokenRange) -> bool:
    return seen.quotation_of[part[0]] >= 0 and seen.skip(part[0]) >= part[1]


def _before(seen: View, unit: Unit, frame: Frame, segment: Segment) -> TokenRange | None:
    """The message before the frame: the quotation beside it, or all from the unit's start or the last semicolon."""
    last = frame.start
    if last <= unit.first:
        return None
    start = unit.first
    for earlier in unit.segments[: segment.index + 1]:
        told = earlier.lead == ":" and any(seen.subjunctive(at, strong=True) for at in earlier.finites)
        if (earlier.lead == ";" or told) and earlier.first < last:
            start = earlier.first
    _, end = trimmed(seen, start, last)
    quotation = seen.quotation(end - 1) if end > start else None
    if (
        quotation
        and not _lower_start(seen, quotation.first)
        and quotation.first > start
        and _framed(seen, quotation.first)
    ):
        start = quotation.first
    start, end = trimmed(seen, start, end)
    return (start, end) if end > start else None


def _lower_start(seen: View, first: int) -> bool:
    return first + 1 < len(seen.tokens) and seen.tokens[first + 1].text[:1].islower()


def _framed(seen: View, quotation: int) -> bool:
    """Whether what stands before the quotation is a clause in Indikativ of its own, closed by a mark."""
    return seen.tokens[quotation - 1].pos == "PUNCT" and seen.words[quotation - 1] in (":", ";", ".", "!", "?")


def _behind(seen: View, unit: Unit, frame: Frame, before: TokenRange | None) -> TokenRange | None:
    """The message behind the frame: its second half, or all of it behind "wie X mitteilte"."""
    rest = unit.segments[frame.closes :]
    if not rest or _says_more(unit, frame):
        return None
    head = rest[0]
    if before is None or frame.opens == 0:
        return trimmed(seen, head.first, unit.end)
    if (
        seen.has(frame.start, "inserted", "comparison")
        and not _is_quotation(seen, before)
        and head.kind not in ("relative", "adverbial")
        and head.lead == ","
    ):
        return trimmed(seen, head.first, unit.end)
    if _quoted(seen, head) or (head.kind == "main" and head.finites and not _new_cue(seen, head)):
        return trimmed(seen, head.first, unit.end)
    return None


def _says_more(unit: Unit, frame: Frame) -> bool:
    """Whether a second verb is joined to the frame's, so that what follows is its message: "lobte X und sagte, …"."""
    inside = [at for segment in unit.segments[frame.opens : frame.closes] for at in segment.finites]
    return any(at > max(frame.cue, default=at) for at in inside) and min(inside) == frame.start


def _new_cue(seen: View, segment: Segment) -> bool:
    """Whether the segment starts a clause of its own, with "und" or in Indikativ."""
    return seen.has(segment.first, "coordinator") and not seen.subjunctive(segment.finites[0])
