from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store
from rdflib import URIRef

from newsfacts.model import Facts
from newsfacts.rdf.builder import boolean, day, decimal, integer, text
from newsfacts.rdf.check import Fault, check, check_quads
from newsfacts.rdf.entities import entities_of
from newsfacts.rdf.iris import article_graph_iri, entities_graph_iri, links_graph_iri
from newsfacts.rdf.mapping import to_quads
from newsfacts.rdf.namespaces import BASE, EVENT_TYPE, NF, NIF, ORG, PROV, RDF, RDFS, SDO, SEM, SKOS, STATUS
from newsfacts.rdf.ontology import shapes_graph
from newsfacts.rdf.shapes import RULES, message

GRAPH = NamedNode(article_graph_iri(BASE, "talks-1"))
LINKS = NamedNode(links_graph_iri(BASE, "talks-1"))
ENTITIES = NamedNode(entities_graph_iri(BASE))
KINDS = (
    "article",
    "mention",
    "actor",
    "place",
    "appearance",
    "role",
    "event",
    "position",
    "via",
    "issue",
    "link",
    "candidate",
)
Plant = Callable[[list[Quad]], list[Quad]]
NOBODY = NamedNode(BASE + "actor/nobody")


def quads_of(facts: Facts) -> list[Quad]:
    quads = to_quads(facts, str(facts.article.text))
    return [*quads, *entities_of(quads)]


def faults(facts: Facts, quads: Iterable[Quad]) -> set[str]:
    return {fault.rule for fault in check_quads(quads, lambda _: str(facts.article.text))}


def is_a(quad: Quad, kind: str, graph: NamedNode) -> bool:
    """Whether the quad is about a node of the kind, in the graph; the last kind in an address counts."""
    kinds = [part for part in quad.subject.value.split("/") if part in KINDS]
    return quad.graph_name == graph and kinds[-1:] == [kind]


def without(predicate: URIRef, kind: str, graph: NamedNode = GRAPH) -> Plant:
    """Takes what is said with a predicate of the nodes of a kind out."""

    def change(quads: list[Quad]) -> list[Quad]:
        return [q for q in quads if not (is_a(q, kind, graph) and q.predicate.value == str(predicate))]

    return change


def with_also(predicate: URIRef, kind: str, value: NamedNode | Literal, graph: NamedNode = GRAPH) -> Plant:
    """Says something more of the first node of a kind."""

    def change(quads: list[Quad]) -> list[Quad]:
        node = next(quad.subject for quad in quads if is_a(quad, kind, graph))
        return [*quads, Quad(node, NamedNode(predicate), value, graph)]

    return change


def instead(predicate: URIRef, kind: str, value: NamedNode | Literal, graph: NamedNode = GRAPH) -> Plant:
    """Says something else of the first node of a kind that has the predicate."""

    def change(quads: list[Quad]) -> list[Quad]:
        old = next(q for q in quads if is_a(q, kind, graph) and q.predicate.value == str(predicate))
        return [Quad(q.subject, q.predicate, value, graph) if q == old else q for q in quads]

    return change


ARTICLE = NamedNode(BASE + "article/talks-1")
PLANTED: list[tuple[str, Plant]] = [
    ("article-hash", instead(NF.textSha256, "article", text("abc"))),
    ("article-language", without(SDO.inLanguage, "article")),
    ("article-date", with_also(SDO.datePublished, "article", text("gestern"))),
    ("mention-begin", without(NIF.beginIndex, "mention")),
    ("mention-begin", instead(NIF.beginIndex, "mention", integer(99999))),
    ("mention-end", without(NIF.endIndex, "mention")),
    ("mention-words", with_also(NIF.anchorOf, "mention", text("andere Worte"))),
    ("mention-article", without(NIF.referenceContext, "mention")),
    ("mention-kind", with_also(NF.mentionKind, "mention", NOBODY)),
    ("actor-label", without(SKOS.prefLabel, "actor", ENTITIES)),
    ("actor-label", with_also(SKOS.prefLabel, "actor", text("Noch ein Name", "de"), ENTITIES)),
    ("actor-mention", instead(NF.mention, "actor", ARTICLE)),
    ("actor-named", with_also(NF.named, "actor", text("ja"), ENTITIES)),
    ("place-label", without(SKOS.prefLabel, "place", ENTITIES)),
    ("place-mention", without(NF.mention, "place")),
    ("appearance-of", without(NF.appearanceOf, "appearance")),
    ("appearance-class", instead(NF.appearsAs, "appearance", NamedNode(NF.Event))),
    ("appearance-label", without(RDFS.label, "appearance")),
    ("appearance-article", without(PROV.wasDerivedFrom, "appearance")),
    ("role-member", without(ORG.member, "role")),
    ("role-name", without(SDO.roleName, "role")),
    ("role-of", instead(NF.roleOf, "role", ARTICLE)),
    ("role-date", with_also(NF.attestedOn, "role", day("2020-01-01"))),
    ("event-type", instead(SEM.eventType, "event", NamedNode(EVENT_TYPE + "PICNIC"))),
    ("event-status", with_also(NF.status, "event", NamedNode(STATUS + "maybe"))),
    ("event-mention", without(NF.mention, "event")),
    ("event-evidence", without(NF.evidence, "event")),
    ("event-agent", instead(NF.agent, "event", ARTICLE)),
    ("event-recipient", instead(NF.recipient, "event", ARTICLE)),
    ("event-place", instead(SEM.hasPlace, "event", NamedNode(BASE + "actor/Q30"))),
    ("event-begin", instead(SEM.hasEarliestBeginTimeStamp, "event", day("2099-01-01"))),
    ("event-end", with_also(SEM.hasLatestEndTimeStamp, "event", text("bald"))),
    ("event-confidence", instead(NF.confidence, "event", decimal(1.5))),
    ("event-article", without(PROV.wasDerivedFrom, "event")),
    ("position-subject", lambda quads: without(NF.contentEvent, "position")(without(NF.content, "position")(quads))),
    ("position-holder", without(NF.holder, "position")),
    ("position-holder", instead(NF.holder, "position", NOBODY)),
    ("position-stance", instead(NF.stance, "position", NamedNode(BASE + "stance"))),
    ("position-polarity", instead(NF.polarity, "position", integer(2))),
    ("position-evidence", without(NF.evidence, "position")),
    ("position-content", instead(NF.content, "position", ARTICLE)),
    ("position-cue", instead(NF.cue, "position", ARTICLE)),
    ("position-addressee", instead(NF.addressee, "position", ARTICLE)),
    ("position-via", instead(NF.via, "position", ARTICLE)),
    ("position-attribution", instead(NF.attribution, "position", ARTICLE)),
    ("position-issue", instead(NF.issue, "position", ARTICLE)),
    ("position-over", with_also(NF.over, "position", ARTICLE)),
    ("position-condition", with_also(NF.condition, "position", ARTICLE)),
    ("position-quote", with_also(NF.directQuote, "position", boolean(True))),
    ("position-quote", without(NF.directQuote, "position")),
    ("position-confidence", instead(NF.confidence, "position", text("hoch"))),
    ("position-article", without(PROV.wasDerivedFrom, "position")),
    ("step-source", without(NF.source, "via")),
    ("step-order", instead(NF.order, "via", integer(0))),
    ("issue-label", without(SKOS.prefLabel, "issue", ENTITIES)),
    ("link-subject", without(NF.linkSubject, "link", LINKS)),
    ("link-status", without(NF.linkStatus, "link", LINKS)),
    ("link-score", instead(NF.score, "link", decimal(2), LINKS)),
    ("link-target", instead(NF.linkTarget, "link", NamedNode("http://example.org/Q1"), LINKS)),
    ("link-article", without(PROV.wasDerivedFrom, "link", LINKS)),
    ("candidate-target", without(NF.linkTarget, "candidate", LINKS)),
    ("candidate-score", instead(NF.score, "candidate", decimal(2), LINKS)),
    ("offset-words", instead(NIF.anchorOf, "mention", text("andere Worte"))),
    ("reference", instead(NF.agent, "event", NOBODY)),
    ("graph-article", without(RDF.type, "article")),
    ("whole", lambda quads: [q for q in quads if q.graph_name != GRAPH]),
]


def test_good_graphs_have_no_fault(talks: Facts, denial: Facts, mayor: Facts) -> None:
    for facts in (talks, denial, mayor):
        assert faults(facts, quads_of(facts)) == set()


@pytest.mark.parametrize(("rule", "plant"), PLANTED)
def test_a_planted_fault_is_caught(talks: Facts, rule: str, plant: Plant) -> None:
    good = quads_of(talks)
    bad = plant(list(good))
    assert set(bad) != set(good)
    assert rule in faults(talks, bad)


def test_every_rule_has_a_planted_fault() -> None:
    """The rules that need more than a change of one graph have tests of their own below."""
    own = {"text-known", "text-hash", "entity-unused"}
    rules = {
        str(rule).removeprefix(RULES) for rule in shapes_graph().subjects(URIRef("http://www.w3.org/ns/shacl#message"))
    }
    assert rules == {rule for rule, _ in PLANTED} | own


def test_every_rule_speaks_both_languages() -> None:
    for rule, _ in PLANTED:
        assert message(rule, "en")
        assert message(rule, "de")


def test_a_text_that_is_gone_or_another_is_a_fault(talks: Facts) -> None:
    quads = quads_of(talks)
    assert {fault.rule for fault in check_quads(quads, lambda _: None)} == {"text-known"}
    assert {fault.rule for fault in check_quads(quads, lambda _: "other")} == {"text-hash"}


def test_what_appears_in_no_article_is_a_fault(talks: Facts) -> None:
    extra = Quad(NOBODY, NamedNode(SKOS.prefLabel), text("Niemand"), ENTITIES)
    assert faults(talks, [*quads_of(talks), extra]) == {"entity-unused"}


def test_a_fault_names_article_node_and_rule_in_words(talks: Facts) -> None:
    quads = without(NF.stance, "position")(quads_of(talks))
    fault = check_quads(quads, lambda _: str(talks.article.text))[0]
    assert isinstance(fault, Fault)
    assert fault.article == "talks-1"
    assert fault.node.startswith(BASE + "position/talks-1-")
    assert fault.message == "a position has exactly one of the stances"
    assert fault.message_de == "eine Position hat genau eine der Haltungen"


def test_one_articles_graph_does_not_make_up_for_anothers(talks: Facts, denial: Facts) -> None:
    """Both articles are validated in one go, and both speak of the same actors."""
    store = Store()
    store.extend(quad for facts in (talks, denial) for quad in to_quads(facts, str(facts.article.text)))
    store.extend(entities_of(store))
    texts = {facts.article.id: str(facts.article.text) for facts in (talks, denial)}
    mention = next(store.quads_for_pattern(None, NamedNode(NIF.referenceContext), None, GRAPH))
    store.remove(mention)
    assert {(fault.article, fault.rule) for fault in check(store, texts.get)} == {("talks-1", "mention-article")}


def test_other_graphs_are_left_alone(talks: Facts) -> None:
    other = Quad(NOBODY, NamedNode(RDF.type), NamedNode(NF.Position), NamedNode("http://example.org/graph"))
    assert faults(talks, [*quads_of(talks), other]) == set()
