"""The SPARQL 1.1 Graph Store HTTP Protocol: graphs read, put, extended and dropped by their addresses.

https://www.w3.org/TR/sparql11-http-rdf-update/ — a graph is named by `?graph=`, `?default`, or the request's own
address below the store's. Without a name, N-Quads and TriG are the whole dataset; other data posted become a new graph.
"""

from __future__ import annotations

import hashlib
from email.parser import BytesParser
from email.policy import HTTP

from newsfacts.web.engine.formats import DATASETS, GRAPHS, INPUTS
from newsfacts.web.engine.records import DropGraph, Dump, EngineError, Failure, PutGraph

from .messages import Request, parameters
from .negotiation import known, pick, takes_gzip
from .protocol import is_iri

METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS")
NEW = "*new*"


def target(request: Request, mount: str) -> str | None:
    """The graph that a request names: an IRI, "" for the default graph, None for none. Raises EngineError."""
    given = parameters(Request(request.method, request.path, request.query))
    graph, default = given.one("graph"), "default" in given
    below = request.path.removeprefix(mount).strip("/")
    if (graph is not None) + default + bool(below) > 1:
        raise EngineError(Failure("parameters", "name one graph: graph=, default, or an address below the store's"))
    if default:
        return ""
    name = request.url if below else graph
    if name is not None and not is_iri(name):
        raise EngineError(Failure("parameters", f"graph={name} is not an absolute IRI"))
    return name


def read(request: Request, graph: str | None) -> Dump:
    """What a GET of `graph` asks for. Raises EngineError where no format is accepted."""
    given = parameters(request)
    name, formats = given.one("format"), DATASETS if graph is None else GRAPHS
    if graph is None:
        formats = tuple(sorted(DATASETS, key=lambda form: form.name != "trig"))
    known(name, formats)
    chosen = pick(name, request.headers.get("accept", ""), formats)
    if not chosen:
        raise EngineError(
            Failure("not-acceptable", f"accepted here: {', '.join(form.media_types[0] for form in formats)}")
        )
    return Dump(graph, chosen, takes_gzip(request.headers.get("accept-encoding", "")))


def changes(request: Request, graph: str | None) -> tuple[PutGraph, ...]:
    """What a PUT or POST writes. The body may be a form of files. Raises EngineError."""
    replace = request.method == "PUT"
    if request.media_type == "multipart/form-data":
        parts = _parts(request)
        if replace and len(parts) > 1:
            raise EngineError(Failure("parameters", "PUT takes one file; POST takes several"))
        return tuple(_put(graph, kind, data, request.url, replace) for kind, data in parts)
    return (_put(graph, request.media_type, request.body, request.url, replace),)


def new_graph(request: Request, put: PutGraph) -> str:
    """The IRI of the graph that a POST without a name makes; the same data make the same graph."""
    digest = hashlib.blake2b(put.format.encode() + b"\0" + put.data, digest_size=12).hexdigest()
    return f"{request.url.rstrip('/')}/graph/{digest}"


def drop(graph: str | None) -> DropGraph:
    """What a DELETE does; it needs a name, for nobody should empty a store by leaving one out."""
    if graph is None:
        raise EngineError(Failure("parameters", "name the graph to delete: graph= or default"))
    return DropGraph(graph)


def _put(graph: str | None, kind: str, data: bytes, base: str, replace: bool) -> PutGraph:
    form = INPUTS.get(kind)
    if form is None:
        raise EngineError(
            Failure("media-type", f"Content-Type is {kind or 'missing'}; send {', '.join(sorted(INPUTS))}")
        )
    target = NEW if graph is None and not form.quads else graph
    if target == NEW and replace:
        raise EngineError(Failure("parameters", f"PUT of {kind} needs a graph: graph= or default"))
    return PutGraph(target, data, form.name, target if target and target != NEW else base, replace)


def _parts(request: Request) -> list[tuple[str, bytes]]:
    head = f"Content-Type: {request.headers.get('content-type', '')}\r\n\r\n".encode("latin-1", "replace")
    message = BytesParser(policy=HTTP).parsebytes(head + request.body)
    parts = [part for part in message.iter_parts() if not part.is_multipart()] if message.is_multipart() else []
    if not parts or message.defects:
        raise EngineError(Failure("malformed", "the multipart body has no parts, or is cut short"))
    return [(part.get_content_type().lower(), bytes(part.get_payload(decode=True) or b"")) for part in parts]
