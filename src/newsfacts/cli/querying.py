"""Commands that ask: query."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsfacts.config import Settings
from newsfacts.errors import QueryError
from newsfacts.rdf import queries
from newsfacts.rdf.namespaces import prefixes
from newsfacts.store import GraphStore
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import Features, Query

from .context import Context, with_context
from .table import as_table

# What can be asked for -> the engine's names for solutions and for graphs.
FORMATS = {
    "table": ("json", "turtle"),
    "json": ("json", "jsonld"),
    "xml": ("xml", "rdfxml"),
    "csv": ("csv", "ntriples"),
    "tsv": ("tsv", "ntriples"),
}


def question(text: str, values: dict[str, str], base: str) -> str:
    """What to ask: a shipped question by its name, a file's content, standard input for `-`, or the text itself.

    Raises QueryError for a name that no question has, or a value that the question does not know.
    """
    if text == "-":
        return sys.stdin.read()
    if text.endswith(".rq") and Path(text).is_file():
        return Path(text).read_text("utf-8")
    if any(mark in text for mark in "{ \n"):
        return text
    return queries.bind(queries.query(text), values, base)


def asked(store: GraphStore, text: str, form: str, settings: Settings) -> tuple[str, bytes]:
    """The media type and the answer of a query over the union of all graphs. Raises EngineError."""
    solutions, graph = FORMATS[form]
    known = Features(prefixes=tuple(prefixes(settings.base).items()), service_allow=settings.services)
    answer = LocalEngine(store.inner, features=known).run(Query(text, union=True, solutions=solutions, graph=graph))
    return answer.head.media_type, b"".join(answer)


def _values(pairs: tuple[str, ...]) -> dict[str, str]:
    values = {}
    for pair in pairs:
        name, mark, value = pair.partition("=")
        if not mark:
            raise QueryError(f"a value is given as name=value, not {pair!r}")
        values[name] = value
    return values


@click.command()
@click.argument("text", metavar="TEXT|FILE.rq|NAME")
@click.argument("values", nargs=-1, metavar="[NAME=VALUE]…")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="table", show_default=True)
@click.option("--wide", is_flag=True, help="Tables with whole texts instead of cut ones.")
@with_context()
def query(context: Context, text: str, values: tuple[str, ...], form: str, wide: bool) -> None:
    """Ask the graph in SPARQL, or one of the shipped questions by its name.

    The query asks the union of all graphs; the usual prefixes need no declaration. Without arguments for it, a question
    asks about everything: newsfacts query rejections actor=Q22686. `newsfacts questions` lists them.
    """
    text = question(text, _values(values), context.settings.base)
    with GraphStore(context.workspace.existing_store()) as store:
        media_type, answer = asked(store, text, form, context.settings)
    if form == "table" and "json" in media_type:
        click.echo(as_table(answer, prefixes(context.settings.base), 0 if wide else 72))
    else:
        sys.stdout.buffer.write(answer)


@click.command()
@click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True)
def questions(language: str) -> None:
    """List the shipped questions with their titles and what they can be asked about."""
    for one in queries.queries():
        title = one.title_de if language == "de" else one.title_en
        named = " ".join(f"[{parameter.name}=…]" for parameter in one.parameters)
        click.echo(f"{one.name:28} {title} {named}".rstrip())


COMMANDS = (query, questions)
