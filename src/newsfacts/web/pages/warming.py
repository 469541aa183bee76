"""Keeps the overviews' answers ready, so that their first reader after a start or a change need not wait."""

from __future__ import annotations

import threading
import time
import weakref
from collections.abc import Callable

from newsfacts.web.engine.records import EngineError

from .explore import ask_overviews
from .graph import Graph
from .vocabulary import entries
from .wording import LANGUAGES, concepts

_EVERY = 1.0  # seconds


def keep_warm(graph: Graph, every: float = _EVERY) -> threading.Thread:
    """Asks what the overviews ask in a thread of its own, and again when the data have changed and then stayed the
    same for `every` seconds; the thread, which is returned, ends with the graph."""
    thread = threading.Thread(target=_keep, args=(weakref.ref(graph), every), name="warm-up", daemon=True)
    thread.start()
    return thread


def _keep(known: Callable[[], Graph | None], every: float) -> None:
    for language in LANGUAGES:
        entries(language)
        concepts(language)
    warmed: str | None = None
    before = ""
    while (graph := known()) is not None:
        state = graph.state
        if warmed is None or (state != warmed and state == before):
            warmed = state
            try:
                ask_overviews(graph)
            except EngineError:  # it is the first reader's then, or the engine is about to end
                pass
            except RuntimeError:  # the engine has ended
                return
        before = state
        del graph
        time.sleep(every)
