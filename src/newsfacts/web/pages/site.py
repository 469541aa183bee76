"""What the pages know beside the graph: addresses, texts, and what may be shown."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote, unquote

import msgspec

from newsfacts.model import Article, Refusal

KINDS = ("actor", "article", "event", "issue", "place", "position")


def _no_article(_: str) -> Article | None:
    return None


def _no_refusals(_: str) -> tuple[Refusal, ...]:
    return ()


class Site(msgspec.Struct, frozen=True):
    """The IRIs' base, where an article's text and refusals come from by its id, and whose texts are shown whole."""

    base: str
    article: Callable[[str], Article | None] = _no_article
    refused: Callable[[str], tuple[Refusal, ...]] = _no_refusals
    show_all_texts: bool = False
    open_licences: tuple[str, ...] = ()
    sparql: str = "/sparql/union"

    def iri(self, kind: str, key: str) -> str:
        """The IRI of the thing that the page `/kind/key` is about."""
        return f"{self.base}{kind}/{quote(key, safe='-._~')}"

    def page(self, iri: str) -> str:
        """The page about `iri`: here, where it is one of ours, else the IRI itself."""
        below = iri.removeprefix(self.base)
        kind, _, key = below.partition("/")
        return f"/{kind}/{key}" if below != iri and kind in KINDS and key else iri

    def may_show(self, article: Article) -> bool:
        """Whether the whole text of an article may be shown: its licence is open, or the operator allows it."""
        licence = (article.licence or "").casefold()
        return self.show_all_texts or any(licence.startswith(known.casefold()) for known in self.open_licences)

    def article_id(self, iri: str) -> str:
        """The id of the article that `iri` is about."""
        return unquote(iri.removeprefix(f"{self.base}article/"))
