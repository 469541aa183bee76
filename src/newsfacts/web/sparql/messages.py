"""Requests and replies as the protocol sees them, whatever server or framework carries them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from newsfacts.web.engine.records import EngineError, Failure

Headers = tuple[tuple[str, str], ...]
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. `headers` has lower-case names; `root` is scheme and authority, `path` is decoded."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    root: str = "http://localhost"
    client: str = ""

    @property
    def url(self) -> str:
        """The address without its query: the base IRI of what is asked."""
        return self.root + self.path

    @property
    def media_type(self) -> str:
        """The media type of the body, lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True, slots=True)
class Reply:
    """One HTTP response; `body` may be read only once."""

    status: int
    headers: Headers = ()
    body: Iterable[bytes] = ()


class Parameters:
    """The parameters of a request's address and form together, in order, each as often as it is given."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._pairs = tuple(pairs)

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of `name`."""
        return tuple(value for key, value in self._pairs if key == name)

    def one(self, name: str) -> str | None:
        """The value of `name`. Raises EngineError (`parameters`) where there are several."""
        values = self.all(name)
        if len(values) > 1:
            raise EngineError(Failure("parameters", f"{name} is given {len(values)} times"))
        return values[0] if values else None

    def __contains__(self, name: str) -> bool:
        return any(key == name for key, _ in self._pairs)

    def names(self) -> tuple[str, ...]:
        """The names given, each once."""
        return tuple(dict.fromkeys(key for key, _ in self._pairs))


def parameters(request: Request) -> Parameters:
    """Those of the address and, for a form, of the body. Raises EngineError for what is not UTF-8."""
    try:
        pairs = _parsed(request.query) if request.query else []
        if request.method == "POST" and request.media_type == _FORM:
            pairs += _parsed(request.body.decode("ascii"))
    except ValueError as error:
        raise EngineError(Failure("parameters", f"the parameters cannot be read: {error}")) from error
    return Parameters(pairs)


def _parsed(text: str) -> list[tuple[str, str]]:
    return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=1000)


def text_body(request: Request) -> str:
    """The body as text. Raises EngineError where it is not UTF-8."""
    try:
        return request.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise EngineError(Failure("encoding", f"the body is not UTF-8: {error}")) from error
