"""The questions that come along, as pages: a form for each one's parameters and its answer as a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import flask
import msgspec

from newsfacts.errors import QueryError
from newsfacts.rdf import queries
from newsfacts.rdf.namespaces import EVENT_TYPE, STANCE, STATUS
from newsfacts.web.engine.records import EngineError

from .graph import Asked, Graph
from .site import Site
from .wording import concepts

ASKED = "asked"  # the argument that says that the button was pressed
_PATIENCE = 0.12  # seconds for an answer that nobody has asked for yet
MOST = 200  # rows of an answer shown; all are in the CSV
_CHOICES = {"stance": STANCE, "status": STATUS, "event-type": EVENT_TYPE}


class Field(msgspec.Struct, frozen=True):
    """A parameter in a form: its name, label, kind, value, and (value, label) of each choice where there are few."""

    name: str
    label: str
    kind: str
    value: str
    choices: tuple[tuple[str, str], ...]


class Questions:
    """The views of the questions."""

    def __init__(self, graph: Graph, site: Site) -> None:
        self.graph, self.site = graph, site

    def views(self) -> dict[str, Callable[..., Any]]:
        """Address pattern -> view."""
        return {"/questions": self.questions, "/questions/<name>": self.question}

    def questions(self) -> str:
        """All questions."""
        return flask.render_template("questions.html", questions=queries.queries())

    def question(self, name: str) -> Any:
        """One question with what it is asked about, and its answer."""
        try:
            one = queries.query(name)
        except QueryError:
            flask.abort(404)
        known = {parameter.name for parameter in one.parameters}
        given = {key: value.strip() for key, value in flask.request.args.items() if key in known and value.strip()}
        asked, wrong, slow = self._answer(one, given)
        shown = flask.render_template(
            "question.html",
            question=one,
            fields=[_field(parameter, given) for parameter in one.parameters],
            asked=asked,
            wrong=wrong,
            slow=slow,
            most=MOST,
            csv_address=f"/q/{name}?{urlencode({**given, 'format': 'csv'})}",
        )
        return (shown, 400) if wrong else shown

    def _answer(self, one: queries.Query, given: dict[str, str]) -> tuple[Asked | None, str, bool]:
        """The answer, else what is wrong with the parameters, else whether it needs more time than a page has that
        was only opened; who has pressed the button waits for it."""
        seconds = 0.0 if ASKED in flask.request.args else _PATIENCE
        try:
            return self.graph.ask_text(queries.bind(one, given, self.site.base), seconds), "", False
        except QueryError as error:
            return None, str(error), False
        except EngineError as error:
            if not seconds or error.failure.kind != "timeout":
                raise
            return None, "", True


def _field(parameter: queries.Parameter, given: dict[str, str]) -> Field:
    language = flask.g.language
    space = str(_CHOICES.get(parameter.kind, ""))
    choices = sorted(
        (iri.removeprefix(space), label) for iri, label in concepts(language).items() if space and iri.startswith(space)
    )
    label = parameter.label_de if language == "de" else parameter.label_en
    value = given.get(parameter.name, parameter.default)
    return Field(parameter.name, label, parameter.kind, value, tuple(sorted(choices, key=lambda choice: choice[1])))
