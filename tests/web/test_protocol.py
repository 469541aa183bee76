"""What HTTP promises about queries, the same from Flask and from the server."""

from __future__ import annotations

import gzip

import pytest

from newsfacts.web.engine.formats import GRAPHS, SOLUTIONS, Format

from .client import Ask, HttpClient, sparql
from .conftest import OPTIONS

ALL = "SELECT ?o { GRAPH ?g { ?s ex:p ?o } }"


@pytest.mark.parametrize("form", SOLUTIONS, ids=lambda form: form.name)
def test_every_solution_format_is_given_on_request(ask: Ask, form: Format) -> None:
    for answer in (
        ask("GET", sparql(ALL), Accept=form.media_types[0]),
        ask("GET", sparql(ALL, more=f"&format={form.name}")),
    ):
        assert (answer.status, answer.headers["content-type"]) == (200, form.content_type)
        assert b"eins" in answer.body


@pytest.mark.parametrize("form", GRAPHS, ids=lambda form: form.name)
def test_every_graph_format_is_given_on_request(ask: Ask, form: Format) -> None:
    text = "CONSTRUCT { ?s ex:p ?o } { GRAPH ?g { ?s ex:p ?o } }"
    for answer in (
        ask("GET", sparql(text), Accept=form.media_types[0]),
        ask("GET", sparql(text, more=f"&format={form.name}")),
    ):
        assert (answer.status, answer.headers["content-type"]) == (200, form.content_type)
        assert b"eins" in answer.body


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/sparql-results+json"),
        ("*/*", "application/sparql-results+json"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("application/*;q=0.2, text/csv;q=0.3", "text/csv"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/sparql-results+json"),
        ("nonsense, text/csv;q=nonsense, text/tab-separated-values;q=0.1", "text/tab-separated-values"),
    ],
)
def test_accept_is_weighed_by_its_q_values(ask: Ask, accept: str, kind: str) -> None:
    assert ask("GET", sparql(ALL), Accept=accept).kind == kind


def test_what_is_not_accepted_is_a_406(ask: Ask) -> None:
    assert ask("GET", sparql(ALL), Accept="image/png").status == 406
    assert ask("GET", sparql(ALL), Accept="text/turtle").status == 406
    assert ask("GET", "/sparql", Accept="image/png").status == 406
    assert ask("GET", "/.well-known/void", Accept="text/csv").status == 406
    assert ask("GET", "/graph-store", Accept="text/turtle").status == 406


def test_descriptions_have_a_format_parameter_too(ask: Ask) -> None:
    assert ask("GET", "/.well-known/void?format=nt").kind == "application/n-triples"
    assert ask("GET", "/sparql?format=jsonld").kind == "application/ld+json"
    assert ask("GET", "/.well-known/void?format=gif").status == 400


@pytest.mark.parametrize("union", ["&union", "&union=1"])
def test_the_default_graph_is_strict_unless_the_union_is_asked_for(ask: Ask, union: str) -> None:
    text = "SELECT ?o { ?s ex:p ?o }"
    assert ask("GET", sparql(text)).column("o") == ["drei"]
    assert ask("GET", sparql(text, more=union)).column("o") == ["drei", "eins", "zwei"]
    assert ask("GET", sparql(text, "/sparql/union")).column("o") == ["drei", "eins", "zwei"]


def test_from_is_obeyed_at_the_union_address(ask: Ask) -> None:
    assert ask("GET", sparql("SELECT ?o FROM <urn:g1> { ?s ex:p ?o }", "/sparql/union")).column("o") == ["eins"]


def test_dataset_parameters_replace_the_dataset_of_the_query(ask: Ask) -> None:
    text = "SELECT ?o FROM <urn:g1> { { ?s ex:p ?o } UNION { GRAPH ?g { ?s ex:p ?o } } }"
    assert ask("GET", sparql(text, more="&default-graph-uri=urn:g2")).column("o") == ["zwei"]
    assert ask("GET", sparql(text, more="&named-graph-uri=urn:g2")).column("o") == ["zwei"]


def test_a_query_may_be_posted_as_a_form_or_as_it_is(ask: Ask) -> None:
    form = ask(
        "POST", "/sparql", sparql(ALL)[len("/sparql?") :].encode(), Content_Type="application/x-www-form-urlencoded"
    )
    direct = ask("POST", "/sparql", ALL.encode(), Content_Type="application/sparql-query")
    assert form.column("o") == direct.column("o") == ["eins", "zwei"]


def test_head_has_the_headers_of_get_and_no_body(ask: Ask) -> None:
    head, got = ask("HEAD", sparql(ALL)), ask("GET", sparql(ALL))
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(got.body))


@pytest.mark.parametrize(
    ("path", "method"),
    [
        *((path, "POST") for path in ("/sparql", "/sparql/union", "/update", "/graph-store")),
        *((path, "GET") for path in ("/q", "/q/x", "/queries", "/openapi.json", "/.well-known/void")),
        ("/queries/1", "DELETE"),
        ("/graph-store/x", "PUT"),
    ],
)
def test_options_answers_a_preflight(ask: Ask, path: str, method: str) -> None:
    answer = ask("OPTIONS", path, Origin="https://example.org", Access_Control_Request_Method=method)
    assert answer.status == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert method in answer.headers["access-control-allow-methods"]
    assert "Authorization" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    ("method", "path"), [("DELETE", "/sparql"), ("PUT", "/sparql"), ("GET", "/update"), ("PATCH", "/graph-store")]
)
def test_a_wrong_method_is_a_405_that_names_the_right_ones(ask: Ask, method: str, path: str) -> None:
    answer = ask(method, path)
    assert answer.status == 405
    assert "POST" in answer.headers["allow"]


@pytest.mark.parametrize(
    ("target", "body", "kind", "status"),
    [
        ("/sparql", b"ASK {}", "text/plain", 415),
        ("/sparql", b"ASK {}", "", 415),
        ("/sparql", b"ASK { <\xff> ?p ?o }", "application/sparql-query", 400),
        ("/sparql", b"query=%FF", "application/x-www-form-urlencoded", 400),
        ("/sparql", b"query=ASK{}&query=ASK{}", "application/x-www-form-urlencoded", 400),
        ("/sparql?query=ASK{}", b"ASK {}", "application/sparql-query", 400),
        ("/sparql", b"update=DROP+ALL", "application/x-www-form-urlencoded", 400),
        ("/sparql", b"query=ASK{}&default-graph-uri=no+iri", "application/x-www-form-urlencoded", 400),
        ("/sparql", b"query=ASK{}&timeout=-1", "application/x-www-form-urlencoded", 400),
        ("/sparql", b"query=ASK{}&format=gif", "application/x-www-form-urlencoded", 400),
        ("/sparql", b"INSERT DATA { <urn:x> <urn:x> 1 }", "application/sparql-query", 400),
    ],
)  # fmt: skip
def test_a_bad_request_is_told_so(ask: Ask, target: str, body: bytes, kind: str, status: int) -> None:
    answer = ask("POST", target, body, **({"Content_Type": kind} if kind else {}))
    assert (answer.status, answer.kind) == (status, "application/problem+json")
    assert answer.json["status"] == status


def test_a_syntax_error_has_its_place_its_line_and_a_hint(ask: Ask) -> None:
    problem = ask("GET", sparql("SELECT *\n{ ?s foo:bar ?o }")).json
    assert (problem["line"], problem["text"]) == (2, "{ ?s foo:bar ?o }")
    assert problem["column"] > 5
    assert "foo:" in problem["hint"]
    assert "ex" in problem["hint"]


def test_known_prefixes_need_no_declaration(ask: Ask) -> None:
    assert ask("GET", sparql("ASK { ex:d ex:p 'drei' }")).json["boolean"] is True


def test_an_answer_is_compressed_on_request(ask: Ask) -> None:
    plain, packed = ask("GET", sparql(ALL)), ask("GET", sparql(ALL), Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert sorted(gzip.decompress(packed.body)) == sorted(plain.body)
    assert "Accept-Encoding" in packed.headers["vary"]
    assert "content-encoding" not in ask("GET", sparql(ALL), Accept_Encoding="gzip;q=0").headers


def test_a_large_request_is_a_413(server: object) -> None:
    """Only the server can refuse a body before it has come."""
    ask = HttpClient(server.port)  # type: ignore[attr-defined]
    answer = ask("POST", "/sparql", b"#" * (OPTIONS.read_body + 1), Content_Type="application/sparql-query")
    assert answer.status == 413


def test_an_unknown_address_is_a_404_problem(ask: Ask) -> None:
    answer = ask("GET", "/nowhere")
    assert (answer.status, answer.kind) == (404, "application/problem+json")


def test_health_and_metrics_are_there(ask: Ask) -> None:
    assert ask("GET", "/health").json["status"] == "ok"
    assert ask("GET", "/metrics").kind == "text/plain"
