"""Brings items from Wikidata into source tables, which `compile_gazetteer` takes beside the shipped ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from newsfacts import resources
from newsfacts.errors import LinkError
from newsfacts.linking import sources
from newsfacts.linking.wikidata.client import Client, Network
from newsfacts.linking.wikidata.items import Item, fetch

SOURCE = "wikidata"
PERSON = "Q5"
_LABELS_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class RefreshOptions:
    """What to bring: `items` by id, or all instances of the classes `of_class`; `out` is the folder for the tables."""

    out: Path
    network: Network
    items: tuple[str, ...] = ()
    of_class: tuple[str, ...] = ()
    limit: int = 10_000


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What came: items written, asked ids that redirect (old, new), and ids that are deleted."""

    items: int
    redirected: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]


def refresh(options: RefreshOptions) -> RefreshReport:
    """Fetches items and writes `entities`, `names` and `positions` tables. Raises OfflineError or WikidataError."""
    with Client(options.network) as client:
        wanted = (*options.items, *_instances(client, options))
        items = list(fetch(client, wanted))
        positions = sorted({office.position for item in items for office in item.offices})
        labels = {item.qid: item.label("en") for item in fetch(client, positions)}
    return write_items(options.out, items, labels)


def _instances(client: Client, options: RefreshOptions) -> Iterator[str]:
    query = resources.data("gazetteer", "instances.rq").read_text("utf-8") if options.of_class else ""
    for kind in options.of_class:
        text = query.replace("$CLASS", kind).replace("$LIMIT", str(options.limit))
        for row in client.query(text).body.get("results", {}).get("bindings", ()):
            value = (row.get("item") or {}).get("value")
            if value:
                yield str(value).rpartition("/")[2]


def write_items(out: Path, items: Iterable[Item], position_labels: dict[str, str]) -> RefreshReport:
    """Writes items as source tables; the tables replace those of the folder. Raises LinkError where nothing came."""
    read = list(items)
    kept = {item.qid: item for item in read if not item.missing}
    if not kept:
        raise LinkError("no item came from Wikidata; the tables are left as they are")
    sources.write(out, (entity_row(item) for item in kept.values()), sources.EntityRow)
    sources.write(out, (row for item in kept.values() for row in name_rows(item)), sources.NameRow)
    rows = (row for item in kept.values() for row in tenure_rows(item, position_labels))
    sources.write(out, rows, sources.TenureRow)
    return RefreshReport(
        items=len(kept),
        redirected=tuple(sorted({(i.asked, i.qid) for i in read if i.asked != i.qid})),
        missing=tuple(sorted({i.asked for i in read if i.missing})),
    )


def entity_row(item: Item) -> sources.EntityRow:
    """An item as a row of entities; its sitelinks are its popularity, on the sources' scale of 0 to 41."""
    kind = "PER" if PERSON in item.instance_of else "LOC" if item.coordinates else "ORG"
    country = item.countries[0] if item.countries else ""
    popularity = f"{min(len(item.sitelinks), 300) / 300 * 41:.2f}"
    return sources.EntityRow(item.qid, kind, country, popularity, SOURCE, dict(item.descriptions).get("de", ""))


def name_rows(item: Item) -> Iterator[sources.NameRow]:
    """An item's labels and aliases as rows of names."""
    yield from (sources.NameRow(item.qid, lang, text, "label", SOURCE) for lang, text in item.labels)
    yield from (sources.NameRow(item.qid, lang, text, "alias", SOURCE) for lang, text in item.aliases)


def tenure_rows(item: Item, position_labels: dict[str, str]) -> Iterator[sources.TenureRow]:
    """An item's offices as rows of tenures; the source names the day it was asked, which is as far as it reaches."""
    day = datetime.fromtimestamp(item.retrieved, UTC).date().isoformat()
    country = item.countries[0] if item.countries else ""
    for office in item.offices:
        label = position_labels.get(office.position, "")
        held_in = office.jurisdiction or country
        yield sources.TenureRow(item.qid, office.position, label, held_in, office.start, office.end, f"{SOURCE}@{day}")
