"""What every command shares: the workspace, quietness, the settings, and how progress and faults are shown."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from newsfacts import config
from newsfacts.config import Settings
from newsfacts.errors import ArticleError
from newsfacts.workspace import Workspace

FAULTS, STOPPED = 1, 3
T = TypeVar("T")


def counted(number: int, one: str) -> str:
    """A number with the word for what it counts, whose plural ends with s."""
    return f"{number} {one if number == 1 else one + 's'}"


@dataclass(frozen=True)
class Context:
    """The workspace of a command, its settings, and whether it keeps quiet."""

    workspace: Workspace
    settings: Settings
    quiet: bool

    def say(self, text: str) -> None:
        """One line of summary to stderr, unless quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def progress(self, items: Iterable[T], label: str, length: int | None = None) -> Iterator[T]:
        """The items, with a progress bar on stderr while they are worked off, where that is a terminal."""
        if self.quiet or not sys.stderr.isatty():
            yield from items
            return
        with click.progressbar(items, length=length, label=label, file=sys.stderr, show_pos=True) as bar:
            yield from bar

    def fail(self, failed: Iterable[ArticleError]) -> None:
        """Names each article that failed on stderr; leaves with exit code 1 where there is any."""
        faults = list(failed)
        for fault in faults:
            click.echo(f"newsfacts: left out: {fault}", err=True)
        if faults:
            click.echo(f"newsfacts: {len(faults)} left out; the rest is done", err=True)
            sys.exit(FAULTS)


def with_context(*flags: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that gives a command `--workspace` and `--quiet`, and a Context in their place.

    `flags` are the names of the command's own options that are settings: given, they overrule the other sources.
    """

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @click.option(
            "--workspace",
            type=click.Path(file_okay=False, path_type=Path),
            default=Path("newsfacts-workspace"),
            show_default=True,
            help="The directory that holds articles, facts and the graph.",
        )
        @click.option("--quiet", is_flag=True, help="No progress and no summary on stderr.")
        @functools.wraps(command)
        def wrapped(workspace: Path, quiet: bool, **options: Any) -> Any:
            settings = config.load(workspace, os.environ, {name: options.pop(name) for name in flags})
            return command(Context(Workspace(workspace), settings, quiet), **options)

        return wrapped

    return decorate
