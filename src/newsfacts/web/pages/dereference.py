"""Every IRI of the graph answers: pages for people, descriptions for machines.

`/id/<kind>/<key>` is the thing itself: it answers 303 with the address of a document about it, in HTML or in the
RDF format that the client asks for. `/<kind>/<key>` is the page, `/<kind>/<key>.ttl` (jsonld, nt) the data; a page
asked for as data answers with the data, as the IRIs' path differs from host to host.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import flask

from newsfacts.web.engine.records import EngineError

from .graph import Graph
from .site import KINDS, Site

# Extension -> media type and the engine's name of the format.
FORMATS = {
    "ttl": ("text/turtle; charset=utf-8", "turtle"),
    "jsonld": ("application/ld+json", "jsonld"),
    "nt": ("application/n-triples", "ntriples"),
}
_HTML = "text/html"
_ACCEPTED = {kind.partition(";")[0]: extension for extension, (kind, _) in FORMATS.items()}
_OTHER_KINDS = ("graph", "links", "mention", "role", "run", "link")


def wanted() -> str:
    """The extension of the format that the client prefers, empty for a page."""
    best = flask.request.accept_mimetypes.best_match([_HTML, *_ACCEPTED], default=_HTML)
    return _ACCEPTED.get(best, "")


def add_dereferencing(blueprint: flask.Blueprint, graph: Graph, site: Site) -> None:
    """Adds the addresses of things and of the data about them."""

    def thing(kind: str, key: str) -> Any:
        extension = wanted()
        if kind not in KINDS and not extension:
            extension = "ttl"
        address = f"/{kind}/{quote(key, safe='-._~/#=,')}{'.' + extension if extension else ''}"
        return flask.redirect(address, 303)

    def data(kind: str, key: str, extension: str) -> flask.Response:
        media_type, form = FORMATS[extension]
        body = graph.describe(site.iri(kind, key) if kind in KINDS else f"{site.base}{kind}/{key}", form)
        if not body.strip() or body.strip() == b"[]":
            flask.abort(404)
        return flask.Response(body, content_type=media_type)

    def prefer_data() -> flask.Response | None:
        """A page's address with the extension of a format, or asked for by a machine: the data."""
        kind, _, key = flask.request.path.lstrip("/").partition("/")
        if kind not in KINDS or not key:
            return None
        name, _, extension = key.rpartition(".")
        if extension in FORMATS and name:
            return data(kind, name, extension)
        return data(kind, key, wanted()) if wanted() else None

    extensions = ", ".join(FORMATS)
    blueprint.add_url_rule(f"/id/<any({', '.join((*KINDS, *_OTHER_KINDS))}):kind>/<path:key>", "thing", thing)
    blueprint.add_url_rule(
        f"/<any({', '.join(_OTHER_KINDS)}):kind>/<path:key>.<any({extensions}):extension>", "data", data
    )
    blueprint.before_request(prefer_data)
    blueprint.register_error_handler(404, _missing)
    blueprint.register_error_handler(EngineError, _failed)


def _missing(error: Exception) -> tuple[str, int]:
    del error
    return flask.render_template("missing.html"), 404


def _failed(error: EngineError) -> tuple[str, int]:
    return flask.render_template("failed.html", detail=error.failure.detail), 503
