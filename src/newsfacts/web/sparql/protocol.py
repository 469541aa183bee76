"""The SPARQL 1.1 Protocol: reads a request into a query or an update, refusing what is not one.

https://www.w3.org/TR/sparql11-protocol/ — nothing here evaluates anything.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from newsfacts.web.engine.formats import GRAPHS, SOLUTIONS
from newsfacts.web.engine.records import EngineError, Failure, Query, Update

from .messages import Parameters, Request, parameters, text_body
from .negotiation import known, pick, takes_gzip

_FORM = "application/x-www-form-urlencoded"
QUERY_METHODS = ("GET", "HEAD", "POST", "OPTIONS")
UPDATE_METHODS = ("POST", "OPTIONS")


class Asked(NamedTuple):
    """A query with the deadline that its client wants (0: the endpoint's own)."""

    query: Query
    seconds: float


def asks_nothing(request: Request) -> bool:
    """Whether this is a GET of the endpoint itself: it is answered with the service description."""
    return request.method in ("GET", "HEAD") and "query=" not in request.query


def read_query(request: Request, *, union: bool = False) -> Asked:
    """The query that `request` asks. Raises EngineError."""
    given = parameters(request)
    text = _operation(request, given, "query", "application/sparql-query")
    name = given.one("format")
    known(name, SOLUTIONS, GRAPHS)
    accept = request.headers.get("accept", "")
    default, named_graphs = given.all("default-graph-uri"), given.all("named-graph-uri")
    dataset = bool(default or named_graphs)
    query = Query(
        text=text,
        base=request.url,
        default_graphs=_iris(default, "default-graph-uri") if dataset else None,
        named_graphs=_iris(named_graphs, "named-graph-uri") if dataset else None,
        union=union or _flag(given, "union"),
        solutions=pick(name, accept, SOLUTIONS),
        graph=pick(name, accept, GRAPHS),
        gzip=takes_gzip(request.headers.get("accept-encoding", "")),
    )
    return Asked(query, seconds(given))


def read_update(request: Request) -> Update:
    """The update that `request` asks for. Raises EngineError."""
    given = parameters(request)
    text = _operation(request, given, "update", "application/sparql-update")
    using = _iris(given.all("using-graph-uri"), "using-graph-uri")
    return Update(text, request.url, using, _iris(given.all("using-named-graph-uri"), "using-named-graph-uri"))


def _operation(request: Request, given: Parameters, name: str, direct: str) -> str:
    """The text of the operation, from the parameter `name` or from a body of the type `direct`."""
    readers: dict[str, Callable[[], str | None]] = {_FORM: lambda: given.one(name), direct: lambda: text_body(request)}
    if request.method == "POST":
        reader = readers.get(request.media_type)
        if reader is None:
            detail = f"Content-Type is {request.media_type or 'missing'}; send {direct} or {_FORM}"
            raise EngineError(Failure("media-type", detail))
        if request.media_type == direct and name in given:
            raise EngineError(Failure("parameters", f"the {name} is given in the address and in the body"))
        text = reader()
    else:
        text = given.one(name)
    if text is None:
        other = {"query": "update", "update": "query"}[name]
        hint = f"send an {other} to its own address" if other in given else ""
        raise EngineError(Failure("parameters", f"the parameter {name} is missing", hint=hint))
    if "\0" in text:
        raise EngineError(Failure("encoding", f"the {name} contains a null character"))
    return text


def _iris(values: tuple[str, ...], name: str) -> tuple[str, ...]:
    for value in values:
        if not is_iri(value):
            raise EngineError(Failure("parameters", f"{name}={value} is not an absolute IRI"))
    return values


def is_iri(text: str) -> bool:
    """Whether `text` can stand between < and > as an absolute IRI."""
    scheme, colon, _ = text.partition(":")
    bad = any(char in '<>"{}|^`\\' or char <= " " for char in text)
    return (
        bool(colon)
        and not bad
        and scheme[:1].isalpha()
        and scheme.isascii()
        and scheme.replace("+", "").replace("-", "").replace(".", "").isalnum()
    )


def _flag(given: Parameters, name: str) -> bool:
    return given.one(name) not in (None, "0", "false", "no")


def seconds(given: Parameters) -> float:
    """The deadline a client asks for with `timeout=`, in seconds; 0 where it asks for none."""
    text = given.one("timeout")
    if text is None:
        return 0.0
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < float("inf"):
        raise EngineError(Failure("parameters", f"timeout={text} is no positive number of seconds"))
    return value
