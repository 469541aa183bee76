"""What is asked of an engine and what it answers: immutable records that travel between processes as MessagePack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import msgspec

from newsfacts.errors import NewsfactsError


class Record(msgspec.Struct, frozen=True, gc=False):
    """Base of all records here: immutable and compared by value."""


class Limits(Record, frozen=True):
    """What one query may take. Over a limit a query fails, it is never cut silently; 0 means no limit."""

    seconds: float = 30.0
    rows: int = 5_000_000
    bytes: int = 4_000_000_000
    memory: int = 2_000_000_000  # bytes above the data, for one worker
    workers: int = 16  # queries that run at the same time
    queue: int = 256  # queries that wait
    cache_bytes: int = 128_000_000
    cache_entry_bytes: int = 16_000_000
    body: int = 512_000_000  # bytes of a request that writes; one that reads has a fixed, small limit


class Features(Record, frozen=True):
    """What an engine adds to the store's own SPARQL; names are IRIs, so that no vocabulary is built in."""

    service_allow: tuple[str, ...] = ()  # IRI prefixes that SERVICE and LOAD may reach
    prefixes: tuple[tuple[str, str], ...] = ()  # known beside those that a query declares
    search_property: str = ""  # the predicate of full-text search; empty: none
    search_texts: tuple[str, ...] = ()  # properties whose literals are searched
    search_documents: tuple[str, ...] = ()  # module, name and arguments of what gives more texts: `search.Documents`
    search_kinds: tuple[tuple[str, str], ...] = ()  # kinds of things that readers search, and the query for each
    derived: tuple[str, ...] = ()  # module, name and arguments of a `deriving.Derivation`
    date_property: str = ""  # whose earliest and latest values VoID tells
    describe_follow: tuple[str, ...] = ()  # properties whose objects DESCRIBE describes too
    describe_inverse: tuple[str, ...] = ()  # properties whose subjects DESCRIBE describes too


class Edit(Record, frozen=True):
    """A stretch of a text that something else was put for; places count in the text as it was."""

    start: int
    end: int
    put: str


class Query(Record, frozen=True, tag="query"):
    """A query and how its answer is wanted. `solutions` and `graph` name the format for either kind of result; an empty
    one means that the client accepts none of that kind."""

    text: str
    base: str = ""
    default_graphs: tuple[str, ...] | None = None  # None: as the query and the store say
    named_graphs: tuple[str, ...] | None = None
    union: bool = False
    solutions: str = "json"
    graph: str = "turtle"
    gzip: bool = False
    bindings: tuple[tuple[str, str], ...] = ()  # variable name and term in N-Triples, bound before evaluation
    source: str = ""  # what the client wrote, where `text` was made of it
    edits: tuple[Edit, ...] = ()  # how


class Dump(Record, frozen=True, tag="dump"):
    """A graph as it is stored: `graph` is an IRI, "" the default graph, None the whole dataset. The server's `own` have
    no limit of rows and bytes."""

    graph: str | None
    format: str = "turtle"
    gzip: bool = False
    own: bool = False


class Statistics(Record, frozen=True, tag="statistics"):
    """Counts of the data as they stand, for VoID: a JSON document."""

    gzip: bool = False


class Find(Record, frozen=True, tag="find"):
    """A full-text search: the terms of the things found, a JSON list. Without words it only readies the index."""

    words: str


class Browse(Record, frozen=True, tag="browse"):
    """A reader's search: for each kind of things how many have all the words, and `most` of them after `skip`; of one
    `kind` only, where it is named. A JSON list of `catalogue.Shelf`. Without words it only readies the catalogue."""

    words: str
    kind: str = ""
    skip: int = 0
    most: int = 10


Job = Query | Dump | Statistics | Find | Browse


class Update(Record, frozen=True, tag="update"):
    """A SPARQL update; the `using` graphs are written into its operations, for the engine has no argument for them."""

    text: str
    base: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()


class PutGraph(Record, frozen=True, tag="put"):
    """Data for one graph ("" the default graph) or, with None, for the graphs they name; `replace` drops the old."""

    graph: str | None
    data: bytes
    format: str
    base: str = ""
    replace: bool = True


class DropGraph(Record, frozen=True, tag="drop"):
    """Removes one graph ("" the default graph) or, with None, everything."""

    graph: str | None


Change = Update | PutGraph | DropGraph


class Head(Record, frozen=True, tag="head"):
    """The start of an answer. `length` is its size in bytes where it is known before sending."""

    media_type: str
    length: int | None = None
    volatile: bool = False  # another run may answer differently on the same data
    encoding: str = ""
    seconds: float = 0.0


class Failure(Record, frozen=True, tag="failure"):
    """Why there is no answer; `kind` is a key of `problems.KINDS`."""

    kind: str
    detail: str
    line: int | None = None
    column: int | None = None
    hint: str = ""
    retry_after: int | None = None


class Written(Record, frozen=True, tag="written"):
    """A change that is on disk; `created` where a graph that was not there before is there now."""

    created: bool = False
    existed: bool = True


class EngineError(NewsfactsError):
    """A job failed; answer the client with the failure it carries."""

    def __init__(self, failure: Failure) -> None:
        self.failure = failure
        super().__init__(failure.detail)


class Sink(Protocol):
    """Takes an answer as it comes: a head, any number of pieces, then an end — or a failure instead of the rest."""

    def head(self, head: Head) -> None: ...

    def data(self, piece: bytes) -> None: ...

    def end(self) -> None: ...

    def fail(self, failure: Failure) -> None: ...


class Answer(Protocol):
    """An answer whose start is known; iterating gives the rest and raises EngineError where it breaks off."""

    @property
    def head(self) -> Head: ...

    def __iter__(self) -> Iterator[bytes]: ...

    def close(self) -> None: ...


class Running(Record, frozen=True):
    """A query at work or in the queue, as `GET /queries` shows it."""

    id: str
    text: str
    client: str
    seconds: float
    state: str


class Engine(Protocol):
    """Evaluates jobs and applies changes. `generation` names the state of the data, "" where it is not known."""

    limits: Limits
    features: Features

    @property
    def generation(self) -> str: ...

    def run(self, job: Job, seconds: float = 0.0, client: str = "") -> Answer: ...

    def write(self, change: Change) -> Written: ...

    def running(self) -> tuple[Running, ...]: ...

    def cancel(self, query: str) -> bool: ...

    def health(self) -> dict[str, object]: ...

    def close(self) -> None: ...
