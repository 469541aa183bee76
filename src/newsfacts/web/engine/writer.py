"""The writer: the only process that has the store on disk open. A change is on disk, synced, before it is answered.

Run as `python -m newsfacts.web.engine.writer CONTROL_FD`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import sys
from pathlib import Path

import pyoxigraph as ox

from .changes import Changer
from .copying import empty_graphs
from .frames import Channel, Kind, pack_record, unpack
from .records import Change, EngineError, Failure, Record, Written
from .setup import WriterSetup
from .steps import Step

_FLUSHED_AFTER = 4_000_000  # bytes of changes
_KEPT = 16  # snapshots; a worker opens only the newest, and an opened one survives its deletion


class Done(Record, frozen=True):
    """A change that is on disk and the steps for the copies."""

    written: Written
    steps: tuple[Step, ...]


class Writer:
    """Serves one control socket."""

    def __init__(self, control: socket.socket) -> None:
        self._channel = Channel(control)
        self._changer: Changer | None = None
        self._path = Path()
        self._snapshots: list[Path] = []
        self._unflushed = 0

    def run(self) -> None:
        """Works until the server has gone."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        handlers = {
            Kind.SETUP: self._begin,
            Kind.CHANGE: self._change,
            Kind.DUMP: self._dump,
            Kind.SNAPSHOT: self._snapshot,
        }
        try:
            while True:
                kind, body = self._channel.receive()
                try:
                    handlers[Kind(kind)](body)
                except EngineError as error:
                    self._channel.send(pack_record(Kind.FAIL, error.failure))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return

    @property
    def _store(self) -> ox.Store:
        assert self._changer is not None, "the set-up comes first"
        return self._changer.store

    def _begin(self, body: bytes) -> None:
        setup: WriterSetup = unpack(body, WriterSetup)
        self._path = Path(setup.path)
        try:
            store = ox.Store(setup.path)
        except OSError as error:
            kind = "locked" if "lock" in str(error).lower() else "unreadable"
            raise EngineError(Failure(kind, str(error))) from error
        self._changer = Changer(store, setup.features, setup.relay)
        if self._changer.derived:
            self._changer.derived.made_anew()
        self._channel.send(pack_record(Kind.READY, len(store)))

    def _change(self, body: bytes) -> None:
        assert self._changer is not None, "the set-up comes first"
        applied = self._changer.apply(unpack(body, Change))
        self._sync()
        self._channel.send(pack_record(Kind.DONE, Done(applied.written, applied.steps)))
        self._flush_at(len(body))

    def _flush_at(self, written: int) -> None:
        """Writes the store's tables out, once in a while and after the answer: until then it keeps in memory ten times
        what was written."""
        self._unflushed += written
        if self._unflushed > _FLUSHED_AFTER:
            self._unflushed = 0
            with contextlib.suppress(OSError):  # the next change tells of it
                self._store.flush()

    def _sync(self) -> None:
        """Forces the newest log to the disk: a commit alone survives a killed process, but not a lost machine."""
        logs = sorted(self._path.glob("*.log"), key=lambda path: path.name)
        for path in logs[-2:]:
            try:
                descriptor = os.open(path, os.O_RDONLY)
            except FileNotFoundError:
                continue  # it was written out and removed meanwhile
            try:
                os.fsync(descriptor)
            except OSError as error:
                raise EngineError(
                    Failure("unknown-outcome", f"the disk does not keep what is written: {error}")
                ) from error
            finally:
                os.close(descriptor)

    def _dump(self, body: bytes) -> None:
        """Writes everything as N-Quads to the pipe that the body names; answers with the names of empty graphs."""
        names = empty_graphs(self._store)
        with Path(os.fsdecode(body)).open("wb") as pipe:
            self._store.dump(pipe, ox.RdfFormat.N_QUADS)
        self._channel.send(pack_record(Kind.DONE, names))

    def _snapshot(self, body: bytes) -> None:
        target = Path(os.fsdecode(body))
        target.parent.mkdir(exist_ok=True)
        self._store.backup(str(target))
        self._snapshots.append(target)
        for old in self._snapshots[:-_KEPT]:
            shutil.rmtree(old, ignore_errors=True)
        del self._snapshots[:-_KEPT]
        self._channel.send(pack_record(Kind.DONE, str(target)))


def main(arguments: list[str]) -> None:
    """Serves the socket whose descriptor is given."""
    Writer(socket.socket(fileno=int(arguments[0]))).run()


if __name__ == "__main__":
    main(sys.argv[1:])
