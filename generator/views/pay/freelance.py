"""From a day's price to a year: what is billed, what the law takes, what is left before tax.

``docs/assets/js/pay.js`` does the same arithmetic in the reader's browser: a test compares their sentences.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.figures import Reading
from catalog.models import Reference
from generator.costs import Dated, in_force
from generator.numbers import NBSP, french_number

#: An assumption of ours, that the page says and lets one change: ten days a month, eleven months. No source read
#: measures how many days are sold.
DAYS = 110
RATES, CEILING = "micro-entrepreneur-cotisations", "micro-entreprise-plafond"
#: How the groups of the reference name what a community manager sells.
_SERVICES = "Prestations de services"


@dataclass(frozen=True)
class Regime:
    """Contributions in per cent of what is billed, on a day; ``ceiling`` is the turnover not to pass, in euros."""

    rates: tuple[Dated, ...]
    ceiling: Dated


@dataclass(frozen=True)
class Case:
    """A worked case: ``anchor`` names it in the page, ``reading`` is the published price it starts from."""

    anchor: str
    price: float
    days: float
    answer: str
    reading: Reading


def regime(references: Mapping[str, Reference], day: dt.date) -> Regime | None:
    """What a micro-entrepreneur pays on ``day``, the liberal services first; None when the law was not read."""
    if RATES not in references or CEILING not in references:
        return None
    rates = [rate for rate in in_force(references[RATES], day) if rate.group.startswith(_SERVICES)]
    ceilings = in_force(references[CEILING], day)
    return Regime(tuple(rates), ceilings[0]) if rates and ceilings else None


def cases(regime: Regime, readings: list[Reading]) -> list[Case]:
    """Each published price of a day, once, over a year of ``DAYS`` days."""
    made: dict[float, Case] = {}
    for reading in readings:
        price = reading.figure.value
        if price is not None and price not in made:
            answer = year_words(price, DAYS, regime.rates[0].value, regime.ceiling.value)
            made[price] = Case(f"tjm-{price:g}", price, DAYS, answer, reading)
    return list(made.values())


def year_words(price: float, days: float, rate: float, ceiling: float) -> str:
    """``110 jours à 200 € font…``; amounts in euros, ``rate`` in per cent."""
    billed = price * days
    dues = billed * rate / 100
    left = billed - dues
    text = (
        f"{_count(days)} à {money(price)} font {money(billed)} facturés dans l’année, hors taxes. Les cotisations en"
        f" prennent {money(dues)} ({french_number(rate)}{NBSP}%) : il reste {money(left)} avant frais et impôt, soit"
        f" {money(left / 12)} par mois."
    )
    if billed > ceiling:
        text += f" C’est plus que le plafond de la micro-entreprise, {money(ceiling)} par an."
    return text


def money(amount: float) -> str:
    """An amount to the euro, halves up as the browser's Math.round does: ``1 867 €``."""
    return f"{french_number(math.floor(amount + 0.5))}{NBSP}€"


def _count(days: float) -> str:
    return f"{french_number(days)}{NBSP}jour{'s' if days >= 2 else ''}"
