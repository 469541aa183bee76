"""Linking actors and places: what is accepted, what is only suggested, what is nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import msgspec
import pytest

from newsfacts.linking.linker import Linker, load
from newsfacts.model import Actor, ActorType, ArticleInfo, Facts, Link, Mention

MakeFacts = Callable[..., Facts]


def status(actor: Actor) -> tuple[str, str | None]:
    assert actor.link is not None
    return actor.link.status, actor.wikidata


@pytest.mark.parametrize(
    ("name", "kind", "item"),
    [
        ("Iran", "state", "Q794"),
        ("Irans", "state", "Q794"),
        ("Islamischen Republik", "state", "Q794"),
        ("iranische Regierung", "state", "Q794"),
        ("Führung in Teheran", "state", "Q794"),
        ("US-Regierung", "state", "Q30"),
        ("Weißes Haus", "state", "Q30"),
        ("Weißen Hauses", "state", "Q30"),
        ("USA", "state", "Q30"),
        ("Vereinten Nationen", "organization", "Q1065"),
        ("Internationale Atomenergiebehörde (IAEA)", "organization", "Q41984"),
        ("IAEA", "organization", "Q41984"),
        ("US-Militär", "organization", "Q11211"),
        ("japanisches Außenministerium", "organization", "Q222241"),
        ("Außenministerium in Tokio", "organization", "Q222241"),
        ("Pentagon", "organization", "Q11209"),
        ("SPD", "organization", "Q49768"),
        ("Benjamin Netanjahu", "person", "Q43723"),
        ("Wladimir Putins", "person", "Q7747"),
        ("Präsident Wladimir Putin", "person", "Q7747"),
        ("Taliban", "group", "Q42418"),
    ],
)
def test_known_names_are_accepted(name: str, kind: ActorType, item: str, linker: Linker, facts: MakeFacts) -> None:
    assert status(linker(facts(("a", name, kind))).actors[0]) == ("accepted", item)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Insider", "group"),
        ("US-Außenministerium", "organization"),
        ("Merkel", "person"),
        ("Die Presse", "organization"),
        ("Verein der Freunde der Unschärfe", "organization"),
    ],
)
def test_names_without_an_item_are_nil(name: str, kind: ActorType, linker: Linker, facts: MakeFacts) -> None:
    """Common nouns, a surname alone, and bodies whose item nobody confirmed."""
    assert status(linker(facts(("a", name, kind))).actors[0]) == ("nil", None)


def test_namesakes_are_only_suggested(small_linker: Linker, facts: MakeFacts) -> None:
    actor = small_linker(facts(("a", "Clara Cremer", "person"))).actors[0]
    assert status(actor) == ("suggested", None)
    assert actor.link is not None
    assert [candidate.wikidata for candidate in actor.link.candidates] == ["Q900003", "Q900004"]


def test_features_make_the_score(linker: Linker, facts: MakeFacts) -> None:
    link = linker(facts(("a", "Alabama", "state"))).actors[0].link
    assert link is not None
    best = link.candidates[0]
    assert set(best.features) >= {"name", "type"}
    assert best.score == pytest.approx(min(1.0, sum(best.features.values())))
    assert link.gazetteer == linker.gazetteer.version


def test_a_capital_that_acts_is_its_state(linker: Linker, facts: MakeFacts) -> None:
    """The item is the state; the city stays among the candidates."""
    actor = linker(facts(("a", "Teheran", "state"))).actors[0]
    assert status(actor) == ("accepted", "Q794")
    assert actor.link is not None
    assert actor.link.stands_for == "Q794"
    assert "Q3616" in {candidate.wikidata for candidate in actor.link.candidates}


def test_a_capital_where_something_happens_is_the_city(linker: Linker, facts: MakeFacts) -> None:
    place = linker(facts(places=("Teheran",))).places[0]
    assert place.wikidata == "Q3616"
    assert place.link is not None
    assert place.link.stands_for == "Q794"


def test_a_common_word_needs_its_state_in_the_article(linker: Linker, facts: MakeFacts) -> None:
    alone = linker(facts(("a", "Grüne", "organization"))).actors[0]
    in_austria = linker(facts(("a", "Grüne", "organization"), ("b", "Österreich", "state"))).actors[0]
    in_both = linker(facts(("a", "Grüne", "organization"), places=("Wien", "Berlin"))).actors[0]
    assert alone.wikidata is None
    assert in_austria.wikidata == "Q193178"
    assert in_both.wikidata is None


def test_a_surname_links_through_the_office_of_that_day(linker: Linker, facts: MakeFacts) -> None:
    made = facts(("a", "Bush", "person"), roles=(("a", "US-Präsident", None),), published="2006-05-01")
    assert status(linker(made).actors[0]) == ("accepted", "Q207")


@pytest.mark.parametrize(("published", "item"), [("2003-05-01", "Q2530"), ("2006-05-01", "Q567")])
def test_the_chancellor_is_that_of_the_day(published: str, item: str, linker: Linker, facts: MakeFacts) -> None:
    made = facts(
        ("a", "Bundeskanzler", "person"),
        ("d", "Deutschland", "state"),
        roles=(("a", "Bundeskanzler", "d"),),
        published=published,
        unnamed=frozenset({"a"}),
    )
    assert status(linker(made).actors[0]) == ("accepted", item)


def test_a_surname_with_an_office_nobody_knows_of_any_more_is_only_suggested(linker: Linker, facts: MakeFacts) -> None:
    """The sources know of the office up to a day; who holds it years later is a guess, by name as well."""
    actors = (("a", "Steinmeier", "person"), ("d", "Deutschland", "state"))
    made = facts(*actors, roles=(("a", "Bundespräsident", "d"),), published="2031-01-01")
    assert status(linker(made).actors[0]) == ("suggested", None)


@pytest.mark.parametrize(("name", "state"), [("Hanoi", "Q881"), ("Europa", "Q46")])
def test_a_place_read_as_a_body_is_not_surely_its_state_or_continent(
    name: str, state: str, linker: Linker, facts: MakeFacts
) -> None:
    assert linker(facts(("a", name, "organization"))).actors[0].wikidata != state


def test_a_papers_country_tells_which_parliament_it_means(linker: Linker, facts: MakeFacts) -> None:
    """As long as the article names no other state."""

    def linked(publisher: str | None, *others: tuple[str, str, ActorType]) -> str | None:
        made = facts(("a", "Grüne", "organization"), *others)
        info = msgspec.structs.replace(made.article, publisher=publisher)
        return linker(msgspec.structs.replace(made, article=info)).actors[0].wikidata

    assert linked("Der Standard") == "Q193178"
    assert linked(None) is None
    assert linked("Der Standard", ("d", "Deutschland", "state")) == "Q49766"


def test_an_abbreviation_of_two_parties_is_the_one_of_the_country_spoken_of(linker: Linker, facts: MakeFacts) -> None:
    party = ("a", "SVP", "organization")
    assert linker(facts(party, ("i", "Italien", "state"))).actors[0].wikidata == "Q606620"
    assert linker(facts(party, ("s", "Schweiz", "state"))).actors[0].wikidata == "Q385258"
    assert linker(facts(party)).actors[0].wikidata is None


def test_the_office_may_stand_at_the_state(linker: Linker, facts: MakeFacts) -> None:
    actors = (("a", "Putin", "person"), ("r", "Russland", "state"))
    made = facts(*actors, roles=(("a", "Präsident", "r"),), published="2019-05-01")
    assert linker(made).actors[0].wikidata == "Q7747"


@pytest.mark.parametrize(
    ("published", "expected"),
    [
        ("2005-06-01", ("accepted", "Q900001")),
        ("2010-01-01", ("accepted", "Q900002")),
        ("2024-01-01", ("suggested", None)),
        (None, ("nil", None)),
    ],
)
def test_an_office_without_a_name_is_its_holder_of_that_day(
    published: str | None, expected: tuple[str, str | None], small_linker: Linker, facts: MakeFacts
) -> None:
    """After the date its source reaches, the last known holder is only suggested."""
    titles = (("a", "US-Präsident", None),)
    made = facts(("a", "US-Präsident", "person"), roles=titles, published=published, unnamed=frozenset({"a"}))
    assert status(small_linker(made).actors[0]) == expected


def test_an_office_in_another_state_speaks_against_a_namesake(linker: Linker, facts: MakeFacts) -> None:
    made = facts(("a", "Peter Altmaier", "person"), ("k", "Kenia", "state"), roles=(("a", "Minister", "k"),))
    assert linker(made).actors[0].wikidata is None


def test_a_spelling_by_sound_needs_more_than_the_sound(small_linker: Linker, facts: MakeFacts) -> None:
    made = facts(("a", "Wasilij Schukowski", "person"), published="2006-01-01")
    titled = msgspec.structs.replace(made, roles=facts(roles=(("a", "US-Finanzminister", None),)).roles)
    assert status(small_linker(made).actors[0]) == ("suggested", None)
    assert status(small_linker(titled).actors[0]) == ("accepted", "Q900008")


def test_other_names_in_the_text_count(linker: Linker, facts: MakeFacts) -> None:
    text = "Die Wächter der Kernkraft, kurz IAEA, tagten."
    start = text.index("IAEA")
    made = facts(("a", "Wächter der Kernkraft", "organization"))
    actor = msgspec.structs.replace(made.actors[0], mentions=(Mention(start, start + 4, "name"),))
    article = msgspec.structs.replace(made.article, text_sha256=hashlib.sha256(text.encode()).hexdigest())
    made = msgspec.structs.replace(made, actors=(actor,), article=article)
    assert linker(made).actors[0].wikidata is None
    assert linker(made, text).actors[0].wikidata == "Q41984"
    assert linker(made, text + " Anders.").actors[0].wikidata is None


def test_nothing_but_links_changes(linker: Linker, facts: MakeFacts) -> None:
    made = facts(("a", "Iran", "state"), ("b", "Insider", "group"), places=("Wien",))
    done = linker(made)
    bare = [msgspec.structs.replace(actor, wikidata=None, link=None, identity=None) for actor in done.actors]
    assert tuple(bare) == made.actors
    assert msgspec.structs.replace(done, actors=(), places=()) == msgspec.structs.replace(made, actors=(), places=())


def test_linking_again_changes_nothing(linker: Linker, facts: MakeFacts) -> None:
    done = linker(facts(("a", "Iran", "state"), ("b", "Clara Muster", "person"), roles=(("b", "Sprecherin", "a"),)))
    assert linker(done) == done


def test_a_state_that_is_no_more_is_less_sure_today(linker: Linker, facts: MakeFacts) -> None:
    then = linker(facts(("a", "Sowjetunion", "state"), published="1985-05-01")).actors[0]
    now = linker(facts(("a", "Sowjetunion", "state"))).actors[0]
    assert isinstance(now.link, Link)
    assert isinstance(then.link, Link)
    assert (now.wikidata, then.wikidata) == ("Q15180", "Q15180")
    assert now.link.score < then.link.score


def test_a_full_name_goes_before_its_reading_as_a_phrase(linker: Linker, facts: MakeFacts) -> None:
    assert linker(facts(("a", "Republik Kongo", "state"))).actors[0].wikidata == "Q971"


@pytest.mark.parametrize(
    ("name", "kind", "item"),
    [
        ("Iranian government", "state", "Q794"),
        ("the White House", "state", "Q30"),
        ("the Netherlands", "state", "Q55"),
        ("United Nations", "organization", "Q1065"),
        ("Vladimir Putin", "person", "Q7747"),
    ],
)
def test_english_articles_are_linked(name: str, kind: ActorType, item: str, linker: Linker, facts: MakeFacts) -> None:
    made = facts(("a", name, kind))
    article = msgspec.structs.replace(made.article, language="en")
    assert linker(msgspec.structs.replace(made, article=article)).actors[0].wikidata == item


def test_an_office_of_many_names_nobody(linker: Linker, facts: MakeFacts) -> None:
    """A state has many ambassadors."""
    made = facts(
        ("a", "iranischer Botschafter", "person"),
        roles=(("a", "iranischer Botschafter", None),),
        published="2009-06-16",
        unnamed=frozenset({"a"}),
    )
    assert status(linker(made).actors[0]) == ("nil", None)


def test_a_parliament_needs_its_state_alone(linker: Linker, facts: MakeFacts) -> None:
    parliament = ("a", "Parlament", "organization")
    alone = linker(facts(parliament, ("b", "Israel", "state"))).actors[0]
    beside = linker(facts(parliament, ("b", "Israel", "state"), ("c", "Burundi", "state"))).actors[0]
    assert (alone.wikidata, beside.wikidata) == ("Q133396", None)


def test_the_pope_is_the_pope_whatever_stands_beside(linker: Linker, facts: MakeFacts) -> None:
    actors = (("a", "Franziskus", "person"), ("k", "Kuba", "state"))
    made = facts(*actors, roles=(("a", "Papst", "k"),), published="2015-09-20")
    assert linker(made).actors[0].wikidata == "Q450675"


def test_an_item_without_a_label_keeps_the_name_of_the_article(linker: Linker, facts: MakeFacts) -> None:
    link = linker(facts(("a", "Utah Jazz", "organization"))).actors[0].link
    assert link is not None
    assert link.candidates[0].label == "Utah Jazz"


def test_threads_share_a_linker(linker: Linker, facts: MakeFacts) -> None:
    made = [facts((f"a{n}", name, "state")) for n, name in enumerate(("Iran", "Kuba", "Mali", "Peru") * 25)]
    with ThreadPoolExecutor(8) as pool:
        items = [done.actors[0].wikidata for done in pool.map(linker, made)]
    assert items == ["Q794", "Q241", "Q912", "Q419"] * 25


def test_a_noun_that_may_mean_any_body_of_its_kind_links_to_none() -> None:
    """A party that calls itself "the party" is not what "die Partei" means."""
    actor = Actor(id="a", name="Partei", type="organization", mentions=(Mention(0, 6, "noun"),), named=False)
    facts = Facts(ArticleInfo(id="x", text_sha256="0" * 64, published="2026-03-01"), actors=(actor,))

    (linked,) = load()(facts).actors

    assert linked.wikidata is None
