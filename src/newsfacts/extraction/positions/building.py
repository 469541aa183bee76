"""From attributions to positions: holders resolved, reports of reports folded, spans turned into characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.issues import compounds
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution, Cast
from newsfacts.model import Actor, Position, Refusal

from .acts import Act
from .holders import speaks_for_itself, subject_before
from .making import made, unique
from .nesting import merged, unnested
from .relaying import relayed
from .sources import Sources
from .speakers import act_of, resolved_speech


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
    taken = [act_of(view, attribution) for attribution in stances]
    said = resolved_speech(view, speech, taken, sources)
    said = [relayed(view, part) for act in said for part in _sentences(act)]
    acts = merged(view, [*said, *taken])
    acts = _own_voices(view, acts)
    told = unnested(view, acts)
    held = sorted((a for a in told if a.holders), key=lambda a: (a.first, a.last, a.attribution.rule))
    matters = compounds(analysis)
    found = tuple(p for act in held for p in made(view, act, matters))
    refused = tuple(
        Refusal(act.attribution.rule, "no actor found that holds it", analysis.span(act.first, act.last))
        for act in sorted(told, key=lambda a: (a.first, a.last))
        if not act.holders
    )
    return Outcome(unique(found), refused, sources.actors())


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
