"""The noun phrases of a text as far as they may denote someone: determiner, adjectives, nouns, name, attributes."""

from __future__ import annotations

from collections.abc import Iterator

from newsfacts.analysis.structure import Analysis

from .attaching import linked
from .lexicon import Lexicon
from .names import find_names
from .nouns import Sense
from .number import Agreement, is_year
from .phrases import Unit
from .spans import NameSpan
from .words import WordClass

INSIDE_PHRASE = frozenset({"DET", "ADP", "ADJ", "NUM"})
MODIFIERS = frozenset({"ADJ", "NUM"})
FARTHEST_DETERMINER = 12  # tokens between an article and the participle phrase it opens
LONGEST_BRACKET = 12
NAMED_AFTER_PERSONS = frozenset({"government", "cabinet", "company", "place", "site", "land", "union"})


def find_units(analysis: Analysis, lexicon: Lexicon) -> tuple[Unit, ...]:
    """The noun phrases in order of their text; linear in the text's length."""
    units = list(_Scanner(analysis, lexicon).units())
    return tuple(linked(units, analysis.tokens, lexicon))


class _Scanner:
    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self.tokens = analysis.tokens
        self.lexicon = lexicon
        self.quoted = {quotation.first for quotation in analysis.quotations}
        self.names = {span.first: span for span in find_names(analysis, lexicon)}
        self.finite = {clause.finite for clause in analysis.clauses}
        self.several = {
            clause.subject.head
            for clause in analysis.clauses
            if clause.subject is not None and clause.finite >= 0 and self.tokens[clause.finite].number == "Plur"
        }
        self.agreement = Agreement(self.tokens, lexicon, self.names, self.several)
        self.count = 0
        self.opening = -1
        self.open_determiner = -1

    def units(self) -> Iterator[Unit]:
        at = 0
        while at < len(self.tokens):
            self._watch(at)
            unit = self._at(at)
            if unit is None:
                at += 1
                continue
            yield unit
            self.count += 1
            at = unit.last

    def _watch(self, at: int) -> None:
        """Keeps count of brackets, and remembers an article that opens a participle phrase."""
        text = self.tokens[at].text
        if text == "(":
            self.opening = at
        elif text == ")":
            self.opening = -1
        if self.lexicon.words.determiner(text) == "definite" and self.tokens[at].pos == "DET":
            self.open_determiner = at

    def _at(self, at: int) -> Unit | None:
        determiner = -1
        here = at
        if self._is_determiner(here):
            determiner, here = here, here + 1
            while here < len(self.tokens) and self._is_determiner(here):
                here += 1
        start = here
        while here < len(self.tokens) and here not in self.names and not self._is_noun(here) and self._modifies(here):
            here += 1
        nouns, name, last = self._nominals(here, here > at)
        if not nouns and name is None:
            return self._part(at)
        return self._made(determiner, start, here, last, (nouns, name))

    def _part(self, at: int) -> Unit | None:
        """A number or pronoun that stands for some of those named behind it: "einer der Putschisten"."""
        if not self.lexicon.words.has(self.tokens[at].text, "partitive") or at + 2 >= len(self.tokens):
            return None
        after = self.tokens[at + 1]
        if after.pos != "DET" or self.lexicon.words.determiner(after.text) not in ("definite", "possessive-masculine"):
            return None
        single = self.lexicon.words.has(self.tokens[at].text, "partitive-single")
        return Unit(self.count, at, at, at + 1, at, plural=not single, bracketed=self._is_bracketed(at))

    def _is_bracketed(self, at: int) -> bool:
        return self.opening >= 0 and at - self.opening <= LONGEST_BRACKET

    def _is_determiner(self, at: int) -> bool:
        token = self.tokens[at]
        if token.pos not in ("DET", "PRON", "ADJ", "NUM", "ADV") or at in self.names:
            return False
        known = self.lexicon.words.determiner(token.text)
        if known is None:
            return token.pos == "DET"
        if token.pos == "DET":
            return True
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        return known == "quantity" and after is not None and after.pos in ("NOUN", "PROPN", "ADJ", "NUM")

    def _modifies(self, at: int) -> bool:
        token = self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if self._is_date(at) or self._is_adverb(at):
            return False
        if token.pos in MODIFIERS or (token.text[-1] == "-" and token.text[0].isalpha()):
            return True
        if after is None:
            return False
        if at in self.finite:
            return False
        if token.pos == "VERB" and (token.form == "Part" or (at > 0 and self.tokens[at - 1].pos in INSIDE_PHRASE)):
            return after.pos in ("NOUN", "PROPN", "ADJ") and self.lexicon.words.ends(token.text, "participle-ending")
        if self._is_town_adjective(at):
            return True
        if token.pos == "CCONJ" and self.tokens[at - 1].text.endswith("-"):
            return True
        if (token.pos == "CCONJ" and not self.lexicon.words.has(token.text, "as")) or token.text == ",":
            return self.tokens[at - 1].pos == "ADJ" and after.pos == "ADJ" and after.text[0].islower()
        if token.pos in ("ADV", "ADP", "CCONJ"):
            return self.lexicon.words.has(token.text, "measure") and after.pos in ("NUM", "ADV", "ADP")
        return False

    def _is_date(self, at: int) -> bool:
        """Whether a number is the year behind a preposition or month, no number of persons ("im Jahr 2011 rund 40")."""
        return at > 0 and is_year(self.tokens[at].text) and self.tokens[at - 1].pos in ("ADP", "NOUN", "PROPN")

    def _is_adverb(self, at: int) -> bool:
        """Whether an adjective without ending stands before a noun, and so belongs to the verb."""
        token = self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if token.pos != "ADJ" or after is None or after.pos != "NOUN" or not token.text.islower():
            return False
        return token.text.isalpha() and not self.lexicon.words.ends(token.text, "adjective-ending")

    def _nominals(self, at: int, led: bool) -> tuple[tuple[int, ...], NameSpan | None, int]:
        """The common nouns from `at` on, the name they lead to, and the end of both."""
        nouns: list[int] = []
        here = at
        while here < len(self.tokens):
            if span := self.names.get(here):
                joined = not nouns or self._names_it(nouns, span)
                return tuple(nouns), span if joined else None, span.last if joined else here
            opened = here + 1 if (nouns or led) and self._opens_quoted_name(here) else -1
            if opened > 0:
                span = self.names[opened]
                return tuple(nouns), span, span.last + 1
            if not self._is_noun(here) or (nouns and not self._leads_on(nouns[-1], here)):
                break
            nouns.append(here)
            here += 1
        return tuple(nouns), None, here

    def _names_it(self, nouns: list[int], span: NameSpan) -> bool:
        """Whether a name behind nouns names what they denote; a genitive names another ("Präsident Polens")."""
        sense = self._sense(nouns[-1])
        if sense is None:
            before = self.tokens[nouns[0] - 1] if nouns[0] > 0 else None
            if span.label == "PER" and before is not None and before.pos == "ADP":
                return False
            if span.label == "PER" and self.tokens[nouns[-1]].gender != "Masc":
                return False
            known = span.label == "ORG" and self.tokens[nouns[-1]].pos == "NOUN"
            return not span.genitive and (known or (span.label == "PER" and span.last - span.first > 1))
        if span.genitive and span.label == "PER":
            return False
        if span.genitive:
            return self.tokens[nouns[-1]].case == "Gen" and sense.category != "role"
        if span.label == "PER" and sense.category == "body":
            return sense.kind in NAMED_AFTER_PERSONS and not self._belongs_to_title(nouns[0], span)
        if span.label == "PER" and sense.category == "group" and sense.plural:
            return self.lexicon.proper.given(self.tokens[span.first].text) is None
        return span.label == "PER" or sense.category != "role" or span.known is None

    def _belongs_to_title(self, noun: int, span: NameSpan) -> bool:
        """Whether a full name behind a body's noun is that of the title before it ("der Chef der Partei Max Meier")."""
        if span.last - span.first < 2 or self.lexicon.proper.given(self.tokens[span.first].text) is None:
            return False
        at = noun - 1
        while at > 0 and self.tokens[at].pos in ("ADJ", "DET", "ADP"):
            at -= 1
        sense = self._sense(at) if at >= 0 and self.tokens[at].pos == "NOUN" else None
        return sense is not None and sense.title

    def _opens_quoted_name(self, at: int) -> bool:
        span = self.names.get(at + 1)
        return span is not None and at in self.quoted and span.last < len(self.tokens)

    def _is_noun(self, at: int) -> bool:
        token = self.tokens[at]
        if token.pos in ("NOUN", "PROPN"):
            return token.text[0].isalnum() and token.text[-1] != "-" and not self._is_town_adjective(at)
        upper = token.text[0].isupper() or token.text[0].isdigit()
        return upper and token.pos in ("ADJ", "X", "VERB") and self._known_noun(at)

    def _is_town_adjective(self, at: int) -> bool:
        """Whether a word is a town's undeclined adjective, which the tagger takes for a noun ("Danziger Werft")."""
        token = self.tokens[at]
        after = self.tokens[at + 1] if at + 1 < len(self.tokens) else None
        if after is None or after.pos != "NOUN" or token.pos not in ("PROPN", "NOUN"):
            return False
        return self.lexicon.words.ends(token.text, "city-adjective") and self._sense(at) is None

    def _known_noun(self, at: int) -> bool:
        """A nominalised adjective that the tagger took for an adjective."""
        sense, name = self._sense(at), self.names.get(at + 1)
        titled = sense is not None and sense.title and name is not None and name.label == "PER"
        if not titled and at + 1 < len(self.tokens) and self.tokens[at + 1].pos in ("NOUN", "PROPN", "ADJ"):
            return False
        return sense is not None and self.tokens[at].index > 0

    def _leads_on(self, before: int, at: int) -> bool:
        """Whether two common nouns in a row are one phrase: a title behind a title."""
        sense, following = self._sense(before), self._sense(at)
        return sense is not None and sense.title and following is not None and following.title

    def _sense(self, at: int) -> Sense | None:
        return self.lexicon.sense(self.tokens[at].text)

    def _made(
        self, determiner: int, start: int, here: int, last: int, parts: tuple[tuple[int, ...], NameSpan | None]
    ) -> Unit:
        nouns, name = parts
        head = nouns[0] if nouns else (name.first if name is not None else here)
        sense = self._sense_of(start, last, parts)
        kind = self._determiner(determiner, start)
        first = determiner if kind == "quantity" and determiner >= 0 else start
        if 0 <= determiner < start - 1 and self.lexicon.words.has_stem(self.tokens[start - 1].text, "other"):
            first = start - 1
        while first < head and self.lexicon.words.has(self.tokens[first].text, "as"):
            first += 1
        numbered = any(self.tokens[at].pos == "NUM" for at in range(first, here))
        if numbered and determiner < 0:
            first = self._before_measure(first)
        return Unit(
            index=self.count,
            start=determiner if determiner >= 0 else first,
            first=first,
            last=last,
            head=head,
            nouns=nouns,
            name=name,
            sense=sense,
            determiner=kind,
            numbered=numbered,
            plural=self.agreement.plural(determiner, head, sense, (kind, numbered)),
            gender=self.agreement.gender(head, sense, kind, determiner),
            case=self.tokens[head].case,
            bracketed=self._is_bracketed(head),
        )

    def _sense_of(self, start: int, last: int, parts: tuple[tuple[int, ...], NameSpan | None]) -> Sense | None:
        """What the phrase's noun denotes: two words that belong together, the first noun, or the body in a name."""
        nouns, name = parts
        if name is None and last - start > 1:
            pair = [token.text for token in self.tokens[last - 2 : last]]
            if (phrase := self.lexicon.nouns.phrase(pair)) is not None:
                return phrase
        if nouns:
            return self._sense(nouns[0])
        if name is None or name.label != "ORG":
            return None
        senses = (self._sense(at) for at in range(name.first, name.last))
        return next((sense for sense in senses if sense is not None and sense.category == "body"), None)

    def _determiner(self, determiner: int, start: int) -> WordClass | None:
        if determiner < 0:
            return self._earlier_determiner(start)
        return self.lexicon.words.determiner(self.tokens[determiner].text)

    def _before_measure(self, first: int) -> int:
        """Where a number's adverbs of measure begin: "mehr als" of "mehr als 400"."""
        at = first
        while at > 0 and self.lexicon.words.has(self.tokens[at - 1].text, "measure"):
            at -= 1
        return at + 1 if at < first and self.lexicon.words.has(self.tokens[at].text, "as") else at

    def _earlier_determiner(self, start: int) -> WordClass | None:
        """The article before a preposition merged with it, or before the participle phrase that the unit ends."""
        if start > 0 and self.lexicon.words.has(self.tokens[start - 1].text, "contracted"):
            return "contracted"
        opened = self.open_determiner
        if 0 <= start - opened <= FARTHEST_DETERMINER and opened >= 0 and self._opens_participle(opened, start):
            return "definite"
        return None

    def _opens_participle(self, opened: int, start: int) -> bool:
        return self.tokens[opened + 1].pos in ("ADP", "ADV", "NUM") and self.tokens[start].pos == "ADJ"
