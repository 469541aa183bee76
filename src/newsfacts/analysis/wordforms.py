"""What is known of a word form outside any sentence: Brown cluster and HanTa's tags, the embedded model's features.

Everything here depends on the form alone and is kept in a cache, since news repeat their words: that makes HanTa, which
takes a third of a millisecond for a new word, affordable.
"""

from __future__ import annotations

import lzma
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

FEATURES = ("norm", "prefix", "suffix", "ending", "shape", "cluster", "tag", "tags")
_LIMIT = 400_000  # forms kept before the cache starts anew: about 100 MB
_SEED = 0x9E3779B97F4A7C15
_PRIME = 0x100000001B3


class Form(msgspec.Struct, frozen=True):
    """A word form: `row` are the feature hashes in the order of FEATURES, `tags` HanTa's tags, best first."""

    row: tuple[int, ...]
    tags: tuple[str, ...]


def _hash(value: str, salt: int) -> int:
    """A 64-bit FNV-1a hash: the same on every machine, unlike Python's own."""
    number = (0xCBF29CE484222325 ^ (salt * _SEED)) & 0xFFFFFFFFFFFFFFFF
    for byte in value.encode("utf-8", "surrogatepass"):
        number = ((number ^ byte) * _PRIME) & 0xFFFFFFFFFFFFFFFF
    return number


def shape(form: str) -> str:
    """The letters' kinds, runs cut at three: `Xxxx`, `dd.`, `XX-Xxxx`."""
    kinds: list[str] = []
    for char in form[:32]:
        kind = "X" if char.isupper() else "x" if char.isalpha() else "d" if char.isdigit() else char
        if kinds[-3:] != [kind] * 3:
            kinds.append(kind)
    return "".join(kinds)


class WordForms:
    """Looks forms up: clusters from a table, tags from HanTa."""

    def __init__(self, clusters: dict[str, str], tagger: Any) -> None:
        self._clusters = clusters
        self._tagger = tagger
        self._known: dict[str, Form] = {}

    def __getitem__(self, form: str) -> Form:
        found = self._known.get(form)
        if found is None:
            if len(self._known) >= _LIMIT:
                self._known.clear()
            found = self._known[form] = self._look_up(form)
        return found

    def rows(self, words: Sequence[str]) -> NDArray[np.uint64]:
        """The feature hashes of the words, one row each."""
        return np.array([self[word].row for word in words], dtype=np.uint64).reshape((len(words), len(FEATURES)))

    def cluster(self, form: str) -> str:
        """The Brown cluster of a form, of its lower-case form, or of its last hyphenated part; "" where unknown."""
        for candidate in (form, form.lower(), form.rpartition("-")[2]):
            if candidate in self._clusters:
                return self._clusters[candidate]
        return ""

    def _look_up(self, form: str) -> Form:
        tags = tags_of(self._tagger, form)
        norm = form.lower()
        values = (
            norm, norm[:3], norm[-3:], norm[-5:], shape(form), self.cluster(form), tags[0] if tags else "",
            " ".join(sorted(tags)),
        )  # fmt: skip
        return Form(tuple(_hash(value, salt) for salt, value in enumerate(values)), tags)


def tags_of(tagger: Any, form: str) -> tuple[str, ...]:
    """HanTa's tags for a form, best first; none for marks and for what is too long to be a word."""
    if len(form) > 60 or not any(char.isalpha() for char in form):
        return ()
    return tuple(tag for tag, _ in tagger.tag_word(form))


def read_clusters(path: Path) -> dict[str, str]:
    """The table of clusters: `.tsv.xz`, a line `cluster<TAB>form form form` each."""
    clusters: dict[str, str] = {}
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cluster, _, forms = line.rstrip("\n").partition("\t")
            clusters.update((form, cluster) for form in forms.split(" "))
    return clusters
