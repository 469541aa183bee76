"""The actors of the served graph, as the reconciliation service looks them up."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from newsfacts import resources
from newsfacts.web.engine.records import Engine, Query
from newsfacts.web.reconciling import IDS, GraphActor, GraphActors

_CLIENT = "reconciliation"


def served_actors(engine: Engine, base: str) -> GraphActors:
    """The actors whose IRIs are `{base}actor/ID` in the engine's graph, read again with every generation of it."""
    return GraphActors(lambda: _read(engine, f"{base}actor/"), lambda: engine.generation)


def _read(engine: Engine, space: str) -> Iterator[GraphActor]:
    text = resources.data("gazetteer", "graph-actors.rq").read_text("utf-8")
    answer = engine.run(Query(text, union=True, solutions="json"), client=_CLIENT)
    for row in msgspec.json.decode(b"".join(answer))["results"]["bindings"]:
        values = {name: str(term["value"]) for name, term in row.items()}
        actor, kind = values.get("actor", ""), values.get("class", "").rpartition("#")[2]
        if actor.startswith(space) and kind in IDS:
            yield GraphActor(actor.removeprefix(space), values["name"], IDS[kind], int(values["articles"]))
