"""How a replica follows a change: the steps that the writer tells and every process with a copy of the data repeats."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from .records import Record

ALL = "*"


class Step(Record, frozen=True):
    """What a replica does: empty a graph (`clear`: IRI, "" the default graph, "*" all), remove N-Quads, run an update,
    add N-Quads, in this order. Or `snapshot`: the data are now those of another directory."""

    clear: str | None = None
    quads: bytes = b""
    update: str = ""
    base: str = ""
    snapshot: str = ""
    gone: bytes = b""

    @property
    def exact(self) -> bool:
        """Whether all that changes are the quads in `gone` and `quads`."""
        return self.clear is None and not self.update and not self.snapshot


def follow(store: ox.Store, step: Step, prefixes: dict[str, str]) -> None:
    """Repeats `step` on a copy of the data in memory."""
    if step.clear == ALL:
        store.clear()
    elif step.clear is not None:
        store.update(f"DROP SILENT GRAPH <{step.clear}>" if step.clear else "DROP DEFAULT")
    for quad in parsed(step.gone):
        store.remove(quad)
    if step.update:
        store.update(step.update, base_iri=step.base or None, prefixes=prefixes)
    if step.quads:
        store.bulk_extend(parsed(step.quads))


def parsed(quads: bytes) -> Iterable[ox.Quad]:
    """The quads of a step."""
    return ox.parse(quads, ox.RdfFormat.N_QUADS, lenient=True) if quads else ()
