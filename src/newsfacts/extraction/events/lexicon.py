"""The event lexicons: which words trigger which type, and which grammatical slots hold the agents and recipients."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import cast as typed
from typing import get_args

import msgspec

from newsfacts import resources
from newsfacts.errors import ResourceError
from newsfacts.model import EventType, Status

UMLAUTS = str.maketrans("äöü", "aou")
MARKS = "~^@!"  # before ends of words, ends of subjects, prepositions, and words that must not stand beside a trigger
SHORTEST_MODIFIER = 3  # letters before the head of a compound
SUFFIXES = ("ung", "en", "n", "e")  # taken off in turn to compare a verb with its noun


class Frame(msgspec.Struct, frozen=True):
    """Slots that hold the agents and the recipients: subj, obj, dat, gen (genitive, "von", possessive), mod (adjectives
    of states) and prepositions by their own name."""

    name: str
    agents: tuple[str, ...]
    recipients: tuple[str, ...]


class Entry(msgspec.Struct, frozen=True):
    """A trigger word with its event type; `words` must stand beside it where it is one half of a fixed expression, or a
    word with one of the `ends` outside the subject, a subject that ends in one of `subjects`, or a phrase after one of
    `prepositions`, and none of the words `without`; `family` is common to words for one kind of deed. `need` is what it
    needs to count: "any" actor, one of its "own" arguments, a "recipient" (or agent and time), a "partner" beside the
    subject; a "light" verb counts as mention of what its object names, a "carrier" only so."""

    lemma: str
    type: EventType
    frame: Frame
    words: frozenset[str] = frozenset()
    ends: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    prepositions: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    need: str = "any"
    family: str = ""


class Lexicon(msgspec.Struct, frozen=True):
    """All event words of a language; `unless` are words beside which a verb or noun tells of something else."""

    verbs: dict[str, Entry]
    phrases: dict[str, tuple[Entry, ...]]
    nouns: dict[str, Entry]
    heads: dict[str, Entry]
    joined: dict[str, tuple[Entry, ...]]
    adjectives: dict[str, Entry]
    excluded: tuple[str, ...]
    unless: dict[str, frozenset[str]]
    prepositions: dict[str, str]
    definites: frozenset[str]
    endings: tuple[str, ...]
    links: frozenset[str]

    def noun(self, *forms: str) -> Entry | None:
        """The entry of a noun in one of its forms (lemma first), by itself or by the head of the compound it is."""
        keys = [form.casefold() for form in forms]
        keys += [keys[-1].removesuffix(ending) for ending in self.endings if keys[-1].endswith(ending)]
        for key in keys:
            if key.endswith(self.excluded):
                return None
            if found := self.nouns.get(key) or self._head(key):
                return found
        return None

    def _head(self, key: str) -> Entry | None:
        """The entry of the longest head of a compound."""
        starts = (0, *range(SHORTEST_MODIFIER, len(key) - 2))
        return next((found for start in starts if (found := self.heads.get(key[start:]))), None)


def _slots(field: str) -> tuple[str, ...]:
    return () if field == "-" else tuple(field.split())


@cache
def _frames(language: str) -> dict[str, Frame]:
    rows = resources.rows("lexicon", language, "event-frames.tsv")
    return {row["frame"]: Frame(row["frame"], _slots(row["agents"]), _slots(row["recipients"])) for row in rows}


@cache
def _families(language: str) -> dict[str, str]:
    rows = resources.rows("lexicon", language, "event-families.tsv")
    return {word: words[0] for row in rows for words in [row["words"].split()] for word in words}


def _family(lemma: str, language: str) -> str:
    """The family of a lemma: the one the lexicon gives, else its stem without endings and umlauts."""
    stem = lemma.translate(UMLAUTS)
    for suffix in SUFFIXES:
        stem = stem.removesuffix(suffix)
    return _families(language).get(lemma) or stem


def _entry(row: dict[str, str], language: str) -> Entry:
    frames = _frames(language)
    if row["type"] not in get_args(EventType) or row["frame"] not in frames:
        raise ResourceError(f"event-triggers.tsv: {row['lemma']}: unknown type {row['type']} or frame {row['frame']}")
    beside = [] if row["with"] == "-" else row["with"].split("|")
    marked = {mark: tuple(word[1:] for word in beside if word[0] == mark) for mark in MARKS}
    lemma = row["lemma"].lstrip("~").casefold()
    return Entry(
        lemma=lemma,
        type=typed(EventType, row["type"]),
        frame=frames[row["frame"]],
        words=frozenset(word for word in beside if word[0] not in MARKS),
        ends=marked["~"],
        subjects=marked["^"],
        prepositions=frozenset(marked["@"]),
        without=frozenset(marked["!"]),
        need=row["need"],
        family=_family(lemma, language),
    )


def _rows(language: str) -> dict[str, list[dict[str, str]]]:
    """The rows of the trigger table by their `pos`; nouns and participles are compared without case."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in resources.rows("lexicon", language, "event-triggers.tsv"):
        if row["pos"] not in ("verb", "phrase", "unless"):
            row["lemma"] = row["lemma"].casefold()
        found.setdefault(row["pos"], []).append(row)
    return found


def _gathered(rows: Iterable[tuple[str, Entry]]) -> dict[str, tuple[Entry, ...]]:
    """The entries of each lemma in the order of the table."""
    found: dict[str, tuple[Entry, ...]] = {}
    for lemma, entry in rows:
        found[lemma] = (*found.get(lemma, ()), entry)
    return found


@cache
def load(language: str) -> Lexicon:
    """The lexicon of a language. Raises ResourceError for a row with an unknown type or frame."""
    rows = _rows(language)
    entries = {
        pos: [(row["lemma"], _entry(row, language)) for row in rows.get(pos, ())]
        for pos in ("verb", "phrase", "noun", "compound", "participle")
    }
    phrases, joined = (_gathered(entries[pos]) for pos in ("phrase", "compound"))
    unless: dict[str, frozenset[str]] = {}
    for row in rows.get("unless", ()):
        unless[row["lemma"]] = unless.get(row["lemma"], frozenset()) | frozenset(row["with"].split("|"))
    forms = {row["form"]: row["slot"] for row in resources.rows("lexicon", language, "event-prepositions.tsv")}
    return Lexicon(
        verbs=dict(entries["verb"]),
        phrases=phrases,
        nouns={lemma: entry for lemma, entry in entries["noun"] if not lemma.startswith("~")},
        heads={lemma[1:]: entry for lemma, entry in entries["noun"] if lemma.startswith("~")},
        joined={lemma[1:]: found for lemma, found in joined.items()},
        adjectives=dict(entries["participle"]),
        excluded=tuple(row["lemma"] for row in rows.get("none", ())),
        unless=unless,
        prepositions={form: slot for form, slot in forms.items() if slot != "-"},
        definites=frozenset(form for form, slot in forms.items() if slot == "-"),
        endings=tuple(row["lemma"] for row in rows.get("ending", ())),
        links=frozenset(row["lemma"] for row in rows.get("link", ())),
    )


class StatusWords(msgspec.Struct, frozen=True):
    """Words that make an event planned, considered, denied or conditional: adjectives before it, nouns and verbs that
    govern it, particles beside it, modal verbs (also "modal.past", ".sub", ".perf") and markers of its clause, stances
    of attributions, verbs over an infinitive, adverbs; verbs (`promises`) and expressions (`offers`) that tell what is
    to come; `open` prepositions let the mood of a clause through to their noun."""

    adjectives: dict[str, Status]
    nouns: dict[str, Status]
    verbs: dict[str, Status]
    particles: dict[str, Status]
    modals: dict[str, Status]
    markers: dict[str, Status]
    stances: dict[str, Status]
    infinitives: dict[str, Status]
    adverbs: dict[str, Status]
    promises: dict[str, Status]
    offers: dict[str, Status]
    open: frozenset[str]
    links: frozenset[str]
    auxiliaries: frozenset[str]


@cache
def statuses(language: str) -> StatusWords:
    """The status words of a language."""
    tables: dict[str, dict[str, Status]] = {}
    for row in resources.rows("lexicon", language, "status.tsv"):
        tables.setdefault(row["kind"], {})[row["lemma"]] = typed(Status, row["status"])
    sets = {kind: frozenset(tables.get(kind, {})) for kind in ("open", "link", "auxiliary")}
    return StatusWords(
        adjectives=tables.get("adjective", {}),
        nouns=tables.get("noun", {}),
        verbs=tables.get("verb", {}),
        particles=tables.get("particle", {}),
        modals=tables.get("modal", {}),
        markers=tables.get("marker", {}),
        stances=tables.get("stance", {}),
        infinitives=tables.get("infinitive", {}),
        adverbs=tables.get("adverb", {}),
        promises=tables.get("promise", {}),
        offers=tables.get("offer", {}),
        open=sets["open"],
        links=sets["link"],
        auxiliaries=sets["auxiliary"],
    )


class Control(msgspec.Struct, frozen=True):
    """Who does the deed under a verb (object, dative; others: the subject), the verbs whose subject only speaks of the
    deeds that nouns beside them name, and what prepositions say of a deed."""

    verbs: dict[str, str]
    outside: frozenset[str]
    adjuncts: frozenset[str]
    by: tuple[str, ...]
    owner: tuple[str, ...]
    shared: frozenset[str]
    anaphors: frozenset[str]
    untimed: frozenset[str]
    grounds: frozenset[str]
    intending: frozenset[str]


@cache
def control(language: str) -> Control:
    """The control words of a language."""
    kinds: dict[str, list[str]] = {}
    verbs: dict[str, str] = {}
    for row in resources.rows("lexicon", language, "event-control.tsv"):
        kinds.setdefault(row["kind"], []).append(row["lemma"])
        if row["kind"] in ("object", "dative"):
            verbs.setdefault(row["lemma"], row["kind"])
    outside = frozenset(kinds.get("outside", ()))
    return Control(
        verbs=verbs,
        outside=outside,
        adjuncts=frozenset(kinds.get("adjunct", ())),
        by=tuple(kinds.get("by", ())),
        owner=tuple(kinds.get("owner", ())),
        shared=frozenset(kinds.get("shared", ())),
        anaphors=frozenset(kinds.get("anaphor", ())),
        untimed=frozenset(kinds.get("untimed", ())),
        grounds=frozenset(kinds.get("ground", ())),
        intending=frozenset(statuses(language).verbs) - outside,
    )
