"""How far a message reaches: over what is embedded in it, up to where the frame goes on."""

from __future__ import annotations

from itertools import pairwise

from .predicates import Predicate
from .view import Segment, Unit, View


def message_end(seen: View, unit: Unit, index: int, fronted: bool = False) -> int:
    """The end of the message that starts with segment `index`. `fronted`: the clause of the cue comes before the main
    clause, so that a finite verb at the head of a segment takes the main clause up again."""
    first = unit.segments[index]
    end = _inside(seen, first)
    if end < first.last:
        return end
    open_mood = first.kind != "main" or any(seen.subjunctive(at) for at in first.finites)
    for segment in unit.segments[index + 1 :]:
        if (segment.lead == ":" and seen.quotation_of[segment.first] >= 0) or _aside(seen, segment, first):
            break
        if _resumes(seen, segment, open_mood, fronted):
            break
        end = _inside(seen, segment) if segment.kind == "main" else segment.last
        if end < segment.last:
            break
    return end


def _aside(seen: View, segment: Segment, first: Segment) -> bool:
    """Whether the segment is a remark on the message ("…, was sie bestreitet") or a frame ("…, so die Polizei")."""
    if segment.kind == "fragment":
        stranded = segment.last - segment.first == 1 and seen.has(segment.first, "particle")
        return stranded or seen.has(segment.first, "inserted")
    told = any(seen.subjunctive(at) for at in segment.finites)
    if seen.has(segment.opener, "after"):
        return first.kind == "infinitive" and not told
    return seen.has(segment.opener, "aside") and segment.kind != "main" and not told


def _resumes(seen: View, segment: Segment, open_mood: bool, fronted: bool) -> bool:
    """Whether a main clause outside the message begins with this segment."""
    if segment.kind != "main" or not segment.finites:
        return segment.lead == ";" and not segment.finites and segment.kind == "fragment" and segment.opener < 0
    finite = segment.finites[0]
    if fronted and finite == segment.first and segment.lead == ",":
        return True
    if seen.subjunctive(finite):
        return False
    if finite == segment.opener or finite == segment.first:
        return True
    if segment.lead == ";":
        return True
    return (open_mood and not fronted) or fronted


def _inside(seen: View, segment: Segment) -> int:
    """The end of the message inside a segment: before "und" with a finite verb in Indikativ, where that stands behind
    one in Konjunktiv or behind a verb-final clause."""
    for before, finite in pairwise(segment.finites):
        joined = finite - 1
        if not seen.has(joined, "coordinator") or seen.subjunctive(finite):
            continue
        verb_final = segment.kind in ("that", "question") and finite != segment.finites[-1]
        verb_final = verb_final or (segment.kind in ("that", "question") and _goes_on(seen, segment, finite))
        if verb_final or (segment.kind == "main" and seen.subjunctive(before)):
            return joined
    return segment.last


def _goes_on(seen: View, segment: Segment, finite: int) -> bool:
    """Whether words of a verb-second clause follow the finite verb."""
    return sum(1 for _ in seen.visible(finite + 1, segment.last)) > 1


def trimmed(seen: View, first: int, last: int) -> tuple[int, int]:
    """The range without marks at its borders; quotation marks and brackets stay."""
    while first < last and not seen.hidden[first] and seen.tokens[first].pos == "PUNCT":
        first += 1
    while last > first and not seen.hidden[last - 1] and seen.tokens[last - 1].pos == "PUNCT":
        last -= 1
    return first, last


def fronted(predicate: Predicate) -> bool:
    """Whether the predicate stands in a subordinate clause before or inside its main clause."""
    before = predicate.unit.segments[: predicate.segment.index]
    if predicate.segment.kind == "relative":
        return not any(segment.kind == "main" for segment in before)
    return predicate.subordinate and not any(segment.kind == "main" for segment in before)
