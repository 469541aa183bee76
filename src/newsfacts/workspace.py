"""A workspace: the directory that holds articles, facts, decisions and the store of one graph.

Everything in it is a file that is written whole or not at all: to a temporary name first, then renamed. What a killed
process leaves behind is therefore either the old file or the new one.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import msgspec

from . import facts as facts_format
from .errors import FactsError, StoreError
from .model import Article, Facts

_ARTICLES, _FACTS = "articles", "facts"


def file_name(article_id: str) -> str:
    """The name of an article's files: its id with everything percent-encoded that a file name may not have."""
    return quote(article_id, safe=" ").replace("~", "%7E") + ".json"


class Workspace:
    """Paths and files of one workspace; creates directories when it writes, never when it reads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.store = root / "store"
        self.decisions = root / "decisions.tsv"

    def existing_store(self) -> Path:
        """Where the store is. Raises StoreError where nothing has been built yet."""
        if not self.store.is_dir():
            raise StoreError(f"{self.root}: no graph here yet; run: newsfacts build PATH… --workspace {self.root}")
        return self.store

    def article_path(self, article_id: str) -> Path:
        """Where the article `article_id` is kept."""
        return self.root / _ARTICLES / file_name(article_id)

    def facts_path(self, article_id: str) -> Path:
        """Where the facts of the article `article_id` are kept."""
        return self.root / _FACTS / file_name(article_id)

    def article_ids(self) -> tuple[str, ...]:
        """The ids of all articles that have facts, sorted."""
        folder = self.root / _FACTS
        return tuple(sorted(unquote(path.stem) for path in folder.glob("*.json"))) if folder.is_dir() else ()

    def put_article(self, article: Article) -> None:
        """Keeps an article with its text."""
        write(self.article_path(article.id), msgspec.json.format(msgspec.json.encode(article), indent=1) + b"\n")

    def article(self, article_id: str) -> Article | None:
        """The article `article_id`, None where there is no such article. Raises FactsError where it is damaged."""
        path = self.article_path(article_id)
        try:
            return msgspec.json.decode(path.read_bytes(), type=Article)
        except FileNotFoundError:
            return None
        except msgspec.DecodeError as error:
            raise FactsError(str(error), path) from error

    def put_facts(self, facts: Facts) -> None:
        """Keeps the facts of an article, without its text."""
        bare = msgspec.structs.replace(facts.article, text=msgspec.UNSET)
        write(self.facts_path(facts.article.id), facts_format.encode(msgspec.structs.replace(facts, article=bare)))

    def facts(self, article_id: str) -> Facts | None:
        """The facts of an article, verified against its text where that is kept; None where there are none.

        Raises FactsError where they are damaged or do not fit the text.
        """
        path = self.facts_path(article_id)
        try:
            found = facts_format.decode(path.read_bytes(), path)
        except FileNotFoundError:
            return None
        if article := self.article(article_id):
            facts_format.verify(found, article.text, path)
        return found

    def facts_hash(self, article_id: str) -> str:
        """The SHA-256 of an article's facts file, in hexadecimal."""
        return hashlib.sha256(self.facts_path(article_id).read_bytes()).hexdigest()

    def all_facts(self) -> Iterator[Facts | FactsError]:
        """The facts of every article by id; damaged ones come as the error that they are."""
        for article_id in self.article_ids():
            try:
                found = self.facts(article_id)
            except FactsError as error:
                yield error
            else:
                if found is not None:
                    yield found


def write(path: Path, data: bytes) -> None:
    """Writes `data` to `path` whole or not at all, and lastingly: synced to disk before it takes the name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}")
    with partial.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)
