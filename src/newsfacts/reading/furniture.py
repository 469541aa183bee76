"""Datelines and agency credits: stretches of a text that belong to none of its sentences ("dpa/rtr |", "Wien (APA) –").

They stay in the text, so that offsets hold, and are marked as furniture.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from newsfacts import resources
from newsfacts.model import Span

# A dateline stands at the beginning or, in the Austrian manner, behind the lead; later dashes are prose.
DATELINE_WITHIN = 500
_WORD = r"(?:[A-ZÄÖÜ][a-z]\.|[A-ZÄÖÜ][\w'’]+)"
_PLACE = rf"{_WORD}(?:[ -](?:{_WORD}|[a-z]{{2}}(?= [A-ZÄÖÜ]))){{0,3}}"
_DATELINE = re.compile(
    rf"(?:\A|(?<=[.!?:“\"»] )|(?<=\n))(?P<place>{_PLACE}(?:\s?/\s?{_PLACE}){{0,4}})"
    r"(?P<date>,? \d{1,2}\. ?(?:\w+|\d{1,2}\.)(?: ?\d{4})?)?"
    r"(?:,? ?\((?P<credit>[^()\n]{2,60})\)|,? ?(?P<bare>[A-Za-z/-]{2,20}))?"
    r"(?P<dash>\.? [–—-]{1,2} |: )(?=[\"„“»‚A-ZÄÖÜ0-9])"
)
_LEADING = re.compile(r"\A\s*\(?(?P<credit>[A-Za-zÄÖÜäöü][\w/,\. -]{1,40}?)(?:\)\s*[|–—-]*|\s*(?:\||[–—-]{1,2} ))\s*")
_TRAILING = re.compile(r"[\s–—-]*[(\[]?(?P<credit>[A-Za-z][\w./, ;-]{1,60})[)\]]?\s*\Z")
_ASIDE = re.compile(r"[\s–—-]*\((?P<credit>[A-Za-z][\w./, ;-]{1,60})\)\s*\Z")
_PARTS = re.compile(r"[/,;|\s]+")


class Furniture(NamedTuple):
    """The furniture of a text and the agencies that its credits name, in order of appearance."""

    spans: tuple[Span, ...]
    agencies: tuple[str, ...]


@cache
def _agencies() -> dict[str, str]:
    return {row["credit"]: row["name"] for row in resources.rows("lexicon", "de", "agencies.tsv")}


def _named(credit: str | None) -> tuple[str, ...]:
    """The agencies that a credit names; empty where one of its words before a date is no agency's sign."""
    parts = [part for part in _PARTS.split((credit or "").casefold().replace("(", "")) if part]
    return tuple(_agencies()[part] for part in parts if part in _agencies())


def _first_paragraph_end(text: str) -> int:
    end = text.find("\n", DATELINE_WITHIN)
    return len(text) if end < 0 else end


def _leading(text: str) -> tuple[Span, tuple[str, ...]] | None:
    match = _LEADING.match(text)
    names = _named(match["credit"]) if match else ()
    if match is None or len(names) != len([p for p in _PARTS.split(match["credit"]) if p]):
        return None
    return Span(match.start(), match.end()), names


def _dateline(text: str, after: int) -> tuple[Span, tuple[str, ...]] | None:
    for match in _DATELINE.finditer(text, 0, min(DATELINE_WITHIN, _first_paragraph_end(text))):
        names = _named(match["credit"]) or _named(match["bare"])
        colon = match["dash"] == ": "
        if match.start() < after or (match["bare"] and not _named(match["bare"])) or (colon and not names):
            continue
        return Span(match.start(), match.end()), names
    return None


def _trailing(text: str) -> tuple[Span, tuple[str, ...]] | None:
    line = text.rstrip().rfind("\n") + 1
    match = _ASIDE.search(text, line) or (_TRAILING.match(text, line) if line else None)
    names = _named(match["credit"]) if match else ()
    return (Span(match.start(), match.end()), names) if match and names else None


def find(text: str) -> Furniture:
    """The datelines and credits of a text: a leading credit, one dateline near the beginning, a trailing credit."""
    spans: list[Span] = []
    agencies: dict[str, None] = {}
    leading = _leading(text)
    for found in (leading, _dateline(text, leading[0].end if leading else 0), _trailing(text)):
        if found and not any(found[0].overlaps(span) for span in spans):
            spans.append(found[0])
            agencies.update(dict.fromkeys(found[1]))
    return Furniture(tuple(sorted(spans)), tuple(agencies))
