from collections.abc import Callable

import pytest

from newsfacts.analysis import embedded
from newsfacts.analysis.structure import Analysis
from newsfacts.model import Article


@pytest.fixture
def analyse() -> Callable[[str], Analysis]:
    """Analyses a text with the embedded model, which is loaded once."""
    return lambda text: embedded.load()(Article(id="a", text=text))
