"""Joins base noun phrases to maximal ones: genitives, prepositional attributes, appositions and coordination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .cases import Chunk, Link
from .grammar import Grammar
from .structure import Token

_NAMES = frozenset(("PROPN",))
_LIGHT = 4  # words of an expression with its verb at most
_COMMA_AND = 2  # words of ", und" between two phrases
_CLAUSAL = frozenset(("nsubj", "obj", "obl", "obl:arg", "nsubj:pass", "iobj"))


class Attacher:
    """Decides for the noun phrases of one sentence which is part of which."""

    def __init__(
        self, tokens: Sequence[Token], chunks: Sequence[Chunk], frame_of: Mapping[int, int], grammar: Grammar
    ) -> None:
        self._tokens, self._frame_of, self._grammar = tokens, frame_of, grammar
        self._dative: frozenset[int] = frozenset()
        self._passive: frozenset[int] = frozenset()
        self._all = chunks
        self._outer = [number for number, chunk in enumerate(chunks) if not chunk.inner]

    def attach(
        self, fields: Mapping[int, tuple[int, int]], dative: frozenset[int], passive: frozenset[int] = frozenset()
    ) -> None:
        """Sets `attached` and `link` of every phrase; `fields` gives for a frame the range of its first field, where a
        verb-second clause has exactly one constituent; `dative` are the frames whose verb has a dative object,
        `passive` those whose verb may have its doer in a prepositional phrase."""
        self._dative, self._passive = dative, passive
        for place, number in enumerate(self._outer):
            if place:
                self._join(number, self._outer[place - 1], fields)

    def _join(self, number: int, before: int, fields: Mapping[int, tuple[int, int]]) -> None:
        chunk, previous = self._all[number], self._all[before]
        frame = self._frame_of.get(chunk.head, -1)
        if frame != self._frame_of.get(previous.head, -2):
            return
        gap = self._gap(previous, chunk)
        if gap is None:
            return
        joined: tuple[int, Link] = (-1, "")
        if gap == "":
            joined = self._adjacent(number, before, fields.get(frame))
        elif gap == ",":
            joined = self._after_comma(number, before)
        elif gap in self._grammar.coordinators:
            joined = self._after_conjunction(number, before)
        chunk.attached, chunk.link = joined

    def _gap(self, previous: Chunk, chunk: Chunk) -> str | None:
        """What stands between two phrases: nothing, a comma, a conjunction in lower case, or None for anything else."""
        begin, end = previous.last, start_of(chunk)
        if previous.preposition >= previous.last:
            begin = previous.preposition + 1
        words = [self._tokens[index].text for index in range(begin, end) if not self._is_quote(index)]
        if not words:
            return ""
        if len(words) == _COMMA_AND and words[0] == ",":
            words = words[1:]
        return words[0].lower() if len(words) == 1 else None

    def _is_quote(self, index: int) -> bool:
        token = self._tokens[index]
        return token.pos == "PUNCT" and token.text not in (",", ";", ":", "–", "—", "-", "(", ")", "/")

    def _chain(self, before: int) -> list[int]:
        """The phrase before and those it is attached to: all end at the same place."""
        chain = [before]
        while self._all[chain[-1]].attached >= 0:
            chain.append(self._all[chain[-1]].attached)
        return chain

    def _governor(self, number: int, before: int) -> int:
        """The phrase of the chain that holds the syntactic head of phrase `number`, or -1."""
        head = self._tokens[self._all[number].head].head
        for candidate in self._chain(before):
            if self._all[candidate].first <= head < self._all[candidate].last:
                return candidate
        return -1

    def _adjacent(self, number: int, before: int, field: tuple[int, int] | None) -> tuple[int, Link]:
        chunk, previous = self._all[number], self._all[before]
        token = self._tokens[chunk.head]
        if self._tokens[previous.head].pos == "PRON":
            return -1, ""
        governor = self._governor(number, before)
        in_field = (
            field is not None and field[0] <= chunk.first and chunk.last <= field[1] and start_of(previous) >= field[0]
        )
        if chunk.preposition >= 0:
            if previous.preposition >= previous.last or chunk.preposition >= chunk.last:
                return -1, ""
            if not in_field and (self._light(chunk) or self._doer(chunk, previous)):
                return -1, ""
            if governor >= 0 or in_field:
                return (governor if governor >= 0 else before), "attribute"
            return -1, ""
        if self._genitive(chunk, previous, governor, in_field=in_field):
            return before, "genitive"
        bare = self._tokens[chunk.first].pos in ("NOUN", "PROPN") and self._tokens[chunk.last - 1].pos == "PROPN"
        close = token.relation in ("appos", "flat") and governor >= 0
        if close or (
            bare and self._tokens[previous.head].pos == "NOUN" and (in_field or token.relation not in _CLAUSAL)
        ):
            return (governor if governor >= 0 else before), "apposition"
        return -1, ""

    def _light(self, chunk: Chunk) -> bool:
        """Whether a phrase makes one expression with its verb ("ums Leben kommen")."""
        words = (self._tokens[index].text.lower() for index in range(start_of(chunk), chunk.head + 1))
        return chunk.head - start_of(chunk) < _LIGHT and " ".join(words) in self._grammar.light

    def _doer(self, chunk: Chunk, previous: Chunk) -> bool:
        """Whether the doer of a passive stands behind a time or place, which it is no attribute of."""
        if self._frame_of.get(chunk.head, -1) not in self._passive:
            return False
        before = self._tokens[previous.head]
        aside = before.text in self._grammar.measures or (before.entity == "LOC" and previous.preposition >= 0)
        return aside and self._tokens[chunk.preposition].text.lower() in self._grammar.agents

    def _genitive(self, chunk: Chunk, previous: Chunk, governor: int, *, in_field: bool) -> bool:
        """Whether a phrase without preposition is the genitive attribute of the one before it."""
        token = self._tokens[chunk.head]
        given = "Dat" in chunk.cases and self._frame_of.get(chunk.head, -1) in self._dative and not in_field
        if "Gen" in chunk.formal and governor >= 0 and token.relation == "nmod" and token.pos != "PRON" and not given:
            return True
        if "Gen" not in chunk.cases or token.pos == "PRON":
            return False
        if chunk.cases == {"Gen"}:
            return True
        if given:
            return False
        if token.case == "Gen":
            return True
        after_noun = self._tokens[previous.head].pos == "NOUN" and "Nom" not in chunk.cases and "Acc" not in chunk.cases
        return after_noun and (governor >= 0 or token.relation not in _CLAUSAL)

    def _after_comma(self, number: int, before: int) -> tuple[int, Link]:
        chunk = self._all[number]
        token = self._tokens[chunk.head]
        governor = self._governor(number, before)
        if token.relation == "conj" and governor >= 0:
            return governor, "conjunct"
        if chunk.preposition >= 0 or token.pos == "PRON":
            return -1, ""
        following = self._tokens[chunk.last].text.lower() if chunk.last < len(self._tokens) else ""
        listed = following in self._grammar.coordinators or self._in_list(before)
        if token.relation == "appos" and governor >= 0 and not listed:
            return governor, "apposition"
        return self._apposed(number, before, listed=listed)

    def _in_list(self, number: int) -> bool:
        return self._all[number].link == "conjunct"

    def _apposed(self, number: int, before: int, *, listed: bool) -> tuple[int, Link]:
        """A name beside a description: apposition; names in a row: a list."""
        chunk = self._all[number]
        name = self._tokens[chunk.head].pos in _NAMES
        for candidate in reversed(self._chain(before)):
            other = self._tokens[self._all[candidate].head]
            if not (chunk.cases & self._all[candidate].cases) or other.text in self._grammar.measures:
                continue
            if listed:
                same = (other.pos in _NAMES) == name and other.pos != "PRON"
                return (candidate, "conjunct") if same else (-1, "")
            if (
                (other.pos in _NAMES) != name
                and other.pos != "PRON"
                and self._tokens[chunk.head].relation not in _CLAUSAL
            ):
                return candidate, "apposition"
        return -1, ""

    def _after_conjunction(self, number: int, before: int) -> tuple[int, Link]:
        chunk = self._all[number]
        governor = self._governor(number, before)
        token = self._tokens[chunk.head]
        if governor >= 0 and token.relation in ("conj", "appos", "nmod", "flat"):
            return governor, "conjunct"
        if token.relation in _CLAUSAL and token.head > chunk.last and governor < 0 and chunk.preposition >= 0:
            return -1, ""
        alike = [
            candidate
            for candidate in self._chain(before)
            if (self._all[candidate].preposition >= 0) == (chunk.preposition >= 0) or chunk.preposition < 0
        ]
        for candidate in alike:
            other = self._all[candidate]
            same = self._determined(other) == self._determined(chunk)
            if same and chunk.cases & other.cases:
                return candidate, "conjunct"
        return (alike[-1], "conjunct") if alike and chunk.preposition < 0 else (-1, "")

    def _determined(self, chunk: Chunk) -> str:
        first = self._tokens[chunk.first]
        return "name" if first.pos == "PROPN" else first.pos if first.pos in ("DET", "PRON") else ""


def start_of(chunk: Chunk) -> int:
    """Where a phrase begins, its preposition included."""
    return chunk.preposition if 0 <= chunk.preposition < chunk.first else chunk.first


def maximal(chunks: Sequence[Chunk]) -> list[int]:
    """For each phrase the end of its maximal phrase: that of the last one attached to it, directly or not."""
    ends = [chunk.last for chunk in chunks]
    for number in range(len(chunks) - 1, -1, -1):
        target = chunks[number].attached
        if target >= 0:
            ends[target] = max(ends[target], ends[number])
    return ends
