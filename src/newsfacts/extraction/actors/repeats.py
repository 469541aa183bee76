"""Names that a text repeats: surnames alone, words it uses as a name elsewhere, labels that contradict each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from newsfacts.analysis.structure import EntityLabel, Token

from .proper import without_genitive
from .spans import NameSpan, Wording

PARTS_OF_A_NAME = 2


class Repeats:
    """Later mentions, from the names found so far; `taken` gives every token's name."""

    def __init__(self, text: Wording, taken: Sequence[NameSpan | None]) -> None:
        self.text = text
        self.tokens, self.words, self.lexicon = text.tokens, text.words, text.lexicon
        self.taken = taken

    def spans(self) -> Iterator[NameSpan]:
        """Names to put in, whatever stands there."""
        yield from self._surnames_with_particles()
        yield from self._repeated()
        yield from self._outvoted()

    def _repeated(self) -> Iterator[NameSpan]:
        """Later mentions by surname, and words that the text uses as a name elsewhere."""
        surnames, labels = self._names_of_the_text()
        for at, token in enumerate(self.tokens):
            held = self.taken[at]
            if not token.text[0].isupper() or (held is not None and held.last - held.first > 1):
                continue
            for word in (token.text, without_genitive(token.text)):
                if word in surnames and self._bare(at, token):
                    if held is None or held.label != "PER":
                        yield NameSpan(at, at + 1, "PER")
                    break
                if held is None and token.pos in ("PROPN", "NOUN") and word in labels and self._bare(at, token):
                    yield NameSpan(at, at + 1, labels[word])
                    break

    def _bare(self, at: int, token: Token) -> bool:
        """Whether a word that may be a common noun stands as names do: without a determiner or adjective of its own."""
        if token.pos == "PROPN":
            return True
        before = self.tokens[at - 1] if at > 0 else None
        return token.pos == "NOUN" and (before is None or before.pos not in ("DET", "ADJ", "NUM"))

    def _names_of_the_text(self) -> tuple[frozenset[str], dict[str, EntityLabel]]:
        surnames: Counter[str] = Counter()
        labels: dict[str, EntityLabel] = {}
        for span in {id(span): span for span in self.taken if span is not None}.values():
            last = self.words[span.last - 1]
            if span.label == "PER" and span.last - span.first > 1:
                surnames[last] += 1
                surnames[without_genitive(last)] += 1
            elif span.last - span.first == 1 and span.known is None and self.tokens[span.first].pos == "PROPN":
                labels.setdefault(last, span.label)
        return frozenset(word for word in surnames if len(word) > 1 and not word.endswith(".")), labels

    def _outvoted(self) -> Iterator[NameSpan]:
        """Names of one word that the tagger labelled now so, now so: what it said most often holds for all."""
        votes: dict[str, Counter[EntityLabel]] = {}
        alone = [span for at, span in enumerate(self.taken) if span is not None and span.first == at]
        alone = [span for span in alone if span.last - span.first == 1 and span.known is None]
        for span in alone:
            votes.setdefault(self.words[span.first], Counter())[span.label] += 1
        for span in alone:
            label = votes[self.words[span.first]].most_common(1)[0][0]
            if label != span.label:
                yield NameSpan(span.first, span.last, label)

    def _surnames_with_particles(self) -> Iterator[NameSpan]:
        """Later mentions of surnames of several words ("Van der Bellen")."""
        ends: dict[str, set[tuple[str, ...]]] = {}
        for span in {id(span): span for span in self.taken if span is not None and span.label == "PER"}.values():
            inner = [at for at in range(span.first + 1, span.last - 1) if self.text.is_particle(at)]
            if inner and inner[0] > span.first:
                start = inner[0] - 1 if self.lexicon.words.has(self.words[inner[0] - 1], "particle") else inner[0]
                ends.setdefault(self.words[start], set()).add(tuple(self.words[start : span.last]))
        for at, word in enumerate(self.words):
            for surname in sorted(ends.get(word, ())):
                if tuple(self.words[at : at + len(surname)]) == surname and not self._inside(at):
                    yield NameSpan(at, at + len(surname), "PER")

    def _inside(self, at: int) -> bool:
        held = self.taken[at]
        return held is not None and held.first < at


def parted(text: Wording, span: NameSpan, ends: Counter[str]) -> Iterator[NameSpan]:
    """Two persons in a row whom the tagger took for one: both surnames end other names of the text."""
    governed = span.first > 0 and text.tokens[span.first - 1].pos in ("VERB", "AUX")
    pair = governed and span.last - span.first > 1 and text.lexicon.proper.given(text.words[span.first]) is None
    if span.label == "PER" and (pair or span.last - span.first > PARTS_OF_A_NAME):
        before, last = text.words[span.last - 2], text.words[span.last - 1]
        if ends[before] > 0 and ends[last] > 1:
            yield NameSpan(span.first, span.last - 1, "PER")
            yield NameSpan(span.last - 1, span.last, "PER")
            return
    yield span


def declined(text: Wording, span: NameSpan, forms: set[str]) -> NameSpan:
    """The span with its genitive marked: an -s that the same name lacks elsewhere in the text, or in the lists."""
    word = text.words[span.last - 1]
    stem = without_genitive(word)
    marked = _precedes_noun(text, span.last) or _follows_noun(text, span)
    if stem == word or not (stem in forms or marked or _lacks(text, span, stem)):
        return span
    return msgspec.structs.replace(span, genitive=True)


def _precedes_noun(text: Wording, at: int) -> bool:
    """Whether a common noun or its adjective follows, as behind a genitive."""
    return at < len(text.tokens) and text.tokens[at].pos in ("NOUN", "ADJ") and text.tokens[at - 1].case == "Gen"


def _follows_noun(text: Wording, span: NameSpan) -> bool:
    """Whether a common noun that is no title stands before a name in the genitive ("die Rede Anna Bergers")."""
    before = text.tokens[span.first - 1] if span.first > 0 else None
    if before is None or before.pos != "NOUN":
        return False
    untitled = text.lexicon.sense(text.words[span.first - 1]) is None
    given = span.label == "PER" and text.lexicon.proper.given(text.words[span.first]) is not None
    return untitled and (text.tokens[span.last - 1].case == "Gen" or (given and span.last - span.first > 1))


def _lacks(text: Wording, span: NameSpan, stem: str) -> bool:
    return span.known is not None and span.last - span.first == 1 and text.lexicon.proper.at((stem,), 0) is not None
