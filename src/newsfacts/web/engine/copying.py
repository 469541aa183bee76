"""Makes a copy in memory of a snapshot on disk, while the store itself goes on being written."""

from __future__ import annotations

import os
import sys
from typing import NoReturn

import msgspec
import pyoxigraph as ox

from .records import EngineError, Failure


def empty_graphs(store: ox.Store) -> tuple[str, ...]:
    """The terms of the graphs that have a name and no triple: they are not in a dump."""
    names = store.named_graphs()
    return tuple(str(g) for g in names if next(store.quads_for_pattern(None, None, None, g), None) is None)


def copied(store: ox.Store, snapshot: str) -> tuple[str, ...]:
    """Fills `store` with the snapshot and tells its empty graphs. Raises EngineError where that breaks off.

    Another process reads the snapshot: whoever opens one gets threads, and this process is to fork later.
    """
    (data, data_in), (names, names_in) = os.pipe(), os.pipe()
    if not os.fork():
        os.close(data)
        os.close(names)
        _read_aloud(snapshot, data_in, names_in)
    os.close(data_in)
    os.close(names_in)
    with open(data, "rb") as quads, open(names, "rb") as rest:  # noqa: PTH123 - descriptors, no paths
        store.bulk_extend(ox.parse(quads, ox.RdfFormat.N_QUADS, lenient=True))
        told = rest.read()
    if not told:
        raise EngineError(Failure("unknown-outcome", "the snapshot could not be read to its end"))
    return msgspec.msgpack.decode(told, type=tuple[str, ...])


def _read_aloud(snapshot: str, data: int, names: int) -> NoReturn:
    """Never returns: writes the snapshot's quads to one descriptor, then its empty graphs to the other."""
    try:
        store = ox.Store.read_only(snapshot)
        with open(data, "wb") as quads:
            store.dump(quads, ox.RdfFormat.N_QUADS)
        with open(names, "wb") as rest:
            rest.write(msgspec.msgpack.encode(empty_graphs(store)))
    except BaseException:
        sys.excepthook(*sys.exc_info())
        raise
    finally:
        os._exit(0)
