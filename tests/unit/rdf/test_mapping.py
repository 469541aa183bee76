from __future__ import annotations

from collections import Counter

import msgspec
import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, serialize
from rdflib import URIRef

from newsfacts.errors import FactsError
from newsfacts.facts import text_hash
from newsfacts.model import Facts, Span
from newsfacts.rdf.builder import GraphSettings, decimal
from newsfacts.rdf.mapping import graph_iris, to_quads
from newsfacts.rdf.namespaces import NF, NIF, PROV, RDF, SDO, SEM, STANCE, prefixes

replace = msgspec.structs.replace


def quads_of(facts: Facts, **settings: object) -> tuple[Quad, ...]:
    return to_quads(facts, facts.article.text, GraphSettings(**settings))  # type: ignore[arg-type]


def values(quads: tuple[Quad, ...], predicate: URIRef) -> list[str]:
    return sorted(quad.object.value for quad in quads if quad.predicate.value == str(predicate))


def ask(quads: tuple[Quad, ...], names: str, pattern: str) -> list[list[str]]:
    store = Store()
    store.extend(quads)
    query = f"SELECT {names} WHERE {{ {pattern} }}"
    rows = store.query(query, prefixes=prefixes(), use_default_graph_as_union=True)
    return sorted([value.value for value in row] for row in rows)


def test_the_same_facts_give_the_same_bytes(talks: Facts) -> None:
    first, second = (serialize(quads_of(talks), format=RdfFormat.N_QUADS) for _ in range(2))
    assert first == second


def test_quads_come_sorted_and_once(talks: Facts) -> None:
    lines = [str(quad) for quad in quads_of(talks) if "/graph/article/" in quad.graph_name.value]
    assert lines == sorted(set(lines))


def test_a_store_keeps_the_quads_as_they_are(talks: Facts) -> None:
    """Numbers, dates and language tags are written as the store would write them."""
    store = Store()
    store.extend(quads_of(talks))
    assert {str(quad) for quad in store} == {str(quad) for quad in quads_of(talks)}


def test_there_are_no_blank_nodes(talks: Facts, mayor: Facts) -> None:
    terms = [term for quad in quads_of(talks) + quads_of(mayor) for term in (quad.subject, quad.object)]
    assert not any(isinstance(term, BlankNode) for term in terms)


def test_every_quad_is_in_one_of_the_articles_two_graphs(talks: Facts) -> None:
    assert {quad.graph_name for quad in quads_of(talks)} == set(graph_iris("talks-1"))


def test_no_triple_is_in_two_graphs(store: Store) -> None:
    """Oxigraph's union of graphs is no set: a triple in two graphs would double the rows of every query on it."""
    triples = Counter((str(q.subject), str(q.predicate), str(q.object)) for q in store)
    assert [triple for triple, times in triples.items() if times > 1] == []


def test_offsets_count_code_points(mayor: Facts) -> None:
    rows = ask(quads_of(mayor), "?m ?b ?e", '?m nif:anchorOf "fraud" ; nif:beginIndex ?b ; nif:endIndex ?e')
    assert rows == [["https://w3id.org/newsfacts/id/mention/mayor#char=115,120", "115", "120"]]


def test_the_text_is_written_only_where_allowed(talks: Facts) -> None:
    assert values(quads_of(talks), NIF.isString) == []
    assert values(quads_of(talks, with_text=True), NIF.isString) == [talks.article.text]


def test_the_base_is_configurable(talks: Facts) -> None:
    quads = quads_of(talks, base="http://localhost/x/")
    assert all(quad.graph_name.value.startswith("http://localhost/x/graph/") for quad in quads)


def test_a_whole_date_is_a_date_and_a_time_is_kept_beside_it(mayor: Facts) -> None:
    quads = quads_of(mayor)
    assert values(quads, SDO.datePublished) == ["2026-03-06"]
    assert "2026-03-06T10:30:00Z" in values(quads, NF.edtf)


def test_an_imprecise_date_is_no_date(mayor: Facts) -> None:
    facts = replace(mayor, article=replace(mayor.article, published="2026-03"))
    assert values(quads_of(facts), SDO.datePublished) == []
    assert "2026-03" in values(quads_of(facts), NF.edtf)


def test_an_imprecise_time_is_an_interval(talks: Facts) -> None:
    pattern = '?e nf:edtf "2026-03/2026-04" ; sem:hasEarliestBeginTimeStamp ?b ; sem:hasLatestEndTimeStamp ?l'
    assert ask(quads_of(talks), "?b ?l", pattern) == [["2026-03-01", "2026-04-30"]]


def test_a_time_that_is_no_edtf_is_kept_without_days(mayor: Facts) -> None:
    facts = replace(mayor, events=(replace(mayor.events[0], time="bald"),), positions=())
    assert "bald" in values(quads_of(facts), NF.edtf)
    assert values(quads_of(facts), SEM.hasEarliestBeginTimeStamp) == []


def test_the_chain_of_sources_keeps_its_order(talks: Facts) -> None:
    pattern = """?p nf:stance stance:supports ; nf:attribution [ nf:order ?order ; nf:source ?source ] .
        ?here nf:appearanceOf ?source ; rdfs:label ?name"""
    assert ask(quads_of(talks), "?order ?name", pattern) == [["1", "Sprecher der Union"], ["2", "Kurier"]]


def test_direct_via_says_the_same_as_the_steps(talks: Facts) -> None:
    quads = quads_of(talks)
    assert values(quads, NF.via) == values(quads, NF.source)


def test_polarity_follows_the_stance(talks: Facts) -> None:
    found = ask(quads_of(talks), "?s ?v", "?p nf:stance ?s ; nf:polarity ?v")
    expected = (("demands", "1"), ("rejects", "-1"), ("states", "0"), ("threatens", "-1"))
    assert all([str(STANCE[stance]), polarity] in found for stance, polarity in expected)


def test_split_content_is_joined_in_its_text(mayor: Facts) -> None:
    parts = (Span(54, 60), Span(66, 72))
    position = replace(mayor.positions[0], content=parts)
    assert f"{parts[0].of(mayor.article.text)} … {parts[1].of(mayor.article.text)}" in values(
        quads_of(replace(mayor, positions=(position,))), NF.contentText
    )


def test_the_words_of_a_position_are_its_evidence_where_none_is_given(mayor: Facts) -> None:
    rows = ask(quads_of(mayor), "?w", "?p nf:stance stance:accuses ; nf:evidence/nif:anchorOf ?w")
    assert rows == [["accused her of fraud"]]


def test_linking_again_changes_no_fact_but_the_actors_address(talks: Facts) -> None:
    unlinked = replace(talks, actors=tuple(replace(a, wikidata=None, link=None) for a in talks.actors))
    kinds = ("/event/", "/position/", "/role/", "/mention/", "/appearance/")

    def facts(quads: tuple[Quad, ...]) -> set[str]:
        return {q.subject.value for q in quads if any(kind in q.subject.value for kind in kinds)}

    assert facts(quads_of(unlinked)) == facts(quads_of(talks))


def test_two_facts_with_the_same_content_are_two(mayor: Facts) -> None:
    twice = (mayor.events[0], replace(mayor.events[0], id="e9", status="planned"))
    events = ask(quads_of(replace(mayor, events=twice, positions=())), "?e", "?e a nf:Event")
    assert len(events) == 2


def test_the_run_has_versions_and_no_clock(talks: Facts, mayor: Facts) -> None:
    quads = quads_of(talks)
    assert values(quads, SDO.softwareVersion) == ["newsfacts 0.1.0"]
    assert values(quads, NF.lexiconVersion) == ["lexicon 1"]
    assert values(quads_of(mayor), PROV.wasGeneratedBy) == []


def test_a_role_at_a_person_is_no_membership_of_an_organisation(talks: Facts) -> None:
    role = replace(talks.roles[1], of="a3")
    quads = quads_of(replace(talks, roles=(role,)))
    assert len(values(quads, NF.roleOf)) == 1
    assert values(quads, URIRef("http://www.w3.org/ns/org#organization")) == []


def test_facts_of_another_text_are_refused(talks: Facts) -> None:
    with pytest.raises(FactsError, match="SHA-256"):
        to_quads(talks, talks.article.text + "!")


@pytest.mark.parametrize("field", ["positions", "events"])
def test_a_fact_without_words_cannot_be_written(mayor: Facts, field: str) -> None:
    fact = getattr(mayor, field)[0]
    bare = replace(fact, content=()) if field == "positions" else replace(fact, mentions=())
    with pytest.raises(FactsError):
        quads_of(replace(mayor, **{"positions": (), field: (bare,)}))


def test_a_wrong_language_tag_is_a_fault_of_the_document(mayor: Facts) -> None:
    facts = replace(mayor, article=replace(mayor.article, language="Deutsch!"))
    with pytest.raises(FactsError, match="language tag"):
        quads_of(facts)


def test_language_tags_are_lower_case(mayor: Facts) -> None:
    facts = replace(mayor, article=replace(mayor.article, language="de_AT"))
    tags = {quad.object.language for quad in quads_of(facts) if isinstance(quad.object, Literal)}
    assert tags == {None, "de-at"}


def test_half_a_surrogate_pair_becomes_a_replacement_mark() -> None:
    """JSON can bring what no RDF serialisation can hold."""
    words = "Er sagte \ud83d ja."
    facts = msgspec.convert(
        {
            "article": {"id": "half", "text_sha256": text_hash(words)},
            "actors": [{"id": "a1", "name": "Er", "type": "person", "mentions": [{"start": 0, "end": 10}]}],
        },
        Facts,
    )
    assert "Er sagte \ufffd" in values(to_quads(facts, words), NIF.anchorOf)


@pytest.mark.parametrize(
    ("number", "written"), [(1.0, "1"), (0.0, "0"), (0.1 + 0.2, "0.3"), (1e-7, "0"), (0.85, "0.85")]
)
def test_decimals_are_written_plainly(number: float, written: str) -> None:
    assert decimal(number).value == written


def test_every_event_and_position_says_which_article_it_is_from(talks: Facts) -> None:
    quads = quads_of(talks)
    classes = (NamedNode(NF.Event), NamedNode(NF.Position))
    facts = {q.subject for q in quads if q.predicate.value == str(RDF.type) and q.object in classes}
    derived = {q.subject for q in quads if q.predicate.value == str(PROV.wasDerivedFrom)}
    assert len(facts) == 12
    assert facts <= derived
