"""A chart of a page, numbered and cited, with what its numbers open onto."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from markupsafe import Markup

from generator.actions import Address, actions
from generator.charts.drawing import Width
from generator.charts.shown import Column, Link, ShownChart
from generator.numbers import NBSP
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.publish import file_path
from generator.tracing import Trace

#: Draws a chart: what it says, its width, its number in the page.
Draw = Callable[[str, Width, int], Markup]
Cell = str | Markup | Link


@dataclass(frozen=True)
class Charted:
    """A chart and the trace that its numbers open onto."""

    chart: ShownChart
    trace: Trace


@dataclass
class Charts:
    """Makes the charts of the page at ``path``, numbered in order from ``first``, and keeps them."""

    site: Site
    address: Address
    path: str
    first: int = 1
    made: list[Charted] = field(default_factory=list)

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
        corpus: Literal["ads", "surveys", "pages"] | None = "surveys",
        level: Literal[2, 3] = 3,
        panel: bool = True,
    ) -> Charted:
        """A chart whose file is the published ``table``. ``corpus`` None: the page says what it is drawn from.

        ``level`` is that of its heading: 3 under the heading of a section.
        """
        number = self.first + len(self.made)
        said = actions(
            self.site,
            self.address,
            f"{self.path}#{name}",
            f"table {table}",
            title,
            f"{producers}, «{NBSP}{title}{NBSP}».",
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
            # No single entry stands behind a chart: each row of its table leads to its own.
            actions=replace(said, edit=""),
            corpus=corpus,
            level=level,
            panel=panel,
        )
        made = Charted(chart, trace)
        self.made.append(made)
        return made


def publishers(site: Site, rows: Sequence[Row]) -> str:
    """Who published the ads of these rows."""
    names = sorted({name for row in rows for name in str(row["sources"]).split(",")})
    known = [site.catalog.sources[name].publisher for name in names if name in site.catalog.sources]
    return ", ".join(dict.fromkeys(known)) or site.address.title
