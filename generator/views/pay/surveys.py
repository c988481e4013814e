"""Pay in surveys: medians and means of the profession's own survey, in the euros of their year and of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from catalog.figures import Reading
from generator.actions import Address, actions
from generator.charts.marks_over_years import Kind, Mark, marks_over_years
from generator.charts.shown import Column, Link, ShownChart
from generator.labels import READ_ON
from generator.numbers import NBSP, french_number, sample_cell, unit_note, value_text
from generator.site import Site
from generator.tables.compute import Row
from generator.tracing import Trace, editions_trace
from generator.views.pay.groups import reserve_words

TABLE = "salaires-enquetes"
KEY: dict[Kind, str] = {
    "median": "médiane",
    "other": "médiane d’une partie des répondants",
    "mean": "moyenne",
    "part": "moyenne des CDI seuls",
}
#: The kinds that are medians: of all who answered, or of some of them.
_MEDIANS = ("median", "other")
#: The group of the means of permanent contracts only.
_PERMANENT = "contrat=CDI"


@dataclass(frozen=True)
class Point:
    """A median or a mean of the main survey: its figure, and its value in the euros of ``constant_year``."""

    reading: Reading
    year: int
    value: float
    kind: Kind
    constant: float | None
    constant_year: int | None


@dataclass(frozen=True)
class SurveyPanel:
    """The two drawings of one panel; ``constant`` is None when no price index leads to today."""

    current: ShownChart
    constant: ShownChart | None
    trace: Trace


def points(site: Site) -> list[Point]:
    """The medians and means of the main survey, by year; means of parts but permanent contracts are left out."""
    found = [point for row in site.tables[TABLE].rows if (point := _point(site, row))]
    return sorted(found, key=lambda each: (each.year, each.kind, each.value))


def _point(site: Site, row: Row) -> Point | None:
    kind = _kind(row)
    year, value = row["year"], row["value"]
    if kind is None or not isinstance(year, int) or not isinstance(value, int | float):
        return None
    constant, constant_year = row["constant_value"], row["constant_year"]
    return Point(
        site.reading(str(row["reference"])),
        year,
        float(value),
        kind,
        float(constant) if isinstance(constant, int | float) else None,
        constant_year if isinstance(constant_year, int) else None,
    )


def _kind(row: Row) -> Kind | None:
    if not row["same_population"]:
        return None
    match row["statistic"], row["group"]:
        case "mediane", None:
            return "median" if row["whole"] else "other"
        case "moyenne", None:
            return "mean" if row["whole"] else None
        case "moyenne", str(group) if group == _PERMANENT:
            return "part"
    return None


def newest_median(points: Sequence[Point]) -> Point | None:
    """The median that the page opens with."""
    medians = [point for point in points if point.kind == "median"]
    return medians[-1] if medians else None


def headline_words(reading: Reading) -> str:
    """``30 000 € brut par an ou moins``: half of those who answered earn that, or less."""
    return " ".join(part for part in (value_text(reading), unit_note(reading.metric), "ou moins") if part)


def current_title(first: Point, last: Point) -> str:
    """What the medians did, in the euros of their years: true whichever way they went."""
    before, after = _euros(first.value), _euros(last.value)
    if first.year == last.year:
        return f"Un salaire médian de {after} en {last.year}, en euros courants"
    if before == after:
        return f"Le salaire médian est de {after} en {last.year} comme en {first.year}, en euros courants"
    return f"Le salaire médian passe de {before} en {first.year} à {after} en {last.year}, en euros courants"


def constant_title(medians: Sequence[Point]) -> str:
    """What the medians are once prices are taken out: the span of the former ones, then the newest. No direction:
    editions do not ask the same people. ``medians`` are by year and have a value in constant euros; not empty."""
    *before, last = medians
    base = f"En euros de {last.constant_year}, un salaire médian de"
    now = _about(last.constant or 0)
    if not before:
        return f"{base} {now} en {last.year}"
    values = [each.constant or 0 for each in before]
    low, high = _about(min(values)), _about(max(values))
    span = low if low == high else f"{low.removesuffix(f'{NBSP}€')} à {high}"
    first, until = before[0].year, before[-1].year
    years = f"en {first}" if first == until else f"de {first} à {until}"
    return f"{base} {span} {years}, de {now} en {last.year}"


def survey_panel(site: Site, address: Address, points: Sequence[Point], path: str) -> SurveyPanel | None:
    """The panel of surveys; None when the main survey has no median."""
    medians = [point for point in points if point.kind == "median"]
    if not medians:
        return None
    first, last = medians[0], medians[-1]
    title = current_title(first, last)
    caption = (
        f"{getattr(last.reading.work, 'series', None) or last.reading.work.title} ; répondants volontaires."
        " Médianes et moyennes ne se comparent pas : les points ne sont pas reliés. Les personnes comptées changent"
        f" d’une édition à l’autre{_parts(points)}."
    )
    trace = editions_trace(site, last.reading, (each.reading for each in points))
    current = _chart(
        site, address, path, "salaires-enquetes-courants", title, caption, points,
        [Mark(each.year, each.value, _euros(each.value), each.kind) for each in points], 2,
    )  # fmt: skip
    known = [(each, each.constant) for each in points if each.constant]
    if not (first.constant and last.constant):
        return SurveyPanel(current, None, trace)
    told = [each for each, _ in known if each.kind in _MEDIANS and each.year <= last.year]
    base = (
        f" Prix de {last.constant_year} : indice de l’Insee, puis hausses annuelles arrondies au dixième de point ;"
        " les montants sont arrondis à la centaine."
    )
    constant = _chart(
        site, address, path, "salaires-enquetes-constants", constant_title(told), caption + base, points,
        [Mark(each.year, value, _about(value), each.kind) for each, value in known], 3,
    )  # fmt: skip
    return SurveyPanel(current, constant, trace)


def _parts(points: Sequence[Point]) -> str:
    """Which medians are of some of those who answered, and of whom, as the end of a sentence; empty when none is."""
    years: dict[str, list[str]] = {}
    for each in points:
        if each.kind == "other":
            years.setdefault(each.reading.population or "une partie des répondants", []).append(str(each.year))
    return "".join(f" ; en {' et '.join(of)}, la médiane est celle de « {who} »" for who, of in years.items())


def _chart(
    site: Site,
    address: Address,
    path: str,
    name: str,
    title: str,
    caption: str,
    points: Sequence[Point],
    marks: Sequence[Mark],
    number: int,
) -> ShownChart:
    said = actions(site, address, f"{path}#{name}", f"table {TABLE}", title, _citation(points, title))
    return ShownChart(
        id=name,
        title=title,
        wide=marks_over_years(marks, title, "wide", number, unit="k€", key=KEY, thousands=True),
        narrow=marks_over_years(marks, title, "narrow", number, unit="k€", key=KEY, thousands=True),
        caption=caption,
        columns=[
            Column("Année"),
            Column("Mesure"),
            Column("Montant", True),
            Column("Euros constants", True),
            Column("Lu"),
            Column("n", True),
            Column("Personnes interrogées"),
        ],
        rows=[_cells(site, point) for point in reversed(points)],
        csv=f"donnees/{TABLE}.csv",
        actions=replace(said, edit=""),
        corpus="surveys",
        panel=True,
    )


def _citation(points: Sequence[Point], title: str) -> str:
    """Who made the last and the first edition, then the survey: the others are in the table, each with its own."""
    last, first = points[-1], points[0]
    made = [f"{each.reading.producer or 'Producteur inconnu'} ({each.year})" for each in (last, first)]
    survey = getattr(last.reading.work, "series", None) or last.reading.work.title
    return f"{' et '.join(dict.fromkeys(made))}, «{NBSP}{survey}{NBSP}» : {title}."


def _cells(site: Site, point: Point) -> list[str | Link]:
    reading = point.reading
    return [
        Link(str(point.year), f"{site.work_path(reading.work)}#chiffre-{reading.figure.slug}"),
        KEY[point.kind],
        value_text(reading),
        _about(point.constant) if point.constant else "–",
        READ_ON[reading.read_on].removeprefix("lu "),
        sample_cell(reading),
        " ".join(part for part in (f"{reading.population or 'non précisées'}.", reserve_words(reading)) if part),
    ]


def _euros(value: float) -> str:
    return f"{french_number(value)}{NBSP}€"


def _about(value: float) -> str:
    """To the hundred: the index leads no nearer."""
    return f"{french_number(round(value, -2))}{NBSP}€"
