"""Stance verbs: "lehnt eine Ausweitung ab", "forderte von der Regierung mehr Geld", "warnt vor einem Abkommen"."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.model import Stance

from .evaluation import evaluated, judged, lacking
from .filling import filled, judgement, prepositional
from .frames import Frame, frames, word_class
from .slots import NEVER, Slots, slots
from .view import OPENING, View

CONFIDENCE = 0.8  # before calibration
SHORT = 4  # letters of a noun too short to be told at the end of a compound
DEPENDENT = frozenset({"infinitive", "participle"})  # what they say is wanted or meant, not done


def verbal(view: View) -> Iterator[Attribution]:
    """The stances that the lexical verbs of the clauses carry."""
    tables = (frames("verb"), frames("judgement"))
    for clause in view.analysis.clauses:
        if clause.verb < 0 or clause.kind in DEPENDENT or hypothetical(view, clause):
            continue
        lemma = _lemma(view, clause)
        readings = [frame for table in tables[::-1] for frame in table.get(lemma, ())]
        found = next((a for frame in readings for a in framed(view, _voiced(view, clause, frame), frame)), None)
        if found is not None:
            yield found


def _lemma(view: View, clause: Clause) -> str:
    """The clause's verb; without a particle that stands before other words, where it is none but an article."""
    simple = view.tokens[clause.verb].lemma
    particle = clause.lemma.removesuffix(simple) if simple else ""
    if not particle or particle == clause.lemma:
        return clause.lemma
    at = next((i for i in clause.own if view.lower(i) == particle and i + 1 < clause.last), -1)
    inside = at >= 0 and view.tokens[at + 1].pos != "PUNCT" and view.tokens[at + 1].pos != "CCONJ"
    joined = at >= 0 and view.tokens[at + 1].text in OPENING
    return simple if inside or joined else clause.lemma


def _voiced(view: View, clause: Clause, frame: Frame) -> Slots:
    """The clause's slots; as a passive where a verb with an accusative stands as participle with "be"."""
    return slots(view, clause, passive=_stative(view, clause) and _transitive(frame))


def _stative(view: View, clause: Clause) -> bool:
    """Whether the predicate is a participle with "be": a passive if its verb takes an accusative."""
    if clause.passive or clause.finite < 0 or view.tokens[clause.verb].form != "Part":
        return False
    return view.tokens[clause.finite].lemma in word_class("being")


def _transitive(frame: Frame) -> bool:
    return "acc" in frame.content or "acc" in frame.addressee


def hypothetical(view: View, clause: Clause) -> bool:
    """Whether the clause says under which condition something holds, so that nobody takes the stance in it."""
    if clause.marker >= 0:
        return view.lower(clause.marker) in word_class("conditional") | word_class("open")
    opens_sentence = clause.finite == view.analysis.sentences[clause.sentence].first
    return opens_sentence or (clause.finite == clause.first and clause.mood == "Sub")


def framed(view: View, known: Slots, frame: Frame) -> Iterator[Attribution]:
    """The attribution that `frame` makes of the clause, if it fits."""
    clause = known.clause
    if not has_words(view, clause, frame.words) or (frame.barred and _any_word(view, clause, frame.barred)):
        return
    content = _besides(view, filled(view, known, frame.content), frame.words)
    if content is None or (frame.about and not _about(view, content[1], frame.about)):
        return
    holder = _holder(view, known, frame)
    if holder is not None and view.animacy(holder) < NEVER:
        return
    stance = taken(view, clause, frame)
    if stance is None:
        return
    if content[0] == "pred" and _is_name(view, judgement(view, known, "pred") or content[1]):
        return
    addressee = filled(view, known, frame.addressee)
    judging = judgement(view, known, content[0]) or content[1]
    yield Attribution(
        kind="stance",
        content=_parts(content[1], judging),
        stance=evaluated(view, judging, stance) if frame.kind == "judgement" else lacking(view, content[1], stance),
        rule=f"stance.{frame.kind}.{content[0].partition(':')[0]}",
        confidence=CONFIDENCE,
        lexeme=frame.name,
        cue=tuple(clause.verbs) or (clause.verb,),
        source=holder,
        holder=holder,
        addressee=addressee[1] if addressee and addressee[1] != content[1] else None,
        over=_over(view, known, frame, content[1]),
    )


def _is_name(view: View, words: TokenRange) -> bool:
    """Whether words behind an object name it instead of judging it: no evaluation, no article, no adjective."""
    return judged(view, words) is None and not any(view.tokens[i].pos in {"DET", "ADJ"} for i in range(*words))


def _parts(judged: TokenRange, judging: TokenRange) -> tuple[TokenRange, ...]:
    """What is judged and the judgement, in text order; one part where they are the same or only the particle parts
    them."""
    if judged == judging:
        return (judged,)
    first, second = sorted((judged, judging))
    return ((first[0], second[1]),) if second[0] - first[1] <= 1 else (first, second)


def has_words(view: View, clause: Clause, words: tuple[str, ...]) -> bool:
    """Whether all the words stand in the clause's own part, as form or lemma."""
    if not words:
        return True
    own = {view.tokens[i].text for i in clause.own} | {view.tokens[i].lemma for i in clause.own}
    own |= {word.lower() for word in own}
    return all(word in own for word in words)


def _besides(view: View, found: tuple[str, TokenRange] | None, words: tuple[str, ...]) -> tuple[str, TokenRange] | None:
    """A filled slot without the words that belong to the stance itself ("in Frage" of "in Frage stellen")."""
    if found is None or not words:
        return found
    code, (first, last) = found
    end = next((i for i in range(first + 1, last) if view.tokens[i].text in words), last)
    left = view.trimmed(first, end)
    return None if left is None else (code, left)


def _any_word(view: View, clause: Clause, words: tuple[str, ...]) -> bool:
    return any(view.lower(i) in words for i in clause.own)


def _about(view: View, content: TokenRange, name: str) -> bool:
    """Whether one of the content's first words is of the class, or a compound that ends in one."""
    known = word_class(name)
    heads = tuple(word.lower() for word in sorted(known) if len(word) > SHORT)
    near = range(content[0], min(content[1], content[0] + 5))
    if any(view.tokens[i].lemma in known or view.lower(i) in known for i in near):
        return True
    return any(view.tokens[i].pos == "NOUN" and view.tokens[i].lemma.lower().endswith(heads) for i in near)


def _holder(view: View, known: Slots, frame: Frame) -> TokenRange | None:
    if frame.holder == "nom":
        return known.subject
    found = filled(view, known, (frame.holder,))
    return found[1] if found else None


def taken(view: View, clause: Clause, frame: Frame) -> Stance | None:
    """The stance the clause takes, after negation and modal verbs; None where it takes none for certain."""
    negated = view.negated(clause) and not any(word in word_class("negator") for word in frame.words)
    if clause.modal in word_class("unreal") - word_class("intention") and clause.modal not in frame.words:
        return frame.negated if negated and clause.modal not in word_class("duty") else None
    return frame.negated if negated else frame.stance


def _over(view: View, known: Slots, frame: Frame, content: TokenRange) -> TokenRange | None:
    """What the content is preferred to."""
    for code in frame.over:
        if code.startswith("p:"):
            found = prepositional(view, known, code[2:])
        else:
            slot = filled(view, known, (code,))
            found = slot[1] if slot else None
        if found is not None and found != content:
            return found
    return None
