"""Pay, from the words of an ad: amounts, money, period, gross or net, months paid, bonus apart.

What the words do not say is None. Two readings go further than the words, each with its flag: the period of a sum
whose size leaves no doubt (``unit_inferred``, see ``infer_unit``) and, when the caller knows the country, its money
(``currency_inferred``).
"""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from scraper.extract.fold import Folded, fold_once
from scraper.extract.found import Found
from scraper.extract.near import hints
from scraper.extract.pay_amounts import Amount, basis_in, read_amounts, unit_in
from scraper.extract.pay_around import (
    around,
    bonus_alone,
    bonus_named,
    extra_month,
    for_finding,
    months_alone,
    months_in,
    multiplied,
    sentence_around,
    terms_alone,
    terms_in,
    trainee_flags,
)
from scraper.extract.pay_context import bare_pay, is_counted, kind_of
from scraper.extract.pay_doubts import doubts
from scraper.extract.pay_nouns import PAY_STEM, Kind
from scraper.extract.pay_smic import SmicShare, read_smic
from scraper.extract.pay_words import Basis, Unit

_DAY_RATE, _PACKAGE = re.compile(r"\b(?:tjm|tj|tarif jour)\b"), re.compile(r"\bpackage\b")
#: No ad states as many sums, or speaks of pay as often: what comes after is not looked at.
_MOST_SUMS = 40
_MOST_WORDS = 300


class Bonus(NamedTuple):
    """What comes on top, as written; the amounts when they are."""

    text: str
    min: float | None = None
    max: float | None = None


class Pay(NamedTuple):
    """One pay as stated. ``min`` and ``max`` are alike for a single amount; one is None in an open range.

    ``currency`` is ISO 4217, ``unit`` schema.org's ``unitText``. ``smic_min`` and ``smic_max`` are shares of the
    minimum wage (0.6 for "60 % du SMIC"). ``terms`` tell what decides when no amount does: ``profil`` (experience,
    age, degree), ``bareme`` (a grid, an agreement, the law), ``negociable``.
    """

    min: float | None = None
    max: float | None = None
    currency: str | None = None
    unit: Unit | None = None
    basis: Basis | None = None
    months: float | None = None
    bonus: Bonus | None = None
    smic_min: float | None = None
    smic_max: float | None = None
    terms: tuple[str, ...] = ()

    @property
    def stated(self) -> bool:
        """An amount or a share of the minimum wage is given."""
        return not (self.min is None and self.max is None and self.smic_min is None and self.smic_max is None)


#: Where a pay is stated, the pay, its flags.
_Sum = tuple[int, int, Pay, tuple[str, ...]]


def read_pay(text: str, *, default_currency: str | None = None) -> Found[Pay] | None:
    """The first pay stated, with the flag ``several`` when there are more; None when the text states none.

    ``default_currency`` is the money of the country the job is known to be in: it settles "$", "dinars" and sums
    without currency, and is flagged ``currency_inferred``.
    """
    pays = read_pays(text, default_currency=default_currency)
    if not pays:
        return None
    first = pays[0]
    return first._replace(flags=(*first.flags, "several")) if len(pays) > 1 else first


def read_pays(text: str, *, default_currency: str | None = None) -> list[Found[Pay]]:
    """Every pay stated, in order: « 2 500 € brut mensuel soit 30 000 € annuel » states two.

    When no amount is, the words that speak of it (terms, months paid, a bonus) make one.
    """
    source = fold_once(text)
    nouns = _words_of_pay(source.text)
    found, bonuses = _sums(source.text, nouns, default_currency)
    return _completed(source, found, bonuses) if found else _without_amount(source, bonuses, nouns)


def read_stated_pays(text: str, *, default_currency: str | None = None) -> list[Found[Pay]]:
    """Those of ``read_pays`` that give an amount or a share of the minimum wage."""
    source = fold_once(text)
    found, bonuses = _sums(source.text, _words_of_pay(source.text), default_currency)
    return _completed(source, found, bonuses) if found else []


def _sums(folded: str, nouns: list[int], default_currency: str | None) -> tuple[list[_Sum], list[Amount]]:
    """Every pay that an amount or a share of the minimum wage states, in order; and the amounts of bonuses."""
    found: list[_Sum] = []
    bonuses: list[Amount] = []
    amounts = read_amounts(folded, nouns)
    shares = read_smic(folded)
    previous: Kind | None = None
    end = 0
    for index, amount in enumerate(amounts):
        if len(found) + len(bonuses) >= _MOST_SUMS or index >= 4 * _MOST_SUMS:
            break
        if shares and any(share.start <= amount.start < share.end for share in shares):
            continue
        bare = not (amount.written_currency or amount.thousands or amount.other)
        if bare and is_counted(folded, amount.end):
            continue
        ceiling = amounts[index + 1].start if index + 1 < len(amounts) else len(folded)
        kind, label = kind_of(folded, amount, end, ceiling, previous)
        if bare and (kind != "pay" or not bare_pay(amount, label)):
            continue
        end = amount.end
        previous = kind
        if kind == "pay":
            found.append((amount.start, amount.end, *_pay(folded, amount, label, default_currency)))
        elif kind == "bonus":
            bonuses.append(amount)
    if shares:
        found += [(share.start, share.end, _share_pay(share), ()) for share in shares]
        found.sort(key=lambda item: item[:2])
    return found, bonuses


def _words_of_pay(folded: str) -> list[int]:
    """Where words that may speak of pay begin, in order."""
    return [match.start() for match in islice(PAY_STEM.finditer(folded), _MOST_WORDS)]


def infer_unit(low: float | None, high: float | None, currency: str | None, thousands: bool) -> Unit | None:
    """The period of a sum without one, where its size leaves no doubt.

    In euros or in money not named: a year from 15,000 to 150,000, a month from 1,300 to 6,000; in any money of
    comparable value, a year from 12,000 when written in thousands ("28-32 K€"). Both ends must agree. Nothing below
    1,300 is settled: 600 may be an intern's month or a freelance's day.
    """
    ends = [value for value in (low, high) if value is not None]
    if (
        thousands
        and currency in (None, "EUR", "GBP", "USD", "CAD", "CHF")
        and all(12_000 <= value <= 150_000 for value in ends)
    ):
        return "YEAR"
    if currency not in (None, "EUR"):
        return None
    if all(15_000 <= value <= 150_000 for value in ends):
        return "YEAR"
    if all(1_300 <= value <= 6_000 for value in ends):
        return "MONTH"
    return None


def _pay(folded: str, amount: Amount, label: str, default_currency: str | None) -> tuple[Pay, tuple[str, ...]]:
    flags = list(amount.flags)
    currency = amount.currency
    if currency is None and default_currency:
        currency = default_currency
        flags = [flag for flag in flags if flag != "currency_ambiguous"] + ["currency_inferred"]
    elif currency is None and "currency_ambiguous" not in flags:
        flags.append("currency_missing")
    unit = amount.unit or (("DAY" if _DAY_RATE.search(label) else unit_in(label)) if label else None)
    if unit is None and "currency_ambiguous" not in flags and "autre de" not in label:
        unit = infer_unit(amount.low, amount.high, currency, amount.thousands)
        if unit:
            flags.append("unit_inferred")
    if unit is None and multiplied(folded, amount.start, amount.end):
        unit = "MONTH"
        flags.append("unit_inferred")
    if "package" in label and _PACKAGE.search(label):
        flags.append("package")
    basis = amount.basis
    if basis is None and label and "basis_unclear" not in flags:
        basis = basis_in(label)
    return Pay(min=amount.low, max=amount.high, currency=currency, unit=unit, basis=basis), tuple(flags)


def _share_pay(share: SmicShare) -> Pay:
    return Pay(smic_min=share.low, smic_max=share.high, unit=share.unit, basis=share.basis)


def _completed(source: Folded, found: list[_Sum], bonuses: list[Amount]) -> list[Found[Pay]]:
    """Add to each pay what is written around it."""
    folded = source.text
    extra, conditional = extra_month(folded)
    result: list[Found[Pay]] = []
    seen = set()
    for index, (start, end, pay, flags) in enumerate(found):
        if (same := (pay.min, pay.max, pay.currency, pay.unit, pay.smic_min, pay.smic_max)) in seen:
            continue  # the title and the text say the same
        seen.add(same)
        floor = found[index - 1][1] if index else 0
        ceiling = found[index + 1][0] if index + 1 < len(found) else len(folded)
        words = around(folded, start, end)
        hinted = hints(words)
        sentence = sentence_around(folded, start, end, floor, ceiling)
        completed = pay._replace(
            months=months_in(sentence, hinted) or extra,
            terms=terms_in(sentence, hinted),
            bonus=_bonus(source, end, ceiling, bonuses, hinted),
        )
        reserved = [flag for flag in doubts(folded, start, end, hinted) if flag != "net_nearby" or pay.basis is None]
        if completed.months and conditional:
            reserved.append("months_conditional")
        flags = (*flags, *trainee_flags(words, hinted), *reserved)
        result.append(_found(source, start, end, completed, flags))
    return result


def _without_amount(source: Folded, bonuses: list[Amount], nouns: list[int]) -> list[Found[Pay]]:
    """Pay that no amount states: terms beside a word of pay, months paid, a bonus."""
    folded = source.text
    terms, spans = terms_alone(folded, nouns)
    months, month_span = months_alone(folded, nouns)
    bonus, bonus_span = None, None
    bonuses = [amount for amount in bonuses if not for_finding(folded, amount.start, amount.end)]
    if bonuses:
        bonus_span = bonuses[0].start, bonuses[0].end
        bonus = Bonus(_written(source, *bonus_span), bonuses[0].low, bonuses[0].high)
    elif named := bonus_alone(folded) or (_bonus_after(folded, spans[-1][1]) if terms else None):
        bonus_span = named
        bonus = Bonus(_written(source, *bonus_span))
    spans += [span for span in (month_span, bonus_span) if span]
    if not spans:
        return []
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    words = around(folded, start, end)
    flags = trainee_flags(words, hints(words)) if terms else ()
    return [_found(source, start, end, Pay(months=months, bonus=bonus, terms=terms), flags)]


def _bonus_after(folded: str, end: int) -> tuple[int, int] | None:
    return bonus_named(folded, end, len(folded), hints(around(folded, end, end)))


def _bonus(source: Folded, end: int, ceiling: int, bonuses: list[Amount], hinted: int) -> Bonus | None:
    """The bonus named after a pay: its amount when one is written, else its name."""
    for amount in bonuses:
        if end <= amount.start < ceiling:
            return Bonus(_written(source, amount.start, amount.end), amount.low, amount.high)
    span = bonus_named(source.text, end, ceiling, hinted)
    return Bonus(_written(source, *span)) if span else None


def _written(source: Folded, start: int, end: int) -> str:
    return source.original[slice(*source.span(start, end))].strip()


def _found(source: Folded, start: int, end: int, pay: Pay, flags: tuple[str, ...]) -> Found[Pay]:
    while start < end and source.text[start].isspace():
        start += 1
    while end > start and source.text[end - 1].isspace():
        end -= 1
    return Found(pay, *source.span(start, end), tuple(dict.fromkeys(flags)))
