"""What Wikidata says of the linked items, for a graph of its own: each record with the day it was fetched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from newsfacts.linking.wikidata.client import Client, Network
from newsfacts.linking.wikidata.items import HeldOffice, Item, fetch

COMMONS_FILE = "http://commons.wikimedia.org/wiki/Special:FilePath/"


@dataclass(frozen=True, slots=True)
class EnrichOptions:
    """Which items to look up, and the network to do it with."""

    items: tuple[str, ...]
    network: Network


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What is known of an item: labels, offices, states, image (a Commons file name), (latitude, longitude), pages."""

    item: str
    retrieved: str
    labels: tuple[tuple[str, str], ...] = ()
    instance_of: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    offices: tuple[HeldOffice, ...] = ()
    image: str = ""
    coordinates: tuple[float, float] | None = None
    sitelinks: tuple[tuple[str, str], ...] = ()
    replaced_by: str = ""
    deleted: bool = False


def enrich(options: EnrichOptions) -> tuple[Enrichment, ...]:
    """What is known of the items, ordered by id; redirected and deleted ones say so. Raises what the client raises."""
    with Client(options.network) as client:
        return tuple(_enrichments(fetch(client, sorted(set(options.items))), options.items))


def _enrichments(items: Iterable[Item], asked: Iterable[str]) -> Iterator[Enrichment]:
    wanted = set(asked)
    for item in items:
        own = item.asked if item.asked in wanted else item.qid
        yield Enrichment(
            item=own,
            retrieved=datetime.fromtimestamp(item.retrieved, UTC).date().isoformat(),
            labels=item.labels,
            instance_of=item.instance_of,
            countries=item.countries,
            offices=item.offices,
            image=item.image,
            coordinates=item.coordinates,
            sitelinks=item.sitelinks,
            replaced_by=item.qid if own != item.qid else "",
            deleted=item.missing,
        )
