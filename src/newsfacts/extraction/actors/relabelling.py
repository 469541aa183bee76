"""What a name is, by the rest of the text: short forms of bodies, members of an enumeration, things and places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from newsfacts.analysis.structure import EntityLabel

from .proper import without_genitive
from .spans import NameSpan, Wording

FEWEST = 3  # names that make an enumeration
SITE = "site"
LONGEST_CODE = 3  # letters of an acronym that may open a sentence
DATELINE_MARKS = frozenset({"(", ".", "/", "–", "-", ":", ","})
FARTHEST_TITLE = 12  # tokens between a title and its holder's name
INSIDE_TITLE = frozenset({"DET", "ADP", "ADJ", "NOUN", "PROPN", "NUM", "X"})


def relabelled(text: Wording, spans: Iterable[NameSpan]) -> Iterator[NameSpan]:
    """The names of a text with their labels mended; linear in their number."""
    ordered = sorted(spans, key=lambda span: span.first)
    labels = _Labels(text, ordered)
    for span in ordered:
        label = labels.of(span)
        yield span if label == span.label else msgspec.structs.replace(span, label=label)


class _Labels:
    def __init__(self, text: Wording, spans: list[NameSpan]) -> None:
        self.text = text
        self.words = text.words
        self.bodies = frozenset(self._short_forms(spans))
        self.persons = frozenset(self._parts(spans))
        self.things = frozenset(self._name(span) for span in spans if self._is_behind_thing(span))
        self.listed = frozenset(member.first for run in self._enumerations(spans) for member in self._alike(run))

    def of(self, span: NameSpan) -> EntityLabel:
        """What a span names."""
        if span.known is not None:
            return span.label
        if span.last - span.first == 1 and self._is_surname(self.words[span.first]):
            return "PER"
        if self._name(span) in self.things or self._is_thing(span) or self._is_dateline(span):
            return "LOC"
        if span.label != "PER" and self._is_apposed_to_title(span):
            return "PER"
        if span.label == "PER" and (span.first in self.listed or self._name(span) in self.bodies):
            return "ORG"
        return "ORG" if span.label == "PER" and self._ends_as_body(span) else span.label

    def _is_surname(self, word: str) -> bool:
        """Whether a word, in the genitive or not, stands for a person named in full elsewhere."""
        stem = without_genitive(word)
        return word in self.persons - self.bodies or (stem != word and stem in self.persons - self.bodies)

    def _is_dateline(self, span: NameSpan) -> bool:
        """Whether a name in capitals opens a sentence as its place ("BOZEN (lu).", "WIEN.")."""
        opens = span.first == 0 or self.words[span.first - 1] in (".", "!", "?", ")")
        capitals = all(word.isupper() and len(word) > LONGEST_CODE for word in self.words[span.first : span.last])
        return opens and capitals and span.last < len(self.words) and self.words[span.last] in DATELINE_MARKS

    def _is_apposed_to_title(self, span: NameSpan) -> bool:
        """Whether a name of several words between commas follows a title with what hangs on it."""
        if span.last - span.first < 2 or self._ends_as_body(span) or self.words[span.first - 1] != ",":
            return False
        if span.last < len(self.words) and self.words[span.last][0].isalnum() and not self._is_verb(span.last):
            return False
        for at in range(span.first - 2, max(-1, span.first - FARTHEST_TITLE), -1):
            token = self.text.tokens[at]
            sense = self.text.sense(at) if token.pos == "NOUN" else None
            if sense is not None and sense.title and not sense.plural:
                return at > 0 and self.text.tokens[at - 1].pos in ("DET", "ADJ")
            if token.pos not in INSIDE_TITLE and token.text not in ("(", ")"):
                return False
        return False

    def _is_verb(self, at: int) -> bool:
        return self.text.tokens[at].pos in ("VERB", "AUX")

    def _name(self, span: NameSpan) -> str:
        return " ".join(self.words[span.first : span.last])

    def _short_forms(self, spans: list[NameSpan]) -> Iterator[str]:
        """The words that begin a body's name and may stand for it alone."""
        for span in spans:
            if span.last - span.first > 1 and (span.label == "ORG" or self._ends_as_body(span)):
                if self.text.lexicon.proper.given(self.words[span.first]) is None:
                    yield self.words[span.first]
                for last in range(span.first + 2, span.last):
                    yield " ".join(self.words[span.first : last])

    def _parts(self, spans: list[NameSpan]) -> Iterator[str]:
        """The words of persons' names that may stand for them: the surname, the first word of an unknown name."""
        for span in spans:
            if span.label == "PER" and span.last - span.first > 1 and not self._ends_as_body(span):
                yield self.words[span.last - 1]
                yield self.words[span.first]

    def _ends_as_body(self, span: NameSpan) -> bool:
        """Whether a name of several words ends with a noun for a body or with a legal form."""
        if span.last - span.first < 2:
            return False
        last = self.words[span.last - 1]
        if self.text.lexicon.words.has(last, "legal-form"):
            return True
        sense = self.text.sense(span.last - 1)
        noun = self.text.tokens[span.last - 1].pos == "NOUN" or (sense is not None and bool(sense.prefix))
        return noun and sense is not None and sense.category == "body" and sense.kind != SITE

    def _is_behind_thing(self, span: NameSpan) -> bool:
        """Whether a noun for a site, a vehicle or a work stands before a name, or before the mark that opens it."""
        before = span.first - 1
        if before > 0 and not self.words[before][0].isalnum() and self.words[before] not in (",", ".", ")"):
            before -= 1
        sense = self.text.sense(before)
        if sense is None or sense.kind != SITE or span.known is not None:
            return False
        return span.last - span.first == 1 or self.text.lexicon.proper.given(self.words[span.first]) is None

    def _is_thing(self, span: NameSpan) -> bool:
        """Whether a name's last words say that it is a competition, an index, a building or a time."""
        words = self.text.lexicon.words
        whole = self._name(span).lower()
        forms = {whole, *whole.split()}
        forms |= {without_genitive(form) for form in forms}
        return span.label != "PER" and any(words.ends(form, "thing") for form in sorted(forms))

    def _enumerations(self, spans: list[NameSpan]) -> Iterator[list[NameSpan]]:
        run: list[NameSpan] = []
        for span in spans:
            if run and not self._joins(run[-1], span):
                yield run
                run = []
            run.append(span)
        yield run

    def _joins(self, before: NameSpan, after: NameSpan) -> bool:
        if before.last + 1 != after.first:
            return False
        joint = self.words[before.last]
        return joint == "," or self.text.lexicon.words.has(joint, "and")

    def _alike(self, run: list[NameSpan]) -> Iterator[NameSpan]:
        """The supposed persons of one word in an enumeration that is mostly one of bodies."""
        if len(run) < FEWEST or 2 * sum(span.label == "ORG" for span in run) < len(run):
            return
        for span in run:
            if span.last - span.first == 1 and self.text.lexicon.proper.given(self.words[span.first]) is None:
                yield span
