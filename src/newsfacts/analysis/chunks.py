"""Base noun phrases: from the article to the noun with its name; found along the text, the parse a second opinion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .cases import Cases, Chunk
from .grammar import Grammar
from .structure import Token

_NOMINAL = frozenset(("NOUN", "PROPN"))
_MODIFIER = frozenset(("ADJ", "NUM"))
_INSIDE = frozenset(("DET", "ADJ", "NUM"))
_ROMAN = re.compile(r"[IVX]{1,5}\.?")
_YEAR = 4  # digits
_SHORT_NAME = 3  # words, the article included
_R_CASES = frozenset(("Nom", "Dat", "Gen"))
_INFLECTED = ("e", "en", "er", "es", "em")
_ORIGIN = "er"
_REACH = 16  # tokens from an article to its noun at most
_ALL = frozenset(("Nom", "Acc", "Dat", "Gen"))
_PARTICIPLES = tuple(stem + ending for stem in ("nd", "t", "en") for ending in ("e", "en", "er", "es", "em"))
_CLAUSAL = frozenset(("nsubj", "obj", "obl", "obl:arg", "nsubj:pass"))
_NAMES = frozenset(("flat", "compound", "appos", "nmod"))


class Chunker:
    """Finds the base noun phrases of one sentence `[first, last)`."""

    def __init__(
        self, tokens: Sequence[Token], first: int, last: int, grammar: Grammar, quotes: Mapping[int, int]
    ) -> None:
        self._tokens, self._first, self._last, self._grammar = tokens, first, last, grammar
        self._quotes = quotes  # short quotations of words only: first token -> end
        self._marks = frozenset(quotes) | frozenset(end - 1 for end in quotes.values())

    def chunks(self) -> list[Chunk]:
        """All base noun phrases in order of their beginning, those inside others after them."""
        found = list(self._between(self._first, self._last))
        cases = Cases(self._tokens, self._last, self._grammar)
        for chunk in found:
            chunk.preposition = self._preposition(chunk)
            chunk.number = cases.number(chunk)
            chunk.cases, chunk.formal = cases.cases(chunk)
        return found

    def _between(self, token: int, end: int) -> Iterator[Chunk]:
        while token < end:
            head = self._head(token, end)
            if head < 0:
                token += 1
                continue
            owner = self._owner(token, head)
            last = self._closed(token, self._extended(token, head, end))
            yield Chunk(token, last, head)
            if owner:
                yield Chunk(token, owner, token, inner=True)
            elif head - token > 2 and self._participial(token, head):
                for inner in self._between(token + 1, head):
                    inner.inner = True
                    yield inner
            token = last

    def _head(self, token: int, end: int) -> int:
        """The head of the noun phrase that begins here, -1 where none does."""
        pos = self._tokens[token].pos
        if pos == "PRON":
            owned = self._tokens[token].text.lower() in ("dessen", "deren")
            follows = self._linear(token + 1, end) if owned and token + 1 < end else -1
            return follows if follows >= 0 and self._tokens[follows].pos in _NOMINAL else token
        if pos in _INSIDE or pos in _NOMINAL or self._truncated(token) or self._counted(token, end):
            return self._linear(token, end)
        return -1

    def _linear(self, token: int, end: int) -> int:
        first = token
        while token < end and self._passes(token, end):
            token += 1
        if token < end and self._tokens[token].pos in _NOMINAL:
            return self._owned(token, end)
        if self._tokens[first].pos in ("DET", "NUM"):
            far = max(self._far_noun(first, end), self._participle_noun(token, end))
            if far >= 0:
                return far
            if self._tokens[first].pos == "NUM":
                return -1
            inside = [index for index in range(first, token) if self._tokens[index].pos in _INSIDE]
            return inside[-1] if inside[-1] - first == len(inside) - 1 else first
        return -1

    def _passes(self, token: int, end: int) -> bool:
        """Whether the token can stand before the noun inside the phrase."""
        here, following = self._tokens[token], self._tokens[token + 1] if token + 1 < end else None
        if here.pos == "ADJ" and not here.text.lower().endswith(_INFLECTED):
            return here.text[0].isupper() or (following is not None and following.pos == "ADJ")
        if here.text in self._grammar.measures and following is not None and following.pos == "ADJ":
            return self._tokens[token - 1].pos == "NUM" and following.text.endswith(
                _INFLECTED
            )  # "vier Monate altes Kind"
        if here.pos in _INSIDE:
            return True
        if following is None:
            return False
        if here.text.lower() in self._grammar.quantities and following.pos in ("NOUN", "ADJ"):
            return True
        if here.pos in _NOMINAL and following.pos == "NOUN" and here.text.endswith(_ORIGIN):
            named = here.pos == "PROPN" or here.relation in ("amod", "compound", "nmod") or here.head == token + 1
            return named and token > self._first and self._tokens[token - 1].pos in _INSIDE
        previous = self._tokens[token - 1].pos if token > self._first else ""
        if here.pos == "ADV":
            return following.pos in _MODIFIER and (previous == "DET" or following.pos == "NUM")
        if here.pos == "CCONJ":
            return self._truncated(token - 1) or (previous == "ADJ" and following.pos == "ADJ")
        if here.text == "," or token in self._marks:
            between = previous == "ADJ" and following.pos == "ADJ"
            return between or (token in self._marks and (following.pos in _NOMINAL or following.pos in _MODIFIER))
        return self._truncated(token)

    def _truncated(self, token: int) -> bool:
        """Whether the token is the first half of a joined compound ("Staats- und Regierungschefs")."""
        if token < self._first or token + 1 >= self._last:
            return False
        return (
            len(self._tokens[token].text) > 1
            and self._tokens[token].text.endswith("-")
            and self._tokens[token + 1].pos == "CCONJ"
        )

    def _counted(self, token: int, end: int) -> bool:
        """Whether an adverb begins a phrase with a number ("rund 300 Menschen")."""
        return self._tokens[token].pos == "ADV" and token + 1 < end and self._tokens[token + 1].pos == "NUM"

    def _owned(self, token: int, end: int) -> int:
        """The noun that a genitive name before it belongs to ("Netanjahus Büro"), else the noun itself."""
        if self._abbreviated(token, end):
            return token + 1
        name = token
        while name + 1 < end and self._tokens[name + 1].pos == "PROPN" and self._tokens[name].pos == "PROPN":
            name += 1
        if self._tokens[name].pos != "PROPN" or not self._genitive_name(name):
            return token
        noun = name + 1
        while noun < end and (self._tokens[noun].pos in _MODIFIER or noun in self._marks):
            noun += 1
        if noun < end and self._tokens[noun].pos == "NOUN":
            return noun
        return token

    def _abbreviated(self, token: int, end: int) -> bool:
        """Whether a name in capitals stands before its noun without a hyphen ("die US Botschaft")."""
        if token + 1 >= end or self._tokens[token + 1].pos != "NOUN" or token == self._first:
            return False
        name, noun = self._tokens[token], self._tokens[token + 1]
        article = self._tokens[token - 1].text.lower()
        fitting = noun.number != "Plur" or self._grammar.numbers.get((article, "DET"), "any") != "Sing"
        if not fitting or (noun.number == "Plur" and self._grammar.cases.get((article, "DET")) == _R_CASES):
            return False  # "von der EU Sanktionen"
        return (
            name.pos == "PROPN"
            and name.text.isupper()
            and len(name.text) <= 4
            and self._tokens[token - 1].pos in _INSIDE
        )

    def _genitive_name(self, token: int) -> bool:
        name = self._tokens[token]
        if not name.text.endswith(("s", "'", "’", "S")):
            return False
        return name.case == "Gen" or name.lemma == name.text[:-1] or name.text[-1] in "'’"

    def _owner(self, first: int, head: int) -> int:
        """The end of the genitive name at the beginning of the phrase, 0 where there is none."""
        if self._tokens[first].pos != "PROPN" or self._tokens[head].pos == "PROPN":
            return 0
        last = first
        while self._tokens[last].pos == "PROPN":
            last += 1
        return last

    def _far_noun(self, first: int, end: int) -> int:
        """The noun of an article that has a whole phrase between ("die im Hafen liegenden Schiffe")."""
        head = self._tokens[first].head
        if not first < head < min(first + _REACH, end) or self._tokens[head].pos not in _NOMINAL:
            return -1
        between = self._tokens[first + 1 : head]
        closed = any(token.form == "Fin" or token.text in (",", ";", ":", ".") for token in between)
        return -1 if closed or not between or between[-1].pos not in ("ADJ", "NUM", "VERB") else head

    def _participle_noun(self, token: int, end: int) -> int:
        """The noun behind a participle with its own phrases ("ein am Dienstag gesendetes Interview"), or -1."""
        if token >= end or self._tokens[token].pos not in ("ADP", "PRON", "NOUN", "PROPN", "ADV"):
            return -1
        for noun in range(token + 2, min(token + _REACH, end)):
            here, before = self._tokens[noun], self._tokens[noun - 1]
            if here.form == "Fin" or here.text in (",", ";", ":", ".", "(", ")"):
                return -1
            if here.pos == "NOUN" and before.pos == "ADJ" and self._participle_before(noun, token):
                return noun
        return -1

    def _participle_before(self, noun: int, first: int) -> bool:
        """Whether one of the adjectives right before the noun is made of a participle."""
        adjective = noun - 1
        while adjective > first and self._tokens[adjective].pos == "ADJ":
            if self._tokens[adjective].text.endswith(_PARTICIPLES):
                return True
            adjective -= 1
        return False

    def _participial(self, first: int, head: int) -> bool:
        return any(token.pos in ("ADP", "PRON") for token in self._tokens[first + 1 : head])

    def _extended(self, first: int, head: int, end: int) -> int:
        """The end of the phrase with the names, numbers and short quotations that follow its noun."""
        last = head + 1
        while last < end:
            grown = self._grown(first, head, last, end)
            if grown == last:
                break
            last = grown
        return last

    def _closed(self, first: int, last: int) -> int:
        """The end of the phrase with the closing mark of a quotation that began inside it."""
        for index in range(first, last):
            if self._quotes.get(index) == last + 1:
                return last + 1
        return last

    def _grown(self, first: int, head: int, last: int, end: int) -> int:
        token = self._tokens[last]
        if token.entity and not token.entity_start and token.form != "Fin" and self._tokens[last - 1].entity:
            return last if self._counts_apart(first, last) else last + 1
        if token.entity_start and self._tokens[last - 1].entity and token.entity == self._tokens[last - 1].entity:
            return last
        if token.pos == "PROPN" and self._tokens[last - 1].pos == "NOUN" and self._argument(token, first, last):
            return last
        if token.pos == "PROPN" and (self._tokens[last - 1].pos in _NOMINAL):
            return last if self._starts_owner(last, end) and self._tokens[last - 1].pos == "NOUN" else last + 1
        related = first <= token.head < last and token.relation in _NAMES
        dated = token.pos == "NUM" and token.text.isdigit() and self._tokens[last - 1].text in self._grammar.measures
        if dated and len(token.text) == _YEAR:
            return last + 1
        if token.pos in ("NOUN", "NUM", "ADJ", "X") and related and self._fits(token, last):
            return last + 1
        if last in self._quotes and self._tokens[head].pos == "NOUN" and self._named(last, end):
            return self._quotes[last]
        if token.text == "/" and last + 1 < end and self._tokens[last - 1].pos == self._tokens[last + 1].pos == "PROPN":
            return last + 2
        if token.text == "(":
            return self._bracket(last, end)
        return last

    def _counts_apart(self, first: int, last: int) -> bool:
        """Whether a plural behind a short name is no part of it ("der Ukraine Raketen")."""
        token, before = self._tokens[last], self._tokens[last - 1]
        return token.pos == "NOUN" and token.number == "Plur" and before.pos == "PROPN" and last - first < _SHORT_NAME

    def _argument(self, token: Token, first: int, last: int) -> bool:
        """Whether a name right behind a noun is no name of it but an argument of the verb, by parse and entity."""
        return token.relation in _CLAUSAL and token.entity == "LOC" and not first <= token.head < last

    def _starts_owner(self, token: int, end: int) -> bool:
        return self._owned(token, end) != token

    def _fits(self, token: Token, last: int) -> bool:
        if token.pos == "NUM":
            return token.text.isdigit()
        if token.pos == "NOUN" and self._tokens[last - 1].pos == "PROPN":
            return False
        if token.pos == "NOUN":
            return token.relation in ("flat", "compound") or self._tokens[last - 1].text in self._grammar.measures
        return bool(_ROMAN.fullmatch(token.text)) or token.pos == "X"

    def _named(self, first: int, end: int) -> bool:
        """Whether the quotation here is a name: few words, the first with a capital, no verb."""
        last = self._quotes[first]
        inside = self._tokens[first + 1 : last - 1]
        return (
            last <= end
            and 0 < len(inside) <= 6
            and inside[0].text[0].isupper()
            and not any(t.form == "Fin" for t in inside)
        )

    def _bracket(self, first: int, end: int) -> int:
        """The end of a short bracket after a name ("(SPÖ)", "(42)"), else where it begins."""
        for last in range(first + 1, min(first + 6, end)):
            if self._tokens[last].text == ")":
                return last + 1 if last > first + 1 else first
            if self._tokens[last].pos not in ("NOUN", "PROPN", "NUM", "X", "PUNCT", "ADJ"):
                break
        return first

    def _preposition(self, chunk: Chunk) -> int:
        before = chunk.first - 1
        while before >= self._first and (before in self._marks or self._tokens[before].text in ("„", '"', "»")):
            before -= 1
        if before >= self._first and self._tokens[before].pos == "ADP":
            return before
        after = chunk.last
        if after >= self._last:
            return -1
        token = self._tokens[after]
        if token.text in self._grammar.postpositions:
            return after
        governs = token.pos == "ADP" and token.relation == "case" and chunk.first <= token.head < chunk.last
        return after if governs else -1
