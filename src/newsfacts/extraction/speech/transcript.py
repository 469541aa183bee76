"""Interviews printed as turns: "Zeitung: Was nun? Meier: Wir warten ab."; what the one asked says is theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

import msgspec

from newsfacts.extraction.structure import Attribution, TokenRange

from .confidence import confidence
from .phrases import person
from .view import Unit, View

_RULE = "transcript"
_LABEL = 4  # words of the name before the colon
_TURNS = 4  # so many turns make an interview
_ROUND = 3  # so many different names in full make a round
_SHORTEST = 4  # words of a sentence that says something


class Turn(msgspec.Struct, frozen=True):
    """What one says until the next takes over: `label` the tokens of the name, `name` its last word."""

    label: TokenRange
    name: str
    units: tuple[Unit, ...]


def turns(seen: View) -> tuple[Turn, ...]:
    """The turns of an interview, or of a round in which each speaks once, by full name; empty where the article is
    neither."""
    labels = {unit.index: label for unit in seen.units if (label := _label(seen, unit))}
    found = _turns(seen, labels)
    names = Counter(turn.name for turn in found)
    if len(found) >= _TURNS and 2 <= len(names) < len(found):
        return found
    named = {seen.words[label[1] - 1] for label in labels.values() if _full(seen, label)}
    if len(named) < _ROUND:
        return ()
    return _turns(seen, {index: label for index, label in labels.items() if label[1] - label[0] > 1})


def _turns(seen: View, labels: Mapping[int, TokenRange]) -> tuple[Turn, ...]:
    """The turns that begin at the labels; each goes on until the next."""
    found: list[Turn] = []
    for unit in seen.units:
        label = labels.get(unit.index)
        if label:
            found.append(Turn(label, seen.words[label[1] - 1], (unit,)))
        elif found:
            found[-1] = msgspec.structs.replace(found[-1], units=(*found[-1].units, unit))
    return tuple(found)


def _full(seen: View, label: TokenRange) -> bool:
    """Whether a label is a person's name in full, as in a round of answers where each speaks once."""
    return label[1] - label[0] > 1 and all(person(seen, at) for at in range(*label))


def _label(seen: View, unit: Unit) -> TokenRange | None:
    """The name that opens the unit, with a colon behind it."""
    for at in range(unit.first, min(unit.last - 1, unit.first + _LABEL + 1)):
        if seen.words[at] == ":":
            return (unit.first, at) if at > unit.first else None
        if not seen.nominal(at) or seen.hidden[at]:
            return None
    return None


def answers(seen: View, found: tuple[Turn, ...]) -> Iterator[Attribution]:
    """The sentences of those who are asked."""
    asking = Counter(turn.name for turn in found if _asks(seen, turn.units[-1]))
    total = Counter(turn.name for turn in found)
    asked: TokenRange | None = None
    for turn in found:
        if 2 * asking[turn.name] > total[turn.name]:
            asked = turn.label
            continue
        for unit in turn.units:
            first = turn.label[1] + 1 if unit.first == turn.label[0] else unit.first
            words = sum(1 for at in range(first, unit.last) if seen.tokens[at].pos != "PUNCT")
            if words >= _SHORTEST and not _asks(seen, unit) and not unit.heading:
                yield _answer((first, unit.last), turn.label, asked)


def _answer(content: TokenRange, label: TokenRange, asked: TokenRange | None) -> Attribution:
    return Attribution(
        "direct", (content,), "states", _RULE, confidence(_RULE), source=label, holder=label, addressee=asked
    )


def _asks(seen: View, unit: Unit) -> bool:
    return seen.words[unit.last - 1] in seen.lexicon.words("question_mark")
