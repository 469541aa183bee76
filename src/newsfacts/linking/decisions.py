"""What people decided about links: one SSSOM table, applied on every run and never overruled.

A line maps a subject — a name everywhere (`local:person/ali-schamchani`) or one actor of one article
(`article:ID#a3`) — to an item or to another local name:

| decision | predicate_id | predicate_modifier | object_id |
|---|---|---|---|
| accept, new id | skos:exactMatch | | wikidata:Q… |
| reject | skos:exactMatch | Not | wikidata:Q… |
| nil: has no item | skos:exactMatch | | sssom:NoTermFound |
| merge | skos:exactMatch | | local:… |
| split: not the same as others of this name | skos:exactMatch | Not | local:… |

A later line overrules an earlier one; a line about one article overrules one about the name everywhere.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO

from newsfacts.errors import LinkError

from .names import fold

Verdict = Literal["accept", "reject", "nil", "merge", "split"]
COLUMNS = (
    "subject_id", "subject_label", "predicate_id", "predicate_modifier", "object_id", "object_label",
    "mapping_justification", "author_id", "mapping_date", "confidence", "comment",
)  # fmt: skip
HEADER = (
    "# curie_map:",
    '#   wikidata: "http://www.wikidata.org/entity/"',
    '#   skos: "http://www.w3.org/2004/02/skos/core#"',
    '#   semapv: "https://w3id.org/semapv/vocab/"',
    '#   sssom: "https://w3id.org/sssom/"',
    '#   local: "https://w3id.org/newsfacts/local/"',
    '#   article: "https://w3id.org/newsfacts/id/article/"',
    "# license: https://creativecommons.org/publicdomain/zero/1.0/",
)
NO_TERM = "sssom:NoTermFound"
EXACT_MATCH = "skos:exactMatch"
BY_HAND = "semapv:ManualMappingCuration"
_SUBJECT = re.compile(r"(local:(person|state|organization|group|place)/[^\s/]+|article:\S+#\S+)")
_ITEM = re.compile(r"wikidata:(Q[1-9]\d*)")


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: `item` is a Wikidata id for accept and reject, `other` a local name for merge and split."""

    subject: str
    verdict: Verdict
    item: str = ""
    other: str = ""
    label: str = ""
    reviewer: str = ""
    date: str = ""
    comment: str = ""


def local(kind: str, name: str) -> str:
    """The local identity of a name: `local:person/ali-schamchani`. Letters and digits of any script stay."""
    return f"local:{kind}/{fold(name).replace(' ', '-') or '-'}"


def in_article(article: str, actor: str) -> str:
    """The identity of one actor or place of one article."""
    return f"article:{article}#{actor}"


@dataclass(frozen=True, slots=True)
class Decisions:
    """All decisions, looked up by subject."""

    rows: tuple[Decision, ...] = ()
    _by_subject: dict[str, tuple[Decision, ...]] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        for row in self.rows:
            self._by_subject[row.subject] = (*self._by_subject.get(row.subject, ()), row)

    def settled(self, *subjects: str) -> Decision | None:
        """The decision that names the item (or that there is none) for the first subject that has one."""
        for subject in subjects:
            for row in reversed(self._by_subject.get(self.identity(subject), self._by_subject.get(subject, ()))):
                if row.verdict in ("accept", "nil"):
                    return row
        return None

    def rejected(self, *subjects: str) -> dict[str, Decision]:
        """The items rejected for any of the subjects and not accepted later."""
        found: dict[str, Decision] = {}
        for subject in subjects:
            for row in self._by_subject.get(subject, ()):
                if row.verdict == "reject":
                    found[row.item] = row
                elif row.verdict == "accept":
                    found.pop(row.item, None)
        return found

    def identity(self, subject: str) -> str:
        """The local name that a subject is merged into, following merges; itself where it is merged into none."""
        seen = {subject}
        while True:
            merges = [r for r in self._by_subject.get(subject, ()) if r.verdict in ("merge", "split")]
            if not merges or merges[-1].verdict == "split" or merges[-1].other in seen:
                return subject
            subject = merges[-1].other
            seen.add(subject)

    def is_merged_into(self, subject: str) -> bool:
        """Whether another name or actor is merged into this one."""
        return any(row.verdict == "merge" and row.other == subject for row in self.rows)

    def is_split(self, subject: str) -> bool:
        """Whether a person said that this actor of this article is not the others of its name."""
        apart = [row for row in self._by_subject.get(subject, ()) if row.verdict in ("merge", "split")]
        return bool(apart) and apart[-1].verdict == "split"


def read(path: Path) -> Decisions:
    """The decisions of a file; none where it does not exist. Raises LinkError with the line that can't be used."""
    return Decisions(tuple(_decision(row, place) for row, place in table(path))) if path.exists() else Decisions()


def table(path: Path) -> Iterator[tuple[dict[str, str], str]]:
    """The lines of an SSSOM table with their places. Raises LinkError where a column is missing."""
    lines = path.read_text("utf-8").splitlines()
    kept = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    if not kept:
        return
    head = kept[0][1].split("\t")
    missing = {"subject_id", "predicate_id", "object_id"} - set(head)
    if missing:
        raise LinkError(f"{path}: the columns {', '.join(sorted(missing))} are missing")
    for n, line in kept[1:]:
        yield dict(zip(head, line.split("\t"), strict=False)), f"{path}:{n}"


def _decision(row: dict[str, str], place: str) -> Decision:
    subject, target = row.get("subject_id", ""), row.get("object_id", "")
    if not _SUBJECT.fullmatch(subject):
        raise LinkError(f"{place}: {subject!r} is no subject; write local:TYPE/NAME or article:ID#ACTOR")
    if row.get("predicate_id") != EXACT_MATCH:
        raise LinkError(f"{place}: the predicate is {row.get('predicate_id')!r}; only {EXACT_MATCH} is used")
    negated = row.get("predicate_modifier", "") == "Not"
    item = _ITEM.fullmatch(target)
    verdict: Verdict
    if item is not None:
        verdict = "reject" if negated else "accept"
    elif target == NO_TERM and not negated:
        verdict = "nil"
    elif _SUBJECT.fullmatch(target):
        verdict = "split" if negated else "merge"
    else:
        raise LinkError(f"{place}: {target!r} is no object; write wikidata:Q…, local:TYPE/NAME or {NO_TERM}")
    return Decision(
        subject=subject,
        verdict=verdict,
        item=item[1] if item else "",
        other="" if item or verdict == "nil" else target,
        label=row.get("subject_label", ""),
        reviewer=row.get("author_id", ""),
        date=row.get("mapping_date", ""),
        comment=row.get("comment", ""),
    )


def as_row(decision: Decision) -> dict[str, str]:
    """A decision as a line of the SSSOM table."""
    target = {"accept": f"wikidata:{decision.item}", "reject": f"wikidata:{decision.item}", "nil": NO_TERM}
    return {
        "subject_id": decision.subject,
        "subject_label": decision.label,
        "predicate_id": EXACT_MATCH,
        "predicate_modifier": "Not" if decision.verdict in ("reject", "split") else "",
        "object_id": target.get(decision.verdict, decision.other),
        "mapping_justification": BY_HAND,
        "author_id": decision.reviewer,
        "mapping_date": decision.date,
        "confidence": "1.0",
        "comment": decision.comment,
    }


def append(path: Path, decisions: Iterable[Decision]) -> int:
    """Adds decisions at the end of the file, made with its header where it does not exist; returns their number."""
    new = [decision for decision in decisions if decision not in set(read(path).rows)]
    if new and not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_table(path, ())
    if new:
        with path.open("a", encoding="utf-8", newline="") as out:
            _writer(out).writerows(as_row(decision) for decision in new)
    return len(new)


def write_table(path: Path, rows: Iterable[dict[str, str]], extra: tuple[str, ...] = ()) -> None:
    """Writes an SSSOM table; `extra` columns come after those of the standard."""
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write("\n".join(HEADER) + "\n")
        writer = _writer(out, extra)
        writer.writeheader()
        writer.writerows(rows)


def _writer(out: TextIO, extra: tuple[str, ...] = ()) -> csv.DictWriter[str]:
    return csv.DictWriter(
        out, (*COLUMNS, *extra), restval="", delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n"
    )
