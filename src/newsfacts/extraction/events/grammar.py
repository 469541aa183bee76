"""The grammar around a trigger: noun phrases from dependencies, their members, and what hangs on a noun."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Analysis, Clause, Phrase, Token
from newsfacts.extraction.structure import TokenRange

NAMING = frozenset({"det", "amod", "nummod", "flat", "flat:name", "compound", "advmod", "det:poss", "appos"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "NUM", "DET", "X"})


class Grammar:
    """An analysis seen from its words: the dependents of each token and the phrases they make."""

    def __init__(self, analysis: Analysis, prepositions: dict[str, str], definites: frozenset[str]) -> None:
        self.analysis, self.tokens = analysis, analysis.tokens
        self._prepositions, self._definites = prepositions, definites
        dependents: list[list[int]] = [[] for _ in analysis.tokens]
        for token in analysis.tokens:
            if token.head >= 0:
                dependents[token.head].append(token.index)
        self.dependents = tuple(tuple(indices) for indices in dependents)

    def preposition(self, token: int) -> str:
        """The preposition at a token without its fused article ("im" is "in"); empty for any other word."""
        found = self.tokens[token]
        return self._prepositions.get(found.text.lower(), found.text.lower()) if found.pos == "ADP" else ""

    def governed(self, head: int) -> str:
        """The preposition that governs the phrase of a head, empty for none."""
        for token in self.dependents[head]:
            if self.tokens[token].relation == "case" and (found := self.preposition(token)):
                return found
        return ""

    def phrase(self, head: int) -> TokenRange:
        """The words that name what a head denotes: articles, adjectives, name parts and appositions around it."""
        first, last = head, head + 1
        for token in self.dependents[head]:
            if self.tokens[token].relation not in NAMING:
                continue
            if token < first and self._contiguous(token, first, head):
                first = token
            elif token >= last and self.tokens[token].relation in ("flat", "flat:name", "appos", "compound"):
                last = max(last, self.phrase(token)[1])
        return first, last

    def _contiguous(self, token: int, first: int, head: int) -> bool:
        """Whether nothing foreign stands between a dependent on the left and the phrase so far."""
        between = self.tokens[token + 1 : first]
        return all(
            t.head == head or t.pos in ("ADJ", "ADV", "NUM", "PUNCT") or t.head in range(token, head) for t in between
        )

    def members(self, head: int) -> Iterator[int]:
        """The heads of a coordination, the first one included."""
        yield head
        for token in self.dependents[head]:
            if self.tokens[token].relation == "conj" and self.tokens[token].pos in NOMINAL:
                yield from self.members(token)

    def phrases(self, phrase: Phrase) -> Iterator[TokenRange]:
        """The members of a clause's phrase; the first with the extent that the analysis gave it."""
        heads = list(self.members(phrase.head))
        if len(heads) == 1:
            yield phrase.first, phrase.last
            return
        for head in heads:
            yield self.phrase(head)

    def attributes(self, noun: int) -> Iterator[tuple[str, int]]:
        """What hangs on a noun, as (slot, head): "gen", "poss" and prepositions by their own name."""
        for token in self._attached(noun):
            found = self.tokens[token]
            if found.pos not in NOMINAL:
                continue
            preposition = self.governed(token)
            if found.relation == "det:poss" or (found.pos == "DET" and found.person):
                yield "poss", token
            elif preposition:
                yield preposition, token
            elif found.relation.startswith(("nmod", "obl")) and found.pos in ("NOUN", "PROPN", "ADJ", "PRON", "X"):
                yield "gen", token

    def _attached(self, noun: int) -> tuple[int, ...]:
        """The dependents of a noun; of a conjunct's without own attributes also those of the first conjunct's."""
        return self.dependents[noun]

    def definite(self, noun: int) -> bool:
        """Whether a noun has a definite article, alone or fused with its preposition, a demonstrative or a possessive."""
        for token in self.dependents[noun]:
            found = self.tokens[token]
            form = found.text.lower()
            if (
                form in self._definites
                or found.relation == "det:poss"
                or (found.pos == "ADP" and form in self._prepositions)
            ):
                return True
        return False

    def clause(self, token: int) -> Clause | None:
        """The innermost clause of a token."""
        index = self.analysis.clause_of[token] if self.analysis.clause_of else -1
        return self.analysis.clauses[index] if index >= 0 else None

    def parent(self, clause: Clause) -> Clause | None:
        """The governing clause."""
        return self.analysis.clauses[clause.parent] if clause.parent >= 0 else None

    def nominal_head(self, token: int) -> Token | None:
        """The noun that a token hangs on, None where it hangs on something else."""
        head = self.tokens[token].head
        return self.tokens[head] if head >= 0 and self.tokens[head].pos in ("NOUN", "PROPN") else None
