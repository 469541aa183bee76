"""The figures of a text: who its names denote, with all that the text says of them, gathered under one index."""

from __future__ import annotations

from collections import defaultdict

from newsfacts.model import ActorType, Mention, MentionKind

from .folding import folded
from .nouns import Sense
from .proper import ProperName, without_genitive
from .spelling import folded_name, near, spellings

SHORTEST_ACRONYM = 3
REMEMBERED = 12  # figures that one surname, noun or kind may point to


class Figure:
    """Somebody or something that may become an actor. Grows while the text is read; nothing of it leaves extraction."""

    __slots__ = (
        "acting",
        "acts",
        "admitted",
        "affiliated",
        "counted",
        "gathered",
        "gender",
        "index",
        "kinds",
        "known",
        "leads",
        "listed",
        "mentions",
        "name",
        "named",
        "of",
        "place",
        "plural",
        "pointed",
        "possessed",
        "spans",
        "staffed",
        "stands_for",
        "state",
        "touched",
        "type",
        "undergoes",
        "words",
    )  # fmt: skip

    def __init__(self, index: int, name: str, kind: ActorType) -> None:
        self.index = index
        self.name = name
        self.type: ActorType = kind
        self.gender = ""
        self.plural = False
        self.named = False
        self.place = False
        self.admitted = False
        self.possessed = False  # called somebody's by a pronoun
        self.gathered = False  # called by a noun for a group
        self.touched = False  # stands where only somebody who takes part can
        self.leads = False  # the subject of a clause
        self.acts = False  # the subject of a clause that says more than what it is
        self.affiliated = False  # stands in brackets behind a person's name
        self.pointed = False  # met with another determiner than the indefinite
        self.staffed = False  # persons by their noun belong to it
        self.listed = False  # in a row of persons' names
        self.undergoes = False  # the object of a clause
        self.counted = False  # a number of persons or bodies
        self.acting = 0  # mentions that are more than a place or a remark in brackets
        self.known: ProperName | None = None
        self.stands_for: int = -1
        self.state = ""
        self.of = -1
        self.words: set[str] = set()
        self.kinds: set[str] = set()
        self.mentions: list[tuple[int, int, MentionKind]] = []
        self.spans: list[Mention] = []  # mentions inside a word

    @property
    def id(self) -> str:
        """The figure's id for the life of its cast."""
        return f"a{self.index + 1}"

    def learn(self, sense: Sense | None) -> None:
        """Adds what a noun says of the figure."""
        if sense is None:
            return
        self.words.add(sense.word)
        self.gathered |= sense.category == "group" and not sense.plural
        if sense.category == "body":
            self.kinds.add(sense.kind)


class Register:
    """Finds the figure that a name denotes, or opens one. Names are found by dictionary, never by search."""

    def __init__(self) -> None:
        self.figures: list[Figure] = []
        self._by_name: dict[str, Figure] = {}
        self._by_declined: dict[tuple[str, ...], Figure] = {}
        self._by_initials: dict[str, Figure] = {}
        self._by_surname: dict[str, list[Figure]] = defaultdict(list)
        self._by_given: dict[str, list[Figure]] = defaultdict(list)
        self._by_inner: dict[str, list[Figure]] = defaultdict(list)
        self._by_spelling: dict[str, Figure] = {}

    def open(self, name: str, kind: ActorType) -> Figure:
        """A new figure."""
        figure = Figure(len(self.figures), name, kind)
        self.figures.append(figure)
        return figure

    def named(self, name: str) -> Figure | None:
        """The figure of this very name, its genitive and its spelling apart."""
        return self._by_name.get(folded_name(name)) or self._by_name.get(folded_name(without_genitive(name)))

    def alias(self, name: str, figure: Figure) -> None:
        """Makes `name` denote `figure`, unless it denotes another already."""
        self._by_name.setdefault(folded_name(name), figure)

    def entity(self, name: str, kind: ActorType, known: ProperName | None) -> Figure:
        """The organisation, state or place of a name; `known` its entry in the lists."""
        key = known.key if known is not None else name
        declined = folded(name.split())
        found = self.named(key) or self._abbreviated(name) or self._by_declined.get(declined) or self._spelt_out(name)
        if found is not None:
            self.alias(name, found)
            return found
        figure = self.open(key, kind)
        figure.named = True
        figure.known = known
        self.alias(key, figure)
        self.alias(name, figure)
        if len(declined) > 1:
            self._by_declined.setdefault(declined, figure)
        if len(capitals := _capitals(name)) >= SHORTEST_ACRONYM:
            self._by_initials.setdefault(capitals, figure)
        return figure

    def _spelt_out(self, name: str) -> Figure | None:
        """The body of an acronym that a name met later spells out, named by that from now on."""
        capitals = _capitals(name)
        figure = self._by_name.get(capitals.casefold()) if len(capitals) >= SHORTEST_ACRONYM else None
        if figure is None or figure.name != capitals or figure.known is not None or figure.type != "organization":
            return None
        figure.name = name
        return figure

    def _abbreviated(self, name: str) -> Figure | None:
        """The body whose capital letters make up the acronym `name`."""
        return self._by_initials.get(name) if name.isupper() else None

    def person(self, name: str, gender: str, also: tuple[str, ...] = ()) -> Figure:
        """The person of a name or of the other names that person is known by: the same name, the same surname and given
        name, or the latest of that surname."""
        words = name.split()
        known = (self._by_name.get(folded_name(other)) for other in also)
        figure = next((held for held in known if held is not None and held.type == "person"), None)
        figure = figure or self._same_person(words, gender)
        if figure is None:
            figure = self.open(name, "person")
            figure.named = True
        elif len(words) > len(figure.name.split()) and folded_name(words[-1]) == folded_name(figure.name.split()[-1]):
            figure.name = name
        if gender:
            figure.gender = gender
        self._index(words, figure)
        return figure

    def person_named(self, word: str) -> Figure | None:
        """The latest person of a surname, given with or without a genitive's ending."""
        for form in (word, without_genitive(word)):
            if held := self._by_surname.get(folded_name(form)):
                return held[-1]
        return None

    def _index(self, words: list[str], figure: Figure) -> None:
        self.alias(" ".join(words), figure)
        surname = folded_name(words[-1])
        latest(self._by_surname[surname], figure)
        for key in spellings(words[-1]):
            self._by_spelling.setdefault(key, figure)
        if len(words) > 1:
            latest(self._by_given[folded_name(words[0])], figure)
            for word in words[1:-1]:
                latest(self._by_inner[folded_name(word)], figure)
            for at in range(1, len(words) - 1):
                if words[at].islower() or words[at].istitle():
                    self.alias(" ".join(words[at:]), figure)

    def _same_person(self, words: list[str], gender: str) -> Figure | None:
        figure = self._by_name.get(folded_name(" ".join(words)))
        if figure is not None and figure.type == "person" and len(words) > 1:
            return figure
        shorter = self._by_name.get(folded_name(" ".join(words[1:]))) if len(words) > 2 else None
        if shorter is not None and shorter.type == "person":
            return shorter
        surname = folded_name(words[-1])
        for figure in reversed(self._by_surname.get(surname, [])):
            if gender and figure.gender and gender != figure.gender:
                continue
            if len(words) == 1 or _given_agree(words, figure.name.split()):
                return figure
        if len(words) == 1 and (known := self._by_given.get(surname) or self._by_inner.get(surname)):
            return known[-1]
        return self._misspelt(words, gender)

    def _misspelt(self, words: list[str], gender: str) -> Figure | None:
        """The person whose surname is written otherwise once: in another transliteration, or with a letter wrong."""
        for key in spellings(words[-1]):
            figure = self._by_spelling.get(key)
            if figure is None or (gender and figure.gender and gender != figure.gender):
                continue
            if not near(words[-1], figure.name.split()[-1]):
                continue
            if len(words) == 1 or _given_agree(words, figure.name.split()):
                return figure
        return None


def _capitals(name: str) -> str:
    """The first letters of the words with a capital."""
    return "".join(word[0] for word in name.split() if word[0].isupper())


def _given_agree(words: list[str], others: list[str]) -> bool:
    """Whether two names of one surname may be one person's: no given name, the same one, or its initial."""
    if len(others) == 1:
        return True
    first, second = folded_name(words[0]).rstrip("."), folded_name(others[0]).rstrip(".")
    return first.startswith(second) or second.startswith(first) or near(words[0], others[0])


def latest(figures: list[Figure], figure: Figure) -> None:
    """Moves `figure` to the end of a list that remembers the last few."""
    if figures and figures[-1] is figure:
        return
    if figure in figures:
        figures.remove(figure)
    elif len(figures) == REMEMBERED:
        del figures[0]
    figures.append(figure)
