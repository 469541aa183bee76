"""What the pages know beside the graph: addresses, texts, and what may be shown."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import quote, unquote

import msgspec

from newsfacts.model import Article, Refusal

KINDS = ("actor", "article", "event", "issue", "place", "position")  # those with a page of their own
OTHER_KINDS = ("appearance", "graph", "link", "mention", "office", "role", "run")
VOCABULARIES = "https://w3id.org/newsfacts/"
_PART = re.compile(r"(?P<whole>.*?)(?P<part>/(?:via|candidate)/\d+)?", re.DOTALL)


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
        space, _, name = key.partition("/") if kind == "graph" else ("", "", key)
        parts = _PART.fullmatch(name)
        assert parts is not None
        below = f"{quote(parts['whole'], safe='-._~')}{parts['part'] or ''}"
        return f"{self.base}{kind}/{'/'.join(part for part in (space, below) if part)}"

    def page(self, iri: str) -> str:
        """The page about `iri`: here, where it is one of ours or a term of the ontology, else the IRI itself."""
        kind, _, key = iri.removeprefix(self.base).partition("/")
        if iri.startswith(self.base) and kind in (*KINDS, *OTHER_KINDS) and key:
            return f"/{kind}/{key}"
        below, _, term = iri.partition("#")
        return f"/ontology#{term}" if below.startswith(VOCABULARIES) and term else iri

    def kind(self, iri: str) -> str:
        """The kind of thing that one of our IRIs is of, empty for others."""
        return iri.removeprefix(self.base).partition("/")[0] if iri.startswith(self.base) else ""

    def may_show(self, article: Article) -> bool:
        """Whether the whole text of an article may be shown: its licence is open, or the operator allows it."""
        licence = (article.licence or "").casefold()
        return self.show_all_texts or any(licence.startswith(known.casefold()) for known in self.open_licences)

    def article_id(self, iri: str) -> str:
        """The id of the article that `iri` is about."""
        return unquote(iri.removeprefix(f"{self.base}article/"))
