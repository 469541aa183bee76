"""The texts of a workspace's articles for full-text search: the graph has only their headlines and what is quoted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from newsfacts.errors import FactsError
from newsfacts.rdf.iris import article_graph_iri, article_iri
from newsfacts.workspace import Workspace


class ArticleTexts:
    """Gives the graph, the article as a term and the text of every article, when called."""

    def __init__(self, root: str, base: str) -> None:
        self._workspace, self._base = Workspace(Path(root)), base

    def __call__(self) -> Iterator[tuple[str, str, str]]:
        for article_id in self._workspace.article_ids():
            try:
                article = self._workspace.article(article_id)
            except FactsError:
                continue  # a damaged file is told by `newsfacts check`
            if article is not None:
                yield (
                    article_graph_iri(self._base, article_id),
                    f"<{article_iri(self._base, article_id)}>",
                    article.text,
                )
