"""Plain text files: an optional front matter of `key: value` lines between `---` lines, then the article's text.

Where the front matter names no title, a first line that is no sentence and has an empty line after it is the title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from newsfacts.errors import ReadError
from newsfacts.model import Article

from .documents import article, identifier

_FENCE = "---"
_FIELDS = ("id", "title", "published", "language", "publisher", "agencies", "url", "licence")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
# What German newsrooms' old systems write, and the WHATWG's default for German pages; detection by statistics was tried
# and took short texts with a few umlauts for Mac or DOS encodings.
_LEGACY = "cp1252"
_HEADLINE = re.compile(r"(?P<title>[^\n]{3,160}[^\s.!?:;,…–—-])[ \t]*\n[ \t]*\n\s*(?=\S)")


def decode(data: bytes, source: Path) -> str:
    """The text of `data`: by byte-order mark, as UTF-8, else as Windows-1252. Line ends become `\\n`.

    Raises ReadError for binary data.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _normal_lines(data.decode(encoding, "replace"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode(_LEGACY, "replace")
    if "\x00" in text:
        raise ReadError("binary data, not text", source)
    return _normal_lines(text)


def _normal_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _front_matter(text: str, source: Path) -> tuple[dict[str, str], str]:
    if not text.startswith(_FENCE + "\n"):
        return {}, text
    head, fence, body = text[len(_FENCE) + 1 :].partition("\n" + _FENCE + "\n")
    if not fence:
        raise ReadError(f"the front matter is not closed by a line {_FENCE}", source, "line 1")
    fields: dict[str, str] = {}
    for n, line in enumerate(head.split("\n"), 2):
        key, colon, value = line.partition(":")
        if not line.strip():
            continue
        if not colon or key.strip() not in _FIELDS:
            raise ReadError(f"front matter knows {', '.join(_FIELDS)}; not {line.strip()!r}", source, f"line {n}")
        fields[key.strip()] = value.strip().strip("\"'")
    return fields, body.strip("\n")


def _headline(fields: dict[str, str], body: str) -> tuple[dict[str, str], str]:
    """The fields with the title that stands over the text, and the text below it."""
    found = _HEADLINE.match(body) if "title" not in fields else None
    return ({**fields, "title": found["title"].strip()}, body[found.end() :]) if found else (fields, body)


def read(data: bytes, source: Path) -> Iterator[Article]:
    """The one article of a text file; its id is the front matter's or made from the file's path.

    Raises ReadError for binary data, a broken front matter or no text at all.
    """
    fields, body = _headline(*_front_matter(decode(data, source), source))
    listed = fields.pop("agencies", "")
    agencies = tuple(part for part in re.split(r"[,/\s]+", listed) if part)
    yield article({"id": identifier(source), **fields, "agencies": agencies, "text": body}, source)
