"""Web Annotations (W3C): what the graph says of stretches of text, written as a stream.

Each selects its text twice, by position in code points and by its words, so that it holds in another copy of the text.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from msgspec.json import encode
from pyoxigraph import Store

from newsfacts.rdf.iris import digest

from .asking import Row, last_part, rows_of

_HEAD = (
    b'{"@context":"http://www.w3.org/ns/anno.jsonld","id":"urn:newsfacts:annotations","type":"AnnotationPage","items":['
)


def write(store: Store, sink: BinaryIO) -> None:
    """An annotation for each fact's evidence and for each mention whose item is known."""
    sink.write(_HEAD)
    mark = b""
    for row in rows_of(store, "annotations"):
        sink.write(mark + encode(_annotation(row)))
        mark = b",\n"
    sink.write(b"]}\n")


def _annotation(row: Row) -> dict[str, Any]:
    article, begin, end, words, fact, label, item = row
    selectors = [
        {"type": "TextPositionSelector", "start": int(begin or 0), "end": int(end or 0)},
        {"type": "TextQuoteSelector", "exact": words},
    ]
    body = _fact(fact, label) if fact else {"source": item, "type": "SpecificResource", "purpose": "identifying"}
    return {
        "id": f"urn:newsfacts:annotation:{digest(*row)}",
        "type": "Annotation",
        "motivation": "linking" if fact else "identifying",
        "body": body,
        "target": {"source": article, "selector": selectors},
    }


def _fact(fact: str, label: str | None) -> list[dict[str, Any]]:
    words = last_part(label or "") if label and label.startswith("https://w3id.org/newsfacts/") else label
    return [
        {"source": fact, "type": "SpecificResource", "purpose": "linking"},
        {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "describing"},
    ]
