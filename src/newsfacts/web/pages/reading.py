"""An article's text as pages show it: marked pieces that lead to facts and actors, numbers that name every fact."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from .graph import Asked
from .marking import Marked, Piece, pieces
from .records import Record
from .site import Site

FACTS = ("position", "event")
_FOLLOWED = "content"  # the part of a position that its number stands behind


class Note(msgspec.Struct, frozen=True):
    """The number of a fact, the anchor of its record below the text, and its kind."""

    number: int
    anchor: str
    kind: str


class Shown(msgspec.Struct, frozen=True):
    """A piece of the text: where it leads, if anywhere, the parts it plays, its anchors, the numbers behind it."""

    text: str
    href: str
    parts: tuple[str, ...]
    anchors: tuple[str, ...]
    notes: tuple[Note, ...]


def anchor(fact: str) -> str:
    """The anchor of a fact's first span in the text."""
    return f"in-{fact.rpartition('/')[2]}"


def numbered(spans: Asked, records: Iterable[Record], site: Site) -> dict[str, int]:
    """Fact -> number, in the order of the text; facts without a span there come last."""
    begins: dict[str, int] = {}
    for row in spans.rows:
        begins.setdefault(row["fact"], int(row["begin"]))
    known = [record.get("position") or record["event"] for record in records]
    end = 1 + max(begins.values(), default=0)
    ordered = sorted(known, key=lambda fact: (begins.get(fact, end), FACTS.index(site.kind(fact)), fact))
    return {fact: number for number, fact in enumerate(ordered, 1)}


def shown(text: str, spans: Asked, numbers: dict[str, int], site: Site) -> tuple[Shown, ...]:
    """The whole text in pieces; the words of actors and places lead to their pages, all others to the facts below."""
    marked = [Marked(int(row["begin"]), int(row["end"]), row["fact"], row["part"]) for row in spans.rows]
    marked = [mark for mark in marked if mark.fact in numbers or site.kind(mark.fact) not in FACTS]
    first = {fact: min(mark for mark in marked if mark.fact == fact) for fact in numbers if _spans(marked, fact)}
    last = {fact: _last(_spans(marked, fact)) for fact in first}
    found, at = [], 0
    for piece in pieces(text, marked):
        end = at + len(piece.text)
        anchors = tuple(anchor(mark.fact) for mark in piece.facts if first.get(mark.fact) == mark and mark.begin == at)
        notes = tuple(
            Note(numbers[mark.fact], site.page(mark.fact), site.kind(mark.fact))
            for mark in piece.facts
            if last.get(mark.fact) == mark and min(mark.end, len(text)) == end
        )
        found.append(_piece(piece, anchors, notes, site))
        at = end
    return tuple(found)


def _spans(marked: Sequence[Marked], fact: str) -> list[Marked]:
    return [mark for mark in marked if mark.fact == fact]


def _last(own: Sequence[Marked]) -> Marked:
    """The last span of a fact's content, else of the fact."""
    return max((mark for mark in own if mark.part == _FOLLOWED), default=max(own))


def _piece(piece: Piece, anchors: tuple[str, ...], notes: tuple[Note, ...], site: Site) -> Shown:
    """A piece leads to the shortest of its spans: what is within another is seen, too."""
    if not piece.facts:
        return Shown(piece.text, "", (), (), ())
    inner = min(piece.facts, key=lambda mark: (mark.end - mark.begin, -mark.begin, mark.fact))
    page = site.page(inner.fact)
    href = f"#{page}" if site.kind(inner.fact) in FACTS else page
    if not piece.text.strip():
        href = ""  # a link needs words
    parts = tuple(dict.fromkeys(_part(mark, site) for mark in piece.facts))
    return Shown(piece.text, href, parts, anchors, notes)


def _part(mark: Marked, site: Site) -> str:
    """What the span is to its fact; of what is merely named, which kind of thing it is."""
    return site.kind(mark.fact) if mark.part == "mention" else mark.part
