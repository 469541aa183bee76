"""The graph on disk: one Oxigraph store a workspace, one named graph an article, each put in one transaction.

Why not rdflib's own writing: its `Dataset.update` falls back to a Python engine that is slow and not atomic as soon as
the default graph is a union. Writes therefore go to `pyoxigraph.Store` as SPARQL updates, and rdflib sees the store
through oxrdflib for reading.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

import pyoxigraph as ox
from oxrdflib import OxigraphStore
from rdflib import Dataset

from .errors import StoreError, StoreLockedError
from .rdf.namespaces import NF, node, prefixes

# The graph that says of other graphs what they were made of.
CATALOGUE = ox.NamedNode("urn:newsfacts:catalogue")
STAMP = node(NF.stamp)


class GraphStore:
    """An Oxigraph store opened for reading and writing; a context manager. `path` None keeps it in memory."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.inner: ox.Store = _opened(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Gives the lock back: it goes with the last reference, and some hide in cycles until they are collected."""
        del self.inner
        gc.collect()

    def put(
        self,
        graphs: Mapping[ox.NamedNode, Iterable[ox.Quad]],
        stamps: Mapping[ox.NamedNode, str] = MappingProxyType({}),
    ) -> None:
        """Replaces each named graph whole by its quads, all in one transaction; a graph without quads is removed.

        `stamps` are kept in the catalogue graph in the same transaction: what a graph was made of, to know it by later.
        Raises StoreError where the store cannot be written (a full disk, say); nothing has changed then.
        """
        replaced = (_replacement(graph, quads) for graph, quads in graphs.items())
        self._update("".join((*replaced, *(_stamp(graph, value) for graph, value in stamps.items()))))

    def stamps(self) -> dict[ox.NamedNode, str]:
        """The stamp of every graph that has one."""
        quads = self.inner.quads_for_pattern(None, STAMP, None, CATALOGUE)
        named = ((quad.subject, quad.object) for quad in quads)
        return {
            graph: value.value
            for graph, value in named
            if isinstance(graph, ox.NamedNode) and isinstance(value, ox.Literal)
        }

    def remove(self, graphs: Iterable[ox.NamedNode]) -> None:
        """Removes named graphs in one transaction."""
        self.put(dict.fromkeys(graphs, ()))

    def _update(self, text: str) -> None:
        try:
            self.inner.update(text)
        except OSError as error:
            raise StoreError(f"{self.path or 'memory'}: {error}") from error

    def graphs(self) -> tuple[ox.NamedNode, ...]:
        """The names of all graphs, sorted."""
        named = (graph for graph in self.inner.named_graphs() if isinstance(graph, ox.NamedNode))
        return tuple(sorted(named, key=lambda graph: graph.value))

    def dataset(self, *, union: bool = True) -> Dataset:
        """The store as an rdflib Dataset for reading, prefixes bound; with `union` its default graph is all graphs."""
        dataset = Dataset(store=OxigraphStore(store=self.inner), default_union=union)
        for prefix, namespace in prefixes().items():
            dataset.bind(prefix, namespace, replace=True)
        return dataset


def _opened(path: Path | None) -> ox.Store:
    if path is None:
        return ox.Store()
    try:
        path.mkdir(parents=True, exist_ok=True)
        try:
            return ox.Store(str(path))
        except OSError:
            gc.collect()  # a store that this process has left may still be held by a traceback's cycle
            return ox.Store(str(path))
    except OSError as error:
        if "lock" in str(error).lower():
            ways = "end it, or name another --workspace, or ask the running server: /sparql/union, /export/<format>"
            fault = f"{path}: another newsfacts process has this workspace open; {ways}"
            raise StoreLockedError(fault) from error
        raise StoreError(f"{path}: {error}") from error


def _stamp(graph: ox.NamedNode, value: str) -> str:
    known = f"GRAPH {CATALOGUE} {{ {graph} {STAMP} "
    return f"DELETE WHERE {{ {known} ?old }} }};\nINSERT DATA {{ {known} {ox.Literal(value)} }} }};\n"


def _replacement(graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> str:
    triples = "\n".join(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)
    insert = f"INSERT DATA {{ GRAPH {graph} {{\n{triples}\n}} }};\n" if triples else ""
    return f"DROP SILENT GRAPH {graph};\n{insert}"
