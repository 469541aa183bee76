"""From articles to facts to graph: the order of the stages and nothing else.

    read -> analyse -> extract -> link -> (facts file) -> to_quads -> put

Here are analyse and extract, for one article or many processes; `build` keeps the results and puts the graphs.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.pool import Pool
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from . import __version__, plugins, resources
from . import facts as facts_format
from .analysis.structure import Analyser
from .config import Settings
from .errors import ArticleError, DefectError, FactsError
from .extraction.structure import Extractor
from .linking.linker import LinkOptions
from .model import Article, Facts, Run
from .plugins import Linker

# What a wrong rule raises on a text that nobody thought of; it must cost one article of a thousand, not the run.
DEFECTS = (ArithmeticError, AssertionError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
# Articles a worker takes at a time: few enough to share the work evenly, many enough to hide the traffic.
CHUNK = 4


class Reader:
    """Analyses and extracts: everything from an article to its facts. Loading takes a second or two."""

    def __init__(self, settings: Settings) -> None:
        self.analyser: Analyser = plugins.load("analysers", analyser_of(settings))(*filter(None, (settings.model,)))
        self.extractor: Extractor = plugins.load("extractors", settings.extractor)()

    def facts_of(self, article: Article) -> Facts:
        """The facts of an article, not yet linked: the same article always gives the same facts."""
        return self.extractor(self.analyser(article))

    def guarded(self, article: Article) -> Facts | ArticleError:
        """The facts of an article, verified; a rule that fails or breaks the format costs this article, not the run."""
        try:
            facts = self.facts_of(article)
            facts_format.verify(facts, article.text, article.id)
        except FactsError as error:
            return error
        except DEFECTS as error:
            at = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(at.filename).name}, line {at.lineno}"
            return DefectError(f"a defect of newsfacts: {type(error).__name__}: {error}", article.id, place)
        return facts


def analyser_of(settings: Settings) -> str:
    """The analyser plugin that the settings mean: a named spaCy pipeline needs the one for spaCy."""
    return "spacy" if settings.model and settings.analyser == "embedded" else settings.analyser


def run_of(settings: Settings) -> Run:
    """What makes facts under these settings, with versions: facts by another run are made anew. Loads no model.

    The code counts by its content, so that a changed rule takes effect without a new version number.
    """
    return Run(
        software=f"newsfacts {__version__}+{resources.code_digest('analysis', 'extraction')} {settings.extractor}",
        analyser=f"{analyser_of(settings)} {settings.model or resources.digest('models')}",
        lexicon=resources.digest("lexicon"),
    )


def linker_version(settings: Settings, decisions: Path) -> str:
    """What makes links: the linker's code, the gazetteer and people's decisions. A change of any links all anew."""
    if not settings.linker:
        return ""
    gazetteer = settings.gazetteer or resources.digest("gazetteer")
    decided = hashlib.sha256(decisions.read_bytes()).hexdigest()[:12] if decisions.is_file() else "none"
    return f"{settings.linker} {resources.code_digest('linking')}, gazetteer {gazetteer}, decisions {decided}"


def linker(settings: Settings, decisions: Path) -> Linker | None:
    """The linker that the settings name, with the decisions people made in this workspace; None for none."""
    if not settings.linker:
        return None
    gazetteer = Path(settings.gazetteer) if settings.gazetteer else None
    options = LinkOptions(gazetteer=gazetteer, decisions=decisions if decisions.is_file() else None)
    return cast("Linker", plugins.load("linkers", settings.linker)(options))


_reader: Reader | None = None


def _start(settings: Settings) -> None:
    global _reader
    _reader = Reader(settings)


def _work(article: Article) -> Facts | ArticleError:
    if _reader is None:
        return FactsError("the worker process was not started", article.id)
    return _reader.guarded(article)


class Extraction:
    """Extraction on `settings.jobs` processes; a context manager. Models are loaded with the first article."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._reader: Reader | None = None
        self._pool: Pool | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool:
            self._pool.terminate()
            self._pool.join()

    def __call__(self, articles: Sequence[Article]) -> Iterator[Facts | ArticleError]:
        """The facts of each article, or the error that it costs, in the same order."""
        if not articles:
            return iter(())
        if self.settings.jobs > 1:
            # Spawned, not forked: the parent may hold a store with threads of its own.
            self._pool = self._pool or get_context("spawn").Pool(self.settings.jobs, _start, (self.settings,))
            return self._pool.imap(_work, articles, CHUNK)
        self._reader = self._reader or Reader(self.settings)
        return map(self._reader.guarded, articles)
