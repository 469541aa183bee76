"""Reads the noun phrases of a text in order and decides for each whom it denotes."""

from __future__ import annotations

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.model import ActorType

from .appositions import chain_end, find_companions
from .figures import Figure, Register
from .lands import Lands
from .later import OPENING, Later
from .lexicon import Lexicon
from .memory import ANY_KIND, Description, Memory
from .mentions import Mentions
from .naming import described
from .nouns import ANYONE, KIN, Sense
from .phrases import Unit
from .proper import without_genitive
from .spans import NameSpan
from .units import find_units
from .wordings import PLACES, has_short_form, kinds, nominative

BODY_WITH_PLACE = frozenset(
    {"court", "land", "place", "site", "ministry", "agency", "force", "government", "cabinet", "parliament", "union"}
)  # a place behind such a noun is part of the body's name
FIGHTER = "fighter"
GOVERNMENT = "government"
ASSOCIATION = "union"
SOLE_KINDS = frozenset({"court", "parliament", "ministry", "government", "cabinet"})  # a text tells of one


class Reading(msgspec.Struct, frozen=True):
    """The outcome: the units, the figures, and for every unit the index of its figure (-1 for none)."""

    units: tuple[Unit, ...]
    figures: list[Figure]
    figure_of: list[int]
    register: Register
    titled_by: dict[int, int]


def read(analysis: Analysis, lexicon: Lexicon) -> Reading:
    """Reads a text; linear in its length."""
    reader = _Reader(analysis, lexicon)
    reader.read()
    register, companions = reader.register, reader.companions
    return Reading(reader.units, register.figures, reader.figure_of, register, companions.titled_by)


class _Reader:
    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.lexicon = lexicon
        self.units = find_units(analysis, lexicon)
        self.companions = find_companions(analysis, self.units, lexicon)
        self.subjects = {clause.subject.head for clause in analysis.clauses if clause.subject is not None}
        self.predicatives = {clause.predicative.head for clause in analysis.clauses if clause.predicative is not None}
        self.mentions = Mentions(analysis, self.units, lexicon)
        self.register = Register()
        self.memory = Memory(lexicon)
        self.lands = Lands(analysis, self.units, lexicon, self.register, self.memory)
        self.figure_of = [-1] * len(self.units)
        self.by_head = {unit.head: unit.index for unit in self.units}
        self.opening: dict[str, Figure] = {}
        self.towns: set[int] = set()
        self.clubs: dict[str, Figure] = {}  # by the last word of their names, mostly a town
        self.done = [False] * len(self.units)

    def read(self) -> None:
        for unit in self.units:
            self.figure(unit)
        Later(self.analysis, self.units, self.register.figures, self.figure_of, self.memory).name()

    def figure(self, unit: Unit, depth: int = 0) -> Figure | None:
        """The figure of a unit, read now if it was not yet (an attribute is read before its noun is decided)."""
        if not self.done[unit.index]:
            self.done[unit.index] = True
            figure = self._decided(unit, depth)
            if figure is not None:
                self.figure_of[unit.index] = figure.index
                self.mentions.note(unit, figure)
                self.memory.note(figure, unit.index, unit.head in self.subjects)
        at = self.figure_of[unit.index]
        return self.register.figures[at] if at >= 0 else None

    def _decided(self, unit: Unit, depth: int) -> Figure | None:
        host, partner = self.companions.acronym[unit.index], self.companions.partner[unit.index]
        named = self.figure(self.units[host], depth + 1) if host >= 0 else None
        if named is not None and unit.name is not None:
            self.register.alias(self._name(unit.name), named)
            named.mentions.append((self.units[host].first, self.units[unit.index - 1].last, "name"))
            return named
        if partner >= 0 and (figure := self.figure(self.units[partner], depth + 1)) is not None:
            self._learn(figure, unit, depth)
            if unit.plural and self.units[partner].plural and partner < unit.index:
                figure.mentions.append((self.units[partner].first, unit.last, "noun"))
            return figure
        if unit.sense is None and unit.name is None:
            return self._part(unit, depth)
        if unit.name is not None:
            return self._named(unit, unit.name, depth)
        return self._described(unit, unit.sense, depth) if unit.sense is not None else None

    # names

    def _name(self, span: NameSpan) -> str:
        last = span.last
        while last - span.first > 1 and self.lexicon.words.has(self.tokens[last - 1].text, "legal-form"):
            last -= 1
        text = " ".join(self.analysis.text(span.first, last).split())
        if span.label == "ORG" and span.known is None:
            text = nominative(self.tokens[span.first : last], text, self.lexicon)
        return without_genitive(text) if span.genitive else text

    def _named(self, unit: Unit, span: NameSpan, depth: int) -> Figure:
        if span.label == "PER" and (unit.sense is None or unit.sense.category == "role"):
            name = self._name(span)
            also = self.lexicon.proper.also_called(name)
            figure = self.register.person(name, self._gender(unit, span), also)
        elif span.label == "PER" and unit.sense is not None and unit.sense.kind not in PLACES:
            kind: ActorType = "group" if unit.sense is not None and unit.sense.category == "group" else "organization"
            figure = self.register.entity(self._whole_name(unit, span), kind, None)
        elif span.label in ("LOC", "PER") or self._names_place(unit, span):
            figure = self._located(unit, span)
        else:
            figure = self._body(span)
            led = bool(unit.nouns) and unit.sense is not None and unit.sense.kind == ASSOCIATION
            if led and self.tokens[span.first].pos == "NOUN" and figure.name == self._name(span):
                figure.name = self._whole_name(unit, span)
                self.register.alias(figure.name, figure)
        self._learn(figure, unit, depth)
        return figure

    def _names_place(self, unit: Unit, span: NameSpan) -> bool:
        """Whether a noun for a land or a district leads to a name that no list knows."""
        led = bool(unit.nouns) and unit.sense is not None and span.known is None
        return led and unit.sense is not None and unit.sense.kind in ("land", "place")

    def _whole_name(self, unit: Unit, span: NameSpan) -> str:
        words = [self.lexicon_word(at) for at in unit.nouns]
        return " ".join([*words, self._name(span)])

    def lexicon_word(self, at: int) -> str:
        """A noun as its list has it, without its ending."""
        sense = self.lexicon.nouns.sense(self.tokens[at].text)
        return sense.word if sense is not None and not sense.feminine else self.tokens[at].text

    def _gender(self, unit: Unit, span: NameSpan) -> str:
        for at in unit.nouns:
            sense = self.lexicon.nouns.sense(self.tokens[at].text)
            if sense is not None and sense.feminine:
                return "f"
        given = self.lexicon.proper.given(self.tokens[span.first].text) if span.last - span.first > 1 else None
        if given:
            return given
        if unit.sense is not None and unit.sense.category == "role" and not unit.sense.adjectival:
            return unit.sense.gender if unit.sense.gender in ("m", "f") else ""
        return ""

    def _located(self, unit: Unit, span: NameSpan) -> Figure:
        known = span.known
        if known is not None and known.known in ("state", "region", "house"):
            return self.lands.state(known.key)
        if known is not None and known.known == "capital":
            figure = self.register.entity(self._name(span), "organization", None)
            figure.place = True
            self._stand_for(figure, unit, known.key)
            return figure
        if unit.sense is not None and unit.nouns and unit.sense.kind in BODY_WITH_PLACE:
            land = unit.sense.kind == "land"
            name = self._name(span) if land else self._whole_name(unit, span)
            figure = self.register.entity(name, "state" if land else "organization", None)
            figure.place = unit.sense.kind in PLACES
            return figure
        if unit.sense is not None and unit.nouns and unit.sense.category == "body":
            return self._body(span)
        figure = self.register.entity(self._name(span), "organization", None)
        figure.place = figure.place or not figure.mentions
        if figure.place and (club := self.clubs.get(figure.name)) is not None:
            figure.stands_for = club.index
        return figure

    def _stand_for(self, figure: Figure, unit: Unit, key: str) -> None:
        """A capital stands for its state, unless the text calls it a town or a land of its own."""
        if unit.sense is not None and unit.nouns and unit.sense.kind in PLACES:
            self.towns.add(figure.index)
            figure.stands_for = -1
        elif figure.index not in self.towns:
            figure.stands_for = self.lands.state(key).index

    def _body(self, span: NameSpan) -> Figure:
        figure = self._lengthened(span) or self.register.entity(self._name(span), "organization", span.known)
        if span.known is not None and span.known.kind:
            figure.kinds.add(span.known.kind)
        figure.kinds.update(kinds(self.tokens, span, self.lexicon))
        if span.last - span.first == 1 and "-" in self.tokens[span.first].text:
            sense = self.lexicon.nouns.sense(self.tokens[span.first].text)
            figure.learn(sense if sense is not None and sense.category == "body" else None)
        if has_short_form(self.tokens, span, self.lexicon):
            self.register.alias(self.tokens[span.first].text, figure)
        if "union" in figure.kinds and span.last - span.first > 1:
            self.clubs.setdefault(self.tokens[span.last - 1].text, figure)
        return figure

    def _lengthened(self, span: NameSpan) -> Figure | None:
        """The body met before by the first word only of a name, which it bears from now on."""
        if span.known is not None or not has_short_form(self.tokens, span, self.lexicon):
            return None
        first = self.tokens[span.first].text
        figure = self.register.named(first)
        if figure is None or figure.name != first or figure.known is not None or figure.type != "organization":
            return None
        figure.name, figure.place = self._name(span), False
        self.register.alias(figure.name, figure)
        return figure

    # descriptions

    def _described(self, unit: Unit, sense: Sense, depth: int) -> Figure | None:
        if sense.kind == "site" or self._is_nobody(unit, sense):
            return None
        if (epithet := self.lands.epithet(unit)) is not None:
            return self.lands.state(epithet)
        description = self._description(unit, sense, depth)
        if sense.kind == GOVERNMENT and (governing := self.lands.government(unit, description)) is not None:
            return governing
        if sense.kind == "land" and (land := self.lands.land(unit, description)) is not None:
            return land
        if sense.family == FIGHTER and unit.plural and (troop := self.lands.troop(sense, description)) is not None:
            return troop
        if self._may_point_back(unit, sense) and (found := self.memory.antecedent(description)) is not None:
            self._learn(found, unit, depth)
            return found
        words = self.analysis.text(unit.first, unit.last)
        if unit.numbered and (same := self.opening.get(words.lower())) is not None:
            return same
        figure = self._opened(unit, description, depth)
        if sense.kind == GOVERNMENT and description.state and not unit.plural:
            self.lands.governments.setdefault(description.state, figure)
        if unit.numbered and self.analysis.sentence_of[unit.head] < OPENING:
            self.opening[words.lower()] = figure
        return figure

    def _is_nobody(self, unit: Unit, sense: Sense) -> bool:
        """Whether a phrase only says what somebody is or acts as, or that there is none."""
        if unit.determiner == "negative":
            return True
        behind_as = unit.start > 0 and self.lexicon.words.has(self.tokens[unit.start - 1].text, "as")
        if sense.category != "role" or unit.plural:
            return behind_as and unit.determiner is None and unit.first == unit.head
        bare = unit.determiner is None or unit.determiner == "indefinite"
        return bare and ((behind_as and unit.determiner is None) or unit.head in self.predicatives)

    def _part(self, unit: Unit, depth: int) -> Figure | None:
        """Some of a group: "einer der Putschisten", "64 Prozent aller Wähler"."""
        whole = self.units[unit.attribute] if unit.attribute >= 0 else None
        if whole is None or depth > 3 or whole.name is not None or whole.sense is None:
            return None
        measure = self.tokens[unit.head].text
        if unit.nouns and not self.lexicon.words.has(measure, "measure-noun"):
            return None
        if unit.definite and self.lexicon.words.has(measure, "count"):
            return None
        single = not unit.plural and not unit.nouns
        if single and whole.sense.category != "role":
            return None
        several = None if single else self.figure(whole, depth + 1)
        if several is not None:
            several.mentions.append((unit.first, whole.last, "noun"))
            return several
        figure = self.register.open(self._described_name(unit), "person" if single else "group")
        figure.plural = not single
        figure.mentions.append((unit.first, whole.last, "noun"))
        return figure

    def _may_point_back(self, unit: Unit, sense: Sense) -> bool:
        """Whether a phrase may take up somebody: definite ones, and bare plurals and collectives of the same noun."""
        if unit.definite or self._is_possessed(unit, sense):
            return True
        if unit.determiner == "indefinite":
            return sense.kind in SOLE_KINDS and unit.first == unit.head and unit.attribute < 0
        if unit.determiner is not None or unit.numbered:
            return False
        return unit.plural or sense.category in ("group", "body") or sense.title

    @staticmethod
    def _is_possessed(unit: Unit, sense: Sense) -> bool:
        """Whether a phrase calls somebody's relative by a pronoun ("seine Tochter", "ihr Mann")."""
        possessed = unit.determiner in ("possessive-masculine", "possessive-feminine")
        return possessed and (sense.kind == KIN or sense.family == ANYONE)

    def _description(self, unit: Unit, sense: Sense, depth: int) -> Description:
        state = self.lands.adjective_state(unit)
        owner = -1
        near = unit.possessor if unit.possessor >= 0 else unit.attribute
        if near >= 0 and depth < 4 and (other := self.figure(self.units[near], depth + 1)) is not None:
            owner = other.index
            if not state and other.state:
                state = other.state
            elif not state and other.stands_for >= 0:
                state = self.register.figures[other.stands_for].state
        if not state and sense.prefix:
            state = self.lands.prefix_state(sense.prefix)
        marked = bool(state) or owner >= 0 or unit.numbered or unit.head > unit.first
        return Description(
            sense=sense,
            state=state,
            owner=owner,
            plural=unit.plural,
            definite=unit.definite,
            possessed=self._is_possessed(unit, sense),
            bare=unit.determiner is None and unit.first == unit.head,
            marked=marked and unit.determiner != "demonstrative",
            at=unit.index,
            barred=self._subject_beside(unit) if sense.category == "role" else -1,
        )

    def _subject_beside(self, unit: Unit) -> int:
        """The figure of the subject of the unit's clause where the unit is not that subject, -1 for none."""
        at = self.analysis.clause_of[unit.head]
        subject = self.analysis.clauses[at].subject if at >= 0 else None
        if subject is None or subject.head == unit.head:
            return -1
        other = self.by_head.get(subject.head)
        return self.figure_of[other] if other is not None else -1

    def _opened(self, unit: Unit, description: Description, depth: int) -> Figure:
        """A new figure known by its description only."""
        sense = description.sense
        kind: ActorType = "group" if unit.plural else sense.type
        figure = self.register.open(described(self.analysis, self.units, unit, self.lexicon), kind)
        figure.plural = unit.plural
        figure.state, figure.of = description.state, description.owner
        if kind == "person" and sense.gender in ("m", "f"):
            figure.gender = unit.gender if sense.adjectival else sense.gender
        elif not unit.plural:
            figure.gender = sense.gender
        self._learn(figure, unit, depth)
        return figure

    def _described_name(self, unit: Unit) -> str:
        end = chain_end(self.units, unit).last
        return self.analysis.text(unit.first, end)

    def _learn(self, figure: Figure, unit: Unit, depth: int) -> None:
        """Adds what the unit's nouns and adjectives say of the figure."""
        if figure.place and figure.stands_for >= 0:
            return
        figure.pointed |= unit.determiner != "indefinite"
        figure.possessed |= unit.sense is not None and self._is_possessed(unit, unit.sense)
        for at in unit.nouns:
            sense = self.lexicon.sense(self.tokens[at].text)
            if sense is not None and sense.family != ANY_KIND:
                figure.learn(sense)
        if figure.state or figure.type == "state" or unit.sense is None:
            return
        description = self._description(unit, unit.sense, depth + 1)
        figure.state = description.state
        if figure.of < 0 and description.owner != figure.index and figure.type == "person":
            figure.of = description.owner
