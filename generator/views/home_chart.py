"""The chart of the home page: one measure through the editions of one survey, with its table and its CSV."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from catalog.figures import Reading
from generator.actions import Address, actions
from generator.charts.over_years import over_years
from generator.charts.shown import Column, Link, ShownChart, chart_file
from generator.labels import READ_ON
from generator.numbers import sample_cell, value_text
from generator.page import Page
from generator.site import Site
from generator.tables.compute import Value
from generator.tables.publish import rows_csv
from generator.tracing import Trace, editions_trace

#: The chart of the home page: this metric, through the editions of the series that has most of them.
CHART_METRIC = "part-femmes"
CSV_PATH = "donnees/part-femmes.csv"


def home_chart(site: Site, address: Address) -> tuple[ShownChart, list[Page], Trace] | None:
    """The share of women through the editions of one survey, its files, its trace; None when editions are few.

    Editions whose accounts disagree are left out.
    """
    editions = _editions(site)
    readings = _plain(editions)
    if len(readings) < 3:
        return None
    first, last = readings[0], readings[-1]
    title = _conclusion(first, last)
    source = site.catalog.files["studies", last.work.id]
    span = f"de {value_text(first)} en {first.year} à {value_text(last)} en {last.year}"
    said = f"{first.metric.label} parmi les personnes interrogées, {span}"
    absent = _absent(editions, readings, _silent(site, first, last))
    caption = f"{getattr(first.work, 'series', '')} ; répondants volontaires. {absent}"
    chart = ShownChart(
        id="femmes",
        title=title,
        wide=over_years(readings, said, "wide", 1),
        narrow=over_years(readings, said, "narrow", 1),
        caption=caption.strip(),
        columns=[
            Column("Année"),
            Column(first.metric.label, True),
            Column("n", True),
            Column("Lu"),
            Column("Producteur"),
        ],
        rows=[_row(site, reading) for reading in readings],
        csv=CSV_PATH,
        # No single entry stands behind a chart: each row of its table leads to its own.
        actions=replace(actions(site, address, "index.md", source, title, _citation(readings, title)), edit=""),
    )
    return chart, [Page(CSV_PATH, chart_csv(readings), None), chart_file(chart)], editions_trace(site, last, readings)


def _row(site: Site, reading: Reading) -> list[str | Markup | Link]:
    return [
        Link(str(reading.year), f"{site.work_path(reading.work)}#chiffre-{reading.figure.slug}"),
        value_text(reading),
        sample_cell(reading),
        READ_ON[reading.read_on].removeprefix("lu "),
        reading.producer or "inconnu",
    ]


def _conclusion(first: Reading, last: Reading) -> str:
    """What the chart shows, in a sentence that is true whichever way it goes."""
    span = f"de {value_text(first)} à {value_text(last)} de femmes"
    grown = (last.figure.value or 0) > (first.figure.value or 0)
    return f"Le métier s’est féminisé : {span}" if grown else f"Les femmes dans le métier : {span}"


def _citation(readings: list[Reading], title: str) -> str:
    """The producers first, in order of appearance."""
    producers = ", ".join(dict.fromkeys(reading.producer for reading in readings if reading.producer))
    return f"{producers}, « {title} », {readings[0].year} à {readings[-1].year}."


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


def _silent(site: Site, first: Reading, last: Reading) -> list[str]:
    """The years between the two whose edition does not give the measure, or that had none."""
    told = {
        reading.year.year
        for study in site.catalog.studies.values()
        if study.series == getattr(first.work, "series", None)
        for reading in site.readings(study)
        if reading.metric.id == CHART_METRIC and reading.year
    }
    if not first.year or not last.year:
        return []
    return [str(year) for year in range(first.year.year, last.year.year) if year not in told]


def _absent(editions: dict[int, list[Reading]], drawn: list[Reading], silent: list[str]) -> str:
    """The editions that are not drawn, and why, in a sentence."""
    years = {reading.year.year for reading in drawn if reading.year}
    split = [str(year) for year, readings in editions.items() if year not in years and len(readings) > 1]
    bounds = [str(year) for year, readings in editions.items() if year not in years and len(readings) == 1]
    parts = []
    if split:
        parts.append(f"{_years(split)}, dont les reprises se contredisent")
    if bounds:
        parts.append(f"{_years(bounds)}, où seul un minimum est donné")
    if silent:
        parts.append(f"{_years(silent)}, dont on n’a pas lu cette part")
    return f"Hors courbe : {' ; '.join(parts)}." if parts else ""


def _years(years: list[str]) -> str:
    return " et ".join(years) if len(years) < 3 else f"{', '.join(years[:-1])} et {years[-1]}"


def chart_csv(readings: list[Reading]) -> str:
    """One line an edition; the columns are the words of the figure model."""
    head = ("study", "year", "metric", "value", "qualifier", "unit", "n", "population", "producer", "read_on", "url")
    return rows_csv(head, (_line(reading) for reading in readings))


def _line(reading: Reading) -> list[Value]:
    figure = reading.figure
    return [
        reading.work.id,
        str(reading.year),
        reading.metric.id,
        figure.value,
        figure.qualifier,
        reading.metric.unit,
        reading.n,
        reading.population,
        reading.producer,
        reading.read_on,
        reading.url,
    ]
