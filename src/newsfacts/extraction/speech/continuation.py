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
_SENTENCE = 3  # words that make a quotation alone in its sentence speech
_SAYING = frozenset("mpqd")  # frames of verbs whose subject may go on speaking
_STATES: Stance = "states"
_OBLIGING = frozenset({"demands", "accuses", "announces", "offers"})  # stances that "shall" goes on with
_GOING_ON = "free-subjunctive"
REPORTED = "free-reported"  # the rule of what "is said to" be so behind any report: it may be anybody's
POINTING = "source-thus"  # the rule whose source is the sentence before


class Speaker(msgspec.Struct, frozen=True):
    """Who was speaking last: the unit, and the index of the attribution, or the holder of a sentence that has none but
    a verb of saying or wanting, whose words are `cue`."""

    unit: int
    attribution: int = -1
    holder: Holder | None = None
    cue: tuple[int, ...] = ()
    stance: Stance = _STATES


class Unsaid(msgspec.Struct, frozen=True):
    """A unit with its predicates and the indices of the attributions it has."""

    unit: Unit
    predicates: tuple[Predicate, ...]
    attributions: tuple[int, ...]


def continued(seen: View, units: tuple[Unsaid, ...], said: tuple[Attribution, ...]) -> Iterator[Attribution]:
    """The units that go on with an earlier attribution, each run of them as one attribution."""
    last: Speaker | None = None
    run: list[Unit] = []
    going = ""  # the rule of the run
    for item in units:
        quotation = _alone(seen, item)
        own = bool(item.attributions) or item.unit.heading or quotation is not None
        before = run[-1].index if run else last.unit if last else -1
        rule = "" if own else _goes_on(seen, item, last, before)
        if run and rule != going:
            yield _free(run, last, going)
            run = []
        if rule:
            going = rule
            run.append(item.unit)
        if rule == REPORTED:
            continue  # whoever spoke before goes on speaking behind it
        if rule:
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
        yield _free(run, last, going)


def referred(seen: View, units: tuple[Unsaid, ...], said: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions; those that only point back ("Demnach …", "… heißt es") are given the one or the holder they
    point to."""
    made = list(said)
    last: Speaker | None = None
    for item in units:
        for number in item.attributions:
            if _points(seen, made[number]) and last is not None and item.unit.index - last.unit <= _GAP:
                holder = last.holder.holder if last.holder else None
                made[number] = msgspec.structs.replace(made[number], holder=holder, continues=last.attribution)
        last = _speaker(seen, item, tuple(made), last) or last
    return tuple(made)


def _points(seen: View, attribution: Attribution) -> bool:
    """Whether an attribution says only that something is said, by whoever was speaking."""
    hearsay = attribution.holder is None and attribution.lexeme in seen.lexicon.words("hearsay")
    return attribution.rule == POINTING or (hearsay and attribution.continues < 0)


def _clauses(seen: View, item: Unsaid, said: tuple[Attribution, ...], last: Speaker | None) -> Iterator[Attribution]:
    """Clauses in Konjunktiv I inside a sentence in Indikativ ("…, der zu teuer sei"; "…, und er wolle bleiben")."""
    ranges = [c for n in item.attributions for c in said[n].content]
    if any(seen.has(at, "first_person") for at in seen.visible(item.unit.first, item.unit.end)):
        return
    for segment in item.unit.segments[1:]:
        if segment.kind not in ("relative", "adverbial", "main") or not segment.finites:
            continue
        if not seen.subjunctive(segment.finites[-1], strong=True) or seen.has(segment.opener, "unreal"):
            continue
        if any(first <= segment.first < end for first, end in ranges):
            continue
        content = trimmed(seen, segment.first, message_end(seen, item.unit, segment.index))
        ranges.append(content)
        clause = _attribution((content,), last, "free", "free-clause")
        here = last is not None and last.unit == item.unit.index
        yield msgspec.structs.replace(clause, cue=last.cue if last is not None and here else ())


def _free(run: list[Unit], last: Speaker | None, rule: str) -> Attribution:
    return _attribution(tuple((unit.first, unit.last) for unit in run), last, "free", rule)


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


def _goes_on(seen: View, item: Unsaid, last: Speaker | None, before: int) -> str:
    """The rule by which the main clause goes on with what was said, empty for none: in Konjunktiv I over a gap, in II
    right behind an attribution; with "shall" behind the unit `before`."""
    finite = _main_finite(item.unit)
    if finite < 0:
        return ""
    if seen.has(finite, "reported", "reported_past") and finite != item.unit.first and last is not None:
        obliged = item.unit.index - last.unit == 1 and last.stance in _OBLIGING
        reported = seen.has(finite, "reported") and item.unit.index - before == 1
        return _GOING_ON if obliged else REPORTED if reported else ""
    if seen.subjunctive(finite, strong=True):
        return _GOING_ON
    if not seen.subjunctive(finite) or finite == item.unit.first or last is None or item.unit.index - last.unit != 1:
        return ""
    return _GOING_ON if _tells(seen, item, finite) else ""


def _tells(seen: View, item: Unsaid, finite: int) -> bool:
    """Whether Konjunktiv II reports: in the plural, where Konjunktiv I would sound like Indikativ, and with a
    participle for what was done; else the article supposes something."""
    if any(seen.has(at, "condition") for at in seen.visible(item.unit.first, item.unit.end)):
        return False
    light = seen.tokens[finite].lemma in seen.lexicon.words("auxiliary")
    done = light and any(p.finite == finite and seen.forms[p.verb] == "Part" for p in item.predicates)
    return done or seen.words[finite].endswith(seen.lexicon.endings("plural"))


def _main_finite(unit: Unit) -> int:
    """The finite verb of the first main clause."""
    return next((segment.finites[0] for segment in unit.segments if segment.kind == "main" and segment.finites), -1)


def _speaker(seen: View, item: Unsaid, said: tuple[Attribution, ...], last: Speaker | None) -> Speaker | None:
    """Who speaks at the end of the unit: the last attribution with a holder, or the subject of a verb of stance."""
    named = [n for n in item.attributions if said[n].holder]
    named = [n for n in named if not any(_holds(said[m], said[n]) for m in named if m != n)] or named
    if named:
        return Speaker(item.unit.index, attribution=named[-1], stance=said[named[-1]].stance)
    if item.attributions and last is not None:
        return msgspec.structs.replace(last, unit=item.unit.index)
    for predicate in item.predicates:
        if predicate.subordinate or predicate.finite < 0:
            continue
        entry = next((entry for entry in predicate.entries(seen) if set(entry.frames) & _SAYING), None)
        holder = speaker(seen, predicate) if entry else None
        if holder and entry:
            return Speaker(item.unit.index, holder=holder, cue=cue(seen, predicate, entry), stance=entry.stance)
    return None


def _holds(outer: Attribution, inner: Attribution) -> bool:
    """Whether the cue of one attribution stands in the message of another."""
    return any(first <= at < last for first, last in outer.content for at in inner.cue)
