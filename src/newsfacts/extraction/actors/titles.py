"""The titles and offices that a text gives its figures, and whom each is held at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.model import Mention

from .figures import Figure
from .lexicon import Lexicon
from .nouns import ANYONE, Sense
from .offices import Offices
from .phrases import Unit
from .proper import ProperName
from .reader import Reading

PART = "person"
OPENED_KINDS = frozenset({"parliament", "court", "medium", "cabinet", "force"})


class Title(msgspec.Struct, frozen=True):
    """`figure` holds the title at tokens `[first, last)`, at the figure `of` (-1 for none said)."""

    figure: int
    text: str
    first: int
    last: int
    of: int = -1


def find_titles(
    analysis: Analysis, reading: Reading, lexicon: Lexicon, pronouns: Mapping[int, int]
) -> tuple[Title, ...]:
    """Every title once for each figure, in order of the text. May open figures for bodies that only a title names."""
    finder = _Finder(analysis, reading, lexicon)
    offices = Offices(analysis, reading, lexicon, pronouns)
    found = [*finder.titles(), *(title for unit, holder in offices.given() for title in finder.of_unit(unit, holder))]
    return tuple(sorted(found, key=lambda title: title.first))


class _Finder:
    def __init__(self, analysis: Analysis, reading: Reading, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.reading = reading
        self.lexicon = lexicon
        self.given: dict[int, set[str]] = {}
        self.forms: dict[int, set[str]] = {}
        for unit in reading.units:
            if (held := reading.figure_of[unit.index]) >= 0:
                self.forms.setdefault(held, set()).update(self.tokens[at].text for at in unit.nouns)
        self.by_word: dict[str, Figure] = {}
        for figure in reading.figures:
            for word in sorted(figure.words):
                if figure.type == "organization":
                    self.by_word.setdefault(word, figure)

    def titles(self) -> Iterator[Title]:
        for unit in self.reading.units:
            if (figure := self._holder(unit)) is not None:
                yield from self.of_unit(unit, figure)
            source = self.reading.titled_by.get(unit.index, -1)
            if source >= 0 and (named := self._figure(unit.index)) is not None:
                yield from self.of_unit(self.reading.units[source], named)

    def of_unit(self, unit: Unit, figure: Figure) -> Iterator[Title]:
        """The titles that a phrase gives a figure."""
        for at in unit.nouns:
            sense = self.lexicon.nouns.sense(self.tokens[at].text)
            if sense is None or not self._makes_title(unit, sense):
                continue
            if (title := self._title(unit, at, sense, figure)) is not None:
                yield title

    @staticmethod
    def _makes_title(unit: Unit, sense: Sense) -> bool:
        """Whether a noun says what somebody is by office, rank or profession, or before a name in what part."""
        if sense.family == ANYONE and not sense.prefix:
            return False
        if sense.word.endswith("."):
            return False  # an academic degree is no office
        part = sense.kind == PART and not sense.adjectival and bool(sense.prefix) and unit.name is not None
        return sense.title or part

    def _holder(self, unit: Unit) -> Figure | None:
        at = self.reading.figure_of[unit.index]
        if at < 0 or unit.sense is None or unit.sense.category != "role":
            return None
        figure = self.reading.figures[at]
        return figure if figure.type == "person" or (figure.named and not unit.plural) else None

    def _title(self, unit: Unit, at: int, sense: Sense, figure: Figure) -> Title | None:
        if self._is_known(figure, sense):
            return None
        owner = self._owner(unit, at, sense)
        if not figure.named and (sense.kind != "office" or (owner is None and not self._is_of_body(sense))):
            return None
        self.given.setdefault(figure.index, set()).add(sense.word)
        first = at
        if at > unit.first and self.lexicon.words.has_stem(self.tokens[at - 1].text, "title-adjective"):
            first = at - 1
        of = owner.index if owner is not None and owner.index != figure.index else -1
        return Title(figure.index, self._text((first, at), sense, figure), first, at + 1, of)

    def _text(self, place: tuple[int, int], sense: Sense, figure: Figure) -> str:
        """The title as it stands, or in the nominative where the text has that too."""
        first, at = place
        if first == at and not sense.feminine and sense.word in self.forms.get(figure.index, ()):
            return sense.word
        return self.analysis.text(first, at + 1)

    def _is_of_body(self, sense: Sense) -> bool:
        """Whether a compound names the body or district of an office ("Behördensprecher", "Distrikt-Gouverneur")."""
        senses = (self.lexicon.nouns.sense(word) for word in self.lexicon.nouns.unlinked(sense.prefix))
        return bool(sense.prefix) and any(held is not None and held.category in ("body", "group") for held in senses)

    def _is_of_named(self, sense: Sense) -> bool:
        """Whether a compound names a body of the lists ("CSU-Vorsitzende")."""
        known = self.lexicon.proper.at((sense.prefix.partition("-")[0],), 0) if sense.prefix else None
        return known is not None and known[1].known == "body"

    def _is_known(self, figure: Figure, sense: Sense) -> bool:
        """Whether the figure was given this title, or a longer one that ends with it."""
        given = self.given.get(figure.index, set())
        return sense.word in given or any(sense.word in self.lexicon.nouns.tails(word) for word in given)

    def _owner(self, unit: Unit, at: int, sense: Sense) -> Figure | None:
        if unit.possessor >= 0 and (figure := self._figure(unit.possessor)) is not None:
            return figure
        located = unit.preposition >= 0 and self._is_location(unit)
        if located and sense.prefix and self.lexicon.proper.at((sense.prefix,), 0) is not None:
            return self._by_prefix(at, sense.prefix)
        if unit.attribute >= 0 and (figure := self._figure(unit.attribute)) is not None:
            return self._meant(figure, unit, sense)
        federal = self.lexicon.words.has(sense.prefix, "federal")
        other = not federal and (self._is_of_body(sense) or self._is_of_named(sense))
        stately = sense.kind == "office" and not other
        for word in range(unit.first, at) if stately else ():
            token = self.tokens[word]
            key = self.lexicon.proper.adjective(token.text) or self.lexicon.proper.capital_adjective(token.text)
            if key is not None:
                return self._state(key, Mention(token.start, token.end, "adjective"))
        return self._by_prefix(at, sense.prefix) if sense.prefix else None

    def _meant(self, figure: Figure, unit: Unit, sense: Sense) -> Figure | None:
        """Where an office is held if an attribute tells it; a place behind "in" tells nothing."""
        if sense.kind == "prof" and unit.preposition >= 0:
            return None if self._is_location(unit) else figure
        if unit.preposition >= 0 and (figure.type == "group" or (figure.place and self._is_location(unit))):
            return None
        return figure

    def _is_location(self, unit: Unit) -> bool:
        return self.lexicon.words.has(self.tokens[unit.preposition].text, "locative")

    def _figure(self, unit: int) -> Figure | None:
        at = self.reading.figure_of[unit]
        return self.reading.figures[at] if at >= 0 else None

    def _state(self, key: str, mention: Mention) -> Figure:
        match = self.lexicon.proper.at(key.split(), 0)
        figure = self.reading.register.entity(key, "state", match[1] if match is not None else None)
        figure.state = key
        figure.spans.append(mention)
        return figure

    def _by_prefix(self, at: int, prefix: str) -> Figure | None:
        """The figure that the first part of a compound names: "US" of "US-Präsident", "Bundestag" of its president."""
        start = self.tokens[at].start
        parts = [*self.lexicon.nouns.unlinked(prefix), prefix.partition("-")[0]]
        for word in parts:
            mention = Mention(start, start + len(word), "name")
            match = self.lexicon.proper.at((word,), 0)
            match = None if match is not None and match[1].weak else match
            if match is not None and match[1].known in ("state", "region", "house"):
                return self._state(match[1].key, mention)
            if (figure := self._named(word, match[1] if match is not None else None)) is not None:
                figure.spans.append(mention)
                return figure
        for word in parts:
            if (figure := self._opened(word)) is not None:
                figure.spans.append(Mention(start, start + len(word), "noun"))
                return figure
        return None

    def _named(self, word: str, known: ProperName | None) -> Figure | None:
        """The figure that a word names, opened where the language's lists know it."""
        figure = self.reading.register.named(word) or self.by_word.get(word)
        if figure is None:
            figure = self.reading.register.person_named(word)
        if figure is None and known is not None and known.known == "body":
            figure = self.reading.register.entity(known.key, "organization", known)
        return figure

    def _opened(self, word: str) -> Figure | None:
        sense = self.lexicon.nouns.sense(word)
        if sense is None or sense.word != word or sense.category != "body" or sense.kind not in OPENED_KINDS:
            return None
        figure = self.reading.register.open(word, "organization")
        figure.learn(sense)
        self.by_word[word] = figure
        return figure
