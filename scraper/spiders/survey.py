"""A table of ads noted by hand from a public page: the facts that its list shows, without any description."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

from pydantic import Field

from catalog.models import Source, Strict
from catalog.models.collected import Day
from scraper.items import FoundAd
from scraper.spiders import schema_org
from scraper.spiders.base import SourceSpider

#: The Scrapy setting that says where the tables are, and where they are without it (from the root of the project).
SURVEYS_DIR, _DEFAULT = "SURVEYS_DIR", Path("data", "collected", "surveys")
#: The first line of a table, in the words of schema.org. An empty cell says nothing.
COLUMNS = ("identifier", "title", "hiringOrganization", "jobLocation", "employmentType", "baseSalary", "datePosted")


class SurveySpider(SourceSpider):
    """No network: its pages were read by a person, on the day ``noted``, which is the clock of every ad."""

    name = "releve"
    id_key = "identifier"

    class Parameters(Strict):
        """``table`` is the bare name of a CSV file (UTF-8, commas) of ``data/collected/surveys``.

        ``url``: where a person reads an ad, with ``{id}`` for its identifier. ``noted``: the day of the survey.
        """

        table: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,99}\.csv$")]
        url: Annotated[str, Field(pattern=r"^https?://[^{}]*\{id\}[^{}]*$")]
        noted: Day

    @classmethod
    def as_of(cls, source: Source, now: dt.datetime) -> dt.date:
        noted: dt.date = cls.read_parameters(source).noted
        return noted

    async def start(self) -> AsyncIterator[FoundAd]:
        for item in self.each(self._rows(), self._ad):
            yield item

    def _rows(self) -> list[dict[str, Any]] | None:
        """The lines of the table; None, counted, when there is no such table or it has other columns."""
        path = Path(self.settings.get(SURVEYS_DIR) or _DEFAULT) / self.parameters.table
        try:
            with path.open(encoding="utf-8-sig", newline="") as file:
                reader = csv.DictReader(file, strict=True)
                if tuple(reader.fieldnames or ()) != COLUMNS:
                    raise ValueError("columns")
                return list(reader)
        except (OSError, ValueError, csv.Error):
            self.tally.error("tableau-illisible", self.parameters.table)
            return None

    def _ad(self, row: dict[str, Any]) -> FoundAd:
        name = row["identifier"].strip()
        if not name or None in row:
            raise ValueError("no identifier, or more cells than columns")
        noted = dt.datetime.combine(self.parameters.noted, dt.time(), dt.UTC)
        url = self.parameters.url.replace("{id}", quote(name, safe=""))
        return FoundAd(name, url, noted, schema_org.posting({key: row[key] or None for key in COLUMNS[1:]}))
