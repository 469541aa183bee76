"""What readers search: the things of each kind by their words, kept up with the data graph by graph."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import pyoxigraph as ox
import pytest

from newsfacts.web.engine.catalogue import Catalogue, Shelf
from newsfacts.web.engine.forked import ForkedEngine
from newsfacts.web.engine.hub import HubOptions
from newsfacts.web.engine.records import Browse, Features, PutGraph, Update
from newsfacts.web.engine.steps import Step, follow

from .conftest import LIMITS

QUERY = """SELECT ?graph ?thing ?text ?date {
  GRAPH ?graph { ?thing <urn:text> ?text OPTIONAL { ?thing <urn:day> ?date } } }"""
DATA = """
<urn:a> <urn:text> "Brückenbau"@de <urn:g1> .
<urn:a> <urn:day> "2026-02-01" <urn:g1> .
<urn:b> <urn:text> "Die Brücke bei Euringen wird gebaut"@de <urn:g2> .
<urn:b> <urn:day> "2026-03-01" <urn:g2> .
<urn:c> <urn:text> "Brücke"@de <urn:g2> .
<urn:d> <urn:text> "Neue EU-Regeln"@de <urn:g2> .
"""


@pytest.fixture
def store() -> ox.Store:
    made = ox.Store()
    made.load(DATA.encode(), format=ox.RdfFormat.N_QUADS)
    return made


@pytest.fixture
def catalogue(store: ox.Store) -> Catalogue:
    return Catalogue(store, Features(search_kinds=(("thing", QUERY),)))


def found(catalogue: Catalogue, words: str, skip: int = 0, most: int = 10) -> list[str]:
    return [thing.iri for shelf in catalogue.browse(Browse(words, skip=skip, most=most)) for thing in shelf.things]


def test_what_is_called_so_comes_first_then_the_latest(catalogue: Catalogue) -> None:
    assert ["urn:c", "urn:b", "urn:a"] == found(catalogue, "brücke")


def test_all_finds_are_counted_and_some_are_shown(catalogue: Catalogue) -> None:
    (shelf,) = catalogue.browse(Browse("Brücke", skip=1, most=1))
    assert (3, ["urn:b"]) == (shelf.number, [thing.iri for thing in shelf.things])


def test_short_words_must_begin_a_word(catalogue: Catalogue) -> None:
    """ "eu" is in "Neue", but begins only "EU-Regeln" and "Euringen"."""
    assert ["urn:b", "urn:d"] == sorted(found(catalogue, "eu"))
    assert ["urn:b"] == found(catalogue, "brücke eu")


@pytest.mark.parametrize("words", ['"', "' OR 1 --", "%%%", "brücke AND", "( NEAR"])
def test_words_are_only_words(catalogue: Catalogue, words: str) -> None:
    assert [] == found(catalogue, words)


@pytest.mark.parametrize(
    "step",
    [
        Step(clear="urn:g1", quads=b'<urn:a> <urn:text> "Tunnelbau"@de <urn:g1> .'),
        Step(quads=b'<urn:a> <urn:text> "Tunnelbau"@de <urn:g1> .'),
        Step(update='INSERT DATA { GRAPH <urn:g1> { <urn:a> <urn:text> "Tunnelbau"@de } }', base="urn:x"),
    ],
)
def test_a_change_is_found(store: ox.Store, catalogue: Catalogue, step: Step) -> None:
    assert [] == found(catalogue, "tunnel")
    follow(store, step, {})
    catalogue.follow(step)
    assert ["urn:a"] == found(catalogue, "tunnel")
    assert (step.clear is None) == ("urn:a" in found(catalogue, "brücke"))


def test_what_is_gone_is_not_found(store: ox.Store, catalogue: Catalogue) -> None:
    found(catalogue, "brücke")
    follow(store, Step(clear="urn:g2"), {})
    catalogue.follow(Step(clear="urn:g2"))
    assert ["urn:a"] == found(catalogue, "brücke")


def test_a_catalogue_that_followed_is_as_a_new_one(store: ox.Store, catalogue: Catalogue) -> None:
    found(catalogue, "brücke")
    step = Step(clear="urn:g2", quads='<urn:e> <urn:text> "Ein Brückentag"@de <urn:g2> .'.encode())
    follow(store, step, {})
    catalogue.follow(step)
    fresh = Catalogue(store, Features(search_kinds=(("thing", QUERY),)))
    assert fresh.browse(Browse("brücke")) == catalogue.browse(Browse("brücke"))


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ForkedEngine]:
    """The engine of the server, with a catalogue."""
    path = tmp_path_factory.mktemp("catalogue") / "store"
    made = ox.Store(str(path))
    made.load(DATA.encode(), format=ox.RdfFormat.N_QUADS)
    made.flush()
    del made
    engine = ForkedEngine(HubOptions(str(path), LIMITS, Features(search_kinds=(("thing", QUERY),))))
    yield engine
    engine.close()


def browsed(engine: ForkedEngine, words: str) -> list[str]:
    shelves = msgspec.json.decode(b"".join(engine.run(Browse(words))), type=tuple[Shelf, ...])
    return [thing.iri for shelf in shelves for thing in shelf.things]


def test_the_engine_finds_what_was_written_a_moment_ago(running: ForkedEngine) -> None:
    """By a graph put anew, by an update, and by more than workers repeat."""
    assert browsed(running, "brücke")
    running.write(PutGraph("urn:g9", b'<urn:x> <urn:text> "Fernrohr" .', "ntriples"))
    assert ["urn:x"] == browsed(running, "fernrohr")
    running.write(Update('DELETE { GRAPH ?g { ?s ?p "Fernrohr" } } WHERE { GRAPH ?g { ?s ?p "Fernrohr" } }'))
    assert [] == browsed(running, "fernrohr")
    many = "".join(f'<urn:n{n}> <urn:text> "Kanal Nummer {n}" .\n' for n in range(9_000))
    running.write(PutGraph("urn:many", many.encode(), "ntriples"))
    assert ["urn:n8999"] == browsed(running, "Kanal 8999")
