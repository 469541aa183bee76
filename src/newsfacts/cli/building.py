"""Commands that make facts and graph: build, facts, check."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click
import msgspec

from newsfacts import build as building
from newsfacts import facts as facts_format
from newsfacts import pipeline, workspace
from newsfacts.errors import ArticleError
from newsfacts.model import Article, Facts, Refusal
from newsfacts.reading import batches, files, read

from .context import FAULTS, Context, counted, with_context

_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
_jobs = click.option("--jobs", type=click.IntRange(1), help="Processes that extract at the same time.  [default: 1]")
_model = click.option("--model", help="A spaCy pipeline (name or path) instead of the embedded German model.")
_extractor = click.option("--extractor", help="rules, or quotations instead of positions.  [default: rules]")


@click.command()
@_paths
@_jobs
@_model
@_extractor
@with_context("jobs", "model", "extractor")
def build(context: Context, paths: tuple[str, ...]) -> None:
    """Read articles into the workspace's graph; again, only what changed.

    PATH is a file, a folder or - for standard input: plain text with optional front matter, JSON (one article, a list,
    one a line), HTML, or facts documents made by hand or by a model. A broken article is named and left out.
    """
    total = sum(1 for _ in files(paths)) if "-" not in paths else None
    items = context.progress(read(paths, frozenset(context.settings.languages)), "Building", total)
    report = building.build(items, context.workspace, context.settings)
    articles, quads = counted(report.built, "article"), counted(report.quads, "quad")
    context.say(f"{articles} built, {report.unchanged} unchanged, {quads} in the graph")
    context.fail(report.failed)


@click.command()
@_paths
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="One JSON file an article goes here.")
@click.option("--refused", is_flag=True, help="List what was seen and not taken, with the reason, to stdout instead.")
@_jobs
@_model
@_extractor
@with_context("jobs", "model", "extractor")
def facts(context: Context, paths: tuple[str, ...], out: Path | None, refused: bool) -> None:
    """Extract facts only: one DIR/<article id>.json an article, or one document a line to stdout without --out."""
    if refused and out is not None:
        raise click.UsageError("--refused lists to stdout instead of writing facts: leave out --out or --refused")
    linker = pipeline.linker(context.settings, context.workspace.decisions)
    failed: list[ArticleError] = []
    with pipeline.Extraction(context.settings) as extraction:
        items = context.progress(read(paths, frozenset(context.settings.languages)), "Reading")
        for batch in batches(items, building.BATCH * context.settings.jobs):
            failed += [item for item in batch if isinstance(item, ArticleError)]
            articles = [item for item in batch if isinstance(item, Article)]
            for article, found in zip(articles, extraction(articles), strict=True):
                if isinstance(found, ArticleError):
                    failed.append(found)
                else:
                    made = msgspec.structs.replace(found, run=pipeline.run_of(context.settings))
                    _emit(linker(made, article.text) if linker else made, article.text, out, refused)
    context.fail(failed)


def _emit(found: Facts, text: str, out: Path | None, refused: bool) -> None:
    if refused:
        for refusal in found.refused:
            click.echo(_refusal(found.article.id, refusal, text))
    elif out is None:
        sys.stdout.buffer.write(facts_format.encode_line(found))
    else:
        workspace.write(out / workspace.file_name(found.article.id), facts_format.encode(found))


def _refusal(article_id: str, refusal: Refusal, text: str) -> str:
    words = " ".join(refusal.span.of(text).split())
    return "\t".join((article_id, str(refusal.span.start), str(refusal.span.end), refusal.rule, refusal.reason, words))


@click.command()
@with_context()
def check(context: Context) -> None:
    """Verify the graph: SHACL shapes, offsets against the texts' hashes, dangling references."""
    number = 0
    for fault in building.check(context.workspace, context.settings):
        number += 1
        click.echo("\t".join(fault[:4]))
    context.say(counted(number, "fault"))
    if number:
        sys.exit(FAULTS)


@click.command()
def schema() -> None:
    """Print the JSON Schema of facts documents."""
    click.echo(json.dumps(facts_format.schema(), indent=1, ensure_ascii=False))


COMMANDS = (build, facts, check, schema)
