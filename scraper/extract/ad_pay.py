"""The pay of an ad: from its structured salaries, else from its words, to the ``BaseSalary`` that is stored.

A pay is kept when it states an amount or a share of the minimum wage. Of several, the first that converts to a usable
yearly gross, else the first that converts, else the first.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple, get_args

from catalog.models.collected import BaseSalary
from scraper.extract.ad_text import one_line
from scraper.extract.base_salary import Salary
from scraper.extract.found import Found
from scraper.extract.pay import Pay, infer_unit, read_stated_pays
from scraper.extract.pay_words import Unit
from scraper.extract.pay_yearly import PayConstants, YearlyGross, plausibility_flags, yearly_gross

#: Flag of a pay whose words are ours: its source gave numbers. Nothing of ``text`` may then be quoted.
GIVEN_AS_NUMBERS = "chiffres-de-la-source"

_UNITS: frozenset[str] = frozenset(get_args(Unit))
_CURRENCY = re.compile(r"[A-Z]{3}")
_PER = {"HOUR": "par heure", "DAY": "par jour", "WEEK": "par semaine", "MONTH": "par mois", "YEAR": "par an"}
#: Characters of a pay field that is kept whole.
_SHORT_FIELD = 120
#: Months a year is paid, at least and at most.
_MONTHS = (1, 18)


#: A pay, the text it was read in, its yearly gross.
_Converted = tuple[str, Found[Pay], YearlyGross | None]


class PayContext(NamedTuple):
    """What the rest of an ad says of its pay. ``flags`` are those its contract gives, see ``pay_yearly``."""

    when: dt.date
    currency: str | None
    full_time: bool | None
    flags: tuple[str, ...]


def read_base_salary(
    salaries: Iterable[Salary], texts: Iterable[str], context: PayContext, constants: PayConstants
) -> BaseSalary | None:
    """The pay stated by ``salaries``, else by ``texts``; None when neither states one."""
    told: list[tuple[str, Found[Pay]]] = []
    for salary in salaries:
        told += _of_salary(salary, context.currency)
    if not told:
        told = [(text, found) for text in texts if text for found in _told(text, context.currency)]
    if not told:
        return None
    if len(told) > 1:  # title and text say the same
        told = [*reversed({_sum(found.value): (written, found) for written, found in reversed(told)}.values())]
    each = [_converted(written, found, context, constants) for written, found in told]
    best = max(each, key=_worth) if len(each) > 1 else each[0]
    return _stored(*best, ("several",) if len(each) > 1 else ())


def _of_salary(salary: Salary, default: str | None) -> list[tuple[str, Found[Pay]]]:
    unit: Unit | None = salary.unit if salary.unit in _UNITS else None  # type: ignore[assignment]
    currency = salary.currency if _CURRENCY.fullmatch(salary.currency or "") else None
    low, high = _amount(salary.min), _amount(salary.max)
    if low is None and high is None:
        text = salary.text or ""
        return [
            (text, _whole(found._replace(value=found.value._replace(unit=found.value.unit or unit)), text))
            for found in _stated(text, currency or default)
        ]
    flags: tuple[str, ...] = (GIVEN_AS_NUMBERS,)
    if currency is None:
        currency = default
        flags = (*flags, "currency_inferred" if currency else "currency_missing")
    if unit is None and (unit := infer_unit(low, high, currency, thousands=False)):
        flags = (*flags, "unit_inferred")
    pay = Pay(low, high, currency, unit)
    text = _worded(pay)
    return [(text, Found(pay, 0, len(text), flags))]


def _whole(found: Found[Pay], text: str) -> Found[Pay]:
    """A field that says a pay and little else is stored as it is: « Mensuel de 2200 Euros » keeps its period."""
    return found._replace(start=0, end=len(text)) if len(text) <= _SHORT_FIELD else found


def _stated(text: str, currency: str | None) -> list[Found[Pay]]:
    return [found for found in read_stated_pays(text, default_currency=currency) if found.value.stated]


def _told(text: str, currency: str | None) -> Iterable[Found[Pay]]:
    return _told_once(text, currency) if len(text) <= _SHORT_FIELD else _stated(text, currency)


@lru_cache(maxsize=4_096)
def _told_once(title: str, currency: str | None) -> tuple[Found[Pay], ...]:
    """A board's ads have the same titles."""
    return tuple(_stated(title, currency))


def _sum(pay: Pay) -> tuple[object, ...]:
    return pay.min, pay.max, pay.currency, pay.unit, pay.smic_min, pay.smic_max


def _amount(value: float | None) -> float | None:
    return value if value is not None and math.isfinite(value) and value > 0 else None


def _worded(pay: Pay) -> str:
    """Amounts that came as numbers, in words of ours: « 26000 à 30000 EUR par an »."""
    low, high = (None if value is None else f"{value:.2f}".removesuffix(".00") for value in (pay.min, pay.max))
    if low is None or high is None:
        amounts = f"au moins {low}" if high is None else f"au plus {high}"
    else:
        amounts = low if low == high else f"{low} à {high}"
    return " ".join(part for part in (amounts, pay.currency, _PER.get(pay.unit or "")) if part)


def _converted(written: str, found: Found[Pay], context: PayContext, constants: PayConstants) -> _Converted:
    flags = (*found.flags, *context.flags)
    return (
        written,
        found,
        yearly_gross(found.value, context.when, constants, flags=flags, full_time=context.full_time),
    )


def _worth(pay: _Converted) -> int:
    yearly = pay[2]
    return 0 if yearly is None else 2 if yearly.usable else 1


def _stored(written: str, found: Found[Pay], yearly: YearlyGross | None, more: tuple[str, ...]) -> BaseSalary:
    pay = found.value
    notes = (*found.flags, *(yearly.flags if yearly else plausibility_flags(pay)))
    low, high = _in_order(pay.min, pay.max)
    yearly_low, yearly_high = _in_order(yearly.min, yearly.max) if yearly else (None, None)
    return BaseSalary(
        text=one_line(written[found.start : found.end]) or _worded(pay),
        min=low,
        max=high,
        currency=pay.currency,
        unit=pay.unit,
        basis=pay.basis,
        months=pay.months if pay.months and _MONTHS[0] <= pay.months <= _MONTHS[1] else None,
        yearly_gross_min=yearly_low,
        yearly_gross_max=yearly_high,
        rule=yearly.rule.id if yearly else None,
        usable=yearly is not None and yearly.usable,
        flags=(*dict.fromkeys(notes), *more),
    )


def _in_order(low: float | None, high: float | None) -> tuple[float | None, float | None]:
    """A range written upside down is flagged; it is stored the right way up."""
    return (high, low) if low is not None and high is not None and low > high else (low, high)
