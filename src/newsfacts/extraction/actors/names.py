"""Where a text names someone: the tagger's entities, mended by the word lists and by the rest of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from newsfacts.analysis.structure import Analysis, EntityLabel, Token

from .lexicon import Lexicon
from .proper import ProperName, without_genitive

LONGEST_QUOTED_NAME = 8
LONGEST_ACRONYM = 6
PARTS_OF_A_NAME = 2
PERSONAL_KINDS = frozenset({"government", "cabinet", "place", "land"})  # may be followed by a person's name
NAMED_KINDS = frozenset({"medium", "company", "party", "militant"})  # the noun before the name is no part of it


class NameSpan(msgspec.Struct, frozen=True):
    """A name at tokens `[first, last)`, what it names, and its entry where the language's lists know it."""

    first: int
    last: int
    label: EntityLabel
    known: ProperName | None = None
    genitive: bool = False


def find_names(analysis: Analysis, lexicon: Lexicon) -> tuple[NameSpan, ...]:
    """The names of a text in order, none overlapping."""
    finder = _Finder(analysis, lexicon)
    return finder.found()


class _Finder:
    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.tokens = analysis.tokens
        self.quotations = analysis.quotations
        self.lexicon = lexicon
        self.words = [token.text for token in self.tokens]
        self.vocabulary = {token.text for token in self.tokens if token.pos == "PROPN"}
        self.taken: list[NameSpan | None] = [None] * len(self.tokens)

    def found(self) -> tuple[NameSpan, ...]:
        for span in (*self._tagged(), *self._known(), *self._quoted()):
            self._take(span)
        for span in self._untagged():
            self._take(span)
        for span in (*self._surnames_with_particles(), *self._repeated()):
            self._put(span)
        spans = {span.first: span for span in self.taken if span is not None}
        ends = Counter(self.words[span.last - 1] for span in spans.values() if span.label == "PER")
        spans = {span.first: span for whole in spans.values() for span in self._parted(whole, ends)}
        forms = {self.words[span.last - 1] for span in spans.values()}
        return tuple(self._declined(spans[first], forms) for first in sorted(spans))

    def _parted(self, span: NameSpan, ends: Counter[str]) -> Iterator[NameSpan]:
        """Two persons in a row whom the tagger took for one: both surnames end other names of the text."""
        if span.label == "PER" and span.last - span.first > PARTS_OF_A_NAME:
            before, last = self.words[span.last - 2], self.words[span.last - 1]
            if ends[before] > 0 and ends[last] > 1:
                yield NameSpan(span.first, span.last - 1, "PER")
                yield NameSpan(span.last - 1, span.last, "PER")
                return
        yield span

    def _declined(self, span: NameSpan, forms: set[str]) -> NameSpan:
        """The span with its genitive marked: an -s that the same name lacks elsewhere in the text, or in the lists."""
        word = self.words[span.last - 1]
        stem = without_genitive(word)
        if stem == word or not (stem in forms or self._precedes_noun(span.last) or self._lacks(span, stem)):
            return span
        return msgspec.structs.replace(span, genitive=True)

    def _precedes_noun(self, at: int) -> bool:
        """Whether a common noun or its adjective follows, as behind a genitive."""
        return at < len(self.tokens) and self.tokens[at].pos in ("NOUN", "ADJ") and self.tokens[at - 1].case == "Gen"

    def _lacks(self, span: NameSpan, stem: str) -> bool:
        return span.known is not None and span.last - span.first == 1 and self.lexicon.proper.at((stem,), 0) is not None

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

    @staticmethod
    def _stronger(held: NameSpan, new: NameSpan) -> bool:
        length, other = held.last - held.first, new.last - new.first
        return length > other or (length == other and (held.known is not None or new.known is None))

    def _tagged(self) -> Iterator[NameSpan]:
        """The tagger's entities, cut to the name."""
        at = 0
        while at < len(self.tokens):
            label = self.tokens[at].entity
            last = at + 1
            while label and last < len(self.tokens) and self._goes_on(last, label):
                last += 1
            if label and (span := self._trimmed(at, last, label)):
                yield span
            at = last

    def _goes_on(self, at: int, label: EntityLabel) -> bool:
        return self.tokens[at].entity == label and not self.tokens[at].entity_start

    def _trimmed(self, first: int, last: int, label: EntityLabel) -> NameSpan | None:
        while first < last and not self._may_begin(first, last, label):
            first += 1
        while last > first and not self.words[last - 1][-1].isalnum() and self.words[last - 1][-1] not in ".'’":
            last -= 1
        if label == "PER" or self._reads_as_person(first, last):
            label = "PER"
            first, last = self._grown(first, last)
        if first < last and (self._is_calendar(first, last) or self._is_possessed(first, last)):
            last = first + 1 if self._is_possessed(first, last) else first
        if label == "ORG" and last - first > 1 and self._runs_into_person(first):
            last = first + 1
        if first < last and label != "PER" and last - first > 1 and self._ends_as_person(last - 1):
            return None
        if label == "PER" and first < last and self._follows_body(first):
            label = "ORG"
        if first >= last or (last - first == 1 and not self._may_stand_alone(first, label)):
            return None
        return NameSpan(first, last, label)

    def _is_calendar(self, first: int, last: int) -> bool:
        """Whether a supposed name is a day, a month or a currency."""
        word = self.words[first].lower()
        return last - first == 1 and (
            self.lexicon.words.has(word, "calendar") or self.lexicon.words.begins(word, "weekday")
        )

    def _is_possessed(self, first: int, last: int) -> bool:
        """Whether a supposed name is a name's genitive with a common noun behind it."""
        if last - first != 2 or self.tokens[last - 1].pos != "NOUN" or self.tokens[first].pos != "PROPN":
            return False
        stem = without_genitive(self.words[first])
        return stem != self.words[first] and stem in self.vocabulary

    def _follows_body(self, first: int) -> bool:
        """Whether a supposed person follows a noun for a medium, company or party, and no given name says otherwise."""
        sense = self.lexicon.nouns.sense(self.words[first - 1]) if first > 0 else None
        if sense is None or sense.category != "body" or sense.kind in PERSONAL_KINDS:
            return False
        return self.lexicon.proper.given(self.words[first]) is None

    def _runs_into_person(self, first: int) -> bool:
        """Whether a known body's name is followed by a given name."""
        known = self.lexicon.proper.at(self.words, first)
        return known is not None and known[0] == first + 1 and self.lexicon.proper.given(self.words[first + 1]) is not None

    def _ends_as_person(self, at: int) -> bool:
        """Whether a name would end with a noun for a person: then it is a description."""
        if self.lexicon.nouns.phrase(self.words[at - 1 : at + 1]) is not None:
            return True
        sense = self.lexicon.nouns.sense(self.words[at])
        return sense is not None and sense.title and self.tokens[at].pos == "NOUN"

    def _may_begin(self, at: int, last: int, label: EntityLabel) -> bool:
        word = self.words[at]
        if not word[0].isalnum() or (self.tokens[at].pos in ("DET", "ADP") and not word[0].isupper()):
            return False
        if label == "ORG":
            return not self._introduces(at, last)
        if label != "PER" or self.lexicon.proper.given(word) is not None:
            return True
        sense = self.lexicon.nouns.sense(word)
        return sense is None or (at + 1 == last and not sense.title)

    def _introduces(self, at: int, last: int) -> bool:
        """Whether a noun only says what sort of body is named behind it ("Sender", "Partei")."""
        sense = self.lexicon.nouns.sense(self.words[at])
        if sense is None or at + 1 >= last or not self.words[at + 1][0].isupper():
            return False
        if at + 2 == last and self.words[at + 1].isupper():
            return sense.category == "body"
        return sense.category == "body" and sense.kind in NAMED_KINDS and self.tokens[at].pos == "NOUN"

    def _reads_as_person(self, first: int, last: int) -> bool:
        """A name of several words that begins with a given name, or any behind a title."""
        if first >= last:
            return False
        if last - first > 1 and self.lexicon.proper.given(self.words[first]) is not None:
            return self.tokens[first].entity != "ORG" or all(token.pos == "PROPN" for token in self.tokens[first:last])
        if self.tokens[first].entity == "ORG":
            return False
        before = self.lexicon.nouns.sense(self.words[first - 1]) if first > 0 else None
        known = self.lexicon.proper.at(self.words, first)
        return before is not None and before.title and not before.plural and known is None

    def _grown(self, first: int, last: int) -> tuple[int, int]:
        """A person's name with the given name before it and the rest of the surname after it."""
        while first > 0 and self.lexicon.nouns.sense(self.words[first - 1]) is None:
            if not self._is_name_part(first - 1) and not self._follows_title(first - 1):
                break
            first -= 1
        while last < len(self.tokens):
            if self._is_name_part(last):
                last += 1
            elif self._is_unknown_surname(last):
                last += 1
            elif (after := self._past_particles(last)) is not None:
                last = after
            else:
                break
        return first, last

    def _is_unknown_surname(self, at: int) -> bool:
        """Whether a noun behind a lone given name, with nothing that belongs to it, is the surname."""
        token = self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return (
            token.pos == "NOUN"
            and token.text[0].isupper()
            and token.entity in ("", "PER")
            and self.lexicon.nouns.sense(token.text) is None
            and after is not None
            and after.pos in ("PUNCT", "VERB", "AUX")
            and self.tokens[at - 1].pos == "PROPN"
            and self.tokens[at - 1].entity in ("", "PER")
        )

    def _past_particles(self, at: int) -> int | None:
        """The end of a surname that goes on with particles ("von der Leyen"), None where it does not."""
        start = at
        while at < len(self.tokens) and self._is_particle(at):
            at += 1
        if at == start or at >= len(self.tokens) or not self.words[at][0].isupper():
            return None
        inside = self.tokens[at].entity == "PER" and not self.tokens[at].entity_start
        unknown = self.tokens[at].pos in ("PROPN", "NOUN") and self.lexicon.proper.at(self.words, at) is None
        named = at - start > 1 or self.lexicon.words.has(self.words[start - 1], "particle")
        return at + 1 if inside or (unknown and named) else None

    def _follows_title(self, at: int) -> bool:
        """Whether an unknown noun stands between a title and a name, and so is a given name the tagger missed."""
        before = self.lexicon.nouns.sense(self.words[at - 1]) if at > 0 else None
        return before is not None and before.title and self.tokens[at].pos == "NOUN" and self.words[at][0].isupper()

    def _is_name_part(self, at: int) -> bool:
        token = self.tokens[at]
        if token.entity not in ("", "PER") or not token.text[0].isupper() or not token.text[-1].isalnum():
            return False
        known = self.lexicon.proper.at(self.words, at)
        return token.pos == "PROPN" and known is None

    def _is_particle(self, at: int) -> bool:
        return self.words[at].islower() and self.lexicon.words.has(self.words[at], "particle")

    def _may_stand_alone(self, at: int, label: EntityLabel) -> bool:
        """One word that is a common noun of the lists, or an adjective of a state, is a name only as a person's."""
        word = self.words[at]
        if not word[0].isupper() and not any(c.isupper() for c in word):
            return False
        if self.tokens[at].pos == "ADJ" and self.lexicon.proper.adjective(word):
            return False
        if self.tokens[at].pos == "NOUN" and at > 0 and self.tokens[at - 1].pos == "DET" and not word.isupper():
            return False
        if label != "PER" and self._makes_adjective(at):
            return False
        return label == "PER" or self.lexicon.nouns.sense(word) is None

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
        if name.weak and not self._is_quoted(first, last):
            return all(token.entity in ("ORG", "MISC") for token in tokens)
        if last - first == 1 and tokens[0].pos == "ADJ" and tokens[0].text not in (name.key,):
            return False
        if last - first == 1 and (sense := self.lexicon.nouns.sense(tokens[0].text)) is not None:
            return sense.category != "role" or self._collective(first)
        return True

    def _collective(self, at: int) -> bool:
        """Whether a noun that is a party's name and a person's ("Republikaner") is plural and has no name behind."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        sense = self.lexicon.nouns.sense(self.words[at])
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
            sense = self.lexicon.nouns.sense(self.words[quotation.first - 1])
            if sense is not None and self.words[first][0].isupper() and self.words[last - 1][-1].isalnum():
                yield NameSpan(first, last, "PER" if sense.category == "role" else "ORG")

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
                or (self._is_particle(last) and last + 1 < len(self.tokens) and self._is_free(last + 1))
            ):
                last += 1
            yield NameSpan(at, last, self._guess(at, last))
            at = last

    def _is_free(self, at: int) -> bool:
        token = self.tokens[at]
        return (
            self.taken[at] is None
            and token.pos == "PROPN"
            and token.text[0].isupper()
            and self.lexicon.nouns.sense(token.text) is None
            and not self._is_calendar(at, at + 1)
            and not self._makes_adjective(at)
        )

    def _makes_adjective(self, at: int) -> bool:
        """Whether a word is the undeclined adjective of a town before its noun ("Danziger Werft")."""
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return after is not None and after.pos == "NOUN" and self.lexicon.words.ends(self.words[at], "city-adjective")

    def _guess(self, first: int, last: int) -> EntityLabel:
        word = self.words[first]
        if self.lexicon.proper.given(word) is not None and last - first > 1:
            return "PER"
        before = self.lexicon.nouns.sense(self.words[first - 1]) if first > 0 else None
        if before is not None and before.category != "group":
            return "PER" if before.category == "role" else "ORG"
        if word.isupper() and 2 <= len(word) <= LONGEST_ACRONYM and last - first == 1:
            return "ORG"
        return "MISC"

    def _repeated(self) -> Iterator[NameSpan]:
        """Later mentions by surname, and words that the text uses as a name elsewhere."""
        surnames, labels = self._names_of_the_text()
        for at, token in enumerate(self.tokens):
            held = self.taken[at]
            if not token.text[0].isupper() or (held is not None and held.last - held.first > 1):
                continue
            for word in (token.text, without_genitive(token.text)):
                if word in surnames and self._bare(at, token):
                    if held is None or held.label != "PER":
                        yield NameSpan(at, at + 1, "PER")
                    break
                if held is None and token.pos in ("PROPN", "NOUN") and word in labels and self._bare(at, token):
                    yield NameSpan(at, at + 1, labels[word])
                    break

    def _surnames_with_particles(self) -> Iterator[NameSpan]:
        """Later mentions of surnames of several words ("Van der Bellen")."""
        ends: dict[str, set[tuple[str, ...]]] = {}
        for span in {id(span): span for span in self.taken if span is not None and span.label == "PER"}.values():
            inner = [at for at in range(span.first + 1, span.last - 1) if self._is_particle(at)]
            if inner and inner[0] > span.first:
                start = inner[0] - 1 if self.lexicon.words.has(self.words[inner[0] - 1], "particle") else inner[0]
                ends.setdefault(self.words[start], set()).add(tuple(self.words[start : span.last]))
        for at, word in enumerate(self.words):
            for surname in sorted(ends.get(word, ())):
                if tuple(self.words[at : at + len(surname)]) == surname and not self._inside(at):
                    yield NameSpan(at, at + len(surname), "PER")

    def _inside(self, at: int) -> bool:
        held = self.taken[at]
        return held is not None and held.first < at

    def _bare(self, at: int, token: Token) -> bool:
        """Whether a word that may be a common noun stands as names do: without a determiner or adjective of its own."""
        if token.pos == "PROPN":
            return True
        before = self.tokens[at - 1] if at > 0 else None
        return token.pos == "NOUN" and (before is None or before.pos not in ("DET", "ADJ", "NUM"))

    def _names_of_the_text(self) -> tuple[frozenset[str], dict[str, EntityLabel]]:
        surnames: Counter[str] = Counter()
        labels: dict[str, EntityLabel] = {}
        for span in {id(span): span for span in self.taken if span is not None}.values():
            last = self.words[span.last - 1]
            if span.label == "PER" and span.last - span.first > 1:
                surnames[last] += 1
                surnames[without_genitive(last)] += 1
            elif span.last - span.first == 1 and span.known is None and self.tokens[span.first].pos == "PROPN":
                labels.setdefault(last, span.label)
        return frozenset(word for word in surnames if len(word) > 1 and not word.endswith(".")), labels
