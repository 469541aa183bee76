"""Extension points: one Protocol and one entry-point group each; what is built in is registered the same way."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol

from .errors import UnknownPluginError
from .model import Article, Facts

GROUPS = ("readers", "analysers", "extractors", "linkers", "exporters")


class Reader(Protocol):
    """Reads one file or stream into articles; yields nothing twice, raises ReadError for what it cannot read."""

    def __call__(self, data: bytes, source: Path) -> Iterator[Article]: ...


class Linker(Protocol):
    """Gives actors and places of one article their Wikidata items and identities; changes nothing else."""

    def __call__(self, facts: Facts, text: str | None = None) -> Facts:
        """The facts with links; the article's text, where given, says more of how actors are called."""


def names(group: str) -> tuple[str, ...]:
    """The names of the installed plugins of `group` (one of GROUPS), sorted."""
    return tuple(sorted({point.name for point in entry_points(group=f"newsfacts.{group}")}))


def load(group: str, name: str) -> Any:
    """The plugin `name` of `group`. Raises UnknownPluginError with the known names."""
    for point in entry_points(group=f"newsfacts.{group}", name=name):
        return point.load()
    raise UnknownPluginError(group, name, names(group))
