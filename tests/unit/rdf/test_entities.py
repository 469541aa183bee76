from __future__ import annotations

import msgspec
from pyoxigraph import NamedNode, Quad, Store

from newsfacts.model import Candidate, Facts, Link
from newsfacts.rdf.entities import entities_of, entities_quads, shared_nodes
from newsfacts.rdf.mapping import graph_iris, to_quads
from newsfacts.rdf.namespaces import BASE, NF, RDF, SKOS, WD

replace = msgspec.structs.replace


def quads_of(*documents: Facts) -> list[Quad]:
    return [quad for facts in documents for quad in to_quads(facts, str(facts.article.text))]


def told(quads: tuple[Quad, ...], node: str, predicate: str) -> list[str]:
    return sorted(q.object.value for q in quads if q.subject.value == BASE + node and q.predicate.value == predicate)


def renamed(facts: Facts, article: str, names: dict[str, str]) -> Facts:
    """The same document as another article, with other names for some actors."""
    actors = tuple(replace(a, name=names.get(a.id, a.name), link=None) for a in facts.actors)
    return replace(facts, article=replace(facts.article, id=article), actors=actors)


def test_an_actor_is_described_once_whatever_the_number_of_articles(talks: Facts, denial: Facts) -> None:
    quads = entities_of(quads_of(talks, denial))
    assert told(quads, "actor/Q22686", str(RDF.type)) == [str(NF.Person)]
    assert len({str(quad) for quad in quads}) == len(quads)


def test_the_order_of_articles_does_not_matter(talks: Facts, denial: Facts, mayor: Facts) -> None:
    assert entities_of(quads_of(talks, denial, mayor)) == entities_of(quads_of(mayor, denial, talks))


def test_the_gazetteers_name_comes_before_the_articles(talks: Facts) -> None:
    quads = entities_of(quads_of(talks))
    assert told(quads, "actor/Q30", str(SKOS.prefLabel)) == ["Vereinigte Staaten"]
    assert told(quads, "actor/Q30", str(SKOS.altLabel)) == ["USA"]


def test_without_a_gazetteer_the_most_frequent_name_is_preferred(talks: Facts) -> None:
    documents = [renamed(talks, str(n), {"a3": name}) for n, name in enumerate(("Trump", "D. Trump", "Trump"))]
    quads = entities_of(quads_of(*documents))
    assert told(quads, "actor/Q22686", str(SKOS.prefLabel)) == ["Trump"]
    assert "D. Trump" in told(quads, "actor/Q22686", str(SKOS.altLabel))


def test_the_class_is_the_one_that_most_articles_give(talks: Facts) -> None:
    other = replace(talks.actors[8], type="organization")
    odd = replace(talks, article=replace(talks.article, id="odd"), actors=(*talks.actors[:8], other, *talks.actors[9:]))
    again = replace(talks, article=replace(talks.article, id="again"))
    assert told(entities_of(quads_of(talks, odd, again)), "actor/Q142", str(RDF.type)) == [str(NF.State)]


def test_an_accepted_link_is_an_exact_match(talks: Facts) -> None:
    quads = entities_of(quads_of(talks))
    assert told(quads, "actor/Q22686", str(SKOS.exactMatch)) == [WD + "Q22686"]
    assert told(quads, "place/Q1741", str(SKOS.exactMatch)) == [WD + "Q1741"]


def test_a_suggestion_matches_nothing(talks: Facts) -> None:
    matched = {q.subject.value for q in entities_of(quads_of(talks)) if q.predicate.value == str(SKOS.exactMatch)}
    assert not any("araghtschi" in node for node in matched)


def test_a_metonym_matches_what_it_stands_for(talks: Facts) -> None:
    link = Link("accepted", "gazetteer", 0.9, "core-1", None, (Candidate("Q3616", "Teheran", 0.9),), "Q794")
    capital = replace(talks.actors[1], wikidata="Q3616", link=link)
    quads = entities_of(quads_of(replace(talks, actors=(talks.actors[0], capital, *talks.actors[2:]))))
    assert told(quads, "actor/Q794", str(SKOS.exactMatch)) == [WD + "Q794"]


def test_each_language_has_its_own_preferred_name(talks: Facts) -> None:
    english = renamed(replace(talks, article=replace(talks.article, language="en")), "en", {"a1": "United States"})
    quads = entities_of(quads_of(talks, english))
    assert told(quads, "actor/Q30", str(SKOS.prefLabel)) == ["United States", "Vereinigte Staaten"]


def test_only_the_nodes_asked_for_are_described_anew(talks: Facts) -> None:
    store = Store()
    store.extend(quads_of(talks))
    node = NamedNode(BASE + "actor/Q30")
    assert {quad.subject for quad in entities_quads(store, nodes=[node])} == {node}


def test_what_appears_nowhere_any_more_has_no_description(talks: Facts) -> None:
    store = Store()
    store.extend(quads_of(talks))
    nodes = shared_nodes(store)
    for graph in graph_iris("talks-1"):
        store.remove_graph(graph)
    assert len(nodes) > 10
    assert entities_quads(store, nodes=nodes) == ()
