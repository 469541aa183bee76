"""The view of an article as all that it quotes and reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Read = Callable[[str], Any]


def messages(found: Any) -> list[tuple[str, str]]:
    text = found.analysis.article.text
    return [(p.holder, " ".join(span.of(text) for span in p.content)) for p in found.quoted().positions]


def test_a_quoted_phrase_inside_a_report_is_a_message_too(read: Read) -> None:
    found = messages(read("Die Ministerin sagte, der Plan sei „völlig falsch“."))
    assert found == [("Ministerin", "der Plan sei „völlig falsch“"), ("Ministerin", "„völlig falsch“")]


def test_a_run_of_free_speech_is_one_message(read: Read) -> None:
    found = messages(read("Die Ministerin sagte, der Plan sei falsch. Er koste Geld. Er nütze niemandem."))
    assert found[-1] == ("Ministerin", "Er koste Geld. Er nütze niemandem.")


def test_what_is_said_to_be_so_is_a_message_behind_any_report_but_no_position(read: Read) -> None:
    found = read("Die Ministerin sagte, der Plan sei falsch. Er soll viel Geld kosten.")
    assert messages(found)[-1] == ("Ministerin", "Er soll viel Geld kosten.")
    assert len(found.positions()) == 1


def test_what_nobody_in_particular_says_is_held_by_a_source_without_a_name(read: Read) -> None:
    outcome = read("Es wird befürchtet, dass der Plan scheitert.").quoted()
    assert [p.holder for p in outcome.positions] == [source.id for source in outcome.sources]
    assert [(source.named, source.type) for source in outcome.sources] == [(False, "group")]


def test_joint_speakers_say_one_message(read: Read) -> None:
    assert len(messages(read("Norwegen und Schweden erklärten, der Plan sei falsch."))) == 1


def test_a_stance_without_a_message_is_none(read: Read) -> None:
    assert messages(read("Die Regierung lehnt den Plan ab.")) == []
