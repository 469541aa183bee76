"""Where a text names someone: the tagger's entities, mended by the word lists and by the rest of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from newsfacts.analysis.structure import Analysis, EntityLabel

from .bodied import Bodied
from .growing import grown
from .headed import Headed
from .lexicon import Lexicon
from .proper import ProperName
from .relabelling import relabelled
from .repeats import Repeats, declined, parted
from .spans import NameSpan, Wording
from .tagged import Tagged

LONGEST_QUOTED_NAME = 8
MEDIUM = "medium"
LONGEST_ACRONYM = 6


def find_names(analysis: Analysis, lexicon: Lexicon) -> tuple[NameSpan, ...]:
    """The names of a text in order, none overlapping."""
    return _Finder(analysis, lexicon).found()


class _Finder:
    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.text = Wording(analysis, lexicon)
        self.tokens, self.words, self.lexicon = self.text.tokens, self.text.words, lexicon
        self.quotations = analysis.quotations
        self.taken: list[NameSpan | None] = [None] * len(self.tokens)

    def found(self) -> tuple[NameSpan, ...]:
        for span in (*Tagged(self.text).spans(), *self._known(), *self._quoted(), *self._titled()):
            self._take(span)
        for span in self._untagged():
            self._take(span)
        for span in Headed(self.text).spans():
            self._take_whole(span)
        for span in tuple(Bodied(self.text, self.quotations).spans()):
            self._take_over(span)
        for span in tuple(Repeats(self.text, self.taken).spans()):
            self._put(span)
        spans = {span.first: span for span in self.taken if span is not None}
        ends = Counter(self.words[span.last - 1] for span in spans.values() if span.label == "PER")
        spans = {span.first: span for whole in spans.values() for span in parted(self.text, whole, ends)}
        spans = {span.first: span for span in relabelled(self.text, spans.values())}
        forms = {self.words[span.last - 1] for span in spans.values()}
        forms |= {self.words[span.first] for span in spans.values() if span.label == "PER"}
        return tuple(declined(self.text, spans[first], forms) for first in sorted(spans))

    def _take(self, span: NameSpan) -> None:
        """Takes a span unless a longer one holds one of its tokens; a shorter one gives way."""
        held = {id(other): other for other in self.taken[span.first : span.last] if other is not None}
        if not any(self._stronger(other, span) for other in held.values()):
            self._put(span)

    def _put(self, span: NameSpan) -> None:
        held = {id(other): other for other in self.taken[span.first : span.last] if other is not None}
        for other in held.values():
            self.taken[other.first : other.last] = [None] * (other.last - other.first)
        self.taken[span.first : span.last] = [span] * (span.last - span.first)

    def _take_whole(self, span: NameSpan) -> None:
        """Takes a span with all that the spans it meets add to it, unless one of them is a known name."""
        held = {id(other): other for other in self.taken[span.first : span.last] if other is not None}
        if any(other.known is not None for other in held.values()):
            return
        first = min((span.first, *(other.first for other in held.values())))
        last = max((span.last, *(other.last for other in held.values())))
        self._put(NameSpan(first, last, span.label))

    def _take_over(self, span: NameSpan) -> None:
        """Takes a span with the names inside it, unless one sticks out of it."""
        held = {id(other): other for other in self.taken[span.first : span.last] if other is not None}
        first = min((span.first, *(other.first for other in held.values() if other.label == "ORG")))
        inside = all(first <= other.first and other.last <= span.last for other in held.values())
        whole = any(other.first == first and other.last == span.last for other in held.values())
        if inside and not whole:
            self._put(NameSpan(first, span.last, span.label))

    @staticmethod
    def _stronger(held: NameSpan, new: NameSpan) -> bool:
        length, other = held.last - held.first, new.last - new.first
        return length > other or (length == other and (held.known is not None or new.known is None))

    def _known(self) -> Iterator[NameSpan]:
        """Names of the language's lists, wherever they stand."""
        at = 0
        while at < len(self.words):
            match = self.lexicon.proper.at(self.words, at)
            if match is None or not self._credible(at, match[0], match[1]):
                at += 1
                continue
            label: EntityLabel = "ORG" if match[1].known == "body" else "LOC"
            yield NameSpan(at, match[0], label, match[1])
            at = match[0]

    def _credible(self, first: int, last: int, name: ProperName) -> bool:
        tokens = self.tokens[first:last]
        if name.weak and not self._is_quoted(first, last) and not self._is_undeclined(first, last):
            return all(token.entity in ("ORG", "MISC") or token.pos == "PROPN" for token in tokens)
        if last - first == 1 and tokens[0].pos == "ADJ" and tokens[0].text not in (name.key,):
            return False
        if last - first == 1 and (sense := self.lexicon.nouns.sense(tokens[0].text)) is not None:
            return sense.category != "role" or self._collective(first)
        return True

    def _is_undeclined(self, first: int, last: int) -> bool:
        """Whether a noun lacks the ending that a common noun has behind a genitive's article ("des Spiegel")."""
        token, before = self.tokens[last - 1], self.words[first - 1] if first > 0 else ""
        masculine = token.gender in ("Masc", "Neut") and token.text[-1] not in "sxzß"
        article = self.lexicon.words.has(before, "genitive") and self.tokens[first - 1].case == "Gen"
        return masculine and article and token.pos in ("NOUN", "PROPN")

    def _collective(self, at: int) -> bool:
        """Whether a noun that is a party's name and a person's ("Republikaner") is plural and has no name behind."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        sense = self.text.sense(at)
        weak = sense is not None and sense.adjectival and not self.lexicon.words.ends(self.words[at], "weak-singular")
        return (weak or self.tokens[at].number != "Sing") and (after is None or after.pos != "PROPN")

    def _is_quoted(self, first: int, last: int) -> bool:
        around = self.words[first - 1 : first] + self.words[last : last + 1]
        return len(around) == 2 and all(not any(c.isalnum() for c in mark) for mark in around) and around[0] != ","

    def _quoted(self) -> Iterator[NameSpan]:
        """A short quotation behind a noun that denotes a body ("die Zeitung „Yemen Observer“")."""
        for quotation in self.quotations:
            first, last = quotation.first + 1, quotation.last - 1
            if not quotation.closed or not 0 < last - first <= LONGEST_QUOTED_NAME or quotation.first == 0:
                continue
            if self._is_abbreviated(first, last):
                yield NameSpan(first, last, "ORG")
                continue
            sense = self.lexicon.nouns.sense(self.words[quotation.first - 1])
            named = self.words[first][0].isupper() or (sense is not None and sense.kind == MEDIUM)
            if sense is not None and named and self.words[last - 1][-1].isalnum():
                yield NameSpan(first, last, "PER" if sense.category == "role" else "ORG")

    def _is_abbreviated(self, first: int, last: int) -> bool:
        """Whether the acronym of a quoted name stands in brackets behind it."""
        behind = self.words[last + 1 : last + 4]
        if len(behind) < 3 or behind[0] != "(" or behind[2] != ")" or not behind[1].isupper():
            return False
        initials = [word[0].upper() for word in self.words[first:last] if word[0].isalpha()]
        return all(letter in initials for letter in behind[1] if letter.isalpha())

    def _titled(self) -> Iterator[NameSpan]:
        """An adjective with a capital and its noun behind a noun for a body ("die Gruppe Roter Stern")."""
        for at in range(1, len(self.tokens) - 1):
            adjective, noun = self.tokens[at], self.tokens[at + 1]
            if adjective.pos != "ADJ" or not adjective.text[0].isupper() or noun.pos not in ("NOUN", "PROPN"):
                continue
            before = self.text.sense(at - 1)
            if before is None or before.category == "role" or self.tokens[at - 1].pos != "NOUN":
                continue
            if not self.text.makes_adjective(at) or self.lexicon.proper.adjective(adjective.text) is not None:
                first = at - 1 if before.category == "body" and before.kind == "union" else at
                cut = noun.text[-1] == "-" and at + 3 < len(self.tokens)
                yield NameSpan(first, at + 4 if cut else at + 2, "ORG")

    def _untagged(self) -> Iterator[NameSpan]:
        """Runs of proper nouns that the tagger left out."""
        at = 0
        while at < len(self.tokens):
            if not self._is_free(at):
                at += 1
                continue
            last = at + 1
            while last < len(self.tokens) and (
                self._is_free(last)
                or (self.text.is_particle(last) and last + 1 < len(self.tokens) and self._is_free(last + 1))
            ):
                last += 1
            first, label = at, self._guess(at, last)
            if label == "PER":
                first, last = grown(self.text, at, last, at)
            yield NameSpan(first, last, label)
            at = last

    def _is_free(self, at: int) -> bool:
        token = self.tokens[at]
        return (
            self.taken[at] is None
            and token.pos == "PROPN"
            and token.text[0].isupper()
            and self.lexicon.nouns.sense(token.text) is None
            and not self.text.is_calendar(at)
            and not self.text.makes_adjective(at)
        )

    def _guess(self, first: int, last: int) -> EntityLabel:
        word = self.words[first]
        if self.lexicon.proper.given(word) is not None and last - first > 1:
            return "PER"
        before = self.text.sense(first - 1)
        if before is not None and before.category != "group":
            return "PER" if before.category == "role" else "ORG"
        if word.isupper() and 2 <= len(word) <= LONGEST_ACRONYM and last - first == 1:
            return "ORG"
        return "MISC"
