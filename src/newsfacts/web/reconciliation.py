"""The W3C Entity Reconciliation API 0.2 as a blueprint: OpenRefine and others link their tables against the graph."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import flask
import msgspec
from markupsafe import Markup

from newsfacts import __version__
from newsfacts.linking.gazetteer import Gazetteer
from newsfacts.web.reconciling import IDS, PROPERTIES, TYPES, GraphActors, Proposal, Question, Reconciler

SCHEMA_SPACE = "https://w3id.org/newsfacts/ns#"
_MOST = 50  # candidates a query, and suggestions
_PREVIEW = {"width": 420, "height": 160}
_CARD = Markup(
    '<!doctype html><html><head><meta charset="utf-8"><title>{name}</title></head>'
    '<body style="font-family:sans-serif;font-size:14px">'
    "<b>{name}</b><p>{description}</p><code>{id}</code></body></html>"
)


@dataclass(frozen=True, slots=True)
class ReconciliationOptions:
    """How the service names itself; `base` is the IRI base of the graph, below which actors are `actor/ID`, `path`
    where the service is."""

    name: str = "newsfacts"
    base: str = "https://w3id.org/newsfacts/id/"
    language: str = "de"
    path: str = "/reconcile"


class _QueryError(ValueError):
    """A request that can't be read; the answer is 400 with the reason."""


class _Given(msgspec.Struct):
    """A property of a query: the API allows a value, an object with an id, or a list of them."""

    pid: str
    v: Any


class _Query(msgspec.Struct):
    """A query as it is sent."""

    query: str = ""
    type: str | list[str] = []
    limit: float = 5
    properties: list[_Given] = []
    type_strict: str = "any"


class _Wanted(msgspec.Struct):
    """A property to extend by."""

    id: str


class _Extension(msgspec.Struct):
    """An extension query: for these ids the values of these properties."""

    ids: list[str]
    properties: list[_Wanted]


def reconciliation_blueprint(
    gazetteer: Gazetteer,
    actors: GraphActors,
    options: ReconciliationOptions | None = None,
    name: str = "reconciliation",
) -> flask.Blueprint:
    """The service at the options' path: manifest, queries and extension; suggestions and previews below it."""
    options = options or ReconciliationOptions()
    service = _Service(Reconciler(gazetteer, actors, options.language), options)
    blueprint = flask.Blueprint(name, __name__, url_prefix=options.path)
    rules: tuple[tuple[str, str, Callable[..., flask.Response], tuple[str, ...]], ...] = (
        ("", "service", service.root, ("GET", "POST")),
        ("/suggest/entity", "suggest_entity", service.suggest_entity, ("GET",)),
        ("/suggest/type", "suggest_type", service.suggest_type, ("GET",)),
        ("/suggest/property", "suggest_property", service.suggest_property, ("GET",)),
        ("/flyout/entity", "flyout_entity", service.flyout, ("GET",)),
        ("/properties", "properties", service.propose_properties, ("GET",)),
        ("/preview", "preview", service.preview, ("GET",)),
        ("/view", "view", service.view, ("GET",)),
    )
    for rule, endpoint, view, methods in rules:
        blueprint.add_url_rule(rule, endpoint, view, methods=methods, strict_slashes=False)
    blueprint.register_error_handler(_QueryError, _refused)
    blueprint.after_request(_open_to_all)
    return blueprint


def _refused(fault: _QueryError) -> tuple[flask.Response, int]:
    return flask.jsonify({"status": "error", "message": str(fault)}), 400


def _open_to_all(response: flask.Response) -> flask.Response:
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@dataclass(frozen=True, slots=True)
class _Service:
    reconciler: Reconciler
    options: ReconciliationOptions

    def root(self) -> flask.Response:
        """The manifest, or the answers to `queries`, or to `extend`."""
        if queries := flask.request.values.get("queries"):
            batch = _decoded(queries, dict[str, _Query])
            return flask.jsonify({key: {"result": self._results(query)} for key, query in batch.items()})
        if extension := flask.request.values.get("extend"):
            return flask.jsonify(self._extended(_decoded(extension, _Extension)))
        return flask.jsonify(self._manifest())

    def _manifest(self) -> dict[str, object]:
        here = flask.request.base_url.rstrip("/")
        suggest = {kind: {"service_url": here, "service_path": f"/suggest/{kind}"} for kind in ("type", "property")}
        entity = {
            "service_url": here,
            "service_path": "/suggest/entity",
            "flyout_service_path": "/flyout/entity?id=${id}",
        }
        return {
            "versions": ["0.2"],
            "name": self.options.name,
            "identifierSpace": f"{self.options.base}actor/",
            "schemaSpace": SCHEMA_SPACE,
            "serviceVersion": f"{__version__} (gazetteer {self.reconciler.gazetteer.version})",
            "view": {"url": f"{here}/view?id={{{{id}}}}"},
            "defaultTypes": [_type(kind) for kind in TYPES],
            "suggest": {"entity": entity, **suggest},
            "preview": {"url": f"{here}/preview?id={{{{id}}}}", **_PREVIEW},
            "extend": {
                "propose_properties": {"service_url": here, "service_path": "/properties"},
                "property_settings": [],
            },
        }

    def _results(self, query: _Query) -> list[dict[str, object]]:
        wanted = [query.type] if isinstance(query.type, str) else query.type
        unknown = [kind for kind in wanted if kind and kind not in IDS]
        if unknown:
            raise _QueryError(f"no type {unknown[0]!r}; there are {', '.join(IDS)}")
        question = Question(
            name=query.query.strip(),
            types=tuple(IDS[kind] for kind in wanted if kind),
            limit=max(0, min(int(query.limit), _MOST)),
            properties=tuple((given.pid, _value(given.v)) for given in query.properties),
        )
        return [_candidate(proposal) for proposal in self.reconciler.propose(question)] if question.name else []

    def _extended(self, extension: _Extension) -> dict[str, object]:
        unknown = [wanted.id for wanted in extension.properties if wanted.id not in _EXTENDED]
        if unknown:
            raise _QueryError(f"no property {unknown[0]!r}; there are {', '.join(_EXTENDED)}")
        wanted = [one.id for one in extension.properties]
        return {
            "meta": [{"id": one, "name": _EXTENDED[one][0]} for one in wanted],
            "rows": {key: {one: _EXTENDED[one][1](self.reconciler, key) for one in wanted} for key in extension.ids},
        }

    def suggest_entity(self) -> flask.Response:
        """Entities whose name starts with `prefix`."""
        prefix, start = flask.request.args.get("prefix", ""), flask.request.args.get("cursor", 0, type=int)
        found = self.reconciler.suggest(prefix, start + 10)[start:] if prefix.strip() else ()
        rows = [{"id": p.id, "name": p.name, "description": p.description, "notable": [_type(p.type)]} for p in found]
        return flask.jsonify({"result": rows})

    def suggest_type(self) -> flask.Response:
        """Types whose name starts with `prefix`."""
        prefix = flask.request.args.get("prefix", "").casefold()
        return flask.jsonify({"result": [_type(k) for k in TYPES if TYPES[k].casefold().startswith(prefix)]})

    def suggest_property(self) -> flask.Response:
        """Properties that a query may give, whose name starts with `prefix`."""
        prefix = flask.request.args.get("prefix", "").casefold()
        rows = [{"id": pid, "name": name} for pid, name in PROPERTIES.items() if name.casefold().startswith(prefix)]
        return flask.jsonify({"result": rows})

    def propose_properties(self) -> flask.Response:
        """The properties that entities can be extended by, the same for every type."""
        rows = [{"id": pid, "name": name} for pid, (name, _) in _EXTENDED.items()]
        kind = flask.request.args.get("type", "")
        return flask.jsonify({"properties": rows, **({"type": kind} if kind else {})})

    def flyout(self) -> flask.Response:
        """A card of an entity as JSON."""
        proposal = self._found()
        return flask.jsonify({"id": proposal.id, "html": _card(proposal)})

    def preview(self) -> flask.Response:
        """A card of an entity as HTML."""
        return flask.Response(_card(self._found()), mimetype="text/html")

    def view(self) -> flask.Response:
        """On to the actor's page, or to Wikidata where the graph has no such actor."""
        proposal = self._found()
        if self.reconciler.actors.get(proposal.id) is not None:
            return flask.redirect(f"{flask.request.script_root}/actor/{quote(proposal.id)}")  # type: ignore[return-value]
        return flask.redirect(f"https://www.wikidata.org/wiki/{quote(proposal.id)}")  # type: ignore[return-value]

    def _found(self) -> Proposal:
        proposal = self.reconciler.get(flask.request.args.get("id", ""))
        if proposal is None:
            flask.abort(404)
        return proposal


def _decoded(text: str, kind: type[Any]) -> Any:
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError as fault:
        raise _QueryError(f"the query is not as the API has it: {fault}") from fault


def _type(kind: str) -> dict[str, str]:
    return {"id": TYPES[kind], "name": TYPES[kind]}


def _value(value: object) -> str:
    """One value of a property: of an object its id, of a list the first."""
    if isinstance(value, list):
        return _value(value[0]) if value else ""
    return str(value.get("id", "")) if isinstance(value, dict) else str(value)


def _candidate(proposal: Proposal) -> dict[str, object]:
    return {
        "id": proposal.id,
        "name": proposal.name,
        "description": proposal.description,
        "type": [_type(proposal.type)],
        "score": proposal.score,
        "match": proposal.certain,
        "features": [{"id": name, "value": value} for name, value in proposal.features],
    }


def _card(proposal: Proposal) -> str:
    return str(_CARD.format(name=proposal.name, description=proposal.description, id=proposal.id))


Values = list[dict[str, object]]


def _label(reconciler: Reconciler, key: str) -> Values:
    proposal = reconciler.get(key)
    return [{"str": proposal.name}] if proposal else []


def _english(reconciler: Reconciler, key: str) -> Values:
    entry = reconciler.gazetteer.entry(int(key[1:])) if key[:1] == "Q" and key[1:].isdigit() else None
    return [{"str": entry.label_en}] if entry else []


def _kind(reconciler: Reconciler, key: str) -> Values:
    proposal = reconciler.get(key)
    return [{"str": TYPES[proposal.type]}] if proposal else []


def _state(reconciler: Reconciler, key: str) -> Values:
    entry = reconciler.gazetteer.entry(int(key[1:])) if key[:1] == "Q" and key[1:].isdigit() else None
    state = reconciler.gazetteer.entry(entry.country) if entry and entry.country else None
    return [{"id": state.qid, "name": state.name}] if state else []


def _wikidata(_: Reconciler, key: str) -> Values:
    return [{"str": f"http://www.wikidata.org/entity/{key}"}] if key[:1] == "Q" and key[1:].isdigit() else []


def _articles(reconciler: Reconciler, key: str) -> Values:
    actor = reconciler.actors.get(key)
    return [{"int": actor.articles}] if actor else []


_EXTENDED: dict[str, tuple[str, Callable[[Reconciler, str], Values]]] = {
    "label": ("label", _label),
    "label_en": ("English label", _english),
    "type": ("type", _kind),
    "country": ("country", _state),
    "wikidata": ("Wikidata item", _wikidata),
    "articles": ("number of articles", _articles),
}
