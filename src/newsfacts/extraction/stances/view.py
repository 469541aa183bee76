"""One article as the stance rules look at it: the analysis, its actors, the ways from a phrase or clause to words."""

from __future__ import annotations

from functools import cached_property

from newsfacts.analysis.structure import Analysis, Clause, Phrase, Token
from newsfacts.extraction.structure import Cast, TokenRange

from .frames import word_class

NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM", "ADP", "SYM", "X"})
HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X"})
MARKS = frozenset("„“”»«\"'‚‘’()–-/")
OPENING = frozenset("„»(‚")
OPEN_PRONOUN = 0.5  # animacy of a pronoun that may stand for an actor
REACH = 8  # tokens between a relative clause and its noun


class View:
    """Read-only questions about the words of one article; nothing here decides what is a stance."""

    def __init__(self, analysis: Analysis, cast: Cast) -> None:
        self.analysis, self.cast, self.tokens = analysis, cast, analysis.tokens

    @cached_property
    def children(self) -> dict[int, tuple[Clause, ...]]:
        """The clauses each clause governs, in text order."""
        found: dict[int, list[Clause]] = {}
        for clause in self.analysis.clauses:
            found.setdefault(clause.parent, []).append(clause)
        return {parent: tuple(group) for parent, group in found.items()}

    @cached_property
    def by_sentence(self) -> dict[int, tuple[Clause, ...]]:
        """The clauses of each sentence, in text order."""
        found: dict[int, list[Clause]] = {}
        for clause in self.analysis.clauses:
            found.setdefault(clause.sentence, []).append(clause)
        return {sentence: tuple(group) for sentence, group in found.items()}

    def lower(self, index: int) -> str:
        """The token's form in lower case."""
        return self.tokens[index].text.lower()

    def animacy(self, found: TokenRange | None) -> float:
        """How likely the words denote an actor; 0 for none."""
        if found is None:
            return 0.0
        word = self.lower(found[0]) if found[1] - found[0] == 1 else ""
        if word in word_class("first"):
            return 1.0
        return max(self.cast.animacy(*self.core(*found)), OPEN_PRONOUN if word in word_class("personal") else 0.0)

    def core(self, first: int, last: int) -> TokenRange:
        """The noun phrase without a participle attribute that holds phrases of its own: "die in Rom geborene | Meier".

        Where the range ends before the participle it is the phrase behind it."""
        if not self._embeds(first, last):
            return first, last
        inner = next((i for i in range(first + 1, last) if self.tokens[i].pos in {"NOUN", "PROPN"}), -1)
        limit = self._limit(first)
        for index in range(inner + 1, limit - 1) if inner >= 0 else ():
            if self.tokens[index].pos in {"ADJ", "VERB"} and self.tokens[index + 1].pos in {"NOUN", "PROPN"}:
                return (index + 1, last) if index + 1 < last else self._named_from(index + 1)
            if index >= last:
                break
        return first, last

    def _embeds(self, first: int, last: int) -> bool:
        """Whether an article is followed, adverbs aside, by another article or a preposition."""
        at = first + 1
        while at < last and self.tokens[at].pos == "ADV":
            at += 1
        article = self.tokens[first].pos == "DET" or self.lower(first) in word_class("relative")
        return article and at < last - 1 and self.tokens[at].pos in {"ADP", "DET"}

    def _named_from(self, first: int) -> TokenRange:
        """The nouns and names that begin at `first`."""
        last, limit = first + 1, self._limit(first)
        while last < limit and self.tokens[last].pos in {"NOUN", "PROPN"}:
            last += 1
        return first, last

    def negated(self, clause: Clause) -> bool:
        """Whether the clause's own words deny its predicate; "not only" denies nothing."""
        negators = [i for i in clause.own if self.lower(i) in word_class("negator")]
        if not negators:
            return clause.negated
        negators = [i for i in negators if not self._denies_attribute(i, clause.last)]
        return any(i + 1 >= clause.last or self.lower(i + 1) not in word_class("adding") for i in negators)

    def _denies_attribute(self, index: int, limit: int) -> bool:
        """Whether a negator denies only the attribute of the noun behind it: "unpaid wages"."""
        if index + 2 >= limit or self.lower(index) not in word_class("particle-negator"):
            return False
        attribute, noun = self.tokens[index + 1], self.tokens[index + 2]
        return attribute.pos in {"ADJ", "VERB"} and attribute.case != "" and noun.pos == "NOUN"

    def trimmed(self, first: int, last: int) -> TokenRange | None:
        """The range without commas, stops and conjunctions at its ends; None where nothing is left."""
        while first < last and self.tokens[first].pos == "PUNCT" and self.tokens[first].text not in OPENING:
            first += 1
        while first < last and self._loose_end(first, last - 1):
            last -= 1
        return (first, last) if first < last else None

    def _loose_end(self, first: int, index: int) -> bool:
        token = self.tokens[index]
        if token.text == ")":
            return not any(self.tokens[i].text == "(" for i in range(first, index))
        return (token.pos == "PUNCT" and token.text not in '“”«»"') or token.pos in {"CCONJ"}

    def extent(self, phrase: Phrase, stops: frozenset[int] = frozenset()) -> TokenRange:
        """The phrase with what follows and belongs to it: attributes behind it, brackets, a relative clause.

        `stops` are tokens that belong to something else (the verbs, other complements)."""
        head = self.tokens[phrase.head]
        if head.pos == "PROPN" and head.entity in {"PER", "LOC", "ORG"}:
            return phrase.first, phrase.last
        if phrase.last - phrase.first == 1 and self._alone(phrase.head):
            return phrase.first, self._relative_after(phrase.last, self._limit(phrase.first)) or phrase.last
        dated = next((i for i in range(phrase.head + 1, phrase.last) if self._dates(i, phrase.last)), -1)
        return (phrase.first, dated) if dated >= 0 else self.grown(phrase.first, phrase.last, stops)

    def _alone(self, index: int) -> bool:
        """Whether the token is a pronoun, or an article without a noun that stands for one."""
        behind = self.tokens[index + 1].pos if index + 1 < len(self.tokens) else "PUNCT"
        pos = self.tokens[index].pos
        return pos == "PRON" or (pos == "DET" and behind not in {"NOUN", "PROPN", "ADJ", "NUM", "X"})

    def _limit(self, index: int) -> int:
        """The end of the token's sentence."""
        return self.analysis.sentences[self.analysis.sentence_of[index]].last

    def grown(self, first: int, last: int, stops: frozenset[int] = frozenset()) -> TokenRange:
        """`extent` for a token range."""
        limit, least = self._limit(first), last
        while last < limit and last not in stops and self._continues(self.tokens[last], last, limit):
            if self._dates(last, limit):
                break
            last += 1
        while last > least and self._dangles(self.tokens[last - 1]):
            last -= 1
        named = self.tokens[last - 1].pos == "PROPN"  # a name needs no relative clause to say who is meant
        relative = None if named else self._relative_after(last, limit)
        return first, relative if relative else last

    def _dates(self, index: int, limit: int) -> bool:
        """Whether a preposition begins a date: "am Sonntag", "am 8. Februar"."""
        if self.tokens[index].pos != "ADP" or self.lower(index) not in word_class("dating"):
            return False
        ahead = range(index + 1, min(index + 4, limit))
        return any(self.tokens[i].lemma in word_class("day") for i in ahead)

    def _continues(self, token: Token, index: int, limit: int) -> bool:
        if token.pos in NOMINAL or token.text in MARKS:
            return True
        if token.pos == "PRON" and token.case == "Gen":
            return True
        after = self.tokens[index + 1] if index + 1 < limit else None
        if after is None:
            return False
        if token.pos == "CCONJ":
            return after.pos in NOMINAL
        return self.tokens[index - 1].pos == "ADP" and after.pos in {"ADP", "NUM", "ADJ"}

    @staticmethod
    def _dangles(token: Token) -> bool:
        return token.pos in {"ADP", "DET", "CCONJ", "ADJ"} or token.text in {"–", "-", "(", "„", "/"}

    def _relative_after(self, last: int, limit: int) -> int | None:
        """The end of the relative clause (or infinitive attribute) that starts behind the comma at `last`."""
        if last + 1 >= limit or self.tokens[last].text != ",":
            return None
        for clause in self.by_sentence.get(self.analysis.sentence_of[last], ()):
            if clause.kind == "relative" and last <= clause.first <= last + 2:
                found = self.trimmed(clause.first, clause.last)
                return found[1] if found else None
        return None

    def opens_relative(self, clause: Clause, index: int) -> bool:
        """Whether the token is the relative pronoun that opens the clause behind a comma."""
        token = self.tokens[index]
        if token.pos not in {"PRON", "DET"} or self.lower(index) not in word_class("relative"):
            return False
        if index not in (clause.marker, clause.first, clause.first + 1) or clause.first < 1:
            return False
        return clause.kind == "relative" or (clause.kind == "main" and self.tokens[clause.first - 1].text == ",")

    def antecedent(self, clause: Clause) -> TokenRange | None:
        """The noun phrase that a relative clause belongs to: the one that ends before its comma."""
        at = clause.first - 1
        start = self.analysis.sentences[clause.sentence].first
        while at >= start and self.tokens[at].pos in {"PUNCT", "ADP"}:
            at -= 1
        heads = [self._governor(clause, start), *range(at, max(start, at - REACH) - 1, -1)]
        known = [h for h in heads if h is not None and h <= at and self._agrees(h, clause)]
        return self.phrase_at(known[0]) if known else self.phrase_at(at)

    def _agrees(self, head: int, clause: Clause) -> bool:
        """Whether a noun can be what the relative pronoun stands for."""
        noun, relative = self.tokens[head], self.tokens[clause.first]
        if noun.pos not in HEADS:
            return False
        number = self._number(clause) or relative.number
        if noun.number and number and noun.number != number:
            return False
        plural = "Plur" in (noun.number, number)
        return plural or not noun.gender or not relative.gender or noun.gender == relative.gender

    def _number(self, clause: Clause) -> str:
        """The number of a relative clause's verb where its pronoun is the subject; empty where it is not."""
        subject = clause.subject
        if subject is None or clause.finite < 0 or not self.opens_relative(clause, subject.head):
            return ""
        return self.tokens[clause.finite].number

    def _governor(self, clause: Clause, start: int) -> int | None:
        verb = self.tokens[clause.verb] if clause.verb >= 0 else None
        if verb is None or not start <= verb.head < clause.first:
            return None
        return verb.head if self.tokens[verb.head].pos in HEADS else None

    def phrase_at(self, head: int) -> TokenRange | None:
        """The noun phrase around the token `head`: back over its determiner, attributes and parts of the name."""
        if self.tokens[head].pos not in HEADS:
            return None
        start = self.analysis.sentences[self.analysis.sentence_of[head]].first
        first = head
        while first > start and self.tokens[first - 1].pos in {"DET", "ADJ", "NOUN", "PROPN", "NUM"}:
            first -= 1
            if self.tokens[first].pos == "DET":
                break
        return first, head + 1
