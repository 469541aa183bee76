"""Proper names that the language knows: states with adjectives and capitals, organisations, given names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

import msgspec

from newsfacts import resources

from .folding import folded
from .spelling import folded_name

Known = Literal["state", "region", "capital", "house", "body"]
ADJECTIVE_ENDINGS = 3  # "-isch" takes at most two letters more: en, em, es


class ProperName(msgspec.Struct, frozen=True):
    """A name of the lists: `key` is its bearer's main name, `known` what it is to the bearer (a capital or house stands
    for it), `kind` the kind of a body; `gender` m, f, n or p (plural), empty where unknown."""

    key: str
    known: Known
    kind: str = ""
    gender: str = ""
    weak: bool = False  # also a common word


class Inhabitant(msgspec.Struct, frozen=True):
    """A word for the inhabitants of the state `key`; `base` is it without its ending."""

    base: str
    key: str
    feminine: bool = False
    plural: bool = False


class ProperNames:
    """The proper names of a language, found by their words; loaded once."""

    def __init__(self, language: str) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], ProperName]]] = defaultdict(list)
        self._adjectives: dict[str, str] = {}
        self._inhabitants: dict[str, Inhabitant] = {}
        self._found: dict[str, Inhabitant | None] = {}
        self._epithets: dict[tuple[str, ...], str] = {}
        self._given: dict[str, str] = {}
        self._also_called: dict[str, tuple[str, ...]] = {}
        endings = resources.rows("lexicon", language, "name-endings.tsv")
        self._endings = tuple((row["ending"], row["base"], row["use"]) for row in endings)
        self.wikidata: dict[str, str] = {}
        self._load_states(language)
        self._load_bodies(language)
        self._load_organisations(language)
        for row in resources.rows("lexicon", language, "given-names.tsv"):
            self._given[row["name"]] = row["gender"]
        for row in resources.rows("gazetteer", "people.tsv"):
            borne = _list(row[language])
            for name in borne:
                if " " in name:
                    self._given.setdefault(name.split()[0], "")
                if len(borne) > 1:
                    self._also_called[folded_name(name)] = tuple(other for other in borne if other != name)
        for names in self._by_first.values():
            names.sort(key=lambda item: -len(item[0]))

    def _load_states(self, language: str) -> None:
        for row in resources.rows("lexicon", language, "states.tsv"):
            key, known = row["name"], row["kind"]
            gender = {"der": "m", "die": "f", "die+": "p"}.get(row["article"], "n")
            self.wikidata[key] = row["wikidata"]
            kinds: tuple[tuple[str, Known], ...] = (
                (key, "region" if known == "region" else "state"),
                (row["aliases"], "region" if known == "region" else "state"),
                (row["capitals"], "capital"),
                (row["houses"], "house"),
            )
            for names, what in kinds:
                for name in _list(names):
                    self._add(name, ProperName(key, what, "land", gender))
            for adjective in _list(row["adjectives"]):
                self._adjectives.setdefault(adjective.lower(), key)
            for inhabitant in _list(row["inhabitants"]):
                base, _, women = inhabitant.partition("/")
                self._inhabitants.setdefault(base, Inhabitant(base, key, feminine=bool(women)))
            for epithet in _list(row["epithets"]):
                self._epithets.setdefault(folded(epithet.split()), key)

    def _load_bodies(self, language: str) -> None:
        for row in resources.rows("lexicon", language, "known-bodies.tsv"):
            body = ProperName(row["name"], "body", row["kind"], row["gender"], row["weak"] == "yes")
            for name in (row["name"], *_list(row["aliases"])):
                self._add(name, body)

    def _load_organisations(self, language: str) -> None:
        """The organisations that linking knows; a lone word that is no acronym counts only where the tagger agrees."""
        for row in resources.rows("gazetteer", "organisations.tsv"):
            names = [*_list(row[language]), *_list(row["acronyms"])]
            held = [bearer for name in names if (bearer := self._bearer(name)) is not None]
            for name in names:
                kind = GAZETTEER_KINDS.get(row["kind"], "union")
                weak = " " not in name and (not name.isupper() or len(name) < SHORTEST_ACRONYM)
                bearer = held[0] if held else ProperName(names[0], "body", kind, "", weak)
                for form in self._declensions(name):
                    self._add(form, bearer)

    def _declensions(self, name: str) -> Iterator[str]:
        """A name of several words in the forms that its first word, an adjective, takes."""
        yield name
        first, _, rest = name.partition(" ")
        if rest and (stem := self.declined(first, "declined")) != first:
            for ending, _, use in self._endings:
                if use == "declined":
                    yield f"{stem}{ending} {rest}"

    def _bearer(self, name: str) -> ProperName | None:
        words = tuple(name.split())
        return next((bearer for other, bearer in self._by_first.get(words[0], ()) if other == words), None)

    def _add(self, name: str, bearer: ProperName) -> None:
        words = tuple(name.split())
        held = self._by_first[words[0]]
        if all(words != other for other, _ in held):
            held.append((words, bearer))

    def at(self, words: Sequence[str], first: int) -> tuple[int, ProperName] | None:
        """The longest known name that begins at `words[first]`, and where it ends; a genitive -s on it is allowed."""
        word = words[first]
        stems = (stem for stem, _ in self._without_ending(word, "genitive"))
        for start in dict.fromkeys((word, without_genitive(word), *stems)):
            for name, bearer in self._by_first.get(start, ()):
                if self._reads(words, first, name, start):
                    return first + len(name), bearer
            if start == word and len(word) < 2:
                break
        return None

    @staticmethod
    def _reads(words: Sequence[str], first: int, name: tuple[str, ...], start: str) -> bool:
        if len(name) == 1:
            return True
        if start != words[first] or first + len(name) > len(words):
            return False
        inner = all(words[first + at] == name[at] for at in range(1, len(name) - 1))
        last = words[first + len(name) - 1]
        return inner and (last == name[-1] or without_genitive(last) == name[-1])

    def adjective(self, word: str) -> str | None:
        """The state that an adjective ("iranische") is taken from."""
        low = word.lower()
        for cut in range(min(ADJECTIVE_ENDINGS, len(low) - 3)):
            if key := self._adjectives.get(low[: len(low) - cut]):
                return key
        return None

    def capital_adjective(self, word: str) -> str | None:
        """The state whose capital an undeclined adjective names ("Kiewer", "Teheraner")."""
        if len(word) < SHORT_CAPITAL:
            return None
        for start, _ in self._without_ending(word, "town"):
            for name, bearer in self._by_first.get(start, ()):
                if len(name) == 1 and bearer.known == "capital":
                    return bearer.key
        return None

    def _without_ending(self, word: str, use: str) -> Iterator[tuple[str, str]]:
        """The words that `word` may be made from by the endings of one use, each with all that its ending says."""
        for ending, base, uses in self._endings:
            if uses.startswith(use) and word.endswith(ending):
                yield word[: len(word) - len(ending)] + base, uses

    def declined(self, word: str, use: str) -> str:
        """`word` without the first of the endings of one use that it bears, itself for none."""
        return next((stem for stem, _ in self._without_ending(word, use)), word)

    def ending(self, use: str) -> str:
        """The first ending of one use."""
        return next((ending for ending, _, uses in self._endings if uses == use), "")

    def inhabitant(self, word: str) -> Inhabitant | None:
        """Whom `word` names in any case and gender ("Iranerinnen") if it names the inhabitant of a state."""
        if word not in self._found:
            self._found[word] = self._find_inhabitant(word)
        return self._found[word]

    def _find_inhabitant(self, word: str) -> Inhabitant | None:
        if listed := self._inhabitants.get(word):
            return listed
        for base, uses in self._without_ending(word, "inhabitant"):
            if listed := self._inhabitants.get(base):
                return Inhabitant(base, listed.key, listed.feminine or "feminine" in uses, "plural" in uses)
        return None

    def epithet(self, words: Sequence[str]) -> str | None:
        """The state that an epithet ("der jüdische Staat") denotes, whatever its case endings."""
        return self._epithets.get(folded(words))

    def also_called(self, name: str) -> tuple[str, ...]:
        """The other names of a holder of public office ("Karol Wojtyla")."""
        return self._also_called.get(folded_name(name), ())

    def given(self, word: str) -> str | None:
        """The gender (m, f, or "" for both) of a given name, None for other words."""
        return self._given.get(word)


SHORT_CAPITAL = 6
SHORTEST_ACRONYM = 3
GAZETTEER_KINDS = {
    "media": "medium", "agency": "medium", "company": "company", "party": "party", "authority": "agency",
    "ministry": "ministry", "army": "force", "parliament": "parliament", "armed": "militant", "court": "court",
    "government": "government",
}  # fmt: skip


def _list(field: str) -> list[str]:
    return [item for item in field.split("|") if item]


def without_genitive(word: str) -> str:
    """`word` without the -s or the apostrophe of a name's genitive."""
    for mark in ("'s", "’s", "´s", "'", "’"):
        if word.endswith(mark):
            return word[: -len(mark)]
    return word[:-1] if word.endswith("s") and len(word) > 2 else word


@cache
def proper_names(language: str) -> ProperNames:
    """The proper names of `language`, loaded once."""
    return ProperNames(language)
