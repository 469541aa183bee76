"""What Wikidata says of the linked items, for a graph of its own: each record with the day it was fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from newsfacts.linking.wikidata.client import Client, Network
from newsfacts.linking.wikidata.items import Item, fetch


@dataclass(frozen=True, slots=True)
class EnrichOptions:
    """Which items to look up, and the network to do it with."""

    items: tuple[str, ...]
    network: Network


@dataclass(frozen=True, slots=True)
class Enrichment:
    """What is known of an item, under the id by which it was asked for."""

    item: str
    about: Item

    @property
    def retrieved(self) -> str:
        """The day on which Wikidata said so."""
        return datetime.fromtimestamp(self.about.retrieved, UTC).date().isoformat()

    @property
    def replaced_by(self) -> str:
        """The id of the item that it redirects to; empty for one that stands."""
        return self.about.qid if self.item != self.about.qid else ""


def enrich(options: EnrichOptions) -> tuple[Enrichment, ...]:
    """What is known of the items, ordered by id; redirected and deleted ones say so. Raises what the client raises."""
    wanted = sorted(set(options.items))
    with Client(options.network) as client:
        return tuple(
            Enrichment(item.asked if item.asked in wanted else item.qid, item) for item in fetch(client, wanted)
        )
