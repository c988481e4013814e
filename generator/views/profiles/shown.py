"""A chart of surveys: its table, a row a figure, and the newest figure that its numbers open onto."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from generator.charts.shown import Column, Link
from generator.labels import READ_ON
from generator.numbers import sample_cell, value_text
from generator.site import Site
from generator.tracing import editions_trace
from generator.views import charted
from generator.views.charted import Cell, Charted, Draw
from generator.views.profiles.points import Point

PATH = "profils/index.md"


@dataclass
class Charts(charted.Charts):
    """The charts of the page: most are of surveys."""

    path: str = PATH

    def of_surveys(
        self,
        name: str,
        title: str,
        draw: Draw,
        caption: str,
        table: str,
        points: Sequence[Point],
        *,
        level: Literal[2, 3] = 3,
        panel: bool = True,
    ) -> Charted:
        """A chart of figures of surveys; each row of its table leads to the figure. ``points`` is not empty."""
        grouped = any(point.category for point in points)
        mixed = not all(point.row["same_population"] for point in points)
        newest = sorted(points, key=lambda point: (-point.year, point.category))
        last = max(points, key=lambda point: (point.year, point.value))
        columns = [
            Column("Année"),
            *([Column("Groupe")] if grouped else []),
            Column("Part" if last.reading.metric.is_share else last.reading.metric.label, True),
            Column("n", True),
            Column("Lu"),
            Column("Producteur"),
            *([Column("Personnes interrogées")] if mixed else []),
        ]
        return self.make(
            name, title, draw, caption, table, columns, [self._row(point, grouped, mixed) for point in newest],
            editions_trace(self.site, last.reading, (point.reading for point in points)),
            _producers(points), level=level, panel=panel,
        )  # fmt: skip

    def _row(self, point: Point, grouped: bool, mixed: bool) -> list[Cell]:
        reading = point.reading
        return [
            Link(str(point.year), figure_path(self.site, point)),
            *([point.category or "toutes les personnes interrogées"] if grouped else []),
            value_text(reading),
            sample_cell(reading),
            READ_ON[reading.read_on].removeprefix("lu "),
            reading.producer or "inconnu",
            *([reading.population or "non précisées"] if mixed else []),
        ]


def figure_path(site: Site, point: Point) -> str:
    """Where the figure stands: its line on the page of its study."""
    return f"{site.work_path(point.reading.work)}#chiffre-{point.reading.figure.slug}"


def _producers(points: Sequence[Point]) -> str:
    """Who made the figures, the newest first."""
    newest = sorted(points, key=lambda point: -point.year)
    return ", ".join(dict.fromkeys(point.reading.producer or "inconnu" for point in newest))


def survey_name(points: Sequence[Point]) -> str:
    """What the survey is called: its series, else the title of the study."""
    work = points[-1].reading.work
    return getattr(work, "series", None) or work.title
