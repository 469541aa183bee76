"""Options and fixtures that all tests share."""

from __future__ import annotations

import pytest

from newsfacts import build, resources
from newsfacts.config import Settings
from newsfacts.reading import read
from newsfacts.workspace import Workspace


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` writes what the code now makes of the golden cases; read the diff before you keep it."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden from what the code makes now")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be rewritten."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace with the graph of all example articles; tests only read it."""
    workspace = Workspace(tmp_path_factory.mktemp("examples"))
    report = build.build(read([str(resources.data("articles"))]), workspace, Settings())
    assert report.failed == ()
    return workspace
