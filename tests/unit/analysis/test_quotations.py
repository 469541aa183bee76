import pytest

from newsfacts.analysis.sentences import divide
from newsfacts.model import Article


def quoted(text: str) -> list[tuple[str, int, bool]]:
    divided = divide(Article(id="a", text=text))
    return [
        (text[divided.pieces[q.first].start : divided.pieces[q.last - 1].end], q.depth, q.closed)
        for q in divided.quotations
    ]


@pytest.mark.parametrize(
    "quotation",
    ["„Ja, gern“", "»Ja, gern«", "«Ja, gern»", '"Ja, gern"', "‚Ja, gern‘", "›Ja, gern‹", "“Ja, gern”", "„Ja, gern”"],
)
def test_marks_of_every_kind_are_known(quotation: str) -> None:
    assert quoted(f"Er sagte {quotation} und ging.") == [(quotation, 1, True)]


def test_a_quotation_inside_another_is_deeper() -> None:
    assert quoted("„Er rief ‚Halt‘ und lief“, sagte sie.") == [
        ("„Er rief ‚Halt‘ und lief“", 1, True),
        ("‚Halt‘", 2, True),
    ]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    assert quoted("Er rief: „Halt, sie kommen.\n\nDann war Ruhe.") == [("„Halt, sie kommen.", 1, False)]


@pytest.mark.parametrize("text", ["Hans’ Haus war’s nicht.", "Sie hat's gesehen.", "Das Jahr '68 und Ernst’ Hut."])
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert quoted(text) == []


def test_straight_marks_open_and_close_in_turn() -> None:
    assert [text for text, _, _ in quoted('Er nannte "Rom" und "Bonn" oft.')] == ['"Rom"', '"Bonn"']
