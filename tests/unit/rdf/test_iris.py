from __future__ import annotations

import pytest

from newsfacts.model import Actor, Link, Mention, Place, Span
from newsfacts.rdf import iris

BASE = "https://example.org/id/"
HERE = (Mention(0, 3),)


def actor(name: str = "Anna Berg", **fields: object) -> Actor:
    given: dict[str, object] = {"id": "a1", "name": name, "type": "person", "mentions": HERE, **fields}
    return Actor(**given)  # type: ignore[arg-type]


def test_a_linked_actor_is_its_item() -> None:
    assert iris.actor_iri(BASE, actor(wikidata="Q42"), "x") == BASE + "actor/Q42"


def test_a_suggested_item_is_not_yet_the_actor() -> None:
    suggested = actor(wikidata="Q42", link=Link("suggested", "gazetteer"))
    assert iris.actor_iri(BASE, suggested, "x") == iris.actor_iri(BASE, actor(), "x")


def test_who_acts_in_a_metonym_is_what_it_stands_for() -> None:
    capital = actor("Teheran", wikidata="Q3616", link=Link("accepted", "gazetteer", stands_for="Q794"))
    assert iris.actor_iri(BASE, capital, "x") == BASE + "actor/Q794"


def test_a_place_stays_itself_where_it_stands_for_something() -> None:
    place = Place("l1", "Teheran", HERE, "Q3616", Link("accepted", "gazetteer", stands_for="Q794"))
    assert iris.place_iri(BASE, place) == BASE + "place/Q3616"


def test_one_name_is_one_actor_in_all_articles() -> None:
    assert iris.actor_iri(BASE, actor("Anna  Berg"), "x") == iris.actor_iri(BASE, actor("anna berg"), "y")


def test_unnamed_actors_never_merge_across_articles() -> None:
    assert iris.actor_iri(BASE, actor(named=False), "x") != iris.actor_iri(BASE, actor(named=False), "y")


def test_an_identity_parts_actors_of_one_name_and_joins_those_of_different_names() -> None:
    one, other = actor(identity="berg-1"), actor(identity="berg-2")
    assert iris.actor_iri(BASE, one, "x") != iris.actor_iri(BASE, other, "x")
    assert iris.actor_iri(BASE, one, "x") == iris.actor_iri(BASE, actor("A. Berg", identity="berg-1"), "x")


def test_type_parts_actors_of_one_name() -> None:
    assert iris.actor_iri(BASE, actor(), "x") != iris.actor_iri(BASE, actor(type="organization"), "x")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Große Öfen", "grosse-oefen"),
        ("  A/B  c ", "a-b-c"),
        ("Ján Čech", "jan-cech"),
        ("東京", ""),
        ("x" * 90, "x" * 40),
    ],
)
def test_a_slug_is_plain_ascii(name: str, slug: str) -> None:
    assert iris.slug(name) == slug


def test_issues_that_a_slug_cannot_tell_apart_get_a_hash() -> None:
    assert iris.issue_iri(BASE, "Atomprogramm") == BASE + "issue/atomprogramm"
    assert len({iris.issue_iri(BASE, label) for label in ("東京", "大阪", "Čech", "cech", "x" * 50, "x" * 51)}) == 6


def test_article_ids_are_escaped() -> None:
    assert iris.article_graph_iri(BASE, "a b/ü") == BASE + "graph/article/a%20b%2F%C3%BC"


def test_a_mention_is_addressed_by_its_characters() -> None:
    assert iris.mention_iri(BASE, "x", Span(12, 40)) == BASE + "mention/x#char=12,40"
