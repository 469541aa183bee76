"""The command `newsfacts`: thin commands over public functions. Data goes to stdout, progress and log to stderr."""

from __future__ import annotations

import sys

import click

from newsfacts import __version__
from newsfacts.errors import NewsfactsError

from . import building, exporting, linking, querying, serving
from .context import STOPPED

HELP = """Make a knowledge graph of news articles: actors, events and positions, with the words they rest on.

\b
Start here:
  newsfacts demo                       build the example graph, ask it three questions, serve it
  newsfacts build articles/            read a folder into ./newsfacts-workspace
  newsfacts query 'SELECT …'           ask it; or name a question: newsfacts query rejections
  newsfacts serve                      the SPARQL endpoint and its pages on http://127.0.0.1:7878
  newsfacts export gexf --view actor-actor --out network.gexf

\b
Exit codes:
  0  all went well
  1  some articles failed or some checks found faults; each is named on stderr
  2  the command line is wrong
  3  the command could not go on (a setting, the store, the gazetteer, a query …)
"""


class Main(click.Group):
    """The group that turns the errors newsfacts raises on purpose into one line and exit code 3."""

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command; only NewsfactsError is caught, everything else is a defect and shows its traceback."""
        try:
            return super().invoke(ctx)
        except NewsfactsError as error:
            click.echo(f"newsfacts: {error}", err=True)
            sys.exit(STOPPED)


@click.group(cls=Main, help=HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__, prog_name="newsfacts")
def main() -> None:
    """The entry point."""


for command in (*building.COMMANDS, *querying.COMMANDS, *exporting.COMMANDS, *serving.COMMANDS, *linking.COMMANDS):
    main.add_command(command)
