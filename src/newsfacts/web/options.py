"""What `newsfacts serve` can be told."""

from __future__ import annotations

from pathlib import Path

import msgspec

from .engine.records import Features, Limits
from .http.records import HttpOptions
from .sparql.options import EndpointOptions


class ServeOptions(msgspec.Struct, frozen=True):
    """A server: the store, where it listens, and what it allows. `base_url` is the address that clients see, where a
    proxy stands before the server; empty, it is taken from each request."""

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    base_url: str = ""
    endpoint: EndpointOptions = EndpointOptions()
    limits: Limits = Limits()
    features: Features = Features()
    replica_bytes: int = 8_000_000_000
    access_log: bool = True
    http: HttpOptions = HttpOptions()
