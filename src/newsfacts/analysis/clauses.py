"""Clause frames of a whole article: skeletons, predicates, arguments and how the clauses govern each other."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from .arguments import Arguer, Arguments
from .attachments import Attacher
from .cases import Chunk
from .chunks import Chunker
from .finiteness import Finiteness
from .frames import Frame, Skeleton
from .governing import govern
from .grammar import Grammar, grammar
from .parting import part_infinitives, part_shared
from .predicates import Predicate, Predicates
from .structure import Clause, NounPhrase, Quotation, Sentence, Token
from .wordforms import WordForms

_OPEN = frozenset(("Nom", "Acc", "Dat"))
_JOINTS = frozenset((",",))
_SHORT = 10  # tokens in a quotation that may be a name inside a noun phrase


class Built(msgspec.Struct):
    """The clauses of an article, the innermost clause of each token, and the verbs' repaired kinds."""

    clauses: list[Clause]
    phrases: list[NounPhrase]
    clause_of: list[int]
    forms: dict[int, str]


class ClauseBuilder:
    """Builds the clause frames of articles in one language."""

    def __init__(self, forms: WordForms, language: str = "de") -> None:
        self._forms, self._grammar = forms, grammar(language)

    def __call__(
        self, tokens: Sequence[Token], sentences: Sequence[Sentence], quotations: Sequence[Quotation]
    ) -> Built:
        built = Built([], [], [-1] * len(tokens), {})
        finiteness = Finiteness(tokens, self._forms, self._grammar)
        following = 0
        near: list[Quotation] = []  # those that reach into the sentence
        for sentence in sentences:
            near = [quotation for quotation in near if quotation.last > sentence.first]
            while following < len(quotations) and quotations[following].first < sentence.last:
                near.append(quotations[following])
                following += 1
            self._sentence(built, tokens, sentence, near, finiteness)
        return built

    def _set_prepositions(
        self, tokens: Sequence[Token], first: int, chunks: Sequence[Chunk], frames: Sequence[Frame]
    ) -> None:
        """Takes away a preposition that opens an infinitive clause, and adds the words of comparison."""
        markers = {frame.marker for frame in frames if frame.marker >= 0}
        for chunk in chunks:
            before = chunk.first - 1
            if chunk.preposition in markers:
                chunk.preposition = -1  # "ohne Details zu nennen": the word opens the clause
            elif chunk.preposition < 0 and before >= first and before not in markers and self._compares(tokens[before]):
                chunk.preposition = before

    def _compares(self, token: Token) -> bool:
        return token.text.lower() in self._grammar.comparison

    def _sentence(
        self,
        built: Built,
        tokens: Sequence[Token],
        sentence: Sentence,
        quotations: Sequence[Quotation],
        finiteness: Finiteness,
    ) -> None:
        first, last = sentence.first, sentence.last
        names = {quote.first: quote.last for quote in quotations if quote.closed and quote.last - quote.first <= _SHORT}
        chunks = Chunker(tokens, first, last, self._grammar, names).chunks()
        skeleton = Skeleton(tokens, finiteness, self._grammar)
        frames = skeleton.build(first, last, chunks, quotations)
        part_infinitives(tokens, frames, skeleton, chunks)
        able = (chunk.head for chunk in chunks if chunk.preposition < 0 and "Nom" in chunk.formal)
        govern(tokens, frames, frozenset(head for head in able if tokens[head].text not in self._grammar.measures))
        part_shared(tokens, frames, skeleton, self._grammar.coordinators | _JOINTS)
        frames = _ordered(frames)
        chunks = _settled(tokens, chunks, frames, self._grammar)
        self._set_prepositions(tokens, first, chunks, frames)
        frame_of = {index: number for number, frame in enumerate(frames) for index in frame.own}
        predicates = Predicates(tokens, skeleton.forms, self._grammar, finiteness)
        read = [predicates.read(frame) for frame in frames]
        dative = frozenset(number for number, predicate in enumerate(read) if predicate.lemma in self._grammar.dative)
        passive = frozenset(number for number, predicate in enumerate(read) if predicate.passive)
        Attacher(tokens, chunks, frame_of, self._grammar).attach(_first_fields(frames), dative, passive)
        arguer = Arguer(tokens, chunks, frame_of, self._grammar)
        arguments = [arguer.read(number, frame, read[number]) for number, frame in enumerate(frames)]
        _inherit(frames, arguments)
        built.forms.update(skeleton.forms)
        built.phrases.extend(arguer.noun_phrases(len(built.phrases)))
        offset = len(built.clauses)
        for number in range(len(frames)):
            built.clauses.append(_clause(offset, sentence.index, number, frames, (read[number], arguments[number])))
        for index, number in frame_of.items():
            built.clause_of[index] = offset + number


def _settled(
    tokens: Sequence[Token], chunks: Sequence[Chunk], frames: Sequence[Frame], grammar: Grammar
) -> list[Chunk]:
    """The phrases after the clauses showed which article-like words are pronouns: a relative pronoun is no article of
    the noun behind it, and a pronoun that opens no clause is."""
    markers = {frame.marker for frame in frames if frame.marker >= 0}
    settled: list[Chunk] = []
    for chunk in chunks:
        previous = settled[-1] if settled else None
        if chunk.first in markers and chunk.last - chunk.first > 1 and not chunk.inner and chunk.head != chunk.first:
            known = grammar.cases.get((tokens[chunk.first].text.lower(), "PRON"), chunk.formal)
            settled.append(Chunk(chunk.first, chunk.first + 1, chunk.first, chunk.preposition, known, known))
            chunk.first, chunk.preposition = chunk.first + 1, -1
            chunk.cases = chunk.formal = _OPEN
        elif previous is not None and _article(tokens, previous, chunk, markers, grammar):
            settled.pop()
            chunk.first, chunk.preposition = previous.first, previous.preposition
            chunk.cases = chunk.formal = previous.formal
        settled.append(chunk)
    return settled


def _article(tokens: Sequence[Token], previous: Chunk, chunk: Chunk, markers: set[int], grammar: Grammar) -> bool:
    """Whether a lone "die" before a noun without article was taken for a pronoun."""
    alone = previous.last - previous.first == 1 and previous.last == chunk.first and not chunk.inner
    if not alone or previous.first in markers or tokens[chunk.first].pos in ("DET", "PRON", "PROPN"):
        return False
    return tokens[previous.first].text.lower() in grammar.articles and tokens[previous.first].pos == "PRON"


def _ordered(frames: Sequence[Frame]) -> list[Frame]:
    """The frames in the order of their first words."""
    order = sorted(range(len(frames)), key=lambda number: min(frames[number].own))
    place = {number: rank for rank, number in enumerate(order)}
    for frame in frames:
        frame.parent = place.get(frame.parent, -1)
        frame.coordinated = place.get(frame.coordinated, -1)
    return [frames[number] for number in order]


def _first_fields(frames: Sequence[Frame]) -> dict[int, tuple[int, int]]:
    """For verb-second clauses the tokens before the finite verb, which are one constituent."""
    fields = {}
    for number, frame in enumerate(frames):
        if frame.verb_second and not frame.verb_first and frame.finite >= 0:
            before = [index for index in frame.own if index < frame.finite and index != frame.conjunction]
            if before:
                fields[number] = (min(before), frame.finite)
    return fields


def _inherit(frames: Sequence[Frame], arguments: Sequence[Arguments]) -> None:
    """Gives the subject to the second of two verbs that share it ("kam und sah")."""
    for number, frame in enumerate(frames):
        if arguments[number].subject is None and frame.elliptic and frame.finite >= 0:
            arguments[number].subject = arguments[frame.coordinated].subject


def _clause(
    offset: int, sentence: int, number: int, frames: Sequence[Frame], content: tuple[Predicate, Arguments]
) -> Clause:
    frame = frames[number]
    predicate, arguments = content
    covered = _covered(number, frames)
    complements = tuple(
        offset + other
        for other, child in enumerate(frames)
        if child.parent == number and child.kind in ("complement", "infinitive")
    )
    return Clause(
        index=offset + number, sentence=sentence, kind=frame.kind, first=min(covered), last=max(covered) + 1,
        own=tuple(sorted(frame.own)), parent=offset + frame.parent if frame.parent >= 0 else -1, marker=frame.marker,
        finite=frame.finite, verb=predicate.verb, verbs=predicate.verbs, lemma=predicate.lemma, modal=predicate.modal,
        subject=arguments.subject, objects=arguments.objects, indirect=arguments.indirect, obliques=arguments.obliques,
        predicative=arguments.predicative, complements=complements, negated=predicate.negated, mood=predicate.mood,
        tense=predicate.tense, passive=predicate.passive, verb_second=frame.verb_second,
    )  # fmt: skip


def _covered(number: int, frames: Sequence[Frame]) -> list[int]:
    """The first and last tokens of a clause and of the clauses it governs, wherever they stand."""
    words = [min(frames[number].own), max(frames[number].own)]
    pending, seen = [number], {number}
    while pending:
        current = pending.pop()
        for other, child in enumerate(frames):
            if child.parent == current and other not in seen:
                seen.add(other)
                words.extend((min(child.own), max(child.own)))
                pending.append(other)
    return words
