"""The wall around a worker: the kernel lets it open no connection and start no program, whatever gets past the guard.

A filter on system calls (seccomp, Linux on x86-64 and ARM64), which a process cannot take off again. It leaves files
alone, for a worker on a snapshot opens them as it reads. Elsewhere there is no wall, and `close_network` says so.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
import sys

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | errno.EPERM
_NUMBER_AT, _MACHINE_AT = 0, 4  # where the filter's input has the call's number and the machine's kind
_COMPATIBLE = 0x40000000  # numbers from here on are another way to name the same calls on x86-64
# The machine's kind, and its numbers of socket, connect, execve, execveat, ptrace, io_uring_setup.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 42, 59, 322, 101, 425)),
    "aarch64": (0xC00000B7, (198, 203, 221, 281, 117, 425)),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def close_network() -> bool:
    """Puts up the wall around this process, for good; whether the system could."""
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    code = _code(*machine)
    held = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(held, ctypes.c_void_p))
    control = ctypes.CDLL(None, use_errno=True).prctl
    control.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]
    if control(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not control(_PR_SET_SECCOMP, _FILTER, ctypes.addressof(program), 0, 0)


def _code(machine: int, denied: tuple[int, ...]) -> bytes:
    """The filter: what is of another machine's kind, or denied, fails with EPERM; all else is let through."""
    deny = len(denied) + 1  # instructions between the one that looks at the number and the one that denies
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 0, deny + 2, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_AT_LEAST, deny, 0, _COMPATIBLE),
        *((_EQUAL, deny - 1 - n, 0, number) for n, number in enumerate(denied)),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _DENY),
    ]
    return b"".join(struct.pack("HBBI", *step) for step in steps)
