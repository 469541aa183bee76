"""The messages between the server's processes: a kind, a length and a body, over socket pairs."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from enum import IntEnum
from typing import Any, TypeVar

import msgspec

_HEAD = struct.Struct(">BI")
_encode = msgspec.msgpack.Encoder().encode
_T = TypeVar("_T")


class Kind(IntEnum):
    """What a frame holds."""

    SETUP = 1  # to a process: what it is to do
    READY = 2  # from it: it can work now; the body is a count of quads
    JOB = 3
    HEAD = 4
    DATA = 5
    END = 6
    FAIL = 7
    STEPS = 8  # to copies of the data
    CHANGE = 9  # to the writer
    DONE = 10  # a change, or steps, are done
    FORK = 11  # to the loader: make a worker
    DUMP = 12  # to the writer: write everything to a pipe
    LOAD = 13  # to the loader: read everything from a pipe
    RELOAD = 15  # to the loader: read everything from a snapshot
    SNAPSHOT = 14  # to the writer: make a directory that readers may open


def pack(kind: Kind, body: bytes = b"") -> bytes:
    """A frame."""
    return _HEAD.pack(kind, len(body)) + body


def pack_record(kind: Kind, record: Any) -> bytes:
    """A frame that holds a record as MessagePack."""
    return pack(kind, _encode(record))


def unpack(body: bytes, kind: type[_T] | Any) -> _T:
    """The record in a frame's body."""
    found: _T = msgspec.msgpack.decode(body, type=kind)
    return found


class Parser:
    """Takes bytes as they come and gives whole frames."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> Iterator[tuple[int, bytes]]:
        """The frames that are complete with `data`."""
        self._buffer += data
        at = 0
        while len(self._buffer) - at >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._buffer, at)
            if len(self._buffer) - at - _HEAD.size < length:
                break
            yield kind, bytes(self._buffer[at + _HEAD.size : at + _HEAD.size + length])
            at += _HEAD.size + length
        del self._buffer[:at]


class Channel:
    """The blocking end of a socket pair, in a process that does one thing at a time."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        sock.setblocking(True)

    def send(self, *frames: bytes) -> None:
        """Sends frames; raises OSError when the other side has gone."""
        self.sock.sendall(b"".join(frames))

    def receive(self) -> tuple[int, bytes]:
        """The next frame. Raises EOFError when the other side has gone."""
        kind, length = _HEAD.unpack(self._exactly(_HEAD.size))
        return kind, self._exactly(length)

    def _exactly(self, size: int) -> bytes:
        parts = bytearray()
        while len(parts) < size:
            piece = self.sock.recv(min(size - len(parts), 1 << 20))
            if not piece:
                raise EOFError
            parts += piece
        return bytes(parts)
