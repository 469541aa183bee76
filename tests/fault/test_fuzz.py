"""Ten thousand malformed requests: none is answered with a 500, none makes the server wait, and it serves on."""

from __future__ import annotations

import random
import re
import socket
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsfacts.web.server import Server

from .served import options

REQUESTS = 10_000
SEED = 5
STATUS = re.compile(rb"HTTP/1\.1 (\d{3}) ")

METHODS = (
    b"GET",
    b"POST",
    b"PUT",
    b"DELETE",
    b"HEAD",
    b"OPTIONS",
    b"PATCH",
    b"TRACE",
    b"CONNECT",
    b"get",
    b"",
    b"G\xc3\xa9T",
    b"A" * 60,
)
PATHS = (
    b"/sparql",
    b"/sparql/",
    b"/sparql/union",
    b"/update",
    b"/graph-store",
    b"/graph-store/a/b",
    b"/q",
    b"/q/x",
    b"/queries/1",
    b"/",
    b"/health",
    b"/metrics",
    b"/openapi.json",
    b"/.well-known/void",
    b"//",
    b"/%",
    b"/%ff",
    b"/%00",
    b"/../../etc/passwd",
    b"*",
    b"x",
    b"http://other.example/sparql",
    b"/sparql#x",
    b"/" + b"a" * 5000,
    b"/\xff\xfe",
    b"/ /",
)
QUERIES = (
    b"",
    b"?",
    b"?query=ASK{}",
    b"?query=",
    b"?query",
    b"?query=%",
    b"?query=%ff",
    b"?query=%00",
    b"?query=ASK{}&query=ASK{}",
    b"?query=ASK{}&timeout=x",
    b"?query=ASK{}&timeout=nan",
    b"?query=ASK{}&timeout=1e999",
    b"?query=ASK{}&format=%00",
    b"?query=ASK{}&default-graph-uri=",
    b"?query=ASK{}&named-graph-uri=%3Cx%3E",
    b"?graph=",
    b"?graph=x",
    b"?graph=urn:a&default",
    b"?graph=urn:%22%7D",
    b"?default&default",
    b"?" + b"a&" * 1200,
    b"?query=" + b"(" * 3000,
    b"?query=" + b"%7B" * 3000,
    b"?union=&query=SELECT*%7B?s?p?o%7D",
    b"?query=DESCRIBE",
    b"?query=DESCRIBE+*",
    b"?query=DESCRIBE+a:b",
    b"?query=SELECT+%EF%BF%BF",
)
HEADERS = (
    b"Host: a",
    b"Host: a\r\nHost: b",
    b"Host:",
    b"Host: a b",
    b"Host: [::1",
    b"Host: \xff",
    b"Content-Length: 5",
    b"Content-Length: -1",
    b"Content-Length: 5, 5",
    b"Content-Length: 99999999999999999999",
    b"Content-Length: 1\r\nContent-Length: 2",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: gzip",
    b"Transfer-Encoding: chunked, chunked",
    b"Transfer-Encoding : chunked",
    b"Content-Type: application/sparql-query",
    b"Content-Type: application/x-www-form-urlencoded",
    b"Content-Type: multipart/form-data",
    b"Content-Type: multipart/form-data; boundary=",
    b"Content-Type: text/turtle",
    b"Content-Type: \xff/\xff",
    b"Content-Type: ;;;",
    b"Content-Type: application/sparql-update",
    b"Content-Type: application/n-quads; charset=utf-16",
    b"Accept: ,;q=,*/*;q=x",
    b"Accept: " + b"a/b," * 2000,
    b"Accept-Encoding: gzip;q=x",
    b"Accept-Encoding: \x01",
    b'If-None-Match: "',
    b"If-None-Match: *",
    b"Expect: 100-continue",
    b"Expect: 200-ok",
    b"Connection: close",
    b"Connection: upgrade",
    b"Upgrade: websocket",
    b"Authorization: Bearer sesame",
    b"Authorization: Bearer \xff",
    b"Authorization:",
    b" folded: x",
    b"\tfolded",
    b"no colon",
    b": empty",
    b"X: \x00",
    b"X: a\rb",
    b"X-" + b"a" * 9000 + b": 1",
    b"Range: bytes=0-",
    b"\xff: x",
    b"Cookie: " + b"a=b;" * 500,
)
BODIES = (
    b"",
    b"ASK {}",
    b"query=ASK{}",
    b"5\r\nASK {\r\n0\r\n\r\n",
    b"5;x=y\r\nASK{}\r\n0\r\nX: y\r\n\r\n",
    b"zz\r\n",
    b"-1\r\n",
    b"FFFFFFFFFFFF\r\n",
    b"5\r\nASK{}XX",
    b"\x00\xff\xfe",
    b"--\r\n\r\n",
    b"GET / HTTP/1.1\r\n\r\n",
    b"<a> <b> <c> .",
    b"DROP ALL",
    b"\xef\xbb\xbfASK{}",
    b"{" * 2000,
    b'INSERT DATA { <urn:a> <urn:b> "' + b"x" * 5000 + b'" }',
    b"update=%00",
    b"update=LOAD+%3Chttp://127.0.0.1/%3E",
)
_MEANING = (
    b"Content-Type",
    b"Accept",
    b"Accept-Encoding",
    b"If-None-Match",
    b"Authorization",
    b"Range",
    b"Cookie",
    b"Upgrade",
)
VERSIONS = (
    b"HTTP/1.1",
    b"HTTP/1.1",
    b"HTTP/1.1",
    b"HTTP/1.0",
    b"HTTP/2.0",
    b"HTTP/0.9",
    b"http/1.1",
    b"",
    b"HTTP/1.1 x",
    b"HTTP/1.1\x00",
)


def _request(chance: random.Random) -> bytes:
    """A request put together at random, sometimes with bytes changed, lost or doubled."""
    line = b" ".join((chance.choice(METHODS), chance.choice(PATHS) + chance.choice(QUERIES), chance.choice(VERSIONS)))
    fields = [chance.choice(HEADERS) for _ in range(chance.randint(0, 6))]
    if chance.random() < 0.7:
        fields.insert(0, b"Host: x")
    body = chance.choice(BODIES)
    if chance.random() < 0.4:
        fields.append(b"Content-Length: %d" % (len(body) + chance.choice((0, 0, 0, 1, -1))))
    ending = chance.choice((b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"))
    whole = bytearray(ending.join([line, *fields, b"", b""]) + body)
    for _ in range(chance.choice((0, 0, 0, 1, 3, 10))):
        at = chance.randrange(len(whole))
        if chance.random() < 0.5:
            whole[at] = chance.randrange(256)
        else:
            del whole[at : at + 9]
        if not whole:
            break
    return bytes(whole)


def _framed(chance: random.Random) -> bytes:
    """A request whose framing is right, so that it gets through to whoever answers it, and nothing else is."""
    target = chance.choice(PATHS[:14]) + chance.choice(QUERIES)
    body = chance.choice(BODIES)
    fields = [field for field in (chance.choice(HEADERS) for _ in range(3)) if field.split(b":")[0] in _MEANING]
    fields = list({field.split(b":")[0]: field for field in fields}.values())
    head = [b"%b %b HTTP/1.1" % (chance.choice(METHODS[:8]), target), b"Host: x", b"Connection: close", *fields]
    return b"\r\n".join([*head, b"Content-Length: %d" % len(body), b"", b""]) + body


def _exchange(port: int, request: bytes, *, wait: bool = False) -> list[int]:
    """Sends a request and reads all that is answered: the statuses. Raises where nothing comes for long.

    Without `wait` it says that no more will come; then the server may hang up without an answer.
    """
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
        got = bytearray()
        try:
            sock.sendall(request)
            if not wait:
                sock.shutdown(socket.SHUT_WR)
            while piece := sock.recv(65_536):
                got += piece
        except (ConnectionResetError, BrokenPipeError):
            pass  # the server may cut what it cannot understand
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
    return [int(status) for status in STATUS.findall(bytes(got))]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(options(tmp_path_factory.mktemp("fuzzed") / "store"))
    yield running
    running.close()


def test_ten_thousand_malformed_requests_do_no_harm(server: Server) -> None:
    chance = random.Random(SEED)
    seen: Counter[int] = Counter()
    for _ in range(REQUESTS):
        request = _request(chance)
        statuses = _exchange(server.port, request)
        assert 500 not in statuses, request
        seen.update(statuses)
    assert seen[400] > REQUESTS / 10


def test_wrong_requests_in_good_http_are_all_answered(server: Server) -> None:
    chance = random.Random(SEED)
    seen: Counter[int] = Counter()
    for _ in range(REQUESTS // 4):
        request = _framed(chance)
        (status,) = _exchange(server.port, request, wait=True) or [0]
        assert status not in (0, 500), request
        seen[status] += 1
    assert {200, 204, 400, 401, 404, 405, 406, 415} <= set(seen)
    last = b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    assert _exchange(server.port, last, wait=True) == [200]


def test_the_server_has_let_go_of_everything(server: Server) -> None:
    """No connection, query or file descriptor is left from the requests before."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    chance = random.Random(SEED + 1)
    for _ in range(300):
        _exchange(server.port, _request(chance))
    assert server.engine.running() == ()
    assert len(list(Path("/proc/self/fd").iterdir())) <= before + 4
