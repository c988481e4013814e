"""The home page: headline figures, one chart, what changed, what disagrees, what to read."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from catalog.figures import Reading
from catalog.models import Work
from catalog.partial_date import PartialDate
from generator.cards import card, kind_of, newest_first
from generator.charts.over_years import over_years
from generator.freshness import date_words
from generator.numbers import value_text
from generator.page import Page
from generator.site import Renderer, Site

#: The chart of the home page: this metric, through the editions of the series that has most of them.
CHART_METRIC = "part-femmes"
CSV_PATH = "donnees/part-femmes.csv"

_COUNTS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf"}


@dataclass(frozen=True)
class Tile:
    """A headline figure."""

    label: str
    reading: Reading


@dataclass(frozen=True)
class Row:
    """Figures set side by side, with what explains that they differ."""

    label: str
    readings: list[Reading]
    note: str | None


@dataclass(frozen=True)
class Block:
    """A list of comparisons; ``joint`` stands between two figures of a row."""

    title: str
    joint: str
    rows: list[Row]


@dataclass(frozen=True)
class Chart:
    """The chart, wide and narrow, with its table."""

    title: str
    measure: str
    wide: Markup
    narrow: Markup
    caption: str
    absent: str
    csv: str
    readings: list[Reading]


def home_pages(renderer: Renderer) -> list[Page]:
    """The home page, and the CSV of its chart."""
    site = renderer.site
    tiles = [Tile(item.label, site.reading(item.figure)) for item in site.catalog.highlights.values()]
    chart = _chart(site)
    doors = list(site.catalog.doors.values())
    page = renderer.page(
        "home.md.j2",
        "index.md",
        {
            "title": "Le métier de Community Manager, chiffres et sources",
            "description": "Salaires, compétences, âges, parcours : chaque chiffre dit d’où il vient.",
            "template": "accueil.html",
        },
        doors=doors,
        examples=[site.catalog.questions[door.questions[0]] for door in doors],
        tiles=tiles,
        tiles_title=f"{_COUNTS.get(len(tiles) + 1, str(len(tiles) + 1))} chiffres",
        figure_count=sum(len(work.figures) for work in site.catalog.works.values()),
        today_words=date_words(PartialDate.parse(site.today.isoformat())),
        chart=chart,
        blocks=[
            Block("Ce qui a changé", "puis", _rows(site, "changement")),
            Block("Où les sources se contredisent", "ou", _rows(site, "contradiction")),
        ],
        cards=[card(site, work) for work in _to_read(site)],
    )
    return [page, Page(CSV_PATH, _csv(chart.readings), None)] if chart else [page]


def _rows(site: Site, kind: str) -> list[Row]:
    return [
        Row(item.label, [site.reading(reference) for reference in item.figures], item.note)
        for item in site.catalog.comparisons.values()
        if item.kind == kind
    ]


def _chart(site: Site) -> Chart | None:
    """The share of women through the editions of one survey; editions whose accounts disagree are left out."""
    readings = _plain(_editions(site))
    if len(readings) < 3:
        return None
    first, last = readings[0], readings[-1]
    title = f"Le métier s’est féminisé : de {value_text(first)} à {value_text(last)} de femmes"
    span = f"de {value_text(first)} en {first.year} à {value_text(last)} en {last.year}"
    said = f"{first.metric.label} parmi les personnes interrogées, {span}"
    return Chart(
        title=title,
        measure=first.metric.label,
        wide=over_years(readings, said, "wide", 1),
        narrow=over_years(readings, said, "narrow", 1),
        caption=f"{getattr(first.work, 'series', '')} ; répondants volontaires.",
        absent=_absent(site, readings),
        csv=CSV_PATH,
        readings=readings,
    )


def _editions(site: Site) -> dict[int, list[Reading]]:
    """What each edition of the longest series says of the measure, by year."""
    by_series: dict[str, dict[int, list[Reading]]] = {}
    for study in site.catalog.studies.values():
        for reading in site.readings(study):
            if reading.metric.id == CHART_METRIC and study.series and reading.year and not reading.figure.group:
                by_series.setdefault(study.series, {}).setdefault(reading.year.year, []).append(reading)
    if not by_series:
        return {}
    editions = by_series[max(sorted(by_series), key=lambda name: len(by_series[name]))]
    return dict(sorted(editions.items()))


def _plain(editions: dict[int, list[Reading]]) -> list[Reading]:
    """One reading an edition, where every account of it gives the same value."""
    return [
        readings[0]
        for readings in editions.values()
        if readings[0].figure.value is not None and len({reading.figure.value for reading in readings}) == 1
    ]


def _absent(site: Site, drawn: list[Reading]) -> str:
    """The editions that are not drawn, and why, in a sentence."""
    editions = _editions(site)
    years = {reading.year.year for reading in drawn if reading.year}
    split = [str(year) for year, readings in editions.items() if year not in years and len(readings) > 1]
    bounds = [str(year) for year, readings in editions.items() if year not in years and len(readings) == 1]
    parts = []
    if split:
        parts.append(f"{_years(split)}, dont les reprises se contredisent")
    if bounds:
        parts.append(f"{_years(bounds)}, où seul un minimum est donné")
    return f"Hors courbe : {' ; '.join(parts)}." if parts else ""


def _years(years: list[str]) -> str:
    return " et ".join(years) if len(years) < 3 else f"{', '.join(years[:-1])} et {years[-1]}"


def _csv(readings: list[Reading]) -> str:
    """One line an edition; the columns are the words of the figure model."""
    lines = ["study,year,metric,value,unit,n,producer,read_on,url"]
    for reading in readings:
        cells = (
            reading.work.id, reading.year, reading.metric.id, reading.figure.value, reading.metric.unit,
            reading.n or "", reading.producer or "", reading.read_on, reading.url or "",
        )  # fmt: skip
        lines.append(",".join(_cell(str(cell)) for cell in cells))
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    # A cell that a spreadsheet would run as a formula is kept as text.
    text = f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text
    return '"' + text.replace('"', '""') + '"' if any(mark in text for mark in ',"\n') else text


def _to_read(site: Site) -> list[Work]:
    """The newest of four kinds: an interview, a study, a job description, a method."""
    works = newest_first([work for work in site.catalog.works.values() if not work.off_topic])
    chosen: list[Work] = []
    for kind in ("interview", "enquete", "fiche-metier", "methode"):
        of_kind = [work for work in works if kind_of(work) == kind]
        if of_kind:
            chosen.append(of_kind[0])
    return chosen
