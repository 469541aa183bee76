from __future__ import annotations

from datetime import date

import pytest

from newsfacts.rdf.edtf import day, interval

KNOWN = [
    ("2026-02-11", "2026-02-11", "2026-02-11"),
    ("2024-02", "2024-02-01", "2024-02-29"),
    ("2026", "2026-01-01", "2026-12-31"),
    ("1991~", "1991-01-01", "1991-12-31"),
    ("2005-12?", "2005-12-01", "2005-12-31"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("2004-XX", "2004-01-01", "2004-12-31"),
    ("2004-02-XX", "2004-02-01", "2004-02-29"),
    ("2001-21", "2001-03-01", "2001-05-31"),
    ("2001-24", "2001-12-01", "2002-02-28"),
    ("2005-33", "2005-01-01", "2005-03-31"),
    ("2026-02-11T10:30:00Z", "2026-02-11", "2026-02-11"),
    ("2026-02-11T10:30:00+01:00", "2026-02-11", "2026-02-11"),
    ("1996/2001", "1996-01-01", "2001-12-31"),
    ("2011-12/2012-02", "2011-12-01", "2012-02-29"),
]


@pytest.mark.parametrize(("text", "begin", "end"), KNOWN)
def test_a_date_is_the_days_it_can_mean(text: str, begin: str, end: str) -> None:
    assert interval(text) == (date.fromisoformat(begin), date.fromisoformat(end))


@pytest.mark.parametrize("text", ["../1999", "/1999"])
def test_an_open_begin_is_none(text: str) -> None:
    assert interval(text) == (None, date(1999, 12, 31))


def test_an_open_end_is_none() -> None:
    assert interval("2003/..") == (date(2003, 1, 1), None)


@pytest.mark.parametrize(
    "text", ["", "gestern", "2026-13", "2026-02-30", "2026-00", "0000", "2005/2004", "../..", "2026-2-1", "2026-02-11X"]
)
def test_what_is_no_date_gives_none(text: str) -> None:
    assert interval(text) is None


def test_only_a_whole_date_is_a_day() -> None:
    assert (day("2026-02-11"), day("2026-02"), day("nie")) == (date(2026, 2, 11), None, None)
