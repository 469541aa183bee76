"""Web pages: main text, title, date and publisher by trafilatura (Barbaresi 2021)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from trafilatura import bare_extraction
from trafilatura.settings import Document

from newsfacts.errors import ReadError
from newsfacts.model import Article

from .documents import article, identifier


def read(data: bytes, source: Path) -> Iterator[Article]:
    """The one article of a page, paragraphs separated by empty lines. Raises ReadError where it has no main text."""
    page = bare_extraction(data, with_metadata=True, include_comments=False, include_tables=False)
    if not isinstance(page, Document) or not (page.text or "").strip():
        raise ReadError("no main text found in the page", source)
    text = "\n\n".join(line.strip() for line in str(page.text).split("\n") if line.strip())
    text = text.removeprefix(page.title or "\0").lstrip("\n")
    yield article(
        {
            "id": identifier(source),
            "text": text,
            "title": page.title,
            "published": page.date,
            "language": page.language,
            "publisher": page.sitename,
            "url": page.url,
            "licence": page.license,
        },
        source,
    )
