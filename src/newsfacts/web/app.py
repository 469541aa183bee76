"""The Flask application: the endpoint's blueprint, what operators watch, and the pages that are given to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import flask
import jinja2
import pyoxigraph as ox
from werkzeug.exceptions import HTTPException

from .compressing import compressed
from .engine.local import LocalEngine
from .engine.records import Engine, EngineError, Failure
from .sparql.blueprint import sparql_blueprint, to_flask
from .sparql.options import EndpointOptions
from .sparql.problems import KINDS, problem
from .sparql.service import Service

_STATUS_KINDS = {kind.status: name for name, kind in reversed(KINDS.items())} | {400: "malformed", 403: "refused"}
_PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

_BARE = jinja2.Template(
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>{{ status }}</title>'
    '<h1>{{ status }}</h1><p>{{ title }}</p><p>{{ detail }}</p><p><a href="/">/</a></p></html>',
    autoescape=True,
)

# OpenRefine shows the previews of the reconciliation service in a frame of its own page.
_FRAMED = frozenset({"reconciliation.preview"})
_CARD_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors *"


def create_app(
    source: Service | Engine | ox.Store,
    options: EndpointOptions | None = None,
    blueprints: Iterable[flask.Blueprint] = (),
    metrics: Callable[[], list[str]] | None = None,
) -> flask.Flask:
    """An application over an open store, an engine or a service; `metrics` gives more lines for `/metrics`."""
    if isinstance(source, ox.Store):
        source = LocalEngine(source)
    service = source if isinstance(source, Service) else Service(source, options or EndpointOptions())
    app = flask.Flask(__name__)
    app.extensions["newsfacts"] = service.engine
    app.register_blueprint(sparql_blueprint(service))
    app.register_blueprint(_operations(service.engine, metrics or list))
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(EngineError, _engine_problem)
    app.after_request(compressed)  # runs last, on what the others have made
    app.after_request(_secured)
    return app


def _operations(engine: Engine, metrics: Callable[[], list[str]]) -> flask.Blueprint:
    blueprint = flask.Blueprint("operations", __name__)

    @blueprint.get("/health")
    def health() -> tuple[flask.Response, int]:
        state = engine.health()
        return flask.jsonify(state), 200 if state["status"] == "ok" else 503

    @blueprint.get("/metrics")
    def show_metrics() -> flask.Response:
        lines = [*metrics(), *(f"newsfacts_engine_{name} {value}" for name, value in _numbers(engine.health()))]
        return flask.Response("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4; charset=utf-8")

    return blueprint


def _numbers(state: dict[str, object]) -> Iterable[tuple[str, object]]:
    return ((name, value) for name, value in state.items() if isinstance(value, int | float))


def _http_problem(error: HTTPException) -> flask.Response:
    kind = _STATUS_KINDS.get(error.code or 500, "internal")
    response = _told(Failure(kind, error.description or error.name))
    if error.code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return response


def _engine_problem(error: EngineError) -> flask.Response:
    """What some page asked of the engine and did not get."""
    return _told(error.failure)


def _told(failure: Failure) -> flask.Response:
    response = _error_page(failure) if _browses() else to_flask(problem(failure))
    response.headers.add("Vary", "Accept")
    return response


def _browses() -> bool:
    """Whether a page is wanted rather than a document for programs."""
    accepted = flask.request.accept_mimetypes
    return accepted.best_match(("application/problem+json", "text/html"), "application/problem+json") == "text/html"


def _error_page(failure: Failure) -> flask.Response:
    """An error for people to read; `error.html`, where some blueprint has one, decides how it looks."""
    status, title = KINDS[failure.kind]
    page = flask.render_template(["error.html", _BARE], status=status, title=title, detail=failure.detail)
    return flask.Response(page, status, content_type="text/html; charset=utf-8")


def _secured(response: flask.Response) -> flask.Response:
    """Pages may load nothing from elsewhere and be framed by nobody, but for cards that are made to be framed."""
    if response.mimetype != "text/html":
        return response
    for name, value in _PAGE_HEADERS.items():
        response.headers.setdefault(name, value)
    if flask.request.endpoint in _FRAMED:
        del response.headers["X-Frame-Options"]
        response.headers["Content-Security-Policy"] = _CARD_POLICY
    return response
