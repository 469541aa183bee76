from newsfacts.analysis.sentences import LONGEST, divide
from newsfacts.model import Article, Span


def split(text: str, *furniture: Span) -> list[str]:
    divided = divide(Article(id="a", text=text, furniture=furniture))
    pieces = divided.pieces
    return [text[pieces[s.first].start : pieces[s.last - 1].end] for s in divided.sentences]


def test_abbreviations_and_ordinals_end_no_sentence() -> None:
    assert len(split("Am 3. Mai sprach Dr. Wer usw. mit Prof. Wen. Dann ging er.")) == 2


def test_an_abbreviation_may_end_a_sentence_before_a_word_that_begins_one() -> None:
    assert len(split("Er brachte Brot, Salz usw. Die Gäste aßen.")) == 2


def test_a_quotation_that_ends_in_a_question_goes_on_with_its_verb() -> None:
    assert split("„Wohin denn?“, fragte er. „Heim.“ Sie ging.") == ["„Wohin denn?“, fragte er.", "„Heim.“", "Sie ging."]


def test_sentences_inside_a_quotation_are_sentences() -> None:
    assert split("Er sagte: „Es ist spät. Wir gehen.“") == ["Er sagte: „Es ist spät.", "Wir gehen.“"]


def test_furniture_belongs_to_no_sentence() -> None:
    text = "Bonn (xyz) - Der Rat tagte."
    assert split(text, Span(0, 13)) == ["Der Rat tagte."]


def test_a_short_line_between_paragraphs_is_a_heading() -> None:
    sentences = divide(Article(id="a", text="Der Rat tagte.\n\nStreit im Rat\n\nEr vertagte sich.")).sentences
    assert [sentence.heading for sentence in sentences] == [False, True, False]
    assert [sentence.paragraph for sentence in sentences] == [0, 1, 2]


def test_a_heading_that_ran_into_a_sentence_is_parted_from_it() -> None:
    assert split("Rat weist Klage zurück Es sei zu spät.") == ["Rat weist Klage zurück", "Es sei zu spät."]


def test_a_line_that_is_only_wrapped_goes_on() -> None:
    text = "Der Rat der kleinen Stadt am Fluss tagte am Abend und\nberiet über den Haushalt."
    assert len(split(text)) == 1


def test_full_stops_in_brackets_end_no_sentence() -> None:
    assert len(split("Der Rat (er tagt selten. Er ist alt) kam zusammen.")) == 1


def test_a_text_without_full_stops_is_cut() -> None:
    divided = divide(Article(id="a", text="wort " * 1000))
    assert max(s.last - s.first for s in divided.sentences) <= LONGEST
