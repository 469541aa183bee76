"""Which noun phrases stand beside a name for the same figure: appositions, titles in a row, brackets with an acronym."""

from __future__ import annotations

import msgspec

from newsfacts.analysis.structure import Analysis

from .lexicon import Lexicon
from .units import Unit

LONGEST_CHAIN = 6  # attributes of attributes before the name: "der Vorsitzende des Ausschusses des Parlaments …"
LONGEST_ACRONYM = 8


class Companions(msgspec.Struct, frozen=True):
    """`partner[u]` is the unit whose figure the unit `u` denotes too, `acronym[u]` the unit whose other name it is (-1 for
    none); `aside` are units in brackets that denote nobody here ("(SPD)" behind a person)."""

    partner: tuple[int, ...]
    acronym: tuple[int, ...]
    aside: frozenset[int]


def chain_end(units: tuple[Unit, ...], unit: Unit) -> Unit:
    """The last unit of the attributes that hang on `unit`, itself for none."""
    for _ in range(LONGEST_CHAIN):
        if unit.attribute < 0:
            break
        attribute = units[unit.attribute]
        if unit.preposition >= 0 and attribute.name is None and attribute.sense is None:
            break
        unit = attribute
    return unit


def find_companions(analysis: Analysis, units: tuple[Unit, ...], lexicon: Lexicon) -> Companions:
    """The companions of every unit; linear in their number."""
    return _Finder(analysis, units, lexicon).found()


class _Finder:
    def __init__(self, analysis: Analysis, units: tuple[Unit, ...], lexicon: Lexicon) -> None:
        self.words = [token.text for token in analysis.tokens]
        self.tokens = analysis.tokens
        self.sentence_of = analysis.sentence_of
        self.clauses = analysis.clauses
        self.units = units
        self.lexicon = lexicon
        self.by_start = {unit.start: unit for unit in units}

    def found(self) -> Companions:
        partner = [-1] * len(self.units)
        acronym = [-1] * len(self.units)
        aside: set[int] = set()
        for unit in self.units:
            if unit.bracketed and unit.name is not None:
                self._bracket(unit, acronym, aside)
            elif unit.name is None and unit.sense is not None and not unit.plural and partner[unit.index] < 0:
                partner[unit.index] = self._name_behind(unit)
            elif unit.name is not None:
                self._described_behind(unit, partner)
        self._predicated(partner)
        return Companions(tuple(partner), tuple(acronym), frozenset(aside))

    def _bracket(self, unit: Unit, acronym: list[int], aside: set[int]) -> None:
        """A name in brackets: the acronym of the body before, or an affiliation."""
        opening = unit.start - 1
        if unit.index == 0 or opening < 0 or self.words[opening] != "(" or self._word(unit.last) not in (")", ","):
            aside.add(unit.index)
            return
        host = self.units[unit.index - 1]
        if host.last != opening or host.bracketed:
            return
        if self._is_person(host):
            aside.add(unit.index)
            return
        name = "".join(self.words[unit.first : unit.last])
        if not any(c.isupper() for c in name[1:]) or len(name) > LONGEST_ACRONYM:
            return
        acronym[unit.index] = self._abbreviated(host, name).index

    def _abbreviated(self, host: Unit, name: str) -> Unit:
        """The unit that an acronym behind a chain of attributes abbreviates: the longest whose initials fit."""
        chain = [host]
        for before in reversed(self.units[max(0, host.index - 3) : host.index]):
            joint = before.last + 1 == chain[-1].start and self.lexicon.words.has(self._word(before.last), "and")
            if before.attribute != chain[-1].index and not joint:
                break
            chain.append(before)
        for unit in reversed(chain):
            initials = [word[0].lower() for word in self.words[unit.first : host.last] if word[0].isalpha()]
            if unit.sense is not None and unit.sense.category == "role":
                continue
            if _subsequence(name.lower(), initials):
                return unit
        bodies = [unit for unit in chain if unit.sense is not None and unit.sense.category == "body"]
        return bodies[0] if bodies else host

    def _name_behind(self, unit: Unit) -> int:
        """The name that follows a description: "der Sprecher der Kommission, Elizardo Sanchez"."""
        if (joined := self._shared_title(unit)) is not None:
            return joined
        end = self._past_bracket(chain_end(self.units, unit).last)
        comma = self._word(end) == ","
        named = self.by_start.get(end + 1 if comma else end)
        if named is None or named.name is None or not self._agree(unit, named):
            return -1
        if not comma:
            return named.index if end > unit.last and named.name.label == "PER" and not named.nouns else -1
        closing = self._past_bracket(named.last)
        return named.index if self._closes(closing) else -1

    def _shared_title(self, unit: Unit) -> int | None:
        """A title before another with the name: "der Parteichef und Präsident X"."""
        if unit.sense is None or not unit.sense.title or not self._is_joint(unit.last):
            return None
        following = self.by_start.get(unit.last + 1)
        if following is None or following.determiner is not None or following.plural:
            return None
        if following.sense is None or not following.sense.title:
            return None
        if following.name is not None:
            return following.index if following.name.label == "PER" and following.nouns else None
        return self._shared_title(following) if self._word(unit.last) == "," else None

    def _is_joint(self, at: int) -> bool:
        return self._word(at) == "," or self.lexicon.words.has(self._word(at), "and")

    def _described_behind(self, unit: Unit, partner: list[int]) -> None:
        """The description that follows a name: "Ali Schamchani, ein Berater des Führers,"."""
        end = self._past_bracket(unit.last)
        if self._word(end) != ",":
            return
        described = self.by_start.get(end + 1)
        if described is None or described.name is not None or described.sense is None or described.plural:
            return
        closing = self._past_bracket(chain_end(self.units, described).last)
        if self._agree(described, unit) and self._closes(closing):
            partner[described.index] = unit.index

    def _predicated(self, partner: list[int]) -> None:
        """A person and the office that a copula gives: "X ist Präsident von Y"."""
        by_head = {unit.head: unit for unit in self.units}
        for clause in self.clauses:
            if clause.subject is None or clause.predicative is None or clause.modal or clause.negated:
                continue
            subject, office = by_head.get(clause.subject.head), by_head.get(clause.predicative.head)
            if subject is None or office is None or office.name is not None or office.sense is None:
                continue
            if self._is_person(subject) and office.sense.title and partner[office.index] < 0:
                partner[office.index] = subject.index

    def _agree(self, described: Unit, named: Unit) -> bool:
        sense, name = described.sense, named.name
        if sense is None or name is None or named.plural:
            return False
        if self.sentence_of[described.head] != self.sentence_of[named.head]:
            return False
        if sense.category == "role":
            return name.label == "PER" and not name.genitive
        return sense.category == "body" and name.label in ("ORG", "MISC") and sense.kind != "land"

    def _closes(self, at: int) -> bool:
        word = self._word(at)
        return word == "" or (not word[0].isalnum() and word not in ("(", "/"))

    def _past_bracket(self, at: int) -> int:
        if self.lexicon.words.has(self._word(at), "and") and (joined := self.by_start.get(at + 1)) is not None:
            if joined.determiner is not None or self._word(joined.last) != "(":
                return at
            at = joined.last
        if self._word(at) != "(":
            return at
        for end in range(at + 1, min(at + LONGEST_ACRONYM, len(self.words))):
            if self.words[end] == ")":
                return end + 1
        return at

    def _is_person(self, unit: Unit) -> bool:
        return unit.name is not None and unit.name.label == "PER"

    def _word(self, at: int) -> str:
        return self.words[at] if at < len(self.words) else ""


def _subsequence(name: str, initials: list[str]) -> bool:
    """Whether the first letters of the words, some left out, give the acronym."""
    rest = iter(initials)
    return all(letter in rest for letter in name if letter.isalpha())
