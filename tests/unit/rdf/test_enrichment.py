"""What Wikidata says becomes a graph of its own, the same for the same answers."""

from __future__ import annotations

from newsfacts.linking.wikidata.enrich import Enrichment
from newsfacts.linking.wikidata.items import HeldOffice, Item
from newsfacts.rdf.enrichment import WDT, enrichment_graph, enrichment_quads
from newsfacts.rdf.namespaces import BASE, WD

MARCH = 1_772_323_200.0  # 2026-03-01
ONE = Enrichment(
    "Q1",
    Item(
        "Q1",
        "Q1",
        labels=(("de", "Eins"),),
        countries=("Q40",),
        offices=(HeldOffice("Q2", "2020-01-07", "2021", "Q40"),),
        image="Ein Bild.jpg",
        coordinates=(48.2, 16.37),
        sitelinks=(("dewiki", "https://de.wikipedia.org/wiki/Eins"),),
        retrieved=MARCH,
    ),
)


def lines(*found: Enrichment) -> list[str]:
    """The quads as text, the graph left out."""
    return [f"{quad.subject} {quad.predicate} {quad.object}" for quad in enrichment_quads(found, BASE)]


def test_items_keep_wikidatas_addresses_and_properties() -> None:
    assert f"<{WD}Q1> <{WDT}P17> <{WD}Q40>" in lines(ONE)
    assert f"<{WD}Q1> <{WDT}P39> <{WD}Q2>" in lines(ONE)


def test_offices_have_their_dates_with_the_precision_they_have() -> None:
    dates = [line.rpartition(" ")[2] for line in lines(ONE) if "Date>" in line]

    assert ['"2020-01-07"^^<http://www.w3.org/2001/XMLSchema#date>', '"2021"'] == sorted(dates)


def test_deleted_items_are_left_out() -> None:
    assert [] == lines(Enrichment("Q1", Item("Q1", "Q1", missing=True)))


def test_the_day_and_a_redirect_are_said() -> None:
    found = lines(ONE, Enrichment("Q3", Item("Q1", "Q3")))
    assert any('"2026-03-01"' in line for line in found)
    assert f"<{WD}Q3> <http://purl.org/dc/terms/isReplacedBy> <{WD}Q1>" in found


def test_all_is_in_the_graph_of_its_own() -> None:
    assert {enrichment_graph(BASE)} == {quad.graph_name for quad in enrichment_quads([ONE], BASE)}
