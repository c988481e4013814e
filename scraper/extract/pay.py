"""Pay, from the words of an ad: amounts, money, period, gross or net, months paid, bonus apart.

What the words do not say is None. Two readings go further than the words, each with its flag: the period of a sum
whose size leaves no doubt (``unit_inferred``, see ``infer_unit``) and, when the caller knows the country, its money
(``currency_inferred``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from scraper.extract.fold import Folded
from scraper.extract.found import Found
from scraper.extract.pay_amounts import Amount, basis_in, read_amounts, unit_in
from scraper.extract.pay_context import bare_pay, clause_after, clause_before, keywords, kind_of, only_small_words
from scraper.extract.pay_nouns import FILLERS, KEYWORD, PAY_STEMS, Kind, kind_of_keyword
from scraper.extract.pay_smic import SmicShare, read_smic
from scraper.extract.pay_words import (
    EXTRA_MONTH,
    MONTHS_PAID,
    TERMS,
    TRAINEES,
    Basis,
    Unit,
)

#: No ad states as many sums, or speaks of pay as often: what comes after is not looked at.
_MOST_SUMS = 60
_MOST_WORDS = 300
_AROUND = 120  # characters around a sum where "alternance", "variable" or "sur 13 mois" are about it


@dataclass(frozen=True)
class Bonus:
    """What comes on top, as written; the amounts when they are."""

    text: str
    min: float | None = None
    max: float | None = None


@dataclass(frozen=True)
class Pay:
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


def read_pay(text: str, *, default_currency: str | None = None) -> Found[Pay] | None:
    """The first pay stated, with the flag ``several`` when there are more; None when the text states none.

    ``default_currency`` is the money of the country the job is known to be in: it settles "$", "dinars" and sums
    without currency, and is flagged ``currency_inferred``.
    """
    pays = read_pays(text, default_currency=default_currency)
    if not pays:
        return None
    first = pays[0]
    return replace(first, flags=(*first.flags, "several")) if len(pays) > 1 else first


def read_pays(text: str, *, default_currency: str | None = None) -> list[Found[Pay]]:
    """Every pay stated, in order: « 2 500 € brut mensuel soit 30 000 € annuel » states two."""
    source = Folded(text)
    folded = source.text
    found: list[tuple[int, int, Pay, tuple[str, ...]]] = []
    bonuses: list[Amount] = []
    nouns = _words_of_pay(folded)
    amounts = read_amounts(folded, nouns)
    shares = read_smic(folded)
    previous: Kind | None = None
    end = 0
    for index, amount in enumerate(amounts):
        if len(found) + len(bonuses) >= _MOST_SUMS or index >= 4 * _MOST_SUMS:
            break
        if any(share.start <= amount.start < share.end for share in shares):
            continue
        ceiling = amounts[index + 1].start if index + 1 < len(amounts) else len(folded)
        kind, label = kind_of(folded, amount, end, ceiling, previous)
        if not (amount.written_currency or amount.thousands or amount.other) and (
            kind != "pay" or not bare_pay(folded, amount, label)
        ):
            continue
        end = amount.end
        previous = kind
        if kind == "pay":
            found.append((amount.start, amount.end, *_pay(amount, label, default_currency)))
        elif kind == "bonus":
            bonuses.append(amount)
    for share in shares:
        found.append((share.start, share.end, _share_pay(share), ()))
    found.sort(key=lambda item: item[:2])
    return _completed(source, found, bonuses, nouns)


def _words_of_pay(folded: str) -> list[int]:
    """Where words that may speak of pay begin, in order (``str.find`` is ten times quicker than a pattern)."""
    places: list[int] = []
    for stem in PAY_STEMS:
        at = folded.find(stem)
        while at >= 0 and len(places) < _MOST_WORDS:
            places.append(at)
            at = folded.find(stem, at + len(stem))
    return sorted(places)


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


def _pay(amount: Amount, label: str, default_currency: str | None) -> tuple[Pay, tuple[str, ...]]:
    flags = list(amount.flags)
    currency = amount.currency
    if currency is None and default_currency:
        currency = default_currency
        flags = [flag for flag in flags if flag != "currency_ambiguous"] + ["currency_inferred"]
    elif currency is None and "currency_ambiguous" not in flags:
        flags.append("currency_missing")
    unit = amount.unit or ("DAY" if re.search(r"\b(?:tjm|tj|tarif jour)\b", label) else unit_in(label))
    if unit is None and "currency_ambiguous" not in flags and "autre de" not in label:
        unit = infer_unit(amount.low, amount.high, currency, amount.thousands)
        if unit:
            flags.append("unit_inferred")
    if re.search(r"\bpackage\b", label):
        flags.append("package")
    pay = Pay(
        min=amount.low,
        max=amount.high,
        currency=currency,
        unit=unit,
        basis=amount.basis or basis_in(label),
    )
    return pay, tuple(flags)


def _share_pay(share: SmicShare) -> Pay:
    return Pay(smic_min=share.low, smic_max=share.high, unit=share.unit, basis=share.basis)


def _completed(
    source: Folded, found: list[tuple[int, int, Pay, tuple[str, ...]]], bonuses: list[Amount], nouns: list[int]
) -> list[Found[Pay]]:
    """Add to each pay what is written around it; or make one of terms, months or a bonus alone."""
    folded = source.text
    if not found:
        alone = _without_amount(folded, bonuses, nouns)
        return [] if alone is None else [_found(source, *alone)]
    extra = EXTRA_MONTH.search(folded)
    result: list[Found[Pay]] = []
    for index, (start, end, pay, flags) in enumerate(found):
        floor = found[index - 1][1] if index else 0
        ceiling = found[index + 1][0] if index + 1 < len(found) else len(folded)
        sentence = _sentence(folded, start, end, floor, ceiling)
        months = _months(sentence) or (_month_count(extra) if extra else None)
        completed = replace(
            pay,
            months=months,
            terms=_terms(sentence),
            bonus=_bonus(source, folded, end, ceiling, bonuses, index == len(found) - 1),
        )
        around = folded[max(0, start - _AROUND) : end + _AROUND]
        marks = tuple(name for name, pattern in TRAINEES if pattern.search(around))
        result.append(_found(source, start, end, completed, (*flags, *marks)))
    return result


def _found(source: Folded, start: int, end: int, pay: Pay, flags: tuple[str, ...]) -> Found[Pay]:
    while start < end and source.text[start].isspace():
        start += 1
    while end > start and source.text[end - 1].isspace():
        end -= 1
    return Found(pay, *source.span(start, end), tuple(dict.fromkeys(flags)))


def _sentence(folded: str, start: int, end: int, floor: int, ceiling: int) -> str:
    before = clause_before(folded, start, floor)
    window = folded[end : min(ceiling, end + _AROUND)]
    stop = re.search(r"[.!?](?=[ \n]|$)|\n", window)
    return before + folded[start:end] + (window[: stop.start()] if stop else window)


def _terms(words: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in TERMS if pattern.search(words))


def _months(words: str) -> float | None:
    match = MONTHS_PAID.search(words)
    return _month_count(match) if match else None


def _month_count(match: re.Match[str]) -> float:
    written = next(group for group in match.groups() if group)
    if written in ("treizieme", "quatorzieme"):
        return 13.0 if written == "treizieme" else 14.0
    return float(written.replace(",", "."))


def _bonus(source: Folded, folded: str, end: int, ceiling: int, bonuses: list[Amount], last: bool) -> Bonus | None:
    """The bonus named after a pay: its amount when one is written, else its name."""
    stop = ceiling if not last else len(folded)
    for amount in bonuses:
        if end <= amount.start < stop:
            text = source.original[slice(*source.span(amount.start, amount.end))]
            return Bonus(text.strip(), amount.low, amount.high)
    window = folded[end : min(stop, end + _AROUND)]
    sentence = re.search(r"[.!?](?=[ \n]|$)|\n", window)
    named = window[: sentence.start()] if sentence else window
    for match in KEYWORD.finditer(named):
        if kind_of_keyword(match) == "bonus" and not EXTRA_MONTH.match(
            re.sub("^ (?:de |du )?", "", named[match.end() :])
        ):
            return Bonus(source.original[slice(*source.span(end + match.start(), end + match.end()))])
    return None


def _without_amount(
    folded: str, bonuses: list[Amount], nouns: list[int]
) -> tuple[int, int, Pay, tuple[str, ...]] | None:
    """Pay that no amount states: terms beside a word of pay, months paid, a bonus."""
    spans: list[tuple[int, int]] = []
    windows = _windows(folded, nouns)
    terms: list[str] = []
    for name, pattern in TERMS:
        if match := _first_about_pay(folded, pattern, windows):
            spans.append(match.span())
            terms.append(name)
    months = None
    if paid := EXTRA_MONTH.search(folded) or _first_about_pay(folded, MONTHS_PAID, windows):
        months = _month_count(paid)
        spans.append(paid.span())
    bonus = None
    if bonuses:
        bonus = Bonus(folded[bonuses[0].start : bonuses[0].end].strip(), bonuses[0].low, bonuses[0].high)
        spans.append((bonuses[0].start, bonuses[0].end))
    elif len(folded) <= 80 and (
        named := re.search(r"(?:fixe|salaire|smic) ?(?:[+]|et) ?(variable|commissions?|primes?)", folded)
    ):
        bonus = Bonus(named[1])
        spans.append(named.span())
    if not spans:
        return None
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    around = folded[max(0, start - _AROUND) : end + _AROUND]
    marks = tuple(name for name, pattern in TRAINEES if pattern.search(around)) if terms else ()
    return start, end, Pay(months=months, bonus=bonus, terms=tuple(terms)), marks


def _windows(folded: str, nouns: list[int]) -> list[tuple[int, int]]:
    """Where terms are looked for: all of a field, the words around each word of pay of an ad."""
    if len(folded) <= 2 * _AROUND:
        return [(0, len(folded))]
    windows: list[tuple[int, int]] = []
    for noun in nouns[:_MOST_SUMS]:
        start = max(noun - _AROUND // 2, windows[-1][1] if windows else 0)
        windows.append((start, max(start, noun + _AROUND)))
    return windows


def _first_about_pay(folded: str, pattern: re.Pattern[str], windows: list[tuple[int, int]]) -> re.Match[str] | None:
    for start, end in windows:
        for match in pattern.finditer(folded, start, end):
            if _about_pay(folded, match.start(), match.end()):
                return match
    return None


def _about_pay(folded: str, start: int, end: int) -> bool:
    """A word of pay stands before it in its sentence, or within it, or it is all the text says."""
    before = clause_before(folded, start, 0)
    if any(kind == "pay" for _, _, kind in keywords(before + folded[start:end])):
        return True
    if any(kind == "pay" for _, _, kind in keywords(clause_after(folded, end, len(folded)))):
        return True
    rest = folded[:start] + " " + folded[end:]
    return len(folded) <= 80 and (
        only_small_words(rest) or all(word in FILLERS or _terms(folded) for word in rest.split())
    )
