"""Names that their own form gives away: foreign head words, clubs, domains, capitals inside a word, Arabic surnames."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from .spans import NameSpan, Wording

LONGEST_RUN = 8  # words of a name on either side of its head
LONGEST_ARTICLE = 4  # letters of the Arabic article before a hyphen


class Headed:
    """Finds names by their form, whatever the tagger says of them."""

    def __init__(self, text: Wording) -> None:
        self.text = text
        self.tokens, self.words, self.lexicon = text.tokens, text.words, text.lexicon

    def spans(self) -> Iterator[NameSpan]:
        """The names in order of the text."""
        at = 0
        while at < len(self.words):
            span = self._at(at)
            if span is not None:
                yield span
            at = max(at + 1, span.last if span is not None else 0)

    def _at(self, at: int) -> NameSpan | None:
        word = self.words[at]
        if word[0].isupper() and self.lexicon.words.has(word, "name-head"):
            return self._run(at)
        if word[0].isupper() and self.lexicon.words.has(word, "club"):
            return self._club(at)
        if self._is_brand(at):
            return NameSpan(at, at + 1, "ORG")
        if self._is_lettered(at):
            return NameSpan(at, at + 2, "ORG")
        if self._is_behind_body(at) and (last := self._address(at)) > at:
            return NameSpan(at, last, "ORG")
        return self._arabic(at)

    def _run(self, at: int) -> NameSpan | None:
        """A foreign head word with the capitalised words around it, and what "of" and "for" add."""
        first, last = at, at + 1
        while first > max(0, at - LONGEST_RUN) and self._is_part(first - 1):
            first -= 1
        while last < min(len(self.words), at + LONGEST_RUN):
            if self._is_part(last):
                last += 1
            elif last + 1 < len(self.words) and self._is_link(last) and self._is_part(last + 1):
                last += 2
            else:
                break
        return NameSpan(first, last, "ORG") if last - first > 1 else None

    def _is_part(self, at: int) -> bool:
        token = self.tokens[at]
        if not token.text[0].isupper() or token.pos not in ("PROPN", "NOUN", "ADJ", "X"):
            return False
        if self.lexicon.words.has(token.text, "name-head"):
            return True
        return (token.pos == "PROPN" or bool(token.entity)) and self.text.sense(at) is None

    def _is_link(self, at: int) -> bool:
        return self.lexicon.words.has(self.words[at], "name-link")

    def _club(self, at: int) -> NameSpan | None:
        """A club by the letters before its town ("FC", "TSV"), with its number."""
        last = at + 1
        while last < len(self.words) and self.tokens[last].pos == "PROPN" and self.words[last][0].isupper():
            last += 1
        first = at - 1 if at > 0 and self.words[at - 1] == "1." else at
        return NameSpan(first, last, "ORG") if last - at > 1 else None

    def _is_brand(self, at: int) -> bool:
        """Whether a word is a domain's name, or has a capital inside that no person's name and no plural has."""
        word = self.words[at]
        if self.lexicon.words.ends(word.lower(), "domain") and word[0].isalnum():
            return True
        if "/" in word and all(len(part) > 1 and part.isupper() for part in word.split("/")):
            return True
        if not word.isalnum() or self.tokens[at].entity == "PER" or self.lexicon.words.has(word, "legal-form"):
            return False
        inside = any(a.islower() and b.isupper() for a, b in pairwise(word))
        shared = self.lexicon.words.ends(word, "shared-form")
        return inside and not shared and not self.lexicon.words.begins(word, "inner-capital")

    def _is_lettered(self, at: int) -> bool:
        """Whether a capital with a full stop and a word in capitals make up a name ("E.ON")."""
        word, after = self.words[at], self.words[at + 1] if at + 1 < len(self.words) else ""
        glued = bool(after) and self.tokens[at + 1].start == self.tokens[at].end
        return len(word) == 2 and word[1] == "." and word[0].isupper() and glued and after.isupper() and len(after) > 1

    def _is_behind_body(self, at: int) -> bool:
        sense = self.text.sense(at - 1)
        return sense is not None and sense.category != "role"

    def _address(self, at: int) -> int:
        """The end of an address behind a noun for a body: a word with letters and figures, or one cut at its dot."""
        word = self.words[at]
        if word[0].isalpha() and word.isalnum() and not word.isalpha():
            return at + 1
        cut = self.tokens[at : at + 3]
        glued = len(cut) == 3 and cut[0].end == cut[1].start and cut[1].end == cut[2].start
        return at + 3 if glued and cut[1].text == "." and word.islower() and cut[2].text.isalpha() else at

    def _arabic(self, at: int) -> NameSpan | None:
        """A surname with the Arabic article ("al-Masri"), with the given name before it."""
        article, _, rest = self.words[at].partition("-")
        if not article.isalpha() or not article.islower() or len(article) > LONGEST_ARTICLE or not rest[:1].isupper():
            return None
        given = at > 0 and self.lexicon.proper.given(self.words[at - 1]) is not None
        if self.tokens[at].entity or not given:
            return None
        return NameSpan(at - 1, at + 1, "PER")
