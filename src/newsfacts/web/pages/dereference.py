"""Every IRI of the graph answers: pages for people, descriptions for machines.

`/id/<kind>/<key>` is the thing itself: it answers 303 with the address of a document about it, in HTML or in the
RDF format that the client asks for. `/<kind>/<key>` is the page, `/<kind>/<key>.ttl` (jsonld, nt) the data; a page
asked for as data answers with the data, as the IRIs' path differs from host to host. `/ns` and the other vocabularies'
addresses lead to their documentation or their file.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import flask

from newsfacts.web.engine.records import EngineError

from .graph import Graph, iri
from .site import KINDS, OTHER_KINDS, Site

# Extension -> media type and the engine's name of the format.
FORMATS = {
    "ttl": ("text/turtle; charset=utf-8", "turtle"),
    "jsonld": ("application/ld+json", "jsonld"),
    "nt": ("application/n-triples", "ntriples"),
}
# The last part of a vocabulary's address -> its file.
VOCABULARIES = {
    "alignments": "alignments.ttl",
    "ns": "core.ttl",
    "event-types": "vocab/event-types.ttl",
    "stances": "vocab/stances.ttl",
    "statuses": "vocab/statuses.ttl",
    "link-statuses": "vocab/statuses.ttl",
    "mention-kinds": "vocab/statuses.ttl",
}
_UNNAMED = ".well-known/genid/"  # as RDF 1.1 wants it, section 3.5
_HTML = "text/html"
_ACCEPTED = {kind.partition(";")[0]: extension for extension, (kind, _) in FORMATS.items()}
_ALL_KINDS = (*KINDS, *OTHER_KINDS)


def wanted() -> str:
    """The extension of the format that the client prefers, empty for a page."""
    best = flask.request.accept_mimetypes.best_match([_HTML, *_ACCEPTED], default=_HTML)
    return _ACCEPTED.get(best, "")


def add_dereferencing(blueprint: flask.Blueprint, graph: Graph, site: Site) -> None:
    """Adds the addresses of things and of the data about them."""

    def thing(kind: str, key: str) -> Any:
        extension = wanted()
        address = f"/{kind}/{quote(key, safe='-._~/=,')}{'.' + extension if extension else ''}"
        return flask.redirect(address, 303)

    def vocabulary(name: str) -> Any:
        file, extension = VOCABULARIES[name].removesuffix(".ttl"), wanted()
        return flask.redirect(f"/ontology/{file}.{extension}" if extension else "/ontology", 303)

    def data(kind: str, key: str, extension: str) -> Any:
        media_type, form = FORMATS[extension]
        body = _described(graph, site, kind, key, form)
        if body.strip() in (b"", b"[]"):
            if kind == "graph":  # nothing is said of it; there is what it says
                return flask.redirect(f"/graph-store?{urlencode({'graph': site.iri(kind, key)})}", 303)
            flask.abort(404)
        return flask.Response(body, content_type=media_type)

    def prefer_data() -> Any:
        """A page's address with the extension of a format, or asked for by a machine: the data."""
        kind, _, key = flask.request.path.lstrip("/").partition("/")
        if kind not in _ALL_KINDS or not key:
            return None
        name, _, extension = key.rpartition(".")
        if extension in FORMATS and name:
            return data(kind, name, extension)
        return data(kind, key, wanted()) if wanted() else None

    blueprint.add_url_rule(f"/id/<any({', '.join(_ALL_KINDS)}):kind>/<path:key>", "thing", thing)
    _add_unnamed(blueprint, graph, site)
    names = ", ".join(f'"{name}"' for name in VOCABULARIES)
    blueprint.add_url_rule(f"/<any({names}):name>", "vocabulary", vocabulary)
    blueprint.before_request(prefer_data)
    blueprint.register_error_handler(404, _missing)
    blueprint.register_error_handler(EngineError, _failed)


def _add_unnamed(blueprint: flask.Blueprint, graph: Graph, site: Site) -> None:
    """Adds the address of the ontology's nodes that have no name, to which the graph gives one of its own."""

    def unnamed(key: str) -> Any:
        subject, extension = f"{site.base}{_UNNAMED}{key}", wanted()
        if extension:
            media_type, form = FORMATS[extension]
            return flask.Response(graph.describe(subject, form), content_type=media_type)
        asked = graph.ask("triples", this=iri(subject))
        if not asked.rows:
            flask.abort(404)
        return flask.render_template("triples.html", this=subject, kind="", key=key, asked=asked)

    blueprint.add_url_rule(f"/id/{_UNNAMED}<key>", "unnamed", unnamed)


def _described(graph: Graph, site: Site, kind: str, key: str, form: str) -> bytes:
    """The data about a thing; those of all spans of an article for one, as a server never sees an IRI's fragment."""
    if kind == "mention":
        return graph.construct("mentions-data", form, this=iri(site.iri("article", key)))
    return graph.describe(site.iri(kind, key), form)


def _missing(error: Exception) -> tuple[str, int]:
    del error
    return flask.render_template("missing.html"), 404


def _failed(error: EngineError) -> tuple[str, int]:
    return flask.render_template("failed.html", detail=error.failure.detail), 503
