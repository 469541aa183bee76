"""Writes the graph for other tools: formats, each a thin writer over one projection or over the store.

`write(store, "gexf", "actor-actor", sink)`; `formats()` says which views a format has, its media type and its ending.
"""

from __future__ import annotations

from functools import cache
from typing import BinaryIO

from pyoxigraph import Store

from newsfacts import plugins
from newsfacts.errors import ExportError

from .formats import FULL, Format
from .projection import VIEWS, project

__all__ = ["FULL", "VIEWS", "Format", "format_named", "formats", "project", "write"]


@cache
def formats() -> dict[str, Format]:
    """All formats that are installed, by name: those built in and those of plugins of the group `newsfacts.exporters`,
    which give a Format each."""
    return {name: plugins.load("exporters", name) for name in plugins.names("exporters")}


def format_named(name: str) -> Format:
    """The format of that name. Raises UnknownPluginError with the names known."""
    form: Format = plugins.load("exporters", name)
    return form


def write(store: Store, name: str, view: str, sink: BinaryIO, language: str = "de") -> None:
    """Writes a view of everything in the store in the format named; names in `language` where there are any.

    Raises UnknownPluginError for an unknown format, ExportError for a view that it does not have.
    """
    form = format_named(name)
    if view not in form.views:
        raise ExportError(f"{name} has no view {view!r}; it has: {', '.join(form.views)}")
    form.write(store, view, language, sink)
