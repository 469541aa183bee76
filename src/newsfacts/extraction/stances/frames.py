"""The stance lexicon: which word carries which stance and where its holder, content and addressee stand."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Literal, cast

import msgspec

from newsfacts.model import Stance
from newsfacts.resources import rows

Kind = Literal["verb", "judgement", "adjective", "noun"]


class Frame(msgspec.Struct, frozen=True):
    """One reading of a stance word. Slots are tried in the order given: `acc`, `p:vor`, `that`, `inf` …; the lexicon's
    header explains them. `words` must stand in the clause as well, `barred` must not; `about` is the class that its
    content noun must have."""

    kind: Kind
    lemma: str
    words: tuple[str, ...]
    barred: tuple[str, ...]
    about: str
    holder: str
    content: tuple[str, ...]
    addressee: tuple[str, ...]
    over: tuple[str, ...]
    stance: Stance
    negated: Stance | None

    @property
    def name(self) -> str:
        """The lexeme as facts cite it."""
        return " ".join((*self.words, self.lemma))


Frames = MappingProxyType[str, tuple[Frame, ...]]


def _slots(field: str) -> tuple[str, ...]:
    return () if field == "-" else tuple(field.split("|"))


def _frame(row: dict[str, str]) -> Frame:
    wanted = [] if row["with"] == "-" else row["with"].split()
    return Frame(
        kind=cast("Kind", row["kind"]),
        lemma=row["lemma"],
        words=tuple(word for word in wanted if word[0] not in "@!"),
        barred=tuple(word[1:] for word in wanted if word.startswith("!")),
        about=next((word[1:] for word in wanted if word.startswith("@")), ""),
        holder=row["holder"],
        content=_slots(row["content"]),
        addressee=_slots(row["addressee"]),
        over=_slots(row["over"]),
        stance=cast("Stance", row["stance"]),
        negated=None if row["negated"] == "-" else cast("Stance", row["negated"]),
    )


def _generality(frame: Frame) -> tuple[int, bool]:
    """Orders readings from the special to the general: asked-for words first, then asked-for prepositions."""
    return -len(frame.words) - bool(frame.about), not any(code.startswith("p:") for code in frame.content)


@cache
def frames(kind: Kind, language: str = "de") -> Frames:
    """All frames of `kind` by lemma; those that ask for more words come first, so that the special reading wins."""
    found: dict[str, list[Frame]] = {}
    for row in rows("lexicon", language, "stances.tsv"):
        if row["kind"] == kind:
            frame = _frame(row)
            found.setdefault(frame.lemma, []).append(frame)
    return MappingProxyType({lemma: tuple(sorted(group, key=_generality)) for lemma, group in found.items()})


@cache
def word_class(name: str, language: str = "de") -> frozenset[str]:
    """The members of a closed word class of the stance rules (negators, agent prepositions, …)."""
    return frozenset(row["word"] for row in rows("lexicon", language, "stance-words.tsv") if row["class"] == name)
