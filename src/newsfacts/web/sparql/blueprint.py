"""The endpoint as a Flask blueprint: for any Flask app, under any WSGI server."""

from __future__ import annotations

import flask
import pyoxigraph as ox

from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import Engine

from .messages import Reply, Request
from .options import EndpointOptions
from .service import Service

_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def sparql_blueprint(source: Service | Engine | ox.Store, options: EndpointOptions | None = None) -> flask.Blueprint:
    """A blueprint that serves `source`: an open store, an engine, or a service that is made already."""
    service = source if isinstance(source, Service) else _service(source, options or EndpointOptions())
    blueprint = flask.Blueprint("sparql", __name__)

    def view(**below: str) -> flask.Response:
        del below  # the service reads the path itself
        return to_flask(service.handle(from_flask(flask.request)))

    def add(rule: str, name: str) -> None:
        blueprint.add_url_rule(
            rule, name, view, methods=_METHODS, strict_slashes=False, provide_automatic_options=False
        )

    for number, path in enumerate(service.paths()):
        add(path, f"at{number}")
    for number, path in enumerate(service.below()):
        add(f"{path}/<path:below>", f"below{number}")
    return blueprint


def _service(source: Engine | ox.Store, options: EndpointOptions) -> Service:
    return Service(LocalEngine(source) if isinstance(source, ox.Store) else source, options)


def from_flask(request: flask.Request) -> Request:
    """A Flask request as the protocol sees it."""
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
    response = flask.Response(reply.body, reply.status)
    response.headers.clear()
    response.headers.extend(reply.headers)
    return response
