"""An article's text with the spans of its facts marked: nested and overlapping spans become flat pieces.

HTML elements cannot overlap, spans can. The text is therefore cut at every begin and end; each piece names all the
facts that it belongs to.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import msgspec


class Marked(msgspec.Struct, frozen=True, order=True):
    """A span in code points, the fact that rests on it and the part that it plays there."""

    begin: int
    end: int
    fact: str
    part: str


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text with the facts it belongs to, in order of their begin; none for plain text."""

    text: str
    facts: tuple[Marked, ...] = ()


def pieces(text: str, spans: Iterable[Marked]) -> tuple[Piece, ...]:
    """The whole text as pieces, in order; spans outside the text are cut to it."""
    marked = sorted(span for span in set(spans) if span.begin < min(span.end, len(text)))
    cuts = sorted({0, len(text), *(span.begin for span in marked), *(min(span.end, len(text)) for span in marked)})
    found: list[Piece] = []
    open_spans: list[Marked] = []
    following = iter([*marked, None])
    ahead = next(following)
    for begin, end in pairwise(cuts):
        open_spans = [span for span in open_spans if span.end > begin]
        while ahead is not None and ahead.begin <= begin:
            open_spans.append(ahead)
            ahead = next(following)
        found.append(Piece(text[begin:end], tuple(open_spans)))
    return tuple(found)
