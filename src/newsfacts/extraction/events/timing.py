"""When an event takes place: the time expression nearest to its trigger in grammar, then in the sentence."""

from __future__ import annotations

from collections.abc import Sequence

from newsfacts.analysis.times import TimeExpression

from .grammar import Grammar
from .triggers import Trigger

NEAR = 6  # tokens between a noun and the time expression that belongs to its phrase


class Timing:
    """The dated expressions of one article, by sentence."""

    def __init__(self, grammar: Grammar, dated: Sequence[TimeExpression]) -> None:
        self.grammar = grammar
        self._by_sentence: dict[int, list[TimeExpression]] = {}
        for expression in dated:
            sentence = grammar.analysis.sentence_of[expression.first]
            self._by_sentence.setdefault(sentence, []).append(expression)

    def of(self, trigger: Trigger) -> TimeExpression | None:
        """The time of a trigger, None where its clause and its phrase name none."""
        inside = self._by_sentence.get(self.grammar.analysis.sentence_of[trigger.token], [])
        if not inside:
            return None
        if trigger.kind == "noun" and (found := self._after(trigger.token, inside)):
            return found
        own = [expression for expression in inside if self._shares_clause(trigger, expression)]
        if not own:
            return None
        return min(own, key=lambda e: (not e.value, abs(e.first - trigger.token), e.first))

    def _after(self, noun: int, inside: list[TimeExpression]) -> TimeExpression | None:
        """An expression in the noun's own phrase: behind it with nothing but its attributes between."""
        for expression in inside:
            if noun < expression.first <= noun + NEAR and self._attributes(noun, expression.first):
                return expression
        return None

    def _attributes(self, noun: int, stop: int) -> bool:
        between = self.grammar.tokens[noun + 1 : stop]
        return all(token.pos in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM") for token in between)

    def _shares_clause(self, trigger: Trigger, expression: TimeExpression) -> bool:
        clause_of = self.grammar.analysis.clause_of
        clause = clause_of[trigger.token]
        if any(clause_of[at] == clause for at in range(expression.first, expression.last)):
            return True
        return (
            trigger.clause is not None
            and trigger.clause.kind in ("infinitive", "participle", "complement")
            and any(clause_of[at] == trigger.clause.parent for at in range(expression.first, expression.last))
            and trigger.clause.kind == "infinitive"
        )
