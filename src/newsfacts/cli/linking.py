"""Commands about links with Wikidata: link, review, enrich, gazetteer compile, gazetteer refresh, gazetteer dump."""

from __future__ import annotations

from pathlib import Path

import click

from newsfacts import build as building
from newsfacts.errors import ArticleError
from newsfacts.linking import review as reviewing
from newsfacts.linking.compile import CompileOptions, compile_gazetteer
from newsfacts.linking.wikidata import dump, refresh
from newsfacts.linking.wikidata.client import Network
from newsfacts.linking.wikidata.enrich import EnrichOptions, enrich
from newsfacts.model import Facts
from newsfacts.rdf.enrichment import enrichment_graph, enrichment_quads
from newsfacts.store import GraphStore

from .context import Context, counted, with_context

STATUSES = ("suggested", "accepted", "nil", "rejected")
_out = click.option("--out", required=True, type=click.Path(path_type=Path), help="Where to write.")


@click.command()
@with_context()
def link(context: Context) -> None:
    """Link all facts with Wikidata again, without extracting: after decisions, or with another gazetteer."""
    report = building.relink(context.workspace, context.settings)
    context.say(f"{counted(report.built, 'article')} linked anew, {counted(report.graphs, 'graph')} changed")
    context.fail(report.failed)


def _facts(context: Context) -> list[Facts]:
    """The readable facts of the workspace; damaged ones are named and leave with exit code 1 at the end."""
    found = list(context.workspace.all_facts())
    for fault in (item for item in found if isinstance(item, ArticleError)):
        click.echo(f"newsfacts: left out: {fault}", err=True)
    return [item for item in found if isinstance(item, Facts)]


@click.command()
@click.option("--out", type=click.Path(path_type=Path), help="Write the table of links to judge here.")
@click.option("--sssom", type=click.Path(path_type=Path), help="Write all links as an SSSOM table here.")
@click.option("--in", "table", type=click.Path(exists=True, path_type=Path), help="Take the judgements of this table.")
@click.option("--reviewer", help="Who judged; written with each decision of --in.")
@click.option("--date", default="", help="When they judged, as an ISO date.")
@click.option("--status", type=click.Choice(STATUSES), multiple=True, default=("suggested",), show_default=True)
@with_context()
def review(
    context: Context, out: Path | None, sssom: Path | None, table: Path | None, status: tuple[str, ...], **who: str
) -> None:
    """Check links by hand: a table out, the same table in with its column `decision` filled, then `newsfacts link`.

    A decision is accept, reject, nil, split, a QID, or the subject_id of the line it is one with. They are kept in
    WORKSPACE/decisions.tsv, which belongs under version control, applied on every run and never overruled.
    """
    if out:
        number = reviewing.write_review(_facts(context), out, reviewing.ReviewOptions(frozenset(status)))
        context.say(f"{counted(number, 'name')} to judge in {out}")
    if sssom:
        context.say(f"{counted(reviewing.write_sssom(_facts(context), sssom), 'link')} in {sssom}")
    if table:
        if not who["reviewer"]:
            raise click.UsageError("--in needs --reviewer: whose decisions these are")
        options = reviewing.ImportOptions(who["reviewer"], who["date"])
        number = reviewing.import_review(table, context.workspace.decisions, options)
        context.say(f"{counted(number, 'decision')} taken; apply with: newsfacts link")
    if not (out or sssom or table):
        raise click.UsageError("say --out FILE, --sssom FILE or --in FILE")


def _network(cache: Path) -> Network:
    return Network(cache=cache, online=True)


def _items_in_use(context: Context) -> tuple[str, ...]:
    items: set[str] = set()
    for found in _facts(context):
        items.update(actor.wikidata for actor in found.actors if actor.wikidata)
        items.update(place.wikidata for place in found.places if place.wikidata)
    return tuple(sorted(items))


@click.command(name="enrich")
@with_context()
def enrich_command(context: Context) -> None:
    """Bring offices, countries, images, coordinates and pages of linked actors from Wikidata into a graph of its own.

    Goes to the network: one request at a time, answers kept in WORKSPACE/cache.
    """
    cache = context.workspace.root / "cache"
    found = enrich(EnrichOptions(_items_in_use(context), _network(cache)))
    base = context.settings.base
    with GraphStore(context.workspace.existing_store()) as store:
        store.put({enrichment_graph(base): enrichment_quads(found, base)})
    context.say(f"{counted(len(found), 'item')} from Wikidata in {enrichment_graph(base).value}")


@click.group()
def gazetteer() -> None:
    """The table of names that links rest on: compile it from sources, refresh it from Wikidata."""


@gazetteer.command(name="compile")
@click.option("--source", "sources", multiple=True, type=click.Path(exists=True, path_type=Path), required=True)
@_out
def compile_command(sources: tuple[Path, ...], out: Path) -> None:
    """Compile folders of entities, names and positions tables into one file, to be named by the setting `gazetteer`."""
    click.echo(compile_gazetteer(CompileOptions(sources, out)), err=True)


@gazetteer.command(name="refresh")
@click.option("--item", "items", multiple=True, metavar="QID", help="An item to bring; without any, those in use.")
@click.option("--class", "classes", multiple=True, metavar="QID", help="All instances of this class.")
@click.option("--limit", default=10_000, show_default=True, help="At most so many instances of a class.")
@_out
@with_context()
def refresh_command(context: Context, items: tuple[str, ...], classes: tuple[str, ...], limit: int, out: Path) -> None:
    """Bring names, types, offices and popularity from Wikidata as tables for `compile`. Goes to the network."""
    wanted = items or (() if classes else _items_in_use(context))
    network = _network(context.workspace.root / "cache")
    report = refresh.refresh(refresh.RefreshOptions(out, network, wanted, classes, limit))
    context.say(
        f"{counted(report.items, 'item')} in {out}; {len(report.missing)} deleted, {len(report.redirected)} redirected"
    )


@gazetteer.command(name="dump")
@click.argument("path", type=click.Path(exists=True, path_type=Path))
@click.option("--class", "classes", multiple=True, metavar="QID", help="Keep instances of this class.")
@click.option("--sitelinks", default=20, show_default=True, help="Keep items with at least so many pages.")
@_out
def dump_command(path: Path, classes: tuple[str, ...], sitelinks: int, out: Path) -> None:
    """Read a Wikidata JSON dump as tables for `compile`: streamed, and resumed where it was stopped."""
    options = dump.DumpOptions(path, out, path.stat().st_mtime, frozenset(classes), sitelinks)
    click.echo(f"{counted(dump.read_dump(options).items, 'item')} in {out}", err=True)


COMMANDS = (link, review, enrich_command, gazetteer)
