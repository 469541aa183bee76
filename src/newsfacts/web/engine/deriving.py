"""Keeps a graph that follows from the others right, whatever is written to them.

What the graph is and how it follows is given from outside, as a `Derivation` named in the features. Around every change
the writer takes the graph's mark away, makes the change, brings to date what the change may have touched, and sets the
mark again. The store's log keeps that order, so a graph without its mark, after a crash, is one to make anew.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import Protocol

import pyoxigraph as ox

from .steps import Step


class Derivation(Protocol):
    """A graph and how it follows from the others."""

    graph: ox.NamedNode
    mark: ox.NamedNode  # the property that marks it as being right, in the graph `marks`
    marks: ox.NamedNode

    def touched(self, store: ox.Store, graphs: frozenset[str] | None) -> frozenset[ox.NamedNode]:
        """The things whose descriptions depend on what stands in `graphs`; all things with None."""
        ...

    def descriptions(self, store: ox.Store, things: Iterable[ox.NamedNode]) -> Iterable[ox.Quad]:
        """What the graph has to say of `things`."""
        ...


class Derived:
    """The derived graph of one store."""

    def __init__(self, store: ox.Store, rule: Derivation) -> None:
        self._store, self._rule = store, rule

    def made_anew(self) -> None:
        """Makes the graph where it is there, or should be, and has no mark."""
        if self._mark() is not None:
            return
        things = self._rule.touched(self._store, None) | self._described()
        if things:
            self._refresh(things, ox.Literal("made anew"))

    def begin(self, graphs: frozenset[str] | None) -> Before:
        """Call it before a change of `graphs`."""
        mark = self._mark()
        before = Before(self._rule.touched(self._store, graphs) if graphs is not None else frozenset(), graphs, mark)
        if mark is not None:
            self._store.update(f"DELETE DATA {{ {self._marking(mark)} }}")
        return before

    def undo(self, before: Before) -> None:
        """Call it where the change was not made."""
        if before.mark is not None:
            with suppress(OSError):  # without its mark the graph is made anew at the next start
                self._store.update(f"INSERT DATA {{ {self._marking(before.mark)} }}")

    def end(self, before: Before) -> tuple[Step, ...]:
        """Call it after the change; what copies of the data have to follow."""
        after = self._rule.touched(self._store, before.graphs)
        things = before.things | after
        if before.graphs is None or (before.graphs and self._rule.graph.value in before.graphs):
            things |= self._rule.touched(self._store, None) | self._described()
        if not things and before.mark is None:
            return ()
        return (self._refresh(things, before.mark or ox.Literal("made anew")),)

    def _refresh(self, things: frozenset[ox.NamedNode], mark: ox.Literal) -> Step:
        wanted = set(self._rule.descriptions(self._store, things))
        had = {quad for thing in things for quad in self._store.quads_for_pattern(thing, None, None, self._rule.graph)}
        gone, new = (sorted(map(str, quads)) for quads in (had - wanted, wanted - had))
        self._store.update(_difference(self._rule.graph, gone, new) + f"INSERT DATA {{ {self._marking(mark)} }}")
        marked = ox.Quad(self._rule.graph, self._rule.mark, mark, self._rule.marks)
        return Step(gone=_lines(gone), quads=_lines([*new, str(marked)]))

    def _described(self) -> frozenset[ox.NamedNode]:
        quads = self._store.quads_for_pattern(None, None, None, self._rule.graph)
        return frozenset(quad.subject for quad in quads if isinstance(quad.subject, ox.NamedNode))

    def _mark(self) -> ox.Literal | None:
        quads = self._store.quads_for_pattern(self._rule.graph, self._rule.mark, None, self._rule.marks)
        return next((quad.object for quad in quads if isinstance(quad.object, ox.Literal)), None)

    def _marking(self, mark: ox.Literal) -> str:
        return f"GRAPH {self._rule.marks} {{ {self._rule.graph} {self._rule.mark} {mark} }}"


class Before:
    """What there was before a change."""

    def __init__(self, things: frozenset[ox.NamedNode], graphs: frozenset[str] | None, mark: ox.Literal | None) -> None:
        self.things, self.graphs, self.mark = things, graphs, mark


def _difference(graph: ox.NamedNode, gone: list[str], new: list[str]) -> str:
    """The update that takes `gone` out of the graph and puts `new` in: quads of that graph in N-Quads syntax."""
    pieces = []
    for verb, quads in (("DELETE", gone), ("INSERT", new)):
        if quads:
            triples = " .\n".join(quad.removesuffix(f" {graph}") for quad in quads)
            pieces.append(f"{verb} DATA {{ GRAPH {graph} {{\n{triples} }} }} ;\n")
    return "".join(pieces)


def _lines(quads: Iterable[str]) -> bytes:
    return "".join(f"{quad} .\n" for quad in quads).encode()
