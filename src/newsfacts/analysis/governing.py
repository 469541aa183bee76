"""Which clause governs which: complement clauses with and without opener, coordination, clauses in first place."""

from __future__ import annotations

from collections.abc import Sequence

from .frames import Frame
from .structure import Token

_COMPLEMENT = frozenset(("ccomp", "parataxis"))
_BREAKS = (",", ":", "“", '"', "«", "»", "”", "?", "!", "–", "'", "‘", "’", "‹", "›", "—")


def govern(tokens: Sequence[Token], frames: list[Frame], nominatives: frozenset[int]) -> None:
    """Settles `parent`, `kind` and `coordinated` of a sentence's frames; `nominatives` are the heads of phrases that
    could be subjects."""
    if len(frames) < 2:
        return
    owner = {index: number for number, frame in enumerate(frames) for index in frame.own}
    for number, frame in enumerate(frames):
        if frame.kind not in ("main", "fragment"):
            frame.parent = _parent(tokens, frames, number, owner)
    mains = [number for number, frame in enumerate(frames) if frame.kind == "main" and frame.finite >= 0]
    for place, number in enumerate(mains):
        if place:
            _relate(tokens, frames, mains, place, nominatives)
        _adopt(frames, number)


def _parent(tokens: Sequence[Token], frames: Sequence[Frame], number: int, owner: dict[int, int]) -> int:
    """The governing frame: that of the syntactic head where it stands before, else what the fields say."""
    frame = frames[number]
    verbs = [index for index in frame.own if tokens[index].pos in ("VERB", "AUX")]
    for index in verbs:
        head = tokens[index].head
        other = owner.get(head, number)
        if other == number or frames[other].parent == number:
            continue
        if tokens[index].relation in ("conj", "aux", "cop", "aux:pass", "compound"):
            continue
        closer = frame.kind == "relative" and head > min(frame.own)
        if not closer and not _descends(frames, other, number):
            return other
    if frame.parent >= 0 and frame.parent != number:
        return frame.parent
    return -1


def _descends(frames: Sequence[Frame], number: int, ancestor: int) -> bool:
    for _ in range(len(frames)):
        if number < 0:
            return False
        if number == ancestor:
            return True
        number = frames[number].parent
    return True


def _adopt(frames: list[Frame], number: int) -> None:
    """A main clause governs the clauses in its first field, which stand before it and hang on nothing yet."""
    for other in range(number):
        child = frames[other]
        if child.parent < 0 and child.kind not in ("main", "fragment") and not _descends(frames, number, other):
            child.parent = number


def _relate(
    tokens: Sequence[Token], frames: list[Frame], mains: Sequence[int], place: int, nominatives: frozenset[int]
) -> None:
    """How a main clause stands to the one before it: its governor, its complement, coordinated, or beside it."""
    number, before = mains[place], mains[place - 1]
    frame, previous = frames[number], frames[before]
    if frame.conjunction >= 0:
        frame.coordinated = before
        if previous.kind == "complement" and previous.verb_second and previous.parent >= 0 and _shares(tokens, frame):
            frame.kind, frame.parent = "complement", previous.parent
        return
    inserted = previous.finite > max(frame.own)
    if frame.verb_first and not inserted and not nominatives.intersection(frame.own):
        frame.coordinated = before  # "stand auf, ging und kam zurück"
        return
    fronted = _fronted(frames, before, number)
    if fronted:
        for other in fronted:
            frames[other].parent = number
        frame.verb_first = False
        frame.mark = frames[fronted[0]].mark
    if frame.verb_first and (inserted or any(mark in frame.mark for mark in _BREAKS)):
        first = min(min(other.own) for other in frames)
        if previous.verb_first and not inserted and previous.finite == first and frame.mark == ",":
            previous.kind, previous.parent = "adverbial", number  # "Kommt er, gehen wir"
            return
        _take(frames, mains[:place], number)
        return
    if _complements(tokens, frame, previous):
        frame.kind, frame.parent = "complement", before


def _fronted(frames: Sequence[Frame], before: int, number: int) -> list[int]:
    """The subordinate clauses in first place of a verb-first clause: they begin anew after a colon or semicolon."""
    between = [other for other in range(before + 1, number) if frames[other].kind not in ("main", "fragment")]
    if between and frames[between[0]].mark[:1] in (":", ";") and frames[number].verb_first:
        return between
    return []


def _take(frames: list[Frame], mains: Sequence[int], number: int) -> None:
    """Makes the clause before a verb-first one ("…, sagte er") and those coordinated with it its complements."""
    for other in reversed(mains):
        if frames[other].kind == "main" and not _descends(frames, number, other):
            frames[other].kind, frames[other].parent = "complement", number
        if frames[other].conjunction < 0:
            break


def _shares(tokens: Sequence[Token], frame: Frame) -> bool:
    """Whether the second of two coordinated clauses is reported as the first is."""
    return tokens[frame.finite].mood == "Sub" or frame.finite == frame.conjunction + 1


def _complements(tokens: Sequence[Token], frame: Frame, previous: Frame) -> bool:
    """Whether a verb-second clause after a comma or colon is what the clause before says."""
    verb, governor = tokens[frame.finite], tokens[previous.finite]
    if ":" in frame.mark:
        return True
    if "," not in frame.mark:
        return False
    if verb.mood == "Sub" and governor.mood != "Sub":
        return True
    return any(tokens[index].head in previous.own and tokens[index].relation == "ccomp" for index in frame.own)
