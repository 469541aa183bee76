"""The stance that the content of a neutral report carries itself: "müsse", "sei falsch", "komme nicht in Frage"."""

from __future__ import annotations

from newsfacts.analysis.structure import Clause
from newsfacts.extraction.stances.frames import Kind, frames, word_class
from newsfacts.extraction.stances.slots import SURE, slots
from newsfacts.extraction.stances.verbs import framed
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import Attribution
from newsfacts.model import Stance

from .acts import Act
from .value import valued

WILLING = frozenset({"announces", "offers", "agrees", "supports"})
KINDS: tuple[Kind, ...] = ("judgement", "verb")
IMPERSONAL = frozenset({"rejects", "demands", "criticises", "denies", "doubts"})


def carried(view: View, act: Act) -> Stance:
    """The act's stance; for a neutral report that of its content."""
    if act.is_speech and act.lexeme in word_class("ruling"):
        return next((found for c in _tops(view, act) if (found := _ruling(view, c))), act.stance)
    if act.stance == "announces" and act.is_speech:
        return _announced(view, act)
    if act.stance != "states" or not act.is_speech or act.lexeme in word_class("reasoning"):
        return act.stance
    tops = _tops(view, act)
    for clause in tops:
        threat = _threat(view, act, clause)
        if threat is not None:
            return threat
    for clause in tops:
        if _purpose(view, clause) or _asked(view, clause):
            continue
        found = (
            _demand(view, act, clause)
            or _planned(view, act, clause)
            or _avowal(view, act, clause)
            or _accusation(view, act, clause)
            or valued(view, act, clause)
            or _intention(view, act, clause)
            or _undertaking(view, act, clause)
            or _impersonal(view, clause)
        )
        if found is not None:
            return found
    return "criticises" if _from_critic(view, act) else act.stance


def _from_critic(view: View, act: Act) -> bool:
    """Whether the holder is named as one who is against something: "nach Ansicht der Kritiker"."""
    words = act.attribution.holder or act.inherited
    return words is not None and any(view.tokens[i].lemma in word_class("critic") for i in range(*words))


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
    if clause.modal in word_class("ought") and act.lexeme in word_class("notifying") and clause.mood != "Sub":
        return "rejects" if view.negated(clause) else "announces"
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


def _announced(view: View, act: Act) -> Stance:
    """What an announcement is: a report where all of it is past, a threat where harm hangs on a condition."""
    tops = _tops(view, act)
    if act.lexeme in word_class("notifying") and tops and all(c.tense in {"Perf", "Plup", "Past"} for c in tops):
        return "states"
    threatened = any(c.lemma in word_class("adversarial") for c in tops) and _conditional(view, act)
    return "threatens" if threatened else "announces"


def _conditional(view: View, act: Act) -> bool:
    """Whether a clause of the content or beside it is a condition."""
    first, last = act.first - 1, act.last + 1
    sentence = view.by_sentence.get(view.analysis.sentence_of[act.first], ())
    return any(
        view.lower(c.marker if c.marker >= 0 else c.finite) in word_class("conditional") | word_class("supposing")
        for c in sentence
        if first <= c.first and c.last <= last and max(c.marker, c.finite) >= 0
    )


def _threat(view: View, act: Act, clause: Clause) -> Stance | None:
    """A violent deed that the speaker says to do, or harm said for the case that something is done or not done."""
    coming = clause.tense == "Fut" or clause.modal in word_class("intention") or clause.mood == "Sub"
    if not coming or clause.subject is None or not _speakers(view, act, clause):
        return None
    if view.lower(clause.first) in word_class("otherwise"):
        return "threatens"
    if view.negated(clause):
        return None
    violent = clause.lemma in word_class("violence") or any(
        view.tokens[i].lemma in word_class("vengeance") for i in clause.own
    )
    first_person = view.lower(clause.subject.first) in word_class("first")
    harm = clause.lemma in word_class("adversarial") and _conditional(view, act)
    return "threatens" if harm or (first_person and violent) else None


def _speakers(view: View, act: Act, clause: Clause) -> bool:
    """Whether a clause's subject is the speaker: in the first person, by name, in reported speech by a pronoun."""
    if clause.subject is None:
        return False
    first, last = clause.subject.first, clause.subject.last
    if view.lower(first) in word_class("first") or view.cast.denoted(first, last) in act.holders:
        return True
    reported = act.attribution.kind in {"indirect", "free"}
    return reported and last - first == 1 and view.lower(first) in word_class("spoken")


def _planned(view: View, act: Act, clause: Clause) -> Stance | None:
    """What a plan or an announcement says shall be: demanded by the plan, announced for a time to come."""
    if clause.modal not in word_class("ought") or clause.mood == "Sub" or clause.tense not in {"Pres", ""}:
        return None
    if any(view.tokens[i].lemma in word_class("perfect") and i != clause.finite for i in clause.verbs):
        return None
    words = act.attribution.source or act.inherited
    nouns = [view.tokens[i].lemma for i in range(*words)] if words else []
    if any(noun in word_class("plan") | word_class("idea") for noun in nouns):
        return "demands"
    if act.lexeme in word_class("reporting") or any(noun in word_class("study") for noun in nouns):
        return None
    return "announces" if any(_later(view, i) for i in clause.own) else None


def _later(view: View, index: int) -> bool:
    """Whether a word sets a time to come: "künftig", "am Freitag", "in drei Monaten"."""
    named = word_class("later") | word_class("day")
    if view.lower(index) in named or view.tokens[index].lemma in named:
        return True
    ahead = view.tokens[index + 1 : index + 3]
    counted = view.lower(index) in word_class("within") and len(ahead) == 2
    return counted and ahead[0].pos == "NUM" and ahead[1].lemma in word_class("time")


def _avowal(view: View, act: Act, clause: Clause) -> Stance | None:
    """The stance that a speaker takes in the first person: "wir sehen das kritisch", "ich lehne das ab"."""
    subject = clause.subject
    if act.attribution.kind != "direct" or subject is None or view.lower(subject.first) not in word_class("first"):
        return None
    known = slots(view, clause)
    readings = [f for kind in KINDS for f in frames(kind).get(clause.lemma, ())]
    if clause.lemma in word_class("copula"):
        readings += [f for i in clause.own for f in frames("adjective").get(view.lower(i), ())]
    found = next((a for frame in readings for a in framed(view, known, frame)), None)
    return found.stance if found is not None and found.stance != "states" else None


def _asked(view: View, clause: Clause) -> bool:
    """Whether the clause leaves open what it says: "ob er gelogen habe"."""
    return clause.marker >= 0 and view.lower(clause.marker) in word_class("open")


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
    done = clause.tense in {"Perf", "Plup"} or (clause.kind == "infinitive" and clause.passive)
    if not done or not wrong:
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


def _intention(view: View, act: Act, clause: Clause) -> Stance | None:
    """A future deed of the speaker or of an actor the speaker speaks for: announced, or refused where negated."""
    willed = clause.modal in word_class("intention")
    if (clause.tense != "Fut" and not willed) or clause.subject is None or clause.passive:
        return None
    subject = (clause.subject.first, clause.subject.last)
    own = _speakers(view, act, clause)
    if willed and not own:
        return None
    if not own and (clause.mood != "Sub" or view.animacy(subject) < SURE):
        return None
    none = any(view.lower(i) in word_class("negating-article") for i in clause.own)
    return "rejects" if none or (willed and view.negated(clause)) else "announces"


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
    known = slots(view, clause)
    meant = (a for frame in frames("verb").get(clause.lemma, ()) for a in framed(view, known, frame))
    found = next(meant, None)
    if found is not None:
        return found.stance
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
