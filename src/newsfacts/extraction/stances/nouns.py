"""Stance nouns with their content: "seine Forderung nach Neuwahlen", "übte Kritik an der Reform"."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Attribution, TokenRange

from .attributes import PARTICIPIAL, agent_before
from .filling import CLAUSES, following, prepositional, same
from .frames import Frame, frames, word_class
from .slots import SURE, slots
from .view import View

CONFIDENCE = 0.7  # before calibration


def nominal(view: View) -> Iterator[Attribution]:
    """The stances that nouns carry together with their attributes."""
    table = frames("noun")
    for token in view.tokens:
        if token.pos == "NOUN" and token.lemma in table:
            found = next((a for frame in table[token.lemma] for a in _framed(view, token.index, frame)), None)
            if found is not None:
                yield found


def _framed(view: View, noun: int, frame: Frame) -> Iterator[Attribution]:
    content = next((found for code in frame.content if (found := _attribute(view, noun, code))), None)
    if content is None:
        return
    holder = _possessor(view, noun, content) or _agent(view, noun) or _lender(view, noun)
    if holder is None or view.animacy(holder) < SURE:
        return
    yield Attribution(
        kind="noun",
        content=(content,),
        stance=frame.stance,
        rule="stance.noun",
        confidence=CONFIDENCE,
        lexeme=frame.lemma,
        cue=(noun,),
        source=holder,
        holder=holder,
    )


def _attribute(view: View, noun: int, code: str) -> TokenRange | None:
    """The noun's content: a genitive, the prepositional phrase or the clause behind it."""
    name, _, preposition = code.partition(":")
    after = _after_possessor(view, noun)
    limit = view.analysis.sentences[view.analysis.sentence_of[noun]].last
    if after + 1 >= limit:
        return None
    if name == "p":
        wanted = view.tokens[after].pos == "ADP" and same(view, after, preposition)
        return view.grown(after + 1, after + 2) if wanted else _directed(view, noun, preposition)
    if name == "gen":
        head = view.tokens[noun + 1]
        return view.grown(noun + 1, noun + 2) if head.pos == "DET" and head.case == "Gen" else None
    return following(view, noun, after, CLAUSES[name])


def _directed(view: View, noun: int, preposition: str) -> TokenRange | None:
    """The phrase that the noun's clause says it is directed at: "his doubts are about …"."""
    index = view.analysis.clause_of[noun]
    if index < 0:
        return None
    clause = view.analysis.clauses[index]
    subject = clause.subject
    if subject is None or not subject.first <= noun < subject.last or clause.lemma not in word_class("directing"):
        return None
    return prepositional(view, slots(view, clause), preposition)


def _after_possessor(view: View, noun: int) -> int:
    """The token behind the noun and its genitive: "die Forderung der Gewerkschaft | nach"."""
    at = noun + 1
    limit = view.analysis.sentences[view.analysis.sentence_of[noun]].last
    if at < limit and view.tokens[at].pos == "DET" and view.tokens[at].case == "Gen":
        while at < limit and view.tokens[at].pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
            at += 1
    return at


def _possessor(view: View, noun: int, content: TokenRange) -> TokenRange | None:
    """Whose stance the noun says it is: its genitive, the name or possessive before it."""
    after = _after_possessor(view, noun)
    if after > noun + 1 and content[0] >= after:
        return noun + 1, after
    before = noun - 1
    while before >= 0 and view.tokens[before].pos == "ADJ":
        before -= 1
    if before < 0:
        return None
    token = view.tokens[before]
    if token.pos == "PROPN" and token.case in {"Gen", ""}:
        return view.phrase_at(before)
    if view.lower(before) not in word_class("possessive"):
        return None
    return (before, before + 1) if view.cast.denoted(before, before + 1) else _subject(view, noun)


def _agent(view: View, noun: int) -> TokenRange | None:
    """The agent of a participle before the noun: "die von der Kommission erhobene Forderung"."""
    return agent_before(view, noun - 1) if noun > 0 and view.tokens[noun - 1].pos in PARTICIPIAL else None


def _subject(view: View, noun: int) -> TokenRange | None:
    """The subject of the noun's clause, if the noun is not part of it."""
    index = view.analysis.clause_of[noun]
    known = slots(view, view.analysis.clauses[index]) if index >= 0 else None
    if known is None or known.subject is None or known.subject[0] <= noun < known.subject[1]:
        return None
    return known.subject


def _lender(view: View, noun: int) -> TokenRange | None:
    """The subject of the light verb that the noun is an object of, or whom the stance comes from."""
    index = view.analysis.clause_of[noun]
    clause: Clause | None = view.analysis.clauses[index] if index >= 0 else None
    if clause is None:
        return None
    if clause.lemma in word_class("coming"):
        return prepositional(view, slots(view, clause), next(iter(sorted(word_class("origin")))))
    return _subject(view, noun) if clause.lemma in word_class("light") else None
