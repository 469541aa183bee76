"""Reads the noun phrases of a text in order and decides for each whom it denotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from newsfacts.analysis.structure import Analysis
from newsfacts.model import ActorType, MentionKind

from .appositions import chain_end, find_companions
from .figures import Figure, Register
from .lands import Lands
from .lexicon import Lexicon
from .memory import ANY_KIND, Description, Memory
from .naming import described
from .nouns import Sense
from .proper import without_genitive
from .spans import NameSpan
from .units import Unit, find_units

BODY_WITH_PLACE = frozenset(
    {"court", "land", "place", "site", "ministry", "agency", "force", "government", "cabinet", "parliament", "union"}
)  # a place behind such a noun is part of the body's name
PLACES = frozenset({"land", "place", "site"})
OPENING = 2  # the sentences that announce what the text goes on to tell
OFTEN = 3  # mentions of the person a text is about
FIGHTER = "fighter"


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
        self.told = {clause.sentence for clause in analysis.clauses if clause.finite >= 0}
        self.places = frozenset(self._places())
        self.register = Register()
        self.memory = Memory(lexicon)
        self.lands = Lands(analysis, self.units, lexicon, self.register, self.memory)
        self.figure_of = [-1] * len(self.units)
        self.by_head = {unit.head: unit.index for unit in self.units}
        self.opening: dict[str, Figure] = {}
        self.towns: set[int] = set()
        self.done = [False] * len(self.units)

    def read(self) -> None:
        for unit in self.units:
            self.figure(unit)
        self._name_the_opening()

    def _name_the_opening(self) -> None:
        """An opening may say "the governor" before the text names the person it is about; they are one."""
        counted = Counter(at for at in self.figure_of if at >= 0)
        named = [at for at in counted if self._is_named_person(self.register.figures[at])]
        if not named or (most := max(counted[at] for at in named)) < OFTEN:
            return
        hero = self.register.figures[next(at for at in named if counted[at] == most)]
        for unit in self.units:
            if self.analysis.sentence_of[unit.head] >= OPENING:
                return
            figure = self.register.figures[self.figure_of[unit.index]] if self.figure_of[unit.index] >= 0 else None
            if figure is not None and counted[figure.index] == 1 and self._may_be(figure, hero, unit):
                self.figure_of[unit.index] = hero.index
                hero.mentions.extend(figure.mentions)
                hero.words |= figure.words
                figure.mentions.clear()

    def _is_named_person(self, figure: Figure) -> bool:
        return figure.named and figure.type == "person"

    def _may_be(self, figure: Figure, hero: Figure, unit: Unit) -> bool:
        """Whether an office at the opening is that of the person the text is about, who has no other there."""
        sense = unit.sense
        if figure.named or figure.type != "person" or sense is None or sense.kind != "office":
            return False
        if not (unit.definite or unit.possessor >= 0):
            return False
        return not self.memory.holds_office(hero) and (not hero.gender or hero.gender == sense.gender)

    def figure(self, unit: Unit, depth: int = 0) -> Figure | None:
        """The figure of a unit, read now if it was not yet (an attribute is read before its noun is decided)."""
        if not self.done[unit.index]:
            self.done[unit.index] = True
            figure = self._decided(unit, depth)
            if figure is not None:
                self.figure_of[unit.index] = figure.index
                self._mention(unit, figure)
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
        return without_genitive(text) if span.genitive else text

    def _named(self, unit: Unit, span: NameSpan, depth: int) -> Figure:
        if span.label == "PER" and (unit.sense is None or unit.sense.category == "role"):
            figure = self.register.person(self._name(span), self._gender(unit, span))
        elif span.label == "PER" and unit.sense is not None and unit.sense.kind not in PLACES:
            kind: ActorType = "group" if unit.sense is not None and unit.sense.category == "group" else "organization"
            figure = self.register.entity(self._whole_name(unit, span), kind, None)
        elif span.label in ("LOC", "PER"):
            figure = self._located(unit, span)
        else:
            figure = self._body(span)
        self._learn(figure, unit, depth)
        return figure

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
            figure = self.register.entity(name, "organization", None)
            figure.place = unit.sense.kind in PLACES
            return figure
        if unit.sense is not None and unit.nouns and unit.sense.category == "body":
            return self._body(span)
        figure = self.register.entity(self._name(span), "organization", None)
        figure.place = figure.place or not figure.mentions
        return figure

    def _stand_for(self, figure: Figure, unit: Unit, key: str) -> None:
        """A capital stands for its state, unless the text calls it a town or a land of its own."""
        if unit.sense is not None and unit.nouns and unit.sense.kind in PLACES:
            self.towns.add(figure.index)
            figure.stands_for = -1
        elif figure.index not in self.towns:
            figure.stands_for = self.lands.state(key).index

    def _body(self, span: NameSpan) -> Figure:
        figure = self.register.entity(self._name(span), "organization", span.known)
        if span.known is not None and span.known.kind:
            figure.kinds.add(span.known.kind)
        figure.kinds.update(self._kinds(span))
        self._shorten(span, figure)
        return figure

    def _shorten(self, span: NameSpan, figure: Figure) -> None:
        """Lets the first word of a body's name stand for it where the word is no noun and no other's name."""
        first = self.tokens[span.first].text
        if span.last - span.first < 2 or not first[0].isupper() or self.lexicon.sense(first) is not None:
            return
        proper = self.lexicon.proper
        match = proper.at((first,), 0)
        foreign = match is not None and match[1].known != "body"
        if proper.given(first) is None and not foreign and self.tokens[span.first].pos == "PROPN":
            self.register.alias(first, figure)

    def _kinds(self, span: NameSpan) -> Iterator[str]:
        """The kinds of body that the words of a name tell: "Universität", "Airlines", a club's letters."""
        if span.last - span.first < 2:
            return
        for at in range(span.first, span.last):
            word, sense = self.tokens[at].text, self.lexicon.nouns.sense(self.tokens[at].text)
            if sense is not None and sense.category == "body" and sense.kind not in PLACES:
                yield sense.kind
            elif self.lexicon.words.has(word, "name-head") or self.lexicon.words.has(word, "legal-form"):
                yield "company"
            elif self.lexicon.words.has(word, "club") and word.isupper():
                yield "union"

    # descriptions

    def _described(self, unit: Unit, sense: Sense, depth: int) -> Figure | None:
        if sense.kind == "site" or self._is_nobody(unit, sense):
            return None
        if (epithet := self.lands.epithet(unit)) is not None:
            return self.lands.state(epithet)
        description = self._description(unit, sense, depth)
        if sense.kind == "government" and not sense.prefix and (country := self.lands.governed(unit)):
            return self.lands.state(country)
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
        if unit.nouns and not self.lexicon.words.has(self.tokens[unit.head].text, "measure-noun"):
            return None
        single = not unit.plural and not unit.nouns
        if single and whole.sense.category != "role":
            return None
        figure = self.register.open(self._described_name(unit), "person" if single else "group")
        figure.plural = not single
        figure.mentions.append((unit.first, whole.last, "noun"))
        return figure

    def _may_point_back(self, unit: Unit, sense: Sense) -> bool:
        """Whether a phrase may take up somebody: definite ones, and bare plurals and collectives of the same noun."""
        if unit.definite:
            return True
        if unit.determiner is not None or unit.numbered:
            return False
        return unit.plural or sense.category in ("group", "body")

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
        self._learn(figure, unit, depth)
        return figure

    def _described_name(self, unit: Unit) -> str:
        end = chain_end(self.units, unit).last
        return self.analysis.text(unit.first, end)

    def _learn(self, figure: Figure, unit: Unit, depth: int) -> None:
        """Adds what the unit's nouns and adjectives say of the figure."""
        if figure.place and figure.stands_for >= 0:
            return
        for at in unit.nouns:
            sense = self.lexicon.nouns.sense(self.tokens[at].text)
            if sense is not None and sense.family != ANY_KIND:
                figure.learn(sense)
        if figure.state or figure.type == "state" or unit.sense is None:
            return
        description = self._description(unit, unit.sense, depth + 1)
        figure.state = description.state
        if figure.of < 0 and description.owner != figure.index and figure.type == "person":
            figure.of = description.owner

    def _number(self, unit: Unit) -> int:
        """Where the number of a phrase stands, behind its adverbs of measure."""
        return next(at for at in range(unit.first, unit.last) if self.tokens[at].pos == "NUM")

    def _places(self) -> Iterator[int]:
        """The units that a preposition makes places, with those joined to them ("in Rom, Turin und Genua")."""
        end = -1  # of the place before
        for unit in self.units:
            before = self.tokens[unit.start - 1].text if unit.start > 0 else ""
            joined = end == unit.start - 1 and (before == "," or self.lexicon.words.has(before, "and"))
            if unit.name is None or unit.name.label != "LOC":
                continue
            if joined or self.lexicon.words.has(before, "locative"):
                end = unit.last
                yield unit.index

    def _is_furniture(self, unit: Unit) -> bool:
        at = self.tokens[unit.first].start
        return any(span.start <= at < span.end for span in self.analysis.article.furniture)

    def _mention(self, unit: Unit, figure: Figure) -> None:
        kind: MentionKind = "noun"
        told = self.analysis.sentence_of[unit.head] in self.told
        figure.acting += told and not (unit.bracketed or unit.index in self.places or self._is_furniture(unit))
        if unit.name is not None:
            house = unit.name.known is not None and unit.name.known.known == "house"
            kind = "metonym" if house else "name"
            figure.mentions.append((unit.name.first, unit.name.last, kind))
            if unit.possessor < 0 and (unit.first == unit.name.first or self.tokens[unit.first].pos == "PUNCT"):
                return
            kind = "noun"
        figure.mentions.append((unit.first, unit.last, kind))
        if unit.name is None and unit.first < unit.head < unit.last:
            figure.mentions.append((unit.head, unit.last, kind))
        if unit.numbered:
            figure.counted = figure.type == "group"
            figure.mentions.append((self._number(unit), unit.last, kind))
        if unit.possessor >= 0:
            figure.mentions.append((self.units[unit.possessor].first, unit.last, kind))
