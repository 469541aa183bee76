"""Golden cases: an article, the facts that are right for it (reviewed by hand), and the graph they become."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsfacts import build, pipeline
from newsfacts import facts as facts_format
from newsfacts.config import Settings
from newsfacts.model import Article, Facts
from newsfacts.reading import read

CASES = sorted(path.parent for path in Path(__file__).parent.glob("*/article.txt"))


@pytest.fixture(scope="session")
def made() -> dict[str, Facts]:
    """What the code makes of each case's article, linked, by the case's name."""
    settings = Settings()
    linker = pipeline.linker(settings, Path("no-decisions.tsv"))
    reader = pipeline.Reader(settings)
    found: dict[str, Facts] = {}
    for case in CASES:
        (article,) = read([str(case / "article.txt")])
        assert isinstance(article, Article)
        facts = reader.facts_of(article)
        found[case.name] = linker(facts, article.text) if linker else facts
    return found


def kept(path: Path, now: bytes, update: bool) -> bytes:
    """The golden bytes of `path`, rewritten first where asked."""
    if update:
        path.write_bytes(now)
    return path.read_bytes()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_article_gives_its_golden_facts(case: Path, made: dict[str, Facts], update_golden: bool) -> None:
    now = facts_format.encode(made[case.name])

    assert kept(case / "facts.json", now, update_golden).decode() == now.decode()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_golden_facts_give_their_golden_graph(case: Path, update_golden: bool) -> None:
    facts = facts_format.decode((case / "facts.json").read_bytes())
    (article,) = read([str(case / "article.txt")])
    assert isinstance(article, Article)
    now = build.nquads(facts, article.text, Settings())

    assert kept(case / "graph.nq", now, update_golden).decode() == now.decode()
