"""The graph of entities follows the articles' graphs whatever is written through the endpoint, and survives crashes."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from newsfacts.rdf.builder import GraphSettings
from newsfacts.rdf.entities import entities_quads
from newsfacts.store import CATALOGUE, STAMP
from newsfacts.web.engine import touching
from newsfacts.web.engine.changes import Changer
from newsfacts.web.engine.forked import ForkedEngine
from newsfacts.web.engine.hub import HubOptions
from newsfacts.web.engine.records import Change, DropGraph, EngineError, Features, Limits, PutGraph, Query, Update
from newsfacts.web.engine.search import SearchIndex
from newsfacts.web.engine.steps import follow
from newsfacts.web.features import features

BASE = "https://example.org/id/"
PREFIXES = """
PREFIX nf: <https://w3id.org/newsfacts/ns#> PREFIX : <https://example.org/id/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX link: <https://w3id.org/newsfacts/link-status/>
"""
ENTITIES = f"{BASE}graph/entities"
FEATURES = features(base=BASE)


def _article(number: int, name: str, graph: str = "") -> bytes:
    """An article's graph: one appearance of one actor under a name; as TriG where `graph` names it."""
    said = f":appearance-{number} nf:appearanceOf :actor-x ; nf:appearsAs nf:Person ; rdfs:label '{name}'@de ."
    return f"{PREFIXES} {graph} {'{' + said + '}' if graph else said}".encode()


def _graph(number: int) -> str:
    return f"{BASE}graph/article/{number}"


def _put(number: int, name: str, *, replace: bool = True) -> PutGraph:
    return PutGraph(_graph(number), _article(number, name), "turtle", BASE, replace)


def _changed(*changes: Change, derived: bool = True) -> tuple[ox.Store, ox.Store]:
    """The store after the changes, and a copy that followed the steps."""
    store, copy = ox.Store(), ox.Store()
    changer = Changer(store, FEATURES if derived else Features(prefixes=FEATURES.prefixes))
    for change in changes:
        for step in changer.apply(change).steps:
            follow(copy, step, dict(FEATURES.prefixes))
    return store, copy


def _names(store: ox.Store) -> list[str]:
    """The preferred names of the actor."""
    found = store.query(f"{PREFIXES} SELECT ?l {{ GRAPH <{ENTITIES}> {{ :actor-x skos:prefLabel ?l }} }}")
    return sorted(row["l"].value for row in found)  # type: ignore[union-attr]


BEFORE = (_put(1, "Xaver"), _put(2, "Xaver"), _put(3, "Herr X"))


def _update(text: str) -> Update:
    return Update(f"{PREFIXES} {text}", BASE)


LINK = """:link-1 nf:linkSubject :actor-x ; nf:linkStatus <https://w3id.org/newsfacts/link-statuses#accepted> ;
    nf:linkTarget <urn:Q1> ; rdfs:label "Xaver X."@de"""
NAMELESS = ":a nf:appearanceOf :actor-x ; nf:appearsAs nf:Person ; rdfs:label 'Herr X'@de, 'Dr. X'@de"
CHANGES: tuple[tuple[Change, list[str]], ...] = (
    (_put(2, "Herr X"), ["Herr X"]),
    (_put(4, "Ypsilon"), ["Xaver"]),
    (_put(3, "Ypsilon", replace=False), ["Xaver"]),
    (DropGraph(_graph(1)), ["Herr X"]),
    (DropGraph(None), []),
    (PutGraph(None, b"", "nquads"), []),
    (PutGraph(None, _article(4, "Herr X", f"<{_graph(4)}>"), "trig", BASE, replace=False), ["Herr X"]),
    (_update("DROP GRAPH <graph/article/1> ; CLEAR SILENT GRAPH :other"), ["Herr X"]),
    (_update("DROP GRAPH <https://example.org/id/graph/article/1>"), ["Herr X"]),
    (_update("DROP NAMED"), []),
    (_update("COPY GRAPH <graph/article/3> TO GRAPH <graph/article/2>"), ["Herr X"]),
    (_update("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s rdfs:label 'Xaver'@de ; ?p ?o } }"), ["Herr X"]),
    (_update("DELETE WHERE { GRAPH ?g { ?s rdfs:label 'Xaver'@de } }"), ["Herr X"]),
    (_update("INSERT DATA { GRAPH <urn:elsewhere> { :appearance-3 rdfs:label 'Xaver'@de } }"), ["Xaver"]),
    (_update(f"INSERT DATA {{ {NAMELESS} }}"), ["Herr X"]),
    (_update(f"INSERT DATA {{ GRAPH <graph/links/1> {{ {LINK} }} }}"), ["Xaver X."]),
    (_update("INSERT DATA { GRAPH <graph/entities> { :actor-x skos:prefLabel 'made up'@de } }"), ["Xaver"]),
    (_update("INSERT DATA { GRAPH <urn:notes> { <urn:n> <urn:p> 1 } }"), ["Xaver"]),
)


@pytest.mark.parametrize(("change", "names"), CHANGES, ids=[str(getattr(one, "text", one))[-60:] for one, _ in CHANGES])
def test_the_entities_are_what_the_articles_make_of_them_after_any_change(change: Change, names: list[str]) -> None:
    store, copy = _changed(*BEFORE, change)
    settings = GraphSettings(base=BASE)
    described = set(store.quads_for_pattern(None, None, None, ox.NamedNode(ENTITIES)))
    assert described == set(entities_quads(store, settings))
    assert set(store) == set(copy)
    assert set(names) <= set(_names(store))
    assert bool(names) is bool(described)


def test_without_a_base_nothing_is_derived() -> None:
    store, _ = _changed(*BEFORE, derived=False)
    assert _names(store) == []


def test_a_server_with_another_base_leaves_the_entities_alone() -> None:
    store, _ = _changed(*BEFORE)
    before = set(store)
    other = Changer(store, features(base="https://example.net/"))
    assert other.derived is not None
    other.derived.made_anew()
    assert set(store) == before


def test_a_change_that_fails_leaves_the_mark() -> None:
    changer = Changer(store := ox.Store(), FEATURES)
    changer.apply(BEFORE[0])
    before = set(store)
    with pytest.raises(EngineError):
        changer.apply(PutGraph(_graph(1), b"no turtle", "turtle"))
    assert set(store) == before


def test_the_mark_that_a_build_has_set_is_set_again() -> None:
    changer = Changer(store := ox.Store(), FEATURES)
    mark = ox.Quad(ox.NamedNode(ENTITIES), STAMP, ox.Literal("of a build"), CATALOGUE)
    store.add(mark)
    changer.apply(BEFORE[0])
    assert mark in store


def _engine(path: Path) -> ForkedEngine:
    return ForkedEngine(HubOptions(str(path), Limits(workers=2), FEATURES))


def _asked(engine: ForkedEngine) -> str:
    text = f"{PREFIXES} SELECT ?l {{ :actor-x skos:prefLabel ?l }}"
    return b"".join(engine.run(Query(text, union=True, solutions="csv"))).decode()


def test_the_next_query_sees_the_entities_and_a_restart_makes_them_anew_after_a_crash(tmp_path: Path) -> None:
    engine = _engine(tmp_path / "store")
    for change in BEFORE:
        engine.write(change)
    assert _asked(engine).split() == ["l", "Xaver"]
    engine.write(DropGraph(_graph(1)))
    assert _asked(engine).splitlines() == ["l", "Herr X"]
    engine.close()

    store = ox.Store(str(tmp_path / "store"))
    store.update("DELETE WHERE { GRAPH <urn:newsfacts:catalogue> { ?s ?p ?o } }")  # as a crash would leave it
    store.load(_article(5, "Xaver"), ox.RdfFormat.TURTLE, base_iri=BASE, to_graph=ox.NamedNode(_graph(5)))
    del store

    engine = _engine(tmp_path / "store")
    assert _asked(engine).split() == ["l", "Xaver"]
    engine.close()


def test_an_index_follows_an_exact_difference_without_being_made_anew() -> None:
    store = ox.Store()
    changer = Changer(store, FEATURES)
    index = SearchIndex(store, FEATURES.search_texts)
    index.refresh()
    for change in BEFORE:
        for step in changer.apply(change).steps:
            index.follow(step)
    assert not index._dirty
    assert index.find("Xaver") == SearchIndex(store, FEATURES.search_texts).find("Xaver")
    assert len(index.find("Xaver")) == 3


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", {""}),
        ("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }", {"", "urn:g"}),
        ("PREFIX e: <urn:> WITH e:g DELETE { ?s ?p ?o } WHERE { GRAPH ?g { ?s ?p ?o } }", {"", "urn:g"}),
        ("INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", None),
        ("DELETE WHERE { GRAPH ex:g {} } ; INSERT {} WHERE { GRAPH ?g {} } ; CLEAR GRAPH ex:k", {"", "urn:g", "urn:k"}),
        ("INSERT DATA { GRAPHex:g { <urn:a> <urn:b> 1 } }", None),
        ("MOVE <urn:a> TO DEFAULT", {"", "urn:a"}),
        ("ADD SILENT GRAPH <urn:a> TO GRAPH <urn:b>", {"", "urn:a", "urn:b"}),
        ("CLEAR ALL", None),
        ("DROP SILENT NAMED", None),
        ("INSERT DATA { GRAPH <relative> { <urn:a> <urn:b> 1 } }", None),
        ("INSERT DATA { GRAPH <urn:\\u0067> { <urn:a> <urn:b> 1 } }", None),
        ("LOAD <urn:x> INTO GRAPH <urn:g>", {"", "urn:g"}),
        ("LOAD <urn:x>", {""}),
    ],
)  # fmt: skip
def test_the_graphs_of_an_update_are_told_from_its_text(text: str, graphs: set[str] | None) -> None:
    found = touching.graphs(Update(text), {"ex": "urn:"})
    assert found == (None if graphs is None else frozenset(graphs))
