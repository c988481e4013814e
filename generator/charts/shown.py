"""A chart as a page shows it: its conclusion, its drawings, its source, its files, its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from generator.actions import Actions
from generator.charts.alone import stand_alone
from generator.numbers import NBSP
from generator.page import Page
from generator.site import typography

#: Rows of the table that the description of a drawing tells.
MOST_DESCRIBED = 12


@dataclass(frozen=True)
class Column:
    """A column of the table; ``numeric`` ones are set to the right."""

    name: str
    numeric: bool = False


@dataclass(frozen=True)
class Link:
    """A cell that leads somewhere: ``path`` is a file of the site's source, an anchor may follow."""

    words: str
    path: str


@dataclass(frozen=True)
class ShownChart:
    """What the macro ``figure_chart`` of ``charts.html`` sets in a page.

    ``id`` is the anchor of the figure and the name of its SVG: one in the whole site, ``[a-z0-9-]``. ``title`` is
    what the chart shows, in a sentence; ``caption`` says who was asked, when, and what is left out (Markup when it
    holds a link). ``rows`` holds a cell for each of ``columns``, the first one names the row. ``csv`` is the path of
    a file of the site. ``corpus`` says above the title what speaks: ads, surveys, or studies and pages together;
    None when the page has said it. ``panel`` sets the figure in half of the page, beside another.
    """

    id: str
    title: str
    wide: Markup
    narrow: Markup
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str | Markup | Link]]
    csv: str
    actions: Actions
    corpus: Literal["ads", "surveys", "pages"] | None = None
    level: Literal[2, 3] = 2
    panel: bool = False

    def described(self, drawing: Markup) -> Markup:
        """``drawing`` with a description: what its first rows say, and that its table says the rest."""
        return drawing.replace("</title>", Markup("</title><desc>{}</desc>").format(self.description), 1)

    @property
    def description(self) -> str:
        """``2025, CDI : 72 % ; 2022, CDI : 70 % ; … Toutes les valeurs sont dans le tableau qui suit.``

        A table of several measures names each: a drawing may show any of them.
        """
        found = [
            place for place, column in enumerate(self.columns) if place and column.numeric and column.name != "n"
        ]
        places = found or list(range(1, len(self.columns)))[:1]
        names = [f"{self.columns[place].name} " if len(places) > 1 else "" for place in places]
        said = []
        for row in self.rows[:MOST_DESCRIBED]:
            head = ", ".join(_words(cell) for cell in row[: places[0] if places else 1])
            values = [f"{name}{_words(row[place])}" for name, place in zip(names, places, strict=True)]
            said.append(f"{head}{NBSP}: {', '.join(values)}" if values else head)
        end = "." if len(self.rows) <= MOST_DESCRIBED else " ; …"
        return f"{' ; '.join(said)}{end} Toutes les valeurs sont dans le tableau qui suit."

    @property
    def svg(self) -> str:
        """The path of the drawing in the site."""
        return f"donnees/graphiques/{self.id}.svg"


def _words(cell: str | Markup | Link) -> str:
    text = cell.words if isinstance(cell, Link) else cell
    return text.striptags() if isinstance(text, Markup) else text


def chart_file(chart: ShownChart) -> Page:
    """The drawing as a file of the site, its source and its citation written under it."""
    caption = chart.caption.striptags() if isinstance(chart.caption, Markup) else chart.caption
    source = " ".join(text for text in (caption, chart.actions.citation) if text)
    return Page(chart.svg, stand_alone(chart.wide, typography(chart.title), typography(source)), None)
