"""Stance words and their frames, sentence by sentence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Read = Callable[[str], Any]

FRAMES = [
    ("Die Regierung lehnt eine Verlängerung der Frist ab.", "Die Regierung", "rejects", "eine Verlängerung der Frist"),
    ("Die Ministerin warnt vor einem Mangel an Ärzten.", "Die Ministerin", "warns", "einem Mangel an Ärzten"),
    (
        "Die Opposition fordert von der Regierung mehr Geld für Schulen.",
        "Die Opposition",
        "demands",
        "mehr Geld für Schulen",
    ),
    ("Der Verband sprach sich für ein Tempolimit aus.", "Der Verband", "supports", "ein Tempolimit"),
    ("Der Verband sprach sich gegen ein Tempolimit aus.", "Der Verband", "rejects", "ein Tempolimit"),
    ("Die Gewerkschaft drohte mit einem Streik.", "Die Gewerkschaft", "threatens", "einem Streik"),
    ("Der Konzern bestreitet die Vorwürfe.", "Der Konzern", "denies", "die Vorwürfe"),
    ("Die Ministerin begrüßte den Beschluss.", "Die Ministerin", "supports", "den Beschluss"),
    ("Die Partei erwägt eine Klage.", "Die Partei", "considers", "eine Klage"),
    ("Der Senat stellte die Zahlen in Frage.", "Der Senat", "doubts", "die Zahlen"),
    ("Die Stadt ist zu Gesprächen bereit.", "Die Stadt", "offers", "Gesprächen"),
    ("Die Opposition bezeichnete das Gesetz als Fehler.", "Die Opposition", "criticises", "das Gesetz als Fehler"),
    ("Die Opposition bezeichnete das Gesetz als Erfolg.", "Die Opposition", "praises", "das Gesetz als Erfolg"),
    ("Die Partei hält das Verfahren für rechtswidrig.", "Die Partei", "criticises", "das Verfahren für rechtswidrig"),
    ("Die Regierung will die Steuern senken.", "Die Regierung", "announces", "die Steuern senken"),
]


@pytest.mark.parametrize(("text", "holder", "stance", "content"), FRAMES)
def test_a_stance_word_gives_holder_stance_and_content(
    read: Read, text: str, holder: str, stance: str, content: str
) -> None:
    assert read(text).stances() == [(holder, stance, content)]


NEGATED = [
    ("Die Regierung schließt höhere Steuern nicht aus.", "considers"),
    ("Die Stadt ist nicht zu Gesprächen bereit.", "rejects"),
    ("Die Partei unterstützt den Antrag nicht.", "rejects"),
    ("Die Regierung will die Steuern nicht senken.", "rejects"),
    ("Die Regierung will nicht sparen, sondern investieren.", "announces"),
    ("Die Ministerin will nicht mehr antreten.", "announces"),
    ("Kritiker beklagen nicht ausgezahlte Prämien.", "criticises"),
    ("Huber hält nichts von dem Antrag.", "rejects"),
]


@pytest.mark.parametrize(("text", "stance"), NEGATED)
def test_a_negation_turns_the_stance_around(read: Read, text: str, stance: str) -> None:
    assert [found[1] for found in read(text).stances()] == [stance]


def test_a_negation_that_leaves_nothing_certain_gives_no_stance(read: Read) -> None:
    """Who does not reject a thing need not support it."""
    assert read("Die Regierung lehnt den Antrag nicht ab.").stances() == []


def test_the_object_may_stand_before_the_subject(read: Read) -> None:
    found = read("Eine Verknüpfung mit dem Handel schloss die Regierung aus.").stances()
    assert found == [("die Regierung", "rejects", "Eine Verknüpfung mit dem Handel")]


def test_the_agent_of_a_passive_holds_the_stance(read: Read) -> None:
    found = read("Das Gesetz wird von der Opposition kritisiert.").stances()
    assert found == [("der Opposition", "criticises", "Das Gesetz")]


def test_a_relative_pronoun_stands_for_its_noun(read: Read) -> None:
    found = read("Am Abend sprach die Ministerin, die eine Steuer auf Zucker fordert.").stances()
    assert ("die Ministerin", "demands", "eine Steuer auf Zucker") in found


def test_the_accused_is_the_addressee(read: Read) -> None:
    words = read("Die Opposition warf der Regierung Untätigkeit vor.")
    (found,) = words.attributions()
    assert (found.stance, words.text(*found.content[0])) == ("accuses", "Untätigkeit")
    assert words.text(*found.addressee) == "der Regierung"


def test_what_something_is_preferred_to_is_kept(read: Read) -> None:
    words = read("Die Regierung zieht eine Einigung einem Streit vor.")
    (found,) = words.attributions()
    assert found.stance == "prefers"
    assert words.text(*found.over) == "einem Streit"


def test_a_noun_with_its_possessor_carries_a_stance(read: Read) -> None:
    found = read("Die Forderung der Gewerkschaft nach höheren Löhnen blieb ohne Antwort.").stances()
    assert found == [("der Gewerkschaft", "demands", "höheren Löhnen")]


def test_a_light_verb_lends_the_noun_its_subject(read: Read) -> None:
    found = read("Der Verband übte Kritik an dem Entwurf.").stances()
    assert found == [("Der Verband", "criticises", "dem Entwurf")]


NONE = [
    "Wenn die Opposition einen Aufschub fordert, wird die Sitzung länger.",
    "Die Regierung soll den Antrag ablehnen.",
    "Im Winter drohen Staus auf den Straßen.",
    "Das Gericht verurteilte den Mann zu einer Geldstrafe.",
    "Die Zeugen wollen einen Knall gehört haben.",
    "Lehnte die Regierung den Antrag ab, wäre das ein Problem.",
    "Offen blieb, ob die Regierung den Antrag ablehnt.",
]


@pytest.mark.parametrize("text", NONE)
def test_no_stance_where_nobody_takes_one(read: Read, text: str) -> None:
    assert read(text).stances() == []


def test_not_only_denies_nothing(read: Read) -> None:
    found = read("Der Verband sprach sich nicht nur für ein Tempolimit aus.").stances()
    assert [stance for _, stance, _ in found] == ["supports"]


CLASSES = [
    ("Die Ministerin nannte den Plan einen „Skandal“.", ("Die Ministerin", "criticises", "den Plan")),
    ("Die Partei bezeichnete den Fund als „Glücksfall“.", ("Die Partei", "praises", "den Fund")),
    ("Huber will reden, lobt die Helfer und warnt vor Eile.", ("Huber", "warns", "Eile")),
    ("Huber warf dem Minister Wortbruch vor.", ("Huber", "accuses", "Wortbruch")),
    ("Die Partei fordert klare Regeln nach außen.", ("Die Partei", "demands", "klare Regeln")),
    ("Die Partei reagierte mit Empörung auf das Urteil.", ("Die Partei", "criticises", "das Urteil")),
    ("Das Urteil verstimmte die Opposition.", ("die Opposition", "criticises", "Das Urteil")),
    ("Huber ist ein Gegner der Reform.", ("Huber", "rejects", "der Reform")),
    ("Die Partei setzt auf erneuerbare Energie.", ("Die Partei", "supports", "erneuerbare Energie")),
    ("Ziel der Partei ist der Bau einer Brücke.", ("der Partei", "announces", "der Bau einer Brücke")),
    ("Unter der Opposition herrscht Unmut über den Plan.", ("der Opposition", "criticises", "den Plan")),
    ("Huber hatte unter anderem den Haushalt kritisiert.", ("Huber", "criticises", "den Haushalt")),
    ("Diesen Saal will die Partei bald eröffnen.", ("die Partei", "announces", "Diesen Saal")),
    ("Die von der Partei präferierte Lösung ist teuer.", ("der Partei", "prefers", "Lösung")),
    ("Für Huber ist der Entwurf ein Fehler.", ("Huber", "criticises", "der Entwurf")),
    (
        "Huber sagte, er sei krank, erkannte die Autorität des Gerichts nicht an und ging.",
        ("Huber", "rejects", "die Autorität des Gerichts"),
    ),
    ("Huber beteuerte seine Unschuld.", ("Huber", "denies", "seine Unschuld")),
    ("Die Kommission hob den Erfolg hervor.", ("Die Kommission", "praises", "den Erfolg")),
    ("Huber nannte den Abzug unwahrscheinlicher.", ("Huber", "doubts", "den Abzug unwahrscheinlicher")),
]


@pytest.mark.parametrize(("text", "expected"), CLASSES)
def test_a_class_of_stances_is_read(read: Read, text: str, expected: tuple[str, str, str]) -> None:
    assert expected in read(text).stances()


def test_for_one_thing_and_against_another_are_two_stances(read: Read) -> None:
    found = read("Die Gewerkschaft demonstrierte gegen den Abbau und für höhere Löhne.").stances()
    assert {stance for _, stance, _ in found} == {"rejects", "demands"}


NONE = [
    "Als die Partei den König stürzen wollte, regnete es.",
    "Die Partei begrüßte das Schiff am Hafen.",
    "Voraussetzung war die Zustimmung der Partei zu dem Entwurf.",
    "Unterstützung für den Plan könnte von der Partei kommen.",
    "Die Partei wurde alarmiert.",
    "Huber hatte das Recht, Einspruch gegen den Haushalt einzulegen.",
    "Die Partei zog ihre Zusage, den Saal zu bauen, zurück.",
    "Der Konzern bietet im Netz einen Kalender an.",
]


@pytest.mark.parametrize("text", NONE)
def test_what_only_looks_like_a_stance_is_none(read: Read, text: str) -> None:
    assert read(text).stances() == []


LOW = [
    ("Die Opposition wies das Angebot als zu niedrig zurück.", "das Angebot als zu niedrig"),
    ("Die Opposition kritisierte den Plan als viel zu teuer.", "den Plan als viel zu teuer"),
    ("Die Opposition bezeichnete das Gesetz als sehr großen Fehler.", "das Gesetz als sehr großen Fehler"),
]


@pytest.mark.parametrize(("text", "content"), LOW)
def test_a_judgement_is_not_cut_behind_its_degree(read: Read, text: str, content: str) -> None:
    assert [found[2] for found in read(text).stances()] == [content]


REFUSED = [
    ("Die Regierung will die Steuern nicht senken.", ["die Steuern", "senken"]),
    ("Die Regierung will nicht auf das Geld verzichten.", ["auf das Geld verzichten"]),
    ("Die Regierung will nicht sparen, sondern investieren.", ["nicht sparen"]),
]


@pytest.mark.parametrize(("text", "parts"), REFUSED)
def test_what_is_refused_is_told_without_its_negator(read: Read, text: str, parts: list[str]) -> None:
    words = read(text)
    (found,) = words.attributions()
    assert [words.text(*part) for part in found.content][: len(parts)] == parts
