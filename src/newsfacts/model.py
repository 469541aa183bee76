"""The records of newsfacts: an article, and the facts format that everything else agrees on.

A facts document (`Facts`) is the contract between extraction — by rules, a model or a person — and the graph. The same
definitions are the code's types and the file's format: `facts.schema.json` is published from them. Offsets are Unicode
code points into the article's text, `[start, end)`.
"""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, UnsetType

ActorType = Literal["person", "state", "organization", "group"]
MentionKind = Literal["name", "noun", "pronoun", "metonym", "adjective"]
EventType = Literal[
    "AGREE", "CONSULT", "COOPERATE", "AID", "YIELD", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    "ELECT", "APPOINT", "RESIGN", "LEGISLATE", "JUDGE", "INVESTIGATE", "DISASTER", "DEATH", "TRANSACT", "OTHER",
]  # fmt: skip
Status = Literal["actual", "planned", "considered", "denied", "conditional"]
Stance = Literal[
    "demands", "supports", "agrees", "offers", "announces", "prefers", "considers", "states", "praises",
    "rejects", "criticises", "accuses", "warns", "threatens", "denies", "doubts",
]  # fmt: skip
LinkStatus = Literal["suggested", "accepted", "rejected", "nil"]
Qid = Annotated[str, Meta(pattern=r"^Q[1-9]\d*$", description="a Wikidata item's id")]
Share = Annotated[float, Meta(ge=0, le=1)]
Offset = Annotated[int, Meta(ge=0, description="code points from the beginning of the text")]
Name = Annotated[str, Meta(min_length=1)]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=False):
    """Base of all records: immutable, compared by value, strict about unknown keys."""


class Span(Record, frozen=True, order=True, gc=False):
    """A stretch of an article's text in code points, `text[start:end]`."""

    start: Offset
    end: Offset

    def of(self, text: str) -> str:
        """The words of this span in `text`."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether `other` lies inside this span."""
        return self.start <= other.start and other.end <= self.end


class Mention(Span, frozen=True, order=True, gc=False):
    """A span that denotes an actor, a place or an event; `kind` says how."""

    kind: MentionKind = "name"


class Article(Record, frozen=True):
    """A news article as read: clean text and what is known about it. `furniture` are spans (datelines, agency credits)
    that belong to the text but to none of its sentences."""

    id: Name
    text: str
    title: str = ""
    published: str | None = None  # EDTF date, "2026-02-11" or less precise
    language: str = "de"
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    url: str | None = None
    licence: str | None = None
    furniture: tuple[Span, ...] = ()


class ArticleInfo(Record, frozen=True):
    """What a facts document says of its article; `text_sha256` is the hash of the UTF-8 text that the offsets count in.
    A document made elsewhere may bring the `text` along; newsfacts keeps it in the workspace, not in its facts."""

    id: Name
    text_sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
    title: str = ""
    published: str | None = None
    language: str = "de"
    publisher: str | None = None
    agencies: tuple[str, ...] = ()
    url: str | None = None
    licence: str | None = None
    text: str | UnsetType = UNSET


class Run(Record, frozen=True):
    """What made a facts document: names with versions, so that a fact can be traced and a change of any makes it anew.
    For facts by hand or by a model, `software` says who or what."""

    software: Name
    analyser: str = ""
    lexicon: str = ""
    linker: str = ""


class Candidate(Record, frozen=True):
    """A Wikidata item that an actor or place may be, with its score in [0, 1] and the features that made it."""

    wikidata: Qid
    label: str
    score: Share
    features: dict[str, float] = {}


class Link(Record, frozen=True):
    """The decision about an actor's or place's Wikidata item and what it rests on."""

    status: LinkStatus
    method: str
    score: Share = 0.0
    gazetteer: str = ""
    reviewer: str | None = None
    candidates: tuple[Candidate, ...] = ()
    stands_for: Qid | None = None  # for a metonym: the QID of what the place stands for


class Actor(Record, frozen=True):
    """A person, state, organisation or group that acts, holds or receives a position, or is a source. `named` is false
    for actors known only by a description ("Insider"), which never merge across articles."""

    id: Name
    name: Name
    type: ActorType
    mentions: tuple[Mention, ...]
    wikidata: Qid | None = None
    link: Link | None = None
    named: bool = True
    identity: str | None = None  # set by linking: actors without an item are one node by it


class Place(Record, frozen=True):
    """A place named by an event, with its link."""

    id: Name
    name: Name
    mentions: tuple[Mention, ...]
    wikidata: Qid | None = None
    link: Link | None = None


class Role(Record, frozen=True):
    """A title or office the text gives an actor; `of` is the actor it is held at or for."""

    actor: str
    title: Name
    of: str | None = None
    mention: Span | None = None


class Event(Record, frozen=True):
    """Something that happened, happens, is planned, possible or denied; `time` is EDTF, `mentions` are its triggers."""

    id: Name
    type: EventType
    status: Status
    mentions: tuple[Mention, ...]
    agents: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    time: str | None = None
    place: str | None = None  # id of a Place
    evidence: Span | None = None
    confidence: Share = 1.0
    rule: str = ""


class Position(Record, frozen=True):
    """A stance of an actor towards something, in the words of the text.

    `holder` is whose position it is, `via` who reports it (nearest to the article first), `over` what it is preferred
    to, `issues` the lemmas of what it is about. `cue` are the words that mark a message as somebody's ("sagte"),
    `trigger` those that carry a stance whose content stands in their own clause ("lehnt … ab", "Forderung").
    """

    id: Name
    holder: str
    stance: Stance
    content: tuple[Span, ...]
    cue: tuple[Span, ...] = ()
    trigger: tuple[Span, ...] = ()
    holder_mention: Span | None = None
    addressee: str | None = None
    addressee_mention: Span | None = None
    via: tuple[str, ...] = ()
    direct_quote: bool = False
    over: Span | None = None
    condition: Span | None = None
    event: str | None = None
    issues: tuple[str, ...] = ()
    evidence: Span | None = None
    confidence: Share = 1.0
    rule: str = ""


class Refusal(Record, frozen=True):
    """Something the extraction saw and did not take, with the reason; shown by `newsfacts facts --refused`."""

    rule: str
    reason: str
    span: Span


class Facts(Record, frozen=True):
    """What one article says: the interchange format between extraction and graph."""

    article: ArticleInfo
    run: Run | None = None
    actors: tuple[Actor, ...] = ()
    roles: tuple[Role, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    positions: tuple[Position, ...] = ()
    refused: tuple[Refusal, ...] = ()
