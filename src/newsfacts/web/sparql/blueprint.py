"""The endpoint as a Flask blueprint: for any Flask app, under any WSGI server."""

from __future__ import annotations

import flask
import pyoxigraph as ox

from ..engine.local import LocalEngine
from ..engine.records import Engine
from .messages import Reply, Request
from .options import EndpointOptions
from .service import Service

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def sparql_blueprint(source: Engine | ox.Store, options: EndpointOptions | None = None, name: str = "sparql") -> flask.Blueprint:
    """A blueprint that serves `source`, an engine or an open store, at the addresses of `options`."""
    engine = LocalEngine(source) if isinstance(source, ox.Store) else source
    service = Service(engine, options or EndpointOptions())
    blueprint = flask.Blueprint(name, __name__)

    def view(**below: str) -> flask.Response:
        del below  # the service reads the path itself
        return to_flask(service.handle(from_flask(flask.request, service.options)))

    for number, path in enumerate(service.paths()):
        blueprint.add_url_rule(path, f"at{number}", view, methods=_METHODS, strict_slashes=False, provide_automatic_options=False)
    for number, path in enumerate((service.options.graph_path, "/queries")):
        blueprint.add_url_rule(f"{path}/<path:below>", f"below{number}", view, methods=_METHODS, provide_automatic_options=False)
    return blueprint


def from_flask(request: flask.Request, options: EndpointOptions) -> Request:
    """A Flask request as the protocol sees it."""
    del options
    return Request(
        method=request.method,
        path=request.path,
        query=request.query_string.decode("latin-1"),
        headers={key.lower(): value for key, value in request.headers.items()},
        body=request.get_data(cache=False),
        root=request.host_url.rstrip("/"),
        client=request.remote_addr or "",
    )


def to_flask(reply: Reply) -> flask.Response:
    """A reply as Flask sends it."""
    response = flask.Response(reply.body, reply.status)  # type: ignore[arg-type]
    response.headers.clear()
    response.headers.extend(reply.headers)
    return response
