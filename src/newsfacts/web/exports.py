"""Exports by address and media type: `/export/<format>?view=…`, or `/export` with an Accept header that names one.

The files are the same as `newsfacts export` writes.
"""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from typing import BinaryIO

import flask
import pyoxigraph as ox

from newsfacts import export
from newsfacts.errors import ExportError, UnknownPluginError
from newsfacts.web.engine.records import Dump, Engine

_PIECE = 1 << 16
_LIST = "application/json"


class _Copy:
    """The dataset in memory as of one generation, made when an export asks for it and kept for the next."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._lock = engine, threading.Lock()
        self._generation, self._store = "", ox.Store()

    def current(self) -> ox.Store:
        """The data as they stand. Raises EngineError."""
        with self._lock:
            generation = self._engine.generation
            if not generation or generation != self._generation:
                store = ox.Store()
                whole = b"".join(self._engine.run(Dump(None, "nquads", own=True), client="exports"))
                store.bulk_load(whole, format=ox.RdfFormat.N_QUADS)
                self._generation, self._store = generation, store
            return self._store


def exports_blueprint(engine: Engine, name: str = "exports") -> flask.Blueprint:
    """The list of formats, and the exports, at `/export` and below it."""
    blueprint = flask.Blueprint(name, __name__)
    copy = _Copy(engine)

    def listed_or_accepted() -> flask.Response:
        form = accepted()
        return _exported(copy, form) if form else flask.jsonify(_listed())

    def named(form: str) -> flask.Response:
        return _exported(copy, form)

    blueprint.add_url_rule("/export", "formats", listed_or_accepted)
    blueprint.add_url_rule("/export/<form>", "export", named)
    return blueprint


def accepted() -> str:
    """The format that the request's Accept header prefers; empty for the list of formats."""
    kinds = {form.media_type: key for key, form in reversed(export.formats().items())}
    best = flask.request.accept_mimetypes.best_match([_LIST, *kinds], default=_LIST)
    return kinds.get(best, "")


def _listed() -> list[dict[str, object]]:
    return [
        {"format": key, "mediaType": form.media_type, "views": list(form.views), "url": f"/export/{key}"}
        for key, form in export.formats().items()
    ]


def _exported(copy: _Copy, form: str) -> flask.Response:
    """The export that the request asks for, written to a file first, so that a failure is a status and no torn file."""
    asked = flask.request.args
    try:
        named = export.format_named(form)
    except UnknownPluginError as error:
        flask.abort(404, str(error))
    view = asked.get("view") or named.views[0]
    store = copy.current()
    sink: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
    try:
        export.write(store, form, view, sink, asked.get("lang", "de"))
    except ExportError as error:
        sink.close()
        flask.abort(400, str(error))
    response = flask.Response(_pieces(sink), content_type=named.media_type)
    response.content_length = sink.seek(0, 2)
    response.headers["Content-Disposition"] = f'attachment; filename="newsfacts-{view}.{named.ending}"'
    response.headers.add("Vary", "Accept")
    sink.seek(0)
    return response


def _pieces(sink: BinaryIO) -> Iterator[bytes]:
    with sink:
        while piece := sink.read(_PIECE):
            yield piece
