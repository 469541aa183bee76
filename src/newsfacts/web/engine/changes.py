"""Applies a change to a store as one transaction and says what a replica must do to follow."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from typing import Any, NamedTuple

import pyoxigraph as ox

from . import deriving, guard, tokens, touching, using
from .edits import edit, led_back
from .evaluate import syntax_failure
from .formats import BY_NAME
from .naming import named
from .records import Change, DropGraph, EngineError, Failure, Features, PutGraph, Update, Written
from .steps import ALL, Step
from .tokens import Token

# A function whose value another evaluation does not repeat, or an order or choice that the engine is free to make.
_UNREPEATABLE = frozenset(
    {
        "NOW",
        "RAND",
        "UUID",
        "STRUUID",
        "BNODE",
        "LOAD",
        "SERVICE",
        "LIMIT",
        "OFFSET",
        "SAMPLE",
        "GROUP_CONCAT",
        "SUM",
        "AVG",
    }
)
_FULL = re.compile(r"no space left|disk full|file too large|quota exceeded", re.IGNORECASE)
_CALLS = (
    "FILTER",
    "BIND",
    "EXISTS",
    "IN",
    "SELECT",
    "HAVING",
    "STR",
    "LANG",
    "CONTAINS",
    "REGEX",
    "CONCAT",
    "IRI",
    "URI",
    "BOUND",
)
_BEFORE_EXPRESSION = frozenset("(&|=<>!+*,")


class Applied(NamedTuple):
    """A change that is done and the steps with which a replica follows it."""

    written: Written
    steps: tuple[Step, ...]


class Changer:
    """Writes to one store."""

    def __init__(self, store: ox.Store, features: Features, relay: str = "") -> None:
        self.store = store
        self._allowed = guard.Allowed(features.service_allow, relay)
        self._known = dict(features.prefixes)
        rule: deriving.Derivation | None = named(features.derived)
        self.derived = deriving.Derived(store, rule) if rule else None
        self._kinds: dict[type, Callable[[Any], Applied]] = {
            Update: self._update,
            PutGraph: self._put,
            DropGraph: self._drop,
        }

    def apply(self, change: Change) -> Applied:
        """Does `change`. Raises EngineError; then nothing was changed."""
        try:
            return self._derived(change) if self.derived else self._kinds[type(change)](change)
        except SyntaxError as error:
            raise EngineError(syntax_failure(error, "", self._known)) from error
        except ValueError as error:
            raise EngineError(Failure("parameters", str(error))) from error
        except RuntimeError as error:
            raise EngineError(Failure("conflict", str(error))) from error
        except OSError as error:
            kind = "disk-full" if _FULL.search(str(error)) else "write-failed"
            raise EngineError(Failure(kind, str(error))) from error

    def _derived(self, change: Change) -> Applied:
        """Does a change and brings to date the graph that follows from the others."""
        assert self.derived is not None, "called only where there is such a graph"
        before = self.derived.begin(touching.graphs(change, self._known))
        with ExitStack() as failed:
            failed.callback(self.derived.undo, before)
            applied = self._kinds[type(change)](change)
            failed.pop_all()
        return Applied(applied.written, applied.steps + self.derived.end(before))

    def _update(self, update: Update) -> Applied:
        guarded = guard.check(update.text, self._allowed, self._known)
        clauses = using.clauses(guarded.text, update.using, update.using_named)
        text = edit(guarded.text, clauses)
        try:
            self.store.update(text, base_iri=update.base or None, prefixes=self._known)
        except SyntaxError as error:
            failure = led_back(syntax_failure(error, update.text, self._known), guarded.text, clauses)
            raise EngineError(led_back(failure, update.text, guarded.edits)) from error
        return Applied(Written(), self._following(text, update.base))

    def _following(self, text: str, base: str) -> tuple[Step, ...]:
        stream = tokens.scan(text).tokens
        if not (_UNREPEATABLE & tokens.words(stream)) and not _makes_blank_nodes(stream):
            return (Step(update=text, base=base),)
        return (_whole(self.store),)

    def _put(self, put: PutGraph) -> Applied:
        quads = self._parsed(put)
        named = ox.NamedNode(put.graph) if put.graph else None
        existed = self.store.contains_named_graph(named) if named else True
        names = {quad.graph_name for quad in quads} | ({named} if named else set())
        if put.replace:
            clear = ALL if put.graph is None else put.graph
            self.store.update(f"{_drop_clause(clear)} ; {_insertion(quads, names)}")
        else:
            clear = None
            self._create(names)
            self.store.extend(quads)
        written = Written(created=not existed, existed=existed)
        return Applied(written, (self._step(put, clear, quads, names),))

    def _step(self, put: PutGraph, clear: str | None, quads: list[ox.Quad], names: set[Any]) -> Step:
        """The data as they lie in the store: an update renames blank nodes, and a replica must have the same names."""
        if not put.replace or not any(_blank(quad) for quad in quads):
            return Step(clear=clear, update=_creation(names), quads=_lines(quads))
        if put.graph is None:
            return _whole(self.store)
        graph = ox.NamedNode(put.graph) if put.graph else ox.DefaultGraph()
        stored = self.store.quads_for_pattern(None, None, None, graph)
        return Step(clear=clear, update=_creation(names), quads=_lines(stored))

    def _create(self, names: set[Any]) -> None:
        for name in names:
            if isinstance(name, ox.NamedNode):
                self.store.add_graph(name)

    def _parsed(self, put: PutGraph) -> list[ox.Quad]:
        form = BY_NAME[put.format]
        parsed = ox.parse(put.data, form.native, base_iri=put.base or None, rename_blank_nodes=True)  # type: ignore[arg-type]
        if put.graph is None:
            return list(parsed)
        graph = ox.NamedNode(put.graph) if put.graph else ox.DefaultGraph()
        return [ox.Quad(quad.subject, quad.predicate, quad.object, graph) for quad in parsed]

    def _drop(self, drop: DropGraph) -> Applied:
        if drop.graph and not self.store.contains_named_graph(ox.NamedNode(drop.graph)):
            raise EngineError(Failure("no-graph", f"there is no graph <{drop.graph}>"))
        cleared = ALL if drop.graph is None else drop.graph
        self.store.update(_drop_clause(cleared))
        return Applied(Written(), (Step(clear=cleared),))


def _drop_clause(graph: str) -> str:
    return {ALL: "DROP ALL", "": "DROP DEFAULT"}.get(graph) or f"DROP SILENT GRAPH <{graph}>"


def _creation(names: set[Any]) -> str:
    return " ; ".join(sorted(f"CREATE SILENT GRAPH {name}" for name in names if isinstance(name, ox.NamedNode)))


def _insertion(quads: list[ox.Quad], names: set[Any]) -> str:
    """An update that makes the graphs and puts `quads` in them, in N-Triples syntax, which SPARQL contains."""
    by_graph: dict[str, list[str]] = {}
    for quad in quads:
        name = "" if isinstance(quad.graph_name, ox.DefaultGraph) else str(quad.graph_name)
        by_graph.setdefault(name, []).append(f"{quad.triple} .\n")
    blocks = (f"GRAPH {name} {{\n{''.join(lines)}}}\n" if name else "".join(lines) for name, lines in by_graph.items())
    created = _creation(names)
    return f"{created} ; INSERT DATA {{\n{''.join(blocks)}}}" if created else f"INSERT DATA {{\n{''.join(blocks)}}}"


def _makes_blank_nodes(stream: tuple[Token, ...]) -> bool:
    """Whether a template or data may hold a blank node: a label, a bracket, or what may be a collection."""
    for before, token in zip((None, *stream), stream, strict=False):
        if token.kind == "bnode" or token.text == "[":
            return True
        if token.text == "(" and not (before and (before.text in _BEFORE_EXPRESSION or before.names(*_CALLS))):
            return True
    return False


def _blank(quad: ox.Quad) -> bool:
    return "_:" in f"{quad.subject}{quad.object}"


def _lines(quads: Iterable[ox.Quad]) -> bytes:
    return "".join(f"{quad} .\n" for quad in quads).encode()


def _whole(store: ox.Store) -> Step:
    """Everything, for a replica that cannot follow otherwise."""
    return Step(
        clear=ALL, update=_creation(set(store.named_graphs())), quads=store.dump(format=ox.RdfFormat.N_QUADS) or b""
    )
