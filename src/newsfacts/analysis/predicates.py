"""The predicate of a clause: its lexical verb with particle, its auxiliaries, tense, mood, voice and negation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from .finiteness import Finiteness
from .frames import Frame
from .grammar import Grammar
from .structure import Token

_PRESENT = ("t", "e", "ß")  # endings of the third person singular in the present
_NEAR = 3  # words that may stand between the verbs of a verb-final cluster


class Predicate(msgspec.Struct):
    """What the verbs of a clause say together; indices are tokens."""

    verb: int = -1
    verbs: tuple[int, ...] = ()
    lemma: str = ""
    modal: str = ""
    particle: int = -1
    copula: bool = False
    passive: bool = False
    mood: str = ""
    tense: str = ""
    negated: bool = False


class Predicates:
    """Reads the predicates of one sentence's frames; `forms` are the repaired kinds of its verbs."""

    def __init__(
        self, tokens: Sequence[Token], forms: Mapping[int, str], grammar: Grammar, finiteness: Finiteness
    ) -> None:
        self._tokens, self._forms, self._grammar, self._finiteness = tokens, forms, grammar, finiteness

    def read(self, frame: Frame) -> Predicate:
        """The predicate of a frame; an empty one where it has no verb."""
        cluster = self._cluster(frame)
        if not cluster:
            return Predicate()
        finite = frame.finite
        lexical = self._lexical(cluster, finite)
        particle = self._particle(frame, lexical)
        predicate = Predicate(verb=lexical, particle=particle)
        members = {*cluster, particle} if particle >= 0 else set(cluster)
        predicate.verbs = tuple(sorted(members))
        predicate.lemma = self._lemma(lexical, particle)
        others = [self._tokens[index].lemma for index in cluster if index != lexical]
        predicate.modal = next((lemma for lemma in others if self._grammar.is_kind(lemma, "modal")), "")
        predicate.copula = self._grammar.is_kind(self._tokens[lexical].lemma, "copula") and particle < 0
        predicate.passive = self._passive(cluster, lexical, frame)
        predicate.mood = self._mood(finite)
        predicate.tense = self._tense(cluster, lexical, finite)
        predicate.negated = any(self._negates(index, frame) for index in frame.own)
        return predicate

    def _cluster(self, frame: Frame) -> list[int]:
        """The verbs that make the predicate, in text order."""
        verbs = [index for index in sorted(frame.own) if index in self._forms]
        if frame.finite < 0:
            return self._last_run(verbs)
        if frame.finite not in frame.own:  # shared with another frame
            return sorted([*self._last_run([index for index in verbs if self._forms[index] != "Fin"]), frame.finite])
        if frame.verb_second or frame.kind == "main":
            nonfinite = [index for index in verbs if index > frame.finite and self._forms[index] != "Fin"]
            before = [index for index in verbs if index < frame.finite and self._forms[index] == "Part"]
            if not nonfinite and before and self._auxiliary(frame.finite):
                nonfinite = before[-1:]  # "Gezeigt werden kann": the participle in first place
            return [frame.finite, *self._governed(frame.finite, self._last_run(nonfinite))]
        near = [index for index in verbs if self._between(index, frame.finite) <= _NEAR and self._forms[index] != "Fin"]
        return sorted([*self._governed(frame.finite, near), frame.finite])

    def _auxiliary(self, index: int) -> bool:
        return self._tokens[index].lemma in self._grammar.auxiliaries

    def _governed(self, finite: int, verbs: Sequence[int]) -> list[int]:
        """Verbs that an auxiliary or modal verb governs; a lexical finite verb governs none inside its clause."""
        if self._auxiliary(finite):
            return list(verbs)
        return []

    def _last_run(self, verbs: Sequence[int]) -> list[int]:
        """The verbs that stand together at the end."""
        run: list[int] = []
        for index in reversed(verbs):
            if run and run[-1] - index > 2:
                break
            run.append(index)
        return run[::-1]

    def _between(self, index: int, other: int) -> int:
        first, last = sorted((index, other))
        return sum(1 for between in range(first + 1, last) if between not in self._forms)

    def _lexical(self, cluster: Sequence[int], finite: int) -> int:
        nonfinite = [index for index in cluster if index != finite]
        for index in nonfinite:
            if not self._auxiliary(index):
                return index
        if not nonfinite:
            return finite if finite >= 0 else cluster[-1]
        lemmas = {self._tokens[index].lemma for index in nonfinite}
        full = [
            index
            for index in nonfinite
            if len(lemmas) == 1 or not self._grammar.is_kind(self._tokens[index].lemma, "modal")
        ]
        return (full or nonfinite)[0]

    def _particle(self, frame: Frame, lexical: int) -> int:
        """The separated particle of a finite lexical verb, -1 where there is none."""
        if lexical != frame.finite or not frame.verb_second:
            return -1
        own = sorted(index for index in frame.own if index > lexical)
        for index in reversed(own):
            if self._is_particle(index, lexical):
                return index
        return -1

    def _is_particle(self, index: int, lexical: int) -> bool:
        token = self._tokens[index]
        kind = self._grammar.particles.get(token.text.lower())
        if kind is None or token.text[0].isupper():
            return False
        joined = self._finiteness.known(token.text + self._tokens[lexical].lemma)
        if not joined and self._auxiliary(lexical):
            return False
        marked = token.relation == "compound:prt"
        following = self._tokens[index + 1] if index + 1 < len(self._tokens) else None
        ends = (
            following is None or following.pos in ("PUNCT", "CCONJ") or (following.pos in ("ADP", "SCONJ") and marked)
        )
        if marked:
            return token.head == lexical or ends
        governs = (
            token.pos == "ADP"
            and kind == "other"
            and any(other.head == index for other in self._tokens[max(0, index - 3) : index])
        )
        if not ends or governs:
            return False
        return joined or kind == "sure" or token.pos in ("ADP", "PART")

    def _lemma(self, lexical: int, particle: int) -> str:
        lemma = self._tokens[lexical].lemma
        return self._tokens[particle].text.lower() + lemma if particle >= 0 else lemma

    def _passive(self, cluster: Sequence[int], lexical: int, frame: Frame) -> bool:
        others = [self._tokens[index] for index in cluster if index != lexical]
        if self._forms.get(lexical) != "Part":
            return self._like_infinitive(lexical, others, frame)
        if any(self._grammar.is_kind(token.lemma, "passive") for token in others):
            return True
        return any(token.relation == "aux:pass" for token in others) and not self._moves(lexical)

    def _like_infinitive(self, lexical: int, others: Sequence[Token], frame: Frame) -> bool:
        """Whether a participle with the form of its infinitive ("empfangen") makes a passive: under a past auxiliary
        always, else beside a phrase that names the agent."""
        if not self._participle(lexical):
            return False
        auxiliaries = [token for token in others if self._grammar.is_kind(token.lemma, "passive")]
        past = any(token.mood != "Sub" and self._finite_tense(token) == "Past" for token in auxiliaries)
        agent = any(self._tokens[index].text.lower() in self._grammar.agents for index in frame.own)
        return past or (bool(auxiliaries) and agent)

    def _moves(self, lexical: int) -> bool:
        return self._tokens[lexical].lemma.endswith(self._grammar.moving)

    def _mood(self, finite: int) -> str:
        if finite < 0:
            return ""
        token = self._tokens[finite]
        form = token.text.lower()
        if form in self._grammar.konjunktiv:
            return "Sub"
        ending = self._grammar.ending(form, token.lemma)
        if ending is not None and ending.mood and token.person != "1":
            return ending.mood  # "gehe", "glaube": the first Konjunktiv of the third person
        return token.mood or "Ind"

    def _tense(self, cluster: Sequence[int], lexical: int, finite: int) -> str:
        if finite < 0:
            return ""
        token = self._tokens[finite]
        tense = self._finite_tense(token)
        if finite == lexical:
            return tense
        if self._perfect(cluster, finite):
            return "Plup" if tense == "Past" and self._mood(finite) != "Sub" else "Perf"
        if self._grammar.is_kind(token.lemma, "passive") and self._forms.get(lexical) == "Inf":
            return "Fut" if tense == "Pres" or self._mood(finite) != "Sub" else "Pres"
        return tense

    def _finite_tense(self, token: Token) -> str:
        ending = self._grammar.ending(token.text.lower(), token.lemma)
        if ending is not None:
            return ending.tense
        strong = token.number == "Sing" and token.person != "1" and token.lemma not in self._grammar.auxiliaries
        if strong and token.mood != "Sub" and not token.text.lower().endswith(_PRESENT):
            return "Past"  # "kam", "schloss": no present of the third person ends so
        return token.tense or "Pres"

    def _perfect(self, cluster: Sequence[int], finite: int) -> bool:
        if not self._grammar.is_kind(self._tokens[finite].lemma, "perfect"):
            return False
        nonfinite = [index for index in cluster if index != finite]
        if self._tokens[finite].relation == "aux:pass" and len(nonfinite) == 1 and not self._moves(nonfinite[0]):
            return False
        return any(self._participle(index) for index in nonfinite)

    def _participle(self, index: int) -> bool:
        """Whether a verb under "haben" or "sein" is a participle; some have the form of their infinitive."""
        kind = self._forms.get(index)
        return kind == "Part" or (kind == "Inf" and "Part" in self._finiteness.possible(self._tokens[index]))

    def _negates(self, index: int, frame: Frame) -> bool:
        """Whether the word negates the clause; a "not only" does not."""
        scope = self._grammar.negation.get(self._tokens[index].text.lower(), "limit")
        if scope == "limit":
            return False
        following = self._tokens[index + 1].text.lower() if index + 1 in frame.own else ""
        return self._grammar.negation.get(following) != "limit"
