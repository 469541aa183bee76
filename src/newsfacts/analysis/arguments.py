"""Subject, objects, oblique phrases and predicative of a clause, from case, agreement, parse and place together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from .attachments import maximal
from .cases import Chunk
from .frames import Frame
from .grammar import Grammar
from .predicates import Predicate
from .structure import NounPhrase, Phrase, Token

_SUBJECT = frozenset(("nsubj", "nsubj:pass", "csubj"))
_NOT_SUBJECT = frozenset(("obj", "obl", "obl:arg", "iobj", "nmod", "obl:agent"))
_DATIVE = frozenset(("obl:arg", "iobj"))
_OBJECT = frozenset(("obj", "nsubj", "nsubj:pass", "iobj", "obl:arg", "ccomp", "xcomp"))
_DETERMINED = frozenset(("DET", "NUM", "ADV", "PRON"))  # what a phrase that may be an object begins with
_NO_OBJECT_RELATION = frozenset(("conj", "appos", "flat"))
_OBJECT_CASES = frozenset(("Acc", "Gen"))
_ACCUSATIVE = frozenset(("Acc",))
_REFLEXIVE = frozenset(("Acc", "Dat"))
_NOMINATIVE = frozenset(("Nom",))
# What each sign of a subject weighs; set by trying on GSD-dev.
_SURE_FORM, _SURE_CASE = 7.0, 4.0
_PARSED, _PARSED_ELSEWHERE, _PARSED_OTHERWISE = 3.0, 1.0, -1.5
_CASE, _OTHER_CASE = 1.5, -1.0
_AGREES, _DISAGREES = 1.0, -3.0
_PRONOUN_DISAGREES = -7.0
_PLURAL, _SINGULAR = ("en", "ern", "eln"), ("e", "t")  # endings of the third person
_MEASURE = -7.0
_FIRST, _BEHIND_VERB = 0.6, 0.3
_FIRST_OF_TWO = 3.0  # of two nominatives with a copula
_PRONOUN_BEHIND_VERB = 5.0
_NO_OBJECT = 1.0  # passives and copulas have no object to take it for
_IMPOSSIBLE = -9.0
_LEAST = -3.0
_LEAST_OWN = 5.0  # where it shares the auxiliary of that clause: "hat A gesehen und viele Leute befragt"
_LEAST_SHARED = 0.0  # where the subject may be that of the clause before


class Arguments(msgspec.Struct):
    """The phrases of a clause by what they do in it."""

    subject: Phrase | None = None
    objects: tuple[Phrase, ...] = ()
    indirect: Phrase | None = None
    obliques: tuple[Phrase, ...] = ()
    predicative: Phrase | None = None


def _agree(chunks: Sequence[Chunk]) -> None:
    """Coordinated phrases stand in the same case: what one cannot be, none is."""
    for chunk in reversed(chunks):
        if chunk.link == "conjunct" and chunk.preposition < 0:
            other = chunks[chunk.attached]
            other.cases = (other.cases & chunk.cases) or other.cases
            other.formal = (other.formal & chunk.formal) or other.formal


class Arguer:
    """Shares the noun phrases of one sentence out to its clauses."""

    def __init__(
        self, tokens: Sequence[Token], chunks: Sequence[Chunk], frame_of: Mapping[int, int], grammar: Grammar
    ) -> None:
        self._tokens, self._chunks, self._frame_of, self._grammar = tokens, chunks, frame_of, grammar
        self._ends = maximal(chunks)
        _agree(chunks)
        self._coordinated = frozenset(chunk.attached for chunk in chunks if chunk.link == "conjunct")

    def read(self, number: int, frame: Frame, predicate: Predicate) -> Arguments:
        """The arguments of frame `number`."""
        mine = [
            place
            for place, chunk in enumerate(self._chunks)
            if not chunk.inner
            and chunk.attached < 0
            and self._frame_of.get(chunk.head) == number
            and not self._date(chunk)
        ]
        arguments = Arguments()
        arguments.obliques = tuple(self.phrase(place) for place in mine if self._chunks[place].preposition >= 0)
        bare = [place for place in mine if self._chunks[place].preposition < 0 and not self._reflexive(place)]
        subject = self._subject(bare, frame, predicate)
        if subject >= 0:
            arguments.subject = self.phrase(subject, "Nom")
            bare.remove(subject)
        if predicate.copula:
            bare = self._predicate(arguments, bare, frame)
        self._objects(arguments, bare, predicate)
        return arguments

    def noun_phrases(self, offset: int) -> Iterator[NounPhrase]:
        """All noun phrases of the sentence; `offset` is how many the sentences before have."""
        for place, chunk in enumerate(self._chunks):
            base = Phrase(chunk.first, chunk.last, chunk.head, self._case(chunk), chunk.preposition)
            whole = base if self._ends[place] == chunk.last else msgspec.structs.replace(base, last=self._ends[place])
            target = chunk.attached + offset if chunk.attached >= 0 else -1
            yield NounPhrase(base, whole, tuple(sorted(chunk.formal)), target, chunk.link, chunk.inner)

    def phrase(self, place: int, case: str = "") -> Phrase:
        """The maximal phrase of a base phrase; its case where only one is possible or the model's is."""
        chunk = self._chunks[place]
        return Phrase(chunk.first, self._ends[place], chunk.head, case or self._case(chunk), chunk.preposition)

    def _case(self, chunk: Chunk) -> str:
        guess = self._tokens[chunk.head].case
        if chunk.preposition >= 0 and guess == "Nom":
            return ""
        if len(chunk.cases) == 1:
            return next(iter(chunk.cases))
        return guess if guess in chunk.cases else ""

    def _date(self, chunk: Chunk) -> bool:
        """Whether the phrase is a date in figures."""
        return (
            chunk.preposition < 0
            and self._tokens[chunk.head].text[0].isdigit()
            and self._tokens[chunk.head].pos == "NUM"
        )

    def _reflexive(self, place: int) -> bool:
        chunk = self._chunks[place]
        token = self._tokens[chunk.head]
        return (
            token.pos == "PRON"
            and self._grammar.cases.get((token.text.lower(), "PRON")) == _REFLEXIVE
            and token.person in ("", "3")
        )

    def _subject(self, places: Sequence[int], frame: Frame, predicate: Predicate) -> int:
        """The likeliest subject among phrases without preposition, -1 where none is likely."""
        if frame.finite < 0 or (frame.elliptic and frame.finite == frame.conjunction + 1):
            return -1
        scores = [(self._score(place, frame, predicate, order), -order, place) for order, place in enumerate(places)]
        best = max(scores, default=(_IMPOSSIBLE, 0, -1))
        least = _LEAST_SHARED if frame.elliptic else _LEAST
        if frame.finite not in frame.own and not predicate.passive and not self._moved(frame):
            least = _LEAST_OWN
        return best[2] if best[0] > least else -1

    def _moved(self, frame: Frame) -> bool:
        """Whether the auxiliary that a clause shares is one that verbs without object take."""
        return self._grammar.is_kind(self._tokens[frame.finite].lemma, "copula")

    def _score(self, place: int, frame: Frame, predicate: Predicate, order: int) -> float:
        chunk = self._chunks[place]
        token = self._tokens[chunk.head]
        if "Nom" not in chunk.formal:
            return _IMPOSSIBLE
        score = self._formal(chunk)
        if predicate.passive or predicate.copula:
            score += _NO_OBJECT
        score += self._parsed(token, frame, predicate)
        score += _CASE if token.case == "Nom" else _OTHER_CASE if token.case else 0.0
        score += self._agreement(place, frame)
        if token.text in self._grammar.measures:
            score += _MEASURE
        score += (_FIRST_OF_TWO if predicate.copula else _FIRST) if order == 0 else 0.0
        if chunk.first == frame.finite + 1:
            score += _PRONOUN_BEHIND_VERB if token.pos == "PRON" else _BEHIND_VERB
        return score

    def _formal(self, chunk: Chunk) -> float:
        """What the form says: a nominative by form alone is the surest sign there is."""
        if chunk.formal == _NOMINATIVE:
            return _SURE_FORM
        if chunk.cases == _NOMINATIVE:
            return _SURE_CASE
        return 0.0 if "Nom" in chunk.cases else _OTHER_CASE

    def _parsed(self, token: Token, frame: Frame, predicate: Predicate) -> float:
        if token.relation in _SUBJECT:
            near = token.head in predicate.verbs or token.head in frame.own
            return _PARSED if near else _PARSED_ELSEWHERE
        return _PARSED_OTHERWISE if token.relation in _NOT_SUBJECT else 0.0

    def _agreement(self, place: int, frame: Frame) -> float:
        head = self._tokens[self._chunks[place].head]
        number, plural_verb = self._chunks[place].number, self._plural(self._tokens[frame.finite])
        if plural_verb is None or not number:
            return 0.0
        plural = number == "Plur" or place in self._coordinated
        if plural_verb == plural:
            return _AGREES
        if place in self._coordinated:
            return 0.0
        return _PRONOUN_DISAGREES if head.pos == "PRON" else _DISAGREES

    def _plural(self, verb: Token) -> bool | None:
        """Whether a finite verb is plural, by its ending where that tells."""
        form = verb.text.lower()
        if form.endswith(_PLURAL):
            return True
        if form.endswith(_SINGULAR):
            return False
        return verb.number == "Plur" if verb.number else None

    def _predicate(self, arguments: Arguments, bare: list[int], frame: Frame) -> list[int]:
        """Takes the predicative of a copula: a second nominative or an adjective."""
        for place in bare:
            chunk = self._chunks[place]
            if "Nom" in chunk.cases and self._tokens[chunk.head].text not in self._grammar.measures:
                arguments.predicative = self.phrase(place, "Nom")
                return [other for other in bare if other != place]
        adjectives = [
            index
            for index in frame.own
            if self._tokens[index].pos == "ADJ"
            and self._tokens[index].text.isalpha()
            and not any(chunk.first <= index < chunk.last for chunk in self._chunks)
        ]
        if adjectives:
            last = adjectives[-1]
            arguments.predicative = Phrase(last, last + 1, last)
        return bare

    def _objects(self, arguments: Arguments, bare: Sequence[int], predicate: Predicate) -> None:
        objects = []
        for place in bare:
            chunk = self._chunks[place]
            token = self._tokens[chunk.head]
            if token.text in self._grammar.measures:
                continue
            if self._dative(chunk, token) and arguments.indirect is None:
                arguments.indirect = self.phrase(place, "Dat")
            elif self._object(chunk, token, predicate):
                objects.append(self.phrase(place))
        if not objects and not predicate.passive and not predicate.copula:
            objects = [self.phrase(place) for place in bare if self._leftover(self._chunks[place])][:1]
        arguments.objects = tuple(
            msgspec.structs.replace(phrase, case="Acc") if phrase.case == "Nom" else phrase for phrase in objects
        )

    def _object(self, chunk: Chunk, token: Token, predicate: Predicate) -> bool:
        """Whether the parse or the form itself speaks for an object; what neither knows is more often none."""
        if chunk.formal == _ACCUSATIVE:
            return True
        if predicate.passive or predicate.copula:
            return False
        return token.relation in _OBJECT and token.head in predicate.verbs and bool(chunk.formal & _OBJECT_CASES)

    def _leftover(self, chunk: Chunk) -> bool:
        """Whether a phrase that the parse gave no role is an object, where the verb has no other."""
        token = self._tokens[chunk.head]
        first = self._tokens[chunk.first]
        plain = first.pos == "NOUN" and token.number == "Plur"  # "Zeugen": only plurals stand without article
        able = (first.pos in _DETERMINED or plain) and "Acc" in chunk.cases
        return able and token.text not in self._grammar.measures and token.relation not in _NO_OBJECT_RELATION

    def _dative(self, chunk: Chunk, token: Token) -> bool:
        if "Dat" not in chunk.cases:
            return False
        if chunk.cases == {"Dat"} or "Acc" not in chunk.formal:
            return chunk.cases != {"Gen"}
        return token.case == "Dat" and (token.relation in _DATIVE or "Acc" not in chunk.cases)
