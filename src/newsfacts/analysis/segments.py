"""Stretches of a sentence between its commas, dashes, brackets and clause-joining conjunctions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import pairwise

import msgspec

from .cases import Chunk
from .finiteness import Finiteness
from .grammar import Grammar
from .structure import Quotation, Token

_NEEDS_PARTICIPLE = frozenset(("perfect", "passive"))
_BOUNDARIES = frozenset((",", ";", ":", "–", "—", "-", "--", "(", ")", "[", "]", "...", "…", "?", "!", "."))


class Segment(msgspec.Struct):
    """Tokens `[first, last)` between two boundaries; `mark` is the boundary before it, `conjunction` a joining word at
    its beginning (or -1), `opener` what opens a subordinate clause (or -1) with the kind of that clause."""

    first: int
    last: int
    mark: str = ""
    conjunction: int = -1
    opener: int = -1
    kind: str = ""

    @property
    def start(self) -> int:
        """Where the segment's own words begin, the conjunction left out."""
        return self.conjunction + 1 if self.conjunction >= 0 else self.first


class Segmenter:
    """Cuts one sentence into segments and settles which of its verbs are finite."""

    def __init__(self, tokens: Sequence[Token], finiteness: Finiteness, grammar: Grammar) -> None:
        self._tokens, self._finiteness, self._grammar = tokens, finiteness, grammar
        self.forms: dict[int, str] = {}
        self._chunks: Sequence[Chunk] = ()

    def cut(self, first: int, last: int, chunks: Sequence[Chunk], quotations: Collection[Quotation]) -> list[Segment]:
        """The segments of the sentence; `forms` then holds the verbs' kinds."""
        self.forms = {index: kind for index in range(first, last) if (kind := self._finiteness.alone(index))}
        covered = {index for chunk in chunks for index in range(chunk.first + 1, chunk.last)}
        self._chunks = chunks
        marks = self._clausal_quotes(quotations)
        segments: list[Segment] = []
        begin, mark = first, ""
        for index in range(first, last + 1):
            if index < last and not (
                index in marks or (index not in covered and self._tokens[index].text in _BOUNDARIES)
            ):
                continue
            if index > begin:
                segments.append(Segment(begin, index, mark))
                mark = ""
            if index < last:
                mark = mark + self._tokens[index].text if index == begin and mark else self._tokens[index].text
            begin = index + 1
        return self._refined(segments)

    def _holds_verb(self, quotation: Quotation) -> bool:
        return any(kind == "Fin" and quotation.first <= index < quotation.last for index, kind in self.forms.items())

    def _clausal_quotes(self, quotations: Collection[Quotation]) -> frozenset[int]:
        """The marks of quotations that hold a finite verb: their ends are ends of clauses."""
        clausal: set[int] = set()
        for quotation in quotations:
            before = self._tokens[quotation.first - 1] if quotation.first else None
            inside = (
                before is not None and before.pos != "PUNCT" and before.text not in _BOUNDARIES
            )  # "er „sei bereit“"
            if not inside and self._holds_verb(quotation):
                clausal.add(quotation.first)
                if quotation.closed:
                    clausal.add(quotation.last - 1)
        return frozenset(clausal)

    def _promote_second(self, segment: Segment) -> None:
        """Makes the verb behind the first phrase finite where the next finite one follows "und" ("nennt A und ist")."""
        finite = self.finite(segment)
        verb = self._behind_first(segment)
        if verb < 0 or self.forms.get(verb) not in ("Part", "Inf") or not self._finiteness.promotable(verb):
            return
        if finite and finite[0] < verb:
            return
        end = finite[0] if finite else segment.last
        joined = any(self._tokens[index].pos == "CCONJ" for index in range(verb + 1, end))
        if finite and joined and end - verb > 2:
            self.forms[verb] = "Fin"

    def second(self, segment: Segment) -> int:
        """The verb in second place, adverbs beside the first phrase left out; -1 where none stands there."""
        index = self._behind_first(segment)
        chunk = next((chunk for chunk in self._chunks if chunk.last == index), None)
        subject = chunk is not None and "Nom" in chunk.formal and chunk.first == segment.start
        index = index if chunk is not None else segment.start
        while index < segment.last and self._tokens[index].pos in ("ADV", "SCONJ"):
            index += 1
        if index not in self.forms or index == segment.start:
            return -1
        near = (index + 1, index + 2)  # a reflexive pronoun may stand between
        behind = any(other.first in near and "Nom" in other.formal for other in self._chunks)
        return index if subject or behind else -1

    def _behind_first(self, segment: Segment) -> int:
        """The token behind the first phrase of a segment, -1 where there is none."""
        start = segment.start
        if start < segment.last and self._tokens[start].pos == "ADP":
            start += 1
        for chunk in self._chunks:
            if chunk.first == start and not chunk.inner:
                return chunk.last if chunk.last < segment.last else -1
        return -1

    def _refined(self, segments: list[Segment]) -> list[Segment]:
        refined: list[Segment] = []
        pending = list(reversed(segments))
        while pending:
            segment = pending.pop()
            self._open(segment)
            self._promote_second(segment)
            rest = self._split(segment)
            refined.append(segment)
            if rest is not None:
                pending.append(rest)
        return refined

    def _open(self, segment: Segment) -> None:
        if self._tokens[segment.first].text.lower() in self._grammar.conjunctions and segment.last - segment.first > 1:
            segment.conjunction = segment.first

    def finite(self, segment: Segment) -> list[int]:
        """The finite verbs of a segment."""
        return [index for index in range(segment.first, segment.last) if self.forms.get(index) == "Fin"]

    def _split(self, segment: Segment) -> Segment | None:
        """Shortens a segment with two finite verbs to its first clause and gives the rest."""
        finite = self.finite(segment)
        if not finite:
            return self._split_infinitives(segment)
        while len(finite) > 1:
            if self._completes(segment, finite[0], finite[1]):
                self.forms[finite[1]] = "Part"
                finite.pop(1)
                continue
            if self._shares(segment, finite[0], finite[1]):
                self.forms[finite[1]] = "Inf"
                finite.pop(1)
                continue
            border = self._border(segment, finite)
            if border > 0:
                rest = Segment(border, segment.last, "")
                segment.last = border
                return rest
            loser = self._loser(finite[0], finite[1])
            if loser < 0:
                rest = Segment(finite[0] + 1, segment.last, "")
                segment.last = finite[0] + 1
                return rest
            self.forms[loser] = self._finiteness.demoted(loser)
            finite.remove(loser)
        return None

    def _split_infinitives(self, segment: Segment) -> Segment | None:
        """Parts "A zu tun und B zu lassen"."""
        infinitives = [
            index
            for index in range(segment.first, segment.last)
            if self.forms.get(index) == "Inf" and self._finiteness.has_zu(index)
        ]
        for first, second in pairwise(infinitives):
            for index in range(first + 1, second):
                if self._tokens[index].pos == "CCONJ":
                    rest = Segment(index, segment.last, "")
                    segment.last = index
                    return rest
        return None

    def _completes(self, segment: Segment, auxiliary: int, verb: int) -> bool:
        """Whether the second verb is the participle that the first, an auxiliary, still lacks: it ends the segment."""
        lemma = self._tokens[auxiliary].lemma
        kinds = self._grammar.auxiliaries.get(lemma, frozenset())
        if not kinds & _NEEDS_PARTICIPLE or "Part" not in self._finiteness.possible(self._tokens[verb]):
            return False
        if any(index in self.forms for index in range(auxiliary + 1, verb)) or self._tokens[verb - 1].pos == "CCONJ":
            return False
        return all(index in self.forms or self._tokens[index].pos == "CCONJ" for index in range(verb + 1, segment.last))

    def _shares(self, segment: Segment, modal: int, verb: int) -> bool:
        """Whether the second verb is one more infinitive under the first, a modal in the singular: it ends the segment
        behind another infinitive ("will gehen und bald wiederkommen")."""
        token = self._tokens[verb]
        if self._tokens[modal].number != "Sing" or not self._grammar.is_kind(self._tokens[modal].lemma, "modal"):
            return False
        if not token.text.lower().endswith("n") or "Inf" not in self._finiteness.possible(token):
            return False
        before = any(self.forms.get(index) == "Inf" for index in range(modal + 1, verb))
        return before and all(self._tokens[index].pos == "PUNCT" for index in range(verb + 1, segment.last))

    def _border(self, segment: Segment, finite: Sequence[int]) -> int:
        """The conjunction that parts the first finite verb's clause from the second's, 0 where there is none."""
        between = [
            index
            for index in range(finite[0] + 1, finite[1] + 1)
            if self._tokens[index].pos == "CCONJ" and index + 1 < segment.last
        ]
        if not between:
            return 0
        attached = [index for index in between if self._tokens[index].head == finite[1]]
        verb_final = self._tokens[segment.start].text.lower() in self._grammar.openers
        return (attached or between)[0 if verb_final else -1]

    def _loser(self, first: int, second: int) -> int:
        """Which of two verbs without a conjunction between is not finite after all, -1 if both must be."""
        able = [index for index in (first, second) if self._finiteness.demoted(index)]
        if not able:
            return -1
        lexical = [index for index in able if self._tokens[index].lemma not in self._grammar.auxiliaries]
        if len(lexical) == 1:
            return lexical[0]
        if second == first + 1 and first in able:
            return first
        return able[-1]
