"""Participants and times of events that more than the trigger's own clause decides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsfacts.analysis import embedded
from newsfacts.extraction import cast
from newsfacts.extraction.events import Found, events
from newsfacts.model import Article

Read = Callable[[str], Found]


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads the events of a text with its own cast."""
    analyse = embedded.load()

    def reading(text: str) -> Found:
        analysis = analyse(Article(id="t", text=text, published="2024-05-15"))
        return events(analysis, cast.build(analysis))

    return reading


def test_what_a_dative_succeeds_in_is_done_by_it(read: Read) -> None:
    found = read("Am Montag gelang es der Polizei, 20 Geiseln zu befreien.")
    event = next(event for event in found.events if event.recipients)
    assert len(event.agents) == len(event.recipients) == 1
    assert event.agents != event.recipients


def test_a_report_without_a_time_is_of_the_month_of_publication(read: Read) -> None:
    assert read("Die Polizei hat in Bonn den Unternehmer Karl Huber verhaftet.").events[0].time == "2024-05"


def test_a_story_stays_on_its_day(read: Read) -> None:
    text = "Am Montag überfielen zwei Männer eine Bank in Bonn. Die Polizei nahm Karl Huber und Udo Meier fest."
    assert {event.time for event in read(text).events} == {"2024-05-13"}


def test_what_is_planned_is_not_of_the_month_of_publication(read: Read) -> None:
    found = read("Der Minister Karl Huber will seinen Rivalen Udo Meier in Bonn treffen.")
    assert {event.time for event in found.events} <= {None}


def named(found: Found, names: dict[str, str], type_: str) -> tuple[set[str], set[str]]:
    """The names of agents and recipients of the event of a type."""
    event = next(event for event in found.events if event.type == type_)
    return {names[actor] for actor in event.agents}, {names[actor] for actor in event.recipients}


@pytest.mark.parametrize(
    ("text", "type_", "agents", "recipients"),
    [
        ("Die Staaten Italien, Norwegen und Polen verhandelten in Genf.", "CONSULT", "Italien Norwegen Polen", ""),
        ("Der Iran hat am Montag die Beziehungen zu Norwegen abgebrochen.", "SANCTION", "Iran", "Norwegen"),
        ("Ziel der Stiftung ist es, ein Telefon zu entwickeln.", "OTHER", "Stiftung", ""),
    ],
)  # fmt: skip
def test_participants(text: str, type_: str, agents: str, recipients: str) -> None:
    analysis = embedded.load()(Article(id="t", text=text, published="2024-05-15"))
    actors = cast.build(analysis)
    found = events(analysis, actors)
    used = frozenset(actor for event in found.events for actor in (*event.agents, *event.recipients))
    names = {actor.id: actor.name for actor in actors.keep(used)}
    assert named(found, names, type_) == (set(agents.split()), set(recipients.split()))
