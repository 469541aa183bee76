"""DESCRIBE, bounded and useful: a thing's own statements, with those of the things that carry its evidence.

What belongs to a description: every statement whose subject is the thing; those of blank nodes in them; those of the
objects of the properties in `Features.describe_follow`, and of their objects by the same properties (a position, its
evidence, the article and the speaker); those of the subjects that point to the thing by `Features.describe_inverse`.
Nothing further. All graphs of the request's dataset are looked at, named or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import pyoxigraph as ox

from .records import Features, Query
from .tokens import Token

_DEPTH = 2
_END = ("FROM", "WHERE", "LIMIT", "OFFSET", "ORDER", "GROUP", "HAVING", "VALUES")
Resource = ox.NamedNode | ox.BlankNode


class Description:
    """The statements about some things, in place of the engine's own result: each subject's together."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        by_subject: dict[Any, list[ox.Triple]] = {}
        for triple in triples:
            by_subject.setdefault(triple.subject, []).append(triple)
        self._triples = tuple(chain.from_iterable(by_subject.values()))

    def __iter__(self) -> Iterator[ox.Triple]:
        return iter(self._triples)


def selection(text: str, stream: tuple[Token, ...]) -> str:
    """The SELECT query that finds what a DESCRIBE query describes; "" where the engine has to do it (FROM)."""
    at = next((n for n, token in enumerate(stream) if token.names("DESCRIBE")), len(stream))
    named = []
    for token in stream[at + 1 :]:
        if token.names(*_END) or token.text == "{":
            break
        named.append(token)
    if not named or any(token.names("FROM") for token in stream):
        return ""
    prologue, rest = text[: stream[at].start], text[named[-1].end :]
    constants = " ".join(
        f"({token.text} AS ?described{n})" for n, token in enumerate(named) if token.kind in ("iri", "pname")
    )
    variables = "*" if named[0].text == "*" else " ".join(token.text for token in named if token.kind == "var")
    if not variables:
        return f"{prologue} SELECT {constants} {{}}"
    inner = f"SELECT {variables} {rest if rest.strip() else '{}'}"
    return (
        f"{prologue} SELECT * {{ {{ {inner} }} }}"
        if not constants
        else f"{prologue} SELECT * {{ {{ SELECT {constants} {{}} }} UNION {{ {inner} }} }}"
    )


def describe(store: ox.Store, results: Any, query: Query, features: Features) -> Description:
    """The description of everything that the rows of `results` name."""
    things = dict.fromkeys(term for row in results for term in row if isinstance(term, Resource))
    walk = _Walk(store, query, features)
    for thing in things:
        walk.add(thing, _DEPTH)
        walk.add_pointing_to(thing)
    return Description(walk.found)


class _Walk:
    def __init__(self, store: ox.Store, query: Query, features: Features) -> None:
        self._store = store
        self._follow = {ox.NamedNode(iri) for iri in features.describe_follow}
        self._inverse = tuple(ox.NamedNode(iri) for iri in features.describe_inverse)
        given = query.default_graphs is not None or query.named_graphs is not None
        self._graphs = {*(query.default_graphs or ()), *(query.named_graphs or ())} if given else None
        self.found: dict[ox.Triple, None] = {}
        self._seen: dict[Resource, int] = {}

    def add(self, thing: Resource, depth: int) -> None:
        """The statements of `thing`, and of what it leads to within `depth` steps."""
        if self._seen.get(thing, -1) >= depth:
            return
        self._seen[thing] = depth
        for quad in self._quads(thing, None, None):
            self.found[quad.triple] = None
            if isinstance(quad.object, ox.BlankNode):
                self.add(quad.object, depth)
            elif depth and quad.predicate in self._follow and isinstance(quad.object, ox.NamedNode):
                self.add(quad.object, depth - 1)

    def add_pointing_to(self, thing: Resource) -> None:
        """The statements of what points to `thing`."""
        for name in self._inverse:
            for quad in self._quads(None, name, thing):
                if isinstance(quad.subject, Resource):
                    self.add(quad.subject, 0)

    def _quads(
        self, subject: Resource | None, predicate: ox.NamedNode | None, object_: Resource | None
    ) -> list[ox.Quad]:
        quads = self._store.quads_for_pattern(subject, predicate, object_, None)
        if self._graphs is None:
            return list(quads)
        return [
            quad
            for quad in quads
            if isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value in self._graphs
        ]
