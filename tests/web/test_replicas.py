"""Whatever is written, the copies that answer queries hold what the disk holds."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from newsfacts.web.engine.changes import Changer
from newsfacts.web.engine.records import Change, DropGraph, Features, PutGraph, Update
from newsfacts.web.engine.steps import follow

from .conftest import filled

CHANGES: tuple[Change, ...] = (
    Update("INSERT DATA { GRAPH <urn:g1> { <urn:n> <urn:p> 'x' } }"),
    Update("INSERT DATA { GRAPH <urn:g1> { _:n <urn:p> [] } }"),
    Update("INSERT { GRAPH ?g { ?s <urn:u> ?u } } WHERE { GRAPH ?g { ?s <urn:p> ?o } BIND(UUID() AS ?u) }"),
    Update("INSERT { ?s <urn:t> ?now } WHERE { ?s <urn:p> ?o BIND(NOW() AS ?now) }"),
    Update("DELETE WHERE { GRAPH ?g { ?s <urn:p> ?o } }"),
    Update(
        "DELETE { GRAPH <urn:g1> { ?s ?p ?o } } INSERT { ?s ?p ?o }"
        " WHERE { GRAPH <urn:g1> { ?s ?p ?o } FILTER(?p != <urn:q>) }"
    ),
    Update("COPY <urn:g1> TO <urn:g9> ; MOVE <urn:g2> TO DEFAULT ; CREATE GRAPH <urn:empty>"),
    Update("INSERT { <urn:l> <urn:p> (?o 1) } WHERE { GRAPH <urn:g1> { ?s <urn:p> ?o } }"),
    Update("INSERT { ?s <urn:some> ?o } WHERE { SELECT ?s ?o { GRAPH ?g { ?s ?p ?o } } LIMIT 1 }"),
    Update("CLEAR ALL"),
    Update("DROP ALL"),
    Update("INSERT DATA { <a> <b> <c> }", "http://example.org/base/"),
    PutGraph("urn:g1", b"<urn:x> <urn:p> [ <urn:q> 1 ] .", "turtle"),
    PutGraph("urn:g1", b"<urn:x> <urn:p> [ <urn:q> 1 ] .", "turtle", replace=False),
    PutGraph("urn:g1", b"", "turtle"),
    PutGraph("", b"<urn:x> <urn:p> 1 .", "turtle"),
    PutGraph(None, b"_:a <urn:p> _:b <urn:k> .\n_:a <urn:p> _:b <urn:l> .", "nquads"),
    PutGraph(None, b"_:a <urn:p> _:b <urn:k> .\n_:a <urn:p> _:b <urn:l> .", "nquads", replace=False),
    DropGraph("urn:g1"),
    DropGraph(""),
    DropGraph(None),
)


def _state(store: ox.Store) -> tuple[frozenset[str], frozenset[str]]:
    """Quads with the names of blank nodes, and graphs: a copy must have the same ones."""
    return frozenset(map(str, store)), frozenset(map(str, store.named_graphs()))


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: str(getattr(change, "text", change))[:60])
def test_a_copy_that_follows_the_steps_is_the_same_to_the_last_blank_node(change: Change) -> None:
    disk, copy = filled(ox.Store()), filled(ox.Store())
    applied = Changer(disk, Features()).apply(change)
    for step in applied.steps:
        follow(copy, step, {})
    assert _state(copy) == _state(disk)


def test_a_small_change_is_told_in_few_bytes() -> None:
    store = filled(ox.Store())
    store.update("INSERT { ?s <urn:n> ?n } WHERE { VALUES ?s { <urn:many> } VALUES ?n { 1 2 3 4 5 6 7 8 9 } }")
    (step,) = Changer(store, Features()).apply(CHANGES[0]).steps
    assert step.clear is None
    assert not step.quads
