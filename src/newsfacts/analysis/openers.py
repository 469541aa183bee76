"""What opens a subordinate clause: a word that can, and a verb at the end that shows it does."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .cases import Chunk
from .finiteness import Finiteness
from .grammar import Grammar
from .segments import Segment, Segmenter
from .structure import Token

_PRONOUNS = frozenset(("relative", "interrogative"))


class Openers:
    """Tells the subordinate clauses of one sentence from its main clauses; `chunks` are its phrases by token."""

    def __init__(self, tokens: Sequence[Token], finiteness: Finiteness, grammar: Grammar, segmenter: Segmenter) -> None:
        self._tokens, self._finiteness, self._grammar, self._segmenter = tokens, finiteness, grammar, segmenter
        self.chunks: dict[int, Chunk] = {}

    def opener(self, segment: Segment, start: int, rest: Sequence[Segment]) -> tuple[int, str]:
        for index in range(start, min(start + 3, segment.last)):
            token = self._tokens[index]
            kind = self._opener_kind(segment, index, rest)
            if kind:
                apposed = kind == "complement" and self._tokens[start].pos == "ADV" and index > start  # "so dass"
                return index, "adverbial" if apposed else kind
            if token.pos not in ("ADP", "ADV", "PART") or self._forms_clause(index):
                break
        return -1, ""

    def _forms_clause(self, index: int) -> bool:
        return index in self._segmenter.forms

    def _opener_kind(self, segment: Segment, index: int, rest: Sequence[Segment]) -> str:
        form = self._tokens[index].text.lower()
        kinds = self._grammar.openers.get(form)
        if not kinds:
            return ""
        final = self._verb_final(segment, index, rest)
        if "complement" in kinds and final:
            return "complement"
        if "infinitive" in kinds and self.has_zu(segment) and not self.finite(segment):
            return "infinitive"
        pos = self._tokens[index].pos
        possible = pos not in ("PRON", "DET") and (pos != "ADP" or self._ends_in_finite(segment))
        if "adverbial" in kinds and final and possible:
            return "adverbial"
        return self._pronoun_kind(segment, index, kinds) if final else ""

    def _ends_in_finite(self, segment: Segment) -> bool:
        finite = self.finite(segment)
        return bool(finite) and all(index in self._segmenter.forms for index in range(finite[-1], segment.last))

    def _pronoun_kind(self, segment: Segment, index: int, kinds: Collection[str]) -> str:
        """Relative or interrogative: a relative clause follows a noun, and its pronoun is no article."""
        token = self._tokens[index]
        if "relative" in kinds and segment.mark and (self._after_noun(segment) or self._late(segment, index)):
            owner = token.text.lower() in ("dessen", "deren")
            if owner or token.pos == "PRON" or self._chunk_is_bare(index) or self._governed_final(segment, index):
                return "relative"
        if "interrogative" in kinds and token.pos != "SCONJ":
            return "interrogative"
        return ""

    def _late(self, segment: Segment, index: int) -> bool:
        """Whether the clause, though no noun is right before it, cannot be a main clause: more than one phrase precedes
        its verb."""
        finite = self.finite(segment)
        return bool(finite) and finite[-1] > index + 1 and not self.second(index, finite[-1])

    def _governed_final(self, segment: Segment, index: int) -> bool:
        """Whether an article-like word after a preposition is a relative pronoun: the verb then closes the segment."""
        finite = self.finite(segment)
        if not finite or self._tokens[index - 1].pos != "ADP" or index == segment.start:
            return False
        ends = all(other in self._segmenter.forms for other in range(finite[-1], segment.last))
        return ends and not self.second(index - 1, finite[0])

    def _after_noun(self, segment: Segment) -> bool:
        before = segment.first - 2
        return before >= 0 and self._tokens[before].pos not in ("VERB", "AUX", "SCONJ")

    def _chunk_is_bare(self, index: int) -> bool:
        """Whether the word is no article: nothing in its noun phrase after it."""
        chunk = self.chunks.get(index)
        return chunk is None or chunk.last - chunk.first == 1

    def _verb_final(self, segment: Segment, opener: int, rest: Sequence[Segment]) -> bool:
        """Whether the segment's finite verb is where an opened clause has it: not right behind the opener."""
        finite = self.finite(segment)
        if not finite:
            able = self.promotable(segment)
            if able and able[0] == opener + 1 < segment.last - 1 and self._tokens[opener].pos != "PRON":
                return False  # "Damit bestätigt sich …": an adverb before a verb in second place
            return bool(able) or self.finite_later(rest) or self.has_zu(segment)
        verb = finite[0]
        if verb < opener:
            return False
        tail = [index for index in range(verb + 1, segment.last) if self.counts(index)]
        if not tail:
            return True
        if self._separated(verb, tail[-1]):
            return False
        if all(index in self._segmenter.forms for index in tail):
            return verb > opener + 1 or self._tokens[opener].pos != "PRON" or len(tail) < 2
        return verb > opener + 1 and not self.second(opener, verb) and not self.second(opener + 1, verb)

    def second(self, start: int, verb: int) -> bool:
        """Whether just one constituent, beginning at `start`, stands before the verb."""
        index = start + 1 if self._tokens[start].pos == "ADP" else start
        chunk = self.chunks.get(index)
        if chunk is None:
            return verb <= start + 1 or (
                index > start and all(self._tokens[other].pos == "NUM" for other in range(index, verb))
            )
        while chunk is not None and chunk.last < verb and self._tokens[chunk.head].pos != "PRON":
            index = chunk.last + 1 if self._tokens[chunk.last].pos == "ADP" else chunk.last
            following = self.chunks.get(index)
            if following is None or following.first != index:
                return False
            chunk = following if index > chunk.last or "Gen" in following.formal else None
        return chunk is not None and chunk.last >= verb

    def _separated(self, verb: int, last: int) -> bool:
        """Whether a segment ends in the particle of its verb: then that verb stood second."""
        token = self._tokens[last]
        lexical = self._tokens[verb].lemma not in self._grammar.auxiliaries
        return lexical and token.relation == "compound:prt" and token.text.lower() in self._grammar.particles

    def counts(self, index: int) -> bool:
        return self._tokens[index].pos != "PUNCT"

    def finite(self, segment: Segment) -> list[int]:
        return self._segmenter.finite(segment)

    def finite_later(self, rest: Sequence[Segment]) -> bool:
        """Whether a later segment brings a finite verb for one that has none: there are more verbs than openers."""
        balance = 0
        for segment in rest:
            opens = self._opens(segment)
            finite = len(self.finite(segment))
            balance += finite - (1 if finite and opens else 0)
            if balance > 0:
                return finite > 0 and not opens
        return False

    def _opens(self, segment: Segment) -> bool:
        """Whether the segment's first words look like those of a subordinate clause."""
        index = segment.start
        if index + 1 < segment.last and self._tokens[index].pos == "ADP":
            index += 1
        if index >= segment.last:
            return False
        kinds = self._grammar.openers.get(self._tokens[index].text.lower(), frozenset())
        if kinds <= _PRONOUNS:
            return bool(kinds) and (self._tokens[index].pos == "PRON" or self._chunk_is_bare(index))
        return self._tokens[index].pos != "ADP"

    def has_zu(self, segment: Segment) -> bool:
        return any(self.zu(index) for index in range(segment.first, segment.last))

    def zu(self, index: int) -> bool:
        """Whether the token is an infinitive with "zu", beside it or inside it."""
        return self._segmenter.forms.get(index) == "Inf" and self._finiteness.has_zu(index)

    def promotable(self, segment: Segment) -> list[int]:
        return [index for index in range(segment.start, segment.last) if self._finiteness.promotable(index)]
