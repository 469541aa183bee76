"""The extraction is at least as good as it was: no figure on the gold falls below its floor."""

from __future__ import annotations

import json

import pytest

from quality import gate

pytestmark = pytest.mark.skipif(
    not (gate.GOLD / "facts").is_dir(), reason=f"the gold is not at {gate.GOLD}: set NEWSFACTS_SHARED"
)


def test_no_figure_falls_below_its_floor() -> None:
    pinned = json.loads(gate.FLOORS.read_text())

    assert pinned["corpus"] == gate.corpus_hash(), "the gold has changed: pin the floors anew with gate.py --update"
    assert gate.below(pinned["floors"], gate.measured()) == []


def test_a_lower_figure_is_seen() -> None:
    assert gate.below({"actors": 80.0}, {"actors": 79.9}) == ["actors: 79.9 is below 80.0"]
