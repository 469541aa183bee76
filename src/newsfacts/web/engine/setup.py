"""What the server tells the processes it starts."""

from __future__ import annotations

from .records import Features, Limits, Record


class WriterSetup(Record, frozen=True):
    """The store the writer opens; the only process that does."""

    path: str
    features: Features
    relay: str


class WorkerSetup(Record, frozen=True):
    """How workers evaluate. `in_memory` workers share the loader's copy, others open snapshots."""

    limits: Limits
    features: Features
    relay: str
    in_memory: bool = True


class Forked(Record, frozen=True):
    """A new worker: its process and how many steps the copy it was forked with had taken, and for
    which pool it was asked. Its socket comes beside this."""

    pid: int
    taken: int
    role: str = ""
