"""Whether the demand for a skill rises or falls: what the rule of ``generator.tables.trends`` says of one source."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from catalog.partial_date import PartialDate
from generator.freshness import date_words
from generator.site import Site
from generator.tables import trends
from generator.tables.rules import PUBLISHED
from generator.views.skills.rows import count

TABLE = "competences-par-source"
_WORDS: dict[trends.Direction, str] = {"hausse": "↗ en hausse", "stable": "→ stable", "baisse": "↘ en baisse"}


@dataclass(frozen=True)
class Trend:
    """What three complete months of a source show, in words."""

    found: trends.Trend

    @property
    def source(self) -> str:
        return self.found.source

    @property
    def last(self) -> str:
        """The last of its months."""
        return date_words(PartialDate.parse(self.found.months[-1]))

    @property
    def words(self) -> str:
        return _WORDS[self.found.direction]


class Trends:
    """The complete months of the source that has most ads, read once."""

    def __init__(self, site: Site) -> None:
        self._today = site.today
        of: dict[str, dict[str, int]] = defaultdict(dict)
        named: dict[tuple[str, str, str], int] = {}
        table = site.tables.get(TABLE)
        for row in table.where(complete=True, status=PUBLISHED) if table else ():
            source, month = str(row["source"]), str(row["month"])
            of[source][month] = count(row, "of")
            named[str(row["skill"]), source, month] = count(row, "n")
        self._source = min(of, key=lambda name: (-sum(of[name].values()), name), default="")
        self._of, self._named = of.get(self._source, {}), named

    def of(self, skill: str) -> Trend | None:
        """The trend of a skill; None when its months do not show one.

        A complete month of enough ads none of which names the skill is a share of zero.
        """
        months = {
            month: (self._named.get((skill, self._source, month), 0), whole) for month, whole in self._of.items()
        }
        if not any(n for n, _ in months.values()):
            return None
        found = trends.share_trend(self._source, months, self._today)
        return Trend(found) if found else None
