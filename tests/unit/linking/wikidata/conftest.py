"""A local server that speaks the shapes of Wikidata's API and query service, its troubles among them."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from newsfacts.linking.wikidata.client import Network


@dataclass
class Reply:
    """One answer: a status, headers, a body (bytes as they are, else JSON), and seconds to wait before."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0

    def bytes(self) -> bytes:
        return self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()


@dataclass
class Stub:
    """The server: `replies` are given in order, the last one for ever; `asked` holds every request's parameters."""

    replies: list[Reply] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)
    now: float = 1_770_000_000.0
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    def answer(self, *replies: Reply) -> None:
        self.replies = list(replies)

    def next(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def handler(stub: Stub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            stub.asked.append({key: values[0] for key, values in parse_qs(urlsplit(self.path).query).items()})
            stub.agents.append(self.headers["User-Agent"])
            reply = stub.next()
            stub.released.wait(reply.wait)
            body = reply.bytes()
            try:
                self.send_response(reply.status)
                for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client gave up waiting, which is what the test is about

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def stub() -> Iterator[Stub]:
    """The server, started."""
    made = Stub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(made))
    made.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield made
    made.released.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def network(stub: Stub, tmp_path: Path) -> Callable[..., Network]:
    """Makes settings that point to the server, with a clock and a sleep that take no time."""

    def make(**given: Any) -> Network:
        settings: dict[str, Any] = {
            "cache": tmp_path / "cache.sqlite",
            "online": True,
            "api": f"{stub.url}/w/api.php",
            "sparql": f"{stub.url}/sparql",
            "timeout": 5.0,
            "clock": lambda: stub.now,
            "sleep": stub.slept.append,
        }
        return Network(**{**settings, **given})

    return make


def entity(qid: str, **given: Any) -> dict[str, Any]:
    """An entity in the API's shape with a German and an English label."""
    labels = {"de": {"language": "de", "value": f"{qid} deutsch"}, "en": {"language": "en", "value": f"{qid} english"}}
    return {"type": "item", "id": qid, "labels": labels, "aliases": {}, "descriptions": {}, "claims": {}, **given}


def snak(value: Any) -> dict[str, Any]:
    """A snak with a value."""
    return {"snaktype": "value", "datavalue": {"value": value}}


def claim(value: Any, rank: str = "normal", **qualifiers: list[dict[str, Any]]) -> dict[str, Any]:
    """A statement."""
    return {"mainsnak": snak(value), "rank": rank, "qualifiers": qualifiers}


def day(iso: str, precision: int = 11) -> dict[str, Any]:
    """A snak with a date."""
    return snak({"time": f"+{iso}T00:00:00Z", "precision": precision})


def item(qid: str) -> dict[str, str]:
    """A value that is an item."""
    return {"id": qid}
