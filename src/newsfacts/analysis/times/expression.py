"""The record of a time expression."""

from __future__ import annotations

import msgspec

from .calendar import Kind


class TimeExpression(msgspec.Struct, frozen=True):
    """Words that tell a time, tokens `[first, last)`.

    `value` is EDTF, empty where the words fix no date; `timex` the TIMEX3 value (weeks, parts of the day, lengths);
    `ahead` is true where the time lies after the article's date or the words say so ("next week").
    """

    first: int
    last: int
    value: str
    kind: Kind
    timex: str
    ahead: bool = False
