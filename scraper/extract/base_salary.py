"""schema.org ``baseSalary`` in any shape: MonetaryAmount, PriceSpecification, bare number or string, list."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from scraper.extract.jsonld_values import Nodes, as_list, get, line, resolve

_UNITS = {
    "HOUR": "hour hourly hr hur heure horaire per_hour",
    "DAY": "day daily jour journalier per_day",
    "WEEK": "week weekly wee semaine hebdomadaire per_week",
    "MONTH": "month monthly mon mois mensuel per_month",
    "YEAR": "year yearly annual annually ann an annee année annuel per_year pa",
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words.split()}
_CURRENCIES = {"€": "EUR", "euro": "EUR", "euros": "EUR", "eur€": "EUR", "£": "GBP", "fr": "CHF", "chf": "CHF"}
_AMOUNT = re.compile(r"(\d{1,3}(?:[ '.,]\d{3})+|\d{1,9})(?:[.,](\d{1,4}))?")
_AMOUNTS_MARK = re.compile(r"\s*(?:€|euros?|EUR)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Salary:
    """Amounts as given, in ``currency`` (ISO 4217) per ``unit`` (HOUR, DAY, WEEK, MONTH or YEAR).

    ``text`` is what was written when it is not plain amounts: it is for the pay extractor to read.
    """

    text: str | None = None
    min: float | None = None
    max: float | None = None
    currency: str | None = None
    unit: str | None = None


def read_salaries(value: Any, currency: Any, nodes: Nodes) -> tuple[Salary, ...]:
    """Every pay given, each once. ``currency`` is that of the posting (``salaryCurrency``), used when the pay has
    none. A pay of zero is no pay."""
    general = _currency(currency, nodes)
    found: dict[Salary, None] = {}
    for item in as_list(value)[:20]:
        if salary := _read(resolve(item, nodes), general, nodes):
            found.setdefault(salary)
    return tuple(found)


def _read(item: Any, general: str | None, nodes: Nodes) -> Salary | None:
    if not isinstance(item, Mapping):
        return _scalar(line(item, nodes), general, None)
    levels = [item]
    for key in ("value", "price", "priceSpecification"):
        if isinstance(inner := resolve(get(item, key), nodes), Mapping):
            levels.insert(0, inner)
    currency = _first(levels, ("currency", "priceCurrency"), _currency, nodes) or general
    unit = _first(levels, ("unitText", "unitCode", "unit", "duration"), _unit, nodes)
    low = _first(levels, ("minValue", "minPrice", "minvalue"), _number, nodes)
    high = _first(levels, ("maxValue", "maxPrice"), _number, nodes)
    if low is not None or high is not None:
        return Salary(None, low, high, currency, unit)
    for level in levels:
        for key in ("value", "price", "median", "minValue", "maxValue", "name", "description", "@value"):
            written = get(level, key)
            if not isinstance(written, Mapping) and (salary := _scalar(line(written, nodes), currency, unit)):
                return salary
    return None


def _scalar(text: str | None, currency: str | None, unit: str | None) -> Salary | None:
    if text is None or not re.search(r"\w", text):
        return None
    amount = parse_amount(text)
    if amount is None:
        return Salary(text, None, None, currency, unit)
    if _AMOUNTS_MARK.search(text):
        currency = currency or "EUR"
    return Salary(None, amount, amount, currency, unit) if amount else None


def _first(levels: list[Any], keys: tuple[str, ...], read: Any, nodes: Nodes) -> Any:
    for level in levels:
        for key in keys:
            if (found := read(get(level, key), nodes)) is not None:
                return found
    return None


def _number(value: Any, nodes: Nodes) -> float | None:
    text = line(value, nodes)
    return (parse_amount(text) or None) if text else None


def parse_amount(text: str) -> float | None:
    """``30 000``, ``30.000,50``, ``30,000``, ``12.31``, with or without a euro mark; None for anything else.

    A lone mark followed by exactly three digits separates thousands, unless more than three digits precede it.
    """
    text = " ".join(_AMOUNTS_MARK.sub(" ", text).split())
    match = _AMOUNT.fullmatch(text)
    if not match:
        return None
    whole, decimals = match.groups()
    return float(re.sub(r"\D", "", whole) + "." + (decimals or "0"))


def _currency(value: Any, nodes: Nodes) -> str | None:
    text = (line(value, nodes) or "").strip()
    if re.fullmatch(r"[A-Za-z]{3}", text):
        return text.upper()
    return _CURRENCIES.get(text.lower())


def _unit(value: Any, nodes: Nodes) -> str | None:
    word = re.sub(r"[\s-]+", "_", (line(value, nodes) or "").lower())
    return _UNIT_OF.get(word) or _UNIT_OF.get(re.sub(r"^(?:per|par|https?://schema\.org/)_?", "", word))
