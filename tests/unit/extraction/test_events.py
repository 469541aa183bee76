"""Events from analysed sentences: types, participants, status, time, place, and mentions of one event put together."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from newsfacts.analysis import embedded
from newsfacts.analysis.structure import Analysis
from newsfacts.extraction.events import Found, events
from newsfacts.extraction.structure import Attribution
from newsfacts.model import Actor, Article, Event, Refusal, Role

Read = Callable[..., Found]


class Names:
    """A cast that knows some names, each the id of its actor, and the states of some adjectives."""

    def __init__(self, analysis: Analysis, names: tuple[str, ...], adjectives: dict[str, str]) -> None:
        self.analysis, self.names, self.adjectives = analysis, names, adjectives

    def denoted(self, first: int, last: int) -> str | None:
        words = self.analysis.text(first, last).split()
        return next((name for name in self.names if name in words or name + "s" in words), None)

    def admit(self, first: int, last: int) -> str | None:
        return self.denoted(first, last)

    def adjective(self, token: int) -> str | None:
        return self.adjectives.get(self.analysis.tokens[token].text)

    def animacy(self, first: int, last: int) -> float:
        return float(self.denoted(first, last) is not None)

    def roles(self) -> tuple[Role, ...]:
        return ()

    def keep(self, used: frozenset[str]) -> tuple[Actor, ...]:  # noqa: ARG002
        return ()

    def refused(self) -> tuple[Refusal, ...]:
        return ()


@pytest.fixture(scope="module")
def read() -> Read:
    """Reads the events of a text whose capitalised words in `names` are actors."""
    analyse = embedded.load()

    def reading(text: str, *names: str, attributions: tuple[Attribution, ...] = (), **adjectives: str) -> Found:
        analysis = analyse(Article(id="t", text=text, published="2024-05-15"))
        return events(analysis, Names(analysis, names, adjectives), attributions)

    return reading


def only(found: Found) -> Event:
    """The one event of a reading."""
    (event,) = found.events
    return event


@pytest.mark.parametrize(
    ("text", "names", "type_", "agents", "recipients"),
    [
        ("Die Polizei verhaftete Huber.", "Polizei Huber", "COERCE", "Polizei", "Huber"),
        ("Huber wurde von der Polizei verhaftet.", "Polizei Huber", "COERCE", "Polizei", "Huber"),
        ("Nordland griff Südland an.", "Nordland Südland", "ASSAULT", "Nordland", "Südland"),
        ("Huber traf Maier.", "Huber Maier", "CONSULT", "Huber Maier", ""),
        ("Huber trat zurück.", "Huber", "RESIGN", "Huber", ""),
        ("Huber starb.", "Huber", "DEATH", "", "Huber"),
        ("Huber kam ums Leben.", "Huber", "DEATH", "", "Huber"),
        ("Der Senat ernannte Huber zum Direktor.", "Senat Huber", "APPOINT", "Senat", "Huber"),
        ("Das Parlament verabschiedete das Gesetz.", "Parlament", "LEGISLATE", "Parlament", ""),
        ("Die Bauern demonstrierten gegen die Regierung.", "Bauern Regierung", "PROTEST", "Bauern", "Regierung"),
    ],
)
def test_verbs_give_type_and_participants(
    read: Read, text: str, names: str, type_: str, agents: str, recipients: str
) -> None:
    event = only(read(text, *names.split()))
    assert (event.type, event.agents, event.recipients) == (type_, tuple(agents.split()), tuple(recipients.split()))


@pytest.mark.parametrize(
    ("text", "agents", "recipients"),
    [
        ("Nordlands Angriff auf Südland dauerte lange.", "Nordland", "Südland"),
        ("Der Angriff von Nordland auf Südland dauerte lange.", "Nordland", "Südland"),
        ("Der nordische Angriff auf Südland dauerte lange.", "Nordland", "Südland"),
    ],
)
def test_nouns_take_participants_from_what_hangs_on_them(read: Read, text: str, agents: str, recipients: str) -> None:
    event = only(read(text, "Nordland", "Südland", nordische="Nordland"))
    assert (event.type, event.agents, event.recipients) == ("ASSAULT", (agents,), (recipients,))


def test_the_subject_carries_out_what_its_object_names(read: Read) -> None:
    event = only(read("Nordland erwägt die Entsendung von Schiffen.", "Nordland"))
    assert (event.type, event.agents, event.status) == ("MOBILIZE", ("Nordland",), "considered")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die Polizei verhaftete Huber.", "actual"),
        ("Die Polizei wird Huber verhaften.", "planned"),
        ("Die Polizei will Huber verhaften.", "planned"),
        ("Die Polizei könnte Huber verhaften.", "considered"),
        ("Die Polizei hat Huber nicht verhaftet.", "denied"),
        ("Wenn die Polizei Huber verhaftet, freut sich Maier.", "conditional"),
        ("Die Polizei soll Huber verhaftet haben.", "considered"),
        ("Huber soll von der Polizei verhaftet worden sein.", "considered"),
        ("Huber soll von der Polizei verhaftet werden.", "planned"),
        ("Die Polizei hat Huber verhaften müssen.", "actual"),
        ("Die Polizei wollte Huber verhaften.", "planned"),
        ("Die Polizei hat Huber vermutlich verhaftet.", "considered"),
        ("Huber bot der Polizei seinen Rücktritt an.", "considered"),
    ],
)
def test_mood_tense_and_negation_tell_the_status(read: Read, text: str, status: str) -> None:
    assert only(read(text, "Polizei", "Huber")).status == status


def test_the_stance_an_event_is_told_in_tells_its_status(read: Read) -> None:
    text = "Der Rückzug Nordlands beginnt."
    demand = Attribution("stance", ((0, 5),), "demands", "r", 1.0)
    assert only(read(text, "Nordland", attributions=(demand,))).status == "considered"


def test_time_and_place_come_from_the_clause(read: Read) -> None:
    found = read("Huber traf Maier am Montag in Wien.", "Huber", "Maier")
    assert only(found).time == "2024-05-13"
    assert [(place.name, place.id) for place in found.places] == [("Wien", only(found).place)]


def test_a_present_tense_with_a_time_ahead_is_a_plan(read: Read) -> None:
    assert only(read("Am Montag trifft Huber Maier.", "Huber", "Maier")).status == "planned"


def test_mentions_of_one_event_become_one_event(read: Read) -> None:
    event = only(read("Huber trat zurück. Der Rücktritt von Huber überrascht.", "Huber"))
    assert len(event.mentions) == 2


def test_a_death_in_an_attack_belongs_to_the_attack(read: Read) -> None:
    event = only(read("Bei dem Angriff der Rebellen wurde Huber getötet.", "Rebellen", "Huber"))
    assert (event.type, event.agents, event.recipients) == ("ASSAULT", ("Rebellen",), ("Huber",))


def test_a_light_verb_adds_a_mention_to_what_its_object_names(read: Read) -> None:
    event = only(read("Nordland verhängte Sanktionen gegen Südland.", "Nordland", "Südland"))
    assert (event.type, event.agents, event.recipients) == ("SANCTION", ("Nordland",), ("Südland",))


def test_an_office_that_someone_comes_to_hold_is_an_appointment(read: Read) -> None:
    found = only(read("Angela Merkel wurde 2005 Bundeskanzlerin.", "Merkel"))
    assert (found.type, found.agents, found.time) == ("APPOINT", ("Merkel",), "2005")


def test_feared_violence_is_another_event_than_violence_that_happened(read: Read) -> None:
    text = "Im Mai hat Israel Syrien mit Raketen angegriffen. Israel könnte Syrien angreifen."
    assert [event.status for event in read(text, "Israel", "Syrien").events] == ["actual", "considered"]


def test_a_report_of_an_accident_tells_of_one_event(read: Read) -> None:
    text = "Bei einem Unfall in Wien starb Meier. Die Straße war gesperrt. Huber und Weber wurden verletzt."
    found = [event for event in read(text, "Meier", "Huber", "Weber").events if event.type != "SANCTION"]
    assert [(event.type, event.recipients) for event in found] == [("DISASTER", ("Meier", "Huber", "Weber"))]


def test_a_noun_that_names_an_actor_is_no_event(read: Read) -> None:
    assert not read("Die Welthungerhilfe ist in Berlin.", "Welthungerhilfe").events


def test_what_is_unlikely_is_refused_with_the_reason(read: Read) -> None:
    found = read("Huber sagte, dass Kontrolle nicht besser sei als Vertrauen.", "Huber")
    assert found.events == ()
    assert "this INVESTIGATE (judged 0." in found.refused[0].reason


def test_a_dated_passive_may_leave_out_its_actors(read: Read) -> None:
    event = only(read("Die Rechnung wurde am 3. Mai bezahlt."))
    assert (event.type, event.agents, event.recipients) == ("TRANSACT", (), ())
    assert event.rule == "event-verb-bare"


def test_who_takes_part_makes_an_event_likelier(read: Read) -> None:
    named, nameless = (
        only(read(text, "Huber")) for text in ("Huber bezahlte die Rechnung.", "Die Rechnung wurde bezahlt.")
    )
    assert named.confidence > nameless.confidence


@pytest.mark.parametrize(
    ("text", "names", "type_"),
    [
        ("Das Gericht hat über Huber entschieden.", "Gericht Huber", "JUDGE"),
        ("Die Regierung hat über den Antrag entschieden.", "Regierung", "LEGISLATE"),
        ("Studenten besetzten am Montag die Universität.", "Studenten", "PROTEST"),
        ("Soldaten besetzten am Montag die Stadt.", "Soldaten", "COERCE"),
        ("Huber feuerte auf Maier.", "Huber Maier", "ASSAULT"),
        ("Huber feuerte Maier.", "Huber Maier", "RESIGN"),
        ("Huber stürzte am Montag in eine Schlucht.", "Huber", "DISASTER"),
        ("Die Generäle haben Huber gestürzt.", "Generäle Huber", "COERCE"),
        ("Die Bildung der Regierung durch Huber begann am Montag.", "Huber", "APPOINT"),
    ],
)
def test_what_stands_beside_a_word_tells_its_reading(read: Read, text: str, names: str, type_: str) -> None:
    assert [event.type for event in read(text, *names.split()).events] == [type_]


@pytest.mark.parametrize(
    "text",
    [
        "Huber und Maier verhandelten am Montag. Die Unterredung dauerte zwei Stunden.",
        "In Hofstadt demonstrierten am Montag die Bauern. Die Kundgebung der Bauern endete friedlich.",
        "Bei einem Anschlag in Hofstadt verletzte Huber am Montag Maier. Die Explosion weckte die Stadt.",
    ],
)
def test_the_next_sentence_goes_on_with_the_event_in_other_words(read: Read, text: str) -> None:
    assert len(read(text, "Huber", "Maier", "Bauern").events) == 1


def test_other_parties_make_another_event(read: Read) -> None:
    text = "Huber traf am Montag Maier. Schulze traf am Montag Weber."
    assert len(read(text, "Huber", "Maier", "Schulze", "Weber").events) == 2


def test_what_happened_is_not_taken_for_what_is_planned(read: Read) -> None:
    text = "Huber und Maier verhandelten am Montag in Hofstadt. Huber will Maier auch besuchen."
    assert [event.status for event in read(text, "Huber", "Maier").events] == ["actual", "planned"]


def test_the_halves_of_an_expression_that_stand_apart_are_mentions(read: Read) -> None:
    text = "Huber leistete seinem alten Freund Maier am Montag Hilfe."
    event = only(read(text, "Huber", "Maier"))
    assert [text[m.start : m.end] for m in event.mentions] == ["leistete", "Hilfe"]


def test_a_preposition_on_the_object_gives_the_recipient(read: Read) -> None:
    event = only(read("Nordland lieferte Waffen an Südland.", "Nordland", "Südland"))
    assert (event.agents, event.recipients) == (("Nordland",), ("Südland",))


def test_of_a_thing_the_one_whose_it_is_is_the_recipient(read: Read) -> None:
    event = only(read("Die Polizei durchsuchte die Büros von Huber.", "Polizei", "Huber"))
    assert event.recipients == ("Huber",)


def test_someone_dies_once(read: Read) -> None:
    event = only(read("Huber starb am Montag. Huber verlor sein Leben im Krankenhaus.", "Huber"))
    assert len(event.mentions) == 2


def test_evidence_is_the_sentence_and_mentions_are_its_words(read: Read) -> None:
    text = "Es regnete. Huber trat zurück."
    event = only(read(text, "Huber"))
    assert event.evidence is not None
    assert (event.evidence.of(text), event.mentions[0].of(text)) == ("Huber trat zurück.", "trat")


def test_ids_are_the_same_again(read: Read) -> None:
    text = "Huber traf Maier am Montag in Wien."
    assert read(text, "Huber", "Maier") == read(text, "Huber", "Maier")


@pytest.mark.parametrize("text", ["", "Wort", "VERHAFTET", "… !? 😀", "Angriff Angriff Angriff"])
def test_texts_without_sentences_give_no_crash(read: Read, text: str) -> None:
    assert isinstance(read(text), Found)


def types(found: Found) -> list[str]:
    """The types of the events of a reading."""
    return [event.type for event in found.events]


@pytest.mark.parametrize(
    "text",
    [
        "Altdorf schlug Neustadt 4:2.",
        "Neustadt wurde von Altdorf mit 2:0 geschlagen.",
        "Altdorf hat Neustadt am Samstag 31:28 (15:14) geschlagen.",
    ],
)
def test_to_beat_somebody_with_a_score_is_a_win(read: Read, text: str) -> None:
    event = only(read(text, "Altdorf", "Neustadt"))
    assert (event.type, event.agents, event.recipients) == ("OTHER", ("Altdorf",), ("Neustadt",))


@pytest.mark.parametrize("goal", ["das Siegtor", "den Anschlusstreffer", "Neustadt zum 2:1"])
def test_to_shoot_a_goal_is_no_assault(read: Read, goal: str) -> None:
    assert "ASSAULT" not in types(read(f"Huber schoss {goal}.", "Huber"))


@pytest.mark.parametrize("text", ["Huber schlug Maier.", "Huber schoss auf Maier.", "Huber schlug Maier um 3:15 Uhr."])
def test_to_beat_or_shoot_without_a_score_is_an_assault(read: Read, text: str) -> None:
    assert types(read(text, "Huber", "Maier")) == ["ASSAULT"]


@pytest.mark.parametrize(
    "text",
    ["„Der Platz war zu nass“, klagte Huber.", "Der Platz sei zu nass, klagt Huber.", "Huber klagte über Maier."],
)
def test_to_complain_is_no_lawsuit(read: Read, text: str) -> None:
    assert types(read(text, "Huber", "Maier")) == []


@pytest.mark.parametrize("text", ["Huber klagte gegen Maier.", "Huber klagt vor dem Verwaltungsgericht."])
def test_to_sue_is_a_lawsuit(read: Read, text: str) -> None:
    assert types(read(text, "Huber", "Maier")) == ["JUDGE"]


@pytest.mark.parametrize("text", ["Huber hält an Maier fest.", "Huber will am Zeitplan festhalten."])
def test_to_hold_on_to_something_is_no_event(read: Read, text: str) -> None:
    assert types(read(text, "Huber", "Maier")) == []


@pytest.mark.parametrize("text", ["Die Polizei hielt Huber am Montag fest.", "Huber wurde am Montag festgehalten."])
def test_to_detain_somebody_on_a_day_is_coercion(read: Read, text: str) -> None:
    assert types(read(text, "Polizei", "Huber")) == ["COERCE"]


@pytest.mark.parametrize("object_", ["einen Vertrag", "ein Friedensabkommen", "das Abkommen"])
def test_a_treaty_that_is_only_negotiated_is_no_agreement(read: Read, object_: str) -> None:
    found = read(f"Nordland verhandelt mit Südland über {object_}.", "Nordland", "Südland")
    assert types(found) == ["CONSULT"]


def test_a_demanded_acquittal_is_not_the_one_of_somebody_else(read: Read) -> None:
    found = read("Die Verteidigung forderte einen Freispruch. Maier wurde freigesprochen.", "Maier")
    assert [(event.status, event.recipients) for event in found.events][-1] == ("actual", ("Maier",))
    assert len(found.events) == 2


def test_judgements_of_different_people_by_one_court_are_different(read: Read) -> None:
    found = read(
        "Das Landgericht verurteilte Huber. Das Landgericht verurteilte Maier.", "Landgericht", "Huber", "Maier"
    )
    assert [event.recipients for event in found.events] == [("Huber",), ("Maier",)]
