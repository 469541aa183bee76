"""Clauses that no comma sets off: infinitives under a lexical verb, and predicates that share an auxiliary."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .cases import Chunk
from .frames import Frame, Skeleton
from .structure import Token


def part_infinitives(tokens: Sequence[Token], frames: list[Frame], skeleton: Skeleton, chunks: Sequence[Chunk]) -> None:
    """Adds a frame for each infinitive with "zu" under a lexical finite verb, with words of that verb's frame."""
    for number in range(len(frames)):
        frame = frames[number]
        if frame.finite < 0 or frame.kind == "infinitive" or skeleton.raises(frame.finite):
            continue
        for infinitive in [index for index in sorted(frame.own) if index > frame.finite and skeleton.zu(index)]:
            words = _words(tokens, frame, infinitive, chunks)
            frame.own = [index for index in frame.own if index not in words]
            frames.append(Frame("infinitive", sorted(words), parent=number))


def part_shared(tokens: Sequence[Token], frames: list[Frame], skeleton: Skeleton, joints: frozenset[str]) -> None:
    """Gives each of two participles or infinitives under one auxiliary its own frame ("hat A gesagt und B gefordert");
    the auxiliary is the finite verb of both."""
    number = 0
    while number < len(frames):
        frame = frames[number]
        joint = _joint(tokens, frame, skeleton, joints)
        if joint >= 0:
            _divide(frames, number, joint)
        else:
            number += 1


def _joint(tokens: Sequence[Token], frame: Frame, skeleton: Skeleton, joints: frozenset[str]) -> int:
    """The first word of the second predicate, -1 where there is but one."""
    if frame.finite < 0 or not skeleton.auxiliary(frame.finite):
        return -1
    lexical = [
        index
        for index in sorted(frame.own)
        if skeleton.forms.get(index) in ("Part", "Inf") and not skeleton.auxiliary(index) and index != frame.finite
    ]
    if frame.verb_second:
        lexical = [index for index in lexical if index > frame.finite]
    for first, second in pairwise(lexical):
        if skeleton.forms[first] != skeleton.forms[second] or second - first < 2:
            continue
        if frame.verb_second and not _ends(tokens, frame, skeleton, second, joints):
            continue
        after = next((index for index in range(first + 1, second) if skeleton.forms.get(index) is None), second)
        if tokens[after].text.lower() in joints:
            return after
    return -1


def _ends(tokens: Sequence[Token], frame: Frame, skeleton: Skeleton, verb: int, joints: frozenset[str]) -> bool:
    """Whether a verb stands at the end of its predicate."""
    after = next((index for index in sorted(frame.own) if index > verb and index not in skeleton.forms), -1)
    return after < 0 or tokens[after].text.lower() in joints


def _divide(frames: list[Frame], number: int, joint: int) -> None:
    frame = frames[number]
    before = [index for index in frame.own if index < joint]
    after = [index for index in frame.own if index >= joint]
    first = Frame(
        frame.kind, before, marker=frame.marker, finite=frame.finite, parent=frame.parent,
        verb_second=frame.verb_second, verb_first=frame.verb_first, conjunction=frame.conjunction,
        coordinated=frame.coordinated, mark=frame.mark,
    )  # fmt: skip
    second = Frame(
        frame.kind, after, marker=frame.marker, finite=frame.finite, parent=frame.parent, verb_second=frame.verb_second,
        conjunction=joint, coordinated=number,
    )  # fmt: skip
    frames[number] = first
    frames.append(second)


def _words(tokens: Sequence[Token], frame: Frame, infinitive: int, chunks: Sequence[Chunk]) -> set[int]:
    """The words of the infinitive's clause: those that hang on it by the parse, and what stands between."""
    first = infinitive - 1 if tokens[infinitive - 1].pos == "PART" else infinitive
    own = set(frame.own)
    for index in range(first - 1, frame.finite, -1):
        if index in own and _hangs(tokens, index, infinitive, frame.finite):
            first = index
    for chunk in chunks:
        if chunk.first < first < chunk.last:
            first = chunk.last
    last = infinitive + 1
    return {index for index in own if first <= index < last}


def _hangs(tokens: Sequence[Token], index: int, infinitive: int, finite: int) -> bool:
    for _ in range(12):
        if index == infinitive:
            return True
        if index in (-1, finite):
            return False
        index = tokens[index].head
    return False
