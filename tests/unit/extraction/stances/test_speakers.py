"""Who holds what is only told on: free speech, hearsay, quotations inside reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Read = Callable[[str], Any]


def words(found: Any) -> list[tuple[str, str]]:
    text = found.analysis.article.text
    return [(p.holder, " ".join(span.of(text) for span in p.content)) for p in found.positions()]


def test_a_quoted_phrase_inside_a_report_is_no_position_of_its_own(read: Read) -> None:
    found = words(read("Die Ministerin sagte, der Plan sei „völlig falsch“."))
    assert found == [("Ministerin", "der Plan sei „völlig falsch“")]


def test_free_speech_goes_on_with_who_took_a_stance_before(read: Read) -> None:
    found = words(read("Die Ministerin geht von einem Unfall aus. Der Fahrer habe die Kontrolle verloren."))
    assert found[-1] == ("Ministerin", "Der Fahrer habe die Kontrolle verloren.")


def test_what_is_said_without_a_name_is_said_by_who_spoke_before(read: Read) -> None:
    found = words(read("Die Partei kritisiert, der Plan sei zu teuer. Weiter heißt es, man werde ihn prüfen."))
    assert found[-1] == ("Partei", "man werde ihn prüfen")


def test_what_nobody_said_has_no_holder(read: Read) -> None:
    assert words(read("Es wird befürchtet, dass der Plan scheitert.")) == []


def test_who_quotes_the_holder_is_via(read: Read) -> None:
    quoted = read("Die Ministerin wird von der Zeitung mit den Worten zitiert: „Das reicht uns nicht.“").positions()
    assert [(p.holder, p.via) for p in quoted] == [("Ministerin", ("Zeitung",))]


def test_free_speech_does_not_take_the_place_of_the_stance_before_it(read: Read) -> None:
    found = words(read("Die Partei begrüßte den Schritt der Kollegen, weil er zeige, dass sie lernten."))
    assert found == [("Partei", "den Schritt der Kollegen"), ("Partei", "weil er zeige, dass sie lernten")]


def test_a_paper_named_before_is_no_holder_of_its_own(read: Read) -> None:
    """ "In der Mitteilung" takes up what somebody told: they hold what it says."""
    found = words(read("Die Gewerkschaft lehnt den Plan ab. In der Mitteilung heißt es, man werde klagen."))
    assert found[-1] == ("Gewerkschaft", "man werde klagen")
