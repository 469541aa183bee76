"""Time expressions: their extent, their EDTF and TIMEX3 values, and the intervals that prepositions make of them."""

from __future__ import annotations

import re

import msgspec
import pytest

from newsfacts.analysis.structure import Analysis, Clause, Sentence, Token
from newsfacts.analysis.times import joined, times
from newsfacts.model import Article

PUBLISHED = "2024-05-15"  # a Wednesday
WORD = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}[.:]\d\d|\d{1,2}\.(?=\s\w)|[\w-]+|\S")


def analysed(text: str, published: str | None = PUBLISHED, tense: str = "") -> Analysis:
    """One sentence in one clause of the given tense, without tags."""
    article = Article(id="t", text=text, published=published)
    tokens = tuple(Token(n, m.start(), m.end(), m[0], m[0], "X") for n, m in enumerate(WORD.finditer(text)))
    own = tuple(range(len(tokens)))
    clause = Clause(0, 0, "main", 0, len(tokens), own, tense=tense)
    sentences = (Sentence(0, 0, len(tokens)),)
    return Analysis(article, tokens, sentences, (), (clause,), (0,) * len(own), (0,) * len(own))


def only(text: str, tense: str = "Past", published: str | None = PUBLISHED) -> tuple[str, str]:
    """Words and EDTF value of the one expression in a text."""
    analysis = analysed(text, published, tense)
    (found,) = times(analysis)
    return analysis.text(found.first, found.last), found.value


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [
        ("Am 3. März 2011 kam er.", "3. März 2011", "2011-03-03"),
        ("Am 12.10.2019 kam er.", "12.10.2019", "2019-10-12"),
        ("Im Jänner 2020 kam er.", "Jänner 2020", "2020-01"),
        ("Anfang Juni 2020 kam er.", "Anfang Juni 2020", "2020-06"),
        ("Im Jahr 1987 kam er.", "Jahr 1987", "1987"),
        ("Ende 2009 kam er.", "Ende 2009", "2009"),
        ("Gestern kam er.", "Gestern", "2024-05-14"),
        ("Am Montag kam er.", "Montag", "2024-05-13"),
        ("Am Mittwoch kam er.", "Mittwoch", "2024-05-15"),
        ("Am Montagabend kam er.", "Montagabend", "2024-05-13"),
        ("Am vergangenen Mittwoch kam er.", "vergangenen Mittwoch", "2024-05-08"),
        ("Im vergangenen Jahr kam er.", "vergangenen Jahr", "2023"),
        ("In der vergangenen Woche kam er.", "der vergangenen Woche", "2024-05-06/2024-05-12"),
        ("Am Freitag vergangener Woche kam er.", "Freitag vergangener Woche", "2024-05-10"),
        ("Im Juni kam er.", "Juni", "2023-06"),
        ("Im April kam er.", "April", "2024-04"),
        ("Im Juni des vergangenen Jahres kam er.", "Juni des vergangenen Jahres", "2023-06"),
        ("Im Sommer 2014 kam er.", "Sommer 2014", "2014-22"),
        ("Zu Ostern kam er.", "Ostern", "2024-03-31"),
        ("In den 1970er Jahren kam er.", "den 1970er Jahren", "197X"),
        ("Im 19. Jahrhundert kam er.", "19. Jahrhundert", "18XX"),
        ("Vor zwei Wochen kam er.", "zwei Wochen", "2024-05-01"),
        ("Vor drei Tagen kam er.", "drei Tagen", "2024-05-12"),
        ("Vor gut zehn Jahren kam er.", "gut zehn Jahren", "2014~"),
        ("Heuer kam er.", "Heuer", "2024"),
        ("Das Vorjahr war gut.", "Das Vorjahr", "2023"),
        ("Um 18 Uhr kam er.", "18 Uhr", "2024-05-15"),
    ],
)
def test_value_of_an_expression_in_the_past(text: str, words: str, value: str) -> None:
    assert only(text) == (words, value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Am Montag wird gewählt.", "2024-05-20"),
        ("Am 3. März wird gewählt.", "2025-03-03"),
        ("Im Juni wird gewählt.", "2024-06"),
        ("Am kommenden Mittwoch wird gewählt.", "2024-05-22"),
        ("In zwei Wochen wird gewählt.", "2024-05-29"),
        ("Nächstes Jahr wird gewählt.", "2025"),
        ("Morgen wird gewählt.", "2024-05-16"),
    ],
)
def test_value_of_an_expression_in_the_future(text: str, value: str) -> None:
    assert only(text, tense="Fut")[1] == value


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Das dauerte zwei Stunden.", "PT2H"),
        ("Das dauerte drei Jahre und vier Monate.", "P3Y4M"),
        ("Sie stritten jahrelang.", "PXY"),
        ("Er kommt täglich.", "P1D"),
        ("Damals war das so.", "PAST_REF"),
    ],
)
def test_lengths_repetitions_and_vague_words_have_no_date(text: str, timex: str) -> None:
    (found,) = times(analysed(text))
    assert (found.value, found.timex) == ("", timex)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Von 2009 bis 2013 regierte sie.", "2009/2013"),
        ("Zwischen 1993 und 2006 starben viele.", "1993/2006"),
        ("Seit 2007 regiert sie.", "2007/.."),
        ("Bis Ende 2013 gilt das.", "../2013"),
        ("Vom 4. Mai bis zum 9. August 2007 läuft die Schau.", "2007-05-04/2007-08-09"),
        ("Am 16. und 17. Juni 2010 tagten sie.", "2010-06-16/2010-06-17"),
    ],
)
def test_prepositions_make_intervals(text: str, value: str) -> None:
    analysis = analysed(text, tense="Past")
    assert [found.value for found in joined(analysis, times(analysis))] == [value]


def test_without_a_date_of_publication_only_absolute_times_have_a_value() -> None:
    analysis = analysed("Gestern und im Jahr 1999 kam er am Montag.", published=None)
    assert [found.value for found in times(analysis) if found.value] == ["1999"]


def test_the_agency_credit_at_the_end_dates_an_undated_article() -> None:
    analysis = analysed("Am Montag kam er. (Agentur, 15.5.2024)", published=None, tense="Past")
    assert times(analysis)[0].value == "2024-05-13"


def test_an_amount_of_things_is_no_year() -> None:
    analysis = analysed("Es kamen 2000 Menschen.")
    tokens = tuple(
        t if t.text != "Menschen" else Token(t.index, t.start, t.end, t.text, t.text, "NOUN") for t in analysis.tokens
    )
    with_noun = Analysis(analysis.article, tokens, analysis.sentences, (), (), analysis.sentence_of, ())
    assert times(with_noun) == ()


def test_an_impossible_date_is_left_alone() -> None:
    assert all(found.value != "2023-02-30" for found in times(analysed("Am 30. Februar 2023 kam er.")))


def test_a_clock_time_is_of_the_day_that_the_story_last_told() -> None:
    analysis = analysed("Am Montag brannte es. Um 22:30 Uhr kam Hilfe.", tense="Past")
    parted = (Sentence(0, 0, 5), Sentence(1, 5, len(analysis.tokens)))
    sentence_of = tuple(int(token >= 5) for token in range(len(analysis.tokens)))
    analysis = msgspec.structs.replace(analysis, sentences=parted, sentence_of=sentence_of)
    assert [found.value for found in times(analysis)] == ["2024-05-13", "2024-05-13"]


def test_a_weekday_that_dates_a_noun_is_past() -> None:
    analysis = analysed("Die Wahl vom Montag zeigt vieles.", tense="Pres")
    tokens = tuple(t if t.text != "Wahl" else msgspec.structs.replace(t, pos="NOUN") for t in analysis.tokens)
    assert [found.value for found in times(msgspec.structs.replace(analysis, tokens=tokens))] == ["2024-05-13"]


def test_a_month_in_the_name_of_a_person_is_no_time() -> None:
    analysis = analysed("Eva Mai kam.")
    tokens = tuple(msgspec.structs.replace(t, entity="PER") if t.index < 2 else t for t in analysis.tokens)
    assert times(msgspec.structs.replace(analysis, tokens=tokens)) == ()
