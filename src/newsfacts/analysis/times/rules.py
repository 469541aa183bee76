"""What each pattern of time words means: one function a rule, from matched words and the article's date to a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import msgspec

from . import calendar
from .calendar import Value
from .words import NOTHING, Word


class Match(msgspec.Struct, frozen=True):
    """Matched words in their surroundings.

    `origin` is the publication date, None where unknown; `direction` the way the clause looks from it (-1 past, +1 to
    come); `last` the day mentioned before in the sentence; `nominal` whether the words follow a noun they may date.
    """

    words: tuple[Word, ...]
    before: Word
    after: tuple[Word, ...]
    direction: int
    origin: dt.date | None
    last: dt.date | None
    nominal: bool = False
    told: dt.date | None = None  # the day that the sentences before told last

    def find(self, letters: str) -> Word:
        """The first word of one of the classes, NOTHING where there is none."""
        return next((word for word in self.words if word.letter in letters), NOTHING)

    def value(self, letters: str) -> str:
        """The value of the first word of one of the classes, or an empty string."""
        return self.find(letters).value

    @property
    def shift(self) -> int | None:
        """-1, 0 or +1 where an adjective says so ("vergangen", "dieser", "nächster"), else None."""
        value = self.value("rt")
        return {"": None, "F": 1}.get(value) if value in ("", "F") else int(value)


WHOLE = 15  # the day that stands for a whole month
FAR, CLOSE, CLOSE_DAY = 270, 95, 60  # days from the article's date
Rule = Callable[[Match], Value | None]


def _safe_day(year: int, month: int, number: int) -> Value | None:
    try:
        return calendar.day(dt.date(year, month, number))
    except ValueError:
        return None


def _nearest_year(match: Match, month: int, number: int = WHOLE) -> int | None:
    """The year that makes a month (and day) lie where the clause looks; days, and months behind a noun, also the other
    way, where that is much nearer ("the election in September")."""
    if match.origin is None:
        return None
    origin = match.origin
    years = (origin.year - 1, origin.year, origin.year + 1)
    gaps = {year: (year - origin.year) * 365 + (month - origin.month) * 30 + number - origin.day for year in years}
    if number == WHOLE:
        gaps = {year: 0 if (year, month) == (origin.year, origin.month) else gap for year, gap in gaps.items()}
    side = {year: gap for year, gap in gaps.items() if gap * match.direction >= 0}
    best = min(side or gaps, key=lambda year: abs(gaps[year]))
    other = min(gaps, key=lambda year: abs(gaps[year]))
    close = CLOSE if match.nominal else CLOSE_DAY if number != WHOLE else 0
    return other if abs(gaps[best]) > FAR and abs(gaps[other]) < close else best


def _year_of(match: Match) -> int | None:
    """The year named in the match itself, as a number or as "dieses Jahres"."""
    if year := match.value("Y"):
        return int(year)
    unit, shift = match.value("uU"), match.shift
    return match.origin.year + shift if match.origin and shift is not None and unit == "Y" else None


def _unanchored(match: Match, timex: str) -> Value:
    """A relative time where the article's date is unknown: only whether it lies ahead."""
    shift = match.shift
    return Value("date", "FUTURE_REF" if shift == 1 else "PAST_REF" if shift == -1 else timex)


def numeric(match: Match) -> Value | None:
    """A date in digits."""
    year, month, number = match.value("N").split("-")
    return _safe_day(int(year), int(month), int(number))


def day(match: Match) -> Value | None:
    """A day of a month, the year named or inferred."""
    month, number = int(match.value("m")), int(match.value("d") or match.value("n") or 0)
    year = _year_of(match) or _nearest_year(match, month, number)
    if year is None or not number:
        return None
    return _safe_day(year, month, number)


def first_day(match: Match) -> Value | None:
    """The first of two days that share the month named after the second."""
    months = [word for word in match.after[:6] if word.letter == "m"]
    years = [word for word in match.after[:7] if word.letter == "Y"]
    return day(msgspec.structs.replace(match, words=(*match.words, *months[:1], *years[:1])))


def month(match: Match) -> Value | None:
    """A month, the year named or inferred."""
    number, shift = int(match.value("m")), match.shift
    year = _year_of(match)
    if year is None and match.origin and shift is not None and not match.value("uU"):
        year = _nearest_year(msgspec.structs.replace(match, direction=shift), number)
    year = year or _nearest_year(match, number)
    return calendar.month(year, number) if year else None


def weekday(match: Match) -> Value | None:
    """A weekday near the article's date, with the part of the day where one is named."""
    if match.origin is None:
        return _unanchored(match, f"XXXX-WXX-{match.value('w')}")
    number, shift = int(match.value("w")), match.shift
    if shift is None or shift == 0:
        found = calendar.weekday_near(match.origin, number, match.direction)
    else:
        found = calendar.weekday_near(match.origin + shift * calendar.DAY, number, shift)
    part = match.find("w").part or match.value("p")
    return Value("time", f"{found}T{part}", found.isoformat()) if part else calendar.day(found)


def weekday_of(match: Match) -> Value | None:
    """The weekday of a week that is named ("Freitag vergangener Woche")."""
    if match.origin is None or match.value("uU") != "W" or match.shift is None:
        return None
    start = calendar.monday(match.origin) + 7 * match.shift * calendar.DAY
    return calendar.day(start + (int(match.value("w")) - 1) * calendar.DAY)


def weekday_recurring(match: Match) -> Value | None:
    """A weekday that returns ("montags")."""
    return Value("set", f"XXXX-WXX-{match.value('w')}T{match.value('R')}")


def holiday(match: Match) -> Value | None:
    """A holiday of the year named or inferred."""
    if match.origin is None and not match.value("Y"):
        return None
    year = _year_of(match)
    if year is None and match.origin:
        found = calendar.holiday(match.origin.year, match.value("h"))
        shift = match.shift if match.shift is not None else match.direction
        year = _nearest_year(msgspec.structs.replace(match, direction=shift), found.month, found.day)
    return calendar.day(calendar.holiday(year, match.value("h"))) if year else None


def season(match: Match) -> Value | None:
    """A season; unlike a month it is that of the article's year unless an adjective says otherwise."""
    year = _year_of(match)
    if year is None and match.origin:
        begins = {"21": 3, "22": 6, "23": 9, "24": 12}[match.value("s")]
        shift = match.shift or 0
        past, ahead = begins <= match.origin.month, begins > match.origin.month
        year = match.origin.year + (shift if (shift < 0 and ahead) or (shift > 0 and past) else 0)
    return calendar.season(year, match.value("s")) if year else None


def day_part(match: Match) -> Value | None:
    """A part of a day: of the day named, else of the day mentioned before, else of the article's."""
    base = match.last or match.origin
    story = match.last or match.told or match.origin
    if (deictic := match.value("x")) and match.origin:
        base = story = match.origin + int(deictic) * calendar.DAY
    part = match.value("p")
    if base is None or story is None:
        return Value("set", f"XXXX-XX-XXT{part}")
    return Value("time", f"{base}T{part}", story.isoformat())


def recurring(match: Match) -> Value | None:
    """A part of every day ("nachts")."""
    return Value("set", f"XXXX-XX-XXT{match.value('R')}")


def clock(match: Match) -> Value | None:
    """A time of the day."""
    text = match.value("T") or match.value("n")
    hour, _, minute = text.partition(":")
    if not hour.isdigit() or int(hour) > 24:
        return None
    if match.value("H"):
        hour, minute = str(int(hour) - 1), "30"
    base, story = match.last or match.origin, match.last or match.told or match.origin
    timex = f"{base or 'XXXX-XX-XX'}T{int(hour):02d}:{minute or '00'}"
    return Value("time", timex, story.isoformat() if story else "")


def deictic(match: Match) -> Value | None:
    """Today, yesterday, tomorrow; a day only where the article's date is known."""
    return calendar.day(match.origin + int(match.value("x")) * calendar.DAY) if match.origin else None


def span_from_now(match: Match) -> Value | None:
    """A word that holds unit and shift itself ("Vorjahr", "heuer")."""
    unit, shift, *_ = match.value("z").split(":")
    return calendar.shifted(match.origin, unit, int(shift)) if match.origin else None


def shifted(match: Match) -> Value | None:
    """The last, this or next calendar unit; after a word like "end of" the article alone does."""
    shift = 0 if match.shift is None and match.value("P") else match.shift
    if match.origin is None and shift:
        return _unanchored(match, "PRESENT_REF")
    if match.origin is None or shift is None or "F" in match.value("r"):
        return None
    return calendar.shifted(match.origin, match.value("uU"), shift)


def year(match: Match) -> Value | None:
    """A year in four digits; a bare one only where the next word does not make it an amount."""
    text = match.value("Y")
    named = match.find("uUP") is not NOTHING
    if match.value("uU") not in ("", "Y") or (not named and not 1700 <= int(text) <= 2059):
        return None
    return calendar.date(text)


def decade(match: Match) -> Value | None:
    """A decade, of the twentieth century where the century is not named."""
    digits = match.value("G").replace("X", "19"[: match.value("G").count("X")])
    digits = "19" + digits[-1] if len(digits) < 3 or match.value("G").startswith("X") else digits
    return calendar.date(digits + "X", digits)


def century(match: Match) -> Value | None:
    """A century by its number or from now."""
    if match.value("uU") not in ("CE", "ML"):
        return None
    length = calendar.SPANNED[match.value("uU")]
    if number := match.value("do"):
        return calendar.span((int(number) - 1) * length, match.value("uU"))
    return shifted(match)


def ordinal_part(match: Match) -> Value | None:
    """A numbered quarter or half of a year."""
    number, unit = int(match.value("do")), match.value("uU")
    year = _year_of(match) or (match.origin.year if match.origin else None)
    if unit == "Q" and year and number <= 4:
        return calendar.quarter(year, number - 1)
    if unit == "HY" and year and number <= 2:
        return calendar.date(f"{year:04d}-{39 + number}", f"{year:04d}-H{number}")
    return None


def _amounts(match: Match) -> list[tuple[str, str]]:
    """The pairs of number and unit in the match."""
    pairs, number = [], ""
    for word in match.words:
        if word.letter in "nH":
            number = word.value if not (number and word.value == "X") else number
        elif word.letter in "uU" and number:
            pairs.append((number, word.value))
            number = ""
    return pairs


def amount(match: Match) -> Value | None:
    """A number of units: a length, and a date where the preposition before it counts from now ("vor zwei Tagen")."""
    pairs = _amounts(match)
    if not pairs:
        return None
    (number, unit), *more = pairs
    length = calendar.duration(number, unit).timex + "".join(f"{n}{u}" for n, u in more)
    return Value("duration", length, _counted(match, number, unit))


def _counted(match: Match, number: str, unit: str) -> str:
    """The EDTF date that lies `number` units from the article's, empty where nothing says so."""
    if match.before.letter not in "vIS" or match.origin is None or not number.replace(".5", "").isdigit():
        return ""
    if match.before.letter == "I" and (match.direction <= 0 or match.find("rt") is not NOTHING):
        return ""
    sign = 1 if match.before.letter == "I" else -1
    count = int(float(number) + 0.5) if sign < 0 else int(float(number))
    if unit == "W":
        found: Value | None = calendar.day(match.origin + sign * 7 * count * calendar.DAY)
    elif unit in ("D", "M", "Y", "DE"):
        found = calendar.shifted(match.origin, unit, sign * count)
    else:
        return ""
    vague = any(word.letter == "g" and word.value == "APPROX" for word in match.words)
    return (found.edtf if found else "") + ("~" if vague else "")


def every(match: Match) -> Value | None:
    """Something that returns with each unit or weekday."""
    if weekday := match.value("w"):
        return Value("set", f"XXXX-WXX-{weekday}")
    return Value("set", calendar.duration(match.value("n") or "1", match.value("uU")).timex)


def frequency(match: Match) -> Value | None:
    """An adverb of repetition ("täglich")."""
    return Value("set", calendar.duration("1", match.value("q")).timex)


def lasting(match: Match) -> Value | None:
    """A length in one word or with an adverb after it ("tagelang", "zwei Jahre lang")."""
    if length := match.value("L"):
        return calendar.duration("X", length)
    return amount(match)


def plural(match: Match) -> Value | None:
    """Units without a number ("seit Jahren")."""
    return calendar.duration("X", match.value("uU"))


def vague(match: Match) -> Value | None:
    """Past, present or future without a date."""
    return Value("reference", f"{match.value('eaV') or 'PRESENT'}_REF")


RULES: dict[str, Rule] = {
    rule.__name__: rule
    for rule in (
        numeric, day, first_day, month, weekday, weekday_of, weekday_recurring, holiday, season, day_part, recurring,
        clock, deictic, span_from_now, shifted, year, decade, century, ordinal_part, amount, every, frequency, lasting,
        plural, vague,
    )
}  # fmt: skip
