"""The reconciliation service: every answer is as the W3C's schemas have it, and links as linking does."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import flask
import jsonschema
import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from referencing import Registry, Resource

from newsfacts.linking.gazetteer import Gazetteer
from newsfacts.linking.linker import load
from newsfacts.model import Actor, ArticleInfo, Event, Facts, Mention
from newsfacts.rdf.entities import entities_of
from newsfacts.rdf.mapping import to_quads
from newsfacts.web.app import create_app
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.reconciliation import ReconciliationOptions, reconciliation_blueprint
from newsfacts.web.reconciling import GraphActor, GraphActors
from newsfacts.web.served_actors import served_actors

SCHEMAS = Path(__file__).resolve().parents[3] / "shared" / "bench" / "reconciliation" / "0.2" / "schemas"
SECURITY = "http://swagger.io/v2/schema.json"  # the manifest's schema refers to it; the service has no logins
ACTORS = (
    GraphActor("Q794", "Iran", "state", 12),
    GraphActor("person-karla-musterfrau-1", "Karla Musterfrau", "person", 3),
    GraphActor("person-karla-musterfrau-2", "Karla Musterfrau", "person", 1),
    GraphActor("group-amsel-1", "Amselfreunde", "group", 2),
)
Check = Callable[[str, Any], None]


@pytest.fixture(scope="module")
def check() -> Check:
    """Validates a document against one of the schemas."""
    if not SCHEMAS.is_dir():
        pytest.skip("the schemas are not beside this checkout")
    contents = {path.name: json.loads(path.read_text("utf-8")) for path in SCHEMAS.glob("*.json")}
    base = "https://reconciliation-api.github.io/specs/0.2/schemas/"
    security = {"definitions": {"securityDefinitions": {"additionalProperties": {}}}}
    schemas = {**{base + name: schema for name, schema in contents.items()}, SECURITY: security}
    dialect = "http://json-schema.org/draft-07/schema#"
    resources = [(iri, Resource.from_contents({**schema, "$schema": dialect})) for iri, schema in schemas.items()]
    registry: Registry[Any] = Registry().with_resources(resources)

    def validate(name: str, document: Any) -> None:
        schema = {**contents[f"{name}.json"], "$schema": dialect, "$id": f"{base}{name}.json"}
        jsonschema.Draft7Validator(schema, registry=registry).validate(document)

    return validate


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    app = flask.Flask(__name__)
    blueprint = reconciliation_blueprint(Gazetteer.core(), GraphActors(lambda: ACTORS))
    app.register_blueprint(blueprint)
    return app.test_client()


def ask(client: FlaskClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q0": query})})
    assert answer.status_code == 200, answer.text
    result: list[dict[str, Any]] = answer.json["q0"]["result"]  # type: ignore[index]
    return result


def test_the_manifest_is_valid(client: FlaskClient, check: Check) -> None:
    manifest = client.get("/reconcile").json
    check("manifest", manifest)
    assert manifest["identifierSpace"].endswith("/actor/")  # type: ignore[index]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_batch_is_answered_key_by_key(method: str, client: FlaskClient, check: Check) -> None:
    queries = {"q0": {"query": "Iran"}, "q1": {"query": "Benjamin Netanyahu", "type": "Person", "limit": 2}}
    check("reconciliation-query-batch", queries)
    given = {"queries": json.dumps(queries)}
    answer = client.get("/reconcile", query_string=given) if method == "get" else client.post("/reconcile", data=given)
    check("reconciliation-result-batch", answer.json)
    assert answer.json.keys() == queries.keys()  # type: ignore[union-attr]
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_certain_candidate_says_match(client: FlaskClient) -> None:
    first, *others = ask(client, query="Iran", type="State")
    assert (first["id"], first["match"]) == ("Q794", True)
    assert "12 articles" in first["description"]
    assert not any(other["match"] for other in others)
    assert 0 <= first["score"] <= 100


def test_namesakes_do_not_match(client: FlaskClient) -> None:
    assert [one["match"] for one in ask(client, query="Michael Müller", type="Person")][:2] == [False, False]


def test_a_state_given_tells_namesakes_apart(client: FlaskClient) -> None:
    """A common word finds the body of the state that the table names."""
    given = [{"pid": "country", "v": "Österreich"}]
    assert ask(client, query="Grüne", type="Organization", properties=given)[0]["id"] == "Q193178"
    assert ask(client, query="Grüne", type="Organization", properties=[{"pid": "country", "v": {"id": "Q183"}}])[0][
        "id"
    ] == ("Q49766")


def test_an_actor_without_an_item_is_found(client: FlaskClient) -> None:
    (one,) = ask(client, query="Amselfreunde")
    assert (one["id"], one["match"]) == ("group-amsel-1", True)


def test_actors_of_one_name_do_not_match(client: FlaskClient) -> None:
    found = ask(client, query="Karla Musterfrau")
    assert [(one["id"], one["match"]) for one in found] == [
        ("person-karla-musterfrau-1", False),
        ("person-karla-musterfrau-2", False),
    ]


def test_the_limit_holds(client: FlaskClient) -> None:
    assert len(ask(client, query="Michael Müller", limit=1)) == 1
    assert ask(client, query="Iran", limit=0) == []


def test_nothing_is_asked_nothing_is_found(client: FlaskClient) -> None:
    assert ask(client, query="  ") == []
    assert ask(client, query="Zwrkqx Bmpftl") == []


@pytest.mark.parametrize(
    "queries", ["no json", '{"q0": {"query": 7}}', '{"q0": {"query": "Iran", "type": "Unicorn"}}', "[]"]
)
def test_a_wrong_query_is_refused(queries: str, client: FlaskClient) -> None:
    answer = client.post("/reconcile", data={"queries": queries})
    assert answer.status_code == 400
    assert answer.json["message"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("path", "schema", "least"),
    [
        ("suggest/entity?prefix=Benjamin N", "suggest-entities-response", 1),
        ("suggest/entity?prefix=amsel", "suggest-entities-response", 1),
        ("suggest/entity?prefix=", "suggest-entities-response", 0),
        ("suggest/type?prefix=per", "suggest-types-response", 1),
        ("suggest/property?prefix=c", "suggest-properties-response", 1),
        ("properties?type=Person", "data-extension-property-proposal", 1),
    ],
)
def test_suggestions_are_valid(path: str, schema: str, least: int, client: FlaskClient, check: Check) -> None:
    answer = client.get(f"/reconcile/{path}").json
    check(schema, answer)
    rows = answer.get("result", answer.get("properties"))  # type: ignore[union-attr]
    assert len(rows) >= least


def test_tables_are_extended(client: FlaskClient, check: Check) -> None:
    properties = [row["id"] for row in client.get("/reconcile/properties").json["properties"]]  # type: ignore[index]
    wanted = {"ids": ["Q43723", "Q794", "group-amsel-1"], "properties": [{"id": one} for one in properties]}
    check("data-extension-query", wanted)
    answer = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json
    check("data-extension-response", answer)
    rows = answer["rows"]  # type: ignore[index]
    assert rows["Q43723"]["country"] == [{"id": "Q801", "name": "Israel"}]
    assert rows["Q794"]["articles"] == [{"int": 12}]
    assert rows["group-amsel-1"]["wikidata"] == []


def test_an_unknown_property_is_refused(client: FlaskClient) -> None:
    wanted = json.dumps({"ids": ["Q794"], "properties": [{"id": "shoe-size"}]})
    assert client.post("/reconcile", data={"extend": wanted}).status_code == 400


def test_a_preview_escapes_what_it_shows() -> None:
    app = flask.Flask(__name__)
    actor = GraphActor("x-1", "<script>alert(1)</script>", "group", 1)
    app.register_blueprint(reconciliation_blueprint(Gazetteer.core(), GraphActors(lambda: [actor])))
    card = app.test_client().get("/reconcile/preview?id=x-1").text
    assert "<script>" not in card
    assert "&lt;script&gt;" in card


def test_the_flyout_holds_the_card(client: FlaskClient) -> None:
    answer = client.get("/reconcile/flyout/entity?id=Q794").json
    assert answer["id"] == "Q794"  # type: ignore[index]
    assert "Iran" in answer["html"]  # type: ignore[index]


@pytest.mark.parametrize(
    ("identifier", "target"),
    [
        ("Q794", "/actor/Q794"),
        ("Q43723", "https://www.wikidata.org/wiki/Q43723"),
        ("group-amsel-1", "/actor/group-amsel-1"),
    ],
)
def test_view_goes_to_the_actor_or_to_wikidata(identifier: str, target: str, client: FlaskClient) -> None:
    answer = client.get(f"/reconcile/view?id={identifier}")
    assert (answer.status_code, answer.headers["Location"]) == (302, target)


def test_what_is_unknown_is_not_found(client: FlaskClient) -> None:
    assert client.get("/reconcile/preview?id=Q999999999999").status_code == 404


def test_the_actors_are_read_again_when_the_graph_changes() -> None:
    served = [GraphActor("a-1", "Erste", "group")]
    version = [1]
    actors = GraphActors(lambda: served, lambda: version[0])
    assert [actor.id for actor in actors.named("erste")] == ["a-1"]
    served.append(GraphActor("a-2", "Zweite", "group"))
    assert actors.named("zweite") == ()
    version[0] = 2
    assert [actor.id for actor in actors.named("zweite")] == ["a-2"]


def test_the_service_knows_the_actors_of_the_graph() -> None:
    """Facts become a graph, the graph is served, and its actors are found there."""
    text = "Iran und die Amselfreunde trafen sich."
    info = ArticleInfo("a1", hashlib.sha256(text.encode()).hexdigest(), published="2026-02-11")
    actors = (
        Actor("i", "Iran", "state", (Mention(0, 4),)),
        Actor("f", "Amselfreunde", "group", (Mention(13, 25),)),
    )
    event = Event("e1", "CONSULT", "actual", (Mention(26, 32),), agents=("i", "f"))
    facts = load()(Facts(info, actors=actors, events=(event,)))
    store = ox.Store()
    quads = to_quads(facts, text)
    store.extend([*quads, *entities_of(quads)])
    served = served_actors(LocalEngine(store), ReconciliationOptions().base)
    assert [(actor.id, actor.type, actor.articles) for actor in served.named("Iran")] == [("Q794", "state", 1)]
    assert [(actor.type, actor.articles) for actor in served.named("Amselfreunde")] == [("group", 1)]


def test_only_previews_may_be_framed_by_other_sites() -> None:
    """OpenRefine shows them in a frame of its own page; every other page refuses to be framed."""
    blueprint = reconciliation_blueprint(Gazetteer.core(), GraphActors(lambda: ()))
    client = create_app(ox.Store(), blueprints=(blueprint,)).test_client()

    card = client.get("/reconcile/preview?id=Q794")

    assert "X-Frame-Options" not in card.headers
    assert "frame-ancestors *" in card.headers["Content-Security-Policy"]
