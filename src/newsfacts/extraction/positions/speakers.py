"""Who says what is said: the holders of each attribution of speech, those it names or those it goes on from."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution, TokenRange

from .acts import Act
from .holders import points_back, resolved
from .mood import denied
from .sources import Sources

NEAR = 2  # sentences over which a pronoun that nobody could be found for means the last speaker
FAR = 4  # sentences over which a sentence of free speech finds its speaker


def act_of(view: View, attribution: Attribution) -> Act:
    """An attribution with the actors that its own words name."""
    addressee = attribution.addressee
    return Act(
        attribution=attribution,
        holders=resolved(view, attribution.holder),
        stance=denied(view, attribution),
        addressee=view.cast.admit(*addressee) if addressee else None,
        over=attribution.over,
        lexeme=attribution.lexeme,
    )


def resolved_speech(view: View, speech: Sequence[Attribution], stances: Sequence[Act], sources: Sources) -> list[Act]:
    """The speech attributions as acts; a continuation takes the holders of what it continues, a pronoun that nobody was
    found for those of the one who spoke last, a noun that is no actor is a nameless source. Free speech of nobody goes
    on with whoever spoke, or took one of the `stances`, before."""
    acts: list[Act] = []
    for attribution in speech:
        act = act_of(view, attribution)
        if not act.holders and sources.known_paper(attribution):
            act = msgspec.structs.replace(act, holders=_last_speaker(view, [*stances, *acts], act, NEAR))
        if not act.holders and (nameless := sources.holder(attribution)) is not None:
            act = msgspec.structs.replace(act, holders=(nameless,))
        if not act.holders and points_back(view, attribution):
            act = msgspec.structs.replace(act, holders=_last_speaker(view, acts, act, NEAR))
        if not act.holders:
            act = _continued(view, acts, act, stances)
        acts.append(act)
    return acts


def _continued(view: View, acts: Sequence[Act], act: Act, stances: Sequence[Act]) -> Act:
    """The act with the holders of the one it goes on with."""
    before = act.attribution.continues
    earlier = acts[before] if 0 <= before < len(acts) else None
    if act.attribution.kind == "free" and (earlier is None or not earlier.holders):
        near = [a for a in (*acts, *stances) if a.holders and a.last <= act.first and _follows(view, a, act, FAR)]
        earlier = max(near, key=lambda a: a.last, default=None)
    elif act.attribution.holder is not None:
        return act
    if earlier is None:
        return act
    words = _named(view, earlier) or earlier.attribution.holder or earlier.inherited
    stance = earlier.stance if earlier.stance == "accuses" and act.stance == "states" else act.stance
    own = msgspec.structs.replace(act.attribution, source=None, holder=None)
    return msgspec.structs.replace(
        act, attribution=own, holders=earlier.holders, inherited=words, via=earlier.via, stance=stance
    )


def _named(view: View, act: Act) -> TokenRange | None:
    """The words that name the source of an act; an adverb ("demnach") names nobody."""
    source = act.attribution.source
    return source if source and view.tokens[source[0]].pos != "ADV" else None


def _last_speaker(view: View, acts: Sequence[Act], act: Act, reach: int) -> tuple[str, ...]:
    """The holders of the act that ends last before this one, not more than `reach` sentences before."""
    near = [a for a in acts if a.holders and a.last <= act.first and _follows(view, a, act, reach)]
    return max(near, key=lambda a: a.last).holders if near else ()


def _follows(view: View, before: Act, act: Act, reach: int) -> bool:
    """Whether an act stands in the sentence of the one before it or not more than `reach` behind."""
    return 0 <= view.analysis.sentence_of[act.first] - view.analysis.sentence_of[before.last - 1] <= reach
