"""Where the files that ship with newsfacts lie: the only module that knows, in a checkout and in an installed wheel."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from .errors import ResourceError


@cache
def _root() -> Path:
    here = Path(__file__).resolve().parent
    for root in (here / "_shipped", here.parent.parent):
        if (root / "ontology").is_dir() and (root / "data").is_dir():
            return root
    raise ResourceError(f"ontology/ and data/ are neither in {here / '_shipped'} nor beside src/; reinstall newsfacts")


def _existing(path: Path) -> Path:
    if not path.exists():
        raise ResourceError(f"{path} is missing; reinstall newsfacts")
    return path


def ontology(*parts: str) -> Path:
    """A file below `ontology/`. Raises ResourceError where it is missing."""
    return _existing(_root().joinpath("ontology", *parts))


def data(*parts: str) -> Path:
    """A file or folder below `data/`. Raises ResourceError where it is missing."""
    return _existing(_root().joinpath("data", *parts))


def rows(*parts: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table below `data/`, keyed by its header line; `#` lines and empty lines are comments.

    Raises ResourceError where a row has not as many fields as the header.
    """
    path = data(*parts)
    with path.open(encoding="utf-8", newline="") as lines:
        content = ((n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#"))
        header: list[str] = []
        for n, line in content:
            fields = next(csv.reader([line.rstrip("\r\n")], delimiter="\t", quoting=csv.QUOTE_NONE))
            if not header:
                header = fields
            elif len(fields) != len(header):
                raise ResourceError(f"{path}:{n}: {len(fields)} fields, the header has {len(header)}")
            else:
                yield dict(zip(header, fields, strict=True))
