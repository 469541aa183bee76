"""A polite HTTP client for Wikidata: named, one request at a time, patient when told to wait, cached.

The API answers some errors with status 200 and an `error` object, and a full queue with `maxlag`: neither is cached.
"""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from newsfacts import __version__
from newsfacts.errors import LinkError
from newsfacts.linking.wikidata.cache import Cache

API = "https://www.wikidata.org/w/api.php"
SPARQL = "https://query.wikidata.org/sparql"
_PASSING = frozenset({429, 500, 502, 503, 504})
_PASSING_CODES = frozenset({"maxlag", "ratelimited", "readonly", "internal_api_error_DBQueryError"})
_LONGEST_WAIT = 300.0


@dataclass(frozen=True, slots=True)
class Network:
    """Where Wikidata is and how to ask it; `online` is off unless a person asked. Times are seconds, `keep` days."""

    cache: Path
    online: bool = False
    api: str = API
    sparql: str = SPARQL
    contact: str = "https://w3id.org/newsfacts"
    timeout: float = 70.0
    pause: float = 1.0
    tries: int = 5
    maxlag: int = 5
    keep: float = 14.0
    clock: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


class OfflineError(LinkError):
    """The network is needed and was not asked for; allow it, or use what is in the cache."""


class WikidataError(LinkError):
    """Wikidata did not answer in the end, or refused; try later, or ask for less."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A parsed answer and when it came (seconds since 1970): for a cached one, when it was fetched."""

    body: Any
    at: float


class _PassingError(Exception):
    """A failure that may pass: try again after `wait` seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        self.reason, self.wait = reason, wait
        super().__init__(reason)


class Client:
    """Asks Wikidata's API and query service. Use it as a context manager: it holds the cache open."""

    def __init__(self, network: Network) -> None:
        self.network = network
        self._cache = Cache(network.cache, network.keep, network.clock)
        self._asked = False

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._cache.close()

    def api(self, parameters: Mapping[str, str]) -> Answer:
        """An answer of the API. Raises OfflineError or WikidataError."""
        given = {**parameters, "format": "json", "formatversion": "2", "maxlag": str(self.network.maxlag)}
        return self._ask(f"{self.network.api}?{urllib.parse.urlencode(given)}", "application/json")

    def query(self, text: str) -> Answer:
        """The result of a SPARQL query. Raises OfflineError or WikidataError."""
        given = urllib.parse.urlencode({"query": text, "format": "json"})
        return self._ask(f"{self.network.sparql}?{given}", "application/sparql-results+json")

    def _ask(self, url: str, accept: str) -> Answer:
        cached = self._cache.get(url)
        if cached is not None:
            return Answer(msgspec.json.decode(cached[0]), cached[1])
        if not self.network.online:
            raise OfflineError("the network is off and the answer is not in the cache; ask for the network to fetch it")
        reason = "no try was allowed"
        for attempt in range(self.network.tries):
            if self._asked:
                self.network.sleep(self.network.pause)
            self._asked = True
            try:
                body = self._fetch(url, accept)
                return Answer(_parsed(body), self._cache.put(url, body))
            except _PassingError as fault:
                reason = fault.reason
                wait = fault.wait if fault.wait is not None else self.network.pause * 2**attempt
                if attempt + 1 < self.network.tries:
                    self.network.sleep(min(wait, _LONGEST_WAIT))
        raise WikidataError(f"{url[:120]}: {reason} ({self.network.tries} tries)")

    def _fetch(self, url: str, accept: str) -> bytes:
        agent = f"newsfacts/{__version__} ({self.network.contact}) python-urllib"
        request = urllib.request.Request(url, headers={"User-Agent": agent, "Accept": accept})
        try:
            with urllib.request.urlopen(request, timeout=self.network.timeout) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as fault:
            with fault:
                if fault.code in _PASSING:
                    raise _PassingError(f"status {fault.code}", _seconds(fault.headers.get("Retry-After"))) from fault
                raise WikidataError(f"{url[:120]}: status {fault.code}") from fault
        except (TimeoutError, urllib.error.URLError, ConnectionError) as fault:
            raise _PassingError(f"no answer: {fault}") from fault


def _seconds(value: str | None) -> float | None:
    """The seconds of a Retry-After header; None where it has none (a date is not used by Wikidata)."""
    return float(value) if value is not None and value.isdigit() else None


def _parsed(body: bytes) -> Any:
    """The parsed body. Raises _PassingError for a broken one and for errors that pass, WikidataError for others."""
    try:
        parsed = msgspec.json.decode(body)
    except msgspec.DecodeError as fault:
        raise _PassingError(f"broken answer: {fault}") from fault
    error = parsed.get("error") if isinstance(parsed, dict) else None
    if error is None:
        return parsed
    code = str(error.get("code", ""))
    if code in _PASSING_CODES:
        lag = error.get("lag")
        raise _PassingError(f"error {code}", float(lag) if isinstance(lag, int | float) else None)
    if code == "no-such-entity":
        return parsed
    raise WikidataError(f"error {code}: {error.get('info', '')}")
