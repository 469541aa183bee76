"""Which noun phrases stand beside a name for the same figure: appositions, titles in a row, acronyms in brackets."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.analysis.structure import Analysis, Clause

from .lexicon import Lexicon
from .nouns import Sense
from .phrases import Unit

LONGEST_CHAIN = 6  # attributes of attributes before the name: "der Vorsitzende des Ausschusses des Parlaments …"
LONGEST_ACRONYM = 8
FARTHEST_NAME = 16  # tokens between a title and its holder's name
INSIDE_TITLE = frozenset({"DET", "ADP", "ADJ", "NOUN", "PROPN", "NUM", "CCONJ"})
SHARING = frozenset({"person", "kin", "prof"})  # nouns in a row that may share an article
FAITH = "faith"  # the family of nouns for those who stand side by side, not together
FARTHEST_COLON = 5  # tokens between a title in the plural and the colon before its holders' names


class Companions(msgspec.Struct, frozen=True):
    """Who goes with whom, by index of unit, -1 for nobody.

    `partner[u]` is the unit whose figure the unit `u` denotes too, `acronym[u]` the unit whose other name it is;
    `titled_by` gives names that share a title in the plural its unit ("die Abgeordneten X und Y").
    """

    partner: tuple[int, ...]
    acronym: tuple[int, ...]
    titled_by: dict[int, int]


def chain_end(units: tuple[Unit, ...], unit: Unit, any_noun: bool = False) -> Unit:
    """The last unit of the attributes that hang on `unit`, itself for none; behind a preposition only names and nouns
    for actors count, unless `any_noun`."""
    for _ in range(LONGEST_CHAIN):
        if unit.attribute < 0:
            break
        attribute = units[unit.attribute]
        if unit.preposition >= 0 and attribute.name is None and attribute.sense is None and not any_noun:
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
        self.clause_of = analysis.clause_of
        self.units = units
        self.lexicon = lexicon
        self.by_last = {unit.last: unit for unit in units}
        self.by_start = {unit.start: unit for unit in units}

    def found(self) -> Companions:
        partner = [-1] * len(self.units)
        acronym = [-1] * len(self.units)
        for unit in self.units:
            if unit.bracketed and unit.name is not None:
                self._bracket(unit, acronym)
            elif unit.name is None and not self._may_be_single(unit):
                self._joined_behind(unit, partner)
            elif unit.name is None and self._sense(unit) is not None and partner[unit.index] < 0:
                partner[unit.index] = self._name_behind(unit)
                self._second_title(unit, partner)
            elif unit.name is not None:
                self._described_behind(unit, partner)
        self._predicated(partner)
        titled_by = {named: unit.index for unit in self.units for named in self._sharing(unit)}
        return Companions(tuple(partner), tuple(acronym), titled_by)

    def _sharing(self, unit: Unit) -> Iterator[int]:
        """The names that follow a title in the plural."""
        if not unit.plural or unit.sense is None or not unit.sense.title:
            return
        at = unit.last if unit.name is not None else chain_end(self.units, unit).last
        at = self._past_colon(at)
        for _ in range(LONGEST_CHAIN):
            at = self._past_bracket(at)
            named = self.by_start.get(at + 1 if self._is_joint(at) else at)
            if named is None or not self._is_person(named) or named.nouns:
                return
            yield named.index
            at = named.last

    def _past_colon(self, at: int) -> int:
        """Behind the colon that opens a list of names soon after a title, else `at` itself."""
        for colon in range(at, min(at + FARTHEST_COLON, len(self.words))):
            if self.words[colon] == ":":
                return colon + 1
            if not self.words[colon][0].islower():
                break
        return at

    def _may_be_single(self, unit: Unit) -> bool:
        """Whether a phrase may denote one person; bare nouns of one form for both numbers may."""
        if not unit.plural:
            return True
        if unit.sense is None or unit.determiner is not None or unit.numbered:
            return False
        return self._word(unit.head) == unit.sense.word and self._word(unit.last) == ","

    def _sense(self, unit: Unit) -> Sense | None:
        """What the unit's noun denotes; for one of a group what the group's noun does."""
        if unit.sense is None and not unit.nouns and unit.attribute >= 0:
            return self.units[unit.attribute].sense
        return unit.sense

    def _joined_behind(self, unit: Unit, partner: list[int]) -> None:
        """Bare plurals that share the number or adjective of the first: "120 Berater, Experten und Gäste"."""
        if unit.sense is None or unit.sense.category != "role" or partner[unit.index] >= 0:
            return
        ahead = self.by_start.get(unit.last + 1)
        joined: list[Unit] = []
        while ahead is not None and self._is_joint(ahead.start - 1) and self._is_bare_plural(ahead):
            joined.append(ahead)
            ahead = self.by_start.get(ahead.last + 1)
        if not joined or not self.lexicon.words.has(self._word(joined[-1].start - 1), "and"):
            return
        pair = unit.sense.kind in SHARING and unit.sense.family != FAITH and len(joined) == 1
        shared = pair or unit.first < unit.head
        if shared or all(self._like(unit, other) for other in joined):
            for other in joined:
                partner[other.index] = unit.index

    def _second_title(self, unit: Unit, partner: list[int]) -> None:
        """A second title that shares the article of the first: "der Unternehmer und Politiker"."""
        second = self.by_start.get(unit.last + 1)
        if unit.determiner is None or unit.sense is None or not unit.sense.title or second is None:
            return
        if second.sense is None or not second.sense.title or second.name is not None or second.start < second.head:
            return
        clause = self.clauses[self.clause_of[unit.head]] if self.clause_of[unit.head] >= 0 else None
        several = clause is None or clause.finite < 0 or self.tokens[clause.finite].number != "Sing"
        if self.lexicon.words.has(self._word(unit.last), "and") and not several:
            partner[second.index] = unit.index

    def _is_bare_plural(self, unit: Unit) -> bool:
        if unit.name is not None or unit.sense is None or unit.sense.category != "role":
            return False
        return unit.start == unit.head and unit.determiner is None and (unit.plural or unit.case == "")

    def _like(self, unit: Unit, other: Unit) -> bool:
        if unit.sense is None or other.sense is None:
            return False
        return unit.sense.word == other.sense.word or unit.sense.kind == other.sense.kind == "prof"

    def _bracket(self, unit: Unit, acronym: list[int]) -> None:
        """A name in brackets: the acronym of the body before, or an affiliation."""
        opening = unit.start - 1
        if unit.index == 0 or opening < 0 or self.words[opening] != "(" or self._word(unit.last) not in (")", ","):
            return
        host = self.units[unit.index - 1]
        if host.last != opening or host.bracketed or self._is_person(host):
            return
        name = "".join(self.words[unit.first : unit.last])
        if any(c.isupper() for c in name[1:]) and len(name) <= LONGEST_ACRONYM:
            acronym[unit.index] = self._abbreviated(host, name).index
        elif self._is_other_name(host, unit):
            acronym[unit.index] = host.index

    def _is_other_name(self, host: Unit, unit: Unit) -> bool:
        """Whether brackets behind a body's name hold its name in full or in another language."""
        bodies = all(other.name is not None and other.name.label in ("ORG", "MISC") for other in (host, unit))
        if not bodies or unit.name is None or unit.name.known is not None or self._word(unit.last) != ")":
            return False
        return unit.start == unit.name.first and unit.last - unit.start > 1

    def _abbreviated(self, host: Unit, name: str) -> Unit:
        """The unit that an acronym behind a chain of attributes abbreviates: the longest whose initials fit."""
        chain = [host]
        for before in reversed(self.units[max(0, host.index - 3) : host.index]):
            joint = before.last + 1 == chain[-1].start and self.lexicon.words.has(self._word(before.last), "and")
            title = before.last == chain[-1].start and before.sense is not None and before.sense.category == "body"
            if before.attribute != chain[-1].index and not joint and not title:
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
        end = chain_end(self.units, unit, any_noun=True).last
        if self.lexicon.words.has(self._word(end + 1), "title-suffix"):
            end += 2
        end = self._past_bracket(end)
        comma = self._word(end) == ","
        named = self.by_start.get(end + 1 if comma else end)
        if named is None or named.name is None or not self._agree(unit, named):
            return self._far_name(unit)
        if not comma:
            return named.index if end > unit.last and named.name.label == "PER" and not named.nouns else -1
        closing = self._past_bracket(named.last)
        return named.index if self._closes(closing) else -1

    def _far_name(self, unit: Unit) -> int:
        """The person behind a title and whatever hangs on it ("der Sprecher der Fraktion im Landtag, Max Maier,")."""
        if unit.sense is None or not unit.sense.title or unit.determiner is None:
            return -1
        for at in range(unit.last + 1, min(unit.last + FARTHEST_NAME, len(self.tokens))):
            named = self.by_start.get(at)
            if named is not None and self._is_bare_person(named) and self.tokens[at - 1].pos != "ADP":
                ends = self.words[at - 1] != "," or self._closes(self._past_bracket(named.last))
                return named.index if ends and self._agree(unit, named) else -1
            if self.tokens[at].pos not in INSIDE_TITLE and self.words[at] not in ("/", "(", ")", ","):
                return -1
            if self.words[at - 1] == "," or (
                self.lexicon.words.has(self.words[at], "and") and not self._is_row(unit, at)
            ):
                return -1
        return -1

    def _is_row(self, unit: Unit, at: int) -> bool:
        """Whether a conjunction joins what a title is for ("Kommissar für Handel und freie Märkte")."""
        after = self.by_start.get(at + 1)
        bare = after is None or (after.determiner is None and after.name is None)
        if after is not None and after.sense is not None and after.sense.category == "role":
            return False
        return self.tokens[unit.last].pos == "ADP" and bare

    def _is_bare_person(self, unit: Unit) -> bool:
        """Whether a unit is a person's full name alone."""
        name = unit.name
        if name is None or name.label != "PER" or name.genitive or unit.nouns or unit.determiner is not None:
            return False
        return name.last - name.first > 1

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
        if described is None or described.name is not None or not self._may_be_single(described):
            return
        closing = self._past_bracket(chain_end(self.units, described, any_noun=True).last)
        if self._belongs_to_next(described, unit, closing):
            return
        titled = described.determiner is None and described.sense is not None and described.sense.title
        open_end = titled and self.lexicon.words.has(self._word(closing), "and")
        if self._agree(described, unit) and (self._closes(closing) or open_end):
            partner[described.index] = unit.index

    def _belongs_to_next(self, described: Unit, unit: Unit, closing: int) -> bool:
        """Whether a description between two names is that of the second: the first has its title, or another case."""
        if not described.definite or self._word(closing) != ",":
            return False
        after = self.by_start.get(closing + 1)
        if after is None or not self._is_person(after) or after.nouns or after.determiner is not None:
            return False
        if not self._closes(self._past_bracket(after.last)) or not self._agree(described, after):
            return False
        case = self.tokens[unit.start].case
        other = bool(case) and self.tokens[described.start].case not in ("", case)
        return other or (bool(unit.nouns) and after.last - after.start > 1)

    def _predicated(self, partner: list[int]) -> None:
        """A person and the office that a copula gives: "X ist Präsident von Y"."""
        by_head = {unit.head: unit for unit in self.units}
        self._taken_as(by_head, partner)
        for clause in self.clauses:
            if clause.subject is None or clause.predicative is None or clause.modal or clause.negated:
                continue
            if self.lexicon.words.has(self._word(clause.predicative.first - 1), "inserted"):
                continue
            subject, office = self._meant(clause, by_head), by_head.get(clause.predicative.head)
            if office is not None and self._is_person(office):
                subject, office = office, subject
            if subject is None or not self._is_person(subject):
                continue
            while office is not None and office.name is None and office.sense is not None and office.sense.title:
                if partner[office.index] < 0:
                    partner[office.index] = subject.index
                end = chain_end(self.units, office, any_noun=True).last
                office = self.by_start.get(end + 1) if self.lexicon.words.has(self._word(end), "and") else None

    def _meant(self, clause: Clause, by_head: dict[int, Unit]) -> Unit | None:
        """The subject of a clause; for a relative pronoun the phrase before the clause."""
        if clause.subject is None:
            return None
        head = clause.subject.head
        if clause.kind == "relative" and head == clause.marker:
            return self.by_last.get(head - 1)
        return by_head.get(head)

    def _taken_as(self, by_head: dict[int, Unit], partner: list[int]) -> None:
        """A person and the office in which they act: "X trat als Staatschef zurück"; not where another is called so."""
        for unit in self.units:
            if unit.sense is None or not unit.sense.title or unit.name is not None or unit.determiner is not None:
                continue
            if not self.lexicon.words.has(self._word(unit.start - 1), "as") or self.clause_of[unit.head] < 0:
                continue
            clause = self.clauses[self.clause_of[unit.head]]
            subject = by_head.get(clause.subject.head) if clause.subject is not None else None
            if subject is not None and self._is_person(subject) and not clause.objects and not clause.modal:
                partner[unit.index] = subject.index

    def _agree(self, described: Unit, named: Unit) -> bool:
        sense, name = self._sense(described), named.name
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
