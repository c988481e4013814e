"""A chart of the page: its two drawings, its table, its citation, and what its numbers open onto."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from markupsafe import Markup

from generator.actions import Address, actions
from generator.charts.drawing import Width
from generator.charts.shown import Column, Link, ShownChart
from generator.labels import READ_ON
from generator.numbers import NBSP, french_number, value_text
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.publish import file_path
from generator.tracing import Trace, reading_trace
from generator.views.profiles.points import Point

PATH = "profils/index.md"
#: Draws a chart: what it says, its width, its number in the page.
Draw = Callable[[str, Width, int], Markup]
Cell = str | Markup | Link


@dataclass(frozen=True)
class Charted:
    """A chart and the trace that its numbers open onto: that of its newest figure."""

    chart: ShownChart
    trace: Trace


@dataclass
class Charts:
    """Makes the charts of the page, numbered in order, and keeps them."""

    site: Site
    address: Address
    made: list[Charted] = field(default_factory=list)

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
            reading_trace(self.site, last.reading),
            _producers(points), level=level, panel=panel,
        )  # fmt: skip

    def make(
        self,
        name: str,
        title: str,
        draw: Draw,
        caption: str,
        table: str,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        trace: Trace,
        producers: str,
        *,
        ads: bool | None = False,
        level: Literal[2, 3] = 3,
        panel: bool = True,
    ) -> Charted:
        """A chart whose file is the published ``table``. ``ads`` None: it sets surveys beside ads.

        ``level`` is that of its heading: 3 under the heading of a section.
        """
        number = len(self.made) + 1
        said = actions(
            self.site, self.address, f"{PATH}#{name}", f"table {table}", title, f"{producers}, «{NBSP}{title}{NBSP}»."
        )
        chart = ShownChart(
            id=name,
            title=title,
            wide=draw(title, "wide", number),
            narrow=draw(title, "narrow", number),
            caption=caption,
            columns=columns,
            rows=rows,
            csv=file_path(table, "csv"),
            actions=replace(said, edit=""),
            corpus=None if ads is None else "ads" if ads else "surveys",
            level=level,
            panel=panel,
        )
        made = Charted(chart, trace)
        self.made.append(made)
        return made

    def _row(self, point: Point, grouped: bool, mixed: bool) -> list[Cell]:
        reading = point.reading
        return [
            Link(str(point.year), figure_path(self.site, point)),
            *([point.category or "toutes les personnes interrogées"] if grouped else []),
            value_text(reading),
            french_number(reading.n) if reading.n else "n. c.",
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


def publishers(site: Site, rows: Sequence[Row]) -> str:
    """Who published the ads."""
    names = sorted({name for row in rows for name in str(row["sources"]).split(",")})
    known = [site.catalog.sources[name].publisher for name in names if name in site.catalog.sources]
    return ", ".join(dict.fromkeys(known)) or site.address.title
