"""From what a user names — files, folders, standard input — to articles; a fault costs its article, never the run."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import msgspec

from newsfacts import plugins
from newsfacts.errors import ArticleError, LanguageError, ReadError
from newsfacts.model import Article, Facts

from .language import detect

# File endings to readers; what else lies in a folder is passed over, what a user names outright is read as text.
READERS = {
    ".txt": "text",
    ".text": "text",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
}
STDIN = "-"
Item = Article | Facts | ArticleError


def files(paths: Iterable[str]) -> Iterator[tuple[Path, Path]]:
    """The files under `paths` in sorted order, each with the path that its article's id is made from."""
    for name in paths:
        path = Path(name)
        if name == STDIN or not path.is_dir():
            yield path, Path(path.name)
            continue
        for file in sorted(path.rglob("*")):
            hidden = any(part.startswith(".") for part in file.relative_to(path).parts)
            if file.suffix.lower() in READERS and file.is_file() and not hidden:
                yield file, file.relative_to(path)


def _guess(data: bytes) -> str:
    start = data.lstrip()[:200].lower()
    if start.startswith((b"{", b"[")):
        return "json"
    return "html" if start.startswith((b"<!doctype html", b"<html")) else "text"


def _read_one(path: Path, named: Path) -> Iterator[Item]:
    try:
        data = sys.stdin.buffer.read() if str(path) == STDIN else path.read_bytes()
    except OSError as error:
        yield ReadError(error.strerror or str(error), path)
        return
    kind = READERS.get(path.suffix.lower()) or _guess(data)
    try:
        yield from plugins.load("readers", kind)(data, named if kind != "json" else path)
    except ArticleError as error:
        yield type(error)(error.fault, path, error.place)


def read(paths: Iterable[str], languages: frozenset[str] = frozenset({"de"})) -> Iterator[Item]:
    """Every article and facts document under `paths`, in a fixed order; what fails comes as the ArticleError it is.

    A path is a file, a folder (its text, JSON and HTML files, recursively) or `-` for standard input. An article's
    language is the one it declares or else the detected one; one outside `languages` is a LanguageError. An id that
    comes a second time with another text is a ReadError.
    """
    seen: dict[str, Article] = {}
    for path, named in files(paths):
        for item in _read_one(path, named):
            yield _checked(item, path, languages, seen) if isinstance(item, Article) else item


def _checked(article: Article, path: Path, languages: frozenset[str], seen: dict[str, Article]) -> Item:
    known = seen.setdefault(article.id, article)
    if known.text != article.text:
        return ReadError(f"the id {article.id!r} belongs to another article of this run already", path)
    language = _language(article, languages)
    if language not in languages:
        return LanguageError(
            f"article {article.id!r} is in {language!r}; newsfacts reads {', '.join(sorted(languages))}", path
        )
    return msgspec.structs.replace(article, language=language)


def _language(article: Article, languages: frozenset[str]) -> str:
    """The declared language, unless the text is plainly in another one; too short a text is taken as declared."""
    detected = detect(article.text)
    if detected is None:
        return article.language or min(languages)
    return detected if detected != article.language else article.language


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """The items in lists of at most `size`, each read only when it is asked for."""
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
