"""The workspace keeps what it is given, and damage is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from newsfacts import facts as facts_format
from newsfacts.errors import FactsError
from newsfacts.model import Article, Facts
from newsfacts.workspace import Workspace, file_name

ARTICLE = Article(id="urn:news/2026:1", text="Der Landtag berät.")
FACTS = Facts(facts_format.info(ARTICLE))


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A workspace with one article and its facts."""
    space = Workspace(tmp_path / "w")
    space.put_article(ARTICLE)
    space.put_facts(FACTS)
    return space


def test_articles_and_facts_come_back_as_they_were(workspace: Workspace) -> None:
    assert (ARTICLE, FACTS) == (workspace.article(ARTICLE.id), workspace.facts(ARTICLE.id))


def test_any_id_becomes_one_file_and_is_listed_as_it_was(workspace: Workspace) -> None:
    assert (ARTICLE.id,) == workspace.article_ids()


def test_no_id_leaves_the_folder() -> None:
    assert "/" not in file_name("../../etc/passwd")


def test_an_empty_workspace_is_empty_and_stays_unmade(tmp_path: Path) -> None:
    space = Workspace(tmp_path / "none")

    assert ((), None, None) == (space.article_ids(), space.article("x"), space.facts("x"))
    assert not space.root.exists()


def test_facts_that_no_longer_fit_their_text_are_refused(workspace: Workspace) -> None:
    workspace.put_article(Article(id=ARTICLE.id, text="Ein anderer Text."))

    with pytest.raises(FactsError, match="SHA-256"):
        workspace.facts(ARTICLE.id)


def test_damaged_facts_come_as_the_error_they_are(workspace: Workspace) -> None:
    workspace.facts_path(ARTICLE.id).write_text("{")

    (fault,) = workspace.all_facts()

    assert isinstance(fault, FactsError)
