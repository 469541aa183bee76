import pytest

from newsfacts.analysis.tokens import pieces


def words(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in pieces(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Am 3. Mai kam Dr. Wer.", ["Am", "3.", "Mai", "kam", "Dr.", "Wer", "."]),
        ("Das gilt bis 2010. Danach nicht.", ["Das", "gilt", "bis", "2010", ".", "Danach", "nicht", "."]),
        ("Er las z. B. u.a. Texte", ["Er", "las", "z.", "B.", "u.a.", "Texte"]),
        ("A. B. Meier und Leo XIII. kamen", ["A.", "B.", "Meier", "und", "Leo", "XIII.", "kamen"]),
        ("der 10-jährige, 1:0-Sieg", ["der", "10-jährige", ",", "1:0-Sieg"]),
        ("Ost- und West-Zonen", ["Ost-", "und", "West-Zonen"]),
        ("„Blatt“-Leser", ["„", "Blatt", "“", "-Leser"]),
        ("sagte:„Ja“.Dann", ["sagte", ":", "„", "Ja", "“", ".", "Dann"]),
        ("Hans' Haus", ["Hans'", "Haus"]),
        ("er sagt 'Hans' leise", ["er", "sagt", "'", "Hans", "'", "leise"]),
        ("https://a.example/b?c=d.", ["https://a.example/b?c=d", "."]),
        ("info@a.example kam", ["info@a.example", "kam"]),
        ("5.000 Euro, 3,5 %", ["5.000", "Euro", ",", "3,5", "%"]),
    ],
)
def test_words_are_cut_as_treebanks_cut_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_an_ordinal_before_a_word_that_begins_sentences_is_the_end_of_one() -> None:
    assert words("Es war Platz 3. Der zweite") == ["Es", "war", "Platz", "3", ".", "Der", "zweite"]


def test_a_word_of_many_letters_is_cut() -> None:
    assert len(pieces("a" * 5000, 0, 5000)) == 3
