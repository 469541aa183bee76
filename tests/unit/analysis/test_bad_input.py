"""Whatever the text is, offsets are exact, nothing overlaps and nothing crashes."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsfacts.analysis import embedded
from newsfacts.analysis.sentences import divide
from newsfacts.analysis.structure import Analysis
from newsfacts.model import Article, Span

WORDS = st.sampled_from(
    ["Der", "Rat", "lehnt", "ab", "dass", "und", "zu", "„", "“", '"', "'", "‚", "»", "(", ")", ",", ".", "?", "\n\n",
     "😀", "ü", "3.", "z. B.", "-", "–", ":", "die", "hat", "gesagt", "\u00ad", "\u200d", "um", "A.", "…", "sich",
     "welche"]
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=200), st.lists(WORDS, max_size=40).map(" ".join), st.lists(WORDS, max_size=40).map("".join)
)


def check(analysis: Analysis) -> None:
    text, tokens = analysis.article.text, analysis.tokens
    end = 0
    for token in tokens:
        assert token.start >= end
        assert text[token.start : token.end] == token.text != ""
        end = token.end
    assert [index for s in analysis.sentences for index in range(s.first, s.last)] == list(range(len(tokens)))
    assert all(0 <= quote.first < quote.last <= len(tokens) for quote in analysis.quotations)
    for clause in analysis.clauses:
        assert set(clause.own) <= set(range(clause.first, clause.last))
        assert all(analysis.clause_of[index] == clause.index for index in clause.own)
        assert -1 <= clause.parent < len(analysis.clauses)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS)
def test_any_text_is_analysed_with_exact_offsets(text: str) -> None:
    check(embedded.load()(Article(id="a", text=text)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 40))
def test_no_token_lies_in_furniture(text: str, start: int, length: int) -> None:
    span = Span(min(start, len(text)), min(start + length, len(text)))
    pieces = divide(Article(id="a", text=text, furniture=(span,))).pieces
    assert not any(span.start < piece.end and piece.start < span.end for piece in pieces if span.start < span.end)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "Wort", "Der Rat tagte und", "DER RAT LEHNT DEN PLAN AB. DER MINISTER WIDERSPRICHT.", "„„„ “ “",
        "\u0308\u0308",
        "👩‍👩‍👧 und 🇩🇪 kamen.", "Die u\u0308bliche Lo\u0308sung.", "<p>Der Rat <b>tagte</b>.</p>",
        "\ud800 kam", "\x00\x01",
        "The council met and did not agree.", "a" * 10000, "(" * 500, "“" * 500,
    ],
)  # fmt: skip
def test_odd_texts_are_analysed(text: str) -> None:
    check(embedded.load()(Article(id="a", text=text)))


def test_the_same_article_gives_the_same_analysis() -> None:
    article = Article(id="a", text="Der Rat lehnt den Plan ab. „Wir gehen“, sagte Udo Wer.")
    first = embedded.load()(article)
    embedded.load()(Article(id="b", text="Etwas ganz anderes steht hier."))
    assert embedded.load()(article) == first


@pytest.mark.parametrize("word", ["Rat ", "„Ja. ", "Der Rat, der tagt, ", "dass ", "( "])
def test_clauses_take_time_in_proportion(word: str) -> None:
    """Five times the text takes at most about five times as long, analysed whole."""
    analyser = embedded.load()

    def seconds(count: int) -> float:
        start = time.process_time()
        analyser(Article(id="a", text=word * count))
        return time.process_time() - start

    seconds(100)
    assert seconds(2000) < 12 * seconds(400) + 0.5


@pytest.mark.parametrize("word", ["wort ", "Der Rat tagt, ", "a.", "(", '"', "zu gehen und ", "a-"])
def test_time_is_linear_in_length(word: str) -> None:
    """Five times the text takes at most about five times as long; the bound is loose because machines are noisy."""

    def seconds(count: int) -> float:
        start = time.process_time()
        divide(Article(id="a", text=word * count))
        return time.process_time() - start

    seconds(100)
    assert seconds(50_000) < 15 * seconds(10_000) + 0.5
