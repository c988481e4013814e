"""What a source gave beside ads: its figures of pay, as a table, and the pages it led to, as a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from catalog.models import Candidate, PayFigure
from catalog.run_labels import STATISTICS
from generator.ad_words import CURRENCIES, UNITS
from generator.freshness import date_words
from generator.numbers import NBSP, french_number, money_number
from generator.site import Site

#: Rows and lines that the page of sources shows of each; the rest is counted.
MOST_FIGURES, MOST_PAGES = 30, 30

_BASES = {"brut": "brut {}", "net": "net {}", "inconnu": "{}, brut ou net non précisé"}


@dataclass(frozen=True)
class PayRow:
    """A figure in words: ``2 310 €``, ``brut par mois``, ``1 204``."""

    period: str
    group: str
    statistic: str
    value: str
    unit: str
    n: str
    caveat: str


@dataclass(frozen=True)
class PayTable:
    """The figures of a source, the last period first; ``caveat`` is said once when it is that of every row."""

    rows: list[PayRow]
    caveat: str
    more: int

    @property
    def count(self) -> int:
        return len(self.rows) + self.more

    @property
    def differs(self) -> bool:
        """Whether rows have caveats of their own."""
        return any(row.caveat for row in self.rows)


@dataclass(frozen=True)
class FoundPage:
    """A page for a person to read: its title as its publisher wrote it, and where it is."""

    title: str
    language: str | None
    url: str
    origin: str


@dataclass(frozen=True)
class FoundPages:
    """The pages a source led to, the last published first."""

    pages: list[FoundPage]
    more: int

    @property
    def count(self) -> int:
        return len(self.pages) + self.more


def pay_tables(site: Site) -> dict[str, PayTable]:
    """The table of each source that gave figures of pay."""
    by_source: dict[str, list[PayFigure]] = defaultdict(list)
    for figure in site.collected.pay.values():
        by_source[figure.source].append(figure)
    return {name: _table(figures) for name, figures in by_source.items()}


def _table(figures: list[PayFigure]) -> PayTable:
    ordered = sorted(figures, key=lambda each: (-each.period.latest.toordinal(), each.source_id))
    caveats = {figure.caveat or "" for figure in figures}
    shared = caveats.pop() if len(caveats) == 1 else ""
    rows = [_row(figure, shared) for figure in ordered[:MOST_FIGURES]]
    return PayTable(rows, shared, len(figures) - len(rows))


def _row(figure: PayFigure, shared: str) -> PayRow:
    money = CURRENCIES.get(figure.currency, figure.currency)
    return PayRow(
        period=date_words(figure.period),
        group=", ".join(figure.group.values()) or "ensemble",
        statistic=STATISTICS[figure.statistic],
        value=f"{money_number(figure.value)}{NBSP}{money}",
        unit=_BASES[figure.basis].format(UNITS[figure.unit]),
        n="non communiqué" if figure.n is None else french_number(figure.n),
        caveat="" if shared else figure.caveat or "",
    )


def found_pages(site: Site) -> dict[str, FoundPages]:
    """The list of each source that led to pages."""
    by_source: dict[str, list[Candidate]] = defaultdict(list)
    for page in site.collected.candidates.values():
        by_source[page.source].append(page)
    return {name: _list(pages) for name, pages in by_source.items()}


def _list(pages: Iterable[Candidate]) -> FoundPages:
    ordered = sorted(pages, key=lambda each: (-_day(each), each.id))
    lines = [_page(page) for page in ordered[:MOST_PAGES]]
    return FoundPages(lines, len(ordered) - len(lines))


def _day(page: Candidate) -> int:
    return page.published.latest.toordinal() if page.published else 0


def _page(page: Candidate) -> FoundPage:
    date = date_words(page.published) if page.published else "date inconnue"
    origin = " · ".join((page.publisher, date, page.kind))
    return FoundPage(page.title, page.language, page.url, origin)
