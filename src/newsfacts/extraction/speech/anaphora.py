"""Messages that lie in the sentence before: "… . Dies bestätigte X"."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.extraction.structure import Attribution, TokenRange

from .addressees import addressee
from .confidence import confidence
from .cues import cue
from .extents import trimmed
from .holders import speaker, told_in
from .phrases import noun_phrase
from .predicates import Predicate
from .view import Unit, View

_RULE = "anaphor"


def anaphoric(
    seen: View, unit: Unit, predicates: tuple[Predicate, ...], said: tuple[Attribution, ...]
) -> Iterator[Attribution]:
    """The sentence before, as the message of a verb whose object takes it up; `said` are the unit's messages."""
    if unit.heading:
        return
    for predicate in predicates:
        if predicate.subordinate or predicate.finite < 0:
            continue
        entry = next((entry for entry in predicate.entries(seen) if "a" in entry.frames), None)
        pointer = _pointer(seen, predicate)
        if entry is None or pointer is None or any(set(a.cue) & set(predicate.verbs) for a in said):
            continue
        holder = told_in(seen, predicate) if "s" in entry.frames else speaker(seen, predicate)
        before = _before(seen, unit, predicate)
        if holder is None or holder.source[0] == pointer[0] or before is None:
            continue
        yield Attribution(
            "indirect", (before, pointer), entry.stance, _RULE, confidence(_RULE), entry.lemma,
            cue(seen, predicate, entry), holder.source, holder.holder, addressee(seen, predicate, entry, holder.source),
        )  # fmt: skip


def _before(seen: View, unit: Unit, predicate: Predicate) -> TokenRange | None:
    """What the pronoun takes up: the unit before, or the clauses before it in the same unit ("…, das teilte X mit")."""
    if predicate.segment.index == 0:
        return (seen.units[unit.index - 1].first, seen.units[unit.index - 1].end) if unit.index else None
    main = any(s.kind == "main" for s in unit.segments[: predicate.segment.index])
    return trimmed(seen, unit.first, predicate.segment.first) if main else None


def _pointer(seen: View, predicate: Predicate) -> TokenRange | None:
    """The pronoun ("Dies") or the phrase ("Diese Meldung") that takes the sentence before up."""
    first = predicate.segment.first
    for at in (first, predicate.finite + 1):
        if seen.has(at, "anaphor") and not seen.nominal(at + 1) and seen.tokens[at + 1].pos != "ADJ":
            return at, at + 1
    if seen.has(first, "demonstrative"):
        end = noun_phrase(seen, first, predicate.finite, attach=False)
        if end > first + 1 and (seen.has(end - 1, "act") or seen.lexicon.source(seen.tokens[end - 1].lemma)):
            return first, end
    return None
