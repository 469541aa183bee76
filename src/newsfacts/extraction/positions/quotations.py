"""All that an article quotes and reports, message by message, instead of the positions that it tells of.

Here a quoted phrase inside a report is a message too, a run of free speech is one, and so is what nobody in particular
says: a source without a name holds it. Stances described without a message are none.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.issues import compounds
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution, Cast

from .acts import Act
from .building import Outcome
from .making import made, unique
from .sources import Sources
from .speakers import resolved_speech


def quotations(analysis: Analysis, cast: Cast, speech: Sequence[Attribution], _: Sequence[Attribution]) -> Outcome:
    """Every message of the article, in text order, each with one holder; takes no account of stances."""
    view = View(analysis, cast)
    sources = Sources(view)
    said = [_held(act, sources) for act in resolved_speech(view, speech, (), sources)]
    matters = compounds(analysis)
    said.sort(key=lambda act: (act.first, act.last, act.attribution.rule))
    found = [position for act in said for position in made(view, act, matters)]
    return Outcome(unique(found), (), sources.actors())


def _held(act: Act, sources: Sources) -> Act:
    """The act with one holder, a nameless source where there is none; a noun's message counts as speech."""
    holder = act.holders[0] if act.holders else sources.anybody(act.attribution)
    words = act.attribution
    if words.kind == "noun":
        words = msgspec.structs.replace(words, kind="indirect")
    inherited = act.inherited if act.attribution.kind in {"free", "direct"} else None
    return msgspec.structs.replace(act, attribution=words, holders=(holder,), inherited=inherited)
