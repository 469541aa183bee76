"""A store with a little data, served twice: by Flask alone over an open store, and by the whole server."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest

from newsfacts.web.app import create_app
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import Features, Limits, PutGraph
from newsfacts.web.options import ServeOptions
from newsfacts.web.server import Server
from newsfacts.web.sparql.options import EndpointOptions

from .client import Ask, FlaskClient, HttpClient

TOKEN = "sesame"
DATA = """
<urn:a> <urn:p> "eins"@de <urn:g1> .
<urn:a> <urn:q> <urn:b> <urn:g1> .
<urn:b> <urn:p> "zwei"@de <urn:g2> .
<urn:b> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:C> <urn:g2> .
<urn:b> <urn:day> "2026-02-11"^^<http://www.w3.org/2001/XMLSchema#date> <urn:g2> .
<urn:d> <urn:p> "drei" .
"""
FEATURES = Features(
    prefixes=(("ex", "urn:"), ("nf", "https://w3id.org/newsfacts/ns#")),
    search_property="https://w3id.org/newsfacts/ns#search",
    search_texts=("urn:p",),
    date_property="urn:day",
    describe_follow=("urn:q",),
)
LIMITS = Limits(seconds=5.0, workers=6, memory=1_500_000_000)
OPTIONS = EndpointOptions(
    writable=True, token=TOKEN, title="Test", licence="https://example.org/licence", read_body=100_000
)


def filled(store: ox.Store) -> ox.Store:
    """The store with the test's data."""
    store.load(DATA, ox.RdfFormat.N_QUADS)
    return store


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The whole server on a store that tests only read."""
    path = tmp_path_factory.mktemp("served") / "store"
    filled(ox.Store(str(path)))
    running = Server(ServeOptions(path, port=0, endpoint=OPTIONS, limits=LIMITS, features=FEATURES, access_log=False))
    yield running
    running.close()


@pytest.fixture(scope="session")
def _writable(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    path = tmp_path_factory.mktemp("written") / "store"
    running = Server(ServeOptions(path, port=0, endpoint=OPTIONS, limits=LIMITS, features=FEATURES, access_log=False))
    yield running
    running.close()


@pytest.fixture
def own_server(_writable: Server) -> Server:
    """A server to write to, with the test's data in it and nothing else."""
    _writable.engine.write(PutGraph(None, DATA.encode(), "nquads"))
    return _writable


@pytest.fixture
def flask_client() -> FlaskClient:
    """Flask alone."""
    engine = LocalEngine(filled(ox.Store()), LIMITS, FEATURES)
    return FlaskClient(create_app(engine, OPTIONS).test_client())


@pytest.fixture(params=["flask", "server"])
def ask(request: pytest.FixtureRequest) -> Ask:
    """A client of either; what it is told must be the same. For tests that only read."""
    if request.param == "flask":
        return request.getfixturevalue("flask_client")
    return HttpClient(request.getfixturevalue("server").port)
