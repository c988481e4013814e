"""Checks on the figures of a work, and what a figure takes from the study that holds it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from catalog.catalog import Catalog
from catalog.models import Comparison, Figure, Metric, Study, Work
from catalog.models.figure import ReadOn
from catalog.partial_date import PartialDate
from catalog.problem import Hint, shown
from catalog.reading import Path
from catalog.references import resolve


@dataclass(frozen=True)
class Reading:
    """A figure with all that it takes to judge it; ``None`` is unknown."""

    figure: Figure
    metric: Metric
    work: Work
    producer: str | None
    year: PartialDate | None
    n: int | None
    population: str | None
    read_on: ReadOn
    url: str | None

    @property
    def reference(self) -> str:
        """``study#figure``: its name across the catalog."""
        return f"{self.work.id}#{self.figure.slug}"

    @property
    def n_of_edition(self) -> bool:
        """Whether ``n`` counts all those whom the study asked, while the figure tells of a part of them only.

        A share is one of all of them unless it says its own population; the pay of a group, or what separates two
        groups, is not. A figure that gives its own n is never in doubt.
        """
        figure = self.figure
        if self.n is None or figure.n is not None:
            return False
        if figure.population is not None:
            return True
        return not self.metric.is_share and (bool(figure.group) or self.metric.kind == "écart")


def read_figure(catalog: Catalog, work: Work, figure: Figure) -> Reading:
    """Complete a figure of ``work`` from its study and its metric."""
    study = work if isinstance(work, Study) else None
    year = figure.year or (study.year if study else None)
    n = figure.n or (study.sample_size if study else None)
    return Reading(
        figure=figure,
        metric=catalog.metrics[figure.metric],
        work=work,
        producer=figure.producer or (study.producer if study else None),
        year=year if isinstance(year, PartialDate) else None,
        n=n if isinstance(n, int) else None,
        population=figure.population or (study.population if study else None),
        read_on=figure.read_on or (study.read_on if study else "original"),
        url=figure.url or work.url,
    )


class Say(Protocol):
    """Says a problem at a field of a figure."""

    def __call__(self, at: str, message: str, code: str, hint: Hint | None = None) -> None: ...


def check_figures(catalog: Catalog, kind: str, work: Work, today: dt.date, report: Callable[..., None]) -> None:
    """Metrics and groups that exist, shares within 0 and 100, one name a figure, nothing left unsaid."""
    seen: set[str] = set()
    for index, figure in enumerate(work.figures or ()):
        path: Path = ("figures", index)

        def say(at: str, message: str, code: str, hint: Hint | None = None, path: Path = path) -> None:
            report(kind, work.id, (*path, at), message, code, hint)

        if not catalog.is_faulty(kind, work.id, path):
            if figure.slug in seen:
                message = f"deux chiffres se nomment « {figure.slug} » : donner à celui-ci une « key »"
                say("metric", message, "figure_key")
            seen.add(figure.slug)
            _check_said(work, figure, say)
        metric = catalog.metrics.get(figure.metric)
        if metric is not None and ("metrics", metric.id) not in catalog.partial:
            _check_against_metric(figure, metric, say)
        elif not catalog.may_hold("metrics", figure.metric):
            message = f"mesure « {shown(figure.metric)} » absente de data/metrics.yml"
            say("metric", message, "unknown_metric", (figure.metric, catalog.metrics))
        if isinstance(figure.year, PartialDate) and figure.year.last_begins > today:
            say("year", f"champ « year » : {figure.year} est dans le futur", "future_date")


def _check_against_metric(figure: Figure, metric: Metric, say: Say) -> None:
    for dimension in figure.group:
        if dimension not in metric.dimensions:
            message = f"« {shown(dimension)} » n’est pas une dimension de {metric.id}"
            say("group", message, "unknown_dimension", (dimension, metric.dimensions))
    values = [value for value in (figure.value, figure.min, figure.max) if value is not None]
    if metric.is_share and any(not 0 <= value <= 100 for value in values):
        say("value", "une part va de 0 à 100", "share_range")


def _check_said(work: Work, figure: Figure, say: Say) -> None:
    """What judges a figure is written or said to be unknown; a study says it once for all its figures."""
    if not isinstance(work, Study):
        for name in ("year", "n", "producer", "read_on"):
            if getattr(figure, name) is None:
                unknown = " (ou « inconnu »)" if name in ("year", "n") else ""
                say("metric", f"un chiffre hors d’une étude dit son « {name} »{unknown}", f"figure_{name}")
        return
    if figure.note or figure.population:
        return
    if figure.n == "inconnu" and isinstance(work.sample_size, int):
        message = f"l’étude donne n = {work.sample_size} : retirer « n », ou dire en « note » pourquoi il est inconnu"
        say("n", message, "figure_n")
    if figure.year == "inconnu" and isinstance(work.year, PartialDate):
        message = f"l’étude est de {work.year} : retirer « year », ou dire en « note » pourquoi elle est inconnue"
        say("year", message, "figure_year")


def comparison_faults(catalog: Catalog, comparison: Comparison) -> Iterator[tuple[int, str, str]]:
    """Like is compared with like: one kind of value, one unit, one basis; one year when accounts contradict.

    Gives the index of a figure of the comparison, a message and a code.
    """
    readings: list[tuple[int, str, Reading]] = []
    for index, reference in enumerate(comparison.figures or ()):
        target = resolve(catalog, reference)
        if (
            isinstance(target.entry, Work)
            and target.figure
            and _is_sound(catalog, target.kind, target.entry, target.figure)
        ):
            readings.append((index, reference, read_figure(catalog, target.entry, target.figure)))
    for index, reference, reading in readings[1:]:
        _, other, first = readings[0]
        if _measure(reading.metric) != _measure(first.metric):
            message = f"« {reference} » et « {other} » ne se comparent pas : nature, unité ou base différente"
            yield index, message, "comparison_metric"
        elif comparison.kind == "contradiction" and reading.year != first.year:
            message = f"« {reference} » et « {other} » ne se contredisent pas : l’année diffère"
            yield index, message, "comparison_year"


def _is_sound(catalog: Catalog, kind: str, work: Work, figure: Figure) -> bool:
    read_in_part = (kind, work.id) in catalog.partial or ("metrics", figure.metric) in catalog.partial
    return figure.metric in catalog.metrics and not read_in_part


def _measure(metric: Metric) -> tuple[str | None, ...]:
    return (metric.kind, metric.unit, metric.per, metric.basis)
