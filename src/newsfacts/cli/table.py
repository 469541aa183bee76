"""Query results for people: columns aligned, addresses shortened by their prefixes, long texts cut at the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

WIDEST = 72


def as_table(results: bytes, prefixes: Mapping[str, str], widest: int = WIDEST) -> str:
    """SPARQL JSON results as an aligned table with its number of rows; ASK gives `true` or `false`.

    A cell of more than `widest` characters is cut and ends in an ellipsis; 0 cuts nothing.
    """
    document = json.loads(results)
    if "boolean" in document:
        return str(document["boolean"]).lower()
    names = document["head"]["vars"]
    rows = [[_cell(row.get(name), prefixes, widest) for name in names] for row in document["results"]["bindings"]]
    widths = [max(len(row[n]) for row in [names, *rows]) for n in range(len(names))]
    lines = [
        _line(names, widths),
        _line(["-" * width for width in widths], widths),
        *(_line(row, widths) for row in rows),
    ]
    return "\n".join([*lines, f"({len(rows)} rows)"])


def _line(cells: Iterable[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()


def _cell(term: dict[str, Any] | None, prefixes: Mapping[str, str], widest: int) -> str:
    if term is None:
        return ""
    words = " ".join(str(term["value"]).split())
    if term["type"] == "uri":
        words = shortened(words, prefixes)
    return words if not widest or len(words) <= widest else words[: widest - 1] + "…"


def shortened(iri: str, prefixes: Mapping[str, str]) -> str:
    """The address with the longest prefix that fits, or as it is."""
    fitting = [(len(space), name, space) for name, space in prefixes.items() if iri.startswith(space)]
    if not fitting:
        return iri
    _, name, space = max(fitting)
    return f"{name}:{iri[len(space) :]}"
