"""The HTTP server itself: strict about what it reads, careful with what it sends."""

from __future__ import annotations

import io
import re
import socket
import time

import pytest

from newsfacts.web.http.observing import Observer
from newsfacts.web.http.parsing import Body, HttpError, parse_head
from newsfacts.web.http.records import Served
from newsfacts.web.server import Server

ASK = b"/sparql?query=ASK%7B%7D"
POST = (
    b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
    b"Content-Type: application/sparql-query\r\nContent-Length: 6\r\n"
)


def _raw(server: Server, *pieces: bytes, pause: float = 0.0) -> bytes:
    """What is answered to bytes sent as they are, until the server closes."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as sock:
        for piece in pieces:
            sock.sendall(piece)
            time.sleep(pause)
        got = b""
        while piece := sock.recv(65_536):
            got += piece
    return got


@pytest.mark.parametrize(
    "block",
    [
        b"GET / HTTP/1.1",
        b"GET /  HTTP/1.1\r\nHost: x",
        b"GET / HTTP/1.1\r\nHost: x\r\n folded",
        b"GET / HTTP/1.1\r\nHost : x",
        b"GET / HTTP/1.1\r\nHost: x\r\nHost: x",
        b"GET / HTTP/1.1\r\nHost: a b",
        b"GET / HTTP/1.1\nHost: x",
        b"GET / HTTP/2.0\r\nHost: x",
        b"GET x HTTP/1.1\r\nHost: x",
        b"GET /%zz HTTP/1.1\r\nHost: x",
        b"GET /%ff HTTP/1.1\r\nHost: x",
        b"GET /%00 HTTP/1.1\r\nHost: x",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked",
        b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked",
        b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked",
        b"GET / HTTP/1.1\r\nHost: x\r\nX: a\x00b",
        b"GET / HTTP/1.1\r\nHost: x" + b"\r\nX: y" * 101,
    ],
)
def test_what_could_be_read_in_two_ways_is_refused(block: bytes) -> None:
    with pytest.raises(HttpError):
        parse_head(block)


def test_a_path_is_decoded_once_and_a_query_not_at_all() -> None:
    head = parse_head(b"GET http://other/a%2520b?x=%31 HTTP/1.1\r\nHost: x")
    assert (head.path, head.query) == ("/a%20b", "x=%31")


@pytest.mark.parametrize("size", [1, 2, 3, 7, 100])
def test_chunks_are_read_however_they_are_cut(size: int) -> None:
    sent = b"5;a=b\r\nASK {\r\n1\r\n}\r\n0\r\nX: y\r\n\r\nrest"
    body, buffer = Body(None, 100), bytearray()
    for at in range(0, len(sent), size):
        buffer += sent[at : at + size]
        if not body.complete:
            body.feed(buffer)
    assert (body.data, body.complete) == (b"ASK {}", True)
    assert bytes(buffer) == b"rest"


@pytest.mark.parametrize("sent", [b"x\r\n", b"-1\r\n", b"3\r\nabcd\r\n", b"200\r\n", b";\r\n", b"1" * 2000])
def test_wrong_chunks_are_refused(sent: bytes) -> None:
    with pytest.raises(HttpError):
        Body(None, 100).feed(bytearray(sent))


def test_requests_in_a_row_are_answered_in_order(server: Server) -> None:
    one = b"GET " + ASK + b" HTTP/1.1\r\nHost: x\r\n\r\n"
    health = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n"
    last = b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    answers = _raw(server, one + health + one + last)
    statuses = re.findall(rb"HTTP/1\.1 (\d+)", answers)
    assert statuses == [b"200", b"200", b"200", b"404"]
    assert (
        answers.index(b"boolean")
        < answers.index(b"generation")
        < answers.rindex(b"boolean")
        < answers.index(b"not-found")
    )


def test_a_request_may_come_byte_by_byte(server: Server) -> None:
    request = POST + b"\r\nASK {}"
    assert b"true" in _raw(server, *(request[at : at + 1] for at in range(len(request))))


def test_a_client_that_waits_for_it_is_told_to_continue(server: Server) -> None:
    head = POST + b"Expect: 100-continue\r\n\r\n"
    answer = _raw(server, head, b"ASK {}", pause=0.1)
    assert answer.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")


def test_an_old_client_gets_no_chunks(server: Server) -> None:
    answer = _raw(server, b"GET /graph-store?format=nq HTTP/1.0\r\n\r\n")
    assert b"chunked" not in answer.lower()
    assert b"eins" in answer


def test_the_log_tells_no_secrets() -> None:
    log = io.StringIO()
    observer = Observer(("/sparql",), log)
    observer(Served("127.0.0.1", "GET", "/sparql\nforged line", 200, 10, 0.001, "abc"))
    observer.flush()
    (line,) = log.getvalue().splitlines()
    assert "\\nforged" in line
    assert line.endswith("query=abc")


def test_requests_are_counted_by_address_and_status(server: Server) -> None:
    from .client import HttpClient

    ask = HttpClient(server.port)
    ask("GET", "/sparql?query=ASK%7B%7D")
    lines = ask("GET", "/metrics").body.decode().splitlines()
    assert any(line.startswith('newsfacts_http_requests_total{path="/sparql",status="200"}') for line in lines)
    assert any(line.startswith('newsfacts_http_request_seconds_bucket{path="/sparql",le="+Inf"}') for line in lines)


def test_a_page_that_fails_is_a_500_and_the_server_goes_on(server: Server, capsys: pytest.CaptureFixture[str]) -> None:
    runner = server._listener._runner
    app = runner.app

    def broken(environ: object, start_response: object) -> list[bytes]:
        raise ZeroDivisionError(environ is start_response)

    runner.app = broken
    try:
        answer = _raw(server, b"GET /x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    finally:
        runner.app = app
    assert answer.startswith(b"HTTP/1.1 500 ")
    assert b"ZeroDivisionError" not in answer
    assert "ZeroDivisionError" in capsys.readouterr().err
