"""The cast of an article: who each of its phrases denotes, and which roles the text gives them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newsfacts.analysis.structure import Analysis
from newsfacts.model import Actor, Mention, MentionKind, Refusal, Role

from .actors.compounds import Compounds
from .actors.figures import Figure
from .actors.keeping import stays
from .actors.lexicon import Lexicon, lexicon
from .actors.phrases import Unit
from .actors.pronouns import Pronouns
from .actors.reader import Reading, read
from .actors.slots import Slots
from .actors.titles import find_titles

PERSON, BODY, NAMED_PLACE, PLACE_NAME, UNKNOWN = 0.95, 0.85, 0.5, 0.3, 0.1


def build(analysis: Analysis) -> ArticleCast:
    """Reads the actors of an analysed article."""
    return ArticleCast(analysis, lexicon(analysis.article.language))


class ArticleCast:
    """The actors of one article; fulfils the Protocol `Cast`. `admit` changes it, everything else only asks."""

    def __init__(self, analysis: Analysis, words: Lexicon) -> None:
        self._analysis = analysis
        self._lexicon = words
        self._reading: Reading = read(analysis, words)
        self._pronouns = Pronouns(analysis, self._reading, words)
        self._titles = find_titles(analysis, self._reading, words, self._pronouns.figure_of)
        self._heads = [unit.head for unit in self._reading.units]
        self._subjects = frozenset(clause.subject.head for clause in analysis.clauses if clause.subject is not None)
        self._compounds = Compounds(self._reading, words, analysis.article.language)
        self._slots = Slots(analysis, self._reading, words)
        self._kept: frozenset[str] | None = None
        self._note_metonyms()
        self._slots.note()
        self._refused: dict[tuple[int, int], Refusal] = {}

    def denoted(self, first: int, last: int) -> str | None:
        """The actor that the phrase or pronoun at tokens `[first, last)` denotes, None where it is none or in doubt."""
        if (figure := self._by_pronoun(first, last)) is not None:
            return self._reached(figure, first, last, "pronoun") if figure.named or figure.admitted else None
        unit = self._unit(first, last)
        figure = self._figure(unit)
        if unit is None or figure is None:
            return None
        if figure.place:
            return self._acting(unit, figure)
        return figure.id if figure.named or figure.admitted else None

    def admit(self, first: int, last: int) -> str | None:
        """As `denoted`, but a phrase that may denote an actor becomes one."""
        unit = self._unit(first, last)
        pronoun = self._by_pronoun(first, last)
        figure = pronoun or self._figure(unit) or self._source(first, last)
        if figure is None:
            self._refuse(first, last)
            return None
        kind: MentionKind = "pronoun" if pronoun is not None else "noun"
        if figure.stands_for >= 0 and unit is not None:
            if self._acting(unit, figure) is None and self._is_governed(unit):
                return None
            figure, kind = self._reading.figures[figure.stands_for], "metonym"
        figure.admitted = True
        return self._reached(figure, first, last, kind)

    def _source(self, first: int, last: int) -> Figure | None:
        """Whose statement a compound at the end of a phrase names."""
        nouns = [token for token in self._analysis.tokens[first:last] if token.pos == "NOUN"]
        return self._compounds.source(nouns[0]) if nouns else None

    def _reached(self, figure: Figure, first: int, last: int, kind: MentionKind) -> str:
        """The id of a figure; one that has no mention yet gets the words by which it was reached."""
        if not figure.mentions and not figure.spans:
            span = self._analysis.span(first, last)
            figure.spans.append(Mention(span.start, span.end, kind))
        return figure.id

    def _refuse(self, first: int, last: int) -> None:
        span = self._analysis.span(first, last)
        self._refused.setdefault((first, last), Refusal("actors.admit", "its noun denotes no actor", span))

    def _acting(self, unit: Unit, figure: Figure) -> str | None:
        """A place as an actor: where it is the subject, or stands with another between which something happens."""
        if unit.head not in self._subjects and not self._is_party(unit):
            return None
        if figure.stands_for >= 0:
            figure = self._reading.figures[figure.stands_for]
        if figure.place and not figure.admitted:
            return None
        return self._reached(figure, unit.first, unit.last, "metonym")

    def _is_governed(self, unit: Unit) -> bool:
        """Whether a preposition makes a place of a name, other than that of a passive's agent."""
        before = self._analysis.tokens[unit.start - 1] if unit.start > 0 else None
        return before is not None and before.pos == "ADP" and unit.head not in self._slots.received

    def _note_metonyms(self) -> None:
        """Gives a state the mentions in which its capital acts for it."""
        for unit in self._reading.units:
            figure = self._figure(unit)
            if figure is None or figure.stands_for < 0 or self._acting(unit, figure) is None:
                continue
            state = self._reading.figures[figure.stands_for]
            state.mentions.append((unit.first, unit.last, "metonym"))
            state.acting += 1

    def _is_party(self, unit: Unit) -> bool:
        tokens = self._analysis.tokens
        before = range(max(0, unit.start - 3), unit.start)
        return any(self._lexicon.words.has(tokens[at].text, "among") for at in before)

    def _by_pronoun(self, first: int, last: int) -> Figure | None:
        if last - first != 1:
            return None
        at = self._pronouns.figure_of.get(first)
        return self._reading.figures[at] if at is not None else None

    def _unit(self, first: int, last: int) -> Unit | None:
        units = self._reading.units
        at = bisect_left(self._heads, first)
        if at == len(units) or self._heads[at] >= last:
            return units[at - 1] if at > 0 and self._names(units[at - 1], first) else None
        while at + 1 < len(units) and units[at + 1].possessor == at and self._heads[at + 1] < last:
            at += 1
        return units[at]

    @staticmethod
    def _names(unit: Unit, token: int) -> bool:
        """Whether a token lies in the name of a unit whose head, a title, stands before it."""
        return unit.name is not None and unit.name.first <= token < unit.name.last

    def _figure(self, unit: Unit | None) -> Figure | None:
        if unit is None:
            return None
        at = self._reading.figure_of[unit.index]
        return self._reading.figures[at] if at >= 0 else None

    def members(self, actor: str) -> tuple[str, ...]:
        """The persons named as the members of a group ("zwei Abgeordnete, X und Y"), empty where none are named."""
        figures, reading = self._reading.figures, self._reading
        found = [named for named, unit in reading.titled_by.items() if figures[reading.figure_of[unit]].id == actor]
        return tuple(dict.fromkeys(figures[reading.figure_of[named]].id for named in sorted(found)))

    def adjective(self, token: int) -> str | None:
        """The state that an adjective or an inhabitant's name denotes."""
        word = self._analysis.tokens[token].text
        inhabitant = self._lexicon.proper.inhabitant(word)
        key = self._lexicon.proper.adjective(word) or (inhabitant.key if inhabitant is not None else None)
        match = self._lexicon.proper.at(key.split(), 0) if key is not None else None
        if key is None or match is None:
            return None
        figure = self._reading.register.entity(key, "state", match[1])
        figure.state = key
        return self._reached(figure, token, token + 1, "adjective")

    def animacy(self, first: int, last: int) -> float:
        """How likely the phrase denotes an actor, in [0, 1]."""
        if self._by_pronoun(first, last) is not None:
            return PERSON
        unit = self._unit(first, last)
        figure = self._figure(unit)
        if unit is None or figure is None:
            return UNKNOWN
        if figure.place:
            return NAMED_PLACE if figure.stands_for >= 0 else PLACE_NAME
        return PERSON if figure.type == "person" or figure.named else BODY

    def roles(self) -> tuple[Role, ...]:
        """The titles of the actors; after `keep`, of those kept."""
        figures = self._reading.figures
        roles = []
        for title in self._titles:
            if self._kept is None or figures[title.figure].id in self._kept:
                of = figures[title.of].id if title.of >= 0 else None
                span = self._analysis.span(title.first, title.last)
                roles.append(Role(figures[title.figure].id, title.text, of, span))
        return tuple(roles)

    def keep(self, used: frozenset[str]) -> tuple[Actor, ...]:
        """The final actors: those in `used`, persons with a name, and those their roles are held at."""
        figures = self._reading.figures
        kept = {figure.index for figure in figures if figure.id in used or stays(figure, self._lexicon)}
        kept |= {title.of for title in self._titles if title.figure in kept and title.of >= 0}
        actors = [self._actor(figure) for figure in figures if figure.index in kept]
        found = sorted((actor for actor in actors if actor.mentions), key=lambda actor: (actor.mentions[0], actor.id))
        self._kept = frozenset(actor.id for actor in found)
        return tuple(found)

    def _actor(self, figure: Figure) -> Actor:
        mentions = sorted({*self._mentions(figure), *figure.spans})
        return Actor(figure.id, figure.name, figure.type, tuple(mentions), named=figure.named)

    def _mentions(self, figure: Figure) -> Iterator[Mention]:
        for first, last, kind in figure.mentions:
            span = self._analysis.span(first, last)
            yield Mention(span.start, span.end, kind)

    def refused(self) -> tuple[Refusal, ...]:
        """Phrases not taken as actors and pronouns left open, in order of the text."""
        return tuple(sorted([*self._refused.values(), *self._pronouns.refused], key=lambda refusal: refusal.span))
