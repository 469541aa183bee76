"""The compiled gazetteer, read: names to items, capitals to states, offices to their holders at a date."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

from newsfacts import resources
from newsfacts.errors import LinkError

from .compile import EXACT, SOUND, STEM
from .curated import qid

CORE = ("gazetteer", "core.sqlite")
_ENTRY = "entity.qid, type, label, label_en, country, rank, pop, curated, entity.kind"
_CACHED = 20_000


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of the gazetteer. `country` is the item of its state (0 unknown), `rank` that of the highest office held
    (3 head of state or government, 2 minister, 1 other), `pop` a rough popularity up to 1 — of a person, how rare
    the surname is: 1 by the number who bear it —, `kind` that of an organisation or the last day of a state."""

    item: int
    type: str
    label: str
    label_en: str
    country: int
    rank: int
    pop: float
    curated: bool
    kind: str

    @property
    def qid(self) -> str:
        """The Wikidata item id."""
        return qid(self.item)

    @property
    def name(self) -> str:
        """The German label, or the English name of an item without one."""
        return self.label or self.label_en


@dataclass(frozen=True, slots=True)
class Hit:
    """An item found under a key: `kind` of the name (label, alias, acronym …) and `form` of the key."""

    entry: Entry
    kind: str
    form: int
    language: str


@dataclass(frozen=True, slots=True)
class Held:
    """An office held: class, state, dates as precise as known and how far its source reaches."""

    person: int
    office: str
    country: int
    start: str
    end: str
    as_of: str
    position: int


class Gazetteer:
    """Looks up a compiled gazetteer; answers are cached, and the file is never written."""

    def __init__(self, path: Path) -> None:
        if not path.is_file():
            raise LinkError(f"{path}: no gazetteer; compile one or reinstall newsfacts")
        try:
            self._db = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            meta = dict(self._db.execute("SELECT key, value FROM meta"))
            self.version, self.as_of = str(meta["version"]), str(meta["as_of"])
        except (sqlite3.DatabaseError, KeyError) as fault:
            raise LinkError(f"{path}: not a gazetteer: {fault}") from fault
        self.path = path
        self.lookup = lru_cache(_CACHED)(self._lookup)
        self.entry = lru_cache(_CACHED)(self._entry)
        self.offices_of = lru_cache(_CACHED)(self._offices_of)
        self.holders = lru_cache(_CACHED)(self._holders)
        self.stands_for = lru_cache(_CACHED)(self._stands_for)
        self.adjective = lru_cache(_CACHED)(self._adjective)
        self.generic = lru_cache(_CACHED)(self._generic)

    @classmethod
    def core(cls) -> Self:
        """The gazetteer that ships with newsfacts."""
        return cls(resources.data(*CORE))

    def close(self) -> None:
        """Closes the file; lookups after that raise."""
        self._db.close()

    def _lookup(self, key: str, form: int) -> tuple[Hit, ...]:
        """The items named by a folded key of one form, in a fixed order; names without an item give none."""
        rows = self._db.execute(
            f"SELECT {_ENTRY}, name.kind, name.form, lang FROM name JOIN entity USING (qid) "
            "WHERE key = ? AND form = ? ORDER BY entity.qid, name.kind",
            (key, form),
        )
        return tuple(Hit(_as_entry(row[:9]), row[9], row[10], row[11]) for row in rows)

    def unlinkable(self, key: str) -> bool:
        """Whether the key names something that is known to have no confirmed item."""
        query = "SELECT 1 FROM name WHERE key = ? AND form IN (?, ?) AND qid = 0"
        return self._db.execute(query, (key, EXACT, STEM)).fetchone() is not None

    def _entry(self, item: int) -> Entry | None:
        row = self._db.execute(f"SELECT {_ENTRY} FROM entity WHERE qid = ?", (item,)).fetchone()
        return _as_entry(row) if row else None

    def _stands_for(self, key: str) -> tuple[tuple[int, int], ...]:
        """What a capital or house stands for: pairs of its own item (0 unknown) and the state or body."""
        query = "SELECT place, stands_for FROM metonym WHERE key = ? ORDER BY stands_for, place"
        return tuple(self._db.execute(query, (key,)))

    def _adjective(self, key: str) -> tuple[int, ...]:
        """The states whose adjective or inhabitants have this stem."""
        query = "SELECT country FROM adjective WHERE key = ? ORDER BY country"
        return tuple(country for (country,) in self._db.execute(query, (key,)))

    def _generic(self, key: str) -> tuple[tuple[int, int], ...]:
        """The organisations that a common word names, as pairs of state and item (0 without a confirmed item)."""
        query = "SELECT country, qid FROM generic WHERE key = ? ORDER BY country, qid"
        return tuple(self._db.execute(query, (key,)))

    def _offices_of(self, person: int) -> tuple[Held, ...]:
        query = 'SELECT person, office, country, start, "end", as_of, position FROM tenure WHERE person = ?'
        return tuple(Held(*row) for row in self._db.execute(query, (person,)))

    def _holders(self, office: str, country: int) -> tuple[Held, ...]:
        query = (
            'SELECT person, office, country, start, "end", as_of, position FROM tenure '
            'WHERE office = ? AND country = ? ORDER BY start, person, "end", position'
        )
        return tuple(Held(*row) for row in self._db.execute(query, (office, country)))

    def starting_with(self, prefix: str, limit: int) -> tuple[Entry, ...]:
        """Items with a name that starts so (folded), the best known first: for suggestions while typing."""
        rows = self._db.execute(
            f"SELECT DISTINCT {_ENTRY} FROM name JOIN entity USING (qid) WHERE key >= ? AND key < ? AND form = ? "
            "ORDER BY curated DESC, rank DESC, pop DESC, entity.qid LIMIT ?",
            (prefix, prefix + "\U0010ffff", EXACT, limit),
        )
        return tuple(_as_entry(row) for row in rows)

    def names_of(self, item: int) -> tuple[tuple[str, str], ...]:
        """The folded names of an item with their kinds."""
        query = "SELECT key, kind FROM name WHERE qid = ? AND form = ? ORDER BY kind, key"
        return tuple(self._db.execute(query, (item, EXACT)))


def _as_entry(row: tuple[int, str, str, str, int, int, float, int, str]) -> Entry:
    item, kind, label, label_en, country, rank, pop, curated, detail = row
    return Entry(item, kind, label, label_en, country, rank, pop, bool(curated), detail)


__all__ = ["EXACT", "SOUND", "STEM", "Entry", "Gazetteer", "Held", "Hit"]
