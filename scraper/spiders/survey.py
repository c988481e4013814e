"""A table of ads noted by hand from public pages: the facts that they show, never their description."""

from __future__ import annotations

import csv
import datetime as dt
import re
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
#: Columns that may follow, any of them, in this order: the ad's own address; skills as the ad names them, between
#: bars; experience, education and remote work as it words them; the day the row was noted, when it has its own.
OPTIONAL = ("url", "skills", "experience", "education", "remote", "noted")
#: Characters of a cell of words, or of one skill: a name or a short term, not a sentence of the ad.
_LONGEST = 60
_ADDRESS = re.compile(r"https?://[^\s{}]+")
#: Facts without a word in schema.org: quoted in a line of the text, where the extractors look for them.
_LINES = {"education": "Niveau d’études", "remote": "Télétravail"}


class SurveySpider(SourceSpider):
    """No network: its pages were read by a person, on the day ``noted``, which is the clock of every ad."""

    name = "releve"
    id_key = "identifier"

    class Parameters(Strict):
        """``table`` is the bare name of a CSV file (UTF-8, commas) of ``data/collected/surveys``.

        ``url``: where a person reads an ad, with ``{id}`` for its identifier, unless each has its own. ``noted``: the
        day of the survey.
        """

        table: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,99}\.csv$")]
        url: Annotated[str, Field(pattern=r"^https?://[^{}]*\{id\}[^{}]*$")] | None = None
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
                columns = tuple(reader.fieldnames or ())
                if columns != (*COLUMNS, *(name for name in OPTIONAL if name in columns)):
                    raise ValueError("columns")
                return list(reader)
        except (OSError, ValueError, csv.Error):
            self.tally.error("tableau-illisible", self.parameters.table)
            return None

    def _ad(self, row: dict[str, Any]) -> FoundAd:
        name = row["identifier"].strip()
        if not name or None in row:
            raise ValueError("no identifier, or more cells than columns")
        cells = {key: (row.get(key) or "").strip() for key in OPTIONAL}
        noted = dt.date.fromisoformat(cells["noted"]) if cells["noted"] else self.parameters.noted
        node = {key: row[key] or None for key in COLUMNS[1:]}
        node["description"] = [f"{label} {_short(cells[key])}" for key, label in _LINES.items() if cells[key]]
        return FoundAd(
            name,
            self._address(name, cells["url"]),
            dt.datetime.combine(noted, dt.time(), dt.UTC),
            schema_org.posting(node),
            experience=_short(cells["experience"]) or None,
            skills=tuple(_short(term) for term in cells["skills"].split("|") if term.strip()),
        )

    def _address(self, name: str, own: str) -> str:
        """That of the row, else the pattern of the source; ValueError without a web address."""
        pattern: str | None = self.parameters.url
        address = own or (pattern.replace("{id}", quote(name, safe="")) if pattern else "")
        if not _ADDRESS.fullmatch(address):
            raise ValueError("no address")
        return address


def _short(words: str) -> str:
    """``words`` as they are; ValueError when they are prose."""
    if len(words := words.strip()) > _LONGEST:
        raise ValueError("prose")
    return words
