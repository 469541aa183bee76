"""The rules, composed: actors, speech, stances, positions, events and roles of one analysed article."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from newsfacts.analysis.structure import Analysis
from newsfacts.facts import info
from newsfacts.model import Actor, Event, Facts, Position, Refusal, Role

from . import cast, speech, stances
from .events import events
from .positions import Outcome, positions, quotations
from .structure import Attribution, Cast

Holding = Callable[[Analysis, Cast, Sequence[Attribution], Sequence[Attribution]], Outcome]


class Rules:
    """The extractor: `rules(analysis)` gives the facts of one article, always the same for the same analysis; `holding`
    makes positions of what is said and of the stances taken."""

    def __init__(self, holding: Holding = positions) -> None:
        self._holding = holding

    def __call__(self, analysis: Analysis) -> Facts:
        """The facts of an analysed article: pure, no network, no clock."""
        actors = cast.build(analysis)
        said = speech.attributions(analysis)
        taken = stances.attributions(analysis, actors)
        held = self._holding(analysis, actors, said, taken)
        happened = events(analysis, actors, (*said, *taken))
        used = _used(held.positions, happened.events)
        kept = actors.keep(used)
        known = frozenset(actor.id for actor in kept)
        refused = (*actors.refused(), *held.refused, *happened.refused)
        return Facts(
            article=info(analysis.article),
            actors=_with_sources(kept, held.sources, used),
            roles=_of_known(actors.roles(), known),
            places=happened.places,
            events=happened.events,
            positions=held.positions,
            refused=tuple(sorted(set(refused), key=_place)),
        )


@cache
def load() -> Rules:
    """The extractor; its lexicons are read with the first article."""
    return Rules()


@cache
def load_quotations() -> Rules:
    """The extractor of all that is quoted and reported, stances of the article's own words left out: each message once
    more inside another, and those of nobody named, as the corpora of quotation attribution mark them."""
    return Rules(quotations)


def _used(held: Iterable[Position], happened: Iterable[Event]) -> frozenset[str]:
    """The actors that a position or event refers to."""
    used: set[str] = set()
    for position in held:
        used.update((position.holder, *position.via))
        if position.addressee is not None:
            used.add(position.addressee)
    for event in happened:
        used.update(event.agents, event.recipients)
    return frozenset(used)


def _with_sources(kept: Iterable[Actor], sources: Iterable[Actor], used: frozenset[str]) -> tuple[Actor, ...]:
    """The cast with the nameless sources of positions among them, in order of first mention."""
    found = [*kept, *(source for source in sources if source.id in used)]
    return tuple(sorted(found, key=lambda actor: (actor.mentions[0], actor.id)))


def _of_known(roles: Iterable[Role], known: frozenset[str]) -> tuple[Role, ...]:
    return tuple(role for role in roles if role.actor in known and (role.of is None or role.of in known))


def _place(refusal: Refusal) -> tuple[int, int, str, str]:
    return refusal.span.start, refusal.span.end, refusal.rule, refusal.reason
