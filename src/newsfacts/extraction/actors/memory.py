"""What a reader remembers of the figures met so far, so that a description that points back finds its figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import msgspec

from .figures import Figure, latest
from .lexicon import Lexicon
from .nouns import ANYONE, Sense

NEAR = 40  # noun phrases that a description without a noun of its own may reach back over


class Description(msgspec.Struct, frozen=True):
    """A noun phrase without a name, as far as it picks out a figure: its noun, the state of its adjective or genitive,
    the figure it belongs to (-1 for none), and how it refers."""

    sense: Sense
    state: str = ""
    owner: int = -1
    plural: bool = False
    definite: bool = False
    bare: bool = False  # stands without determiner and adjective
    possessed: bool = False  # somebody's, as a pronoun says
    marked: bool = False  # has an adjective, a number or an attribute that tells it from others of its noun
    at: int = 0  # index of the unit
    barred: int = -1  # the figure that is the subject of the same clause, which a description never takes up


class Memory:
    """The latest figures of every noun and kind. Each list is short, so that any text is read in linear time."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._nouns = lexicon.nouns
        self._words = lexicon.words
        self._by_word: dict[str, list[Figure]] = defaultdict(list)
        self._by_tail: dict[str, list[Figure]] = defaultdict(list)
        self._by_family: dict[str, list[Figure]] = defaultdict(list)
        self._by_kind: dict[str, list[Figure]] = defaultdict(list)
        self._people: list[Figure] = []
        self._leading: list[Figure] = []  # persons who were subjects
        self._bodies: list[Figure] = []
        self._states: list[Figure] = []
        self._last: dict[int, int] = {}

    def note(self, figure: Figure, at: int, subject: bool = False) -> None:
        """Remembers a mention of `figure` at the unit `at`, as the subject of its clause or otherwise."""
        self._last[figure.index] = at
        for word in sorted(figure.words):
            latest(self._by_word[word], figure)
            for tail in self._nouns.tails(word):
                latest(self._by_tail[tail], figure)
            if (sense := self._nouns.sense(word)) is not None:
                latest(self._by_family[sense.family], figure)
                for member in self._members(sense):
                    latest(self._by_family[member.family], figure)
        if figure.type == "person" and not figure.plural:
            latest(self._people, figure)
            if subject:
                latest(self._leading, figure)
        elif figure.type == "state" and (figure.known is None or figure.known.known == "state"):
            latest(self._states, figure)
        elif figure.type == "organization" and not figure.place:
            latest(self._bodies, figure)
            for kind in sorted(figure.kinds or {""}):
                latest(self._by_kind[kind], figure)

    def _members(self, sense: Sense) -> Iterator[Sense]:
        """Who the members of a group are by its noun ("Forscherteam")."""
        if sense.category != "group" or not sense.prefix:
            return
        for part in self._nouns.unlinked(sense.prefix):
            member = self._nouns.sense(part)
            if member is not None and member.category == "role":
                yield member

    def antecedent(self, description: Description) -> Figure | None:
        """The figure that a description takes up, None where there is none or the choice is open."""
        for figure in self._candidates(description):
            if self._fits(figure, description):
                return figure
        return None

    def state(self) -> Figure | None:
        """The state mentioned last."""
        return self._states[-1] if self._states else None

    def home(self) -> str:
        """The state of the person mentioned last, as far as their office tells it."""
        return self._people[-1].state if self._people else ""

    def _candidates(self, description: Description) -> Iterator[Figure]:
        sense = description.sense
        same = reversed(self._by_word.get(sense.word, []))
        yield from (figure for figure in same if figure.possessed or not description.possessed)
        body = description.bare and sense.category == "body" and not description.plural
        if description.definite or body:
            yield from reversed(self._by_tail.get(sense.word, []))
        if not description.definite:
            return
        for shared in (sense, *self._members(sense)):
            if shared.category == "role" and shared.family in SHARED:
                held = reversed(self._by_family.get(shared.family, []))
                yield from (figure for figure in held if not figure.named)
        if sense.category == "group" or description.plural:
            return
        yield from self._by_parts(sense)
        if sense.category == "role":
            yield from self._persons(description)
        elif not description.marked:
            yield from self._bodies_of(description)

    def _by_parts(self, sense: Sense) -> Iterator[Figure]:
        """The figures called by the last part of a compound, or by a compound that ends so."""
        if sense.word != sense.lemma and not self._words.has(sense.prefix.rstrip("-"), "deputy"):
            for held in (self._by_word, self._by_tail):
                yield from (figure for figure in reversed(held.get(sense.lemma, [])) if figure.type == sense.type)
        if sense.category == "role" or sense.kind in ONE_IN_A_TEXT:
            for tail in self._nouns.tails(sense.word):
                shorter = reversed(self._by_word.get(tail, []))
                yield from (figure for figure in shorter if not figure.named and figure.words == {tail})

    def _persons(self, description: Description) -> Iterator[Figure]:
        sense = description.sense
        if sense.title and (sense.word == sense.lemma or self._words.has(sense.prefix, "former-prefix")):
            yield from reversed(self._by_family.get(sense.family, []))
        if sense.family == ANYONE and description.owner < 0:
            for people in (self._leading, self._people):
                yield from (figure for figure in reversed(people) if self._is_near(figure, description.at))
        elif sense.title and not sense.adjectival and description.owner < 0 and not description.state:
            near = [f for f in reversed(self._people) if f.named and self._is_near(f, description.at)]
            near = [figure for figure in near if figure.gender in ("", sense.gender)]
            if len(near) == 1 and not self.holds_office(near[0]):
                yield near[0]
            elif sense.kind != "office":
                yield from (f for f in reversed(self._leading[-1:]) if f in near and not self.holds_office(f))
        if not description.state and description.owner < 0 and sense.kind != "office":
            yield from self._only_nameless(description)

    def _only_nameless(self, description: Description) -> Iterator[Figure]:
        """The one person without a name whom the text has told of, if there is one of that gender only."""
        gender = description.sense.gender
        near = [f for f in self._people if self._is_near(f, description.at) and f.gender in ("", gender)]
        nameless = [figure for figure in near if not figure.named]
        if len(nameless) == 1 and description.sense.kind in PERSONAL:
            yield nameless[0]

    def holds_office(self, figure: Figure) -> bool:
        """Whether the text has given a figure an office or rank."""
        senses = (self._nouns.sense(word) for word in figure.words)
        return any(sense is not None and sense.kind in ("office", "rank") for sense in senses)

    def _bodies_of(self, description: Description) -> Iterator[Figure]:
        sense = description.sense
        if not sense.generic or (sense.word != sense.lemma and sense.kind not in VARIED_KINDS):
            return
        if sense.kind == ANY_KIND:
            yield from (figure for figure in reversed(self._bodies) if figure.named)
            return
        known = reversed(self._by_kind.get(sense.kind, []))
        yield from (figure for figure in known if figure.named or sense.kind in SOLE_KINDS)
        if sense.kind not in UNANNOUNCED_KINDS:
            return
        unknown = reversed(self._by_kind.get("", []))
        yield from (figure for figure in unknown if figure.named and self._is_near(figure, description.at))

    def _is_near(self, figure: Figure, at: int) -> bool:
        return at - self._last.get(figure.index, -NEAR - 1) <= NEAR

    def _fits(self, figure: Figure, description: Description) -> bool:
        sense = description.sense
        if not self._same_number(figure, description) or not self._same_sort(figure, sense):
            return False
        if figure.index == description.barred:
            return False
        if figure.type == "person" and figure.gender and sense.gender in ("m", "f") and figure.gender != sense.gender:
            return sense.adjectival
        if description.state and figure.state and description.state != figure.state:
            return False
        if description.state and not figure.state and not self._may_belong(figure, sense):
            return False
        if description.owner >= 0 and figure.of >= 0 and description.owner != figure.of:
            return False
        if description.owner >= 0 and figure.of < 0 and not figure.named and figure.type == "organization":
            same = bool(description.state) and description.state == figure.state
            if not same and not (sense.kind in ONE_IN_A_TEXT and sense.word in figure.words):
                return False
        return not self._is_deputy(figure, description) and not self._is_of_others(figure, description)

    @staticmethod
    def _may_belong(figure: Figure, sense: Sense) -> bool:
        """Whether a figure of whom no state was said may be the one that a description calls a state's."""
        if figure.type == "organization" and not figure.named:
            return False
        return sense.word == sense.lemma or sense.word in figure.words

    @staticmethod
    def _same_number(figure: Figure, description: Description) -> bool:
        """Whether both are one, or both several; a group in the singular is taken up by its members only."""
        if (description.sense.category == "role") == bool(figure.gathered):
            several = description.plural or description.sense.category == "group"
            return several == (figure.plural or figure.type == "group")
        return figure.plural == description.plural

    def _is_of_others(self, figure: Figure, description: Description) -> bool:
        """Whether the figure bears the noun with another first part ("SPD-Politiker", "FDP-Politiker")."""
        sense = description.sense
        if not sense.prefix or sense.word in figure.words or not (sense.category == "role" or description.marked):
            return False
        held = [other for word in figure.words if (other := self._nouns.sense(word)) is not None]
        alike = [other for other in held if other.lemma == sense.lemma and other.prefix]
        return bool(alike) and not any(other.prefix.endswith(sense.prefix.lower()) for other in alike)

    def _same_sort(self, figure: Figure, sense: Sense) -> bool:
        if sense.category == "role":
            return figure.type in ("person", "group")
        return figure.type != "person"

    def _is_deputy(self, figure: Figure, description: Description) -> bool:
        """Whether the figure holds the noun only with "vice" before it, which the description lacks."""
        sense = description.sense
        if sense.word in figure.words or sense.word != sense.lemma:
            return False
        return any(
            self._words.has(word[: len(word) - len(sense.word)].rstrip("-"), "deputy")
            for word in figure.words
            if word.lower().endswith(sense.word.lower())
        )


SHARED = frozenset({
    "fighter", "perpetrator", "captive", "researcher", "casualty", "police", "fire", "prisoner", "dead",
    "demonstrator", "passenger", "migrant", "user", "employee", "rebel", "resident", "cyclist", "deputy",
    "witness", "journalist", "investigator", "doctor", "farmer", "critic",
})  # fmt: skip
PERSONAL = frozenset({"person", "prof", "rank"})
ONE_IN_A_TEXT = frozenset({"ministry", "parliament", "court", "agency", "company", "union", "party"})
VARIED_KINDS = frozenset({"company", "medium", "militant"})  # compounds that say only the sort ("Autokonzern")
SOLE_KINDS = frozenset({"military", "parliament"})  # of which a text mostly tells of one
UNANNOUNCED_KINDS = frozenset({"company", "union", "party", "militant"})  # names of these come without the noun
ANY_KIND = "any"
