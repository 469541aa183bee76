from __future__ import annotations

from newsfacts.export.networks import Statement, Tie, ties


def statement(actor: str, issue: str, supports: bool, article: str = "1", date: str | None = None) -> Statement:
    return Statement(actor, issue, supports, article, date)


def found(*statements: Statement) -> dict[tuple[str, str, str], Tie]:
    return {(tie.one, tie.other, tie.kind): tie for tie in ties(statements)}


def test_the_same_side_is_congruence_and_the_other_is_conflict() -> None:
    result = found(statement("a", "x", True), statement("b", "x", True), statement("c", "x", False))
    assert {key: tie.weight for key, tie in result.items()} == {
        ("a", "b", "congruence"): 1,
        ("a", "c", "conflict"): 1,
        ("b", "c", "conflict"): 1,
    }


def test_weights_are_products_of_counts_summed_over_issues() -> None:
    """a: two articles for x, one against y; b: three for x, one for y. Congruence 2 * 3, conflict 1 * 1."""
    mine = [statement("a", "x", True, "1"), statement("a", "x", True, "2"), statement("a", "y", False, "1")]
    yours = [statement("b", "x", True, article) for article in "345"] + [statement("b", "y", True, "3")]
    result = found(*mine, *yours)
    assert result["a", "b", "congruence"].weight == 6
    assert result["a", "b", "conflict"].weight == 1


def test_who_takes_both_sides_agrees_and_disagrees() -> None:
    result = found(statement("a", "x", True), statement("a", "x", False), statement("b", "x", True))
    assert [result["a", "b", kind].weight for kind in ("congruence", "conflict")] == [1, 1]


def test_a_statement_repeated_in_an_article_counts_once() -> None:
    result = found(statement("a", "x", True), statement("a", "x", True), statement("b", "x", True))
    assert result["a", "b", "congruence"].weight == 1


def test_ties_are_divided_by_the_mean_number_of_issues() -> None:
    many = [statement("a", issue, True) for issue in "xyz"]
    result = found(*many, statement("b", "x", True))
    assert result["a", "b", "congruence"].average == 1 / 2


def test_a_tie_spans_the_days_of_the_statements_behind_it() -> None:
    dated = [statement("a", "x", True, "1", "2026-02-01"), statement("b", "x", True, "2", "2026-01-05")]
    tie = found(*dated, statement("b", "x", False, "3", "2020-01-01"))["a", "b", "congruence"]
    assert (tie.begin, tie.end) == ("2026-01-05", "2026-02-01")


def test_without_dates_there_are_no_days() -> None:
    tie = found(statement("a", "x", True), statement("b", "x", True))["a", "b", "congruence"]
    assert (tie.begin, tie.end) == (None, None)


def test_different_issues_tie_nobody() -> None:
    assert found(statement("a", "x", True), statement("b", "y", True)) == {}
