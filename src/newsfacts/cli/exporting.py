"""Commands that export: export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsfacts import export as exporting
from newsfacts.errors import ExportError
from newsfacts.store import GraphStore

from .context import Context, with_context


class _Export(click.Command):
    """A command whose help ends with the formats that are installed, which are loaded only then."""

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the list."""
        del ctx
        with formatter.section("Formats and their views"):
            formatter.write_dl([(name, ", ".join(form.views)) for name, form in exporting.formats().items()])


@click.command(cls=_Export)
@click.argument("form", metavar="FORMAT")
@click.option("--view", default=None, help="What to export.  [default: the format's first view]")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.  [default: stdout]")
@click.option(
    "--language", type=click.Choice(["de", "en"]), default="de", show_default=True, help="Of names and labels."
)
@with_context()
def export(context: Context, form: str, view: str | None, out: Path | None, language: str) -> None:
    """Write the graph for another tool: RDF, network formats, tables, DNA, GeoJSON, schema.org, Web Annotation."""
    named = exporting.format_named(form)
    chosen = view or named.views[0]
    if chosen not in named.views:
        raise ExportError(f"{form} has no view {chosen!r}; it has: {', '.join(named.views)}")
    with GraphStore(context.workspace.existing_store()) as store:
        if out is None:
            exporting.write(store.inner, form, chosen, sys.stdout.buffer, language)
            return
        partial = out.with_name(f".{out.name}.partial")
        try:
            with partial.open("wb") as sink:
                exporting.write(store.inner, form, chosen, sink, language)
            partial.replace(out)
        finally:
            partial.unlink(missing_ok=True)
    context.say(f"{form}, view {chosen}: {out} ({out.stat().st_size:,} bytes)")


COMMANDS = (export,)
