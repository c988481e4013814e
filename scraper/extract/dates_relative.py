"""Dates told from today: "hier", "il y a 3 jours", "la semaine dernière", "3 days ago"."""

from __future__ import annotations

import datetime as dt
import re

from catalog.partial_date import PartialDate
from scraper.extract.dates_forms import WEEKDAYS, Read, interval, make

_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "un une d'un d'une a an",
            "deux two",
            "trois three",
            "quatre four",
            "cinq five",
            "six",
            "sept seven",
            "huit eight",
            "neuf nine",
            "dix ten",
        ),
        1,
    )
    for name in names.split()
} | {"quinze": 15, "vingt": 20, "trente": 30}
_COUNT = rf"(?P<count>\d{{1,4}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}|quelques|several)(?P<more>[+])?"
_SPAN = (
    r"(?P<unit>minutes?|min|mn|heures?|hours?|hrs?|h|jours?|days?|j|d|semaines?|weeks?|sem|mois|months?|annees?"
    r"|ans?|years?)"
    r"(?![a-z])"
)
_AGO = re.compile(
    rf"(?<![a-z])(?:il y a|y a)[ ](?P<about>plus d[e'][ ]?|moins d[e'][ ]?|environ |pres de "
    rf"|a peine )?{_COUNT}[ ]?{_SPAN}"
    rf"|(?<![\w])(?P<more_than>(?:plus de|more than"
    rf"|over) )?{_COUNT.replace('count', 'count2').replace('more', 'more2')}[ ]?"
    rf"{_SPAN.replace('unit', 'unit2')}(?: ou plus)?[ ]ago"
    r"|(?<![a-z])(?:depuis|postee?s?|publiee?s?|mise? en ligne"
    r"|en ligne)[ ]?:?[ ](?P<count3>\d{1,4})(?P<more3>[+])?[ ]?"
    r"(?P<unit3>heures?|h|jours?|j|semaines?|sem)(?![a-z])"
)
_WORDS = re.compile(
    r"(?<![a-z])(?:(?P<today>aujourd'hui|a l'instant|ce jour|ce matin|cet apres-midi|today|just posted|just now)"
    r"|(?P<before>avant[- ]hier)|(?P<yesterday>hier|yesterday)"
    r"|(?P<week>la semaine (?:derniere|passee)|last week)|(?P<month>le mois (?:dernier|passe)|last month)"
    r"|(?P<year>l'an(?:nee)? (?:derniere?|passee?)|last year)"
    rf"|(?P<weekday>{'|'.join(WEEKDAYS)}) (?:dernier|passe))(?![a-z])"
)


def relative_dates(folded: str, today: dt.date) -> list[tuple[int, int, Read]]:
    """Every relative date of a folded text with its span, in order."""
    found = [(match.start(), match.end(), _ago(match, today)) for match in _AGO.finditer(folded)]
    found += [(match.start(), match.end(), _word(match, today)) for match in _WORDS.finditer(folded)]
    return sorted(found, key=lambda item: item[:2])


def _ago(match: re.Match[str], today: dt.date) -> Read:
    written = match["count"] or match["count2"] or match["count3"]
    unit = (match["unit"] or match["unit2"] or match["unit3"])[:2]
    about = (match["about"] or "").split(" ")[0]
    more = bool(match["more"] or match["more2"] or match["more3"] or match["more_than"]) or about == "plus"
    if written in ("quelques", "several"):
        return Read(_day(today)) if unit in ("mi", "mn", "he", "ho", "h", "hr") else Read(None)
    count = _NUMBERS.get(written) or int(written)
    flags = ["at_most"] if more else ["approximate"] if about in ("environ", "pres", "a") else []
    if unit in ("mi", "mn"):
        return Read(_day(today), tuple(flags))
    if unit in ("he", "ho", "h", "hr"):
        if count >= 12 and not flags:
            flags.append("approximate")
        return Read(_back(today, count // 24 if about != "moins" else 0), tuple(flags))
    if unit in ("jo", "da", "j", "d"):
        return Read(_back(today, count), tuple(flags or (["approximate"] if about == "moins" else [])))
    flags = flags or ["approximate"]
    if unit in ("se", "we"):
        return Read(_back(today, 7 * count), tuple(flags))
    if unit.startswith("mo"):
        index = today.year * 12 + today.month - 1 - count
        return Read(make(index // 12, index % 12 + 1), tuple(flags))
    return Read(make(today.year - count), tuple(flags))


def _word(match: re.Match[str], today: dt.date) -> Read:
    kind = match.lastgroup
    if kind == "today":
        return Read(_day(today))
    if kind == "yesterday":
        return Read(_back(today, 1))
    if kind == "before":
        return Read(_back(today, 2))
    if kind == "weekday":
        # « samedi dernier » said on a Saturday is a week ago.
        return Read(_back(today, (today.weekday() - WEEKDAYS.index(match["weekday"]) - 1) % 7 + 1))
    if kind == "week":
        monday = today - dt.timedelta(days=today.weekday() + 7)
        return Read(interval(_day(monday), _day(monday + dt.timedelta(days=6))), ("approximate",))
    if kind == "month":
        return Read(make(today.year - (today.month == 1), (today.month - 2) % 12 + 1), ("approximate",))
    return Read(make(today.year - 1), ("approximate",))


def _day(day: dt.date) -> PartialDate:
    return PartialDate.parse(day.isoformat())


def _back(today: dt.date, days: int) -> PartialDate | None:
    try:
        return _day(today - dt.timedelta(days=days))
    except (OverflowError, ValueError):
        return None
