"""The skeleton of a sentence's clauses by topological fields: which words form a clause together.

German marks its clauses well: a subordinate clause has an opener and its finite verb at the end; a main clause has the
finite verb second, after exactly one constituent; what one clause begins before a comma it ends after it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import msgspec

from .cases import Chunk
from .finiteness import Finiteness
from .grammar import Grammar
from .openers import Openers
from .segments import Segment, Segmenter
from .structure import ClauseKind, Quotation, Token

_KINDS: dict[str, ClauseKind] = {
    "complement": "complement", "interrogative": "complement", "adverbial": "adverbial", "relative": "relative",
    "infinitive": "infinitive",
}  # fmt: skip


class Frame(msgspec.Struct):
    """A clause in the making: its own tokens, its verbs, and whether it still waits for its finite verb."""

    kind: ClauseKind
    own: list[int]
    marker: int = -1
    finite: int = -1
    parent: int = -1
    waiting: bool = False  # for the finite verb
    verb_second: bool = False
    verb_first: bool = False
    conjunction: int = -1
    coordinated: int = -1  # the frame that this one continues after "and"
    mark: str = ""  # the boundary before its first word

    @property
    def elliptic(self) -> bool:
        """Whether its subject may be that of the clause it continues: a main clause must then begin with its verb."""
        if self.coordinated < 0:
            return False
        return (
            not self.verb_second
            or self.verb_first
            or self.finite not in self.own
            or self.finite <= self.conjunction + 1
        )

    @property
    def subordinate(self) -> bool:
        """Whether it is a clause with its finite verb at the end."""
        return self.kind in ("complement", "relative", "adverbial") and not self.verb_second


class Skeleton:
    """Builds the frames of one sentence."""

    def __init__(self, tokens: Sequence[Token], finiteness: Finiteness, grammar: Grammar) -> None:
        self._tokens, self._finiteness, self._grammar = tokens, finiteness, grammar
        self._segmenter = Segmenter(tokens, finiteness, grammar)
        self._openers = Openers(tokens, finiteness, grammar, self._segmenter)
        self.frames: list[Frame] = []
        self._stack: list[int] = []  # frames not yet left, innermost last

    @property
    def forms(self) -> dict[int, str]:
        """Token -> Fin, Inf or Part, repaired."""
        return self._segmenter.forms

    def build(self, first: int, last: int, chunks: Sequence[Chunk], quotations: Collection[Quotation]) -> list[Frame]:
        """The frames of the sentence `[first, last)`."""
        self._openers.chunks = {
            index: chunk for chunk in chunks if not chunk.inner for index in range(chunk.first, chunk.last)
        }
        segments = self._segmenter.cut(first, last, chunks, quotations)
        self._promote_where_none(segments)
        for number, segment in enumerate(segments):
            self._classify(segment, segments[number + 1 :])
            self._place(segment, segments[number + 1 :])
        return self.frames

    def _classify(self, segment: Segment, rest: Sequence[Segment]) -> None:
        """Finds the word that opens a subordinate clause, if the segment is one; finds a missed verb."""
        start = segment.start
        if start >= segment.last:
            return
        opener, kind = self._openers.opener(segment, start, rest)
        if kind == "relative" and self._closes(segment, rest):
            opener, kind = -1, ""  # "wurden A, der Minister B und C gewählt": an article, no pronoun
        segment.opener, segment.kind = opener, kind
        if opener >= 0 and kind != "infinitive" and not self._openers.finite(segment):
            ending = segment.last - 1
            if self.forms.get(ending) == "Inf" and self._finiteness.promotable(ending):
                self.forms[ending] = "Fin"
            elif not self._openers.finite_later(rest):
                self._promote(segment)

    def _closes(self, segment: Segment, rest: Sequence[Segment]) -> bool:
        """Whether a segment ends in the participle that an auxiliary before still lacks, and has no verb besides."""
        ending = segment.last - 1
        verbs = [index for index in range(segment.first, segment.last) if index in self.forms]
        if verbs != [ending] or "Part" not in self._finiteness.possible(self._tokens[ending]):
            return False
        endings = (other.last - 1 for other in rest)
        if any(at in self.forms and "Part" in self._finiteness.possible(self._tokens[at]) for at in endings):
            return False
        if self.forms[ending] == "Part":
            return self._right_bracket(segment) >= 0
        self.forms[ending] = "Part"
        awaiting = self._right_bracket(segment)
        if awaiting >= 0 and self._passive(self.frames[awaiting].finite):
            return True
        self.forms[ending] = "Fin"
        return False

    def _passive(self, index: int) -> bool:
        return self._grammar.is_kind(self._tokens[index].lemma, "passive")

    def zu(self, index: int) -> bool:
        """Whether the token is an infinitive with "zu", beside it or inside it."""
        return self._openers.zu(index)

    def auxiliary(self, index: int) -> bool:
        """Whether a verb is one that builds predicates with others."""
        return self._tokens[index].lemma in self._grammar.auxiliaries

    def raises(self, index: int) -> bool:
        """Whether a verb takes an infinitive with "zu" into its own clause ("hat zu tun")."""
        return self._grammar.is_kind(self._tokens[index].lemma, "raising")

    def _promote(self, segment: Segment) -> bool:
        """Makes the likeliest verb of a segment finite: a verb before other words, the last before the first."""
        able = self._openers.promotable(segment)
        if not able:
            return False
        verbs = [index for index in able if index in self.forms]
        auxiliary = [index for index in verbs if self._tokens[index].lemma in self._grammar.auxiliaries]
        chosen = (auxiliary or verbs or able)[-1]
        self.forms[chosen] = "Fin"
        return True

    def _promote_where_none(self, segments: Sequence[Segment]) -> None:
        """A sentence that has verbs but no finite one has lost it to a wrong reading."""
        if any(self._openers.finite(segment) for segment in segments):
            return
        for segment in segments:
            verbs = [index for index in self._openers.promotable(segment) if index in self.forms]
            if verbs and not self._openers.has_zu(segment):
                self.forms[verbs[0]] = "Fin"
                return

    def _place(self, segment: Segment, rest: Sequence[Segment]) -> None:
        words = list(range(segment.first, segment.last))
        finite = self._openers.finite(segment)
        if segment.opener >= 0:
            self._push(segment, _KINDS[segment.kind], words, finite)
        elif finite:
            self._place_finite(segment, words, finite[0])
        elif self._regain(segment):
            self._place_finite(segment, words, self._openers.finite(segment)[0])
        elif self._openers.has_zu(segment):
            self._push(segment, "infinitive", words, [])
        else:
            self._place_verbless(segment, words, rest)

    def _regain(self, segment: Segment) -> bool:
        """Makes the verb in second place finite in a segment that has no finite verb and follows no auxiliary."""
        verb = self._segmenter.second(segment)
        if verb < 0 or self.forms.get(verb) not in ("Inf", "Part") or not self._finiteness.promotable(verb):
            return False
        if self._right_bracket(segment) >= 0 or any(frame.waiting for frame in self.frames if frame.kind != "main"):
            return False
        self.forms[verb] = "Fin"
        return True

    def _push(self, segment: Segment, kind: ClauseKind, words: list[int], finite: Sequence[int]) -> Frame:
        frame = Frame(kind, words, marker=segment.opener, mark=segment.mark, conjunction=segment.conjunction)
        frame.finite = finite[0] if finite else -1
        frame.waiting = not finite and kind != "infinitive"
        frame.parent = self._governor(segment)
        self.frames.append(frame)
        self._stack.append(len(self.frames) - 1)
        return frame

    def _governor(self, segment: Segment) -> int:
        """The frame that a new clause depends on: coordinated clauses share one, others hang on what stands before."""
        if not self.frames:
            return -1
        before = self._innermost(segment.first - 1)
        frame = self.frames[before]
        if segment.conjunction >= 0 and segment.opener >= 0 and frame.subordinate:
            return frame.parent
        return before

    def _innermost(self, index: int) -> int:
        """The frame of the nearest word before `index`."""
        nearest, best = len(self.frames) - 1, -1
        for number, frame in enumerate(self.frames):
            last = max((word for word in frame.own if word <= index), default=-1)
            if last > best:
                nearest, best = number, last
        return nearest

    def _place_finite(self, segment: Segment, words: list[int], finite: int) -> None:
        waiting = self._waiting(segment, finite)
        if waiting >= 0:
            frame = self.frames[waiting]
            frame.own.extend(words)
            frame.finite, frame.waiting = finite, False
            if frame.kind == "main":
                frame.verb_second = True
            self._leave(waiting)
            return
        if self._continues_subordinate(segment, finite):
            previous = self._innermost(segment.first - 1)
            model = self.frames[previous]
            frame = self._push(segment, model.kind, words, [finite])
            frame.parent, frame.marker, frame.coordinated = model.parent, model.marker, previous
            return
        frame = self._push(segment, "main", words, [finite])
        frame.verb_first = finite == segment.start
        frame.verb_second = True
        frame.parent = -1

    def _waiting(self, segment: Segment, finite: int) -> int:
        """The innermost frame still without its finite verb that this segment can complete, or -1."""
        for number in reversed(self._stack):
            frame = self.frames[number]
            if not frame.waiting:
                continue
            if frame.kind == "main":
                return number
            tail = [index for index in range(finite + 1, segment.last) if self._openers.counts(index)]
            if not tail or all(index in self.forms for index in tail) or finite > segment.start + 1:
                return number
        return -1

    def _continues_subordinate(self, segment: Segment, finite: int) -> bool:
        """Whether the segment is the second half of "dass A kommt und B geht": a verb at the end after "und"."""
        if not self.frames:
            return False
        previous = self.frames[self._innermost(segment.first - 1)]
        if not previous.subordinate or previous.finite < 0:
            return False
        tail = [
            index
            for index in range(finite + 1, segment.last)
            if self._openers.counts(index) and index not in self.forms
        ]
        if segment.conjunction < 0:
            return (
                not tail
                and segment.mark == ","
                and finite > segment.start + 1
                and not self._openers.second(segment.start, finite)
            )
        if tail:
            return False
        return not segment.mark or not self._nominative(segment) or not self._openers.second(segment.start, finite)

    def _nominative(self, segment: Segment) -> bool:
        """Whether a phrase of the segment could be a subject."""
        chunks = (self._openers.chunks.get(index) for index in range(segment.start, segment.last))
        return any(chunk is not None and chunk.preposition < 0 and "Nom" in chunk.formal for chunk in chunks)

    def _leave(self, number: int) -> None:
        while self._stack and self._stack[-1] != number:
            self._stack.pop()

    def _place_verbless(self, segment: Segment, words: list[int], rest: Sequence[Segment]) -> None:
        target = -1 if self._starts_anew(segment, rest) else self._home(segment)
        if target < 0:
            frame = self._push(segment, "main", words, [])
            frame.waiting = not self._dateline(segment, rest) and self._goes_on(rest)
            frame.parent = -1
            if not frame.waiting:
                frame.kind = "fragment"
            return
        self.frames[target].own.extend(words)

    def _goes_on(self, rest: Sequence[Segment]) -> bool:
        return self._openers.finite_later(rest) or any(
            self._openers.finite(other) for other in rest[:1] if self._plain(other)
        )

    def _dateline(self, segment: Segment, rest: Sequence[Segment]) -> bool:
        """Whether the segment is a place before a dash at the beginning of the sentence."""
        if self.frames[:-1] or not rest or rest[0].mark not in ("–", "—", "-", "--"):
            return False
        return all(
            self._tokens[index].pos in ("PROPN", "NOUN", "PUNCT", "X") for index in range(segment.first, segment.last)
        )

    def _starts_anew(self, segment: Segment, rest: Sequence[Segment]) -> bool:
        """Whether a segment after a colon or semicolon begins a clause whose verb comes later."""
        if any(frame.waiting for frame in self.frames):
            return False
        dateline = len(self.frames) == 1 and self.frames[0].kind == "fragment" and segment.mark in ("–", "—", "-", "--")
        return (dateline or segment.mark in (":", ";")) and self._goes_on(rest)

    def _plain(self, segment: Segment) -> bool:
        return segment.start < segment.last and self._tokens[segment.start].text.lower() not in self._grammar.openers

    def _home(self, segment: Segment) -> int:
        """The frame that a segment without a verb of its own goes on with, by its syntactic head, or -1."""
        if not self.frames:
            return -1
        awaited = self._right_bracket(segment)
        if awaited >= 0:
            return awaited
        for index in range(segment.first, segment.last):
            head = self._tokens[index].head
            if head >= 0 and not segment.first <= head < segment.last:
                for number, frame in enumerate(self.frames):
                    if head in frame.own:
                        return number
                for number in reversed(self._stack):
                    if self.frames[number].waiting:
                        return number
        return self._innermost(segment.first - 1)

    def _right_bracket(self, segment: Segment) -> int:
        """The frame whose auxiliary or particle verb waits for the verb that ends this segment, or -1."""
        last = self._tokens[segment.last - 1]
        ending = self.forms.get(segment.last - 1)
        particle = last.text.lower() in self._grammar.particles and segment.last - segment.first <= 3
        if not ending and not particle:
            return -1
        for number in range(len(self.frames) - 1, -1, -1):
            frame = self.frames[number]
            if frame.finite < 0 or not frame.verb_second:
                continue
            lemma = self._tokens[frame.finite].lemma
            if particle and lemma not in self._grammar.auxiliaries:
                return number
            lexical = any(index in self.forms and index != frame.finite for index in frame.own)
            if ending in ("Part", "Inf") and lemma in self._grammar.auxiliaries and not lexical:
                return number
        return -1
