"""What the words of a body's name tell: its kind, its gender, whether the first of them may stand for all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newsfacts.analysis.structure import Token

from .lexicon import Lexicon
from .naming import strong
from .spans import NameSpan

PLACES = frozenset({"land", "place", "site"})


def has_short_form(tokens: Sequence[Token], span: NameSpan, lexicon: Lexicon) -> bool:
    """Whether the first word of a body's name may stand for it: no noun, no adjective and no other's name."""
    first = tokens[span.first].text
    if span.last - span.first < 2 or not first[0].isupper() or lexicon.sense(first) is not None:
        return False
    match = lexicon.proper.at((first,), 0)
    foreign = match is not None and match[1].known != "body"
    return lexicon.proper.given(first) is None and not foreign and tokens[span.first].pos == "PROPN"


def kinds(tokens: Sequence[Token], span: NameSpan, lexicon: Lexicon) -> Iterator[str]:
    """The kinds of body that the words of a name tell: "Universität", "Airlines", a club's letters."""
    if span.last - span.first < 2:
        return
    for at in range(span.first, span.last):
        word, sense = tokens[at].text, lexicon.nouns.sense(tokens[at].text)
        if sense is not None and sense.category == "body" and sense.kind not in PLACES:
            yield sense.kind
        elif lexicon.words.has(word, "name-head") or lexicon.words.has(word, "legal-form"):
            yield "company"
        elif lexicon.words.has(word, "club") and word.isupper():
            yield "union"


def nominative(tokens: Sequence[Token], text: str, lexicon: Lexicon) -> str:
    """A body's name as a heading has it: `text` with its noun and the adjectives before that in the nominative."""
    words = text.split()
    senses = [lexicon.sense(token.text) for token in tokens]
    head = next((at for at, sense in enumerate(senses) if sense is not None and sense.category == "body"), -1)
    sense = senses[head] if head >= 0 else None
    if sense is None or sense.plural or len(words) != len(tokens):
        return text
    if any(token.pos != "ADJ" for token in tokens[:head]) or tokens[head].number == "Plur":
        return text
    noun = words[head] if sense.gender == "f" or tokens[head].pos == "PROPN" else sense.word
    return " ".join([*(strong(word, sense.gender, lexicon) for word in words[:head]), noun, *words[head + 1 :]])
