"""What the reconciliation service answers: candidates from the gazetteer and the graph, suggestions, cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsfacts.linking.candidates import Asked, find
from newsfacts.linking.context import Context, Title, state_of, title
from newsfacts.linking.curated import number
from newsfacts.linking.gazetteer import Entry, Gazetteer
from newsfacts.linking.linker import MARGIN, THRESHOLD
from newsfacts.linking.names import fold
from newsfacts.linking.ranking import rank, weight

TYPES = {"person": "Person", "state": "State", "organization": "Organization", "group": "Group", "place": "Place"}
IDS = {name: kind for kind, name in TYPES.items()}
PROPERTIES = {"country": "country", "office": "office held", "date": "date"}  # what a query may give with a name
_SAME_NAME = 0.9  # score of an actor of the graph that has no item, when its name is the one asked for
_LOOKED_AT = ("state", "person", "organization", "place")


@dataclass(frozen=True, slots=True)
class GraphActor:
    """An actor of the served graph: its id below `actor/`, name, type and in how many articles it appears."""

    id: str
    name: str
    type: str
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate for a query; `score` in [0, 100], `certain` if it may be taken without a look."""

    id: str
    name: str
    type: str
    description: str
    score: float
    certain: bool
    features: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One query: a name, the types wanted (all if empty), and known values of properties."""

    name: str
    types: tuple[str, ...] = ()
    limit: int = 5
    properties: tuple[tuple[str, str], ...] = ()


class GraphActors:
    """The actors of a graph by name and id; read again when the graph's version changes."""

    def __init__(self, read: Callable[[], Iterable[GraphActor]], version: Callable[[], object] = lambda: 0) -> None:
        self._read, self._version = read, version
        self._seen: object = None
        self._by_name: dict[str, tuple[GraphActor, ...]] = {}
        self._by_id: dict[str, GraphActor] = {}

    def _fresh(self) -> None:
        version = self._version()
        if self._seen == (version,):
            return
        actors = sorted(self._read(), key=lambda actor: (-actor.articles, actor.id))
        by_name: dict[str, tuple[GraphActor, ...]] = {}
        for actor in actors:
            by_name[fold(actor.name)] = (*by_name.get(fold(actor.name), ()), actor)
        self._by_name, self._by_id = by_name, {actor.id: actor for actor in reversed(actors)}
        self._seen = (version,)

    def named(self, name: str) -> tuple[GraphActor, ...]:
        """The actors of that name, those of most articles first."""
        self._fresh()
        return self._by_name.get(fold(name), ())

    def starting_with(self, prefix: str) -> tuple[GraphActor, ...]:
        """The actors whose name starts so."""
        self._fresh()
        return tuple(actor for name, held in self._by_name.items() if name.startswith(fold(prefix)) for actor in held)

    def get(self, actor: str) -> GraphActor | None:
        """The actor of that id, or None."""
        self._fresh()
        return self._by_id.get(actor)


@dataclass(frozen=True, slots=True)
class Reconciler:
    """Answers questions from a gazetteer and the actors of a graph."""

    gazetteer: Gazetteer
    actors: GraphActors
    language: str = "de"

    def propose(self, question: Question) -> tuple[Proposal, ...]:
        """The candidates of a question, the best first; at most one is certain, by linking's threshold and margin."""
        found = self._from_gazetteer(question)
        known = {proposal.id for proposal, _ in found}
        named = [a for a in self.actors.named(question.name) if not question.types or a.type in question.types]
        others = [actor for actor in named if actor.id not in known]
        certain = not found and len(others) == 1
        found.extend((self._of_graph(actor, certain), _SAME_NAME) for actor in others)
        found.sort(key=lambda pair: (-pair[1], pair[0].id))
        return tuple(proposal for proposal, _ in found[: question.limit])

    def _of_graph(self, actor: GraphActor, certain: bool) -> Proposal:
        features = (("name", _SAME_NAME),)
        return Proposal(actor.id, actor.name, actor.type, _articles(actor), 100 * _SAME_NAME, certain, features)

    def _from_gazetteer(self, question: Question) -> list[tuple[Proposal, float]]:
        given = dict(question.properties)
        context, titles = self._context(given)
        best: dict[str, tuple[Proposal, float]] = {}
        for kind in question.types or _LOOKED_AT:
            asked = Asked((question.name,), kind, titles)
            ranked = rank(asked, find(asked, context, self.gazetteer), context, self.gazetteer)
            for candidate in ranked:
                entry = self.gazetteer.entry(number(candidate.wikidata))
                if entry is None or (question.types and not _fits(entry, question.types)):
                    continue
                features = tuple(sorted(candidate.features.items()))
                described = self.describe(entry)
                proposal = Proposal(
                    entry.qid, entry.name, entry.type, described, round(100 * candidate.score, 1), False, features
                )
                if entry.qid not in best or weight(candidate) > best[entry.qid][1]:
                    best[entry.qid] = (proposal, weight(candidate))
        return self._judged(sorted(best.values(), key=lambda pair: (-pair[1], pair[0].id)))

    def _context(self, given: Mapping[str, str]) -> tuple[Context, tuple[Title, ...]]:
        country = self._country(given.get("country", ""))
        held = title(given["office"], self.gazetteer, self.language) if given.get("office") else None
        titles = (Title(held.office, held.country or country),) if held else ()
        return Context(given.get("date", "")[:10], self.language, frozenset({country} - {0})), titles

    def _country(self, value: str) -> int:
        if value[:1] == "Q" and value[1:].isdigit():
            return number(value)
        return state_of(fold(value), self.gazetteer, self.language) if value else 0

    def _judged(self, found: Sequence[tuple[Proposal, float]]) -> list[tuple[Proposal, float]]:
        if not found:
            return []
        second = found[1][1] if len(found) > 1 else 0.0
        best, score = found[0]
        certain = score >= THRESHOLD and score - second >= MARGIN
        sure = Proposal(best.id, best.name, best.type, best.description, best.score, certain, best.features)
        return [(sure, score), *found[1:]]

    def describe(self, entry: Entry) -> str:
        """A line that tells an item from others of its name: kind, state and in how many articles it is."""
        state = self.gazetteer.entry(entry.country) if entry.country and entry.country != entry.item else None
        actor = self.actors.get(entry.qid)
        told = (entry.kind if entry.type == "organization" else "", state.name if state else "", _articles(actor))
        return ", ".join(part for part in (TYPES[entry.type], *told) if part)

    def suggest(self, prefix: str, limit: int) -> tuple[Proposal, ...]:
        """Actors and items with a name that starts so: those of the graph first."""
        found: dict[str, Proposal] = {}
        for actor in self.actors.starting_with(prefix)[:limit]:
            found[actor.id] = self._of_graph(actor, certain=False)
        for entry in self.gazetteer.starting_with(fold(prefix), limit):
            shown = Proposal(entry.qid, entry.name, entry.type, self.describe(entry), 0.0, False, ())
            found.setdefault(entry.qid, shown)
        return tuple(found.values())[:limit]

    def get(self, identifier: str) -> Proposal | None:
        """The item or actor of an id, or None."""
        if identifier[:1] == "Q" and identifier[1:].isdigit():
            entry = self.gazetteer.entry(int(identifier[1:]))
            if entry is not None:
                return Proposal(entry.qid, entry.name, entry.type, self.describe(entry), 100.0, True, ())
        actor = self.actors.get(identifier)
        return self._of_graph(actor, certain=True) if actor else None


def _fits(entry: Entry, types: Sequence[str]) -> bool:
    return entry.type in types or (entry.type == "organization" and "group" in types)


def _articles(actor: GraphActor | None) -> str:
    return f"{actor.articles} articles" if actor is not None and actor.articles else ""
