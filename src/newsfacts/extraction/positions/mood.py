"""The stance that the content of a neutral report carries itself: "müsse", "sei falsch", "komme nicht in Frage"."""

from __future__ import annotations

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.stances.evaluation import judged
from newsfacts.extraction.stances.frames import frames, word_class
from newsfacts.extraction.stances.slots import SURE, slots
from newsfacts.extraction.stances.verbs import framed
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution
from newsfacts.model import Stance

from .acts import Act

WILLING = frozenset({"announces", "offers", "agrees", "supports"})
PLEASED = frozenset({"praises", "supports"})  # what a source cited for facts hardly means by its words
IMPERSONAL = frozenset({"rejects", "demands", "criticises", "denies", "doubts"})


def carried(view: View, act: Act) -> Stance:
    """The act's stance; for a neutral report that of its content."""
    if act.is_speech and act.lexeme in word_class("ruling"):
        return next((found for c in _tops(view, act) if (found := _ruling(view, c))), act.stance)
    if act.stance != "states" or not act.is_speech or act.lexeme in word_class("reasoning"):
        return act.stance
    for clause in _tops(view, act):
        if _purpose(view, clause):
            continue
        found = (
            _demand(view, act, clause)
            or _accusation(view, act, clause)
            or _verdict(view, act, clause)
            or _intention(view, act, clause)
            or _undertaking(view, act, clause)
            or _impersonal(view, clause)
        )
        if found is not None:
            return found
    return act.stance


def denied(view: View, attribution: Attribution) -> Stance:
    """The stance of an attribution whose noun may be denied: "no plans to …" rejects what "plans to …" announces."""
    if attribution.kind != "noun" or attribution.stance not in WILLING or not attribution.cue:
        return attribution.stance
    noun = max(attribution.cue)
    negated = any(view.lower(i) in word_class("negator") for i in range(max(0, noun - 2), noun))
    return "rejects" if negated else attribution.stance


def _tops(view: View, act: Act) -> list[Clause]:
    """The clauses of the content that no other clause of the content governs."""
    sentences = range(view.analysis.sentence_of[act.first], view.analysis.sentence_of[act.last - 1] + 1)
    inside = [c for s in sentences for c in view.by_sentence.get(s, ()) if act.holds(max(c.verb, c.finite))]
    indices = {c.index for c in inside}
    return [c for c in inside if c.parent not in indices or c.kind == "complement"]


def _demand(view: View, act: Act, clause: Clause) -> Stance | None:
    if clause.finite < 0 or (clause.mood != "Sub" and clause.tense not in {"Pres", ""}):
        return None
    if clause.modal in word_class("duty"):
        return "demands"
    if clause.modal in word_class("ought") and (clause.mood == "Sub" or _wanted(view, act, clause)):
        return "demands"
    return "demands" if clause.modal in word_class("allowed") and view.negated(clause) else None


def _wanted(view: View, act: Act, clause: Clause) -> bool:
    """Whether a quotation says with "ought" what somebody shall do, not what something is meant for."""
    if act.attribution.kind != "direct":
        return False
    subject = clause.subject
    return clause.passive or subject is None or view.animacy((subject.first, subject.last)) >= SURE


def _ruling(view: View, clause: Clause) -> Stance | None:
    """What a court or body decides about others: that they must, or that they may not."""
    if clause.modal in word_class("duty") | word_class("ought"):
        return "demands"
    barred = clause.modal in word_class("allowed") | word_class("able")
    return "rejects" if barred and view.negated(clause) else None


def _purpose(view: View, clause: Clause) -> bool:
    """Whether the clause says what something is for: "damit solle … verhindert werden"."""
    if clause.modal not in word_class("ought"):
        return False
    opener = view.lower(clause.first)
    return opener in word_class("thereby") or (opener in word_class("means") and clause.passive)


def _accusation(view: View, act: Act, clause: Clause) -> Stance | None:
    """A deed that is a wrong by its verb, said of somebody else as done."""
    outrage = any(view.tokens[i].lemma in word_class("outrage") for i in clause.own)
    wrong = outrage or clause.lemma in word_class("misdeed") or _prosecutes(view, act)
    if clause.tense not in {"Perf", "Plup"} or not wrong:
        return None
    subject = clause.subject
    if not (outrage or clause.passive or subject is None or view.animacy((subject.first, subject.last)) >= SURE):
        return None
    if act.attribution.kind == "source" and clause.mood != "Sub" and clause.modal not in word_class("ought"):
        return None
    return "denies" if view.negated(clause) else "accuses"


def _prosecutes(view: View, act: Act) -> bool:
    """Whether the holder is one whose task is to accuse."""
    words = act.attribution.holder or act.inherited
    return words is not None and any(view.tokens[i].lemma in word_class("prosecution") for i in range(*words))


def _verdict(view: View, act: Act, clause: Clause) -> Stance | None:
    """What a copula clause finds of its subject."""
    finite = view.tokens[clause.finite].lemma if clause.finite >= 0 else ""
    if clause.lemma not in word_class("copula") and finite not in word_class("being"):
        return None
    linked = clause.lemma in word_class("copula")
    subject = range(clause.subject.first, clause.subject.last) if clause.subject is not None else range(0)
    own = [i for i in clause.own if i > clause.finite and i not in subject]
    own = own or [i for i in clause.own if i not in subject] or list(clause.own)
    first, last = (min(own), max(own) + 1) if linked else (max(clause.first, clause.verb - 1), clause.verb + 1)
    found = judged(view, (first, last), clause.first)
    return None if found in PLEASED and act.attribution.kind == "source" else found


def _intention(view: View, act: Act, clause: Clause) -> Stance | None:
    """A future deed of the speaker or of an actor the speaker speaks for: announced, or refused where negated."""
    if clause.tense != "Fut" or clause.subject is None or clause.passive:
        return None
    subject = (clause.subject.first, clause.subject.last)
    own = view.lower(subject[0]) in word_class("first") or view.cast.denoted(*subject) in act.holders
    if not own and (clause.mood != "Sub" or view.animacy(subject) < SURE):
        return None
    return "rejects" if view.negated(clause) else "announces"


def _undertaking(view: View, act: Act, clause: Clause) -> Stance | None:
    """What a speaker says to do by an infinitive: "erklärte, für Ersatz zu sorgen"."""
    if (
        clause.kind != "infinitive"
        or clause.first > act.first + 1
        or act.attribution.kind != "indirect"
        or act.lexeme in word_class("belief")
    ):
        return None
    if not clause.verbs or clause.modal in word_class("allowed") | word_class("able"):
        return None
    if view.tokens[clause.verbs[-1]].lemma in word_class("perfect"):
        return None
    return "rejects" if view.negated(clause) else "announces"


def _impersonal(view: View, clause: Clause) -> Stance | None:
    """The stance of a passive without an agent, which is the speaker's own: "daran werde nicht gedacht"."""
    if clause.subject is not None:
        return None
    for frame in frames("verb").get(clause.lemma, ()):
        for found in framed(view, slots(view, clause, passive=True), frame):
            if found.holder is None and found.stance in IMPERSONAL:
                return found.stance
    return None
