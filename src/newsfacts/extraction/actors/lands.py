"""States and the bodies that stand for them: by adjective, epithet, capital, compound, or as "the country"."""

from __future__ import annotations

from newsfacts.analysis.structure import Analysis

from .figures import Figure, Register
from .lexicon import Lexicon
from .memory import Description, Memory
from .nouns import Sense
from .phrases import Unit

MILITANT = "militant"
PARTY = "party"


class Lands:
    """Answers which state or militant body a phrase without a name denotes."""

    def __init__(
        self, analysis: Analysis, units: tuple[Unit, ...], lexicon: Lexicon, register: Register, memory: Memory
    ) -> None:
        self.tokens = analysis.tokens
        self.units = units
        self.lexicon = lexicon
        self.register = register
        self.memory = memory
        self.governments: dict[str, Figure] = {}  # those that are bodies of their own, by state
        self.speaking: set[str] = set()  # states that their governments stood for

    def state(self, key: str) -> Figure:
        """The figure of a state of the lists."""
        match = self.lexicon.proper.at(key.split(), 0)
        figure = self.register.entity(key, "state", match[1] if match is not None else None)
        figure.state = key
        return figure

    def is_state(self, key: str) -> bool:
        """Whether a name is that of a state."""
        match = self.lexicon.proper.at(key.split(), 0)
        return match is not None and match[1].known == "state"

    def epithet(self, unit: Unit) -> str | None:
        """The state whose epithet a phrase is."""
        words = [token.text for token in self.tokens[unit.first : unit.last]]
        return self.lexicon.proper.epithet(words)

    def adjective_state(self, unit: Unit) -> str:
        """The state that an adjective before the noun names."""
        for at in range(unit.first, unit.head):
            word = self.tokens[at].text
            if key := self.lexicon.proper.adjective(word) or self.lexicon.proper.capital_adjective(word):
                return key
        return ""

    def prefix_state(self, prefix: str) -> str:
        """The state or league before an office ("US", "EU"), which no other holds; a party leaves room for one."""
        match = self.lexicon.proper.at((prefix,), 0)
        return match[1].key if match is not None and match[1].kind != PARTY else ""

    def government(self, unit: Unit, description: Description) -> Figure | None:
        """Whom a government denotes: its state where an adjective or capital tells it, or did so before."""
        if unit.plural:
            return None
        if description.sense.prefix:
            return self.governments.get(description.state)
        if country := self.governed(unit):
            self.speaking.add(country)
            return self.governments.get(country) or self.state(country)
        if description.state in self.speaking and self.is_state(description.state):
            return self.state(description.state)
        return self.governments.get(description.state)

    def governed(self, unit: Unit) -> str:
        """The state that a government stands for: by its adjective, or by the capital it sits in."""
        if key := self.adjective_state(unit):
            return key if self.is_state(key) else ""
        seat = self.units[unit.attribute].name if unit.attribute >= 0 and unit.preposition >= 0 else None
        return seat.known.key if seat is not None and seat.known is not None and seat.known.known == "capital" else ""

    def land(self, unit: Unit, description: Description) -> Figure | None:
        """The state that "the country" or "their country" is: the latest, or that of the person mentioned last; or
        that its adjective tells ("the Serbian republic")."""
        polity = self.lexicon.words.has(description.sense.word, "polity")
        if polity and unit.definite and not unit.plural and (key := self.adjective_state(unit)) and self.is_state(key):
            return self.state(key)
        if unit.determiner in ("possessive-masculine", "possessive-feminine"):
            home = self.memory.home()
            return self.state(home) if home and self.is_state(home) else self.memory.state()
        plain = not description.state and (description.owner < 0 or unit.preposition >= 0)
        return self.memory.state() if plain and unit.definite and not unit.plural and not unit.numbered else None

    def troop(self, sense: Sense, description: Description) -> Figure | None:
        """The militant body that its fighters stand for: "Taliban-Kämpfer", "Kämpfer der Miliz"."""
        owner = self.register.figures[description.owner] if description.owner >= 0 else None
        if owner is None and sense.prefix:
            match = self.lexicon.proper.at((sense.prefix,), 0)
            if match is not None and match[1].known == "body":
                owner = self.register.entity(match[1].key, "organization", match[1])
                owner.kinds.add(match[1].kind)
        return owner if owner is not None and MILITANT in owner.kinds else None
