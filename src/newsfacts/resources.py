"""Where the files that ship with newsfacts lie: the only module that knows, in a checkout and in an installed wheel."""

from __future__ import annotations

import csv
import hashlib
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


@cache
def digest(*parts: str) -> str:
    """A short hash of all files of a folder below `data/`, names included: the version of a lexicon or a model."""
    return _digest(data(*parts), "*")


@cache
def ontology_digest() -> str:
    """A short hash of all files of the ontology."""
    return _digest(ontology(), "*")


@cache
def code_digest(*packages: str) -> str:
    """A short hash of the source code of newsfacts' own `packages`."""
    here = Path(__file__).resolve().parent
    return hashlib.sha256("".join(_digest(here / package, "*.py") for package in packages).encode()).hexdigest()[:12]


def _digest(folder: Path, pattern: str) -> str:
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        total.update(f"{path.relative_to(folder).as_posix()}\0".encode() + path.read_bytes())
    return total.hexdigest()[:12]


def rows(*parts: str) -> Iterator[dict[str, str]]:
    """The rows of a tab-separated table below `data/`, keyed by its header; `#` lines and empty lines are comments.

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
