"""When an event takes place: the time expression nearest to its trigger in grammar."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from newsfacts.analysis.structure import Clause
from newsfacts.analysis.times import TimeExpression
from newsfacts.model import Status

from .grammar import Grammar
from .lexicon import Control
from .slots import Slots
from .triggers import Trigger

NEAR = 6  # tokens between a noun and the time expression that belongs to its phrase
LEAD = 2  # first sentences of a report, which tell what has just happened
CARRIED = 2  # sentences over which a story stays on its day
PAST = frozenset({"Past", "Perf", "Plup"})
DAY, MONTH = 10, 7  # characters of an EDTF day and month
CLOSE = 3  # tokens between a time expression and the participle after it


class Timing:
    """The dated expressions of one article, by sentence; those that date a noun are kept from other triggers."""

    def __init__(
        self, grammar: Grammar, dated: Sequence[TimeExpression], found: Sequence[Trigger], control: Control
    ) -> None:
        self.grammar = grammar
        self.slots = Slots(grammar, control)
        nouns = {trigger.token for trigger in found if trigger.kind == "noun"}
        self._by_sentence: dict[int, list[TimeExpression]] = {}
        self._owner: dict[TimeExpression, int] = {}
        for expression in dated:
            if grammar.preposition(self._before(expression)) in control.untimed:
                continue
            sentence = grammar.analysis.sentence_of[expression.first]
            self._by_sentence.setdefault(sentence, []).append(expression)
            owner = next(
                (at for at in range(expression.first - 1, max(expression.first - NEAR, -1), -1) if at in nouns), -1
            )
            if owner >= 0 and self._attributes(owner, expression.first):
                self._owner[expression] = owner

    def _before(self, expression: TimeExpression) -> int:
        """The token before an expression and its article."""
        at = max(expression.first - 1, 0)
        return max(at - 1, 0) if self.grammar.tokens[at].pos == "DET" else at

    def of(self, trigger: Trigger) -> TimeExpression | None:
        """The time of a trigger, None where its clause and its phrase name none."""
        inside = self._by_sentence.get(self.grammar.analysis.sentence_of[trigger.token])
        if not inside:
            return None
        owned = [expression for expression in inside if self._owner.get(expression) == trigger.token]
        if owned:
            return owned[0]
        free = [expression for expression in inside if expression not in self._owner]
        if trigger.kind == "participle":
            return next((e for e in free if 0 <= trigger.token - e.last <= CLOSE), None)
        return self._in_clauses(trigger, free)

    def _in_clauses(self, trigger: Trigger, free: list[TimeExpression]) -> TimeExpression | None:
        """The nearest expression in the trigger's clause, else in those that share its time."""
        clause_of = self.grammar.analysis.clause_of
        for index in self._clauses(trigger):
            own = [e for e in free if any(clause_of[at] == index for at in range(e.first, e.last))]
            if own:
                return min(own, key=lambda e: (not e.value, abs(e.first - trigger.token), e.first))
        return None

    def _clauses(self, trigger: Trigger) -> list[int]:
        """The trigger's clause, the relative clause behind a noun, the clause over an infinitive or joined before."""
        clause = trigger.clause
        found = [clause.index] if clause else []
        if trigger.kind == "noun" and (relative := self.slots.relative(trigger.token)):
            found.insert(0, relative.index)
        if clause and clause.kind in ("infinitive", "participle") and clause.parent >= 0:
            found.append(clause.parent)
        if clause and (joined := self._joined(clause)) >= 0:
            found.append(joined)
        return found

    def _joined(self, clause: Clause) -> int:
        """The clause before one that a conjunction joins to it, -1 for none."""
        joins = self.grammar.tokens[clause.first].pos == "CCONJ" or self.grammar.tokens[clause.first - 1].pos == "CCONJ"
        earlier = self.grammar.analysis.clauses[clause.index - 1] if clause.index else None
        return earlier.index if joins and earlier and earlier.sentence == clause.sentence else -1

    def _attributes(self, noun: int, stop: int) -> bool:
        """Whether only attributes of a noun stand between it and `stop`."""
        between = self.grammar.tokens[noun + 1 : stop]
        return all(token.pos in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM") for token in between)


class Assumed:
    """The times of events that no words date: in a story the day last told, in the lead the month of publication."""

    def __init__(self, grammar: Grammar, dated: Iterable[tuple[int, str | None]]) -> None:
        """`dated` are the tokens of triggers with their times."""
        self.grammar = grammar
        self._days = sorted((at, time) for at, time in dated if time and len(time) == DAY and time[0].isdigit())

    def of(self, trigger: Trigger, status: Status) -> str | None:
        """The time of an event by its first trigger, None for what has not happened yet."""
        clause = trigger.clause
        if status != "actual" or clause is None or clause.tense not in PAST:
            return None
        return self._carried(trigger) or self._published(trigger)

    def _carried(self, trigger: Trigger) -> str | None:
        """The day of the last event told before, in one of the sentences before."""
        if trigger.kind == "noun":
            return None
        sentence_of = self.grammar.analysis.sentence_of
        sentence = sentence_of[trigger.token]
        before = (t for at, t in reversed(self._days) if 0 < sentence - sentence_of[at] <= CARRIED)
        return next(before, None)

    def _published(self, trigger: Trigger) -> str | None:
        published = self.grammar.analysis.article.published
        told = self.grammar.analysis.sentence_of[trigger.token] < LEAD
        return published[:MONTH] if published and told else None
