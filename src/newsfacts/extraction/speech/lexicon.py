"""What a language says with: verbs, nouns, prepositions that carry a message, from `data/lexicon/<language>/`."""

from __future__ import annotations

from functools import cache
from typing import cast

import msgspec

from newsfacts import resources
from newsfacts.errors import ResourceError
from newsfacts.model import Stance

_ANY = "*"
_ENDING = "ending_"
_SPECIFIER = 3  # letters of the shortest first part of a compound
_COMPOUND = 7  # letters of the shortest message noun that makes compounds: an arrest warrant is no command


class Verb(msgspec.Struct, frozen=True):
    """A verb that carries a message: `words` are groups of words of which one must stand whole in its clause, `frames`
    the letters explained in speech-verbs.tsv, `addressee` how the one spoken to is marked."""

    lemma: str
    words: tuple[tuple[str, ...], ...]
    frames: str
    addressee: str
    stance: Stance


class Noun(msgspec.Struct, frozen=True):
    """A noun whose content follows as a clause or a quotation."""

    lemma: str
    frames: str
    stance: Stance


class Preposition(msgspec.Struct, frozen=True):
    """A preposition that makes its phrase a source; `needs` tells which nouns it asks for."""

    word: str
    words: str
    place: str
    needs: str


class Lexicon:
    """The tables of one language, with look-up by lemma; nouns are found by the last part of a compound too."""

    def __init__(self, language: str) -> None:
        self._verbs: dict[str, tuple[Verb, ...]] = {}
        for verb in _verbs(language):
            self._verbs[verb.lemma] = (*self._verbs.get(verb.lemma, ()), verb)
        for lemma, verbs in self._verbs.items():
            self._verbs[lemma] = tuple(sorted(verbs, key=lambda verb: not verb.words))
        self._nouns = {
            row["noun"].casefold(): _noun(row) for row in resources.rows("lexicon", language, "speech-nouns.tsv")
        }
        self._sources = {
            row["noun"].casefold(): row["kind"] for row in resources.rows("lexicon", language, "source-nouns.tsv")
        }
        self.prepositions = tuple(
            Preposition(row["preposition"], "" if row["words"] == _ANY else row["words"], row["place"], row["needs"])
            for row in resources.rows("lexicon", language, "source-prepositions.tsv")
        )
        self._classes: dict[str, frozenset[str]] = {}
        for row in resources.rows("lexicon", language, "speech-words.tsv"):
            self._classes[row["class"]] = self._classes.get(row["class"], frozenset()) | {row["word"]}
        self._endings = {
            name.removeprefix(_ENDING): tuple(sorted(words))
            for name, words in self._classes.items()
            if name.startswith(_ENDING)
        }
        self._compounds: dict[str, str] = {}
        self._regular = self._weak_forms()

    def verbs(self, lemma: str) -> tuple[Verb, ...]:
        """The frames of the verb `lemma`, those that ask for further words first."""
        return self._verbs.get(lemma, ())

    def noun(self, lemma: str) -> Noun | None:
        """The message noun `lemma` is or ends in."""
        return self._nouns.get(self._last_part(lemma.casefold(), "noun", self._nouns.keys()))

    def source(self, lemma: str) -> str:
        """The kind of source noun that `lemma` is or ends in, empty where it is none."""
        return self._sources.get(self._last_part(lemma.casefold(), "source", self._sources.keys()), "")

    def regular(self, word: str) -> str:
        """The verb of this lexicon that `word` is a regular past form or participle of; empty where it is none."""
        return self._regular.get(word, "")

    def _weak_forms(self) -> dict[str, str]:
        """The regular forms of every verb; of verbs that share a form the first."""
        forms: dict[str, str] = {}
        infinitives = sorted(self.endings("verb"), key=len, reverse=True)
        for lemma in self._verbs:
            stem = next((lemma.removesuffix(last) for last in infinitives if lemma.endswith(last)), lemma)
            for ending in self.endings("weak"):
                forms.setdefault(stem + ending, lemma)
        return forms

    def words(self, name: str) -> frozenset[str]:
        """The closed class `name`. Raises ResourceError where the table has none of that name."""
        try:
            return self._classes[name]
        except KeyError as missing:
            raise ResourceError(f"speech-words.tsv has no class {name!r}") from missing

    def endings(self, name: str) -> tuple[str, ...]:
        """The endings of the class `ending_<name>`, for `str.endswith`."""
        return self._endings[name]

    def _last_part(self, lemma: str, table: str, keys: object) -> str:
        """The longest key that `lemma` ends in, kept for the next time; empty where there is none."""
        known = self._compounds.get(f"{table} {lemma}")
        if known is None:
            shortest = _COMPOUND if table == "noun" else 4
            starts = (0, *range(_SPECIFIER, len(lemma) - shortest + 1))
            known = next((lemma[at:] for at in starts if lemma[at:] in cast("set[str]", keys)), "")
            self._compounds[f"{table} {lemma}"] = known
        return known


def _noun(row: dict[str, str]) -> Noun:
    return Noun(row["noun"], row["frames"], cast("Stance", row["stance"]))


def _verbs(language: str) -> tuple[Verb, ...]:
    return tuple(
        Verb(
            row["verb"],
            () if _ANY in row["words"].split("|") else tuple(tuple(part.split()) for part in row["words"].split("|")),
            row["frames"],
            row["addressee"],
            cast("Stance", row["stance"]),
        )
        for row in resources.rows("lexicon", language, "speech-verbs.tsv")
    )


@cache
def load(language: str) -> Lexicon:
    """The speech lexicon of `language`. Raises ResourceError where there is none."""
    return Lexicon(language)
