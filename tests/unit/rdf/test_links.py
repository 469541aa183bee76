from __future__ import annotations

import msgspec
from pyoxigraph import Quad

from newsfacts.model import Candidate, Facts, Link
from newsfacts.rdf.builder import DEFAULT
from newsfacts.rdf.links import links_quads
from newsfacts.rdf.namespaces import BASE, ITSRDF, LINK_STATUS, NF, RDF, RDFS, WD

replace = msgspec.structs.replace


def values(quads: tuple[Quad, ...], predicate: str) -> list[str]:
    return sorted(quad.object.value for quad in quads if quad.predicate.value == predicate)


def links_of(facts: Facts, link: Link | None, wikidata: str | None = None) -> tuple[Quad, ...]:
    """The links of the document with its first actor alone, linked so."""
    actor = replace(facts.actors[0], link=link, wikidata=wikidata)
    return links_quads(replace(facts, actors=(actor,), places=()), DEFAULT)


def test_every_decision_is_a_link_with_its_reasons(mayor: Facts) -> None:
    candidate = Candidate("Q5", "Maria Rossi", 0.62, {"type": 1.0, "kind": 0.5})
    quads = links_of(mayor, Link("suggested", "gazetteer", 0.62, "core-1", "anna", (candidate,)))
    assert values(quads, str(NF.linkStatus)) == [LINK_STATUS + "suggested"]
    assert values(quads, str(NF.gazetteerVersion)) == ["core-1"]
    assert values(quads, str(NF.reviewer)) == ["anna"]
    assert values(quads, str(NF.features)) == ["kind=0.5;type=1"]
    assert values(quads, str(NF.linkTarget)) == [WD + "Q5"]


def test_candidates_that_were_not_taken_are_kept_with_their_scores(mayor: Facts) -> None:
    others = (Candidate("Q5", "Rossi", 0.9), Candidate("Q6", "Maria R.", 0.1, {"type": 1.0}))
    quads = links_of(mayor, Link("accepted", "gazetteer", 0.9, candidates=others), "Q5")
    (node,) = {
        q.subject for q in quads if q.predicate.value == str(RDF.type) and q.object.value == str(NF.LinkCandidate)
    }
    said = {(q.predicate.value, q.object.value) for q in quads if q.subject == node}
    assert {(str(NF.linkTarget), WD + "Q6"), (str(NF.score), "0.1"), (str(NF.features), "type=1")} <= said


def test_a_mention_is_identified_only_where_the_link_is_accepted(mayor: Facts) -> None:
    accepted = links_of(mayor, Link("accepted", "gazetteer", 0.9), "Q5")
    suggested = links_of(mayor, Link("suggested", "gazetteer", 0.9), "Q5")
    assert values(accepted, str(ITSRDF.taIdentRef)) == [WD + "Q5", WD + "Q5"]
    assert values(suggested, str(ITSRDF.taIdentRef)) == []


def test_a_metonym_is_identified_literally_and_says_what_it_stands_for(mayor: Facts) -> None:
    quads = links_of(mayor, Link("accepted", "gazetteer", 0.9, stands_for="Q794"), "Q3616")
    assert set(values(quads, str(ITSRDF.taIdentRef))) == {WD + "Q3616"}
    assert values(quads, str(NF.standsFor)) == [WD + "Q794"]
    assert values(quads, str(NF.linkSubject)) == [BASE + "actor/Q794"]


def test_no_item_is_a_decision_too(mayor: Facts) -> None:
    quads = links_of(mayor, Link("nil", "gazetteer"))
    assert values(quads, str(NF.linkStatus)) == [LINK_STATUS + "nil"]
    assert values(quads, str(NF.linkTarget)) == []


def test_an_item_that_came_with_the_facts_counts_as_accepted(mayor: Facts) -> None:
    quads = links_of(mayor, None, "Q5")
    assert values(quads, str(NF.method)) == ["given"]
    assert values(quads, str(NF.linkStatus)) == [LINK_STATUS + "accepted"]


def test_an_actor_that_nobody_tried_to_link_has_no_link(mayor: Facts) -> None:
    assert links_of(mayor, None) == ()


def test_the_label_of_an_accepted_link_is_that_of_its_item(mayor: Facts) -> None:
    candidates = (Candidate("Q5", "Rossi", 0.9), Candidate("Q6", "Maria R.", 0.1))
    quads = links_of(mayor, Link("accepted", "gazetteer", 0.9, candidates=candidates), "Q5")
    links = {q.subject for q in quads if q.predicate.value == str(RDF.type) and q.object.value == str(NF.EntityLink)}
    labels = [q.object.value for q in quads if q.subject in links and q.predicate.value == str(RDFS.label)]
    assert labels == ["Rossi"]
