"""Public tables of pay, in a file: the source says which columns hold what."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any, Literal, get_args

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError
from scrapy import Request
from scrapy.http import Response

from catalog.models import PayFigure, Strict
from catalog.models.base import Line, Url
from scraper.extract.tables import Format, TableUnreadable, cell, number, period_of, read_table, words
from scraper.extract.workbook import WorkbookRefused
from scraper.items import FoundPay
from scraper.spiders.base import SourceSpider

#: « colonne=mot »: a column never holds ``=`` in its name.
Pairs = Annotated[tuple[Annotated[str, Field(pattern="^[^=]+=.+$")], ...], Field(max_length=100)]
_STATISTICS = frozenset(get_args(PayFigure.model_fields["statistic"].annotation))


class PayTableSpider(SourceSpider):
    """One file, one figure for each of its rows that the filters keep and each of its columns of values."""

    name = "pay-table"
    brings = "pay"

    class Parameters(Strict):
        """``url`` is the file; ``format`` is ``csv``, ``json`` or ``classeur`` (XLSX, ODS).

        ``rows``, ``skip``, ``encoding``: see ``scraper.extract.tables.read_table``. ``values`` are pairs
        ``column=statistic``, ``group`` pairs ``column=name``: what the figure is about. ``keep`` are pairs
        ``column=cell``: a row is kept when, in each column named, it has one of the cells given for it. ``labels``
        are pairs ``cell=words`` for the groups. The period is in the column ``period``, or is ``period_is``.
        ``unit``, ``basis``, ``currency`` and ``caveat`` are those of the whole table; ``n`` is a column.
        """

        url: Url
        format: Format
        rows: Line | None = None
        skip: Annotated[int, Field(ge=0, le=1000)] = 0
        encoding: Line | None = None
        values: Annotated[Pairs, Field(min_length=1)]
        group: Annotated[Pairs, Field(min_length=1)]
        keep: Pairs = ()
        labels: Pairs = ()
        period: Line | None = None
        period_is: Annotated[str, Field(pattern=r"^\d{4}(?:-\d\d)?$")] | None = None
        unit: Literal["HOUR", "MONTH", "YEAR"]
        basis: Literal["brut", "net", "inconnu"]
        currency: Annotated[str, Field(pattern="^[A-Z]{3}$")] = "EUR"
        n: Line | None = None
        caveat: Line | None = None

        @model_validator(mode="after")
        def _sound(self) -> PayTableSpider.Parameters:
            if (self.period is None) == (self.period_is is None):
                raise PydanticCustomError("one_period", "« period » ou « period_is », l’un des deux")
            if unknown := set(_pairs(self.values).values()) - _STATISTICS:
                raise PydanticCustomError("statistic", f"statistique inconnue : {', '.join(sorted(unknown))}")
            return self

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = self.parameters
        self._values, self._group = _pairs(told.values), _pairs(told.group)
        self._labels = _pairs(told.labels)
        self._keep: dict[str, set[str]] = {}
        for pair in told.keep:
            column, _, wanted = pair.partition("=")
            self._keep.setdefault(column, set()).add(wanted)
        columns = [*self._values, *self._group, *self._keep, told.period, told.n]
        #: Columns that no row has had so far.
        self._absent = {column for column in columns if column}
        self._seen: set[str] = set()

    async def start(self) -> AsyncIterator[Request]:
        accept = "application/json" if self.parameters.format == "json" else "*/*"
        yield self.list_request(self.parameters.url, self.parse, headers={"Accept": accept})

    def parse(self, response: Response, **kwargs: Any) -> Iterator[FoundPay]:
        told, fetched = self.parameters, self.fetched(response)
        try:
            rows = read_table(response.body, told.format, rows=told.rows, skip=told.skip, encoding=told.encoding)
            for row in rows:
                yield from self._figures(row, fetched)
        except (TableUnreadable, WorkbookRefused) as error:
            self._miss("tableau-illisible", str(error))
        if self._absent:
            self._miss("colonne-absente", ", ".join(sorted(self._absent)))

    def _miss(self, reason: str, sample: str) -> None:
        self.tally.incomplete = True
        self.tally.error(reason, sample)

    def _figures(self, row: dict[str, Any], fetched: dt.datetime) -> Iterator[FoundPay]:
        """The figures of a row. A cell that is not what it should be is counted, and the others are read."""
        cells = {column: self._cell(row, column) for column in [*self._group, *self._keep]}
        if any(words(cells[column]) not in wanted for column, wanted in self._keep.items()):
            return
        codes = {name: words(cells[column]) for column, name in self._group.items()}
        where = "/".join(codes.values())
        period = self.parameters.period_is or period_of(self._cell(row, self.parameters.period))
        if period is None or not all(codes.values()):
            self.tally.error("ligne-illisible", f"{where} {words(self._cell(row, self.parameters.period))}")
            return
        for column, statistic in self._values.items():
            source_id = f"{period}/{where}/{statistic}"
            if source_id in self._seen:
                self.tally.error("ligne-en-double", source_id)
                continue
            self._seen.add(source_id)
            written = self._cell(row, column)
            value = number(written)
            if value is None or value < 0:
                self.tally.refuse("sans-valeur", f"{where} {column} : {words(written) or 'vide'}")
                continue
            yield self._figure(source_id, fetched, row, codes, period=period, statistic=statistic, value=value)

    def _figure(
        self, source_id: str, fetched: dt.datetime, row: dict[str, Any], codes: dict[str, str], **told: Any
    ) -> FoundPay:
        n = number(self._cell(row, self.parameters.n)) if self.parameters.n else None
        fields = {
            "group": {name: self._labels.get(code, code) for name, code in codes.items()},
            **told,
            "currency": self.parameters.currency,
            "unit": self.parameters.unit,
            "basis": self.parameters.basis,
            "n": round(n) if n is not None and n >= 0 else None,
            "caveat": self.parameters.caveat,
        }
        return FoundPay(source_id, self.source.site, fetched, fields)

    def _cell(self, row: dict[str, Any], column: str | None) -> Any:
        try:
            found = cell(row, column or "")
        except KeyError:
            return None
        self._absent.discard(column or "")
        return found


def _pairs(told: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, _, value in (pair.partition("=") for pair in told)}
