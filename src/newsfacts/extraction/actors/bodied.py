"""Names of bodies that begin with what the body is: "Institut für Seefahrt", "Deutscher Bund freier Gärtner"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsfacts.analysis.structure import Quotation

from .nouns import Sense
from .spans import NameSpan, Wording

LONGEST_PURPOSE = 8  # words behind "für"
LONGEST_QUOTED_BODY = 10
LONGEST_TAIL = 6  # words before a legal form
NOT_FOUNDED = frozenset({"site", "place", "land", "government", "cabinet", "military", "medium"})
SEATED = frozenset({"court", "agency", "force", "union"})
ASSOCIATION = "union"
COMPANY = "company"
NAMED_BY_NOUN = frozenset({"union", "party", "militant"})
BELONGING = frozenset({"appos", "nmod", "flat", "compound"})


class Bodied:
    """Finds the names of one text that a noun for a body opens or a legal form closes."""

    def __init__(self, text: Wording, quotations: Sequence[Quotation]) -> None:
        self.text = text
        self.tokens, self.words, self.lexicon = text.tokens, text.words, text.lexicon
        self.quotations = quotations

    def spans(self) -> Iterator[NameSpan]:
        """The names; of two that begin together the longer comes later."""
        for at, token in enumerate(self.tokens):
            if self.lexicon.words.has(token.text, "legal-form") and (first := self._before_form(at)) < at:
                yield NameSpan(first, at + 1, "ORG")
            if self.lexicon.words.has(token.text, "founded") and (last := self._past_purpose(at)) > at + 1:
                yield NameSpan(at, last, "ORG")
            sense = self.text.sense(at) if token.pos in ("NOUN", "PROPN") else None
            if sense is None or sense.category != "body" or sense.kind in NOT_FOUNDED:
                continue
            yield from self._from_noun(at, sense)
        yield from self._quoted()

    def _from_noun(self, at: int, sense: Sense) -> Iterator[NameSpan]:
        first = self._with_adjective(at)
        if (last := self._past_purpose(at)) > at + 1 and (first < at or not self._is_indefinite(at)):
            yield NameSpan(first, last, "ORG")
        elif first < at or sense.kind == ASSOCIATION:
            last = self._past_members(at, first)
            if first < at or last > at + 1:
                yield NameSpan(first, last, "ORG")
        if first == at and sense.kind in NAMED_BY_NOUN and (last := self._past_nouns(at)) > at + 1:
            yield NameSpan(at + 1, last, "ORG")
        if sense.kind in SEATED and self._is_seat(at + 1):
            yield NameSpan(at, at + 2, "ORG")

    def _with_adjective(self, at: int) -> int:
        """Where the adjectives with a capital before a noun begin, which only names have inside a sentence."""
        first = at
        while first > 1 and self.tokens[first - 1].pos == "ADJ" and self.words[first - 1][0].isupper():
            if self.text.makes_adjective(first - 1) or not self.text.is_inside(first - 1):
                break
            first -= 1
        return first

    def _is_indefinite(self, at: int) -> bool:
        before = at - 1
        while before > 0 and self.tokens[before].pos == "ADJ":
            before -= 1
        return self.lexicon.words.determiner(self.words[before]) == "indefinite"

    def _past_purpose(self, at: int) -> int:
        """The end of what a body is for, where that follows without an article of its own."""
        here = at + 1
        if here + 1 >= len(self.words) or not self.lexicon.words.has(self.words[here], "purpose"):
            return at + 1
        if self.lexicon.words.has(self.words[here], "into") and not self._is_founded(at):
            return at + 1
        last, here = at + 1, here + 1
        limit = min(len(self.words), at + LONGEST_PURPOSE)
        while here < limit:
            token = self.tokens[here]
            if token.pos in ("NOUN", "PROPN") and token.text[0].isupper() and token.entity != "PER":
                last = here + 1 if token.text[-1] != "-" else last
            elif not self._goes_on(here, last):
                break
            here += 1
        return last

    def _is_founded(self, at: int) -> bool:
        """Whether a quotation mark stands before a body's noun and the adjectives that belong to it."""
        first = self._with_adjective(at)
        return first > 0 and not self.words[first - 1][0].isalnum() and self.words[first - 1] not in (",", ".", "(")

    def _goes_on(self, at: int, last: int) -> bool:
        """Whether a word may stand inside such a name: an adjective, or a conjunction before a word of the row."""
        token = self.tokens[at]
        if token.pos == "ADJ":
            return last != at or token.case == "Gen"
        if at + 1 >= len(self.tokens) or self.tokens[at - 1].pos == "ADJ":
            return False
        after = self.tokens[at + 1]
        if self.words[at - 1][-1] == "-" or after.text[-1] == "-":
            return self.lexicon.words.has(token.text, "and") or token.text == ","
        sense = self.text.sense(at + 1)
        bare = after.pos == "NOUN" and (sense is None or sense.category != "body" or sense.kind in NOT_FOUNDED)
        return last == at and bare and self.lexicon.words.has(token.text, "and") and token.text != ","

    def _past_members(self, at: int, first: int) -> int:
        """The end of a genitive without article that says whose association a body is ("freier Gärtner")."""
        if first == at or at + 2 >= len(self.tokens):
            return at + 1
        adjective, noun = self.tokens[at + 1], self.tokens[at + 2]
        pair = adjective.pos == "ADJ" and adjective.text[0].islower() and noun.pos == "NOUN"
        strong = self.lexicon.words.ends(adjective.text, "strong-genitive")
        return at + 3 if pair and (strong or adjective.case == noun.case == "Gen") else at + 1

    def _past_nouns(self, at: int) -> int:
        """The end of bare nouns that name a body behind its noun ("der Verein Mehr Luft"): where nothing else can stand
        there, before the verb of a sentence that the body opens, or behind a preposition."""
        last = at + 1
        while last < len(self.tokens) and self._is_bare_noun(last):
            last += 1
            joined = last + 1 < len(self.tokens) and self.lexicon.words.has(self.words[last], "and")
            last += joined and self._is_bare_noun(last + 1)
        if last == at + 1 or last >= len(self.tokens):
            return at + 1
        before = at - 1
        while before >= 0 and self.tokens[before].pos in ("ADJ", "DET"):
            before -= 1
        opens = before < at - 1 and (before < 0 or not self.words[before][0].isalnum())
        verb = self.tokens[last].pos in ("VERB", "AUX")
        governed = before >= 0 and self.tokens[before].pos == "ADP" and self.tokens[at + 1].relation in BELONGING
        return last if (opens and verb) or governed else at + 1

    def _is_bare_noun(self, at: int) -> bool:
        token = self.tokens[at]
        plain = token.pos == "NOUN" and not token.entity and token.text[0].isupper()
        return plain and self.text.sense(at) is None and not self.text.is_calendar(at)

    def _is_seat(self, at: int) -> bool:
        """Whether a hyphenated word names the seat of a court or an office ("Berlin-Spandau")."""
        if at >= len(self.words) or self.tokens[at].entity:
            return False
        town, hyphen, district = self.words[at].partition("-")
        if not hyphen or not town or not district or not (town[0].isupper() and district[0].isupper()):
            return False
        return self.lexicon.proper.at((town,), 0) is not None or self.tokens[at].pos == "PROPN"

    def _before_form(self, at: int) -> int:
        """Where the name before a legal form begins."""
        first = at
        while first > 0 and at - first < LONGEST_TAIL and self._is_part(first - 1, first < at):
            first -= 1
        while first < at and self.tokens[first].pos == "ADJ":
            first += 1
        sense = self.text.sense(first)
        sort = sense is not None and (sense.category == "role" or sense.kind == COMPANY)
        return first + 1 if sort and first + 1 < at and self.tokens[first + 1].pos != "ADJ" else first

    def _is_part(self, at: int, led: bool) -> bool:
        """Whether a word belongs to the name before a legal form: a name, a noun, or the adjective of a noun behind."""
        token = self.tokens[at]
        if token.pos == "ADJ":
            return led and token.text[0].islower() and self.tokens[at + 1].pos == "NOUN"
        upper = token.text[0].isupper() or token.text[0].isdigit()
        return token.pos in ("NOUN", "PROPN", "X") and upper and self.text.is_inside(at)

    def _quoted(self) -> Iterator[NameSpan]:
        """A quotation without a verb that opens with a noun for a body."""
        for quotation in self.quotations:
            first, last = quotation.first + 1, quotation.last - 1
            if not quotation.closed or not 1 < last - first <= LONGEST_QUOTED_BODY:
                continue
            if any(token.pos in ("VERB", "AUX", "PRON", "PUNCT") for token in self.tokens[first:last]):
                continue
            head = first + (self.tokens[first].pos == "ADJ" and self.words[first][0].isupper())
            sense = self.text.sense(head)
            if sense is not None and sense.category == "body" and sense.kind not in NOT_FOUNDED:
                yield NameSpan(first, last, "ORG")
