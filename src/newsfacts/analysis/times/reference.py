"""From where and in which direction time is told: the article's date, and the tense of the clause."""

from __future__ import annotations

import datetime as dt
import re

from newsfacts.analysis.structure import Analysis

PAST_TENSES = frozenset({"Past", "Perf", "Plup"})
CREDIT = re.compile(r"\(([^()\d]{0,60}),?\s*(\d{1,2})\.\s?(\d{1,2})\.(\d{4})\)")


def origin(analysis: Analysis) -> dt.date | None:
    """The day the article was written: its publication date, else the date in the agency credit that ends its text."""
    article = analysis.article
    if article.published:
        try:
            return dt.date.fromisoformat(article.published[:10])
        except ValueError:
            return None
    credits = list(CREDIT.finditer(article.text))
    if not credits:
        return None
    _, day, month, year = credits[-1].groups()
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None


def direction(analysis: Analysis, token: int) -> int:
    """-1 where the clause of a token tells the past or nothing says so, +1 for present and future: of days that have a
    name, the present tells those to come."""
    clause = analysis.clause_of[token] if analysis.clause_of else -1
    tense = analysis.clauses[clause].tense if clause >= 0 else ""
    modal = clause >= 0 and bool(analysis.clauses[clause].modal)
    wished = modal and tense == "Past" and analysis.clauses[clause].mood == "Sub"
    if (tense in PAST_TENSES and not wished) or not (tense or modal):
        return -1
    return 1
