"""Entity JSON: ranks, unknown values, imprecise dates, redirects and deleted items."""

from __future__ import annotations

from collections.abc import Callable

from newsfacts.linking.wikidata.client import Client, Network
from newsfacts.linking.wikidata.items import Item, fetch, parse

from .conftest import Reply, Stub, claim, day, entity, item, snak

Make = Callable[..., Network]


def fetched(network: Network, *qids: str) -> list[Item]:
    with Client(network) as client:
        return list(fetch(client, qids))


def test_offices_keep_dates_as_precise_as_they_are() -> None:
    held = [
        claim(item("Q11"), P580=[day("2009-01-20")], P582=[day("2017-00-00", 9)]),
        claim(item("Q12"), P580=[day("2018-03-00", 10)], P1001=[snak(item("Q30"))]),
        claim(item("Q13"), rank="deprecated"),
        {"mainsnak": {"snaktype": "somevalue"}, "rank": "normal"},
        claim(item("Q14"), P580=[{"snaktype": "novalue"}], P582=[day("1900-00-00", 7)]),
    ]
    offices = parse(entity("Q1", claims={"P39": held}), 0.0).offices
    assert [(o.position, o.start, o.end, o.jurisdiction) for o in offices] == [
        ("Q11", "2009-01-20", "2017", ""),
        ("Q12", "2018-03", "", "Q30"),
        ("Q14", "", "", ""),
    ]


def test_the_preferred_statement_counts() -> None:
    claims = {"P17": [claim(item("Q1")), claim(item("Q2"), rank="preferred")]}
    assert parse(entity("Q9", claims=claims), 0.0).countries == ("Q2",)


def test_a_missing_german_label_falls_back() -> None:
    made = parse(entity("Q9", labels={"mul": {"value": "Name"}, "en": {"value": "Word"}}), 0.0)
    assert (made.label("de"), made.label("en")) == ("Name", "Word")


def test_empty_maps_may_come_as_lists() -> None:
    made = parse(entity("Q9", labels=[], aliases=[], claims=[], sitelinks=[]), 0.0)
    assert (made.labels, made.offices, made.sitelinks) == ((), (), ())


def test_fifty_a_request(stub: Stub, network: Make) -> None:
    stub.answer(Reply({"entities": {}}))
    fetched(network(), *(f"Q{n}" for n in range(1, 121)))
    assert [len(asked["ids"].split("|")) for asked in stub.asked] == [50, 50, 20]


def test_a_redirect_says_what_was_asked(stub: Stub, network: Make) -> None:
    stub.answer(Reply({"entities": {"Q2": entity("Q2", redirects={"from": "Q1", "to": "Q2"})}}))
    (one,) = fetched(network(), "Q1")
    assert (one.asked, one.qid, one.missing) == ("Q1", "Q2", False)


def test_a_deleted_item_is_missing(stub: Stub, network: Make) -> None:
    stub.answer(Reply({"entities": {"Q1": {"id": "Q1", "missing": ""}}}))
    assert [one.missing for one in fetched(network(), "Q1")] == [True]


def test_one_deleted_item_does_not_spoil_the_others(stub: Stub, network: Make) -> None:
    gone = Reply({"error": {"code": "no-such-entity", "info": "gone"}})
    stub.answer(gone, Reply({"entities": {"Q1": entity("Q1")}}), gone)
    assert [(one.qid, one.missing) for one in fetched(network(), "Q1", "Q2")] == [("Q1", False), ("Q2", True)]
