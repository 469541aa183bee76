"""Persons' names in full: the given name before what the tagger found, the rest of the surname behind it."""

from __future__ import annotations

from .spans import Wording

MISTAGGED = frozenset({"ADV", "VERB", "AUX"})  # what taggers make of surnames that are words
DOUBTFUL = frozenset({"ADJ", "X"})  # the same, if the word before is known for a given name


def grown(text: Wording, first: int, last: int, floor: int = 0) -> tuple[int, int]:
    """A person's name with the given name before it, not before `floor`, and the rest of the surname after it."""
    while first > floor and text.sense(first - 1) is None:
        if not _is_name_part(text, first - 1) and not _follows_title(text, first - 1):
            break
        first -= 1
    while last < len(text.tokens):
        if _is_name_part(text, last) or _is_unknown_surname(text, first, last):
            last += 1
        elif _lacks_surname(text, first, last) and (after := _past_particles(text, last)) is not None:
            last = after
        else:
            break
    return first, last


def _lacks_surname(text: Wording, first: int, last: int) -> bool:
    """Whether a name so far is given names only, or ends with a particle, so that particles may lead to a surname."""
    if last < len(text.words) and text.lexicon.words.has(text.words[last], "name-particle"):
        return True
    last_sense = text.sense(last - 1)
    if last_sense is not None and last_sense.title:
        return True
    given = all(text.lexicon.proper.given(text.words[at]) is not None for at in range(first, last))
    return last - first == 1 or given or text.lexicon.words.has(text.words[last - 1], "particle")


def _is_unknown_surname(text: Wording, first: int, at: int) -> bool:
    """Whether a noun behind a lone given name, with nothing that belongs to it, is the surname."""
    token = text.tokens[at]
    after = text.tokens[at + 1] if at + 1 < len(text.tokens) else None
    return (
        (token.pos == "NOUN" or _is_mistagged(text, at))
        and token.text[0].isupper()
        and token.entity in ("", "PER")
        and (at - first == 1 or token.entity == "PER")
        and (text.sense(at) is None or token.entity == "PER")
        and after is not None
        and (after.pos in ("PUNCT", "VERB", "AUX") or token.entity == "PER" or token.pos != "NOUN")
        and text.tokens[at - 1].pos == "PROPN"
        and text.tokens[at - 1].entity in ("", "PER")
    )


def _is_mistagged(text: Wording, at: int) -> bool:
    """Whether a capital follows a given name on a word that the tagger takes for none that has one."""
    pos = text.tokens[at].pos
    return pos in MISTAGGED or (pos in DOUBTFUL and text.lexicon.proper.given(text.words[at - 1]) is not None)


def _past_particles(text: Wording, at: int) -> int | None:
    """The end of a surname that goes on with particles ("von der Leyen"), None where it does not."""
    start = at
    while at < len(text.tokens) and text.is_particle(at):
        at += 1
    if at == start or at >= len(text.tokens) or not text.words[at][0].isupper():
        return None
    inside = text.tokens[at].entity == "PER" and not text.tokens[at].entity_start
    unknown = text.tokens[at].pos in ("PROPN", "NOUN") and text.lexicon.proper.at(text.words, at) is None
    given = text.lexicon.proper.given(text.words[start - 1]) is not None
    noble = "-" in text.words[at] and text.lexicon.proper.given(text.words[start - 2]) is not None
    foreign = text.lexicon.words.has(text.words[at - 1], "name-particle") and text.words[start - 1][0].isupper()
    named = given or noble or foreign or at - start > 1 or text.lexicon.words.has(text.words[start - 1], "particle")
    return at + 1 if inside or (unknown and named) else None


def _follows_title(text: Wording, at: int) -> bool:
    """Whether an unknown noun stands between a title and a name, and so is a given name the tagger missed."""
    before = text.sense(at - 1)
    return before is not None and before.title and text.tokens[at].pos == "NOUN" and text.words[at][0].isupper()


def _is_name_part(text: Wording, at: int) -> bool:
    token = text.tokens[at]
    if token.entity not in ("", "PER") or not token.text[0].isupper() or not token.text[-1].isalnum():
        return False
    known = text.lexicon.proper.at(text.words, at)
    return token.pos == "PROPN" and known is None
