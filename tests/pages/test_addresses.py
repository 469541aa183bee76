"""Every IRI of the graph answers, for people and for machines; what pages show is what the graph says."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files

import msgspec
import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient

from newsfacts import resources
from newsfacts.web.features import SEARCHED
from newsfacts.web.pages import accounts, blueprint, dereference, site
from newsfacts.web.pages.wording import concepts
from newsfacts.workspace import Workspace

ARTICLE = "2023-06-06-kachowka-staudamm"
KINDS = ("actor", "article", "event", "issue", "place", "position")


def some(client: FlaskClient, kind: str) -> str:
    """The key of some thing of this kind that the article's page names."""
    if kind == "article":
        return ARTICLE
    text = client.get(f"/article/{ARTICLE}").text + client.get("/map").text
    return re.search(rf'href="/{kind}/([^"#.]+)"', text)[1]  # type: ignore[index]


@pytest.mark.parametrize("kind", KINDS)
def test_a_thing_redirects_to_the_document_that_the_client_can_read(client: FlaskClient, kind: str) -> None:
    key = some(client, kind)

    page = client.get(f"/id/{kind}/{key}", headers={"Accept": "text/html"})
    data = client.get(f"/id/{kind}/{key}", headers={"Accept": "text/turtle"})

    assert (303, 303) == (page.status_code, data.status_code)
    assert (f"/{kind}/{key}", f"/{kind}/{key}.ttl") == (page.location, data.location)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("extension", ["ttl", "jsonld", "nt"])
def test_the_data_about_a_thing_speak_of_it(client: FlaskClient, kind: str, extension: str) -> None:
    key = some(client, kind)
    answer = client.get(f"/{kind}/{key}.{extension}")

    form = ox.RdfFormat.from_extension(extension)
    subjects = {str(quad.subject) for quad in ox.parse(answer.data, format=form)}

    assert f"<https://w3id.org/newsfacts/id/{kind}/{key}>" in subjects


@pytest.mark.parametrize("kind", ["role", "run", "mention", "appearance", "link"])
def test_what_has_no_page_of_its_own_is_a_table(client: FlaskClient, kind: str) -> None:
    found = LISTED.findall(client.get(f"/article/{ARTICLE}.nt").text + _of_kind(client, kind))
    key = next(key for own, key in found if own == kind)

    answer = client.get(f"/{kind}/{key}", headers={"Accept": "text/html"})

    assert answer.status_code == 200
    assert "<table" in answer.get_data(as_text=True)
    assert client.get(f"/{kind}/{key}", headers={"Accept": "text/turtle"}).mimetype == "text/turtle"


LISTED = re.compile(r"<https://w3id\.org/newsfacts/id/(\w+)/([^>#]+)[^>]*>")


def _of_kind(client: FlaskClient, kind: str) -> str:
    query = f'SELECT DISTINCT ?s {{ ?s ?p ?o FILTER(CONTAINS(STR(?s), "/id/{kind}/")) }} LIMIT 5'
    text = client.get("/sparql/union", query_string={"query": query, "format": "csv"}).text
    return " ".join(f"<{line}>" for line in text.splitlines())


def test_a_graph_says_what_it_is_and_leads_to_what_it_holds(client: FlaskClient) -> None:
    page = client.get(f"/graph/article/{ARTICLE}", headers={"Accept": "text/html"}).text
    content = re.search(r'href="(/graph-store[^"]+)"', page)

    assert content is not None
    assert client.get(content[1]).status_code == 200
    assert client.get("/graph/none.ttl").location.startswith("/graph-store?")
    assert client.get(f"/graph/links/{ARTICLE}", headers={"Accept": "text/html"}).status_code == 200
    assert client.get("/graph/none", headers={"Accept": "text/html"}).status_code == 404


def test_a_wikidata_item_leads_back_to_its_actor(client: FlaskClient) -> None:
    answer = client.get("/wikidata/Q212")

    assert (answer.status_code, answer.location) == (303, "/actor/Q212")
    assert client.get("/wikidata/Q1").status_code == 404


@pytest.mark.parametrize(("name", "file"), dereference.VOCABULARIES.items())
def test_the_vocabularies_addresses_lead_to_their_documentation_and_file(
    client: FlaskClient, name: str, file: str
) -> None:
    page = client.get(f"/{name}", headers={"Accept": "text/html"})
    data = client.get(f"/{name}", headers={"Accept": "text/turtle"})

    assert (page.location, data.location) == ("/ontology", f"/ontology/{file}")
    with client.get(data.location) as answer:
        assert f"https://w3id.org/newsfacts/{name}" in answer.get_data(as_text=True)


def test_every_concept_shown_has_its_anchor_in_the_documentation(client: FlaskClient) -> None:
    text = client.get("/ontology").text
    anchors = re.findall(r'id="([^"]+)"', text)

    assert len(anchors) == len(set(anchors))
    assert {iri.rpartition("#")[2] for iri in concepts("en") if "#" in iri} <= set(anchors)


@pytest.mark.parametrize("address", ["/actor/nobody", "/article/nothing", "/event/none.ttl", "/issue/../../etc/passwd"])
def test_what_the_graph_does_not_know_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_an_article_without_an_open_licence_shows_evidence_only(
    client: FlaskClient, snapshot: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = snapshot.article(ARTICLE)
    assert article is not None
    closed = msgspec.structs.replace(article, licence=None)
    monkeypatch.setattr(Workspace, "article", lambda *_: closed)

    text = client.get(f"/article/{ARTICLE}").text

    assert 'class="text"' not in text
    assert "<blockquote>" in text


def test_words_of_the_text_are_escaped(client: FlaskClient) -> None:
    assert "<script>alert" not in client.get("/search?q=<script>alert(1)</script>").text


def test_a_search_for_anything_is_only_a_search(client: FlaskClient) -> None:
    answer = client.get('/search?q=") } ; DROP ALL %23')

    assert answer.status_code == 200


def test_vendored_files_are_what_the_table_says() -> None:
    """A changed library is seen: the hash of each stands with its version and licence."""
    vendor = files(blueprint.__package__) / "static" / "vendor"
    lines = (vendor / "vendored.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")][1:]

    assert {row[0]: row[5] for row in rows} == {
        row[0]: hashlib.sha256((vendor / row[0]).read_bytes()).hexdigest() for row in rows
    }


def test_every_word_of_the_pages_is_in_both_languages() -> None:
    rows = list(resources.rows("ui", "words.tsv"))
    templates = resources.data("ui").parents[1] / "src/newsfacts/web/pages/templates"
    used = {key for path in templates.glob("*.html") for key in re.findall(r'w\["([\w-]+)"\]', path.read_text("utf-8"))}

    assert all(row["de"] and row["en"] for row in rows)
    assert used | _made_of_keys() <= {row["key"] for row in rows}


def _made_of_keys() -> set[str]:
    """The words whose keys templates put together from the names of kinds."""
    sides, finds = ("for", "against", "agree", "disagree"), SEARCHED
    kinds = {f"kind-{kind}" for kind in site.OTHER_KINDS} | {f"found-{kind}" for kind in finds}
    return kinds | {f"edge-{side}" for side in sides} | {f"field-{name}" for name in accounts.FIELDS}


@pytest.mark.parametrize("accept", ["text/turtle", "application/ld+json", "application/n-triples"])
@pytest.mark.parametrize("name", sorted(dereference.VOCABULARIES))
def test_a_vocabulary_comes_in_the_format_asked_for(client: FlaskClient, name: str, accept: str) -> None:
    answer = client.get(f"/{name}", headers={"Accept": accept}, follow_redirects=True)

    assert (200, accept) == (answer.status_code, answer.mimetype)
    assert any(ox.parse(answer.data, ox.RdfFormat.from_media_type(accept)))


def test_nodes_of_the_ontology_without_a_name_have_an_address(client: FlaskClient) -> None:
    asked = 'SELECT ?s { ?s ?p ?o FILTER(CONTAINS(STR(?s), "genid")) } LIMIT 1'
    answer = client.get("/sparql/union", query_string={"query": asked, "format": "csv"})
    address = answer.text.splitlines()[1].partition("/id/")[2]

    assert client.get(f"/id/{address}").status_code == 200
    assert b"genid" in client.get(f"/id/{address}", headers={"Accept": "text/turtle"}).data
    assert client.get("/id/.well-known/genid/none").status_code == 404


def test_an_unknown_address_is_a_page_for_people(client: FlaskClient) -> None:
    answer = client.get("/nowhere/at/all", headers={"Accept": "text/html", "Accept-Language": "de"})

    assert answer.status_code == 404
    assert "Nicht gefunden" in answer.text
