"""The pages in a real browser: every page type, a search, a click, a query; nothing leaves the machine."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from newsfacts.web.server import Server

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
SERIOUS = ("serious", "critical")
OVERVIEWS = (
    "/", "/search?q=Abkommen", "/network", "/timeline", "/map", "/questions", "/questions/rejections", "/ontology",
    "/query", "/mention/2023-06-06-kachowka-staudamm", "/graph/entities", "/actor/nobody",
)  # fmt: skip
THINGS = ("actor", "issue", "article", "position", "event", "place")


def a_page_of(page: Page, kind: str) -> str:
    """The address of some page about a `kind` of thing, found by following links from the overview."""
    start = {"position": "article", "event": "article", "place": "map"}.get(kind, kind)
    if start == "map":
        page.goto("/map" if page.url.endswith("/map") else page.url.rstrip("/") + "/map")
        link = page.locator("main a[href^='/place/']").last
        return str(link.get_attribute("href"))
    first = str(page.locator(f"main a[href^='/{start}/']").first.get_attribute("href"))
    if start == kind:
        return first
    page.goto(page.url.rstrip("/") + first)
    return str(page.locator(f"main a[href^='/{kind}/']").first.get_attribute("href"))


@pytest.mark.parametrize("kind", THINGS)
def test_each_kind_of_thing_has_a_page(page: Page, server: Server, artefacts: Path, kind: str) -> None:
    page.goto(server.url + a_page_of(page, kind))

    expect(page.locator("h1")).not_to_be_empty()
    expect(page.locator("main blockquote, main .text").first).to_be_visible()
    page.screenshot(path=artefacts / f"{kind}.png", full_page=True)


@pytest.mark.parametrize("address", OVERVIEWS)
def test_overviews_are_shown(page: Page, server: Server, artefacts: Path, address: str) -> None:
    page.goto(server.url + address)

    expect(page.locator("main")).not_to_be_empty()
    name = address.strip("/").partition("?")[0].replace("/", "-") or "home"
    page.screenshot(path=artefacts / f"{name}.png")


def test_a_search_finds_an_actor_and_leads_to_it(page: Page) -> None:
    page.fill("#q", "Selenskyj")
    page.press("#q", "Enter")
    page.locator("main a[href^='/actor/']").first.click()

    expect(page.locator("h1")).to_contain_text("Selenskyj")


def test_a_click_on_an_edge_of_the_network_shows_its_evidence(page: Page, server: Server, artefacts: Path) -> None:
    page.goto(server.url + "/network")
    page.wait_for_function("window.newsfactsNetwork && newsfactsNetwork.edges().length > 0")
    middle = page.evaluate(
        "() => { const edge = newsfactsNetwork.edges()[0]; newsfactsNetwork.zoom(5); newsfactsNetwork.center(edge);"
        " const at = edge.renderedMidpoint(); const box = newsfactsNetwork.container().getBoundingClientRect();"
        " return [box.x + at.x, box.y + at.y]; }"
    )
    page.mouse.click(*middle)

    expect(page.locator("#edge blockquote").first).to_be_visible()
    page.screenshot(path=artefacts / "network-edge.png")


def test_a_question_runs_in_the_editor(page: Page, server: Server, artefacts: Path) -> None:
    page.goto(server.url + "/query")
    page.wait_for_function("window.newsfactsYasgui")
    page.select_option("#example", index=1)
    page.locator(".yasqe_queryButton").click()

    expect(page.locator(".yasr table tbody tr").first).to_be_visible()
    page.screenshot(path=artefacts / "query.png")


def test_span_and_fact_are_linked_both_ways(page: Page, server: Server) -> None:
    page.goto(server.url + a_page_of(page, "article"))
    mark = page.locator("a.mark[href^='#']").first
    target = str(mark.get_attribute("href")).lstrip("#")
    mark.click()

    expect(page.locator(f"[id='{target}']")).to_be_visible()


def test_the_language_can_be_chosen_and_is_remembered(page: Page, server: Server) -> None:
    page.goto(server.url + "/?lang=en")
    page.goto(server.url + "/timeline")

    expect(page.locator("h1")).to_have_text("Timeline")


def serious(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds that is serious or critical: the rule and the first place. The editor is not ours."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run({ exclude: ['#yasgui'] }).then(result => result.violations)")
    return [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in SERIOUS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", OVERVIEWS)
def test_nothing_serious_bars_anybody(
    page: Page, server: Server, address: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(server.url + address)

    assert serious(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", THINGS)
def test_nothing_serious_bars_anybody_from_things(
    page: Page, server: Server, kind: str, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(server.url + a_page_of(page, kind))

    assert serious(page) == []


@pytest.mark.parametrize("address", OVERVIEWS)
def test_nothing_is_wider_than_a_phone(page: Page, server: Server, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(server.url + address)

    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_click_on_a_name_of_the_network_opens_the_actor(page: Page, server: Server) -> None:
    page.goto(server.url + "/network")
    page.wait_for_function("window.newsfactsNetwork && newsfactsNetwork.nodes().length > 0")
    name = page.evaluate(
        "() => { const node = newsfactsNetwork.nodes()[0]; node.emit('tap'); return node.data('label'); }"
    )

    page.wait_for_url("**/actor/**")
    expect(page.locator("h1")).to_have_text(name)


def test_typing_a_query_asks_no_other_machine(page: Page, server: Server) -> None:
    """The editor's own completions would fetch prefixes from elsewhere; the fixture sees every request."""
    page.goto(server.url + "/query")
    page.wait_for_function("window.newsfactsYasgui")
    page.locator(".CodeMirror").click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" ?a foaf:name ?b . ?c a schema:")
    page.keyboard.press("Control+Space")
    page.wait_for_timeout(300)

    expect(page.locator(".CodeMirror")).to_contain_text("foaf:name")


def test_a_fact_leads_to_its_span(page: Page, server: Server) -> None:
    page.goto(server.url + a_page_of(page, "position"))
    page.locator("main a[href*='#in-']").first.click()

    expect(page.locator("span.target:target + .mark")).to_be_in_viewport()


def test_without_javascript_the_network_is_a_table(page: Page, server: Server) -> None:
    context = page.context.browser.new_context(java_script_enabled=False)  # type: ignore[union-attr]
    plain = context.new_page()
    plain.goto(server.url + "/network")

    expect(plain.locator("#edges tbody tr").first).to_be_visible()
    context.close()
