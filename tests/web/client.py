"""Small HTTP clients for the tests, one for the real server and one for Flask's own."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from typing import Any, Protocol
from urllib.parse import quote

from flask.testing import FlaskClient as _Flask


@dataclass(frozen=True)
class Got:
    """A response, read to its end; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def kind(self) -> str:
        """The media type."""
        return self.headers.get("content-type", "").partition(";")[0]

    def column(self, name: str) -> list[str]:
        """The values of a variable in SPARQL JSON results, sorted."""
        return sorted(row[name]["value"] for row in self.json["results"]["bindings"] if name in row)


class Ask(Protocol):
    """Sends a request."""

    def __call__(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Got: ...


def header_names(headers: dict[str, str]) -> dict[str, str]:
    """Keyword names as header names."""
    return {name.replace("_", "-"): value for name, value in headers.items()}


def sparql(text: str, path: str = "/sparql", more: str = "") -> str:
    """The target of a query by GET."""
    return f"{path}?query={quote(text)}{more}"


class HttpClient:
    """Talks to a port on this machine, each request on a connection of its own."""

    def __init__(self, port: int, timeout: float = 20) -> None:
        self.port, self.timeout = port, timeout

    def __call__(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Got:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout)
        try:
            connection.request(method, target, body, header_names(headers))
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Got(answer.status, found, answer.read())
        finally:
            connection.close()


class FlaskClient:
    """Talks to a Flask application without a network."""

    def __init__(self, client: _Flask) -> None:
        self._client = client

    def __call__(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Got:
        answer = self._client.open(target, method=method, data=body, headers=header_names(headers))
        return Got(answer.status_code, {name.lower(): value for name, value in answer.headers}, answer.data)
