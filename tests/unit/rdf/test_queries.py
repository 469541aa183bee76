from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store

from newsfacts import resources
from newsfacts.errors import QueryError, ResourceError
from newsfacts.rdf.queries import KINDS, Parameter, Query, bind, parse, queries, query, term

QUERIES = {one.name: one for one in queries()}
HEADER = "# title_de: T\n# title_en: T\n# about_de: A\n# about_en: A\n"


def rows(store: Store, text: str) -> list[tuple[str | None, ...]]:
    found = store.query(text, use_default_graph_as_union=True)
    assert isinstance(found, QuerySolutions)
    return [tuple(value.value if value else None for value in row) for row in found]


def run(store: Store, name: str, **values: str) -> list[tuple[str | None, ...]]:
    return rows(store, bind(query(name), values))


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_runs_as_its_file_is(store: Store, name: str) -> None:
    assert rows(store, resources.data("queries", f"{name}.rq").read_text(encoding="utf-8")) is not None


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_returns_rows(store: Store, name: str) -> None:
    assert run(store, name)


@pytest.mark.parametrize("name", QUERIES)
def test_no_row_comes_twice(store: Store, name: str) -> None:
    found = run(store, name)
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", QUERIES)
def test_every_query_is_sorted_so_that_it_answers_the_same_twice(name: str) -> None:
    assert "ORDER BY" in QUERIES[name].text


@pytest.mark.parametrize("name", QUERIES)
def test_titles_and_explanations_are_in_both_languages(name: str) -> None:
    one = QUERIES[name]
    assert all(title.endswith("?") for title in (one.title_de, one.title_en))
    assert all(about.endswith(".") for about in (one.about_de, one.about_en))
    assert len({one.title_de, one.title_en, one.about_de, one.about_en}) == 4


@pytest.mark.parametrize("name", [one.name for one in queries() if any(p.name == "actor" for p in one.parameters)])
def test_an_actor_that_is_nowhere_has_no_answer(store: Store, name: str) -> None:
    assert run(store, name, actor="Q999999999") == []


def test_there_are_at_least_twenty_queries() -> None:
    assert len(QUERIES) >= 20


def test_who_rejects_what_in_which_words(store: Store) -> None:
    found = run(store, "rejections", actor="Q794", issue="anreicherung")
    assert [(row[1], row[2]) for row in found] == [("Iran", "ein Ende der Anreicherung")]


def test_who_changed_sides(store: Store) -> None:
    assert [(row[1], row[3], row[4], row[7]) for row in run(store, "changed-positions")] == [
        ("Donald Trump", "Anreicherung", "2026-02-11", "2026-02-13")
    ]


def test_chains_are_in_order(store: Store) -> None:
    chains = {row[1] for row in run(store, "attribution-chains")}
    assert chains == {"Axios", "Sprecher der Union > Kurier"}


def test_a_chain_with_a_named_source_rests_on_no_anonymous_one(store: Store) -> None:
    sources = {row[1] for row in run(store, "one-anonymous-source")}
    assert sources == {"Insider", "the opposition"}


def test_meetings_of_two_actors(store: Store) -> None:
    assert [row[2] for row in run(store, "meetings", actor="Q30", other="Q794")] == ["2026-02-11"]


def test_roles_up_to_a_date(store: Store) -> None:
    assert {row[2] for row in run(store, "roles", on="2026-02-12")} == {"Außenminister", "Sprecher", "US-Präsident"}


def test_a_time_of_dates(store: Store) -> None:
    dates = {row[0] for row in run(store, "positions-over-time", **{"from": "2026-02-12", "until": "2026-02-28"})}
    assert dates == {"2026-02-13"}


def test_accounts_that_contradict_each_other(store: Store) -> None:
    (row,) = run(store, "contradicting-accounts")
    assert (row[1], row[5]) == ("Iran", "Der Iran bestritt, dass es in Wien ein Treffen gegeben habe.")


def test_a_value_cannot_be_anything_but_a_value(store: Store) -> None:
    evil = '") } ; DROP ALL #'
    assert run(store, "words", word=evil) == []
    assert run(store, "words", word='\\" . ?s ?p ?o . FILTER("a" = "a') == []


@pytest.mark.parametrize("value", ["Q1> . ?s ?p ?o . <x", "http://x/ y", "a b"])
def test_a_node_that_is_no_address_is_refused(value: str) -> None:
    with pytest.raises(QueryError, match="actor"):
        bind(query("rejections"), {"actor": value})


@pytest.mark.parametrize(
    ("kind", "value"),
    [("date", "gestern"), ("integer", "1.5"), ("decimal", "a"), ("date", "2026-02-11 "), ("text", "")],
)
def test_a_value_of_another_kind_is_refused(kind: str, value: str) -> None:
    with pytest.raises(QueryError, match=kind):
        term(Parameter("x", kind, "", "x", "x"), value)


def test_a_node_is_given_by_its_last_part_or_whole() -> None:
    parameter = Parameter("actor", "actor", "", "Akteur", "actor")
    assert term(parameter, "Q30", "http://x/").value == "http://x/actor/Q30"
    assert term(parameter, "http://y/actor/Q30", "http://x/").value == "http://y/actor/Q30"


def test_a_parameter_that_is_unknown_is_refused() -> None:
    with pytest.raises(QueryError, match="no parameter colour; known: actor, issue"):
        bind(query("rejections"), {"colour": "red"})


def test_a_name_that_is_unknown_is_refused() -> None:
    with pytest.raises(QueryError, match="known: allies, articles"):
        query("nothing")


def test_what_is_not_given_takes_its_default() -> None:
    assert 'VALUES ?on { "9999-12-31"^^<http://www.w3.org/2001/XMLSchema#date> }' in bind(query("roles"), {})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# title_de: T\nSELECT * {}", "the header must have"),
        (HEADER + "# parameter: a | actor\n", "must be: variable"),
        (HEADER + "# parameter: a | colour |  | A | a\nVALUES ?a { UNDEF }", "must be: variable"),
        (HEADER + "# parameter: a | actor |  | A | a\nSELECT * {}", r"needs VALUES \?a"),
    ],
)
def test_a_file_with_a_wrong_header_is_refused(text: str, fault: str) -> None:
    with pytest.raises(ResourceError, match=fault):
        parse("wrong", text)


def test_the_kinds_used_are_those_known() -> None:
    used = {parameter.kind for one in queries() for parameter in one.parameters}
    assert used <= set(KINDS)


def test_queries_use_only_terms_that_exist() -> None:
    declared = {re.sub(r".*#", "", line.split(" ")[0]) for line in _terms()}
    used = {name for one in queries() for name in re.findall(r"\bnf:(\w+)", _body(one))}
    assert used <= declared


def _body(one: Query) -> str:
    return one.text.split("\n\n", 1)[1]


def _terms() -> list[str]:
    core = Path(resources.ontology("core.ttl")).read_text(encoding="utf-8")
    return [line.removeprefix("nf:") for line in core.splitlines() if line.startswith("nf:")]
