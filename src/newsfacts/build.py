"""A workspace's graph, built and kept up to date in two phases: articles to facts files, facts files to graphs.

Order matters for what a killed run leaves. Each article's file is written before its facts, each facts file whole or
not at all, each graph in one transaction together with the hash of the facts file that it was made of. The next run
therefore knows what is missing by looking, without a journal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import msgspec
from pyoxigraph import NamedNode, Quad

from . import facts as facts_format
from . import pipeline, resources
from .config import Settings
from .errors import ArticleError, FactsError, ReadError
from .model import Article, Facts
from .rdf.builder import GraphSettings
from .rdf.check import Fault
from .rdf.check import check as check_store
from .rdf.entities import entities_quads
from .rdf.iris import entities_graph_iri, ontology_graph_iri
from .rdf.links import links_quads
from .rdf.mapping import facts_quads, graph_iris, to_quads
from .rdf.ontology import ontology_quads
from .reading import Item, batches
from .store import GraphStore
from .workspace import Workspace

# Articles read ahead for each process: bounds memory on endless input, keeps both cores busy.
BATCH = 32


@dataclass(frozen=True)
class Report:
    """What a build did: articles read anew and unchanged, graphs written, quads in the store, and what failed."""

    built: int
    unchanged: int
    graphs: int
    quads: int
    failed: tuple[ArticleError, ...]


def build(items: Iterable[Item], workspace: Workspace, settings: Settings) -> Report:
    """Brings `items` into the workspace and its graph up to date. Raises StoreError where the store fails."""
    maker = _Maker(workspace, settings)
    with GraphStore(workspace.store) as store:  # first, so that two builds on one workspace do not both extract
        maker.take(items)
        graphs, failed = put_graphs(workspace, store, settings)
        quads = len(store.inner)
    return Report(maker.built, maker.unchanged, graphs, quads, (*maker.failed, *failed))


class _Maker:
    """The first phase: from items to facts files."""

    def __init__(self, workspace: Workspace, settings: Settings) -> None:
        self.workspace, self.settings = workspace, settings
        self.linker = pipeline.linker(settings, workspace.decisions)
        self.version = pipeline.linker_version(settings, workspace.decisions)
        self.run = msgspec.structs.replace(pipeline.run_of(settings), linker=self.version)
        self.built, self.unchanged = 0, 0
        self.failed: list[ArticleError] = []

    def take(self, items: Iterable[Item]) -> None:
        """Makes and keeps the facts of every item that is new or changed."""
        with pipeline.Extraction(self.settings) as extraction:
            for batch in batches(items, BATCH * self.settings.jobs):
                for item in batch:
                    if isinstance(item, Facts):
                        self._ready_made(item)
                    elif isinstance(item, ArticleError):
                        self.failed.append(item)
                due = [item for item in batch if isinstance(item, Article) and self._due(item)]
                for article, found in zip(due, extraction(due), strict=True):
                    self._keep(article, found)

    def _due(self, article: Article) -> bool:
        try:
            known = self.workspace.facts(article.id)
        except FactsError:
            return True
        if known is None or known.run is None or known.article != facts_format.info(article):
            return True
        if msgspec.structs.replace(known.run, linker=self.version) != self.run:
            return True
        self.unchanged += 1
        self.relink(known, article.text)
        return False

    def relink(self, known: Facts, text: str) -> bool:
        """Links facts again where the gazetteer, the linker or a person's decision has changed; says whether it did."""
        if known.run is not None and known.run.linker == self.version:
            return False
        run = known.run and msgspec.structs.replace(known.run, linker=self.version)
        self.workspace.put_facts(self._linked(msgspec.structs.replace(known, run=run), text))
        return True

    def _keep(self, article: Article, found: Facts | ArticleError) -> None:
        if isinstance(found, ArticleError):
            self.failed.append(found)
            return
        self.workspace.put_article(article)
        self.workspace.put_facts(self._linked(msgspec.structs.replace(found, run=self.run), article.text))
        self.built += 1

    def _linked(self, found: Facts, text: str) -> Facts:
        return self.linker(found, text) if self.linker else found

    def _ready_made(self, found: Facts) -> None:
        """Takes a facts document made elsewhere; its text is in it or already in the workspace."""
        info = found.article
        article = self.workspace.article(info.id)
        if isinstance(info.text, str):
            shared = {name: getattr(info, name) for name in Article.__struct_fields__ if name != "furniture"}
            article = Article(**shared)
        if article is None:
            fault = "the text of this article is neither in the document (article.text) nor in the workspace"
            self.failed.append(ReadError(fault, info.id))
            return
        try:
            facts_format.verify(found, article.text, info.id)
        except FactsError as error:
            self.failed.append(error)
            return
        self.workspace.put_article(article)
        self.workspace.put_facts(self._linked(found, article.text))
        self.built += 1


def relink(workspace: Workspace, settings: Settings) -> Report:
    """Links all facts of the workspace anew, without extracting again, and puts the graphs that change."""
    maker = _Maker(workspace, settings)
    failed: list[ArticleError] = []
    linked = 0
    with GraphStore(workspace.existing_store()) as store:
        for found in workspace.all_facts():
            article = None if isinstance(found, FactsError) else workspace.article(found.article.id)
            if isinstance(found, FactsError):
                failed.append(found)
            elif article is not None:
                linked += maker.relink(found, article.text)
        graphs, damaged = put_graphs(workspace, store, settings)
        quads = len(store.inner)
    known = {fault.source for fault in failed}
    failed += [fault for fault in damaged if fault.source not in known]
    return Report(linked, len(workspace.article_ids()) - linked, graphs, quads, tuple(failed))


def put_graphs(workspace: Workspace, store: GraphStore, settings: Settings) -> tuple[int, list[ArticleError]]:
    """The second phase: puts the graphs of every facts file that the store has not, or has of older facts.

    Returns how many articles' graphs were put, and the articles whose files are damaged.
    """
    known, written = store.stamps(), 0
    failed: list[ArticleError] = []
    shape = graph_settings(settings)
    put_ontology(store, settings, known)
    for article_id in workspace.article_ids():
        graph = graph_iris(article_id, shape)[0]
        stamp = workspace.facts_hash(article_id) + graphs_version(settings)
        if known.get(graph) == stamp:
            continue
        try:
            store.put(article_graphs(workspace, article_id, shape), {graph: stamp})
        except ArticleError as error:
            failed.append(error)
        else:
            written += 1
    put_entities(store, settings)
    return written, failed


def put_entities(store: GraphStore, settings: Settings) -> None:
    """Puts the description of what articles share, where articles' graphs have changed since it was made."""
    graph = NamedNode(entities_graph_iri(settings.base))
    stamps = store.stamps()
    current = stamps.pop(graph, "")
    made_of = sorted(f"{name.value} {stamp}" for name, stamp in stamps.items())
    stamp = hashlib.sha256("\n".join(made_of).encode()).hexdigest()
    if stamp != current:
        store.put({graph: entities_quads(store.inner, graph_settings(settings))}, {graph: stamp})


def graph_settings(settings: Settings) -> GraphSettings:
    """How graphs are written under these settings."""
    return GraphSettings(base=settings.base)


@cache
def graphs_version(settings: Settings) -> str:
    """What beside the facts decides what a graph looks like: a change of it writes all graphs anew."""
    return f" {resources.code_digest('rdf')} {settings.base}"


def article_graphs(workspace: Workspace, article_id: str, shape: GraphSettings) -> dict[NamedNode, tuple[Quad, ...]]:
    """The graphs of one article of the workspace. Raises FactsError where its facts file or text is damaged."""
    facts, article = workspace.facts(article_id), workspace.article(article_id)
    if facts is None or article is None:
        raise FactsError("the article's text is missing from the workspace", workspace.article_path(article_id))
    own, links = graph_iris(article_id, shape)
    return {own: facts_quads(facts, article.text, shape), links: links_quads(facts, shape)}


def put_ontology(store: GraphStore, settings: Settings, known: Mapping[NamedNode, str]) -> None:
    """Puts the ontology and its vocabularies into a graph of their own, where they have changed."""
    graph, stamp = NamedNode(ontology_graph_iri(settings.base)), resources.ontology_digest()
    if known.get(graph) == stamp:
        return
    store.put({graph: ontology_quads(graph_settings(settings))}, {graph: stamp})


def nquads(facts: Facts, text: str, settings: Settings) -> bytes:
    """The graphs of one article as N-Quads: sorted lines, the same for the same facts."""
    return "".join(f"{quad} .\n" for quad in to_quads(facts, text, graph_settings(settings))).encode()


def check(workspace: Workspace, settings: Settings) -> Iterator[Fault]:
    """Every fault of the workspace: facts files that do not fit their texts, then what the graph has."""
    for found in workspace.all_facts():
        if isinstance(found, FactsError):
            yield Fault(found.source, found.place, "facts-file", found.fault)

    def text(article_id: str) -> str | None:
        article = workspace.article(article_id)
        return article.text if article else None

    with GraphStore(workspace.existing_store()) as store:
        yield from check_store(store.inner, text, graph_settings(settings))
