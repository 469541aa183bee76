"""The pages as a Flask blueprint: every view asks the graph and renders one template."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import flask

from newsfacts.web.engine.records import Engine

from .asking import Questions
from .dereference import add_dereferencing
from .explore import Explore
from .graph import Asked, Graph
from .reading import anchor
from .site import Site
from .things import Things
from .warming import keep_warm
from .wording import LANGUAGES, bare, concept, short, words

View = Callable[..., Any]
_NAVIGATION = ("network", "timeline", "map", "questions", "query", "ontology")


def pages_blueprint(engine: Engine, site: Site, name: str = "pages", *, warm: bool = False) -> flask.Blueprint:
    """The pages over `engine`, to be registered at the root of an app; `warm` keeps their overviews' answers ready."""
    blueprint = flask.Blueprint(
        name, __name__, template_folder="templates", static_folder="static", static_url_path="/assets"
    )
    graph = Graph(engine)
    if warm:
        keep_warm(graph)
    views: dict[str, View] = {
        **Things(graph, site).views(), **Explore(graph, site).views(), **Questions(graph, site).views(),
    }  # fmt: skip
    for path, view in views.items():
        blueprint.add_url_rule(path, view.__name__, view)
    blueprint.add_app_template_filter(bare)
    blueprint.before_app_request(_choose_language)
    add_dereferencing(blueprint, graph, site)
    blueprint.after_request(_remember_language)
    blueprint.app_context_processor(lambda: _shared(site))
    return blueprint


def _choose_language() -> None:
    """By the address, else by what was chosen before, else by what the browser prefers."""
    asked = flask.request.args.get("lang") or flask.request.cookies.get("lang") or ""
    preferred = flask.request.accept_languages.best_match(LANGUAGES)
    flask.g.language = asked if asked in LANGUAGES else preferred or LANGUAGES[0]


def _remember_language(response: flask.Response) -> flask.Response:
    if flask.request.args.get("lang") in LANGUAGES:
        response.set_cookie("lang", flask.g.language, samesite="Lax")
    response.headers["Content-Language"] = flask.g.language
    response.headers.add("Vary", "Accept-Language, Cookie")
    return response


def _shared(site: Site) -> dict[str, Any]:
    """What every template can use."""
    language = flask.g.language

    def csv(asked: Asked) -> str:
        return f"{site.sparql}?{urlencode({'query': asked.text, 'format': 'csv'})}"

    def other_language(code: str) -> str:
        return f"{flask.request.path}?{urlencode({**flask.request.args, 'lang': code})}"

    return {
        "w": words(language),
        "language": language,
        "languages": LANGUAGES,
        "navigation": _NAVIGATION,
        "concept": lambda iri: concept(iri, language),
        "page": site.page,
        "kind_of": site.kind,
        "anchor": anchor,
        "short": lambda iri: short(iri, site.base),
        "csv": csv,
        "other_language": other_language,
    }
