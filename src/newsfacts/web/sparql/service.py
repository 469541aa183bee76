"""The endpoint without a framework: a request goes in, a reply comes out. Blueprint and server are adapters to it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import msgspec

from newsfacts.web.engine.records import Answer, Engine, EngineError, Failure, Head, Job, Query, Running, Statistics
from newsfacts.web.engine.statistics import Counts

from . import description, graphstore, openapi, protocol, questions
from .messages import Headers, Reply, Request, text_body
from .options import EndpointOptions
from .problems import problem
from .questions import Question

CORS = (
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", "ETag, Location, Link, Retry-After, Server-Timing"),
)
_READ = ("GET", "HEAD", "OPTIONS")
_VARY = ("Vary", "Accept, Accept-Encoding")
_encode = msgspec.msgpack.Encoder().encode


class Planned(NamedTuple):
    """A job ready to run: its deadline in seconds (0: the endpoint's own) and the ETag of its answer ("" for none)."""

    job: Job
    seconds: float
    etag: str


def fresh(etag: str, header: str) -> bool:
    """Whether an If-None-Match header names this ETag."""
    return bool(etag) and any(part.strip().removeprefix("W/") in (etag, "*") for part in header.split(","))


def answer_headers(head: Head, etag: str) -> Headers:
    """The headers of an answer."""
    found = [("Content-Type", head.media_type), _VARY, ("Cache-Control", "no-store" if head.volatile else "no-cache")]
    found.append(("Server-Timing", f"eval;dur={head.seconds * 1000:.2f}"))
    if head.length is not None:
        found.append(("Content-Length", str(head.length)))
    if head.encoding:
        found.append(("Content-Encoding", head.encoding))
    if etag and not head.volatile:
        found.append(("ETag", etag))
    return (*found, *CORS)


def not_modified(etag: str) -> Reply:
    """What a client is told that has the answer already."""
    return Reply(304, (("ETag", etag), _VARY, ("Cache-Control", "no-cache"), *CORS))


class _Address(NamedTuple):
    """What stands at an address: the methods that it knows, and what makes a job or a reply of a request."""

    methods: tuple[str, ...]
    answer: Callable[[Request], Planned | Reply]


class Service:
    """Serves one engine at the addresses of its options."""

    def __init__(self, engine: Engine, options: EndpointOptions, questions: Iterable[Question] = ()) -> None:
        self.engine, self.options = engine, options
        self.questions = {question.name: question for question in questions}
        self._exact = {
            options.query_path: _Address(protocol.QUERY_METHODS, self._query),
            options.union_path: _Address(protocol.QUERY_METHODS, self._query),
            options.update_path: _Address(protocol.UPDATE_METHODS, self._update),
            "/.well-known/void": _Address(_READ, self._void),
            "/openapi.json": _Address(_READ, self._openapi),
            options.graph_path: _Address(graphstore.METHODS, self._graph),
            "/queries": _Address(_READ, self._queries),
            "/q": _Address(_READ, self._questions),
        }
        self._below = {
            f"{options.graph_path}/": _Address(graphstore.METHODS, self._graph),
            "/queries/": _Address(("DELETE", "OPTIONS"), self._cancel),
            "/q/": _Address(_READ, self._question),
        }

    def handle(self, request: Request) -> Reply:
        """The reply to any request at one of the endpoint's addresses."""
        try:
            planned = self.plan(request)
            return planned if isinstance(planned, Reply) else self._run(request, planned)
        except EngineError as error:
            return self._problem(error.failure, request)

    def plan(self, request: Request) -> Planned | Reply:
        """What a request comes to: a job to run, or a reply at once. Raises EngineError."""
        address = self._at(request)
        if request.method not in address.methods:
            return wrong_method(request, address.methods)
        return preflight(address.methods) if request.method == "OPTIONS" else address.answer(request)

    def only_asks(self, request: Request) -> bool:
        """Whether `plan` does not wait for the engine: queries, stored ones, and graphs that are read."""
        path = request.path
        if path in (self.options.query_path, self.options.union_path):
            return not protocol.asks_nothing(request)
        return request.method in ("GET", "HEAD") and path.startswith((self.options.graph_path, "/q/"))

    def paths(self) -> tuple[str, ...]:
        """All addresses, without what lies below them."""
        return tuple(self._exact)

    def below(self) -> tuple[str, ...]:
        """The addresses that have others below them."""
        return tuple(path.rstrip("/") for path in self._below)

    def _at(self, request: Request) -> _Address:
        found = self._exact.get(request.path.rstrip("/") or "/")
        if found is None:
            found = next((address for path, address in self._below.items() if request.path.startswith(path)), None)
        if found is None:
            raise EngineError(Failure("not-found", f"nothing is at {request.path}"))
        return found

    def _problem(self, failure: Failure, request: Request) -> Reply:
        source = ""
        if failure.line:
            try:
                source = self._source(request)
            except EngineError:
                source = ""
        return problem(failure, source, CORS)

    def _source(self, request: Request) -> str:
        """The text that the line and column of a failure count in. Raises EngineError."""
        path = request.path.rstrip("/")
        if path == self.options.update_path:
            return protocol.read_update(request).text
        if path.startswith(self.options.graph_path):
            return "" if request.media_type.startswith("multipart/") else text_body(request)
        return protocol.read_query(request).query.text

    # -- queries

    def _query(self, request: Request) -> Planned | Reply:
        if protocol.asks_nothing(request):
            return self._rdf(request, description.service)
        asked = protocol.read_query(request, union=request.path.rstrip("/") == self.options.union_path)
        return self._planned(request, asked.query, asked.seconds)

    def _planned(self, request: Request, job: Job, seconds: float = 0.0) -> Planned | Reply:
        etag = self.etag(job)
        if etag and fresh(etag, request.headers.get("if-none-match", "")):
            return not_modified(etag)
        return Planned(job, seconds, etag)

    def etag(self, job: Job) -> str:
        """Names the answer to `job` on the data as they stand; "" where the engine does not know their state."""
        generation = self.engine.generation
        if not generation:
            return ""
        return f'"{generation}-{hashlib.blake2b(_encode(job), digest_size=8).hexdigest()}"'

    def _run(self, request: Request, planned: Planned) -> Reply:
        answer = self.engine.run(planned.job, planned.seconds, request.client)
        headers = answer_headers(answer.head, planned.etag)
        if request.method == "HEAD":
            answer.close()
            return Reply(200, headers)
        return Reply(200, headers, _pieces(answer))

    def _void(self, request: Request) -> Reply:
        return self._rdf(request, description.void)

    def _rdf(self, request: Request, write: description.Writer) -> Reply:
        """A description of the endpoint in the format asked for, made from the data as they stand."""
        job = Query(text=request.path, base=request.root + request.headers.get("accept", "") + request.query)
        etag = self.etag(job)
        if etag and fresh(etag, request.headers.get("if-none-match", "")):
            return not_modified(etag)
        counts = msgspec.json.decode(b"".join(self.engine.run(Statistics())), type=Counts)
        form, body = write(request, self.options, self.engine.features, counts)
        return Reply(200, answer_headers(Head(form, len(body)), etag), () if request.method == "HEAD" else (body,))

    # -- writing

    def _admit(self, request: Request) -> None:
        if not self.options.writable or not self.options.token:
            raise EngineError(
                Failure("read-only", "start the server with writing allowed and a token to change the data")
            )
        self._authorise(request)

    def _authorise(self, request: Request) -> None:
        if not self.options.admits(request.headers.get("authorization", "")):
            raise EngineError(Failure("unauthorised", "send the token: Authorization: Bearer …"))

    def _update(self, request: Request) -> Reply:
        self._admit(request)
        self.engine.write(protocol.read_update(request))
        return Reply(204, CORS)

    def _graph(self, request: Request) -> Planned | Reply:
        graph = graphstore.target(request, self.options.graph_path)
        if request.method in ("GET", "HEAD"):
            return self._planned(request, graphstore.read(request, graph))
        self._admit(request)
        if request.method == "DELETE":
            self.engine.write(graphstore.drop(graph))
            return Reply(204, CORS)
        return self._put(request, graph)

    def _put(self, request: Request, graph: str | None) -> Reply:
        created, location = False, ""
        for put in graphstore.changes(request, graph):
            change = put
            if put.graph == graphstore.NEW:
                location = location or graphstore.new_graph(request, put)
                change = msgspec.structs.replace(put, graph=location, base=location)
            created |= self.engine.write(change).created
        headers = (("Location", location), *CORS) if location else CORS
        return Reply(
            201 if created or location else 204, headers if not created else (("Content-Length", "0"), *headers)
        )

    # -- stored queries

    def _questions(self, request: Request) -> Reply:
        return json_reply([question.shown(request.root) for question in self.questions.values()])

    def _question(self, request: Request) -> Planned | Reply:
        question = self.questions.get(request.path.removeprefix("/q/").rstrip("/"))
        if question is None:
            raise EngineError(Failure("not-found", f"no question has this name; known are {', '.join(self.questions)}"))
        query, seconds = questions.read(request, question)
        return self._planned(request, query, seconds)

    def _openapi(self, request: Request) -> Reply:
        return json_reply(openapi.document(request.root, self.options, tuple(self.questions.values())))

    # -- running queries

    def _queries(self, request: Request) -> Reply:
        self._authorise(request)
        return json_reply([_shown(running) for running in self.engine.running()])

    def _cancel(self, request: Request) -> Reply:
        self._authorise(request)
        name = request.path.rpartition("/")[2]
        if not self.engine.cancel(name):
            raise EngineError(Failure("not-found", f"no query {name} is running"))
        return Reply(204, CORS)


def _shown(running: Running) -> dict[str, object]:
    return {name: getattr(running, name) for name in running.__struct_fields__}


def json_reply(value: object, status: int = 200) -> Reply:
    """A JSON document that nobody keeps."""
    body = msgspec.json.encode(value)
    fixed = (("Content-Type", "application/json"), ("Content-Length", str(len(body))), ("Cache-Control", "no-store"))
    return Reply(status, (*fixed, *CORS), (body,))


def _pieces(answer: Answer) -> Iterator[bytes]:
    try:
        yield from answer
    finally:
        answer.close()


def preflight(methods: tuple[str, ...]) -> Reply:
    """The reply to OPTIONS, to a browser's preflight too."""
    allowed = ", ".join(methods)
    more = (
        ("Allow", allowed),
        ("Access-Control-Allow-Methods", allowed),
        ("Access-Control-Allow-Headers", "Accept, Authorization, Content-Type, If-None-Match"),
        ("Access-Control-Max-Age", "86400"),
    )
    return Reply(204, (*more, *CORS))


def wrong_method(request: Request, methods: tuple[str, ...]) -> Reply:
    """405, with the methods that are allowed."""
    failure = Failure("method", f"{request.method} is not allowed here; allowed are {', '.join(methods)}")
    return problem(failure, headers=(("Allow", ", ".join(methods)), *CORS))
