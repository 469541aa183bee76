"""What a content thinks of what it speaks of: "sei falsch", "gefährde den Frieden", "hat Anerkennung verdient"."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import cast

import msgspec

from newsfacts.analysis.structure import Clause, Phrase
from newsfacts.extraction.stances.evaluation import judged
from newsfacts.extraction.stances.frames import frames, word_class
from newsfacts.extraction.stances.slots import SURE
from newsfacts.extraction.stances.verbs import has_words, hypothetical
from newsfacts.extraction.stances.view import View
from newsfacts.extraction.structure import TokenRange
from newsfacts.model import Stance
from newsfacts.resources import rows

from .acts import Act

PLEASED = frozenset({"praises", "supports"})  # what a source cited for facts hardly means by its words
BLAMING = frozenset({"criticises", "accuses"})
OPPOSED = frozenset({"criticises", "rejects", "doubts"})
FEARED: Stance = "warns"  # what blame of something that only may happen is


class Worth(msgspec.Struct, frozen=True):
    """What a verb says of its subject: the stance as it stands and denied; `words` must stand beside it; `subject` is
    "actor" where it must be one, "opinion" where a passive will do as well, "speaker" where it must be the speaker or
    nobody."""

    words: tuple[str, ...]
    subject: str
    stance: Stance | None
    denied: Stance | None


@cache
def _worths(language: str = "de") -> Mapping[str, tuple[Worth, ...]]:
    found: dict[str, list[Worth]] = {}
    for row in rows("lexicon", language, "stance-values.tsv"):
        words = () if row["with"] == "-" else tuple(row["with"].split())
        found.setdefault(row["verb"], []).append(
            Worth(words, row["subject"], _stance(row["stance"]), _stance(row["denied"]))
        )
    return MappingProxyType({verb: tuple(sorted(v, key=lambda w: -len(w.words))) for verb, v in found.items()})


def _stance(field: str) -> Stance | None:
    return None if field == "-" else cast("Stance", field)


def valued(view: View, act: Act, clause: Clause) -> Stance | None:
    """The stance that the clause's predicate makes of a neutral report, None where it does not evaluate."""
    found = _verdict(view, act, clause) or _named(view, clause)
    if found is None and not _reports(act) and not hypothetical(view, clause):
        found = _deed(view, act, clause) or _object_verdict(view, act, clause)
    return None if found in PLEASED and act.attribution.kind == "source" else found


def _named(view: View, clause: Clause) -> Stance | None:
    """The stance that a noun names which the clause says to be there: "es gebe Zweifel", denied "keine Einwände"."""
    if clause.lemma not in word_class("arising"):
        return None
    phrases = [p for p in (clause.subject, *clause.objects) if p is not None]
    readings = (f for p in phrases for f in frames("noun").get(view.tokens[p.head].lemma, ()))
    found = next((f.stance for f in readings if f.stance in OPPOSED), None)
    return "supports" if found is not None and view.negated(clause) else found


def _reports(act: Act) -> bool:
    """Whether the attribution passes on what happened, so that verbs of harm are no blame."""
    return act.attribution.kind == "source" or act.lexeme in word_class("reporting")


def _own_past(view: View, act: Act, clause: Clause) -> bool:
    """Whether the clause speaks of what the speaker did, which is neither praise nor blame."""
    return clause.subject is not None and _own(view, act, clause.subject)


def _own(view: View, act: Act, subject: Phrase) -> bool:
    """Whether a subject is the speaker."""
    found = (subject.first, subject.last)
    return view.lower(subject.first) in word_class("first") or view.cast.denoted(*found) in act.holders


def _verdict(view: View, act: Act, clause: Clause) -> Stance | None:
    """What a copula clause finds of its subject."""
    finite = view.tokens[clause.finite].lemma if clause.finite >= 0 else ""
    linked = clause.lemma in word_class("copula") | word_class("copular")
    if not linked and finite not in word_class("being"):
        return None
    subject = range(clause.subject.first, clause.subject.last) if clause.subject is not None else range(0)
    said = [i for i in clause.own if act.holds(i)] or list(clause.own)
    own = [i for i in said if i > clause.finite and i not in subject]
    own = own or [i for i in said if i not in subject] or said
    before = clause.verb - (clause.verb > clause.first and view.tokens[clause.verb - 1].pos in {"ADJ", "ADV"})
    first, last = (min(own), max(own) + 1) if linked else (before, clause.verb + 1)
    if _blamed(view, clause, own):
        return "denies" if view.negated(clause) else "accuses"
    found = judged(view, (first, last), clause.first)
    if found not in BLAMING:
        return found or _danger(view, clause)
    return "denies" if _is_claim(view, clause) else (None if _mishap(view, clause) else found)


def _is_claim(view: View, clause: Clause) -> bool:
    """Whether the subject is what somebody else says, so that calling it wrong denies it."""
    subject = clause.subject
    return subject is not None and view.tokens[subject.head].lemma in word_class("claim") - word_class("criticism")


def _danger(view: View, clause: Clause) -> Stance | None:
    """A danger that is said to be there."""
    subject = clause.subject
    if subject is None or view.negated(clause) or clause.tense not in {"Pres", "Fut", ""}:
        return None
    return FEARED if view.tokens[subject.head].lemma in word_class("danger") else None


def _blamed(view: View, clause: Clause, own: list[int]) -> bool:
    """Whether the subject is said to be answerable for a wrong or a calamity."""
    if not any(view.lower(i) in word_class("answerable") for i in own) or clause.subject is None:
        return False
    bad = word_class("outrage") | word_class("wrong") | word_class("calamity") | word_class("mishap")
    return any(view.tokens[i].lemma in bad for i in own)


def _mishap(view: View, clause: Clause) -> bool:
    """Whether the clause speaks of a misfortune, which is mourned and not blamed."""
    subject = clause.subject
    return subject is not None and view.tokens[subject.head].lemma in word_class("mishap")


def _deed(view: View, act: Act, clause: Clause) -> Stance | None:
    """What a verb of success, failure or harm says of its subject."""
    if _feared(view, clause):
        return FEARED
    for worth in _worths().get(clause.lemma, ()):
        if not has_words(view, clause, worth.words) or not _done_by(view, act, clause, worth):
            continue
        negated = view.negated(clause) and not any(word in word_class("negator") for word in worth.words)
        found = worth.denied if negated else worth.stance
        open_yet = clause.modal in word_class("able") | word_class("allowed") or clause.tense == "Fut"
        return FEARED if found == "criticises" and open_yet else found
    return None


def _feared(view: View, clause: Clause) -> bool:
    """Whether the clause reckons with a calamity or says that something causes one."""
    coming = clause.tense in {"Pres", "Fut", ""} or clause.modal in word_class("able")
    if clause.lemma not in word_class("reckoning") | word_class("causing") or view.negated(clause) or not coming:
        return False
    bad = word_class("calamity") | word_class("danger") | word_class("trouble")
    return any(view.tokens[i].lemma in bad for i in clause.own)


def _done_by(view: View, act: Act, clause: Clause, worth: Worth) -> bool:
    """Whether the subject is such as the verb asks for, and not the speaker."""
    subject = clause.subject
    if clause.kind == "infinitive" or (clause.passive and worth.subject != "opinion"):
        return False
    if subject is None or clause.passive:
        return worth.subject != "actor"
    if worth.subject == "speaker":
        nobody = word_class("placeholder") | word_class("indefinite")
        return _own(view, act, subject) or view.lower(subject.first) in nobody
    if _own(view, act, subject) and worth.stance in BLAMING | PLEASED:
        return False
    return worth.subject != "actor" or view.animacy((subject.first, subject.last)) >= SURE


def _object_verdict(view: View, act: Act, clause: Clause) -> Stance | None:
    """What the object of a verb with little meaning of its own finds: "leistet hervorragende Arbeit"."""
    if clause.lemma not in word_class("weak") or clause.modal:
        return None
    phrases = [*clause.objects, *(p for p in (clause.predicative,) if p is not None)]
    for phrase in phrases:
        found = judged(view, _with_attributes(phrase), clause.first)
        if found is not None and not _own_past(view, act, clause):
            return found
    return None


def _with_attributes(phrase: Phrase) -> TokenRange:
    return phrase.first, phrase.head + 1
