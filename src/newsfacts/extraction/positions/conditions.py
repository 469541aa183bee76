"""Under which condition a position holds: "bei einem Scheitern der Gespräche", "wenn die Steuern sinken"."""

from __future__ import annotations

from newsfacts.extraction.stances.frames import word_class
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import TokenRange

from .acts import Act

MOST = 0.8  # share of the content beyond which a condition is the content itself


def condition(view: View, act: Act) -> TokenRange | None:
    """The words of the condition, None where the position holds without one."""
    if act.attribution.condition is not None:
        return act.attribution.condition
    first, last = _reach(view, act)
    found = _clause(view, first, last) or _phrase(view, first, last)
    if found is None or (act.holds(found[0]) and found[1] - found[0] >= MOST * act.size):
        return None
    return found


def _reach(view: View, act: Act) -> TokenRange:
    """The clause of the cue with the content."""
    first, last = act.first, act.last
    for index in act.attribution.cue if not act.is_speech else ():
        number = view.analysis.clause_of[index]
        if number >= 0:
            clause = view.analysis.clauses[number]
            first, last = min(first, clause.first), max(last, clause.last)
    return first, last


def _clause(view: View, first: int, last: int) -> TokenRange | None:
    for clause in view.by_sentence.get(view.analysis.sentence_of[first], ()):
        if not (first - 1 <= clause.first and clause.last <= last + 1):
            continue
        if clause.marker >= 0 and view.lower(clause.marker) in word_class("conditional"):
            return view.trimmed(clause.first, clause.last)
    return None


def _phrase(view: View, first: int, last: int) -> TokenRange | None:
    """A prepositional phrase whose noun names an outcome ("bei einem Scheitern der Gespräche")."""
    for index in range(first, last - 1):
        if view.tokens[index].pos == "ADP" and view.lower(index) in word_class("provided"):
            found = view.grown(index + 1, index + 2)
            noun = next((view.tokens[i] for i in range(*found) if view.tokens[i].pos == "NOUN"), None)
            if noun is not None and noun.lemma in word_class("outcome"):
                return index, found[1]
    return None
