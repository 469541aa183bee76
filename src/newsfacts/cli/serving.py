"""Commands that serve: serve, demo."""

from __future__ import annotations

import os
from pathlib import Path

import click

from newsfacts import build as building
from newsfacts import config, resources
from newsfacts.errors import ConfigError
from newsfacts.rdf import queries
from newsfacts.rdf.namespaces import prefixes
from newsfacts.reading import read
from newsfacts.store import GraphStore
from newsfacts.web import serving
from newsfacts.web.features import questions
from newsfacts.web.server import Server
from newsfacts.web.server import serve as run
from newsfacts.workspace import Workspace

from .context import Context, counted, with_context
from .querying import asked
from .table import as_table

TOKEN = "NEWSFACTS_TOKEN"  # the variable's name
EXAMPLE_QUESTIONS = ("rejections", "attribution-chains", "contradicting-accounts")
_SHOWN_WIDTH = 44


def _token(writable: bool) -> str | None:
    token = os.environ.get(TOKEN, "")
    if writable and not token:
        raise ConfigError(f"--writable needs a token that clients send as Bearer: set the variable {TOKEN}")
    return token or None


def _serve(context: Context, token: str | None, *, writable: bool = False) -> None:
    options = serving.options(context.workspace, context.settings, token, writable=writable)

    def ready(server: Server) -> None:
        click.echo(f"newsfacts: {server.url}  (SPARQL: {server.url}/sparql, all graphs as one: /sparql/union)")
        context.say("end with Ctrl-C")

    pages = serving.pages(context.workspace, context.settings)
    run(options, pages, questions(context.settings.base), ready)


@click.command()
@click.option("--host", help="The address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.  [default: 7878]")
@click.option("--workers", type=click.IntRange(1), help="Queries at the same time.  [default: 16]")
@click.option("--writable", is_flag=True, help=f"Allow updates to who sends the token of {TOKEN} as Bearer.")
@with_context("host", "port", "workers")
def serve(context: Context, writable: bool) -> None:
    """Serve the workspace's graph: SPARQL endpoint, pages, reconciliation.

    Read-only unless --writable; without it, the token only lets its holder see and end running queries. Ends on SIGINT
    or SIGTERM.
    """
    _serve(context, _token(writable), writable=writable)


@click.command()
@click.option(
    "--workspace",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("newsfacts-demo"),
    show_default=True,
    help="The directory to build the example graph in.",
)
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 takes a free one.  [default: 7878]")
@click.option("--quiet", is_flag=True, help="No progress and no summary on stderr.")
@click.option("--no-serve", is_flag=True, help="Only build and ask.")
def demo(workspace: Path, port: int | None, quiet: bool, no_serve: bool) -> None:
    """Build the graph of the example articles, ask it three questions, and serve it."""
    context = Context(Workspace(workspace), config.load(workspace, os.environ, {"port": port}), quiet)
    items = context.progress(read([str(resources.data("articles"))]), "Building")
    report = building.build(items, context.workspace, context.settings)
    context.say(f"{counted(report.built + report.unchanged, 'article')}, {report.quads} quads in {workspace}\n")
    with GraphStore(context.workspace.store) as store:
        for name in EXAMPLE_QUESTIONS:
            _show(store, name, context)
    context.fail(report.failed)
    if not no_serve:
        _serve(context, None)


def _show(store: GraphStore, name: str, context: Context) -> None:
    one = queries.query(name)
    _, answer = asked(store, queries.bind(one, {}, context.settings.base), "json", context.settings)
    click.echo(f"{one.title_de}  [newsfacts query {name}]\n{one.about_de}\n")
    click.echo(as_table(answer, prefixes(context.settings.base), _SHOWN_WIDTH) + "\n")


COMMANDS = (serve, demo)
