"""A workspace's server: the endpoint over its store, the pages over the endpoint, and what the settings allow."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import flask

from newsfacts.config import Settings
from newsfacts.errors import FactsError
from newsfacts.linking.gazetteer import Gazetteer
from newsfacts.model import Article, Refusal
from newsfacts.rdf.namespaces import NF, NIF, ORG, PROV, SDO, SEM, SKOS
from newsfacts.workspace import Workspace

from .engine.records import Engine, Limits
from .exports import exports_blueprint
from .features import features
from .http.records import HttpOptions
from .options import ServeOptions
from .pages import Site, pages_blueprint
from .reconciliation import ReconciliationOptions, reconciliation_blueprint
from .served_actors import served_actors
from .server import Pages
from .sparql.options import EndpointOptions

_MEGABYTE = 1_000_000
# The vocabularies that VoID names: ours and those that the graph is mostly written in.
VOCABULARIES = tuple(str(space) for space in (NF._NS, SEM._NS, NIF._NS, PROV._NS, ORG._NS, SKOS._NS, SDO._NS))


def options(
    workspace: Workspace, settings: Settings, token: str | None = None, writable: bool | None = None
) -> ServeOptions:
    """How to serve `workspace`: read-only without a token, or where `writable` is False; then the token only lets its
    holder see and end running queries. Raises StoreError where nothing has been built yet."""
    endpoint = EndpointOptions(
        writable=token is not None if writable is None else writable,
        token=token or "",
        title="newsfacts",
        licence=settings.licence,
        vocabularies=VOCABULARIES,
    )
    limits = Limits(seconds=settings.query_seconds, rows=settings.query_rows, workers=settings.workers)
    return ServeOptions(
        store=workspace.existing_store(),
        host=settings.host,
        port=settings.port,
        endpoint=endpoint,
        limits=limits,
        features=features(settings.services, settings.base, workspace.root.resolve()),
        http=HttpOptions(client_queries=settings.client_queries, proxies=settings.proxies),
        replica_bytes=settings.memory_megabytes * _MEGABYTE,
    )


def site(workspace: Workspace, settings: Settings) -> Site:
    """What the pages show of `workspace`."""

    def article(article_id: str) -> Article | None:
        try:
            return workspace.article(article_id)
        except FactsError:
            return None

    def refused(article_id: str) -> tuple[Refusal, ...]:
        try:
            facts = workspace.facts(article_id)
        except FactsError:
            return ()
        return facts.refused if facts else ()

    return Site(settings.base, article, refused, settings.show_text, settings.open_licences)


def pages(workspace: Workspace, settings: Settings) -> Pages:
    """What makes the blueprints beside the endpoint, once the engine runs."""

    def made(engine: Engine, serve_options: ServeOptions) -> Iterable[flask.Blueprint]:
        del serve_options
        return (
            pages_blueprint(engine, site(workspace, settings), warm=True),
            exports_blueprint(engine),
            reconciliation_blueprint(
                Gazetteer(Path(settings.gazetteer)) if settings.gazetteer else Gazetteer.core(),
                served_actors(engine, settings.base),
                ReconciliationOptions(base=settings.base),
            ),
        )

    return made
