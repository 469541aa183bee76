"""Stance verbs: "lehnt eine Ausweitung ab", "forderte von der Regierung mehr Geld", "warnt vor einem Abkommen"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.structure import Attribution, TokenRange
from newsfacts.model import Stance

from .evaluation import evaluated, judged, lacking
from .filling import accusative, filled, judgement, prepositional
from .frames import Frame, frames, word_class
from .slots import NEVER, SURE, Slots, slots
from .view import OPENING, View

CONFIDENCE = 0.8  # before calibration
SHORT = 4  # letters of a noun too short to be told at the end of a compound
MOVED = frozenset({"acc", "dat"})  # the holders whom a thing makes take a stance
FELT = frozenset({"criticises", "doubts", "rejects", "warns", "praises", "supports"})  # what a noun says one feels
NAMING = frozenset({"states", "rejects"})  # the stances of the verbs that only name what they judge
DEPENDENT = frozenset({"infinitive", "participle"})  # what they say is wanted or meant, not done


def verbal(view: View) -> Iterator[Attribution]:
    """The stances that the lexical verbs of the clauses carry."""
    tables = (frames("verb"), frames("judgement"))
    for clause in view.analysis.clauses:
        if clause.verb < 0 or hypothetical(view, clause) or _only_modal(view, clause):
            continue
        if clause.kind in DEPENDENT and clause.lemma not in word_class("rallying"):
            continue
        lemma = _lemma(view, clause)
        readings = [frame for table in tables[::-1] for frame in table.get(lemma, ())]
        made = (a for frame in readings for a in framed(view, _voiced(view, clause, frame), frame))
        found = next(made, None)
        if found is not None:
            yield found
            yield from _opposite(view, clause, found, made)


def _opposite(view: View, clause: Clause, found: Attribution, others: Iterator[Attribution]) -> Iterator[Attribution]:
    """The other side of a stance that is taken for one thing and against another: "gegen A und für B"."""
    for other in others:
        before = other.content[0][0] - 1
        sided = before in clause.own and view.lower(before) in word_class("siding")
        sided = sided and "CCONJ" in (view.tokens[before - 1].pos, view.tokens[found.content[0][0] - 2].pos)
        if sided and other.stance != found.stance and other.content != found.content:
            yield msgspec.structs.replace(other, cue=(before,))
            return


def _lemma(view: View, clause: Clause) -> str:
    """The clause's verb; without a particle that stands before other words, where it is none but an article."""
    simple = view.tokens[clause.verb].lemma
    particle = clause.lemma.removesuffix(simple) if simple else ""
    if not particle or particle == clause.lemma:
        return clause.lemma
    places = [i for i in clause.own if view.lower(i) == particle]
    at = places[-1] if places and places[-1] + 1 < clause.last else -1
    if at > 0 and view.tokens[at - 1].pos == "NUM":
        return simple
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


def _only_modal(view: View, clause: Clause) -> bool:
    """Whether a modal verb stands alone because its infinitives were cut off: "wanted | neither to confirm nor …"."""
    if clause.lemma not in word_class("intention"):
        return False
    return any(
        other.first == clause.last and view.lower(other.first) in word_class("negator")
        for other in view.by_sentence.get(clause.sentence, ())
    )


def hypothetical(view: View, clause: Clause) -> bool:
    """Whether the clause says under which condition something holds, or what is not so: nobody takes its stance."""
    if _untrue(view, clause):
        return True
    if clause.marker >= 0:
        return view.lower(clause.marker) in word_class("conditional") | word_class("open")
    opens_sentence = clause.finite == view.analysis.sentences[clause.sentence].first
    conceding = clause.mood == "Sub" or clause.modal in word_class("wish")
    return opens_sentence or (clause.finite == clause.first and conceding)


def _untrue(view: View, clause: Clause) -> bool:
    """Whether the clause is said not to be true: "it is not so that …"."""
    if clause.kind != "complement" or clause.parent < 0:
        return False
    governing = view.analysis.clauses[clause.parent]
    return governing.lemma in word_class("holding-true") and view.negated(governing)


def framed(view: View, known: Slots, frame: Frame) -> Iterator[Attribution]:
    """The attribution that `frame` makes of the clause, if it fits."""
    clause = known.clause
    if not has_words(view, clause, frame.words) or (frame.barred and _any_word(view, clause, frame.barred)):
        return
    content = _besides(view, known, filled(view, known, frame.content), frame.words)
    if content is None or (frame.about and not about(view, content[1], frame.about)) or _says_nothing(view, content[1]):
        return
    if frame.stance == "states" and content[0] == "acc" and _carries_own(view, content[1]):
        return
    holder = _holder(view, known, frame)
    if holder is not None and view.animacy(holder) < NEVER:
        return
    if frame.holder in MOVED and not _moved(view, known, holder):
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
        content=_parts(view, content[1], judging, frame),
        stance=_valued(view, frame, judging, stance),
        rule=f"stance.{frame.kind}.{content[0].partition(':')[0]}",
        confidence=CONFIDENCE,
        lexeme=frame.name,
        cue=tuple(clause.verbs) or (clause.verb,),
        source=holder,
        holder=holder,
        addressee=addressee[1] if addressee and addressee[1] != content[1] else None,
        over=_over(view, known, frame, content[1]),
    )


def _says_nothing(view: View, content: TokenRange) -> bool:
    """Whether nothing is left but an article or a relative pronoun whose noun is not known."""
    if content[1] - content[0] == 1:
        return view.lower(content[0]) in word_class("bare-article") | word_class("possessive")
    return all(view.tokens[i].pos in {"DET", "ADJ", "ADP"} for i in range(*content))


def _carries_own(view: View, content: TokenRange) -> bool:
    """Whether the object is a stance noun with words of its own, which the rule of nouns reads."""
    first, last = content
    noun = next((i for i in range(first, last) if view.tokens[i].pos == "NOUN"), -1)
    readings = frames("noun").get(view.tokens[noun].lemma, ()) if 0 <= noun < last - 1 else ()
    return any(frame.stance in FELT for frame in readings)


def _valued(view: View, frame: Frame, words: TokenRange, stance: Stance) -> Stance:
    """The stance that the judging words or the words named give a neutral verb."""
    return evaluated(view, words, stance) if frame.kind == "judgement" else lacking(view, words, stance)


def _moved(view: View, known: Slots, holder: TokenRange | None) -> bool:
    """Whether an object or dative can be one whom the subject, a thing, makes take the stance."""
    subject = known.clause.subject
    if known.clause.passive or subject is None or view.animacy(holder) < SURE:
        return False
    return view.animacy((subject.head, subject.head + 1)) < SURE


def _is_name(view: View, words: TokenRange) -> bool:
    """Whether words behind an object name it instead of judging it: no evaluation, no article, no adjective."""
    return judged(view, words) is None and not any(view.tokens[i].pos in {"DET", "ADJ"} for i in range(*words))


def _parts(view: View, judged: TokenRange, judging: TokenRange, frame: Frame) -> tuple[TokenRange, ...]:
    """What is judged and the judgement, in text order; of a naming verb only what is judged where that is a pronoun or
    the judgement is quoted."""
    quoted = any(view.tokens[i].text in OPENING for i in range(*judging))
    if judged == judging or (frame.stance in NAMING and (quoted or judged[1] - judged[0] == 1)):
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


def _besides(
    view: View, known: Slots, found: tuple[str, TokenRange] | None, words: tuple[str, ...]
) -> tuple[str, TokenRange] | None:
    """A filled slot without the words that belong to the stance itself ("in Frage" of "in Frage stellen").

    Where a noun of these words was taken for the subject, the object is what the stance is about."""
    if found is None or not words:
        return found
    code, (first, last) = found
    if code == "nom" and any(view.tokens[i].text in words for i in range(first, last)):
        other = accusative(view, known)
        return None if other is None or any(view.tokens[i].text in words for i in range(*other)) else (code, other)
    end = next((i for i in range(first + 1, last) if view.tokens[i].text in words), last)
    while end < last and end - 1 > first and view.tokens[end - 1].pos in {"ADP", "DET", "ADJ"}:
        end -= 1
    left = view.trimmed(first, end)
    if left is not None and all(view.lower(i) in word_class("possessive") for i in range(*left)):
        return code, (first, last)
    return None if left is None else (code, left)


def _any_word(view: View, clause: Clause, words: tuple[str, ...]) -> bool:
    return any(view.lower(i) in words for i in clause.own)


def about(view: View, content: TokenRange, name: str) -> bool:
    """Whether one of the content's first words is of the class, or a compound that ends in one."""
    known = word_class(name)
    heads = tuple(word.lower() for word in sorted(known) if len(word) > SHORT)
    first = view.core(*content)[0]
    near = range(first, min(content[1], first + 5))
    if any(view.tokens[i].lemma in known or view.lower(i) in known for i in near):
        return True
    return any(view.tokens[i].pos == "NOUN" and view.tokens[i].lemma.lower().endswith(heads) for i in near)


def _holder(view: View, known: Slots, frame: Frame) -> TokenRange | None:
    if frame.holder == "nom":
        return known.subject
    if frame.holder == "acc" and known.clause.objects:
        first = known.clause.objects[0]  # as the analysis has it: a thing is the subject here
        return first.first, first.last
    found = filled(view, known, tuple(frame.holder.split("|")))
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
