"""Runs one job on an open store and hands its answer to a sink: the same code in this process and in a forked worker.

The start of an answer is held back until 64 KB are there or it is complete, so that a failure is nearly always a clean
one.
"""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Callable, Iterator
from itertools import chain, islice
from typing import Any

import msgspec
import pyoxigraph as ox

from . import guard, tokens
from .catalogue import Catalogue
from .describing import Description, describe, selection
from .edits import led_back
from .formats import BY_NAME, Format
from .naming import named
from .records import Browse, Dump, EngineError, Failure, Features, Find, Head, Job, Limits, Query, Sink, Statistics
from .search import SearchIndex
from .statistics import statistics
from .steps import Step

HELD = 65_536
_PIECE = 131_072
_VOLATILE = ("NOW", "RAND", "UUID", "STRUUID", "SERVICE", "BNODE")
# What stands once in every row of a format, and how many of those are not rows (or rows without one).
_MARKS = {
    "json": (b'},{"', -1),
    "xml": (b"<result>", 0),
    "tsv": (b"\n", 1),
    "csv": (b"\r\n", 1),
    "ntriples": (b" .\n", 0),
    "nquads": (b" .\n", 0),
}
_POSITION = re.compile(r"error at (\d+):(\d+): ")
_DATA_POSITION = re.compile(r"^Parser error [^:]*: | \(line \d+\)$")
# An exception raised in the writer ends the evaluation at once, but comes back as the engine's own OSError.
_STOPPED = (OSError, RuntimeError, EngineError)


class Output:
    """A file that the store writes an answer to: holds the start back, counts rows and bytes, compresses."""

    def __init__(self, sink: Sink, form: Format, limits: Limits, *, gzip: bool, volatile: bool) -> None:
        self._sink, self._form, self._limits, self._volatile = sink, form, limits, volatile
        self._gzip = zlib.compressobj(1, wbits=31) if gzip else None
        self._buffer = bytearray()
        self._mark, beside = _MARKS.get(form.name, (b"", 0))
        self._tail = b""
        self._rows, self._bytes = -beside, 0
        self._started = time.perf_counter()
        self._open = False
        self.failure: Failure | None = None

    def write(self, piece: bytes) -> int:
        """Takes a piece; raises EngineError when a limit is passed."""
        self._bytes += len(piece)
        if self._mark:
            self._rows += (self._tail + piece).count(self._mark)
            self._tail = piece[-(len(self._mark) - 1) :] if len(self._mark) > 1 else b""
        self.expect(self._rows)
        if self._limits.bytes and self._bytes > self._limits.bytes:
            self._stop(f"the answer has more than {self._limits.bytes} bytes")
        self._buffer += self._gzip.compress(piece) if self._gzip else piece
        if len(self._buffer) >= (_PIECE if self._open else HELD):
            self._release(None)
        return len(piece)

    def flush(self) -> None:
        """Nothing: pieces are gathered on purpose."""

    def take(self, results: Any, prefixes: dict[str, str]) -> None:
        """Writes a query's results. Where a format has no mark that tells triples apart, they are counted as they come,
        which takes half as long again."""
        graph = isinstance(results, ox.QueryTriples | Description)
        if not graph or (self._mark and not isinstance(results, Description)):
            results.serialize(self, self._form.native)
            return
        rest = iter(results)
        counted = chain(islice(rest, self._limits.rows), self._beyond(rest)) if self._limits.rows else rest
        ox.serialize(counted, self, self._form.native, prefixes=prefixes)  # type: ignore[arg-type]

    def expect(self, rows: int) -> None:
        """Raises EngineError where more is to be written than may be."""
        if self._limits.rows and rows > self._limits.rows:
            self._stop(f"the answer has more than {self._limits.rows} rows")

    def finish(self) -> None:
        """Sends what is left and the end."""
        if self._gzip:
            self._buffer += self._gzip.flush()
        self._release(len(self._buffer))
        self._sink.end()

    def _beyond(self, rest: Iterator[ox.Triple]) -> Iterator[ox.Triple]:
        for triple in rest:
            self.expect(self._limits.rows + 1)
            yield triple

    def _stop(self, detail: str) -> None:
        self.failure = Failure("limit", detail, hint="ask for less: LIMIT, or a narrower pattern")
        raise EngineError(self.failure)

    def _release(self, length: int | None) -> None:
        if not self._open:
            self._open = True
            seconds = time.perf_counter() - self._started
            encoding = "gzip" if self._gzip else ""
            self._sink.head(Head(self._form.content_type, length, self._volatile, encoding, seconds))
        if self._buffer:
            self._sink.data(bytes(self._buffer))
            self._buffer.clear()


class Evaluator:
    """Runs jobs on one store within limits. `relay` is where SERVICE is led to."""

    def __init__(self, store: ox.Store, limits: Limits, features: Features, relay: str = "") -> None:
        self.store, self.limits, self.features = store, limits, features
        self._allowed = guard.Allowed(features.service_allow, relay)
        self._known = dict(features.prefixes)
        self.index: SearchIndex | None = None
        self.catalogue: Catalogue | None = None
        self._kinds: dict[type, Callable[[Any, Sink], None]] = {
            Query: self._query, Dump: self._dump, Statistics: self._statistics, Find: self._find,
            Browse: self._browse,
        }  # fmt: skip

    def run(self, job: Job, sink: Sink) -> None:
        """Answers `job` to `sink`; every failure goes to the sink too."""
        try:
            self._kinds[type(job)](job, sink)
        except EngineError as error:
            sink.fail(led_back(error.failure, job.source, job.edits) if isinstance(job, Query) else error.failure)
        except ValueError as error:
            sink.fail(Failure("parameters", str(error)))
        except (OSError, RuntimeError) as error:
            sink.fail(Failure("evaluation", str(error)))

    def follow(self, step: Step) -> None:
        """Tells the indexes of a step that the store has taken already."""
        for index in (self.index, self.catalogue):
            if index is not None:
                index.follow(step)

    def find(self, words: str) -> list[str]:
        """The things that a full-text search finds."""
        if self.index is None:
            documents = named(self.features.search_documents) or tuple
            self.index = SearchIndex(self.store, self.features.search_texts, documents)
        if not words:
            self.index.refresh()
            return []
        return self.index.find(words)

    def _query(self, query: Query, sink: Sink) -> None:
        guarded = guard.check(query.text, self._allowed, self._known)
        try:
            results = self._results(guarded.text, query)
        except SyntaxError as error:
            failure = syntax_failure(error, query.text, self._known)
            raise EngineError(led_back(failure, query.text, guarded.edits)) from error
        form = _chosen(results, query)
        volatile = guarded.remote or tokens.has_word(guarded.text, *_VOLATILE)
        output = Output(sink, form, self.limits, gzip=query.gzip, volatile=volatile)
        self._guard_output(lambda: output.take(results, self._known), output)

    def _results(self, text: str, query: Query) -> Any:
        arguments = self._arguments(query, text)
        if tokens.has_word(text, "DESCRIBE") and (selected := selection(text, tokens.scan(text).tokens)):
            try:
                rows = self.store.query(selected, **arguments)
            except SyntaxError:
                # The places in the message would be those of the rewritten text: let the engine speak of the original.
                return self.store.query(text, **arguments)
            return describe(self.store, rows, query, self.features)
        return self.store.query(text, **arguments)

    def _arguments(self, query: Query, text: str) -> dict[str, Any]:
        given = query.default_graphs is not None or query.named_graphs is not None
        arguments: dict[str, Any] = {"base_iri": query.base or None, "prefixes": self._known}
        if given:
            arguments["default_graph"] = [ox.NamedNode(iri) for iri in query.default_graphs or ()]
            arguments["named_graphs"] = [ox.NamedNode(iri) for iri in query.named_graphs or ()]
        elif query.union and not tokens.has_word(text, "FROM"):
            arguments["use_default_graph_as_union"] = True
        if query.bindings:
            arguments["substitutions"] = {ox.Variable(name): term(text) for name, text in query.bindings}
        return arguments

    def _dump(self, job: Dump, sink: Sink) -> None:
        graph = None if job.graph is None else ox.NamedNode(job.graph) if job.graph else ox.DefaultGraph()
        if isinstance(graph, ox.NamedNode) and not self.store.contains_named_graph(graph):
            raise EngineError(Failure("no-graph", f"there is no graph <{job.graph}>"))
        form = BY_NAME[job.format]
        limits = msgspec.structs.replace(self.limits, rows=0, bytes=0) if job.own else self.limits
        output = Output(sink, form, limits, gzip=job.gzip, volatile=False)
        if limits.rows:
            output.expect(self._size(graph))
        self._guard_output(lambda: self.store.dump(output, form.native, from_graph=graph), output)  # type: ignore[arg-type]

    def _size(self, graph: ox.NamedNode | ox.DefaultGraph | None) -> int:
        """Triples of a graph, of all of them with None; of a large one no more than it takes to refuse it."""
        if graph is None:
            return len(self.store)
        return sum(1 for _ in islice(self.store.quads_for_pattern(None, None, None, graph), self.limits.rows + 1))

    def _statistics(self, job: Statistics, sink: Sink) -> None:
        self._document(statistics(self.store, self.features.date_property), sink, gzip=job.gzip)

    def _find(self, job: Find, sink: Sink) -> None:
        self._document(self.find(job.words), sink, gzip=False)

    def _browse(self, job: Browse, sink: Sink) -> None:
        if self.catalogue is None:
            self.catalogue = Catalogue(self.store, self.features)
        self._document(self.catalogue.browse(job), sink, gzip=False)

    def _document(self, value: object, sink: Sink, *, gzip: bool) -> None:
        output = Output(sink, BY_NAME["json"], self.limits, gzip=gzip, volatile=False)
        output.write(msgspec.json.encode(value))
        output.finish()

    def _guard_output(self, write: Callable[[], object], output: Output) -> None:
        try:
            write()
        except _STOPPED as error:
            if output.failure:
                raise EngineError(output.failure) from error
            if isinstance(error, EngineError):
                raise
            raise EngineError(Failure("evaluation", str(error))) from error
        output.finish()


def term(text: str) -> Any:
    """The RDF term that `text` writes in N-Triples. Raises ValueError where it is none."""
    try:
        quads = list(ox.parse(f"<urn:x> <urn:x> {text} .".encode(), ox.RdfFormat.N_TRIPLES))
    except SyntaxError as error:
        raise ValueError(f"no RDF term: {text}") from error
    if len(quads) != 1:
        raise ValueError(f"no RDF term: {text}")
    return quads[0].object


def _chosen(results: Any, query: Query) -> Format:
    graph = isinstance(results, ox.QueryTriples | Description)
    name = query.graph if graph else query.solutions
    if not name:
        kind = "a graph (RDF)" if graph else "solutions (SPARQL results)"
        raise EngineError(
            Failure("not-acceptable", f"this query's answer is {kind}, and none of its formats is accepted")
        )
    return BY_NAME[name]


def syntax_failure(error: SyntaxError, text: str, known: dict[str, str]) -> Failure:
    """The engine's syntax error with its place, and a hint where a prefix of a query or update is unknown."""
    message = str(error)
    place = _POSITION.search(message)
    line, column = (int(place[1]), int(place[2])) if place else (error.lineno, error.offset)
    detail = message[place.end() :] if place else _DATA_POSITION.sub("", message)
    return Failure("syntax", detail, line=line, column=column, hint=_hint(text, known))


def _hint(text: str, known: dict[str, str]) -> str:
    stream = tokens.scan(text).tokens
    declared = known | tokens.prefixes(stream)
    for before, token in zip((None, *stream), stream, strict=False):
        prefix = token.text.partition(":")[0]
        if token.kind == "pname" and prefix not in declared and not (before and before.names("PREFIX")):
            return (
                f"the prefix {prefix}: is not declared; known without declaring: {', '.join(sorted(known)) or 'none'}"
            )
    return ""
