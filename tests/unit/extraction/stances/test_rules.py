"""The composed extractor on whole texts: references hold, equal texts give equal facts, bad input does no harm."""

from __future__ import annotations

import pytest

from newsfacts.analysis import embedded
from newsfacts.extraction import rules
from newsfacts.model import Article, Facts

TEXT = (
    "Die norwegische Regierung lehnt den Vorschlag ab. Ministerin Anna Huber sagte, sie wolle weiter verhandeln. "
    "Der Zeitung Abendpost zufolge erwägt Schweden eine Klage. Studien zufolge sinkt der Preis."
)


def facts(text: str) -> Facts:
    return rules.load()(embedded.load()(Article(id="t", text=text)))


def test_every_actor_that_a_fact_names_is_in_the_cast() -> None:
    found = facts(TEXT)
    known = {actor.id for actor in found.actors}
    named = {p.holder for p in found.positions} | {actor for p in found.positions for actor in p.via}
    assert named
    assert named <= known


def test_who_passes_a_stance_on_is_kept_apart_from_its_holder() -> None:
    found = facts(TEXT)
    names = {actor.id: actor.name for actor in found.actors}
    (considered,) = [p for p in found.positions if p.stance == "considers"]
    assert names[considered.holder] == "Schweden"
    assert ["Abendpost" in names[actor] for actor in considered.via] == [True]


def test_a_source_without_an_actor_is_a_nameless_one() -> None:
    found = facts(TEXT)
    (last,) = [p for p in found.positions if p.rule.startswith("source") and not p.via]
    holder = next(actor for actor in found.actors if actor.id == last.holder)
    assert (holder.name, holder.named) == ("Studien", False)


def test_the_same_text_gives_the_same_facts() -> None:
    assert facts(TEXT) == facts(TEXT)


def test_the_hash_is_that_of_the_text() -> None:
    assert facts("Wort").article.text_sha256 != facts("Worte").article.text_sha256


@pytest.mark.parametrize(
    "text", ["", "Wort", "sagte", "„", "Er sagte: „", "die, die", "<p>Er lehnt ab", "LEHNT AB!", "😀 é"]
)
def test_odd_texts_give_facts_without_an_error(text: str) -> None:
    assert facts(text).positions == ()
