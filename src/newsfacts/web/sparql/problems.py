"""Every error as problem details (RFC 9457): one table of what can go wrong, and how each is told."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from newsfacts.web.engine.records import Failure

from .messages import Headers, Reply

BASE = "https://w3id.org/newsfacts/problem/"


class Kind(NamedTuple):
    """A kind of failure: its HTTP status and title."""

    status: int
    title: str


KINDS = {
    "syntax": Kind(400, "The request does not parse"),
    "parameters": Kind(400, "The parameters are wrong"),
    "encoding": Kind(400, "The request is not UTF-8"),
    "malformed": Kind(400, "The HTTP request is malformed"),
    "unauthorised": Kind(401, "A token is needed"),
    "read-only": Kind(403, "This endpoint is read-only"),
    "refused": Kind(403, "The request reaches out to where it may not"),
    "not-found": Kind(404, "There is nothing at this address"),
    "no-graph": Kind(404, "There is no such graph"),
    "method": Kind(405, "The method is not allowed here"),
    "not-acceptable": Kind(406, "None of the accepted formats can be given"),
    "slow-request": Kind(408, "The request took too long to arrive"),
    "conflict": Kind(409, "The update does not fit the data; nothing was changed"),
    "length": Kind(411, "The length of the body is needed"),
    "too-large": Kind(413, "The request is too large"),
    "long-address": Kind(414, "The address is too long"),
    "media-type": Kind(415, "The media type of the body is not supported"),
    "rate": Kind(429, "Too many queries of one client are running"),
    "headers": Kind(431, "The headers are too large"),
    "limit": Kind(422, "The answer passes a limit of this endpoint"),
    "cancelled": Kind(503, "The query was cancelled"),
    "internal": Kind(500, "The server made a mistake"),
    "evaluation": Kind(502, "The query could not be evaluated to its end"),
    "busy": Kind(503, "Too many queries are running"),
    "worker-lost": Kind(503, "The query's process ended, most likely for want of memory"),
    "unavailable": Kind(503, "The data are being loaded"),
    "timeout": Kind(504, "The query took longer than its limit"),
    "write-failed": Kind(503, "The change could not be written; nothing was changed"),
    "unknown-outcome": Kind(503, "The writing process ended; whether the change was made is not known"),
    "disk-full": Kind(507, "The disk is full; nothing was changed"),
}


_PASSING = (429, 503, 504)  # what may be otherwise in a while
_RETRY = 5  # seconds


class Problem(msgspec.Struct, omit_defaults=True):
    """The document of RFC 9457 with the extensions `line`, `column`, `text` (the line itself) and `hint`."""

    type: str
    title: str
    status: int
    detail: str
    line: int | None = None
    column: int | None = None
    text: str = ""
    hint: str = ""


def problem(failure: Failure, source: str = "", headers: Headers = ()) -> Reply:
    """The reply for a failure; `source` is the text that its line and column count in."""
    kind = KINDS[failure.kind]
    lines = source.split("\n")
    at = failure.line
    text = lines[at - 1].rstrip("\r")[:500] if source and at and at <= len(lines) else ""
    told = Problem(
        BASE + failure.kind, kind.title, kind.status, failure.detail, at, failure.column, text, failure.hint
    )  # fmt: skip
    body = msgspec.json.encode(told)
    wait = failure.retry_after or (_RETRY if kind.status in _PASSING else None)
    more = (("Retry-After", str(wait)),) if wait is not None else ()
    fixed = (
        ("Content-Type", "application/problem+json"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    )
    return Reply(kind.status, (*fixed, *more, *headers), (body,))
