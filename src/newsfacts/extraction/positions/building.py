"""From attributions to positions: holders resolved, reports of reports folded, spans turned into characters."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.issues import compounds, issues
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution, Cast, TokenRange
from newsfacts.model import Actor, Position, Refusal, Span

from .acts import Act
from .conditions import condition
from .confidence import confidence
from .holders import points_back, resolved, speaks_for_itself, subject_before
from .mood import carried, denied
from .nesting import merged, unnested
from .preference import preferred
from .relaying import relayed
from .sources import Sources

NEAR = 2  # sentences over which a pronoun that nobody could be found for means the last speaker
QUOTED = 0.4  # share of the content in quotation marks that makes it a direct quotation


class Outcome(msgspec.Struct, frozen=True):
    """The positions of an article in text order, the attributions that became none, with the reason, and the nameless
    sources that hold a position without being actors of the cast."""

    positions: tuple[Position, ...]
    refused: tuple[Refusal, ...]
    sources: tuple[Actor, ...] = ()


def positions(analysis: Analysis, cast: Cast, speech: Sequence[Attribution], stances: Sequence[Attribution]) -> Outcome:
    """The positions of the article.

    `continues` of an attribution counts in `speech`. Each holder of a joint stance gets a position of its own."""
    view = View(analysis, cast)
    sources = Sources(view)
    said = _resolved_speech(view, speech, sources)
    said = [relayed(view, part) for act in said for part in _sentences(act)]
    acts = merged(view, [*said, *(_act(view, a) for a in stances)])
    acts = _own_voices(view, acts)
    told = unnested(view, acts)
    held = sorted((a for a in told if a.holders), key=lambda a: (a.first, a.last, a.attribution.rule))
    matters = compounds(analysis.tokens)
    made = tuple(p for act in held for p in _made(view, act, matters))
    refused = tuple(
        Refusal(act.attribution.rule, "no actor found that holds it", analysis.span(act.first, act.last))
        for act in sorted(told, key=lambda a: (a.first, a.last))
        if not act.holders
    )
    return Outcome(_unique(made), refused, sources.actors())


def _act(view: View, attribution: Attribution) -> Act:
    addressee = attribution.addressee
    return Act(
        attribution=attribution,
        holders=resolved(view, attribution.holder),
        stance=denied(view, attribution),
        addressee=view.cast.admit(*addressee) if addressee else None,
        over=attribution.over,
        lexeme=attribution.lexeme,
    )


def _resolved_speech(view: View, speech: Sequence[Attribution], sources: Sources) -> list[Act]:
    """The speech attributions as acts; a continuation takes the holders of what it continues."""
    acts: list[Act] = []
    for attribution in speech:
        act = _act(view, attribution)
        if not act.holders and (nameless := sources.holder(attribution)) is not None:
            act = msgspec.structs.replace(act, holders=(nameless,))
        if not act.holders and acts and points_back(view, attribution) and _follows(view, acts[-1], act):
            act = msgspec.structs.replace(act, holders=acts[-1].holders)
        before = attribution.continues
        if not act.holders and attribution.holder is None and 0 <= before < len(acts):
            earlier = acts[before]
            words = earlier.attribution.holder or earlier.inherited
            stance = earlier.stance if earlier.stance == "accuses" and act.stance == "states" else act.stance
            act = msgspec.structs.replace(act, holders=earlier.holders, inherited=words, via=earlier.via, stance=stance)
        acts.append(act)
    return acts


def _follows(view: View, before: Act, act: Act) -> bool:
    """Whether an act stands in the sentence of the one before it or in one of the next two."""
    return 0 <= view.analysis.sentence_of[act.first] - view.analysis.sentence_of[before.last - 1] <= NEAR


def _sentences(act: Act) -> Iterator[Act]:
    """A run of free speech as one act a sentence: each says something of its own."""
    found = act.attribution
    if found.kind != "free":
        yield act
        return
    for number, part in enumerate(found.content):
        stance = act.stance if number == 0 else found.stance
        words = msgspec.structs.replace(found, content=(part,))
        yield msgspec.structs.replace(act, attribution=words, stance=stance)


def _own_voices(view: View, acts: Sequence[Act]) -> list[Act]:
    """Gives stances said in the first person to the speaker; drops those of no speaker."""
    speakers: dict[int, tuple[str, ...]] = {}  # token -> who says it
    for act in acts:
        if act.is_speech and act.holders and not speaks_for_itself(view, act.attribution):
            for part in act.attribution.content:
                speakers.update((token, act.holders) for token in range(*part) if token not in speakers)
    found: list[Act] = []
    for act in acts:
        if speaks_for_itself(view, act.attribution):
            anchor = act.attribution.cue[0] if act.attribution.cue else act.first
            act = msgspec.structs.replace(act, holders=speakers.get(anchor) or subject_before(view, act, anchor))
        found.append(act)
    return found


def _made(view: View, act: Act, matters: Mapping[str, str]) -> Iterator[Position]:
    """One position for each holder."""
    analysis, found = view.analysis, act.attribution
    content = tuple(analysis.span(*part) for part in found.content)
    stance = carried(view, act)
    words = found.source or found.holder
    limits = condition(view, act)
    over = act.over or preferred(view, act)
    for holder in act.holders:
        yield Position(
            id=_identity(analysis.article.id, holder, stance, content),
            holder=holder,
            stance=stance,
            content=content,
            cue=_runs(analysis, found.cue) if act.is_speech else (),
            trigger=() if act.is_speech else _runs(analysis, found.cue),
            holder_mention=analysis.span(*words) if words else _inherited(analysis, act),
            addressee=act.addressee if act.addressee != holder else None,
            addressee_mention=analysis.span(*found.addressee) if found.addressee else None,
            via=tuple(actor for actor in act.via if actor != holder),
            direct_quote=_quoted(analysis, found),
            over=analysis.span(*over) if over else None,
            condition=analysis.span(*limits) if limits else None,
            issues=issues(view, found.content, matters),
            evidence=_evidence(analysis, act),
            confidence=confidence(found.rule, stance),
            rule=f"{found.rule}:{act.lexeme}" if act.lexeme else found.rule,
        )


def _identity(article: str, holder: str, stance: str, content: Sequence[Span]) -> str:
    spans = " ".join(f"{span.start}-{span.end}" for span in content)
    return "p" + hashlib.sha256(f"{article}|{holder}|{stance}|{spans}".encode()).hexdigest()[:12]


def _inherited(analysis: Analysis, act: Act) -> Span | None:
    return analysis.span(*act.inherited) if act.inherited else None


def _runs(analysis: Analysis, cue: Sequence[int]) -> tuple[Span, ...]:
    """The cue's tokens as spans, neighbours joined."""
    runs: list[TokenRange] = []
    for index in sorted(cue):
        if runs and runs[-1][1] == index:
            runs[-1] = (runs[-1][0], index + 1)
        else:
            runs.append((index, index + 1))
    return tuple(analysis.span(*run) for run in runs)


def _quoted(analysis: Analysis, found: Attribution) -> bool:
    """Whether the content stands mostly in quotation marks."""
    if found.kind == "direct":
        return True
    inside = total = 0
    for first, last in found.content:
        total += last - first
        inside += sum(max(0, min(last, q.last) - max(first, q.first)) for q in analysis.quotations if q.depth == 1)
    return inside >= QUOTED * total


def _evidence(analysis: Analysis, act: Act) -> Span:
    """The sentences that the content and the cue stand in."""
    anchors = (act.first, act.last - 1, *act.attribution.cue)
    numbers = [analysis.sentence_of[i] for i in anchors]
    return analysis.span(analysis.sentences[min(numbers)].first, analysis.sentences[max(numbers)].last)


def _unique(made: Sequence[Position]) -> tuple[Position, ...]:
    """Each position once; of those that agree in all but words the first."""
    kept: dict[str, Position] = {}
    for position in made:
        kept.setdefault(position.id, position)
    return tuple(kept.values())
