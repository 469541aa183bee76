"""Stance nouns with their content: "seine Forderung nach Neuwahlen", "übte Kritik an der Reform"."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Attribution, TokenRange

from .attributes import PARTICIPIAL, agent_before
from .filling import CLAUSES, complement, following, infinitive, prepositional, same
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
    content = content or _equated(view, noun)
    if content is None:
        return
    holder = _possessor(view, noun, content) or _agent(view, noun) or _lender(view, noun)
    if _open(view, noun) or any(view.tokens[i].lemma in word_class("future") for i in range(*content)[:3]):
        return
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


def _equated(view: View, noun: int) -> TokenRange | None:
    """What a clause says that somebody's aim or demand is: "Ziel der Partei ist der Sturz der Regierung"."""
    index = view.analysis.clause_of[noun]
    clause = view.analysis.clauses[index] if index >= 0 else None
    if clause is None or view.tokens[noun].lemma not in word_class("aim") or not noun < clause.finite:
        return None
    if clause.lemma not in word_class("being"):
        return None
    known = slots(view, clause)
    found = infinitive(view, known) or complement(view, known)
    if found is None and clause.predicative is not None and clause.predicative.first > clause.finite:
        found = view.extent(clause.predicative)
    if found is None and clause.subject is not None and clause.subject.first > clause.finite:
        found = view.extent(clause.subject)
    return found


def _open(view: View, noun: int) -> bool:
    """Whether the noun's clause only says that the stance may or must come, or is needed."""
    index = view.analysis.clause_of[noun]
    clause = view.analysis.clauses[index] if index >= 0 else None
    if clause is None:
        return False
    if clause.lemma in word_class("withdrawing") or any(
        view.tokens[i].lemma in word_class("requirement") for i in clause.own
    ):
        return True
    if clause.kind == "infinitive" and view.tokens[clause.first - 2].lemma in word_class("possibility"):
        return True
    if clause.modal not in word_class("able") | word_class("duty"):
        return False
    return clause.lemma in word_class("coming") | word_class("light")


def _attribute(view: View, noun: int, code: str) -> TokenRange | None:
    """The noun's content: a genitive, the prepositional phrase or the clause behind it."""
    name, _, preposition = code.partition(":")
    limit = view.analysis.sentences[view.analysis.sentence_of[noun]].last
    if name == "gen":
        return _genitive(view, noun, limit)
    after = _after_possessor(view, noun)
    if after + 1 >= limit:
        return None
    if name == "p":
        wanted = view.tokens[after].pos == "ADP" and same(view, after, preposition)
        return view.grown(after + 1, after + 2) if wanted else _directed(view, noun, preposition)
    return following(view, noun, after, CLAUSES[name])


def _genitive(view: View, noun: int, limit: int) -> TokenRange | None:
    """The genitive behind the noun, by its article."""
    if noun + 2 >= limit or view.tokens[noun + 1].pos != "DET":
        return None
    owning = view.tokens[noun + 1].case == "Gen" or view.lower(noun + 1) in word_class("genitive-article")
    return view.grown(noun + 1, noun + 2) if owning else None


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
        known = slots(view, clause)
        return next((p for word in sorted(word_class("origin")) if (p := prepositional(view, known, word))), None)
    if clause.lemma in word_class("arising"):
        known = slots(view, clause)
        among = (prepositional(view, known, word) for word in sorted(word_class("among")))
        return next((p for p in among if p is not None and view.animacy(p) >= SURE), None)
    if view.tokens[noun].lemma not in word_class("partisan"):
        return _subject(view, noun) if clause.lemma in word_class("light") else None
    return (_subject(view, noun) or _fronted(view, clause, noun)) if clause.lemma in word_class("membership") else None


def _fronted(view: View, clause: Clause, noun: int) -> TokenRange | None:
    """The phrase before the finite verb where the predicate behind it was taken for the subject."""
    return view.trimmed(clause.first, clause.finite) if clause.first < clause.finite < noun else None
