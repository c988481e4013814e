"""The yearly gross equivalent of a pay, with the rule that gives it, or the reason there is none.

Nothing is converted that no cited rule converts: a day rate is a price, not a salary; a net amount depends on the
status, the sector and the contract; money other than the euro has a rate of its own every day.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from catalog.models.records import Reference
from catalog.pay_rules import RULES, Rule
from scraper.extract.pay import Pay

#: Flags that say an amount is not the wage of a full-time job on the open market.
TRAINEE_FLAGS = frozenset({"internship", "apprenticeship", "stage", "alternance"})
#: The sum may be net: nothing may assume it is gross.
NET_FLAGS = frozenset({"net_nearby", "basis_unclear"})
#: Variable pay included, an invoice, or a figure of the whole profession: not the wage of this job.
NOT_A_WAGE = frozenset({"package", "independent", "statistic"})
DOUBTS = NOT_A_WAGE | {"months_conditional"}
#: What keeps a pay out of every table.
OUT = NOT_A_WAGE | {"implausible", "wide_range", "trainee", "below_smic", "part_time", "upside_down"}
#: Shares of the minimum wage a job pays; outside, a digit is wrong.
PLAUSIBLE_SHARE = (0.2, 6.0)
#: Rises of the SMIC come late to ads: amounts this close under it are those of an ad written before the last one
#: (the rise of June 2026 was 2.41 %).
SMIC_TOLERANCE = 0.97
#: Euros between which an amount may be paid for its period; outside, the period is wrong at the source.
PLAUSIBLE = {
    "HOUR": (4, 150),
    "DAY": (30, 2_000),
    "WEEK": (100, 4_000),
    "MONTH": (300, 20_000),
    "YEAR": (6_000, 300_000),
}
#: A range whose ends are further apart than this mixes two contracts or two periods ("de 505 à 1 867 €").
WIDEST_RANGE = 3.0


@dataclass(frozen=True)
class PayConstants:
    """``smic``: hourly gross rate from each day on, in order; ``weekly_hours``: legal full time."""

    smic: tuple[tuple[dt.date, float], ...]
    weekly_hours: float = 35.0

    @classmethod
    def of(cls, smic: Reference, legal_hours: Reference) -> PayConstants:
        """From ``data/references/smic.yml`` and ``duree-legale-du-travail.yml``."""
        steps = sorted((step.valid_from.earliest, float(step.value)) for step in smic.values)
        return cls(tuple(steps), float(legal_hours.values[-1].value))

    @property
    def yearly_hours(self) -> float:
        """Paid hours of a year: 52 weeks, holidays included. 1,820 for 35 hours a week."""
        return self.weekly_hours * 52

    def hourly_smic(self, when: dt.date) -> float | None:
        """The rate in force that day; None before the first one known."""
        known = bisect_right(self._days, when)
        return self.smic[known - 1][1] if known else None

    @cached_property
    def _days(self) -> list[dt.date]:
        return [since for since, _ in self.smic]


class YearlyGross(NamedTuple):
    """Euros a year before deductions. One end is None in an open range. Not ``usable``: out of every table."""

    min: float | None
    max: float | None
    rule: Rule
    flags: tuple[str, ...] = ()
    usable: bool = True


def yearly_gross(
    pay: Pay, when: dt.date, constants: PayConstants, *, flags: Iterable[str] = (), full_time: bool | None = None
) -> YearlyGross | None:
    """The yearly gross equivalent of ``pay`` on ``when`` (the day of the ad); None when no rule converts it.

    ``flags`` are those found with the pay, or that the contract of the ad gives (``stage``, ``alternance``):
    trainees' pay is converted but not usable. ``full_time`` is False when the ad says part time: an hourly rate then
    is still one of a full-time year, a monthly amount is not. None is not known: the flag ``part_time`` decides.
    """
    found = set(flags)
    if pay.basis == "net" or pay.unit == "DAY" or (pay.basis is None and found & NET_FLAGS):
        return None
    converted = _converted(pay, when, constants)
    if converted is None:
        return None
    low, high, rule = converted
    notes = [*plausibility_flags(pay)]
    if pay.basis is None and not rule.id.startswith("smic"):
        notes.append("basis_assumed")  # neither is written: read as gross, as pay is usually announced, and flagged
    if found & TRAINEE_FLAGS:
        notes.append("trainee")
    smic = constants.hourly_smic(when)
    if smic is not None:
        least = smic * constants.yearly_hours * SMIC_TOLERANCE
        if (low is not None and low < least) or (high is not None and high < least):
            notes.append("below_smic")
    if doubts := found & DOUBTS:
        notes += sorted(doubts)
    if (full_time is False or (full_time is None and "part_time" in found)) and not rule.id.endswith("35h"):
        notes.append("part_time")
    return YearlyGross(low, high, rule, tuple(notes), OUT.isdisjoint(notes))


def plausibility_flags(pay: Pay) -> tuple[str, ...]:
    """``implausible``: no one is paid that for that period; ``wide_range``: the ends cannot be of one job."""
    flags: list[str] = []
    bounds = PLAUSIBLE.get(pay.unit or "") if pay.currency in ("EUR", None) else None
    if (bounds and (_is_outside(pay.min, bounds) or _is_outside(pay.max, bounds))) or (
        _is_outside(pay.smic_min, PLAUSIBLE_SHARE) or _is_outside(pay.smic_max, PLAUSIBLE_SHARE)
    ):
        flags.append("implausible")
    for low, high in ((pay.min, pay.max), (pay.smic_min, pay.smic_max)):
        if low is None or high is None:
            continue
        if high < low:
            flags.append("upside_down")
        elif high > low * WIDEST_RANGE:
            flags.append("wide_range")
    return tuple(dict.fromkeys(flags)) if flags else ()


def _is_outside(value: float | None, bounds: tuple[float, float]) -> bool:
    return value is not None and not bounds[0] <= value <= bounds[1]


def _converted(pay: Pay, when: dt.date, constants: PayConstants) -> tuple[float | None, float | None, Rule] | None:
    if pay.min is None and pay.max is None:
        smic = constants.hourly_smic(when)
        if smic is None or (pay.smic_min is None and pay.smic_max is None):
            return None
        full = smic * constants.yearly_hours
        return _times(pay.smic_min, full), _times(pay.smic_max, full), RULES["smic-35h"]
    if pay.currency != "EUR":
        return None
    factor: float
    match pay.unit:
        case "YEAR":
            factor, rule = 1.0, "annuel"
        case "MONTH":
            factor, rule = float(pay.months or 12), "mensuel-n" if pay.months else "mensuel-12"
        case "WEEK":
            factor, rule = 52.0, "hebdomadaire-52"
        case "HOUR":
            factor, rule = constants.yearly_hours, "horaire-35h"
        case _:
            return None
    return _times(pay.min, factor), _times(pay.max, factor), RULES[rule]


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else round(value * factor, 2)
