"""The curated tables: well-formed, large enough, and every item confirmed by the sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from newsfacts import resources
from newsfacts.errors import LinkError
from newsfacts.linking import curated, sources
from newsfacts.linking.linker import Linker
from newsfacts.linking.names import fold
from newsfacts.model import Facts

SHARED = Path(__file__).resolve().parents[4] / "shared" / "gazetteer"
TABLES = ("states.tsv", "metonyms.tsv", "regions.tsv", "organisations.tsv", "people.tsv", "tenures.tsv")


@pytest.fixture(scope="module")
def known() -> dict[str, set[str]]:
    """For each item of the sources its folded names."""
    if not SHARED.is_dir():
        pytest.skip("the source tables are not beside this checkout")
    names: dict[str, set[str]] = defaultdict(set)
    for row in sources.read([SHARED], sources.NameRow):
        names[row.qid].add(fold(row.name))
    return names


@pytest.mark.parametrize("table", TABLES)
def test_the_sources_confirm_every_item(table: str, known: dict[str, set[str]]) -> None:
    """The name in `confirm` is one the sources give the item."""
    rows = [row for row in resources.rows("gazetteer", table) if row["qid"]]
    wrong = [(row["qid"], row["confirm"]) for row in rows if fold(row["confirm"]) not in known[row["qid"]]]
    assert wrong == []


def test_there_are_four_hundred_organisations_with_items() -> None:
    rows = [row for row in resources.rows("gazetteer", "organisations.tsv") if row["qid"]]
    assert len(rows) >= 400
    assert len({row["qid"] for row in rows}) == len(rows)


def test_no_item_is_both_kingdom_and_state() -> None:
    """Denmark and the Netherlands are the states, not the kingdoms."""
    items = {row["qid"] for row in resources.rows("gazetteer", "states.tsv")}
    assert {"Q35", "Q55"} <= items
    assert not {"Q756617", "Q29999"} & items


def test_offices_by_hand_have_known_classes_and_their_days_in_order() -> None:
    """Of an office of one seat in a state nobody's time begins before the one before has ended."""
    known = {office.name: office.single for office in curated.offices()}
    ends: dict[tuple[str, int], str] = {}
    for held in sorted(curated.held_by_hand(), key=lambda held: (held.office, held.country, held.start)):
        assert held.office in known
        assert held.start < (held.end or held.as_of)
        if known[held.office]:
            assert ends.get((held.office, held.country), "") <= held.start
        ends[held.office, held.country] = held.end or held.as_of


def test_metonyms_stand_for_curated_items() -> None:
    items = {item.item for item in curated.load().items}
    assert {metonym.stands_for for metonym in curated.load().metonyms} <= items


def test_states_and_capitals_are_linked_by_every_name(linker: Linker, facts: Callable[..., Facts]) -> None:
    """By name, old name and adjective, and by what acts for them; at least 98 of 100."""
    wanted = [
        (name, row["qid"])
        for row in resources.rows("gazetteer", "states.tsv")
        for name in (
            row["de"],
            *curated.parts(row["aliases_de"]),
            *(f"{adjective}e Regierung" for adjective in curated.parts(row["adjectives_de"])),
        )
    ]
    rows = resources.rows("gazetteer", "metonyms.tsv")
    wanted += [(name, row["stands_for"]) for row in rows for name in curated.parts(row["de"])]
    done = linker(facts(*((f"a{n}", name, "state") for n, (name, _) in enumerate(wanted))))
    right = sum(actor.wikidata == item for actor, (_, item) in zip(done.actors, wanted, strict=True))
    assert right >= 0.98 * len(wanted)


def test_every_country_of_an_organisation_is_a_state() -> None:
    states = {item.item for item in curated.load().items if item.type == "state"}
    assert {generic.country for generic in curated.load().generics if generic.country} <= states


@pytest.mark.parametrize("field", ["Q0", "22686", "Q12a", "q5"])
def test_what_is_no_item_id_is_refused(field: str) -> None:
    with pytest.raises(LinkError, match="item id"):
        curated.number(field)


def test_every_class_of_offices_has_titles_and_a_rank() -> None:
    assert all(office.titles and 1 <= office.rank <= 3 for office in curated.offices())
