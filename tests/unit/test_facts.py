"""The facts format: what goes out comes in again, and what is wrong is named with its place."""

from __future__ import annotations

import json

import pytest

from newsfacts import facts
from newsfacts.errors import FactsError
from newsfacts.model import Actor, Article, Event, Facts, Mention, Position, Role, Span

TEXT = "Die Ministerin lehnt den Plan ab. Am Montag traf sie Müller."
ARTICLE = Article(id="a1", text=TEXT, title="Plan", published="2026-03-01")


def document(**changes: object) -> Facts:
    """A small right document with `changes` to its lists."""
    actor = Actor(id="m", name="Ministerin", type="person", mentions=(Mention(4, 14, "noun"),))
    event = Event(id="e", type="CONSULT", status="actual", mentions=(Mention(44, 48),), agents=("m",))
    position = Position(id="p", holder="m", stance="rejects", content=(Span(21, 29),))
    parts: dict[str, object] = {"actors": (actor,), "events": (event,), "positions": (position,)}
    return Facts(facts.info(ARTICLE), **(parts | changes))  # type: ignore[arg-type]


def test_written_facts_are_read_back_equal() -> None:
    assert document() == facts.decode(facts.encode(document()))


def test_the_same_facts_give_the_same_bytes() -> None:
    assert facts.encode(document()) == facts.encode(facts.decode(facts.encode(document())))


def test_right_facts_verify_against_their_text() -> None:
    facts.verify(document(), TEXT)


def test_another_text_is_refused() -> None:
    """Offsets count in one text only; its hash says which."""
    with pytest.raises(FactsError, match=r"text_sha256: the text is not the one"):
        facts.verify(document(), TEXT + " ")


BEYOND = Position(id="p", holder="m", stance="rejects", content=(Span(50, 90),))
STRANGER = Position(id="p", holder="x", stance="rejects", content=(Span(21, 29),))
EMPTY = Position(id="p", holder="m", stance="states", content=())
HELPED = Event(id="e", type="AID", status="actual", mentions=(Mention(44, 48),), agents=("x",))
FAULTS = {
    "span outside": ({"positions": (BEYOND,)}, "$.positions[0].content[0]"),
    "empty span": ({"roles": (Role(actor="m", title="Ministerin", mention=Span(4, 4)),)}, "$.roles[0].mention"),
    "unknown holder": ({"positions": (STRANGER,)}, "$.positions[0].holder"),
    "unknown agent": ({"events": (HELPED,)}, "$.events[0].agents"),
    "event without mention": (
        {"events": (Event(id="e", type="AID", status="actual", mentions=()),)},
        "$.events[0].mentions",
    ),
    "position without content": ({"positions": (EMPTY,)}, "$.positions[0].content"),
    "id used twice": (
        {"events": (Event(id="m", type="AID", status="actual", mentions=(Mention(44, 48),)),)},
        "$.events[0].id",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_kind_of_fault_is_named_with_its_place(name: str) -> None:
    changes, place = FAULTS[name]

    assert place in {where for where, _ in facts.faults(document(**changes), len(TEXT))}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        (lambda d: d["actors"][0].update(type="robot"), "$.actors[0].type"),
        (lambda d: d["positions"][0].update(stance="loves"), "$.positions[0].stance"),
        (lambda d: d["positions"][0].update(confidence=1.5), "$.positions[0].confidence"),
        (lambda d: d["actors"][0].update(wikidata="42"), "$.actors[0].wikidata"),
        (lambda d: d["events"][0].update(extra=1), "$.events[0]"),
        (lambda d: d["article"].pop("id"), "$.article"),
    ],
)
def test_a_document_that_breaks_the_format_is_refused_at_its_place(change: object, place: str) -> None:
    broken = json.loads(facts.encode(document()))
    change(broken)  # type: ignore[operator]

    with pytest.raises(FactsError) as caught:
        facts.decode(json.dumps(broken).encode(), "f.json")

    assert ("f.json", place) == (caught.value.source, caught.value.place)


def test_a_document_may_bring_its_text_and_is_verified_against_it() -> None:
    brought = json.loads(facts.encode(document()))
    brought["article"]["text"] = "another text"

    with pytest.raises(FactsError, match="SHA-256"):
        facts.decode(json.dumps(brought).encode())
