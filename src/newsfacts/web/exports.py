"""Exports by address: `/export/<format>?view=…`, the same files as `newsfacts export` writes."""

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
                whole = b"".join(self._engine.run(Dump(None, "nquads"), client="exports"))
                store.bulk_load(whole, format=ox.RdfFormat.N_QUADS)
                self._generation, self._store = generation, store
            return self._store


def exports_blueprint(engine: Engine, name: str = "exports") -> flask.Blueprint:
    """A list of formats at `/export` and the exports below it."""
    blueprint = flask.Blueprint(name, __name__)
    copy = _Copy(engine)

    @blueprint.get("/export")
    def formats() -> flask.Response:
        listed = [
            {"format": key, "mediaType": form.media_type, "views": list(form.views), "url": f"/export/{key}"}
            for key, form in export.FORMATS.items()
        ]
        return flask.jsonify(listed)

    @blueprint.get("/export/<form>")
    def exported(form: str) -> flask.Response:
        try:
            named = export.format_named(form)
            view = flask.request.args.get("view") or named.views[0]
            language = flask.request.args.get("lang", "de")
            sink: BinaryIO = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the response
            export.write(copy.current(), form, view, sink, language)
        except UnknownPluginError as error:
            flask.abort(404, str(error))
        except ExportError as error:
            flask.abort(400, str(error))
        response = flask.Response(_pieces(sink), content_type=named.media_type)
        response.content_length = sink.seek(0, 2)
        response.headers["Content-Disposition"] = f'attachment; filename="newsfacts-{view}.{named.ending}"'
        sink.seek(0)
        return response

    return blueprint


def _pieces(sink: BinaryIO) -> Iterator[bytes]:
    with sink:
        while piece := sink.read(_PIECE):
            yield piece
