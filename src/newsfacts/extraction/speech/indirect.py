"""Indirect speech behind its cue: that-clauses, questions, verb-second clauses in Konjunktiv, infinitives.

The search starts from the clause that may be a message and looks for the nearest verb or noun to its left that takes
such a clause; so a that-clause belongs to the word beside it, not to the first speech verb of the sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.extraction.structure import Attribution, TokenRange

from .addressees import addressee
from .confidence import confidence
from .cues import cue
from .extents import fronted, message_end, trimmed
from .holders import speaker
from .lexicon import Verb
from .nouncues import NounCue, noun_cue
from .predicates import Predicate
from .segments import infinitive
from .view import Segment, Unit, View


def frame_letter(seen: View, unit: Unit, segment: Segment) -> str:
    """The frame a segment may fill as a message, as in speech-verbs.tsv; empty for none."""
    if segment.kind == "that":
        return "o" if seen.has(segment.opener, "polar") else "d"
    if segment.kind == "question":
        return "o"
    if segment.kind == "infinitive":
        return "" if seen.has(segment.opener, "purpose") else "i"
    if segment.kind == "fragment" and segment.lead == ",":
        return "v" if _verb_quoted(seen, segment) or _verb_later(seen, unit, segment) else ""
    if segment.kind != "main" or segment.lead not in (",", ":") or seen.has(segment.first, "coordinator"):
        return ""
    if segment.opener == segment.finites[0] and segment.lead == ",":
        return ""
    return "v" if seen.subjunctive(segment.finites[0]) or segment.lead == ":" else ""


def _verb_later(seen: View, unit: Unit, segment: Segment) -> bool:
    """Whether the clause that starts here has its finite verb, in Konjunktiv, behind relative clauses."""
    if segment.opener != segment.first or not (
        seen.nominal(segment.first) or seen.tokens[segment.first].pos in ("DET", "ADJ", "ADP")
    ):
        return False
    for later in unit.segments[segment.index + 1 :]:
        if later.kind == "main" and later.finites and later.lead == ",":
            return later.finites[0] == later.first and seen.subjunctive(later.finites[0])
        if later.kind not in ("fragment", "relative", "adverbial"):
            return False
    return False


def _verb_quoted(seen: View, segment: Segment) -> bool:
    """Whether the finite verb of the clause stands in a quotation that only a part of it fills."""
    if segment.opener != segment.first:
        return False
    return any(
        seen.hidden[at] and seen.quotation_of[at] >= 0 and seen.finite(at) for at in range(segment.first, segment.last)
    )


def indirect(seen: View, unit: Unit, predicates: tuple[Predicate, ...]) -> Iterator[Attribution]:
    """The messages of a unit that follow their cue."""
    for predicate in predicates:
        yield from _without_comma(seen, unit, predicate, predicates)
    told: list[Attribution] = []
    for segment in unit.segments[1:]:
        letter = frame_letter(seen, unit, segment)
        if not letter:
            continue
        governor = _governor(seen, unit, segment, predicates, letter)
        if governor is None:
            continue
        if isinstance(governor, NounCue):
            found = _of_noun(seen, unit, segment, governor)
        else:
            found = _of_verb(seen, unit, segment, (governor, predicates), letter)
        if not any(one.cue == found.cue and one.content[0][0] <= segment.first < one.content[0][1] for one in told):
            told.append(found)
            yield found


def _without_comma(
    seen: View, unit: Unit, predicate: Predicate, predicates: tuple[Predicate, ...]
) -> Iterator[Attribution]:
    """An infinitive that follows its verb without a comma ("kündigte an den Platz zu räumen")."""
    last = predicate.verbs[-1]
    segment = unit.segments[predicate.closing]
    behind = [at for at in seen.visible(last + 1, segment.last) if seen.tokens[at].pos != "PUNCT"]
    if predicate.finite < 0 or last <= predicate.finite or len(behind) < 2 or not infinitive(seen, behind[-1]):
        return
    entry = entry_for(seen, predicate, "i")
    if entry and not any(seen.finite(at) for at in behind):
        rest = msgspec.structs.replace(segment, first=behind[0], kind="infinitive")
        yield _of_verb(seen, unit, rest, (predicate, predicates), "i")


def _governor(
    seen: View, unit: Unit, segment: Segment, predicates: tuple[Predicate, ...], letter: str
) -> Predicate | NounCue | None:
    """The nearest verb or noun before `segment` that takes the frame."""
    for before in reversed(unit.segments[: segment.index]):
        here = [p for p in predicates if before.index in (p.closing, p.segment.index) and p.verb < segment.first]
        verb = next((p for p in reversed(here) if entry_for(seen, p, letter)), None)
        noun = noun_cue(seen, before, predicates, letter)
        told = letter == "v" and any(seen.subjunctive(at, strong=True) for at in segment.finites)
        if noun and (noun.holder or noun.light or told) and (verb is None or not _above(seen, verb, noun, letter)):
            return noun
        found = verb
        if found and _own_message(seen, found):
            return None
        if found:
            return found
        if not _conditional(seen, before) and (
            before.kind not in ("fragment", "relative", "adverbial") or (letter == "i" and before.kind != "fragment")
        ):
            return None
    return None


def _conditional(seen: View, segment: Segment) -> bool:
    """Whether a clause that opens with its verb sets a condition: "drohte, sollte er kommen, zu gehen"."""
    return segment.lead == "," and segment.finites[:1] == (segment.first,) and seen.has(segment.first, "supposing")


def _above(seen: View, verb: Predicate, noun: NounCue, letter: str) -> bool:
    """Whether the verb, not the noun at the end of its clause, has the message: the noun is part of the verb's phrase
    ("ist der Meinung"), or names the paper that reports."""
    entry = entry_for(seen, verb, letter)
    return bool(entry and entry.words) or bool(seen.lexicon.source(noun.noun.lemma))


def _own_message(seen: View, predicate: Predicate) -> bool:
    """Whether the cue itself stands in Konjunktiv: then it is part of what another one says."""
    return predicate.finite >= 0 and seen.subjunctive(predicate.finite)


def entry_for(seen: View, predicate: Predicate, letter: str) -> Verb | None:
    """The lexicon entry by which the predicate takes this frame, or None."""
    return next((entry for entry in predicate.entries(seen) if letter in entry.frames), None)


def _of_verb(
    seen: View, unit: Unit, segment: Segment, found: tuple[Predicate, tuple[Predicate, ...]], letter: str
) -> Attribution:
    predicate, predicates = found
    entry = entry_for(seen, predicate, letter)
    assert entry is not None
    before = tuple(p for p in predicates if p.verb < predicate.verb)
    holder = speaker(seen, predicate, before)
    end = message_end(seen, unit, segment.index, fronted(predicate))
    source: TokenRange | None = holder.source if holder else None
    start = _list_start(unit, segment, predicate) if letter == "i" else segment.first
    content = trimmed(seen, max(start, source[1]) if source and source[0] >= start else start, end)
    return Attribution(
        "indirect",
        (content,),
        entry.stance,
        f"indirect-{letter}",
        confidence(f"indirect-{letter}"),
        entry.lemma,
        cue(seen, predicate, entry),
        source,
        holder.holder if holder else None,
        addressee(seen, predicate, entry, source),
    )


def _list_start(unit: Unit, segment: Segment, predicate: Predicate) -> int:
    """Where an infinitive begins whose objects a comma parts ("Mainz, Worms und Speyer zu besuchen")."""
    between = unit.segments[predicate.closing + 1 : segment.index]
    listed = bool(between) and all(s.kind == "fragment" for s in between)
    return between[0].first if listed else segment.first


def _of_noun(seen: View, unit: Unit, segment: Segment, governor: NounCue) -> Attribution:
    end = message_end(seen, unit, segment.index, governor.inside)
    return Attribution(
        "noun",
        (trimmed(seen, segment.first, end),),
        governor.noun.stance,
        "noun-clause",
        confidence("noun-clause"),
        governor.noun.lemma,
        governor.cue,
        governor.holder.source if governor.holder else None,
        governor.holder.holder if governor.holder else None,
    )
