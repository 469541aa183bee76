"""Where names begin and end, and which spellings are one name: sentences made for the purpose."""

from __future__ import annotations

import pytest

from newsfacts.analysis.embedded import load
from newsfacts.extraction.actors.spelling import near
from newsfacts.extraction.cast import build
from newsfacts.model import Article


def names(text: str) -> list[str]:
    """The names of the actors that are kept, and of those that take part in nothing."""
    analysis = load()(Article(id="t", text=text))
    cast = build(analysis)
    found = {cast.admit(token.index, token.index + 1) for token in analysis.tokens if token.pos in ("NOUN", "PROPN")}
    return [actor.name for actor in cast.keep(frozenset(filter(None, found)))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Das warf ihm das Institut für Wald- und Seenkunde vor.", "Institut für Wald- und Seenkunde"),
        ("Das Amt für Küstenschutz und Häfen prüft den Antrag.", "Amt für Küstenschutz und Häfen"),
        ("Kritik kam vom Deutschen Bund freier Gärtner.", "Deutscher Bund freier Gärtner"),
        ("Er klagte vor dem Amtsgericht Berlin-Köpenick.", "Amtsgericht Berlin-Köpenick"),
        ("Der „Rat zur Rettung der Moore“ tagte am Montag.", "Rat zur Rettung der Moore"),
        ("Der Verein Seefahrt und Abenteuer sammelt Spenden.", "Verein Seefahrt und Abenteuer"),
        ("Das sagte der Chef dem Internetportal seeblick.nu, das es meldete.", "seeblick.nu"),
        ("Nach Angaben des Anbieters windkarte7 stürmte es.", "windkarte7"),
    ],
)
def test_a_body_is_named_from_its_noun_on(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Der Torwart Miguel Torres de Almansa hielt den Ball.", "Miguel Torres de Almansa"),
        ("Der Präsident der Reederei Nordmeer Karl Huber sprach.", "Karl Huber"),
        ("Er fürchtet laut Karl den tiefen Fall.", "Karl"),
        ("Zu den Rednern zählte Rosalinde Wird von der Küste.", "Rosalinde Wird"),
        ("Laut Landrat Peter Maurer Anerkennung verdient das Vorhaben.", "Peter Maurer"),
        ("Der Kommissar für Handel und freie Märkte Jan Novak lobte den Plan.", "Jan Novak"),
        ("Der Sprecher des Verbandes Nord (VN), Amadi Okoro Bankole, lobte den Plan.", "Amadi Okoro Bankole"),
    ],
)
def test_a_persons_name_ends_where_another_phrase_begins(text: str, name: str) -> None:
    assert name in names(text)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("al-Masrawi", "el-Masravi", True),
        ("Timoschenko", "Timoschneko", True),
        ("Bergmann", "Bergman", True),
        ("Bergmann", "Brockmann", False),
        ("Meier", "Maler", False),
    ],
)
def test_spellings_of_one_name_are_near(one: str, other: str, same: bool) -> None:
    assert near(one, other) is same


@pytest.mark.parametrize(
    "text",
    [
        "Der Oppositionsführer Dawid Timoschenko sprach. Später ging Timoschneko.",
        "Der Abgeordnete Juan Ortega Prieto sprach. Am Abend lobte Ortega den Plan.",
        "Die Entlassung des Landesrichters wirkte nach. Das Amt entließ am Montag den Landesrichter Jan Novak.",
        "Der Bundesjustizminister Jan Novak sprach. Der Justizminister lobte den Plan.",
        "Lindau siegte. Die Spieler von Lindau Motors jubelten.",
        "Die NFA gab den Plan bekannt. Die National Fishing Association will wachsen.",
    ],
)
def test_forms_of_one_name_are_one_actor(text: str) -> None:
    assert len([name for name in names(text) if name[0] in "DJLNT" and name != "Später"]) == 1
