"""Commands that ask and export: query, export."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from newsfacts import export as exporting
from newsfacts.errors import QueryError
from newsfacts.rdf import queries
from newsfacts.store import GraphStore

from .context import Context, with_context
from .table import as_table

FORMATS = ("table", "json", "xml", "csv", "tsv", "turtle", "ntriples", "jsonld")


def _question(text: str) -> str:
    """What to ask: the text itself, the content of a file, or a shipped question by its name."""
    if text == "-":
        return sys.stdin.read()
    if text.endswith(".rq") and Path(text).is_file():
        return Path(text).read_text("utf-8")
    known = {question.name: question for question in queries.load()}
    if text in known:
        return queries.bound(known[text], {})
    if not any(mark in text for mark in "{ \n"):
        raise QueryError(f"no question is named {text!r}; known: {', '.join(known)}")
    return text
