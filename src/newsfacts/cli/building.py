"""Commands that make facts and graph: build, facts, check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsfacts import build as building
from newsfacts import facts as facts_format
from newsfacts import pipeline, workspace
from newsfacts.model import Article, Facts, Refusal
from newsfacts.reading import files, read

from .context import FAULTS, Context, with_context

_paths = click.argument("paths", nargs=-1, required=True, metavar="PATH…")
_jobs = click.option("--jobs", type=click.IntRange(1), help="Processes that extract at the same time.  [default: 1]")
_model = click.option("--model", help="A spaCy pipeline (name or path) instead of the embedded German model.")


def _analyser(model: str | None) -> str | None:
    return "spacy" if model else None


@click.command()
@_paths
@_jobs
@_model
@with_context("jobs", "model", "analyser")
def build(context: Context, paths: tuple[str, ...]) -> None:
    """Read articles into the workspace's graph; again, only what changed.

    PATH is a file, a folder or - for standard input: plain text with optional front matter, JSON (one article, a list, one
    a line), HTML, or facts documents made by hand or by a model. A broken article is named and left out.
    """
    total = sum(1 for _ in files(paths)) if "-" not in paths else None
    items = context.progress(read(paths, frozenset(context.settings.languages)), "Building", total)
    report = building.build(items, context.workspace, context.settings)
    context.say(f"{report.built} articles built, {report.unchanged} unchanged, {report.quads} quads in the graph")
    context.fail(report.failed)


@click.command()
@_paths
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="One JSON file an article goes here.")
@click.option("--refused", is_flag=True, help="List what was seen and not taken, with the reason, instead.")
@_jobs
@_model
@with_context("jobs", "model", "analyser")
def facts(context: Context, paths: tuple[str, ...], out: Path | None, refused: bool) -> None:
    """Extract facts only: one DIR/<article id>.json an article, or one document a line to stdout without --out."""
    report = pipeline.Report()
    items = report.sorted_out(read(paths, frozenset(context.settings.languages)))
    linker = pipeline.linker(context.settings, context.workspace.decisions)
    texts: dict[str, str] = {}
    with pipeline.extraction(context.settings) as extract:
        articles = _remembered((item for item in items if isinstance(item, Article)), texts)
        for found in context.progress(extract(articles), "Reading"):
            if not isinstance(found, Facts):
                report.failed.append(found)
                continue
            _emit(linker(found) if linker else found, texts.pop(found.article.id), out, refused)
    context.fail(report.failed)


def _remembered(articles, texts):  # type: ignore[no-untyped-def]
    for article in articles:
        texts[article.id] = article.text
        yield article


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
    faults = building.check(context.workspace, context.settings)
    for fault in faults:
        click.echo(fault)
    context.say(f"{len(faults)} faults")
    if faults:
        sys.exit(FAULTS)


COMMANDS = (build, facts, check)
