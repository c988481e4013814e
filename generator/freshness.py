"""How old a publication is, in words, and what to think of it."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import Literal

from catalog.partial_date import PartialDate
from generator.numbers import NBSP

#: From these ages, in years, a page warns that things may have changed, then that they probably have.
OLD, STALE = 2, 5

Level = Literal["ok", "old", "stale", "unknown"]

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip


@dataclass(frozen=True)
class Age:
    """Whole years, then whole months, then days."""

    years: int
    months: int
    days: int


@dataclass(frozen=True)
class Freshness:
    """``words`` for a card ("publié il y a…"), ``banner`` for the top of a page (None when there is no need).

    ``dated`` is the date they tell the age of, as ``<time datetime>`` wants it; empty when they tell none.
    """

    level: Level
    words: str
    banner: str | None
    dated: str = ""


def exact_age(day: dt.date, today: dt.date) -> Age:
    """The calendar time from ``day`` to ``today``, as one counts a person's age; ``day`` is not after ``today``.

    A month is whole on the same day of the month, or on the last one when the month is shorter.
    """
    months = (today.year - day.year) * 12 + today.month - day.month
    if add_months(day, months) > today:
        months -= 1
    return Age(months // 12, months % 12, (today - add_months(day, months)).days)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day some months later, or earlier; the last of the month when it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def age_words(age: Age) -> str:
    """``14 ans, 6 mois et 13 jours``: the parts that are zero left out."""
    parts = [
        f"{count}{NBSP}{plural if count > 1 and plural != 'mois' else singular}"
        for count, singular, plural in (
            (age.years, "an", "ans"),
            (age.months, "mois", "mois"),
            (age.days, "jour", "jours"),
        )
        if count
    ]
    if len(parts) < 2:
        return parts[0] if parts else ""
    return f"{', '.join(parts[:-1])} et {parts[-1]}"


def ago_words(day: dt.date, today: dt.date) -> str:
    """How long ago, in one unit: ``24 jours``, ``5 semaines``, ``23 mois``, ``plus de 11 ans``; empty for today.

    Days below a month, weeks below two, months below two years, then years; what is left of a unit is not said.
    """
    age = exact_age(day, today)
    months = age.years * 12 + age.months
    if months == 0:
        return age_words(age)
    if months == 1:
        return f"{(today - day).days // 7}{NBSP}semaines"
    return _months_words(months)


def _months_words(months: int) -> str:
    """Whole months: ``23 mois``, ``2 ans``, ``plus de 11 ans``, ``près de 12 ans`` from two months before."""
    if months < 24:
        return f"{months}{NBSP}mois"
    years, rest = divmod(months, 12)
    if rest >= 10:
        return f"près de {years + 1}{NBSP}ans"
    return f"{'plus de ' if rest else ''}{years}{NBSP}ans"


def date_words(date: PartialDate) -> str:
    """``9 mai 2012``, ``1er mars 2024``, ``mai 2012``, ``2012``, ``entre 2010 et 2012``."""
    if date.precision == "interval":
        first, last = (_with_article(PartialDate.parse(part)) for part in date.text.split("/"))
        return f"entre {first} et {last}"
    if date.precision == "year":
        return date.text
    month = f"{_MONTHS[date.earliest.month - 1]}{NBSP}{date.earliest.year}"
    if date.precision == "month":
        return month
    return f"{'1er' if date.earliest.day == 1 else date.earliest.day}{NBSP}{month}"


def _with_article(date: PartialDate) -> str:
    return f"le {date_words(date)}" if date.precision == "day" else date_words(date)


def freshness(published: PartialDate | None, reviewed: PartialDate | None, today: dt.date) -> Freshness:
    """What the site says of a date of publication; ``None`` is a date nobody gives.

    The words are rounded as one says it; the banner counts a day exactly. A month or a year is counted in the unit
    that is known, and said to be approximate.
    A page that its authors reviewed less than ``OLD`` years ago is up to date.
    """
    if reviewed and _years(reviewed, today) < OLD:
        return Freshness("ok", f"à jour, relu en {reviewed.latest.year}", None)
    if published is None:
        return Freshness("unknown", "date inconnue", "Date de publication inconnue : à lire avec prudence.")
    since = exact = _since(published, today)
    if published.precision == "day" and published.earliest < today:
        exact = f"publié il y a {age_words(exact_age(published.earliest, today))}"
    years = _years(published, today)
    level: Level = "stale" if years >= STALE else "old" if years >= OLD else "ok"
    known = f" ({date_words(published)})" if published.precision != "interval" else ""
    warning = "ces informations sont peut-être périmées" if level == "stale" else "des informations ont pu changer"
    banner = None if level == "ok" else f"P{exact[1:]}{known}{NBSP}: {warning}."
    return Freshness(level, since, banner, published.text.rpartition("/")[2])


def _years(date: PartialDate, today: dt.date) -> int:
    return exact_age(min(date.latest, today), today).years


def _since(date: PartialDate, today: dt.date) -> str:
    if date.precision == "day":
        words = ago_words(date.earliest, today)
        return f"publié il y a {words}" if words else "publié aujourd’hui"
    if date.precision == "month":
        age = exact_age(date.earliest, today.replace(day=1))
        months = age.years * 12 + age.months
        words = _months_words(months)
        about = "environ " if words[0].isdecimal() else ""
        return f"publié il y a {about}{words}" if months else "publié ce mois-ci"
    latest, earliest = today.year - date.latest.year, today.year - date.earliest.year
    if date.precision == "interval":
        if latest <= 0:
            return (
                f"publié {date_words(date)}, il y a au plus {max(earliest, 1)}{NBSP}{'ans' if earliest > 1 else 'an'}"
            )
        spread = f"{latest} à {earliest}" if latest != earliest else f"environ {latest}"
        return f"publié {date_words(date)}, il y a {spread}{NBSP}{'ans' if earliest > 1 else 'an'}"
    if latest == 0:
        return "publié cette année"
    return f"publié il y a environ {latest}{NBSP}{'ans' if latest > 1 else 'an'}"
