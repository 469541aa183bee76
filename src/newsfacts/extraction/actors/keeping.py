"""Which figures are written out though no fact refers to them: those that, by their class, nearly always take part."""

from __future__ import annotations

from .figures import Figure
from .lexicon import Lexicon

INSTITUTIONS = frozenset({"parliament", "ministry"})  # the kinds of bodies that the news names by their noun alone
AFFILIATION = "party"


def stays(figure: Figure, lexicon: Lexicon) -> bool:
    """Persons, bodies and states that the news names nearly always take part, unless only as a place or in
    brackets; nameless ones where something is done to them or by them."""
    if figure.place:
        return False
    if not figure.named:
        return _stays_nameless(figure, lexicon)
    if figure.type == "person":
        return _stays_person(figure, lexicon)
    if figure.affiliated and figure.known is not None and figure.known.kind == AFFILIATION:
        return True
    return figure.acting > 0 and (figure.known is not None or bool(figure.kinds) or figure.acting > 1 or figure.leads)


def _stays_person(figure: Figure, lexicon: Lexicon) -> bool:
    """Persons nearly always take part; a lone word without a title is one only where it stands as one, and a name
    nothing is said of is a remark."""
    if not figure.acting and not figure.words:
        return False
    given = lexicon.proper.given(figure.name.split()[0]) is not None
    return given or figure.listed or bool(figure.words) or figure.leads or figure.undergoes or figure.touched


def _stays_nameless(figure: Figure, lexicon: Lexicon) -> bool:
    if figure.type == "state":
        return False
    people = figure.plural and _is_people(figure, lexicon)
    if figure.touched or (figure.counted and people):
        return True
    if figure.acts and (people or _is_group(figure, lexicon) or (figure.type == "organization" and figure.pointed)):
        return True
    if figure.type == "organization" and not figure.plural and figure.acting > 0:
        return figure.staffed or bool(INSTITUTIONS & figure.kinds)
    return figure.undergoes and people


def _is_group(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether the nouns of a figure denote several."""
    senses = (lexicon.nouns.sense(word) for word in figure.words)
    return figure.type == "group" and any(sense is not None and sense.category == "group" for sense in senses)


def _is_people(figure: Figure, lexicon: Lexicon) -> bool:
    """Whether the nouns of a figure denote persons."""
    senses = (lexicon.nouns.sense(word) for word in figure.words)
    return any(sense is not None and sense.category == "role" for sense in senses)
