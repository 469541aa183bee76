"""Sources that a compound names with what they say: "Polizeiangaben" are the police's, "UN-Bericht" the UN's."""

from __future__ import annotations

from functools import cache

from newsfacts import resources
from newsfacts.analysis.structure import Token
from newsfacts.model import Mention

from .figures import Figure
from .lexicon import Lexicon
from .reader import Reading

SPOKEN = frozenset({"saying", "text"})  # the kinds of source nouns that somebody has said or written
SHORTEST_WORD = 2
LONGEST_ENDING = 2


class Compounds:
    """Answers for one text; opens figures for bodies that only such compounds name."""

    def __init__(self, reading: Reading, lexicon: Lexicon, language: str) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.nouns = _source_nouns(language)

    def source(self, token: Token) -> Figure | None:
        """Who says what a compound names, None where its first part denotes nobody."""
        cut = self._cut(token.text)
        for word in self.lexicon.nouns.unlinked(token.text[:cut].rstrip("-")) if cut else ():
            if (figure := self._figure(word)) is not None:
                figure.spans.append(Mention(token.start, token.start + len(word), "noun"))
                return figure
        return None

    def _cut(self, word: str) -> int:
        """Where the source noun begins that ends a compound, 0 for none."""
        low = word.lower()
        for at in range(SHORTEST_WORD, len(low)):
            if any(low[at : len(low) - ending] in self.nouns for ending in range(LONGEST_ENDING + 1)):
                return at
        return 0

    def _figure(self, word: str) -> Figure | None:
        known = self.lexicon.proper.at((word,), 0)
        register = self.reading.register
        if known is not None and not known[1].weak and known[1].known in ("state", "body"):
            kind = known[1].known
            return register.entity(word, "state" if kind == "state" else "organization", known[1])
        if (named := register.named(word)) is not None:
            return named
        sense = self.lexicon.nouns.sense(word)
        if sense is None or sense.category == "none" or sense.word != word or sense.kind in ("site", "land", "place"):
            return None
        for figure in reversed(self.reading.figures):
            if word in figure.words and figure.type != "person":
                return figure
        figure = register.open(word, "group" if sense.category == "role" else sense.type)
        figure.learn(sense)
        return figure


@cache
def _source_nouns(language: str) -> frozenset[str]:
    rows = resources.rows("lexicon", language, "source-nouns.tsv")
    return frozenset(row["noun"].lower() for row in rows if row["kind"] in SPOKEN)
