"""Number and gender of noun phrases, by their determiner and noun where those decide and the tagger may err."""

from __future__ import annotations

from collections.abc import Container, Sequence

from newsfacts.analysis.structure import Token

from .lexicon import Lexicon
from .nouns import Sense
from .words import WordClass

YEAR_DIGITS = 4


def is_year(text: str) -> bool:
    """Whether a number may be that of a year."""
    return len(text) == YEAR_DIGITS and text.isdigit()


class Agreement:
    """Answers for one text; `names` are the tokens where names begin, `several` the heads of plural verbs' subjects."""

    def __init__(
        self, tokens: Sequence[Token], lexicon: Lexicon, names: Container[int], several: Container[int]
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.names = names
        self.several = several

    def plural(self, determiner: int, head: int, sense: Sense | None, shape: tuple[WordClass | None, bool]) -> bool:
        """The number, by the determiner where its form decides, as taggers err on nouns of one form for both."""
        words, token = self.lexicon.words, self.tokens[head]
        marker = self.tokens[determiner] if determiner >= 0 else None
        if marker is not None and not shape[1]:
            if words.has(marker.text, "singular-determiner") or self._is_masculine_subject(marker, head, sense):
                return False
            if words.has(marker.text, "accusative-singular") and (
                marker.case == "Acc" or not words.ends(token.text, "dative-plural")
            ):
                return False
            if words.has(marker.text, "plural-determiner") and self._is_plural_behind(marker, head, sense):
                return True
            adjectival = sense is not None and sense.adjectival
            if adjectival and words.has(marker.text, "plural-determiner") and words.ends(token.text, "weak-plural"):
                return True
        return self._by_noun(head, sense, *shape)

    def _by_noun(self, head: int, sense: Sense | None, kind: WordClass | None, numbered: bool) -> bool:
        token: Token = self.tokens[head]
        if sense is not None and sense.plural:
            return True
        if sense is not None and sense.gender == "f" and token.text == sense.word:
            return False  # feminine nouns have an ending in the plural
        if kind == "indefinite" or (kind is not None and self._is_weak_singular(token, sense, kind)):
            return False
        if numbered and (token.number != "Sing" or not is_year(self.tokens[head - 1].text)):
            return True
        if kind is None and self._is_bare_plural(head, sense):
            return head + 1 not in self.names
        return token.number == "Plur" or kind == "quantity"

    def _is_bare_plural(self, head: int, sense: Sense | None) -> bool:
        """A noun for persons without a determiner: plural by its verb, or by an ending that no nominative has."""
        if sense is None or sense.category != "role" or sense.adjectival:
            return False
        token = self.tokens[head]
        return head in self.several or (token.text != sense.word and not sense.feminine and token.case != "Gen")

    def _is_weak_singular(self, token: Token, sense: Sense | None, kind: WordClass) -> bool:
        """A nominalised adjective behind an article has one ending that is never a plural's ("der Abgeordnete")."""
        if sense is None or not sense.adjectival or kind not in ("definite", "demonstrative"):
            return False
        return self.lexicon.words.ends(token.text, "weak-singular")

    def gender(self, head: int, sense: Sense | None, kind: WordClass | None, determiner: int) -> str:
        token = self.tokens[head]
        if sense is not None and sense.adjectival:
            marked = self.tokens[determiner] if determiner >= 0 and kind is not None else token
            gender = marked.gender or token.gender
            return {"Masc": "m", "Fem": "f", "Neut": "m"}.get(gender, "")
        if sense is not None and sense.gender:
            return sense.gender
        return {"Masc": "m", "Fem": "f", "Neut": "n"}.get(token.gender, "")

    def _is_masculine_subject(self, marker: Token, head: int, sense: Sense | None) -> bool:
        """Whether an article that is only masculine as a nominative stands in that case, by the tags or by its place:
        no noun before whose genitive it could open, and no preposition."""
        if not self.lexicon.words.has(marker.text, "masculine-subject"):
            return False
        if marker.case == self.tokens[head].case == "Nom":
            return True
        if sense is None or sense.word != self.tokens[head].text:
            return False
        masculine = sense.gender == "m" and not sense.feminine and not sense.adjectival
        before = self.tokens[marker.index - 1].pos if marker.index > 0 else ""
        return masculine and before not in ("NOUN", "PROPN", "ADP", "NUM", "ADJ", "PRON", "CCONJ", "PUNCT")

    def _is_plural_behind(self, marker: Token, head: int, sense: Sense | None) -> bool:
        """Whether a noun or its adjective behind an article for feminines and plurals cannot be a feminine's."""
        if sense is not None and not sense.adjectival and not sense.feminine and sense.gender in ("m", "n"):
            return True
        before = self.tokens[head - 1]
        return (
            before.index > marker.index and before.pos == "ADJ" and self.lexicon.words.ends(before.text, "weak-plural")
        )
