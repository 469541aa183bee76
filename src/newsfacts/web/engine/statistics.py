"""Counts of what a store holds, for VoID and the service description."""

from __future__ import annotations

import pyoxigraph as ox


def statistics(store: ox.Store) -> dict[str, object]:
    """Counts."""
    return {"triples": len(store)}
