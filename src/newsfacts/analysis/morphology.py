"""HanTa's analysis of single words, with the same answers in a fraction of the time.

HanTa (Christian Wartena, LGPL) walks a word as a chain of morphemes and asks for the probability of every stretch under
every tag anew, most of which are zero. Here each stretch is scored once, for the tags that can have it at all.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from HanTa.HanoverTagger import EMPTY, END_UNKNOWN, START, UNKNOWN, HanoverTagger
from numpy import logaddexp

_LOWEST = -1e6
_KEPT = 3  # states that a place in the word is left from, and as many as are almost as good
_SLACK = 1.0
_LONGEST = 24  # HanTa knows lengths of morphemes up to here
_WHOLE = 4.6  # HanTa's penalty where the whole word is one unknown morpheme
_SHORT_WORD, _SHORT_MORPHEME = 4, 2  # in words from this length on, unknown morphemes are longer than that

_Scores = dict[int, float]
_State = tuple[int, int]


@cache
def morphology() -> Morphology:
    """HanTa with the German model that comes with it."""
    return Morphology("morphmodel_ger.pgz")


class Morphology(HanoverTagger):  # type: ignore[misc]
    """HanTa's tagger for words; `tag_word` and `analyze` as there."""

    def __init__(self, filename: str) -> None:
        super().__init__(filename)
        self._morphemes: dict[str, _Scores] = {}
        for tag, morphemes in self.LP_m_t.items():
            for morpheme, score in morphemes.items():
                self._morphemes.setdefault(morpheme, {})[tag] = score
        self._guessed = [tag for tag in self.LP_m_t if tag in self.LP_hapax_t and tag in self.LP_s_t]
        self._guesses: dict[tuple[str, int], _Scores] = {}
        self._following = {state: dict(pairs) for state, pairs in self.LP_trans_nonfinal.items()}

    def analyze_forward(self, word: str) -> list[tuple[int, float]]:
        """The tags of a word with their log probabilities, best first."""
        table: list[dict[_State, float]] = [{(EMPTY, START): 0.0}, *({} for _ in word)]
        for place, row in enumerate(table[:-1]):
            states = self._promising(row)
            for end in range(place + 1, len(word) + 1) if states else ():
                scores = self._scores(word[place:end], len(word), strict=self.strict)
                target = table[end]
                for state, score, following in states:
                    _advance(target, state, score, following, scores)
        finals: dict[_State, float] = {}
        for state, score in table[-1].items():
            for tag, transition in self.LP_trans_final.get(state, ()):
                value = score + transition
                if value > finals.get((state[1], tag), _LOWEST):
                    finals[state[1], tag] = value
        return _ranked(finals)

    def analyze_viterbi(self, word: str, targetpos: int) -> list[tuple[int, int]]:
        """The likeliest chain of morphemes that ends in a part of speech: known morphemes first, else guesses too."""
        for strict in (True, False):
            chain = self._chain(word, targetpos, strict=strict)
            if chain:
                return chain
        return [(UNKNOWN, len(word)), (END_UNKNOWN, len(word) + 1)]

    def _chain(self, word: str, target: int, *, strict: bool) -> list[tuple[int, int]]:
        reachable = self.reachability.get(target, frozenset())
        table: list[dict[_State, float]] = [{(EMPTY, START): 0.0}, *({} for _ in word)]
        back: list[dict[_State, tuple[_State, int]]] = [{} for _ in table]
        for place, row in enumerate(table[:-1]):
            states = self._promising(row)
            for end in range(place + 1, len(word) + 1) if states else ():
                scores = self._scores(word[place:end], len(word), strict=strict)
                scores = {tag: score for tag, score in scores.items() if tag in reachable}
                for state, score, following in states if scores else ():
                    for changed in _advance(table[end], state, score, following, scores):
                        back[end][changed] = (state, place)
        return self._traced(table[-1], back, target)

    def _traced(
        self, last: dict[_State, float], back: list[dict[_State, tuple[_State, int]]], target: int
    ) -> list[tuple[int, int]]:
        best, state = float("-inf"), None
        for candidate, score in last.items():
            transition = self.LP_trans.get(candidate, {}).get(target)
            if transition is not None and score + transition > max(best, _LOWEST):
                best, state = score + transition, candidate
        if state is None:
            return []
        end = len(back) - 1
        chain = [(target, end + 1)]
        while end > 0:
            chain.append((state[1], end))
            state, end = back[end][state]
        return chain[::-1]

    def _promising(self, row: dict[_State, float]) -> list[tuple[_State, float, _Scores]]:
        """The states worth going on from, with their transitions."""
        bound = _LOWEST
        if len(row) > _KEPT:
            bound = sorted(row.values(), reverse=True)[_KEPT] - _SLACK
        return [
            (state, score, self._following[state])
            for state, score in row.items()
            if score >= bound and state in self._following
        ]

    def _scores(self, morpheme: str, length: int, *, strict: bool) -> _Scores:
        """The log probabilities of a stretch of a word of `length` letters, by tag; impossible tags are left out."""
        known = self._morphemes.get(morpheme)
        size = len(morpheme)
        if strict or (length >= _SHORT_WORD and size <= _SHORT_MORPHEME):
            return known or {}
        guesses = self._guess(morpheme[-4:], min(size, _LONGEST), size)
        if length == size:
            guesses = {tag: score - _WHOLE for tag, score in guesses.items()}
        return {**guesses, **known} if known else guesses

    def _guess(self, ending: str, size: int, exact: int) -> _Scores:
        key = (ending, size)
        found = self._guesses.get(key)
        if found is None:
            found = self._guesses[key] = {tag: self._guessed_score(tag, ending, size, exact) for tag in self._guessed}
        return found

    def _guessed_score(self, tag: int, ending: str, size: int, exact: int) -> float:
        endings: Any = self.LP_s_t[tag]
        suffix = next(
            (endings[ending[-taken:]] for taken in (4, 3, 2, 1) if exact > taken and ending[-taken:] in endings), endings[""]
        )
        return float(self.Int_t + self.LP_hapax_t[tag] + self.LP_len_t[tag][size] + suffix)


def _advance(
    target: dict[_State, float], state: _State, score: float, following: _Scores, scores: _Scores
) -> list[_State]:
    """Enters what can follow a state at the end of a stretch; gives the entries that got better."""
    changed = []
    for tag, morpheme in scores.items():
        transition = following.get(tag)
        if transition is None:
            continue
        value = score + transition + morpheme
        entry = (state[1], tag)
        if value > target.get(entry, _LOWEST):
            target[entry] = value
            changed.append(entry)
    return changed


def _ranked(finals: dict[_State, float]) -> list[tuple[int, float]]:
    results: dict[int, float] = {}
    for (_, tag), score in finals.items():
        results[-tag] = float(logaddexp(results[-tag], score)) if -tag in results else score
    return sorted(results.items(), key=lambda pair: -pair[1]) or [(UNKNOWN, 0.0)]
