"""Compresses the text that Flask sends: pages, documents, files. Answers to queries are packed by their workers."""

from __future__ import annotations

import gzip
from functools import lru_cache

import flask

from .sparql.negotiation import takes_gzip

_SMALLEST = 1000  # bytes that are worth it
_LARGEST = 20_000_000  # bytes that are held in memory for it
_TEXTS = ("text/", "application/json", "application/javascript", "application/xml", "image/svg")
_SUFFIXES = ("+json", "+xml", "-triples", "-quads", "/trig")


def compressed(response: flask.Response) -> flask.Response:
    """The response, packed where it is text that the client takes so; streams and parts of files are left alone."""
    if not _is_text(response.mimetype or "") or "Content-Encoding" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or not takes_gzip(flask.request.headers.get("Accept-Encoding", "")):
        return response
    if response.is_streamed and not response.direct_passthrough:
        return response
    size = response.content_length or response.calculate_content_length() or 0
    if not _SMALLEST <= size <= _LARGEST:
        return response
    response.direct_passthrough = False
    body = response.get_data()
    etag, _ = response.get_etag()
    response.set_data(_packed_file(etag, body) if etag else gzip.compress(body, 6, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    if etag:
        response.set_etag(etag, weak=True)  # the same content, not the same bytes
    return response


def _is_text(kind: str) -> bool:
    return kind.startswith(_TEXTS) or kind.endswith(_SUFFIXES)


@lru_cache(maxsize=64)
def _packed_file(etag: str, body: bytes) -> bytes:
    """A file's packed form, kept for the next that asks."""
    del etag
    return gzip.compress(body, 6, mtime=0)
