"""A gazetteer of a few made-up rows, the shipped one, and facts to link."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from newsfacts.linking import sources
from newsfacts.linking.compile import CompileOptions, compile_gazetteer
from newsfacts.linking.gazetteer import Gazetteer
from newsfacts.linking.linker import Linker, LinkOptions, load
from newsfacts.model import Actor, ActorType, ArticleInfo, Facts, Mention, Place, Role

ENTITIES = (
    ("Q30", "GPE", "Q30", "41", "hand", ""),
    ("Q183", "GPE", "Q183", "41", "hand", ""),
    ("Q900001", "PER", "Q30", "3", "eps", ""),
    ("Q900002", "PER", "Q30", "3", "eps", ""),
    ("Q900003", "PER", "Q183", "3", "optv", ""),
    ("Q900004", "PER", "Q183", "3", "optv", ""),
    ("Q900005", "PER", "", "3", "x-factr", ""),
    ("Q900006", "LOC", "Q183", "8", "natural-earth", ""),
    ("Q900007", "ORG", "Q183", "3", "x-factr", ""),
    ("Q900008", "PER", "Q30", "3", "eps", ""),
)
NAMES = (
    ("Q30", "en", "United States", "label", "hand"),
    ("Q183", "en", "Germany", "label", "hand"),
    ("Q900001", "en", "Alma Adler", "label", "eps"),
    ("Q900001", "en", "Adler", "alias", "eps"),
    ("Q900002", "en", "Bruno Baum", "label", "eps"),
    ("Q900003", "de", "Clara Cremer", "label", "optv"),
    ("Q900004", "de", "Clara Cremer", "label", "optv"),
    ("Q900005", "en", "Dora Dichter", "label", "x-factr"),
    ("Q900006", "de", "Musterstadt", "label", "natural-earth"),
    ("Q900007", "en", "Zirkel", "alias", "x-factr"),
    ("Q900007", "mul", "Circulus Magnus", "weak", "rigour"),
    ("Q900008", "en", "Vasily Zhukovsky", "label", "eps"),
)
TENURES = (
    ("Q900001", "Q11696", "President of the United States", "Q30", "2001-01-20", "", "old"),
    ("Q900002", "Q11696", "President of the United States", "Q30", "2009-01-20", "", "old"),
    ("Q900008", "Q900100", "Minister of Finance", "Q30", "2005-03-01", "2008-02-01", "old"),
    ("Q900006", "Q900101", "Mayor", "Q183", "2010-05-05", "2011-05-05", "old"),
)


@pytest.fixture(scope="session")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with small source tables."""
    folder = tmp_path_factory.mktemp("tables")
    sources.write(folder, (sources.EntityRow(*row) for row in ENTITIES), sources.EntityRow)
    sources.write(folder, (sources.NameRow(*row) for row in NAMES), sources.NameRow)
    sources.write(folder, (sources.TenureRow(*row) for row in TENURES), sources.TenureRow)
    return folder


@pytest.fixture(scope="session")
def small(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The gazetteer compiled from the small tables."""
    out = tmp_path_factory.mktemp("gazetteer") / "small.sqlite"
    compile_gazetteer(CompileOptions((tables,), out))
    return Gazetteer(out)


@pytest.fixture(scope="session")
def core() -> Gazetteer:
    """The gazetteer that ships."""
    return Gazetteer.core()


@pytest.fixture(scope="session")
def linker() -> Linker:
    """A linker on the gazetteer that ships."""
    return load()


@pytest.fixture(scope="session")
def small_linker(small: Gazetteer) -> Linker:
    """A linker on the small gazetteer."""
    return load(LinkOptions(gazetteer=small.path))


MakeFacts = Callable[..., Facts]


@pytest.fixture(scope="session")
def facts() -> MakeFacts:
    """Makes facts of actors given as (id, name, type), roles as (actor, title, of), and place names."""

    def make(
        *actors: tuple[str, str, ActorType],
        roles: tuple[tuple[str, str, str | None], ...] = (),
        places: tuple[str, ...] = (),
        published: str | None = "2026-02-11",
        unnamed: frozenset[str] = frozenset(),
    ) -> Facts:
        return Facts(
            article=ArticleInfo(id="art", text_sha256=hashlib.sha256(b"").hexdigest(), published=published),
            actors=tuple(
                Actor(key, name, kind, (Mention(0, 1),), named=key not in unnamed) for key, name, kind in actors
            ),
            roles=tuple(Role(*role) for role in roles),
            places=tuple(Place(f"p{n}", name, (Mention(0, 1),)) for n, name in enumerate(places)),
        )

    return make
