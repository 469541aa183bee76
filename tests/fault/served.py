"""A server in a process of its own, to be killed."""

from __future__ import annotations

import contextlib
import http.client
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec

from newsfacts.web.engine import family
from newsfacts.web.engine.records import Limits
from newsfacts.web.options import ServeOptions
from newsfacts.web.server import Server, serve
from newsfacts.web.sparql.options import EndpointOptions

TOKEN = "sesame"


LIMITS = Limits(seconds=5, workers=4)


def options(store: Path, limits: Limits = LIMITS) -> ServeOptions:
    """A writable server on a free port."""
    endpoint = EndpointOptions(writable=True, token=TOKEN)
    return ServeOptions(store, port=0, endpoint=endpoint, limits=limits, access_log=False)


class Served:
    """The process and its port."""

    def __init__(self, store: Path, limits: Limits = LIMITS) -> None:
        source = Path(__file__).parents[2] / "src"
        command = [sys.executable, str(Path(__file__).resolve()), str(store), msgspec.json.encode(limits).decode()]
        environment = os.environ | {"PYTHONPATH": str(source)}
        self.process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline().strip()
        self.port = int(line) if line else 0

    def family(self) -> tuple[int, ...]:
        """The server's processes, itself first."""
        return (self.process.pid, *sorted(family.descendants(self.process.pid)))

    def put(self, name: str, data: str) -> int:
        """The status of putting a graph; 0 where the server went away."""
        headers = {"Content-Type": "text/turtle", "Authorization": f"Bearer {TOKEN}"}
        return self._send("PUT", f"/graph-store?graph=urn:{name}", data.encode(), headers)[0]

    def graph(self, name: str) -> str:
        """A graph as N-Triples; empty where there is none."""
        status, body = self._send("GET", f"/graph-store?graph=urn:{name}&format=nt", None, {})
        return body.decode() if status == 200 else ""

    def status(self, target: str) -> int:
        """The status of a GET."""
        return self._send("GET", target, None, {})[0]

    def end(self, number: int = signal.SIGTERM) -> tuple[int, str]:
        """Sends a signal and waits: the exit code and what it said on stderr."""
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(number)
        _, told = self.process.communicate(timeout=20)
        return self.process.returncode, told

    def _send(self, method: str, target: str, body: bytes | None, headers: dict[str, str]) -> tuple[int, bytes]:
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            try:
                connection.request(method, target, body, headers)
                with connection.getresponse() as answer:
                    return answer.status, answer.read()
            except (OSError, http.client.HTTPException):
                return 0, b""


def _tell(server: Server) -> None:
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    serve(options(Path(sys.argv[1]), msgspec.json.decode(sys.argv[2], type=Limits)), ready=_tell)
