"""The tagger's entities, cut and relabelled to what the words show to be the name."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import EntityLabel

from .growing import grown
from .nouns import KIN
from .proper import without_genitive
from .spans import NameSpan, Wording

PERSONAL_KINDS = frozenset({"government", "cabinet", "place", "site", "land"})  # may be followed by a person's name
NAMED_KINDS = frozenset({"medium", "company", "party", "militant", "land"})  # the noun before the name is no part of it


class Tagged:
    """Reads the entities of one text."""

    def __init__(self, text: Wording) -> None:
        self.text = text
        self.tokens, self.words, self.lexicon = text.tokens, text.words, text.lexicon
        self.vocabulary = {token.text for token in self.tokens if token.pos == "PROPN"}

    def spans(self) -> Iterator[NameSpan]:
        """The names in order of the text."""
        at = 0
        while at < len(self.tokens):
            label = self.tokens[at].entity
            last = at + 1
            while label and last < len(self.tokens) and self._goes_on(last, label):
                last += 1
            if label:
                yield from self._read(at, last, label)
            at = last

    def _read(self, first: int, last: int, label: EntityLabel) -> Iterator[NameSpan]:
        """The names of an entity: of a body and a person in a row, which taggers take for one, both."""
        at = self._second(first, last)
        parts: list[tuple[int, int, EntityLabel]] = [(first, at, "ORG"), (at, last, "PER")]
        for start, end, what in parts if at > first else [(first, last, label)]:
            if span := self._trimmed(start, end, what, max(at, 0)):
                yield span

    def _second(self, first: int, last: int) -> int:
        """Where a person's name begins behind a body's: at a given name with a surname, -1 for nowhere."""
        given = self.lexicon.proper.given
        for at in range(first + 1, min(last, len(self.words) - 1)):
            if given(self.words[at]) is None or not (self.words[at + 1][0].isupper() or self.text.is_particle(at + 1)):
                continue
            before = self.text.sense(first - 1)
            known = self.lexicon.proper.at(self.words, first)
            inhabitant = self.lexicon.proper.inhabitant(self.words[at - 1]) is not None
            named = (known is not None and known[0] == at) or (before is not None and before.category == "body")
            if inhabitant or (named and given(self.words[first]) is None):
                return at
        return -1

    def _goes_on(self, at: int, label: EntityLabel) -> bool:
        return self.tokens[at].entity == label and not self.tokens[at].entity_start

    def _trimmed(self, first: int, last: int, label: EntityLabel, floor: int) -> NameSpan | None:
        first = self._past_title(first, last)
        while first < last and not self._may_begin(first, last, label):
            first += 1
        while last > first and not self.words[last - 1][-1].isalnum() and self.words[last - 1][-1] not in ".'’":
            last -= 1
        if label == "PER" or self._reads_as_person(first, last):
            label = "PER"
            last = self._name_end(first, last)
            first, last = grown(self.text, first, last, floor if first >= floor else 0)
            while last - first > 1 and self.text.is_particle(last - 1):
                last -= 1
        return self._labelled(first, last, label)

    def _past_title(self, first: int, last: int) -> int:
        """Where the name begins behind a title inside the entity ("Bürgermeisterin Anna Berger" of some town)."""
        for at in range(first, last - 1):
            sense = self.text.sense(at)
            if sense is None or not sense.title:
                continue
            rest = self.tokens[at + 1 : last]
            if self.lexicon.proper.given(rest[0].text) is not None or all(token.pos == "PROPN" for token in rest):
                return at + 1
        return first

    def _name_end(self, first: int, last: int) -> int:
        """Where a person's name ends: before a number, a word in small letters, or what is said to be theirs."""
        for at in range(first + 1, last):
            word = self.words[at]
            if word.isdigit() or (word.islower() and not self.text.is_particle(at)):
                return at
            if at > first + 1 and self.tokens[at].pos == "NOUN" and self.lexicon.words.ends(word, "abstract"):
                return at
            sense = self.text.sense(at)
            noun = self.tokens[at].pos == "NOUN" or (sense is not None and sense.kind == KIN)
            owned = sense is not None and sense.category == "role"
            if noun and owned and without_genitive(self.words[at - 1]) != self.words[at - 1]:
                return at
        return last

    def _labelled(self, first: int, last: int, label: EntityLabel) -> NameSpan | None:
        """The span with the label that its surroundings ask for, None where it names nobody."""
        if first < last and ((last - first == 1 and self.text.is_calendar(first)) or self._is_possessed(first, last)):
            last = first + 1 if self._is_possessed(first, last) else first
        if label == "ORG" and last - first == 2 and self._runs_into_deed(first):
            last = first + 1
        if first < last and label != "PER" and last - first > 1 and self._ends_as_person(last - 1):
            return None
        if label == "PER" and first < last and self._follows_body(first):
            label = "ORG"
        model = any(any(c.isdigit() for c in word) for word in self.words[first:last])
        if label == "PER" and (model or self._lies_inside(first, last)):
            label = "LOC"
        if first >= last or (last - first == 1 and not self._may_stand_alone(first, label)):
            return None
        return NameSpan(first, last, label)

    def _is_possessed(self, first: int, last: int) -> bool:
        """Whether a supposed name is a name's genitive with a common noun behind it."""
        if last - first != 2 or self.tokens[last - 1].pos != "NOUN" or self.tokens[first].pos != "PROPN":
            return False
        stem = without_genitive(self.words[first])
        return stem != self.words[first] and stem in self.vocabulary

    def _follows_body(self, first: int) -> bool:
        """Whether a supposed person follows a noun for a medium, company or party, and no given name says otherwise."""
        sense = self.text.sense(first - 1)
        if sense is None or sense.category == "role" or sense.kind in PERSONAL_KINDS or sense.plural:
            return False
        return self.lexicon.proper.given(self.words[first]) is None

    def _runs_into_deed(self, first: int) -> bool:
        """Whether an abstract noun follows a compound that names a body by itself."""
        sense = self.text.sense(first)
        body = sense is not None and sense.category == "body" and bool(sense.prefix)
        return body and self.lexicon.words.ends(self.words[first + 1], "abstract")

    def _ends_as_person(self, at: int) -> bool:
        """Whether a name would end with a noun for a person: then it is a description."""
        if self.lexicon.nouns.phrase(self.words[at - 1 : at + 1]) is not None:
            return True
        sense = self.text.sense(at)
        return sense is not None and sense.title and self.tokens[at].pos == "NOUN"

    def _may_begin(self, at: int, last: int, label: EntityLabel) -> bool:
        word = self.words[at]
        if at + 1 < last and self.text.is_calendar(at):
            return False
        if label == "PER" and ((word.islower() and not self.text.is_particle(at)) or word.isdigit()):
            return False
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
        sense = self.text.sense(at)
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
        if self.tokens[first].entity == "ORG" and self.tokens[first].entity_start:
            return False
        if self.tokens[first].entity == "LOC" and self.tokens[first].case == "Gen":
            return False
        before = self.text.sense(first - 1)
        known = self.lexicon.proper.at(self.words, first)
        return before is not None and before.title and not before.plural and known is None

    def _stands_as_noun(self, at: int) -> bool:
        """Whether a noun has a determiner or adjective, or shares its end with a cut compound ("Vor- und Nachteil")."""
        before = self.tokens[at - 1] if at > 0 else None
        if before is None:
            return False
        cut = before.pos == "CCONJ" and at > 1 and self.words[at - 2][-1] == "-"
        return before.pos in ("DET", "ADJ", "NUM") or cut

    def _lies_inside(self, first: int, last: int) -> bool:
        """Whether a supposed person stands behind a preposition that only places have."""
        if last - first != 1 or first == 0 or self.lexicon.proper.given(self.words[first]) is not None:
            return False
        return self.lexicon.words.has(self.words[first - 1], "inside")

    def _may_stand_alone(self, at: int, label: EntityLabel) -> bool:
        """One word that is a common noun of the lists, or an adjective of a state, is a name only as a person's."""
        word = self.words[at]
        if not word[0].isupper() and not any(c.isupper() for c in word):
            return False
        if self.tokens[at].pos == "ADJ" and self.lexicon.proper.adjective(word):
            return False
        if self.tokens[at].pos == "NOUN" and self._stands_as_noun(at) and not word.isupper():
            return False
        if label != "PER" and self.text.makes_adjective(at):
            return False
        sense = self.lexicon.nouns.sense(word)
        compound = sense is not None and sense.category == "body" and bool(sense.prefix)
        if sense is not None and compound and (self.tokens[at].pos == "NOUN" or sense.kind == "land"):
            return False
        return label == "PER" or self.lexicon.nouns.sense(word) is None
