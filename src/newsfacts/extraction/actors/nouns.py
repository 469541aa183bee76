"""Nouns that denote persons, groups and bodies, read with their inflection and as parts of compounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from newsfacts import resources
from newsfacts.model import ActorType

from .folding import folded

Category = Literal["role", "group", "body", "none"]
TITLE_KINDS = frozenset({"office", "rank", "prof"})
ANYONE = "anyone"  # the family of nouns that may take up any person of their gender ("die Frau")
KIN = "kin"
SHORTEST_SUFFIX = 4  # a shorter entry ends compounds only after a hyphen
SHORTEST_PREFIX = 3
UMLAUTS = str.maketrans("äöüÄÖÜ", "aouAOU")


class Sense(msgspec.Struct, frozen=True):
    """What a noun denotes.

    `lemma` is the list's entry, `word` the whole noun without its ending, `prefix` what a compound puts before it
    ("US" of "US-Präsident"); `kind` is the list's (office, court, …), `family` the class of nouns that take up one
    another, or the entry.
    """

    lemma: str
    word: str
    category: Category
    kind: str
    gender: str = ""
    prefix: str = ""
    family: str = ""
    feminine: bool = False
    plural: bool = False  # the form can only be a plural
    anonymous: bool = False
    adjectival: bool = False
    generic: bool = False  # may take up any named body of its kind

    @property
    def title(self) -> bool:
        """Whether the noun is a title or office."""
        return self.category == "role" and self.kind in TITLE_KINDS

    @property
    def type(self) -> ActorType:
        """The type of an actor so called, as far as the noun alone says."""
        if self.category == "group" or (self.category == "role" and self.plural):
            return "group"
        if self.category == "role":
            return "person"
        return "state" if self.kind == "land" else "organization"


class _Entry(msgspec.Struct, frozen=True):
    noun: str
    category: Category
    kind: str
    gender: str
    compounds: bool
    family: str = ""
    plural: bool = False
    anonymous: bool = False
    adjectival: bool = False
    generic: bool = False


class Nouns:
    """The nouns of a language; `sense` finds a word's entry whatever its ending or compound."""

    def __init__(self, language: str) -> None:
        self._entries: dict[str, _Entry] = {}
        for entry in _entries(language):
            self._entries.setdefault(entry.noun, entry)
        self._suffixes = {
            noun.lower(): entry
            for noun, entry in self._entries.items()
            if entry.compounds and len(noun) >= SHORTEST_SUFFIX
        }
        self._after_hyphen = {noun.lower(): entry for noun, entry in self._entries.items()}
        endings = list(resources.rows("lexicon", language, "noun-endings.tsv"))
        self._endings = tuple((row["ending"], row["base"], row["marks"]) for row in endings)
        self._links = tuple(row["base"] for row in endings if row["marks"] == "link")
        self._phrases = {folded(entry.noun.split()): entry for entry in self._entries.values() if " " in entry.noun}
        self._found: dict[str, Sense | None] = {}
        self._tails: dict[str, tuple[str, ...]] = {}

    def sense(self, word: str) -> Sense | None:
        """What `word` denotes, None for a noun of no list."""
        if word not in self._found:
            self._found[word] = self._search(word)
        return self._found[word]

    def phrase(self, words: Sequence[str]) -> Sense | None:
        """What two words together denote ("Heiliger Vater"), whatever their endings."""
        entry = self._phrases.get(folded(words))
        return self._made(entry, entry.noun, "", "") if entry is not None else None

    def _search(self, word: str) -> Sense | None:
        best: tuple[tuple[int, int], Sense] | None = None
        for order, (base, marks) in enumerate(self._bases(word)):
            for entry, prefix in self._matches(base):
                if entry.adjectival and marks not in ("", "adjective", "feminine adjective"):
                    continue
                if not entry.adjectival and "adjective" in marks:
                    continue
                rank = (-len(entry.noun), order)
                if best is None or rank < best[0]:
                    best = (rank, self._made(entry, base, prefix, marks))
        return None if best is None or best[1].category == "none" else best[1]

    def _bases(self, word: str) -> Iterator[tuple[str, str]]:
        """The forms that `word` may be inflected from, each with what its ending says (feminine, plural)."""
        yield word, ""
        if (plain := _umlaut_at_end(word)) != word:
            yield plain, "plural"
        for ending, base, marks in self._endings:
            if marks != "link" and word.endswith(ending) and len(word) - len(ending) >= 2:
                stem = word[: len(word) - len(ending)] + base
                yield stem, marks
                plain = stem.translate(UMLAUTS)
                if plain != stem:
                    yield _umlaut_at_end(stem), marks

    def _matches(self, base: str) -> Iterator[tuple[_Entry, str]]:
        low = base.lower()
        if entry := self._entries.get(base):
            yield entry, self._first_part(low, base)
            return
        if "-" in base:
            before, _, last = base.rpartition("-")
            if entry := self._after_hyphen.get(last.lower()):
                yield entry, before
                return
        for at in range(SHORTEST_PREFIX, len(low) - SHORTEST_SUFFIX + 1):
            if entry := self._suffixes.get(low[at:]):
                yield entry, base[:at].rstrip("-")
                return

    def _first_part(self, low: str, base: str) -> str:
        """What stands before the entry that a listed compound ends with: "Parlaments" of "Parlamentspräsident"."""
        for at in range(SHORTEST_PREFIX, len(low) - SHORTEST_SUFFIX + 1):
            if low[at:] in self._suffixes:
                return base[:at].rstrip("-")
        return ""

    def _made(self, entry: _Entry, base: str, prefix: str, marks: str) -> Sense:
        feminine = "feminine" in marks or entry.gender == "f"
        return Sense(
            lemma=entry.noun,
            word=base,
            category=entry.category,
            kind=entry.kind,
            gender="f" if feminine else entry.gender,
            prefix=prefix,
            family=entry.family or entry.noun,
            feminine=feminine,
            plural=entry.plural or "plural" in marks,
            anonymous=entry.anonymous,
            adjectival=entry.adjectival,
            generic=entry.generic,
        )

    def tails(self, word: str) -> tuple[str, ...]:
        """The listed nouns that a compound ends with, without the compound itself: "Minister" of "Außenminister"."""
        if word not in self._tails:
            low = word.lower()
            ends = (self._after_hyphen.get(low[at:]) for at in range(1, len(low) - 2))
            found = (entry.noun for entry in ends if entry is not None and entry.category != "none")
            self._tails[word] = tuple(dict.fromkeys(noun for noun in found if noun != word))
        return self._tails[word]

    def unlinked(self, prefix: str) -> Iterator[str]:
        """The words that the first part of a compound may be: itself, and without the sound that links it."""
        yield prefix
        for link in self._links:
            if prefix.endswith(link) and len(prefix) > len(link) + 2:
                yield prefix[: -len(link)]


def _umlaut_at_end(stem: str) -> str:
    """`stem` with its last umlaut undone: "Rät" gives "Rat"."""
    for at in range(len(stem) - 1, -1, -1):
        if stem[at] in "äöüÄÖÜ":
            return stem[:at] + stem[at].translate(UMLAUTS) + stem[at + 1 :]
    return stem


def _entries(language: str) -> Iterator[_Entry]:
    for row in resources.rows("lexicon", language, "role-nouns.tsv"):
        yield _Entry(
            noun=row["noun"],
            category="role",
            kind=row["kind"],
            gender=row["gender"],
            compounds=row["compounds"] == "yes",
            family=row["class"],
            adjectival=row["inflection"] == "adjective",
        )
    for row in resources.rows("lexicon", language, "body-nouns.tsv"):
        category: Category = "none" if row["kind"] == "none" else "body"
        yield _Entry(
            noun=row["noun"],
            category=category,
            kind=row["kind"],
            gender=row["gender"],
            compounds=row["compounds"] == "yes",
            generic=row["generic"] == "yes",
        )
    for row in resources.rows("lexicon", language, "group-nouns.tsv"):
        yield _Entry(
            noun=row["noun"],
            category="group",
            kind="group",
            gender=row["gender"],
            compounds=row["compounds"] == "yes",
            plural=row["number"] == "plur",
            anonymous=row["anonymous"] == "yes",
        )


@cache
def nouns(language: str) -> Nouns:
    """The nouns of `language`, loaded once."""
    return Nouns(language)
