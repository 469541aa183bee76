"""Three hand-made facts documents, and the store that they make."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from newsfacts.facts import decode
from newsfacts.model import Facts
from newsfacts.rdf.entities import entities_of
from newsfacts.rdf.mapping import to_quads

SAMPLES = Path(__file__).parent / "samples"


def load(name: str) -> Facts:
    return decode((SAMPLES / f"{name}.json").read_bytes(), name)


@pytest.fixture
def talks() -> Facts:
    """Talks in Vienna: chains of sources, a metonym, a condition, a preference, all kinds of links."""
    return load("talks-1")


@pytest.fixture
def denial() -> Facts:
    """Two days later: the talks are denied, positions have changed."""
    return load("talks-2")


@pytest.fixture
def mayor() -> Facts:
    """In English, without a run or links, with a character outside the basic plane."""
    return load("mayor")


@pytest.fixture(scope="session")
def store() -> Store:
    """All three articles with their entities; not to be changed."""
    filled = Store()
    for name in ("talks-1", "talks-2", "mayor"):
        facts = load(name)
        filled.extend(to_quads(facts, facts.article.text))
    filled.extend(entities_of(filled))
    return filled
