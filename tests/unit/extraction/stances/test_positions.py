"""Attributions become positions: holders, `via`, stance of the content, condition, quotation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[[str], Any]


def test_a_report_with_a_stance_inside_is_one_position_of_the_inner_holder(read: Read) -> None:
    held = read("Der Zeitung zufolge erwägt die Regierung einen Aufschub.").held()
    assert held == [("Regierung", "considers", ("Zeitung",))]


def test_a_speaker_who_tells_his_own_stance_needs_no_via(read: Read) -> None:
    held = read("Die Ministerin sagte, sie lehne den Antrag ab.").held()
    assert held == [("Ministerin", "rejects", ())]


def test_we_and_one_are_the_speaker(read: Read) -> None:
    held = read("Huber sagte, man erwäge, vor Gericht zu ziehen.").held()
    assert held == [("Huber", "considers", ())]


def test_joint_holders_get_a_position_each(read: Read) -> None:
    held = read("Norwegen und Schweden lehnen den Vorschlag ab.").held()
    assert sorted(held) == [("Norwegen", "rejects", ()), ("Schweden", "rejects", ())]


def test_a_stance_that_is_only_demanded_is_none(read: Read) -> None:
    """What somebody is asked to support he does not support yet."""
    held = read("Die Opposition forderte, dass die Regierung den Antrag unterstützt.").held()
    assert held == [("Opposition", "demands", ())]


MOODS = [
    ("Die Stadt müsse mehr bauen, sagte Huber.", "demands"),
    ("Der Beschluss sei ein Fehler, sagte Huber.", "criticises"),
    ("Der Beschluss sei ein Erfolg, sagte Huber.", "praises"),
    ("Damit solle der Streit beendet werden, sagte Huber.", "states"),
    ("Die Regierung habe den Senat belogen, sagte Huber.", "accuses"),
    ("Das Gesetz sei mit der Verfassung nicht vereinbar, sagte Huber.", "criticises"),
    ("Eine Rückkehr sei ausgeschlossen, sagte Huber.", "rejects"),
    ("Der Bau dauere zwei Jahre, sagte Huber.", "states"),
    ("Die Regierung gefährde den Frieden, sagte Huber.", "warns"),
    ("Der Vorwurf sei falsch, sagte Huber.", "denies"),
    ("Der Plan könne zu Problemen führen, sagte Huber.", "warns"),
    ("Es gebe Zweifel an dem Plan, sagte Huber.", "doubts"),
    ("Die Wahl sei friedlich verlaufen, sagte Huber.", "praises"),
    ("„Wir lehnen den Antrag ab“, sagte Huber.", "rejects"),
    ("„Wir werden Rache nehmen“, sagte Huber.", "threatens"),
    ("Das Werk soll im nächsten Jahr schließen, sagte Huber.", "announces"),
    ("Huber sagte, er werde nicht zurücktreten.", "announces"),
    ("Huber sagte, er werde keine Steuern erhöhen.", "rejects"),
]


@pytest.mark.parametrize(("text", "stance"), MOODS)
def test_the_content_of_a_neutral_report_may_carry_the_stance(read: Read, text: str, stance: str) -> None:
    assert [held[:2] for held in read(text).held()] == [("Huber", stance)]


def test_a_citing_reporter_becomes_via(read: Read) -> None:
    held = read("Die Zeitung berichtete unter Berufung auf Anwälte, dass der Prozess im Mai beginne.").held()
    assert held == [("Anwälte", "states", ("Zeitung",))]


def test_a_belittled_intention_of_another_is_an_accusation(read: Read) -> None:
    (found,) = read("Kritiker sagten, die Regierung wolle nur Zeit gewinnen.").positions()
    assert (found.holder, found.stance, found.addressee) == ("Kritiker", "accuses", "Regierung")


def test_the_condition_is_kept(read: Read) -> None:
    words = read("Die Gewerkschaft droht mit einem Streik, falls die Löhne nicht steigen.")
    (found,) = words.positions()
    assert found.condition.of(words.analysis.article.text) == "falls die Löhne nicht steigen"


def test_words_in_quotation_marks_make_a_direct_quotation(read: Read) -> None:
    found = read("„Wir bauen im Mai“, sagte die Ministerin.").positions()
    assert [(p.holder, p.direct_quote) for p in found] == [("Ministerin", True)]


def test_the_evidence_is_the_whole_sentence(read: Read) -> None:
    words = read("Es regnete. Die Ministerin begrüßte den Beschluss. Dann kam Schnee.")
    (found,) = words.positions()
    assert found.evidence.of(words.analysis.article.text) == "Die Ministerin begrüßte den Beschluss."


def test_what_has_no_holder_is_refused_with_a_reason(read: Read) -> None:
    outcome = read("Zuvor war bekannt geworden, dass das Schiff sinkt.").outcome()
    assert outcome.positions == ()
    assert "holds" in outcome.refused[0].reason


def test_the_same_text_gives_the_same_ids(read: Read) -> None:
    text = "Norwegen und Schweden lehnen den Vorschlag ab."
    assert read(text).positions() == read(text).positions()


def test_confidence_is_a_probability(read: Read) -> None:
    (found,) = read("Die Ministerin begrüßte den Beschluss.").positions()
    assert 0 < found.confidence < 1


def test_issues_are_the_nouns_that_name_the_matter(read: Read) -> None:
    (found,) = read("Die Opposition fordert eine Ausweitung der Kinderbetreuung in diesem Jahr.").positions()
    assert found.issues == ("Kinderbetreuung",)


def test_a_broad_issue_keeps_what_qualifies_it(read: Read) -> None:
    """An agreement with one state and one with another are different matters."""
    (found,) = read("Die Opposition fordert ein Abkommen mit Norwegen.").positions()
    assert found.issues[0] == "Abkommen mit Norwegen"


def test_a_broad_issue_is_the_compound_that_the_article_has_of_it(read: Read) -> None:
    (found,) = read("Das Fischereiabkommen läuft aus. Die Opposition lehnt das Abkommen ab.").positions()
    assert found.issues == ("Fischereiabkommen",)


def test_a_quoted_judgement_is_a_position_on_what_it_judges(read: Read) -> None:
    (found,) = read("Huber bezeichnete den Beschluss als „großen Fehler“.").positions()
    assert (found.holder, found.stance) == ("Huber", "criticises")


def test_what_nobody_is_said_to_know_is_no_position(read: Read) -> None:
    assert read("Nach bisherigen Erkenntnissen brannte zuerst das Dach.").positions() == ()


def test_a_report_named_by_its_critics_criticises(read: Read) -> None:
    held = read("Nach Ansicht der Kritiker prägt das auch die Arbeit.").held()
    assert held == [("Kritiker", "criticises", ())]


def test_what_a_plan_says_shall_be_is_demanded(read: Read) -> None:
    held = read("Nach dem Gesetzentwurf der Regierung soll die Stadt mehr bauen.").held()
    assert held == [("Regierung", "demands", ())]


def test_an_announcement_of_what_happened_only_states(read: Read) -> None:
    held = read("Huber gab bekannt, dass der Zug am Morgen entgleist war.").held()
    assert held == [("Huber", "states", ())]


def test_this_one_is_who_was_named_last(read: Read) -> None:
    held = read("Die Opposition besuchte den Minister. Dieser lehnt den Bau ab.").held()
    assert held == [("Minister", "rejects", ())]


def test_both_joined_by_as_well_as_hold_the_stance(read: Read) -> None:
    held = read("Sowohl die Regierung als auch die Opposition lehnen den Antrag ab.").held()
    assert [holder for holder, _, _ in held] == ["Regierung", "Opposition"]


def test_a_name_behind_its_participle_attribute_is_the_holder(read: Read) -> None:
    held = read("Die in Schweden geborene Huber lehnte den Antrag ab.").held()
    assert held == [("Huber", "rejects", ())]


DENIED = [
    ("Huber bestritt, dass Norwegen dem Vertrag zugestimmt habe.", "denies"),
    ("Huber bezweifelte, dass Norwegen den Vertrag unterstütze.", "doubts"),
]


@pytest.mark.parametrize(("text", "stance"), DENIED)
def test_a_stance_that_is_denied_is_none(read: Read, text: str, stance: str) -> None:
    assert read(text).held() == [("Huber", stance, ())]


def test_a_stance_that_is_said_not_to_be_true_is_none(read: Read) -> None:
    held = read("Huber sagte, es treffe nicht zu, dass Norwegen den Vertrag ablehne.").held()
    assert [holder for holder, _, _ in held] == ["Huber"]


def test_a_stance_that_is_said_to_be_true_is_one(read: Read) -> None:
    held = read("Es trifft zu, dass Norwegen den Vertrag ablehnt.").held()
    assert held == [("Norwegen", "rejects", ())]


SILENT = [
    "Die Ministerin wollte den Bericht weder bestätigen noch dementieren.",
    "Die Ministerin wollte den Bericht nicht kommentieren.",
    "Die Ministerin wollte sich dazu nicht äußern.",
    "Die Ministerin wollte dazu keine Stellung nehmen.",
]


@pytest.mark.parametrize("text", SILENT)
def test_not_to_comment_is_no_position(read: Read, text: str) -> None:
    assert read(text).held() == []
