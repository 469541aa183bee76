"""Sentences in Konjunktiv that go on with what somebody was saying; quotations alone in a sentence."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.model import Stance

from .confidence import confidence
from .cues import cue
from .direct import words_in
from .extents import message_end, trimmed
from .holders import Holder, speaker
from .predicates import Predicate
from .view import Unit, View

_GAP = 3  # units that may lie between an attribution and what goes on with it
_SENTENCE = 4  # words that make a quotation alone in its sentence speech
_SAYING = frozenset("mpqd")  # frames of verbs whose subject may go on speaking
_STATES: Stance = "states"
POINTING = "source-thus"  # the rule whose source is the sentence before


class Speaker(msgspec.Struct, frozen=True):
    """Who was speaking last: the unit, and the index of the attribution, or the holder of a sentence that has none but
    a verb of saying or wanting, whose words are `cue`."""

    unit: int
    attribution: int = -1
    holder: Holder | None = None
    cue: tuple[int, ...] = ()


class Unsaid(msgspec.Struct, frozen=True):
    """A unit with its predicates and the indices of the attributions it has."""

    unit: Unit
    predicates: tuple[Predicate, ...]
    attributions: tuple[int, ...]


def continued(seen: View, units: tuple[Unsaid, ...], said: tuple[Attribution, ...]) -> Iterator[Attribution]:
    """The units that go on with an earlier attribution, each run of them as one attribution."""
    last: Speaker | None = None
    run: list[Unit] = []
    for item in units:
        quotation = _alone(seen, item)
        goes_on = not item.attributions and not item.unit.heading and quotation is None and _goes_on(seen, item, last)
        if run and not goes_on:
            yield _free(run, last)
            run = []
        if goes_on:
            run.append(item.unit)
            near = last is not None and item.unit.index - last.unit <= _GAP
            last = msgspec.structs.replace(last, unit=item.unit.index) if last and near else Speaker(item.unit.index)
        elif quotation and last and item.unit.index - last.unit <= _GAP:
            alone = _attribution((quotation,), last, "direct", "quote-alone")
            yield msgspec.structs.replace(alone, cue=said[last.attribution].cue if last.attribution >= 0 else ())
            last = msgspec.structs.replace(last, unit=item.unit.index)
        else:
            last = _speaker(seen, item, said, last) or last
            yield from _clauses(seen, item, said, last)
    if run:
        yield _free(run, last)


def referred(seen: View, units: tuple[Unsaid, ...], said: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions; those that only point back ("Demnach …") are given the one or the holder they point to."""
    made = list(said)
    last: Speaker | None = None
    for item in units:
        for number in item.attributions:
            if made[number].rule == POINTING and last is not None and item.unit.index - last.unit <= _GAP:
                holder = last.holder.holder if last.holder else None
                made[number] = msgspec.structs.replace(made[number], holder=holder, continues=last.attribution)
        last = _speaker(seen, item, tuple(made), last) or last
    return tuple(made)


def _clauses(seen: View, item: Unsaid, said: tuple[Attribution, ...], last: Speaker | None) -> Iterator[Attribution]:
    """Clauses in Konjunktiv I inside a sentence in Indikativ ("…, der zu teuer sei"; "…, und er wolle bleiben")."""
    ranges = [c for n in item.attributions for c in said[n].content]
    for segment in item.unit.segments[1:]:
        if segment.kind not in ("relative", "adverbial", "main") or not segment.finites:
            continue
        if not seen.subjunctive(segment.finites[-1], strong=True) or seen.has(segment.opener, "unreal"):
            continue
        if any(seen.has(at, "first_person") for at in range(segment.first, segment.last)):
            continue
        if any(first <= segment.first < end for first, end in ranges):
            continue
        content = trimmed(seen, segment.first, message_end(seen, item.unit, segment.index))
        ranges.append(content)
        clause = _attribution((content,), last, "free", "free-clause")
        here = last is not None and last.unit == item.unit.index
        yield msgspec.structs.replace(clause, cue=last.cue if last is not None and here else ())


def _free(run: list[Unit], last: Speaker | None) -> Attribution:
    return _attribution(tuple((unit.first, unit.last) for unit in run), last, "free", "free-subjunctive")


def _attribution(content: tuple[TokenRange, ...], last: Speaker | None, kind: str, rule: str) -> Attribution:
    holder = last.holder if last and last.attribution < 0 else None
    return Attribution(
        "direct" if kind == "direct" else "free", content, _STATES, rule, confidence(rule),
        source=holder.source if holder else None, holder=holder.holder if holder else None,
        continues=last.attribution if last else -1,
    )  # fmt: skip


def _alone(seen: View, item: Unsaid) -> TokenRange | None:
    """The quotation that fills its unit, where it is long enough to be speech."""
    unit = item.unit
    if unit.heading or any(True for at in seen.visible(unit.first, unit.end) if seen.tokens[at].pos != "PUNCT"):
        return None
    quotation = seen.quotation(unit.first)
    if quotation is None or len(words_in(seen, quotation)) < _SENTENCE:
        return None
    return quotation.first, quotation.last


def _goes_on(seen: View, item: Unsaid, last: Speaker | None) -> bool:
    """Whether the main clause stands in Konjunktiv: in I over a gap, in II right behind an attribution."""
    finite = _main_finite(item.unit)
    if finite < 0:
        return False
    if seen.subjunctive(finite, strong=True):
        return True
    if not seen.subjunctive(finite) or finite == item.unit.first or last is None:
        return False
    conditional = any(seen.has(at, "condition") for at in seen.visible(item.unit.first, item.unit.end))
    # Behind a plural, Konjunktiv II stands for a Konjunktiv I that would sound like Indikativ.
    told = last.attribution >= 0 or (
        last.holder is not None and seen.words[finite].endswith(seen.lexicon.endings("plural"))
    )
    return item.unit.index - last.unit == 1 and not conditional and told


def _main_finite(unit: Unit) -> int:
    """The finite verb of the first main clause."""
    return next((segment.finites[0] for segment in unit.segments if segment.kind == "main" and segment.finites), -1)


def _speaker(seen: View, item: Unsaid, said: tuple[Attribution, ...], last: Speaker | None) -> Speaker | None:
    """Who speaks at the end of the unit: the last attribution with a holder, or the subject of a verb of stance."""
    named = [n for n in item.attributions if said[n].holder]
    named = [n for n in named if not any(_holds(said[m], said[n]) for m in named if m != n)] or named
    if named:
        return Speaker(item.unit.index, attribution=named[-1])
    if item.attributions and last is not None:
        return msgspec.structs.replace(last, unit=item.unit.index)
    for predicate in item.predicates:
        if predicate.subordinate or predicate.finite < 0:
            continue
        entry = next((entry for entry in predicate.entries(seen) if set(entry.frames) & _SAYING), None)
        holder = speaker(seen, predicate) if entry else None
        if holder and entry:
            return Speaker(item.unit.index, holder=holder, cue=cue(seen, predicate, entry))
    return None


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the cue of one attribution stands in the message of another."""
    return any(first <= at < last for first, last in outer.content for at in inner.cue)
