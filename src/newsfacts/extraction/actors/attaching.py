"""Which noun phrases hang on one another: genitives before and behind their noun, and what prepositions attach."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts.analysis.structure import Token

from .lexicon import Lexicon
from .phrases import Unit


def linked(units: list[Unit], tokens: tuple[Token, ...], lexicon: Lexicon) -> Iterator[Unit]:
    """The units with the genitives and prepositional phrases that belong to them."""
    for at, unit in enumerate(units):
        possessor = attribute = preposition = -1
        before = units[at - 1] if at > 0 else None
        if before is not None and _possesses(before, unit, tokens, lexicon):
            possessor = before.index
        after = units[at + 1] if at + 1 < len(units) else None
        if after is not None:
            attribute, preposition = _attribute(unit, after, tokens, lexicon)
        yield msgspec.structs.replace(unit, possessor=possessor, attribute=attribute, preposition=preposition)


def _possesses(before: Unit, unit: Unit, tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """A genitive name directly before a phrase without determiner: "Israels Regierungschef"."""
    if before.name is None or before.last != unit.start or unit.determiner is not None or not unit.nouns:
        return False
    last = tokens[before.last - 1]
    return lexicon.words.ends_genitive(last.text) and before.determiner is None


def _attribute(unit: Unit, after: Unit, tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[int, int]:
    if after.start == unit.last and _is_genitive(after, unit, tokens, lexicon):
        return after.index, -1
    linked = tokens[unit.last] if unit.last < len(tokens) else None
    if linked is None or after.start != unit.last + 1 or not lexicon.words.has(linked.text, "attributive"):
        return -1, -1
    body = unit.sense is not None and unit.sense.category == "body"
    if body and after.determiner == "definite" and lexicon.words.has(linked.text, "agent"):
        return -1, -1  # "nach Angaben des Amtes von den Staaten verlangt": another phrase of the clause
    directed = after.start < after.first and lexicon.words.has(tokens[after.start].text, "directional")
    if (after.case == "Acc" or directed) and lexicon.words.has(linked.text, "locative"):
        return -1, -1
    return (after.index, unit.last) if unit.nouns else (-1, -1)


def _is_genitive(after: Unit, unit: Unit, tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    if not unit.nouns and unit.name is None:
        return after.start < after.first
    if after.start < after.first or after.determiner == "quantity":
        return lexicon.words.has(tokens[after.start].text, "genitive") or tokens[after.start].case == "Gen"
    if after.name is not None and not after.nouns and unit.nouns:
        return lexicon.words.ends_genitive(tokens[after.last - 1].text)
    return bool(unit.nouns) and after.case == "Gen" and tokens[after.first].pos == "ADJ"
