"""Texts that were changed on their way to the engine, and how a place in them leads back to what the client wrote."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from .records import Edit, Failure


def edit(text: str, edits: Iterable[Edit]) -> str:
    """`text` with the stretches of `edits`, which are in order and apart, replaced."""
    pieces, done = [], 0
    for change in edits:
        pieces += [text[done : change.start], change.put]
        done = change.end
    return "".join(pieces) + text[done:]


def led_back(failure: Failure, source: str, edits: tuple[Edit, ...]) -> Failure:
    """A failure on the text that `edit` made, with its line and column counted in `source`."""
    if not edits or failure.line is None or failure.column is None:
        return failure
    offset = _origin(_offset(edit(source, edits), failure.line, failure.column), edits)
    line = source.count("\n", 0, offset) + 1
    return msgspec.structs.replace(failure, line=line, column=offset - source.rfind("\n", 0, offset))


def _offset(text: str, line: int, column: int) -> int:
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start + column - 1


def _origin(offset: int, edits: tuple[Edit, ...]) -> int:
    """The place in the source: what was put in belongs to where it was put."""
    moved = 0
    for change in edits:
        begin = change.start + moved
        if offset < begin:
            break
        if offset < begin + len(change.put):
            return change.start
        moved += len(change.put) - (change.end - change.start)
    return offset - moved
