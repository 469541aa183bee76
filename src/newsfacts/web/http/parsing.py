"""Reads HTTP/1.1 requests strictly (RFC 9112): what is ambiguous is refused, never guessed."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import unquote

MAX_HEAD = 98_304
MAX_TARGET = 65_536
_MAX_FIELDS = 100
_LINE = re.compile(rb"([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,40}) ([!-~]+) HTTP/1\.([01])")
_NAME = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
_HOST = re.compile(r"[A-Za-z0-9._~\-]+(?::\d{1,5})?|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?")
_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_ONCE = frozenset({b"host", b"content-length", b"transfer-encoding", b"content-type", b"authorization", b"expect"})
_DIGITS = re.compile(r"\d{1,15}")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,12})[ \t]*(?:;[^\r\n]*)?")


class HttpError(Exception):
    """The request is refused and the connection closed; `kind` is a key of `problems.KINDS`."""

    def __init__(self, kind: str, detail: str) -> None:
        self.kind, self.detail = kind, detail
        super().__init__(detail)


class RequestHead(NamedTuple):
    """A request without its body. `length` is None for a chunked body."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    keep_alive: bool
    length: int | None
    modern: bool  # HTTP/1.1: chunks may be sent


def parse_head(block: bytes) -> RequestHead:
    """The head in `block`, which ends before the empty line. Raises HttpError."""
    lines = block.split(b"\r\n")
    match = _LINE.fullmatch(lines[0])
    if match is None:
        raise HttpError("malformed", "the first line is no HTTP/1.1 request line")
    method, target, minor = match.groups()
    if len(target) > MAX_TARGET:
        raise HttpError("long-address", f"the address has more than {MAX_TARGET} bytes; send the query by POST")
    headers = _fields(lines[1:])
    modern = minor == b"1"
    host = headers.get("host")
    if (modern and host is None) or (host and _HOST.fullmatch(host) is None):
        raise HttpError("malformed", "the Host header is missing or no host")
    path, query = _target(target.decode("ascii"))
    connection = headers.get("connection", "").lower()
    keep = "close" not in connection if modern else "keep-alive" in connection
    return RequestHead(method.decode("ascii"), path, query, headers, keep, _length(headers, modern), modern)


def _fields(lines: list[bytes]) -> dict[str, str]:
    if len(lines) > _MAX_FIELDS:
        raise HttpError("headers", f"more than {_MAX_FIELDS} header fields")
    headers: dict[str, str] = {}
    for line in lines:
        name, colon, value = line.partition(b":")
        if not colon or _NAME.fullmatch(name) is None or _CONTROL.search(value):
            raise HttpError("malformed", "a header line is malformed")
        lower = name.lower()
        key, text = lower.decode("ascii"), value.strip(b" \t").decode("latin-1")
        if key in headers:
            if lower in _ONCE:
                raise HttpError("malformed", f"the header {key} is given twice")
            text = f"{headers[key]}, {text}"
        headers[key] = text
    return headers


def _target(target: str) -> tuple[str, str]:
    """Path, decoded, and query, as sent."""
    if target.startswith(("http://", "https://")):
        _, _, rest = target.partition("://")
        target = "/" + rest.partition("/")[2]
    elif target == "*":
        return "*", ""
    if not target.startswith("/") or "#" in target:
        raise HttpError("malformed", "the address is no path")
    path, _, query = target.partition("?")
    if "%" in path:
        if _ESCAPE.search(path):
            raise HttpError("malformed", "the address has a broken percent escape")
        try:
            path = unquote(path, errors="strict")
        except UnicodeDecodeError as error:
            raise HttpError("malformed", "the address is not UTF-8") from error
        if "\0" in path:
            raise HttpError("malformed", "the address contains a null character")
    return path, query


def _length(headers: dict[str, str], modern: bool) -> int | None:
    coding, length = headers.get("transfer-encoding"), headers.get("content-length")
    if coding is not None:
        if length is not None or coding.lower() != "chunked" or not modern:
            raise HttpError(
                "malformed", "Transfer-Encoding is not chunked alone, or comes with Content-Length or HTTP/1.0"
            )
        return None
    if length is None:
        return 0
    if _DIGITS.fullmatch(length) is None:
        raise HttpError("malformed", "Content-Length is no number")
    return int(length)


class Body:
    """Gathers a body of known length, or in chunks, up to a limit."""

    def __init__(self, length: int | None, limit: int) -> None:
        self._left, self._limit, self._chunked = length or 0, limit, length is None
        self._parts = bytearray()
        self._in_chunk = self._trailer = False
        self.complete = length == 0
        if (length or 0) > limit:
            raise HttpError("too-large", f"the body has {length} bytes; {limit} are allowed here")

    @property
    def data(self) -> bytes:
        """The whole body."""
        return bytes(self._parts)

    def feed(self, buffer: bytearray) -> None:
        """Takes what belongs to the body from the front of `buffer`. Raises HttpError."""
        if not self._chunked:
            self._take(buffer)
            self.complete = not self._left
            return
        while not self.complete and self._step(buffer):
            pass

    def _take(self, buffer: bytearray) -> None:
        piece = buffer[: self._left]
        del buffer[: len(piece)]
        self._left -= len(piece)
        self._parts += piece

    def _step(self, buffer: bytearray) -> bool:
        """One step through a chunked body; whether there may be another."""
        if self._in_chunk:
            return self._data(buffer)
        end = buffer.find(b"\r\n")
        if end < 0:
            if len(buffer) > 1024:
                raise HttpError("malformed", "a chunk's size line is too long")
            return False
        line = bytes(buffer[:end])
        del buffer[: end + 2]
        if self._trailer:
            self.complete = not line
            return True
        match = _CHUNK.fullmatch(line)
        if match is None:
            raise HttpError("malformed", "a chunk's size is malformed")
        self._left = int(match[1], 16)
        self._trailer, self._in_chunk = self._left == 0, self._left > 0
        if len(self._parts) + self._left > self._limit:
            raise HttpError("too-large", f"the body has more than the {self._limit} bytes that are allowed here")
        return True

    def _data(self, buffer: bytearray) -> bool:
        self._take(buffer)
        if self._left or len(buffer) < 2:
            return False
        if buffer[:2] != b"\r\n":
            raise HttpError("malformed", "a chunk is longer than its size")
        del buffer[:2]
        self._in_chunk = False
        return True
