"""Fetches for SERVICE and LOAD what the operator allows: looks at DNS answers itself and follows no redirects.

The store's own client would do neither. So queries name this relay instead of the real address, which comes in the path
below a secret that only this process and its workers know.
"""

from __future__ import annotations

import asyncio
import http.client
import ipaddress
import secrets
import socket
import ssl
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from .guard import Allowed

_LARGEST = 100_000_000
_HEADERS_LARGEST = 65_536
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PASSED = ("accept", "content-type", "user-agent")


class RelayError(Exception):
    """The address is not fetched; the client of the relay is told 502."""


class _Asked(NamedTuple):
    method: str
    iri: str
    headers: dict[str, str]
    body: bytes


class _Fetch:
    """One fetch in its thread; it is broken off where who asked for it has gone."""

    def __init__(self) -> None:
        self._connection: http.client.HTTPConnection | None = None
        self._lock, self._gone = threading.Lock(), False

    def begin(self, connection: http.client.HTTPConnection) -> None:
        """The connection is there. Raises RelayError where nobody wants it any more."""
        with self._lock:
            self._connection = connection
            if self._gone:
                raise RelayError("nobody waits for the answer")

    def break_off(self) -> None:
        """Nobody waits for the answer."""
        with self._lock:
            self._gone = True
            sock = self._connection.sock if self._connection else None
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)


class Relay:
    """A small HTTP server on the loopback interface, for the engine's own processes."""

    def __init__(self, allow: tuple[str, ...], seconds: float) -> None:
        self._allow, self._seconds = allow, seconds
        self._secret = secrets.token_urlsafe(24)
        self._server: asyncio.Server | None = None
        self._threads = ThreadPoolExecutor(8, thread_name_prefix="newsfacts-relay")
        self.address = ""
        self.fetching = 0

    async def start(self) -> None:
        """Listens; `address` is what a target's quoted IRI is written after."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=_HEADERS_LARGEST)
        port = self._server.sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}/{self._secret}/"

    async def close(self) -> None:
        """Stops listening."""
        if self._server:
            self._server.close()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            asked = await asyncio.wait_for(self._read(reader), 10)
            status, kind, body = await self._fetched(asked, reader)
        except (
            RelayError,
            OSError,
            http.client.HTTPException,
            TimeoutError,
            asyncio.IncompleteReadError,
            ValueError,
        ) as error:
            status, kind, body = 502, "text/plain", str(error).encode()
        head = (
            f"HTTP/1.1 {status} X\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        writer.write(head.encode("latin-1", "replace") + body)
        writer.close()

    async def _fetched(self, asked: _Asked, reader: asyncio.StreamReader) -> tuple[int, str, bytes]:
        """What is fetched in a thread, which is let go when the caller has gone."""
        fetch = _Fetch()
        answer = asyncio.get_running_loop().run_in_executor(self._threads, self._fetch, asked, fetch)
        gone = asyncio.ensure_future(reader.read(1))
        either: set[asyncio.Future[Any]] = {answer, gone}
        self.fetching += 1
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if not answer.done():
                fetch.break_off()
            return await answer
        finally:
            self.fetching -= 1
            gone.cancel()

    async def _read(self, reader: asyncio.StreamReader) -> _Asked:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, path, _ = head[0].split(" ")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:] if line)}
        secret, _, target = path.lstrip("/").partition("/")
        if not secrets.compare_digest(secret, self._secret):
            raise RelayError("unknown caller")
        if headers.get("transfer-encoding", "").lower() == "chunked":
            body = await _chunks(reader)
        else:
            body = await reader.readexactly(min(int(headers.get("content-length", "0")), _LARGEST))
        iri, _, query = target.partition("?")
        asked = unquote(iri) + (("&" if "%3F" in iri else "?") + query if query else "")
        return _Asked(method, asked, headers, body)

    def _fetch(self, asked: _Asked, fetch: _Fetch) -> tuple[int, str, bytes]:
        iri = asked.iri.partition("#")[0]
        if not Allowed(self._allow, "-").permits(iri):
            raise RelayError("not on the allow-list")
        parts = urlsplit(iri)
        host, port = parts.hostname or "", parts.port or {"http": 80, "https": 443}[parts.scheme]
        connection = _connection(parts.scheme, host, port, self.address_of(host, port), self._seconds)
        path = (parts.path or "/") + ("?" + parts.query if parts.query else "")
        sent = {name: asked.headers[name] for name in _PASSED if name in asked.headers}
        try:
            fetch.begin(connection)
            connection.request(asked.method, path, asked.body or None, sent | {"Accept-Encoding": "identity"})
            answer = connection.getresponse()
            body = answer.read(_LARGEST + 1)
        finally:
            connection.close()
        if answer.status >= 300:
            raise RelayError(f"{host} answered {answer.status}; redirects are not followed")
        if len(body) > _LARGEST:
            raise RelayError(f"{host} sent more than {_LARGEST} bytes")
        return answer.status, answer.getheader("Content-Type") or "application/octet-stream", body

    def address_of(self, host: str, port: int) -> str:
        """An address of the host, all of whose addresses are public, unless the allow-list names the address itself."""
        found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        listed = host == "localhost" or _is_address(host)
        for address in found:
            if not listed and not _is_public(address):
                raise RelayError(f"{host} has the address {address}, which is not public")
        return min(found)


def _is_public(text: str) -> bool:
    """Whether an address is one of the public internet, and so is one that it holds inside (mapped, 6to4, NAT64)."""
    address = ipaddress.ip_address(text)
    if address.is_multicast or not address.is_global:
        return False
    if isinstance(address, ipaddress.IPv4Address):
        return True
    inside = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        inside.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return all(one.is_global for one in inside if one is not None)


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _connection(scheme: str, host: str, port: int, address: str, seconds: float) -> http.client.HTTPConnection:
    """A connection to the address that was looked at, not to what a second DNS answer might say."""
    sock = socket.create_connection((address, port), timeout=seconds)
    connection = http.client.HTTPConnection(host, port, timeout=seconds)
    connection.sock = (
        ssl.create_default_context().wrap_socket(sock, server_hostname=host) if scheme == "https" else sock
    )
    return connection


async def _chunks(reader: asyncio.StreamReader) -> bytes:
    body = bytearray()
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        if len(body) + size > _LARGEST:
            raise RelayError("the request is too large")
        body += await reader.readexactly(size)
        await reader.readexactly(2)
    return bytes(body)
