"""The overviews' answers are kept ready: asked at the start, and when the data have changed and rested."""

from __future__ import annotations

from queue import SimpleQueue

import pytest

from newsfacts.web.engine.records import EngineError, Failure
from newsfacts.web.pages import warming

PATIENCE = 60.0  # seconds; a busy machine is no failure


class Data:
    """A graph of which only the state is looked at."""

    state = "one"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> SimpleQueue[str]:
    states: SimpleQueue[str] = SimpleQueue()

    def ask(data: Data) -> None:
        states.put(data.state)
        raise EngineError(Failure("timeout", "too slow"))

    monkeypatch.setattr(warming, "ask_overviews", ask)
    return states


def test_overviews_are_asked_once_for_each_state_and_a_failure_ends_nothing(asked: SimpleQueue[str]) -> None:
    data = Data()
    thread = warming.keep_warm(data, every=0.01)  # type: ignore[arg-type]
    assert asked.get(timeout=PATIENCE) == "one"
    data.state = "two"
    assert asked.get(timeout=PATIENCE) == "two"
    del data
    thread.join(PATIENCE)
    assert (False, True) == (thread.is_alive(), asked.empty())
