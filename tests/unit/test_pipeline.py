"""Extraction of many articles: in order, on one process or several, and a failure costs its article only."""

from __future__ import annotations

import pytest

from newsfacts import pipeline
from newsfacts.config import Settings
from newsfacts.errors import DefectError
from newsfacts.model import Article, Facts

ARTICLES = [
    Article(f"a{n}", f"Minister Müller lehnt den Plan {n} ab. Das sagte er am Montag in Graz.") for n in range(9)
]


@pytest.mark.parametrize("jobs", [1, 2])
def test_facts_come_in_the_order_of_the_articles(jobs: int) -> None:
    with pipeline.Extraction(Settings(jobs=jobs)) as extraction:
        found = [item.article.id for item in extraction(ARTICLES) if isinstance(item, Facts)]

    assert [article.id for article in ARTICLES] == found


def test_one_process_and_two_give_the_same_facts() -> None:
    with pipeline.Extraction(Settings()) as one, pipeline.Extraction(Settings(jobs=2)) as two:
        assert list(one(ARTICLES)) == list(two(ARTICLES))


def test_a_rule_that_fails_costs_its_article_and_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = pipeline.Reader(Settings())
    monkeypatch.setattr(reader, "extractor", lambda analysis: analysis.tokens[len(analysis.tokens)])

    failure = reader.guarded(ARTICLES[0])

    assert isinstance(failure, DefectError)
    assert "IndexError" in failure.fault
    assert failure.place.startswith("test_pipeline.py, line ")


def test_a_change_of_the_settings_is_another_run() -> None:
    assert pipeline.run_of(Settings()) != pipeline.run_of(Settings(model="de_core_news_sm"))
