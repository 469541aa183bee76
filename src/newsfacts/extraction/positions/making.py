"""From acts to positions: spans turned into characters, each with its evidence, its issues and its identity."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.issues import issues
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.model import Position, Span

from .acts import Act
from .conditions import condition
from .confidence import confidence
from .mood import carried
from .preference import preferred

QUOTED = 0.4  # share of the content in quotation marks that makes it a direct quotation


def made(view: View, act: Act, matters: Mapping[str, str]) -> Iterator[Position]:
    """One position for each holder."""
    analysis, found = view.analysis, act.attribution
    content = tuple(analysis.span(*part) for part in found.content)
    stance = carried(view, act)
    words = found.source or found.holder
    named = _named(analysis, found.holder or act.inherited)
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
            confidence=confidence(found.rule, stance, named=named),
            rule=f"{found.rule}:{act.lexeme}" if act.lexeme else found.rule,
        )


def _named(analysis: Analysis, holder: TokenRange | None) -> bool:
    """Whether a name stands in the holder's words."""
    return holder is not None and any(analysis.tokens[i].pos == "PROPN" for i in range(*holder))


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


def unique(found: Sequence[Position]) -> tuple[Position, ...]:
    """Each position once; of those that agree in all but words the first."""
    kept: dict[str, Position] = {}
    for position in found:
        kept.setdefault(position.id, position)
    return tuple(kept.values())
