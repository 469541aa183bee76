"""Scores time expressions on a KRAUTS archive: `python tests/quality/krauts.py ARCHIVE [--plain] [--half even|odd]`.

The archive (.tar.gz of TimeML files) is not part of the repository: its licence allows measuring only. A prediction is
right in the strict sense where span and value both equal the annotation's. `--half` takes every second document, so
that rules may be written from one half and measured on the other; `--plain` does without a model.
"""

from __future__ import annotations

import html
import re
import sys
import tarfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import msgspec

from newsfacts.analysis.structure import Analysis, Sentence, Token
from newsfacts.analysis.times import times
from newsfacts.model import Article

TAG = re.compile(r"<TIMEX3((?:[^>/]|/(?!>))*)>(.*?)</TIMEX3>", re.DOTALL)
WORD = re.compile(
    r"\d{1,2}\.\d{1,2}\.\d{2,4}|\d{1,2}[.:]\d\d|\d{1,2}\.(?=\s+[\wÄÖÜ])|\d+(?:,\d+)?(?:er)?(?:-\w+)*|[\w-]+\.?(?<=Jan\.)|[\w-]+|\S"
)
Spans = dict[tuple[int, int], str]


class Document(msgspec.Struct, frozen=True):
    """A text with its annotated time expressions, character offsets to TIMEX3 value."""

    name: str
    article: Article
    gold: Spans


def documents(archive: Path) -> Iterator[Document]:
    """The documents of the archive, in the order of their names."""
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda m: m.name):
            if member.name.endswith(".tml") and (file := tar.extractfile(member)):
                yield _document(member.name, file.read().decode("utf-8"))


def _document(name: str, source: str) -> Document:
    head, _, rest = source.partition("<TEXT>")
    body = rest.partition("</TEXT>")[0]
    text, gold, at = "", {}, 0
    for tag in TAG.finditer(body):
        text += html.unescape(re.sub(r"<[^>]*>", "", body[at : tag.start()]))
        words = html.unescape(re.sub(r"<[^>]*>", "", tag[2] or ""))
        if words and (value := re.search(r'value="([^"]*)"', tag[1])):
            gold[len(text), len(text) + len(words)] = value[1]
        text, at = text + words, tag.end()
    text += html.unescape(re.sub(r"<[^>]*>", "", body[at:]))
    created = re.search(r'value="(\d{4}-\d\d-\d\d)"', head)
    return Document(name, Article(id=name, text=text, published=created[1] if created else None), gold)


def plain(article: Article) -> Analysis:
    """An analysis of tokens and sentences alone, for measuring the rules without a model."""
    tokens = tuple(Token(n, m.start(), m.end(), m[0], m[0], "X") for n, m in enumerate(WORD.finditer(article.text)))
    ends = [t.index + 1 for t in tokens if t.text in (".", "!", "?")] + [len(tokens)]
    starts = [0, *ends[:-1]]
    sentences = tuple(
        Sentence(n, a, b) for n, (a, b) in enumerate(p for p in zip(starts, ends, strict=True) if p[0] < p[1])
    )
    sentence_of = tuple(s.index for s in sentences for _ in range(s.first, s.last))
    return Analysis(article, tokens, sentences, (), (), sentence_of, ())


def predicted(analysis: Analysis) -> Spans:
    """What `times` finds, as character offsets to TIMEX3 value."""
    spans = ((analysis.span(t.first, t.last), t.timex) for t in times(analysis))
    return {(span.start, span.end): value for span, value in spans}


@click.command()
@click.argument("archive", type=click.Path(exists=True, path_type=Path))
@click.option("--plain", "without_model", is_flag=True, help="do without the embedded model")
@click.option("--half", type=click.Choice(["even", "odd"]), help="every second document only")
@click.option("--errors", is_flag=True, help="print each error")
def main(archive: Path, without_model: bool, half: str | None, errors: bool) -> None:
    """Print precision, recall and F1 of spans and of spans with their values."""
    analyse = plain if without_model else _embedded()
    counts = {"span": [0, 0, 0], "value": [0, 0, 0]}
    started = time.process_time()
    for n, document in enumerate(documents(archive)):
        if half and ("even", "odd")[n % 2] != half:
            continue
        found = predicted(analyse(document.article))
        for what, hits in (
            ("span", found.keys() & document.gold.keys()),
            ("value", found.items() & document.gold.items()),
        ):
            counts[what] = [
                x + y for x, y in zip(counts[what], (len(hits), len(document.gold), len(found)), strict=True)
            ]
        if errors:
            _print_errors(document, found)
    for what, (hit, gold, found_) in counts.items():
        figures = (200 * hit / (gold + found_), 100 * hit / found_, 100 * hit / gold)
        click.echo("strict {:6} F1 {:5.1f}  P {:5.1f}  R {:5.1f}".format(what, *figures))
    click.echo(f"{time.process_time() - started:.1f} s", err=True)


def _embedded() -> Callable[[Article], Analysis]:
    from newsfacts.analysis import embedded

    analyse: Callable[[Article], Analysis] = embedded.load()
    return analyse


def _print_errors(document: Document, found: Spans) -> None:
    text = document.article.text
    for span in sorted(found.keys() | document.gold.keys()):
        if found.get(span) != document.gold.get(span):
            around = " ".join(text[max(0, span[0] - 30) : span[1] + 20].split())
            click.echo(
                f"{document.article.published} found {found.get(span)} gold {document.gold.get(span)}"
                f" [{text[span[0] : span[1]]}] {around}"
            )


if __name__ == "__main__":
    sys.exit(main())
