"""Whether a person held an office at a date, as far as the sources can say."""

from __future__ import annotations

from typing import Literal

from .context import Title
from .gazetteer import Gazetteer, Held
from .tenures import covers, stale

Fit = Literal["holds", "stale", "held", "never"]
_ORDER: tuple[Fit, ...] = ("holds", "stale", "held", "never")


def fit(held: Held, date: str) -> Fit:
    """How a tenure fits a date: `holds` on that day, `stale` if the source can't know, `held` at another time."""
    if not date:
        return "held"
    if not covers(held.start, "" if held.end > held.as_of else held.end, date):
        return "held"
    return "stale" if stale(held.end, held.as_of, date) else "holds"


def best_fit(person: int, title: Title, date: str, gazetteer: Gazetteer) -> Fit:
    """The best fit of the person's tenures of that office in that state (any state where the title names none).

    A tenure the sources know to go on loses to a successor they know of: then it is only `held`.
    """
    fits = {
        fit(held, date)
        for held in gazetteer.offices_of(person)
        if held.office == title.office and title.country in (0, held.country)
    }
    return next((one for one in _ORDER if one in fits), "never")


def years_apart(person: int, date: str, gazetteer: Gazetteer) -> int | None:
    """By how many years an article lies before or after all offices of a person; 0 within them, None where unknown."""
    years = [
        (int(held.start[:4] or held.end[:4]), int((held.end or held.as_of)[:4]))
        for held in gazetteer.offices_of(person)
        if held.start or held.end
    ]
    if not years or not date[:4].isdigit():
        return None
    year, first, last = int(date[:4]), min(start for start, _ in years), max(end for _, end in years)
    return max(first - year, year - last, 0)
