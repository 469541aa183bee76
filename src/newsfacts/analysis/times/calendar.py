"""Calendar arithmetic and its two renderings: EDTF for the graph, TIMEX3 for the corpora of time taggers.

EDTF has no weeks, weekends or parts of a day: a week becomes the interval of its days, a part of a day its day.
"""

from __future__ import annotations

import datetime as dt
from typing import Literal

import msgspec

Kind = Literal["date", "time", "duration", "set", "reference"]
DAY = dt.timedelta(days=1)
SEASONS = {"21": "SP", "22": "SU", "23": "FA", "24": "WI"}
SPANNED = {"DE": 10, "CE": 100, "ML": 1000}  # units longer than a year, in years
CLOCK_UNITS = {"H": "H", "N": "M", "S": "S"}


class Value(msgspec.Struct, frozen=True):
    """A computed value: `edtf` is empty where the expression fixes no date, `timex` is never empty."""

    kind: Kind
    timex: str
    edtf: str = ""


def date(edtf: str, timex: str = "") -> Value:
    """A point or stretch of the calendar; `timex` where it differs from the EDTF form."""
    return Value("date", timex or edtf, edtf)


def day(value: dt.date) -> Value:
    """One day."""
    return date(value.isoformat())


def month(year: int, number: int) -> Value:
    """A month of a year; `number` may lie outside 1 to 12 and then counts on."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return date(f"{year:04d}-{number:02d}")


def week(monday: dt.date) -> Value:
    """The week that begins on `monday`."""
    year, number, _ = monday.isocalendar()
    return date(f"{monday}/{monday + 6 * DAY}", f"{year}-W{number:02d}")


def weekend(monday: dt.date) -> Value:
    """Saturday and Sunday of the week that begins on `monday`."""
    year, number, _ = monday.isocalendar()
    return date(f"{monday + 5 * DAY}/{monday + 6 * DAY}", f"{year}-W{number:02d}-WE")


def season(year: int, code: str) -> Value:
    """A season by its EDTF code, 21 (spring) to 24 (winter)."""
    return date(f"{year:04d}-{code}", f"{year:04d}-{SEASONS[code]}")


def span(year: int, unit: str) -> Value:
    """The decade, century or millennium that holds `year`."""
    digits = f"{year:04d}"[: {"DE": 3, "CE": 2, "ML": 1}[unit]]
    return date(digits.ljust(4, "X"), digits)


def monday(value: dt.date) -> dt.date:
    """The Monday of the week of `value`."""
    return value - value.weekday() * DAY


def shifted(value: dt.date, unit: str, by: int) -> Value | None:
    """The calendar unit (Y M W D WE DE CE Q) that holds `value`, moved `by` units."""
    if unit == "D":
        return day(value + by * DAY)
    if unit in ("W", "WE"):
        start = monday(value) + by * 7 * DAY
        return week(start) if unit == "W" else weekend(start)
    if unit == "M":
        return month(value.year, value.month + by)
    if unit == "Y":
        return date(f"{value.year + by:04d}")
    if unit in SPANNED:
        return span(value.year + by * SPANNED[unit], unit)
    if unit == "Q":
        return quarter(value.year, (value.month - 1) // 3 + by)
    return None


def quarter(year: int, index: int) -> Value:
    """The quarter `index` of `year`, counted from 0 and on beyond the year."""
    year, index = year + index // 4, index % 4
    return date(f"{year:04d}-{33 + index}", f"{year:04d}-Q{index + 1}")


def duration(amount: str, unit: str) -> Value:
    """A length of time; `amount` is a number or X for an unknown one."""
    if unit == "WE":
        return Value("duration", f"P{amount}WE")
    return Value("duration", f"PT{amount}{CLOCK_UNITS[unit]}" if unit in CLOCK_UNITS else f"P{amount}{unit}")


def weekday_near(origin: dt.date, weekday: int, direction: int) -> dt.date:
    """The day with ISO number `weekday` nearest to `origin` in the past (-1) or from today on (+1)."""
    gap = (weekday - origin.isoweekday()) % 7
    return origin + gap * DAY if direction > 0 or gap == 0 else origin + (gap - 7) * DAY


def easter(year: int) -> dt.date:
    """Easter Sunday (the anonymous Gregorian algorithm of Meeus, Jones and Butcher)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    n = (h - m + r + 90) // 25
    return dt.date(year, n, (h - m + r + n + 19) % 32)


def holiday(year: int, rule: str) -> dt.date:
    """The day of a holiday given as MM-DD or as eN, N days from Easter."""
    if rule.startswith("e"):
        return easter(year) + int(rule[1:]) * DAY
    return dt.date.fromisoformat(f"{year:04d}-{rule}")
