"""The grammar around a trigger: noun phrases from dependencies, their members, and what hangs on a noun."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from newsfacts.analysis.phrases import conjuncts, phrase_at, phrase_of
from newsfacts.analysis.structure import Analysis, Clause, Phrase, Token
from newsfacts.extraction.structure import TokenRange

NAMING = frozenset({"det", "amod", "nummod", "flat", "flat:name", "compound", "advmod", "det:poss", "appos"})
GENITIVE = ("s", "'", "’")
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
        self._extents = {phrase.head: phrase.last for clause in analysis.clauses for phrase in _phrases(clause)}

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
        named = self._enumerated(head)
        yield from named or (head,)
        for token in self.dependents[head]:
            if self.tokens[token].relation == "conj" and self.tokens[token].pos in NOMINAL and token not in named:
                yield from self.members(token)

    def _enumerated(self, head: int) -> list[int]:
        """The names that a noun in the plural is said of ("die Staaten A, B und C"): what stands behind it up to the
        last name, only names and what joins them."""
        names: list[int] = []
        if self.tokens[head].pos != "NOUN" or self.tokens[head].number != "Plur":
            return names
        for token in self.tokens[head + 1 : self.analysis.sentences[self.analysis.sentence_of[head]].last]:
            if token.pos == "PROPN":
                if not names or self.tokens[token.index - 1].pos != "PROPN":
                    names.append(token.index)
            elif token.pos != "CCONJ" and not (token.text == "," and names):
                break
        return names if len(names) > 1 else []

    def phrases(self, phrase: Phrase) -> Iterator[TokenRange]:
        """The members of a clause's phrase; of a single one the extent that the analysis gave it."""
        joined = self._joined(phrase)
        heads = list(self.members(phrase.head))
        if len(joined) > len(heads):
            yield from joined
        elif len(heads) == 1:
            yield (phrase.head if self._filled(phrase) else phrase.first), phrase.last
        else:
            yield from (self.phrase(head) for head in heads)

    def parties(self, head: int) -> Iterator[TokenRange]:
        """The members of the coordination that a head leads, by the parse or by the order of the phrases."""
        heads, phrase = list(self.members(head)), phrase_of(self.analysis, head)
        joined = self._joined(phrase) if phrase is not None else ()
        yield from joined if len(joined) > len(heads) else (self.phrase(member) for member in heads)

    def _joined(self, phrase: Phrase) -> tuple[TokenRange, ...]:
        """The members of a coordination by the order of the phrases."""
        parts = conjuncts(self.analysis, phrase)
        return tuple((part.head if self._filled(part) else part.first, part.last) for part in parts)

    def _filled(self, phrase: Phrase) -> bool:
        """Whether another phrase stands between the first word and the noun ("die von A verlassene Stadt")."""
        between = self.tokens[phrase.first : phrase.head]
        return any(token.pos in ("ADP", "NOUN") for token in between)

    def phrase_end(self, token: int) -> int:
        """The noun of the phrase whose last word is this token, -1 where it ends none."""
        found = phrase_at(self.analysis, token, maximal=True) if token >= 0 else None
        return found.head if found is not None and found.last == token + 1 and self._noun(found.head) else -1

    def _noun(self, token: int) -> bool:
        return self.tokens[token].pos == "NOUN"

    def attributes(self, noun: int) -> Iterator[tuple[str, int]]:
        """What hangs on a noun, as (slot, head): "gen", "poss" and prepositions by their own name.

        Prepositional phrases behind an attribute belong to the noun before it ("der Angriff von A auf B").
        """
        owner = self._preposed(noun)
        found = {} if owner < 0 else {owner: "gen"}
        for token in self.dependents[noun]:
            if slot := self._slot(token):
                found.setdefault(token, slot)
                if slot != "poss":
                    found |= self._prepositional(self.dependents[token], found)
        extent = self._extents.get(noun, noun)
        found |= self._prepositional(range(noun + 1, extent), found)
        yield from ((slot, token) for token, slot in found.items())

    def _prepositional(self, tokens: Iterable[int], known: dict[int, str]) -> dict[int, str]:
        """The heads among some tokens that a preposition governs, those already known left out."""
        heads = (token for token in tokens if token not in known and self.tokens[token].pos in NOMINAL)
        return {token: slot for token in heads if (slot := self.governed(token))}

    def _slot(self, token: int) -> str:
        """The slot that a dependent of a noun fills, empty for none."""
        found = self.tokens[token]
        if found.pos not in NOMINAL:
            return ""
        if found.relation == "det:poss" or (found.pos == "DET" and found.person):
            return "poss"
        if preposition := self.governed(token):
            return preposition
        genitive = found.relation.startswith(("nmod", "obl")) and found.pos not in ("DET", "NUM")
        return "gen" if genitive else ""

    def _preposed(self, noun: int) -> int:
        """The name in the genitive right before a noun and its adjectives ("Norwegens neue Regierung"), or -1."""
        at = noun - 1
        while at > 0 and self.tokens[at].pos == "ADJ":
            at -= 1
        found = self.tokens[at]
        genitive = at >= 0 and found.pos == "PROPN" and found.text.endswith(GENITIVE)
        return at if genitive and self.analysis.sentence_of[at] == self.analysis.sentence_of[noun] else -1

    def head(self, first: int, last: int) -> int:
        """The token of a range that hangs on something outside it."""
        return next((at for at in range(first, last) if not first <= self.tokens[at].head < last), first)

    def definite(self, noun: int) -> bool:
        """Whether a noun has a definite article, alone or in its preposition, a demonstrative or a possessive."""
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


def _phrases(clause: Clause) -> Iterator[Phrase]:
    """The phrases of a clause frame."""
    yield from (phrase for phrase in (clause.subject, clause.indirect, clause.predicative) if phrase)
    yield from clause.objects
    yield from clause.obliques
