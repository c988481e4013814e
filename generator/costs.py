"""What a community manager costs a small firm each month: the law's constants of a day, and the arithmetic on them.

``docs/assets/js/pme.js`` does the same arithmetic in the reader's browser: a test compares their sentences.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.models import Reference
from catalog.models.records import ReferenceValue

#: A month in weeks (article L. 3242-1 of the Code du travail: fifty-two twelfths).
WEEKS = 52 / 12
#: The general reduction since 2026 (article D. 241-7 of the Code de la sécurité sociale): its floor, the ratio to the
#: Smic where it ends, and its exponent. Its ceiling is a dated reference.
FLOOR: float = 0.02
END: float = 3.0
EXPONENT: float = 1.75
#: How the groups of a constant name the firms they are for.
_SHOP = "moins de 50 salariés"
_LARGER = "50 salariés et plus"


@dataclass(frozen=True)
class Dated:
    """A constant in force on a day; ``expired`` when the day is after the last value that was read."""

    value: float
    group: str
    since: dt.date
    expired: bool


def in_force(reference: Reference, day: dt.date) -> list[Dated]:
    """The value of each group on ``day``, in the order of the file: the last that had begun by then."""
    last: dict[str, ReferenceValue] = {}
    for value in reference.values:
        group = value.group or ""
        known = last.get(group)
        if value.valid_from.earliest <= day and (not known or known.valid_from.earliest <= value.valid_from.earliest):
            last[group] = value
    return [
        Dated(
            float(value.value),
            group,
            value.valid_from.earliest,
            bool(value.valid_until and value.valid_until.latest < day),
        )
        for group, value in last.items()
    ]


@dataclass(frozen=True)
class Constants:
    """What the law fixes on a day, in euros, hours and per cent; ``shares`` are the apprentices' minima by group.

    ``contributions`` sum to the employer's base rate before ``reduction``, the largest general reduction.
    """

    smic: Dated
    week: Dated
    shares: tuple[Dated, ...]
    contributions: tuple[Dated, ...]
    reduction: Dated
    internship: Dated
    part_time: Dated

    @property
    def month_hours(self) -> float:
        return self.week.value * WEEKS

    @property
    def smic_month(self) -> float:
        """The gross Smic of a full month."""
        return self.smic.value * self.month_hours

    @property
    def base_rate(self) -> float:
        """What an employer of less than fifty pays on a gross salary before any reduction, in per cent."""
        return round(sum(each.value for each in self.contributions), 2)

    def rate(self, salary: float) -> float:
        """The employer's contributions after the general reduction, in per cent of ``salary``, gross, full time."""
        return max(0.0, self.base_rate - 100 * self._coefficient(salary / self.smic_month))

    def _coefficient(self, ratio: float) -> float:
        """The general reduction at ``ratio`` times the Smic, as a share of the gross salary."""
        if ratio >= END:
            return 0.0
        slope = max(0.0, (END / max(ratio, 1.0) - 1) / 2)
        return min(self.reduction.value, FLOOR + (self.reduction.value - FLOOR) * math.pow(slope, EXPONENT))


def constants(references: Mapping[str, Reference], day: dt.date) -> Constants:
    """The constants in force on ``day``; KeyError when ``references`` lacks one of them."""
    return Constants(
        smic=in_force(references["smic"], day)[0],
        week=in_force(references["duree-legale-du-travail"], day)[0],
        shares=tuple(
            share for share in in_force(references["apprentis-remuneration-minimale"], day) if not share.expired
        ),
        contributions=_of_a_shop(in_force(references["cotisations-patronales-principales"], day)),
        reduction=next(
            each for each in in_force(references["reduction-generale-de-cotisations"], day) if _SHOP in each.group
        ),
        internship=in_force(references["gratification-de-stage"], day)[0],
        part_time=in_force(references["temps-partiel-duree-minimale"], day)[0],
    )


def _of_a_shop(contributions: list[Dated]) -> tuple[Dated, ...]:
    """One rate for each contribution: the latest, of small firms, whatever qualifies its name after a comma."""
    kept: dict[str, Dated] = {}
    for each in contributions:
        if _LARGER in each.group:
            continue
        # A reduced rate is the same contribution; two bases of the same pension are two contributions.
        name = each.group.partition(", taux réduit")[0]
        if name not in kept or kept[name].since < each.since:
            kept[name] = each
    return tuple(kept.values())
