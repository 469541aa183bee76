"""The loader: holds a copy of the data in memory and forks read workers that share it.

It has one thread, so that forking is safe. Without a copy (data above the memory limit) it forks workers that open
snapshots. Run as `python -m newsfacts.web.engine.loader CONTROL_FD EVENTS_FD`.
"""

from __future__ import annotations

import os
import signal
import socket
import sys

import pyoxigraph as ox

from .copying import copied
from .frames import Channel, Kind, pack, pack_record, unpack
from .records import EngineError
from .setup import Forked, WorkerSetup
from .steps import Step, follow
from .worker import Worker

_SEND_BUFFER = 4_194_304  # bytes, as far as the system allows: a worker waits the less for the server's turn


class Loader:
    """Serves one control socket; new workers go out over the events socket, each with its own."""

    def __init__(self, control: socket.socket, events: socket.socket) -> None:
        self._channel, self._events = Channel(control), events
        self._setup: WorkerSetup | None = None
        self._store: ox.Store | None = None
        self._snapshot: tuple[Step, ...] = ()
        self._taken = 0

    def run(self) -> None:
        """Works until the server has gone."""
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        handlers = {
            Kind.SETUP: self._begin, Kind.LOAD: self._load, Kind.RELOAD: self._reload, Kind.STEPS: self._follow,
            Kind.FORK: self._fork,
        }  # fmt: skip
        try:
            while True:
                kind, body = self._channel.receive()
                try:
                    handlers[Kind(kind)](body)
                except EngineError as error:
                    self._channel.send(pack_record(Kind.FAIL, error.failure))
        except (EOFError, BrokenPipeError, ConnectionResetError):
            return

    def _begin(self, body: bytes) -> None:
        self._setup = unpack(body, WorkerSetup)
        self._store = ox.Store() if self._setup.in_memory else None
        self._channel.send(pack(Kind.READY))

    def _load(self, body: bytes) -> None:
        """Reads N-Quads from the pipe that the body names; answers with the count, for a cut pipe looks whole."""
        assert self._store is not None, "only a loader with a copy is told to load"
        self._store.bulk_extend(ox.parse(path=os.fsdecode(body), format=ox.RdfFormat.N_QUADS, lenient=True))
        self._channel.send(pack_record(Kind.READY, len(self._store)))

    def _reload(self, body: bytes) -> None:
        """Reads the snapshot that the body names; answers with the count."""
        assert self._store is not None, "only a loader with a copy is told to load"
        for name in copied(self._store, os.fsdecode(body)):
            self._store.update(f"CREATE SILENT GRAPH {name}")
        self._channel.send(pack_record(Kind.READY, len(self._store)))

    def _follow(self, body: bytes) -> None:
        assert self._setup is not None, "the set-up comes first"
        steps: tuple[Step, ...] = unpack(body, tuple[Step, ...])
        for step in steps:
            if step.snapshot:
                self._snapshot = (step,)
            elif self._store is not None:
                follow(self._store, step, dict(self._setup.features.prefixes))
        self._taken += 1
        self._channel.send(pack_record(Kind.DONE, self._taken))

    def _fork(self, body: bytes) -> None:
        here, there = socket.socketpair()
        there.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
        pid = os.fork()
        if not pid:
            self._become_worker(here, there)
        there.close()
        message = pack_record(Kind.FORK, Forked(pid, self._taken, body.decode()))
        socket.send_fds(self._events, [message], [here.fileno()])
        here.close()

    def _become_worker(self, here: socket.socket, there: socket.socket) -> None:
        """Never returns: what is after the fork in this process belongs to the loader alone."""
        assert self._setup is not None, "the set-up comes first"
        status = 1
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for sock in (here, self._channel.sock, self._events):
                sock.close()
            worker = Worker(there, self._store, self._setup)
            worker.follow(self._snapshot)
            worker.run()
            status = 0
        except BaseException:
            sys.excepthook(*sys.exc_info())
            raise
        finally:
            os._exit(status)


def main(arguments: list[str]) -> None:
    """Serves the sockets whose descriptors are given."""
    control, events = (socket.socket(fileno=int(number)) for number in arguments)
    Loader(control, events).run()


if __name__ == "__main__":
    main(sys.argv[1:])
