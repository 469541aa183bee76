"""What the endpoint does beyond the protocol: search, bounded descriptions, stored questions, and telling of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pyoxigraph as ox
import pytest

from newsfacts.errors import QueryError
from newsfacts.model import Article, ArticleInfo, Facts
from newsfacts.web.app import create_app
from newsfacts.web.engine.forked import ForkedEngine
from newsfacts.web.engine.hub import HubOptions
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import DropGraph, PutGraph, Query
from newsfacts.web.engine.rewriting import rewrite, searches
from newsfacts.web.engine.tokens import scan
from newsfacts.web.features import features
from newsfacts.web.features import questions as competency_questions
from newsfacts.web.server import Server
from newsfacts.web.sparql.description import SD, VOID
from newsfacts.web.sparql.questions import Question
from newsfacts.web.sparql.service import Service
from newsfacts.workspace import Workspace

from .client import Ask, FlaskClient, HttpClient, sparql
from .conftest import FEATURES, LIMITS, OPTIONS, TOKEN, filled

# -- full-text search


@pytest.mark.parametrize(
    "pattern",
    [
        '?x nf:search "wei"',
        '?x nf:search "ZWEI" .',
        '?x nf:search "wei" ; ex:p ?o',
        '?x ex:p ?o ; nf:search "wei"',
        '?x ex:p ?o ; nf:search "wei" ; a ?c .',
        '?x a ex:C . ?x nf:search "wei" . ?x ex:p ?o',
        "?x <https://w3id.org/newsfacts/ns#search> 'z\\u0077ei'",
        '?x nf:search "wei" OPTIONAL { ?x a ?c }',
        '?x ex:p ?o ; nf:search "wei" FILTER(isIRI(?x))',
        '{ ?x nf:search "wei" } UNION { ?x nf:search "unbekannt" }',
    ],
)
def test_a_search_finds_parts_of_words_wherever_it_stands(ask: Ask, pattern: str) -> None:
    assert ask("GET", sparql(f"SELECT ?x {{ {pattern} }}", "/sparql/union")).column("x") == ["urn:b"]


@pytest.mark.parametrize(
    "pattern",
    [
        "?x nf:search ?words",
        '?x nf:search "ab"',
        '<urn:b> nf:search "wei"',
        '?x nf:search "wei"@de',
        '?x nf:search "wei", "dr"',
        "?x nf:search",
    ],
)
def test_a_search_that_cannot_be_made_is_told_so(ask: Ask, pattern: str) -> None:
    assert ask("GET", sparql(f"SELECT ?x {{ {pattern} }}")).status == 400


def test_every_word_of_a_search_must_be_in_the_text(ask: Ask) -> None:
    for words, found in (("ins ei", ["urn:a"]), ("ins zwei", [])):
        assert ask("GET", sparql(f'SELECT ?x {{ ?x nf:search "{words}" }}', "/sparql/union")).column("x") == found


def test_a_search_sees_what_was_just_written(own_server: Server) -> None:
    ask = HttpClient(own_server.port)
    query = sparql('SELECT ?x { ?x nf:search "stillstand" }', "/sparql/union")
    assert ask("GET", query).column("x") == []
    own_server.engine.write(PutGraph("urn:new", b'<urn:n> <urn:p> "Waffenstillstandslinie" .', "turtle"))
    assert ask("GET", query).column("x") == ["urn:n"]
    own_server.engine.write(PutGraph("urn:new", b'<urn:m> <urn:p> "Stillstand" .', "turtle"))
    assert ask("GET", query).column("x") == ["urn:m"]


def test_the_whole_text_of_an_article_is_searched_as_long_as_its_graph_is_there(tmp_path: Path) -> None:
    base = "https://example.org/id/"
    workspace = Workspace(tmp_path)
    for key in ("a", "b"):
        text = f"Artikel {key}: Es gilt ein Waffenstillstandsabkommen."
        workspace.put_article(Article(id=key, text=text))
        workspace.put_facts(Facts(article=ArticleInfo(id=key, text_sha256="")))
    engine = ForkedEngine(HubOptions(str(tmp_path / "store"), LIMITS, features(base=base, workspace=tmp_path)))
    try:
        query = Query('SELECT ?x { ?x nf:search "stillstands gilt" }', union=True, solutions="csv")
        for graph, found in (("a", ["a"]), ("b", ["a", "b"])):
            engine.write(PutGraph(f"{base}graph/article/{graph}", b"<urn:x> <urn:p> 1 .", "turtle"))
            told = b"".join(engine.run(query)).decode().split()[1:]
            assert told == [f"{base}article/{key}" for key in found]
        engine.write(DropGraph(f"{base}graph/article/a"))
        assert b"".join(engine.run(query)).decode().split()[1:] == [f"{base}article/b"]
    finally:
        engine.close()


def test_search_is_not_looked_for_in_strings_and_comments() -> None:
    text = '# ?x nf:search "a"\nPREFIX nf: <https://w3id.org/newsfacts/ns#> SELECT * { ?s ?p "?x nf:search \'abc\'" }'
    assert searches(text, FEATURES.search_property, {}) == ()
    assert rewrite(Query(text), (), {}).text == text


# -- DESCRIBE


def test_a_description_follows_the_chosen_properties_and_no_others(ask: Ask) -> None:
    answer = ask("GET", sparql("DESCRIBE ex:a"), Accept="application/n-triples").body.decode()
    assert '<urn:a> <urn:p> "eins"@de .' in answer
    assert '<urn:b> <urn:p> "zwei"@de .' in answer
    assert "drei" not in answer


def test_a_description_of_what_a_pattern_finds(ask: Ask) -> None:
    text = "DESCRIBE ?x ex:d WHERE { GRAPH ?g { ?x a ex:C } }"
    answer = ask("GET", sparql(text), Accept="application/n-triples").body.decode()
    assert {line.split()[0] for line in answer.splitlines()} == {"<urn:b>", "<urn:d>"}


@pytest.mark.parametrize("text", ["DESCRIBE", "DESCRIBE ?x {", "DESCRIBE foo:x", "DESCRIBE * { ?x }"])
def test_a_wrong_describe_is_a_syntax_error(ask: Ask, text: str) -> None:
    assert ask("GET", sparql(text)).status == 400


def test_blank_nodes_belong_to_a_description() -> None:
    store = ox.Store()
    store.load("<urn:x> <urn:p> [ <urn:p> [ <urn:p> 'deep' ] ] .", ox.RdfFormat.TURTLE)
    assert b"deep" in b"".join(LocalEngine(store).run(Query("DESCRIBE <urn:x>")))


# -- stored questions


def _bind(values: Mapping[str, str]) -> str:
    if set(values) - {"thing"}:
        raise QueryError("no such parameter")
    return f"SELECT ?o {{ VALUES ?s {{ {ox.NamedNode(values.get('thing') or 'urn:a')} }} ?s ex:p ?o }}"


@pytest.fixture
def asked() -> FlaskClient:
    """Flask with one stored question."""
    question = Question("words", (("en", "Words"),), (("en", "The words of a thing"),), (("thing", "node"),), _bind)
    engine = LocalEngine(filled(ox.Store()), LIMITS, FEATURES)
    return FlaskClient(create_app(Service(engine, OPTIONS, (question,))).test_client())


def test_a_question_is_asked_by_its_address(asked: FlaskClient) -> None:
    assert asked("GET", "/q/words").column("o") == ["eins"]
    assert asked("GET", "/q/words?thing=urn:b").column("o") == ["zwei"]
    assert asked("GET", "/q/words?thing=urn:b&format=csv").body == b"o\r\nzwei\r\n"
    assert asked("GET", "/q").json[0]["url"] == "http://localhost/q/words"


@pytest.mark.parametrize(
    "target", ["/q/words?other=1", "/q/words?thing=urn:a&thing=urn:b", "/q/words?timeout=0", "/q/words?format=x"]
)
def test_a_question_asked_wrongly_is_told_so(asked: FlaskClient, target: str) -> None:
    assert asked("GET", target).status == 400


def test_an_unknown_question_is_a_404(asked: FlaskClient) -> None:
    assert asked("GET", "/q/none").status == 404


@pytest.mark.parametrize(
    "question", competency_questions("https://example.org/id/"), ids=lambda question: question.name
)
def test_every_competency_query_runs_as_a_question(question: Question) -> None:
    engine = LocalEngine(ox.Store(), LIMITS, features())
    client = FlaskClient(create_app(Service(engine, OPTIONS, (question,))).test_client())
    assert client("GET", f"/q/{question.name}").status == 200
    for name, kind in question.parameters:
        if kind in ("actor", "article", "issue", "place", "event-type", "stance", "status"):
            assert client("GET", f"/q/{question.name}?{name}=%3E%20%7D%20%23").status == 400


# -- the endpoint about itself


def _graph(ask: Ask, target: str) -> ox.Store:
    store = ox.Store()
    answer = ask("GET", target, Accept="application/n-triples")
    assert answer.kind == "application/n-triples"
    store.load(answer.body, ox.RdfFormat.N_TRIPLES)
    return store


def test_void_counts_what_is_there(ask: Ask) -> None:
    graph = _graph(ask, "/.well-known/void")
    row = next(iter(graph.query(  # type: ignore[arg-type]
        f"""PREFIX void: <{VOID}> PREFIX dct: <http://purl.org/dc/terms/> PREFIX dcat: <http://www.w3.org/ns/dcat#>
        SELECT * {{ ?d void:triples ?n ; void:distinctSubjects ?s ; dct:license ?l ; dct:language "de" ;
                       dct:temporal/dcat:startDate ?day ;
                       void:classPartition [ void:class <urn:C> ; void:entities ?c ] ;
                       void:propertyPartition [ void:property <urn:p> ; void:triples ?p ] }}"""
    )))  # fmt: skip
    assert [row[name].value for name in ("n", "s", "c", "p", "day")] == ["6", "3", "1", "3", "2026-02-11"]
    assert row["l"].value == OPTIONS.licence


def test_void_is_always_of_the_data_as_they_stand(own_server: Server) -> None:
    ask = HttpClient(own_server.port)
    before = ask("GET", "/.well-known/void")
    own_server.engine.write(PutGraph("urn:new", b"<urn:n> <urn:new> 1 .", "turtle"))
    after = ask("GET", "/.well-known/void", If_None_Match=before.headers["etag"])
    assert (after.status, b"<urn:new>" in after.body) == (200, True)


@pytest.mark.parametrize("path", ["/sparql", "/sparql/union"])
def test_the_service_description_declares_both_addresses(ask: Ask, path: str) -> None:
    graph = _graph(ask, path)
    ends = graph.query(
        f"PREFIX sd: <{SD}> SELECT ?e {{ ?s a sd:Service ; sd:endpoint ?e ;"
        " sd:defaultDataset/sd:namedGraph/sd:name <urn:g1> }"
    )
    union = graph.query(f"PREFIX sd: <{SD}> SELECT ?e {{ ?s sd:feature sd:UnionDefaultGraph ; sd:endpoint ?e }}")
    assert sorted(row["e"].value.partition("://")[2].partition("/")[2] for row in ends) == ["sparql", "sparql/union"]
    assert [row["e"].value.rpartition("/")[2] for row in union] == ["union"]


def test_the_openapi_document_names_every_address_and_method(ask: Ask) -> None:
    document = ask("GET", "/openapi.json").json
    assert document["openapi"].startswith("3.1")
    for path, item in document["paths"].items():
        assert path.startswith("/")
        for method, operation in item.items():
            if method != "parameters":
                target = path.replace("{id}", "none")
                assert ask("OPTIONS" if method == "options" else method.upper(), target).status not in (405, 500), path
                assert {"summary", "responses"} <= operation.keys()
    methods = {method for item in document["paths"].values() for method in item}
    assert {"get", "post", "put", "delete"} <= methods


def test_every_address_of_the_service_is_in_the_documentation(server: Server) -> None:
    page = (Path(__file__).parents[2] / "docs" / "endpoint.md").read_text("utf-8")
    addresses = HttpClient(server.port)("GET", "/openapi.json").json["paths"]
    assert [path for path in addresses if f"`{path.partition('/{')[0]}" not in page] == []


def test_every_address_of_the_service_is_in_the_openapi_document(server: Server) -> None:
    document = HttpClient(server.port)("GET", "/openapi.json").json
    service = Service(server.engine, OPTIONS)
    assert set(service.paths()) - {"/openapi.json"} <= set(document["paths"])


def test_the_openapi_document_is_valid(ask: Ask) -> None:
    """Every reference leads somewhere and every parameter in a path is declared."""
    document = ask("GET", "/openapi.json").json
    problem = document["components"]["schemas"]["Problem"]
    for item in document["paths"].values():
        for method, operation in item.items():
            if method == "parameters":
                continue
            for code, response in operation["responses"].items():
                assert response["description"]
                if int(code) >= 400:
                    assert response["content"] == {
                        "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
                    }
    assert set(problem["required"]) <= set(problem["properties"])


def _engines_place(text: str, *, update: bool = False) -> tuple[int, int]:
    """Where the engine itself sees the error in a text that nobody changed."""
    store = ox.Store()
    with pytest.raises(SyntaxError) as caught:
        (store.update if update else store.query)(text, prefixes=dict(FEATURES.prefixes))
    line, column = re.findall(r"\d+", str(caught.value))[:2]
    return int(line), int(column)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { ?x nf:search 'eins' . ÄÖ? nonsense }",
        "SELECT ?x { ?x ex:p 'ä' ; nf:search 'eins' ; a ?c .\n?x 'ü' 5 }",
        "SELECT ?x { ?x nf:search 'eins' . ?y ex:p 'äöü' . } }",
        "SELECT ?x { { ?x nf:search 'eins' } UNION { ?x nf:search 'zwei' } ?x foo:p ?y }",
    ],
)
def test_the_place_of_an_error_is_counted_in_what_the_client_wrote(ask: Ask, text: str) -> None:
    """A search makes the text that the engine sees longer, or shorter."""
    problem = ask("GET", sparql(text)).json
    line, column = _engines_place(text)
    assert (problem["status"], problem["line"], problem["column"]) == (400, line, column)
    assert problem["text"] == text.split("\n")[line - 1]


def test_the_place_of_an_error_in_an_update_is_counted_without_what_was_put_in(own_server: Server) -> None:
    text = "DELETE WHERE { ?s ?p ?o } ;\nINSERT { <urn:n> <urn:p> ?o } WHERE { ?s ex:p ?o } ; nonsense"
    ask = HttpClient(own_server.port)
    bearer = {"Authorization": f"Bearer {TOKEN}", "Content_Type": "application/sparql-update"}
    problem = ask("POST", "/update?using-graph-uri=urn:a-long-name-of-a-graph", text.encode(), **bearer).json
    assert (problem["line"], problem["column"]) == _engines_place(text, update=True)


def test_the_scan_gives_words_in_upper_case_and_keeps_places() -> None:
    token = scan("  select *").tokens[0]
    assert (token.text, token.start, token.end) == ("SELECT", 2, 8)
