"""Sources named beside the one who reports: "X said, citing Y" makes Y the holder and X the one who passes it on."""

from __future__ import annotations

import msgspec

from newsfacts.extraction.speech.lexicon import load
from newsfacts.extraction.stances.frames import word_class
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import TokenRange

from .acts import Act
from .holders import resolved

REACH = 7  # tokens from the preposition to the noun of a cited source


def relayed(view: View, act: Act) -> Act:
    """The act with the cited source as holder and the reporter as `via`; unchanged where none is cited."""
    if act.is_speech and act.holders and (quoting := _quoting(view, act)):
        return msgspec.structs.replace(act, via=(*act.via, *quoting))
    cited = _cited(view, act) if act.is_speech and act.holders else None
    sources = resolved(view, cited)
    if cited is None or not sources or set(sources) & set(act.holders):
        return act
    words = msgspec.structs.replace(act.attribution, holder=cited, source=cited)
    return msgspec.structs.replace(act, attribution=words, holders=sources, via=(*act.via, *act.holders))


def _cited(view: View, act: Act) -> TokenRange | None:
    """The words behind "citing" in the cue's own clause, outside the content."""
    anchor = act.attribution.cue[0] if act.attribution.cue else -1
    number = view.analysis.clause_of[anchor] if anchor >= 0 else -1
    if number < 0:
        return None
    for index in view.analysis.clauses[number].own:
        if view.tokens[index].lemma in word_class("citing") and not act.holds(index):
            return _behind(view, index + 2)
    return None


def _behind(view: View, first: int) -> TokenRange | None:
    """The noun phrase that begins at `first`, adverbs before its noun included."""
    ahead = range(first, min(first + REACH, len(view.tokens)))
    noun = next((i for i in ahead if view.tokens[i].pos in {"NOUN", "PROPN"}), None)
    return view.grown(first, noun + 1) if noun is not None else None


def _quoting(view: View, act: Act) -> tuple[str, ...]:
    """Who quotes the holder: the subject of "quotes her", the agent of "is quoted by"."""
    lexicon = load(view.analysis.article.language)
    quotes = any("u" in verb.frames for verb in lexicon.verbs(act.attribution.lexeme))
    number = view.analysis.clause_of[act.attribution.cue[0]] if quotes and act.attribution.cue else -1
    if number < 0:
        return ()
    clause = view.analysis.clauses[number]
    agents = [p for p in clause.obliques if view.lower(p.preposition) in lexicon.words("agent")]
    phrases = agents if clause.passive else [clause.subject]
    found = [actor for p in phrases if p is not None for actor in resolved(view, (p.first, p.last))]
    return tuple(actor for actor in found if actor not in act.holders)
