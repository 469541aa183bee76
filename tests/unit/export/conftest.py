"""A store of the hand-made articles, and one of an article with everything that breaks writers."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from pyoxigraph import Store

from newsfacts import export
from newsfacts.facts import decode, text_hash
from newsfacts.model import Actor, ArticleInfo, Event, Facts, Mention, Position, Span
from newsfacts.rdf.entities import entities_of
from newsfacts.rdf.mapping import to_quads

SAMPLES = Path(__file__).parents[1] / "rdf" / "samples"
NAME = 'Ärger & Söhne "GmbH" <b>; a|b, `x` \\n 🙂'
WORDS = f"{NAME} sagte:\n\tNein\x01.\r\nEnde\ufffe."


def filled(*documents: Facts) -> Store:
    store = Store()
    for facts in documents:
        store.extend(to_quads(facts, str(facts.article.text)))
    store.extend(entities_of(store))
    return store


Written = Callable[..., bytes]


@pytest.fixture(scope="session")
def written() -> Written:
    """Writes a store in a format and gives the bytes."""

    def write(store: Store, name: str, view: str = "full") -> bytes:
        sink = BytesIO()
        export.write(store, name, view, sink)
        return sink.getvalue()

    return write


@pytest.fixture(scope="session")
def hard_name() -> str:
    """The name of the actor that breaks writers."""
    return NAME


@pytest.fixture(scope="session")
def hard_words() -> str:
    """The words that break writers."""
    return WORDS


@pytest.fixture(scope="session")
def store() -> Store:
    """The three hand-made articles; not to be changed."""
    return filled(*(decode(path.read_bytes()) for path in sorted(SAMPLES.glob("*.json"))))


@pytest.fixture(scope="session")
def nasty() -> Store:
    """An article without a date whose words have umlauts, quotes, marks, line breaks and control characters."""
    end = len(NAME)
    whole = Span(0, len(WORDS))
    actors = (
        Actor("a1", NAME, "organization", (Mention(0, end),)),
        Actor("a2", "Zweiter", "person", (Mention(2, 5),), wikidata="Q5"),
    )
    event = Event("e1", "OTHER", "actual", (Mention(0, len(WORDS)),), ("a1",), ("a2",), time="2026-02")
    positions = (
        Position("p1", "a1", "rejects", (whole,), addressee="a2", issues=("Nein\nsagen",)),
        Position("p2", "a2", "supports", (whole,), issues=("Nein\nsagen",)),
    )
    info = ArticleInfo("nasty", text_hash(WORDS), NAME, text=WORDS)
    return filled(Facts(info, None, actors, events=(event,), positions=positions))
