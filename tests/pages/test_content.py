"""What the pages say: the search, sides over time, accounts compared, the text with its facts, long lists in pages."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from newsfacts.model import Facts
from newsfacts.web.pages import asking, figures, records, site
from newsfacts.web.pages.accounts import accounts, disputed, history
from newsfacts.web.pages.wording import bare, reason
from newsfacts.workspace import Workspace

DOCUMENTED = (Path(__file__).parents[2] / "docs" / "pages.md").read_text("utf-8")
ARTICLE = "2023-06-06-kachowka-staudamm"


@pytest.mark.parametrize("words", ["Damm gesprengt", "EU", "zzzz-nowhere"])
def test_a_search_answers_for_words_of_any_length(client: FlaskClient, words: str) -> None:
    assert client.get("/search", query_string={"q": words}).status_code == 200


def test_a_search_finds_actors_issues_events_articles_and_positions(client: FlaskClient) -> None:
    text = client.get("/search?q=abkommen").text

    assert {kind for kind in ("issue", "event", "article", "position") if f'href="/{kind}/' in text} == {
        "issue", "event", "article", "position",
    }  # fmt: skip
    assert 'href="/actor/' in client.get("/search?q=Selenskyj").text


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        ("position", r'<span class="stance [a-z]+">[^<]+</span> <a href="/position/'),
        ("event", r'<span class="type">[^<]+</span> <span class="status [^>]+>[^<]+</span> <q[^>]*>[^<]+</q>: <a '),
    ],
)
def test_a_search_tells_stances_and_what_happened(client: FlaskClient, kind: str, told: str) -> None:
    text = client.get("/search", query_string={"q": "abkommen", "kind": kind}).text
    found = text.partition('<ul class="found">')[2].partition("</ul>")[0]

    assert found.count("<li>") == len(re.findall(told, found)) > 0


def test_one_kind_of_finds_can_be_asked_for(client: FlaskClient) -> None:
    main = client.get("/search?q=abkommen&kind=article").text.partition("<main")[2]

    assert 'href="/article/' in main
    assert 'href="/issue/' not in main


def test_an_event_names_its_participants(client: FlaskClient) -> None:
    article = client.get("/article/2024-11-11-kreml-dementiert-telefonat").text
    event = re.search(r'href="(/event/[^"#]+)"', article)
    assert event is not None

    assert 'href="/actor/' in client.get(event[1]).text


def test_every_fact_of_an_article_has_a_number_in_the_text_and_back(client: FlaskClient) -> None:
    text = client.get(f"/article/{ARTICLE}").text
    facts = set(re.findall(r'<article class="fact" id="([^"]+)"', text))
    notes = re.findall(r'<sup[^>]*><a href="#([^"]+)"', text)

    assert set(notes) == facts
    assert len(notes) == len(facts)
    assert {f"in-{fact.rpartition('/')[2]}" for fact in facts} <= set(re.findall(r'<span id="([^"]+)"', text))


def test_the_counts_of_allies_lead_to_evidence(client: FlaskClient) -> None:
    address = re.search(r'href="(/network/edge[^"]+)"', client.get("/actor/Q22686").text)
    assert address is not None

    assert "<blockquote" in client.get(address[1].replace("&amp;", "&")).text


@pytest.mark.parametrize(
    ("days", "unit"),
    [
        (("2024-01-01", "2024-01-20"), "day"),
        (("2020-01-01", "2024-01-20"), "month"),
        (("1990-01-01", "2024-01-20"), "year"),
    ],
)
def test_sides_are_drawn_by_the_finest_period_that_fits(days: tuple[str, str], unit: str) -> None:
    chart = figures.over_time([{"date": day, "polarity": "1"} for day in days])

    assert chart is not None
    assert (chart.unit, sum(bar.for_ for bar in chart.bars)) == (unit, 2)


def test_without_a_date_or_a_side_nothing_is_drawn() -> None:
    assert figures.over_time([{"polarity": "1"}, {"date": "2024-01-01", "polarity": "0"}]) is None


def told(event: str, status: str, date: str, agents: tuple[str, ...]) -> records.Record:
    pairs = tuple((agent, agent) for agent in agents)
    return {"event": event, "status": status, "date": date, "agents": pairs, "recipients": ()}


def test_accounts_of_a_fortnight_with_two_in_common_are_compared() -> None:
    one = told("one", "actual", "2024-11-10", ("a", "b"))
    denied = told("two", "denied", "2024-11-11", ("a", "b"))
    later = told("three", "denied", "2024-12-11", ("a", "b"))
    other = told("four", "denied", "2024-11-11", ("a", "c"))

    found = accounts("one", (one, denied, later, other))

    assert [account.record["event"] for account in found] == ["one", "two"]
    assert disputed(found) == ("status",)
    assert [step["status"] for step in history(found)] == ["actual", "denied"]


def test_an_account_that_only_says_less_does_not_disagree() -> None:
    one, less = told("one", "actual", "2024-11-10", ("a", "b", "c")), told("two", "actual", "2024-11-10", ("a", "b"))

    assert disputed(accounts("one", (one, less))) == ()


def test_long_lists_come_in_pages(client: FlaskClient) -> None:
    app: Flask = client.application
    with app.test_request_context("/actor/a?events=3&lang=en"):
        page = records.paged([{"at": at} for at in range(95)], "events")

        assert (page.number, page.pages, page.total, page.records[0]["at"]) == (3, 3, 95, 80)
        assert page.address(2) == "/actor/a?events=2&lang=en#events"


def test_a_position_stands_once_under_its_busiest_issue() -> None:
    big, small = ("i/big", "big"), ("i/small", "small")
    listed = [{"issues": issues} for issues in ((small,), (), (small, big), (big,))]

    assert [record["group"] for record in records.by_issue(listed)] == [big, big, small, ("", "")]


@pytest.mark.parametrize(("words", "shown"), [("„Nein“", "Nein"), ("er sei „froh“", "er sei „froh“"), ("", "")])
def test_words_keep_only_the_marks_that_are_not_the_pages(words: str, shown: str) -> None:
    assert bare(words) == shown


def test_a_question_has_a_page_with_a_form_and_an_answer(client: FlaskClient) -> None:
    text = client.get("/questions/rejections?lang=en").text

    assert "<form" in text
    assert len(re.findall("<tr>", text)) > 1
    assert client.get("/questions/none").status_code == 404


def test_the_map_shows_the_part_of_the_world_with_places() -> None:
    berlin = {"place": "p", "label": "Berlin", "number": "2", "item": "http://www.wikidata.org/entity/Q64"}
    shown = figures.frame([berlin])

    assert shown.width < figures.WORLD.width
    assert figures.points([berlin], shown)[0].named
    assert figures.frame([]) == figures.WORLD


def test_german_words_are_marked_as_such_on_english_pages(client: FlaskClient) -> None:
    assert '<blockquote lang="de">' in client.get("/issue/atomabkommen?lang=en").text


@pytest.mark.parametrize("kind", [*site.KINDS, *(kind for kind in site.OTHER_KINDS if kind != "office")])
def test_every_kind_of_page_is_documented(kind: str) -> None:
    assert f"`/{kind}/…`" in DOCUMENTED


def test_reasons_of_refusals_are_said_in_the_readers_language(snapshot: Workspace) -> None:
    """Every reason of the examples is in the table; one that is not stays as it was written."""
    found = [one.reason for facts in snapshot.all_facts() if isinstance(facts, Facts) for one in facts.refused]
    assert [] == [words for words in found if reason(words, "de")[1] != "de"]
    assert ("unheard of", "en") == reason("unheard of", "de")


def test_a_question_that_takes_long_waits_for_its_button(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "_PATIENCE", 1e-9)
    opened = client.get("/questions/quotations").text
    assert ("<table>" in opened, 'name="asked"' in opened) == (False, True)
    assert "<table>" in client.get("/questions/quotations?asked=1").text


def test_evidence_is_of_the_days_of_the_network(client: FlaskClient) -> None:
    network = client.get("/network").text
    address = unescape(re.findall(r'class="evidence" href="([^"]+)"', network)[0])
    assert 'class="fact"' in client.get(address).text
    assert 'class="fact"' not in client.get(f"{address}&from=1900-01-01&to=1900-01-02").text
