"""The HTTP client: named, patient, cached — and silent unless asked to speak."""

from __future__ import annotations

import socket
from collections.abc import Callable
from typing import Any

import pytest

from newsfacts.linking.wikidata.client import Client, Network, OfflineError, WikidataError

from .conftest import Reply, Stub

GOOD = Reply({"entities": {}})
Make = Callable[..., Network]


def ask(network: Network, ids: str = "Q1") -> Any:
    with Client(network) as client:
        return client.api({"action": "wbgetentities", "ids": ids}).body


def test_a_request_says_who_asks_and_how_patient_it_is(stub: Stub, network: Make) -> None:
    stub.answer(GOOD)
    ask(network(contact="mailto:desk@example.org"))
    assert stub.agents[0].startswith("newsfacts/")
    assert "mailto:desk@example.org" in stub.agents[0]
    assert stub.asked[0]["maxlag"] == "5"


def test_the_second_time_the_cache_answers(stub: Stub, network: Make) -> None:
    stub.answer(GOOD)
    assert ask(network()) == ask(network())
    assert len(stub.asked) == 1


def test_an_answer_grows_old(stub: Stub, network: Make) -> None:
    stub.answer(GOOD)
    ask(network(keep=14))
    stub.now += 15 * 86_400
    ask(network(keep=14))
    assert len(stub.asked) == 2


@pytest.mark.parametrize(
    ("trouble", "waits"),
    [
        (Reply(b"slow down", 429, {"Retry-After": "7"}), 7.0),
        (Reply(b"busy", 503), 1.0),
        (Reply(b'{"entities": {"Q1": {"id'), 1.0),
        (Reply({"error": {"code": "maxlag", "info": "lagged", "lag": 9.5}}), 9.5),
        (Reply({"error": {"code": "ratelimited", "info": "too many"}}), 1.0),
    ],
)
def test_what_passes_is_waited_for_and_not_cached(trouble: Reply, waits: float, stub: Stub, network: Make) -> None:
    stub.answer(trouble, GOOD)
    assert ask(network()) == {"entities": {}}
    assert stub.slept[0] == waits
    assert len(stub.asked) == 2


def test_a_slow_answer_is_given_up(stub: Stub, network: Make) -> None:
    stub.answer(Reply({}, wait=3.0), GOOD)
    assert ask(network(timeout=0.1)) == {"entities": {}}


def test_after_the_last_try_it_says_why(stub: Stub, network: Make) -> None:
    stub.answer(Reply(b"busy", 503))
    with pytest.raises(WikidataError, match=r"status 503 \(3 tries\)"):
        ask(network(tries=3))
    assert len(stub.asked) == 3


@pytest.mark.parametrize("refusal", [Reply(b"", 403), Reply({"error": {"code": "badvalue", "info": "no"}})])
def test_a_refusal_is_not_tried_again(refusal: Reply, stub: Stub, network: Make) -> None:
    stub.answer(refusal)
    with pytest.raises(WikidataError):
        ask(network())
    assert len(stub.asked) == 1


def test_requests_keep_their_distance(stub: Stub, network: Make) -> None:
    stub.answer(GOOD)
    with Client(network(pause=2.5)) as client:
        client.api({"ids": "Q1"})
        client.api({"ids": "Q2"})
    assert stub.slept == [2.5]


def test_offline_opens_no_socket(stub: Stub, network: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even for what the cache does not hold."""
    stub.answer(GOOD)
    ask(network(), "Q1")

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    assert ask(network(online=False), "Q1") == {"entities": {}}
    with pytest.raises(OfflineError):
        ask(network(online=False), "Q2")


def test_linking_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    from newsfacts.linking.linker import load
    from newsfacts.model import Actor, ArticleInfo, Facts, Mention

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    actor = Actor("a", "Iran", "state", (Mention(0, 4),))
    assert load()(Facts(ArticleInfo("x", "0" * 64), actors=(actor,))).actors[0].wikidata == "Q794"
