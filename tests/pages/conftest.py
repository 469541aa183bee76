"""A server over the examples' graph, and a browser where the machine has one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import flask
import pytest
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, sync_playwright

from newsfacts.config import Settings
from newsfacts.store import GraphStore
from newsfacts.web import serving
from newsfacts.web.app import create_app
from newsfacts.web.engine.local import LocalEngine
from newsfacts.web.engine.records import Limits
from newsfacts.web.features import features
from newsfacts.web.pages import pages_blueprint
from newsfacts.web.server import Server
from newsfacts.workspace import Workspace

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip
SETTINGS = Settings(port=0)


def copied(workspace: Workspace, folder: Path) -> Workspace:
    """A copy of a workspace, as a store has one owner."""
    root = folder / "workspace"
    shutil.copytree(workspace.root, root)
    return Workspace(root)


@pytest.fixture(scope="session")
def snapshot(examples: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The workspace behind `client`."""
    return copied(examples, tmp_path_factory.mktemp("client"))


@pytest.fixture(scope="session")
def client(snapshot: Workspace) -> Iterator[FlaskClient]:
    """A client of the pages, without a server."""
    with GraphStore(snapshot.store) as store:
        engine = LocalEngine(store.inner, Limits(), features())
        app: flask.Flask = create_app(engine, blueprints=(pages_blueprint(engine, serving.site(snapshot, SETTINGS)),))
        app.testing = True
        yield app.test_client(use_cookies=False)


@pytest.fixture(scope="session")
def server(examples: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The real server on a free port."""
    workspace = copied(examples, tmp_path_factory.mktemp("server"))
    running = Server(serving.options(workspace, SETTINGS), serving.pages(workspace, SETTINGS))
    yield running
    running.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's chromium, headless."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, server: Server) -> Iterator[Page]:
    """A fresh tab; whatever it asks another machine for fails the test."""
    tab = browser.new_page(viewport={"width": 1280, "height": 900}, locale="de-DE")
    strangers: list[str] = []
    tab.on("request", lambda request: strangers.append(request.url) if _leaves(request.url) else None)
    tab.set_default_timeout(15_000)
    tab.goto(server.url)
    yield tab
    tab.close()
    assert strangers == []


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1"


@pytest.fixture(scope="session")
def artefacts() -> Path:
    """Where screenshots are kept for people to look at."""
    folder = Path(os.environ.get("NEWSFACTS_ARTEFACTS", "artifacts"))
    folder.mkdir(exist_ok=True)
    return folder
