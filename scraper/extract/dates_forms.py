"""The written forms of a date, in French and in the English of job boards, each read into a ``PartialDate``.

Forms are tried from the most to the least precise; a span that one takes is closed to the next ones, even when it
holds no possible day: "31/02/2024" is nothing, not February 2024.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from catalog.partial_date import PartialDate

#: Years a date of an ad, an article or a study may have.
FIRST_YEAR, LAST_YEAR = 1990, 2100

_MONTHS = {
    1: "janvier janv january jan",
    2: "fevrier fevr fev february feb",
    3: "mars march mar",
    4: "avril avr april apr",
    5: "mai may",
    6: "juin june jun",
    7: "juillet juil july jul",
    8: "aout aou august aug",
    9: "septembre september sept sep",
    10: "octobre october oct",
    11: "novembre november nov",
    12: "decembre december dec",
}
MONTH_NUMBER = {name: number for number, names in _MONTHS.items() for name in names.split()}
_MONTH = "(?:" + "|".join(sorted(MONTH_NUMBER, key=len, reverse=True)) + r")(?![a-z])\.?"
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_ENGLISH_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(
    r"(?<![a-z])(lun|mar|mer|jeu|ven|sam|dim|mon|tue|wed|thu|fri|sat|sun)[a-z]{0,7}\.?,?[ ]{1,2}(?:le[ ])?$"
)
# Astronomical seasons, to the day or two that they move.
_SEASONS = {"printemps": ("03-20", "06-20"), "ete": ("06-21", "09-22"), "automne": ("09-22", "12-20")}
_ORDINALS = {"premier": 1, "deuxieme": 2, "second": 2, "troisieme": 3, "quatrieme": 4}
_ENGLISH = re.compile(r"(?:posted|updated|published|date)(?: on)?[ ]?:?[ ]{1,2}$")
_DAY = r"(?:\d{1,2}|premier)(?:er|ere|ᵉʳ|st|nd|rd|th|(?<=1) er)?"
_YEAR = r"\d{4}(?!\d)"
_JOIN = r"[ ./-]{1,3}"


@dataclass(frozen=True)
class Read:
    """What a form says: a date, or None when it is impossible. ``open_year`` holds a month and a day without year."""

    date: PartialDate | None
    flags: tuple[str, ...] = ()
    open_year: tuple[int, int | None] | None = None


def make(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date as precise as given, None when there is no such day or the year is out of bounds."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    text = f"{year:04d}" + (f"-{month:02d}" if month is not None else "") + (f"-{day:02d}" if day is not None else "")
    try:
        return PartialDate.parse(text)
    except ValueError:
        return None


def interval(first: PartialDate | None, last: PartialDate | None) -> PartialDate | None:
    """From the first day of ``first`` to the last of ``last``; None when either is missing or they are reversed."""
    if first is None or last is None:
        return None
    try:
        return PartialDate.parse(f"{first}/{last}")
    except ValueError:
        return None


def _month(written: str) -> int:
    return MONTH_NUMBER[written.rstrip(".")]


def _day(written: str) -> int:
    return 1 if written.startswith("premier") else int(re.match(r"\d+", written)[0])  # type: ignore[index]


def _iso(match: re.Match[str]) -> Read:
    return Read(make(int(match[1]), int(match[2]), int(match[3])))


def _numeric(match: re.Match[str]) -> Read:
    """Day first, as everywhere in French: "03/04/2024" is 3 April; "posted 09/28/2026" can only be American."""
    day, month, year = int(match[1]), int(match[3]), int(match[4])
    if month > 12 >= day and match[2] == "/" and _ENGLISH.search(match.string, 0, match.start()):
        day, month = month, day
    if len(match[4]) == 2:
        return Read(make(2000 + year, month, day), ("century_inferred",))
    return Read(make(year, month, day))


def _named(match: re.Match[str]) -> Read:
    month, day = _month(match["month"]), _day(match["day"])
    if match["year"]:
        date = make(int(match["year"]), month, day)
        wrong = date is not None and _other_weekday(match, date.earliest)
        return Read(date, ("weekday_mismatch",) if wrong else ())
    if make(2000, month, day) is None:  # a leap year: 29 February may be
        return Read(None)
    return Read(None, (), (month, day))


def _other_weekday(match: re.Match[str], day: dt.date) -> bool:
    before = _WEEKDAY.search(match.string, max(0, match.start() - 16), match.start())
    if not before:
        return False
    short = before[1]
    french = [name[:3] for name in WEEKDAYS]
    return short not in (french[day.weekday()], _ENGLISH_DAYS[day.weekday()])


def _month_year(match: re.Match[str]) -> Read:
    about = ("approximate",) if match["about"] else ()
    return Read(make(int(match["year"]), _month(match["month"])), about)


def _between(match: re.Match[str]) -> Read:
    """« du 3 au 7 mars 2024 », « entre mars et mai 2024 »: the first end borrows what it lacks from the second."""
    year = int(match["year"])
    month = _month(match["month"])
    first_month = _month(match["month1"]) if match["month1"] else month
    first_year = int(match["year1"]) if match["year1"] else year - (first_month > month)
    if match["day"]:
        first = make(first_year, first_month, _day(match["day1"])) if match["day1"] else None
        return Read(interval(first, make(year, month, _day(match["day"]))))
    if match["day1"] or not match["month1"]:
        return Read(None)
    return Read(interval(make(first_year, first_month), make(year, month)))


def _between_months(match: re.Match[str]) -> Read:
    first_month, month, year = _month(match["month1"]), _month(match["month"]), int(match["year"])
    return Read(interval(make(year - (first_month > month), first_month), make(year, month)))


def _between_numeric(match: re.Match[str]) -> Read:
    first, last = (make(*map(int, reversed(written.split("/")))) for written in match.groups())
    return Read(interval(first, last))


def _day_month(match: re.Match[str]) -> Read:
    day, month = int(match[1]), int(match[2])
    return Read(None, (), (month, day)) if make(2000, month, day) else Read(None)


def _season(match: re.Match[str]) -> Read:
    year = int(match["year"])
    name = match["season"]
    if name == "rentree":
        return Read(make(year, 9), ("approximate",))
    if name in _SEASONS:
        first, last = (PartialDate.parse(f"{year:04d}-{end}") for end in _SEASONS[name])
        return Read(interval(first, last) if make(year) else None, ("approximate",))
    return Read(make(year), ("approximate",))


def _quarter(match: re.Match[str]) -> Read:
    number = _ORDINALS.get(match["quarter"]) or int(match["quarter"])
    year = int(match["year"])
    return Read(interval(make(year, 3 * number - 2), make(year, 3 * number)))


def _to_month(match: re.Match[str]) -> Read:
    month, year = (match[1], match[2]) if len(match[2]) == 4 else (match[2], match[1])
    return Read(make(int(year), int(month)))


Form = tuple[re.Pattern[str], Callable[[re.Match[str]], Read]]

_TIME = r"(?:[t ]\d{1,2}[:h]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?[ ]?(?:z|[+-]\d{2}:?\d{2})?)?"
_EDGE = r"(?<![\d/.-])"
FORMS: tuple[Form, ...] = (
    (re.compile(rf"(?<![\w/.-])(\d{{4}})-(\d{{1,2}})-(\d{{1,2}}){_TIME}(?![\w-])"), _iso),
    (re.compile(rf"{_EDGE}(\d{{4}})[/.](\d{{1,2}})[/.](\d{{1,2}})(?![\d/]|\.\d)"), _iso),
    (
        re.compile(
            rf"(?<![a-z])du (\d{{1,2}}/\d{{1,2}}/{_YEAR})[ ](?:au|jusqu'au)[ ](\d{{1,2}}/\d{{1,2}}/{_YEAR})(?![/])",
        ),
        _between_numeric,
    ),
    (re.compile(rf"{_EDGE}(\d{{1,2}})([/.-])(\d{{1,2}})\2(\d{{4}}|\d{{2}})(?![\d/-]|\.\d)"), _numeric),
    (
        re.compile(
            rf"(?<![a-z])(?:du |entre (?:le )?|de |from )(?P<day1>{_DAY})?[ ]?(?P<month1>{_MONTH})?[ ]?"
            rf"(?P<year1>{_YEAR})?[ ]?(?:au|et(?: le)?|a|to)[ ](?P<day>{_DAY}[ ])?(?P<month>{_MONTH})[ ]"
            rf"(?P<year>{_YEAR})"
        ),
        _between,
    ),
    (
        re.compile(
            rf"(?<![a-z\d])(?<!\d[ ])(?P<month1>{_MONTH})[ ]?(?:-|/|a|et|to)[ ]?(?P<month>{_MONTH})[ ]"
            rf"(?P<year>{_YEAR})"
        ),
        _between_months,
    ),
    (
        re.compile(rf"(?<![\d.,/-])(?P<day>{_DAY})(?:{_JOIN})(?P<month>{_MONTH})(?:,?{_JOIN}(?P<year>{_YEAR}))?"),
        _named,
    ),
    (
        re.compile(rf"(?<![a-z\d])(?P<month>{_MONTH})[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[ ](?P<year>{_YEAR})"),
        _named,
    ),
    (
        re.compile(
            rf"(?<![a-z\d])(?<!\d[ ./-])(?P<about>(?:debut|mi|fin"
            rf"|courant)[ -])?(?P<month>{_MONTH})[ ./-]{{1,2}}(?P<year>{_YEAR})"
        ),
        _month_year,
    ),
    (re.compile(r"(?<![a-z]le )(?<=le )(\d{1,2})/(\d{1,2})(?=[ ]{0,2}(?:$|[.,;)\n|-]|a \d))"), _day_month),
    (re.compile(rf"{_EDGE}(0?[1-9]|1[0-2])/(\d{{4}})(?![\d/])"), _to_month),
    (re.compile(r"(?<![\w/.-])(\d{4})-(\d{2})(?![\w-])"), _to_month),
    (
        re.compile(
            rf"(?<![a-z])(?P<season>rentree|printemps|ete|automne|hiver|debut|mi|fin"
            rf"|courant)[ -](?:de (?:l'annee )?|scolaire )?"
            rf"(?P<year>{_YEAR})(?!-\d|/\d)"
        ),
        _season,
    ),
    (
        re.compile(
            rf"(?<![a-z])(?P<quarter>[1-4](?=e|ᵉ)|{'|'.join(_ORDINALS)})(?:er|eme|e|ᵉʳ|ᵉ)? trimestre(?: de)?[ ]"
            rf"(?P<year>{_YEAR})",
        ),
        _quarter,
    ),
    (re.compile(rf"(?<![a-z\d])[tq](?P<quarter>[1-4])[ -/]?(?P<year>{_YEAR})"), _quarter),
)


def absolute_dates(folded: str) -> list[tuple[int, int, Read]]:
    """Every absolute date of a folded text with its span, in order; impossible ones too, with no date."""
    taken: list[tuple[int, int, Read]] = []
    closed = bytearray(len(folded))
    for pattern, read in FORMS:
        for match in pattern.finditer(folded):
            start, end = match.span()
            if any(closed[start:end]):
                continue
            closed[start:end] = b"\x01" * (end - start)
            taken.append((start, end, read(match)))
    return sorted(taken, key=lambda item: item[:2])
