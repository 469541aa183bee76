"""Datelines and agency credits are found where they stand, and prose is left alone."""

from __future__ import annotations

import pytest

from newsfacts.reading import furniture

BODY = "Der Landtag hat beraten."


@pytest.mark.parametrize(
    ("text", "words", "agencies"),
    [
        (f"dpa/rtr | {BODY}", "dpa/rtr | ", ("dpa", "Reuters")),
        (f"Wien – {BODY}", "Wien – ", ()),
        (f"BERLIN (dpa) - {BODY}", "BERLIN (dpa) - ", ("dpa",)),
        (f"Genf/New York (Reuters/AFP) -- {BODY}", "Genf/New York (Reuters/AFP) -- ", ("Reuters", "AFP")),
        (f"Frankfurt am Main, 12. Mai (Reuters) - {BODY}", "Frankfurt am Main, 12. Mai (Reuters) - ", ("Reuters",)),
        (f"St. Gallen (sda) – {BODY}", "St. Gallen (sda) – ", ("Keystone-SDA",)),
        (f"Ein Streit spitzt sich zu. Graz – {BODY}", "Graz – ", ()),
        (f"(dpa) {BODY}", "(dpa) ", ("dpa",)),
        (f"{BODY} (APA, red, 29.7.2015)", " (APA, red, 29.7.2015)", ("APA",)),
        (f"{BODY}\n\ndpa/ab", "dpa/ab", ("dpa",)),
    ],
)
def test_datelines_and_credits_are_marked(text: str, words: str, agencies: tuple[str, ...]) -> None:
    found = furniture.find(text)

    assert ([words], agencies) == ([span.of(text) for span in found.spans], found.agencies)


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "US-Präsident und EU-Kommission haben beraten.",
        "Der Landtag hat beraten – ohne Ergebnis (siehe Seite 3).",
        "Nach dem Treffen – Beobachter sprachen von einem Erfolg – reiste er ab.",
    ],
)
def test_prose_has_no_furniture(text: str) -> None:
    assert ((), ()) == furniture.find(text)
