"""Finds what an article attributes to somebody: quotations, indirect speech, sources, and what goes on from them."""

from __future__ import annotations

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.structure import Attribution

from .anaphora import anaphoric
from .continuation import Unsaid, continued, referred
from .direct import direct, nested
from .frames import inserted
from .indirect import indirect
from .lexicon import load
from .predicates import Predicate, predicates
from .segments import view
from .sources import sources
from .transcript import answers, turns
from .view import Unit, View

__all__ = ["attributions"]


def attributions(analysis: Analysis) -> tuple[Attribution, ...]:
    """The attributions with a message, in text order; `continues` counts in the tuple returned.

    A quotation inside an indirect message comes once more by itself, its `rule` starting with "nested-".
    A free continuation has one content range for each of its sentences; what "is said to" be so behind any report has
    the rule "free-reported". Positions leave both out, quotations hold them.
    """
    if not analysis.tokens:
        return ()
    seen = view(analysis, load(analysis.article.language))
    interview = turns(seen)
    answered = {unit.index for turn in interview for unit in turn.units}
    said: list[Attribution] = []
    units: list[Unsaid] = []
    for unit in seen.units:
        verbs = predicates(seen, unit)
        found = _of_unit(seen, unit, verbs)
        if unit.index in answered:
            said.extend(found)
            continue
        units.append(Unsaid(unit, verbs, tuple(range(len(said), len(said) + len(found)))))
        said.extend(found)
    said = list(referred(seen, tuple(units), tuple(said)))
    said.extend(continued(seen, tuple(units), tuple(said)))
    said.extend(answers(seen, interview))
    said.extend(nested(seen, _resolved(tuple(said))))
    return _ordered(tuple(said))


def _of_unit(seen: View, unit: Unit, verbs: tuple[Predicate, ...]) -> tuple[Attribution, ...]:
    """The attributions that have their cue in the unit."""
    told = tuple(inserted(seen, unit, verbs))
    told += tuple(a for a in indirect(seen, unit, verbs) if not _repeats(a, told))
    told += tuple(sources(seen, unit, verbs, told))
    told += tuple(direct(seen, unit, verbs, told))
    return told + tuple(anaphoric(seen, unit, verbs, told))


def _repeats(one: Attribution, others: tuple[Attribution, ...]) -> bool:
    """Whether the same cue has its message already."""
    return any(set(one.cue) & set(other.cue) for other in others)


def _resolved(said: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions with the cue of the one they go on with, for the quotations inside them."""
    return tuple(msgspec.structs.replace(a, cue=said[a.continues].cue) if a.continues >= 0 else a for a in said)


def _ordered(said: tuple[Attribution, ...]) -> tuple[Attribution, ...]:
    """The attributions by the place of their content, `continues` renumbered."""
    order = sorted(range(len(said)), key=lambda n: (said[n].content[0], said[n].content[-1][1], n))
    place = {n: position for position, n in enumerate(order)}
    return tuple(
        msgspec.structs.replace(said[n], continues=place[said[n].continues]) if said[n].continues >= 0 else said[n]
        for n in order
    )
