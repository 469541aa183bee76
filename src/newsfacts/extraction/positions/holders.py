"""Who an attribution's words denote: one actor, several joined by a conjunction, the speaker's own "we"."""

from __future__ import annotations

from itertools import pairwise

from newsfacts.extraction.stances.frames import word_class
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution, TokenRange


def resolved(view: View, found: TokenRange | None) -> tuple[str, ...]:
    """The ids of the actors that the words denote, each once, in text order; empty where they denote none."""
    if found is None:
        return ()
    parts = conjuncts(view, found)
    actors = [view.cast.admit(*part) for part in parts]
    if len(parts) > 1 and None in actors:
        actors = [view.cast.admit(*found)]
    return tuple(dict.fromkeys(actor for actor in actors if actor is not None))


def conjuncts(view: View, found: TokenRange) -> tuple[TokenRange, ...]:
    """The phrases that a conjunction joins in the range, or the range itself."""
    first, last = found
    joints = [i for i in range(first + 1, last - 1) if _joins(view, first, i)]
    if not joints:
        return (found,)
    cuts = _commas(view, first, joints[0]) + joints
    edges = [first - 1, *cuts, last]
    parts = tuple(part for a, b in pairwise(edges) if (part := view.trimmed(a + 1, b)) is not None)
    return parts if all(view.animacy(part) > 0 for part in parts) else (found,)


def _joins(view: View, first: int, index: int) -> bool:
    """Whether the conjunction at `index` joins two actors, not two parts of a name or of an attribute."""
    token, after = view.tokens[index], view.tokens[index + 1]
    if token.pos != "CCONJ" or view.lower(index) not in word_class("joining"):
        return False
    if token.entity and not after.entity_start and after.entity:
        return False
    attribute = any(view.tokens[i].pos == "ADP" or view.tokens[i].case == "Gen" for i in range(first, index))
    return not attribute or after.pos == "DET" or (after.pos == "PROPN" and view.tokens[index - 1].pos == "PROPN")


def _commas(view: View, first: int, joint: int) -> list[int]:
    """The commas of a list before its conjunction; none where they set off an apposition."""
    commas = [i for i in range(first + 1, joint) if view.tokens[i].text == ","]
    edges = [first - 1, *commas, joint]
    short = all(b - a <= 4 for a, b in pairwise(edges))
    return commas if short else []


def speaks_for_itself(view: View, attribution: Attribution) -> bool:
    """Whether the holder is the "I", "we" or "one" of a speech, so that the speaker holds it."""
    if attribution.holder is None:
        return False
    first, last = attribution.holder
    return last - first == 1 and view.lower(first) in word_class("first")
