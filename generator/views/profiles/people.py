"""Who they are besides their age: women, studies, and the people whose interviews the collection holds."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from catalog.figures import Reading
from catalog.models import Interview, Study
from catalog.partial_date import PartialDate
from generator.charts.drawing import Width
from generator.charts.marks_over_years import marks_over_years
from generator.charts.shares_over_years import ShareLine, shares_over_years
from generator.freshness import date_words
from generator.numbers import NBSP, value_text
from generator.site import Site
from generator.tables.compute import Row
from generator.tracing import Trace, cell_trace
from generator.views.charted import Charted
from generator.views.profiles.points import (
    by_category,
    mark,
    one_an_edition,
    points,
    series,
    silent,
    told,
    told_twice,
)
from generator.views.profiles.shown import Charts, survey_name
from generator.views.profiles.words import change_title, listed, lowered, span_title

WOMEN, STUDIES, DECLARED, MEDIAN = "femmes", "etudes-diplomes", "interviews-parcours", "age-median"
#: Measures of the page whose accounts may disagree; the mean age, which is no median.
_DISPUTED = {"part-femmes", "part-age", "part-contrat", "part-diplome", "part-region", "part-employeur"}
_MEAN = "age-moyen"
#: From this age, and from these years of experience, an interview tells of another start, or of a long road.
LATE, LONG = 40, 10
#: Interviews shown when nobody told of being ``LATE``.
_OLDEST = 3
#: Editions that must give a level of studies for it to be a line.
_EDITIONS = 2
_GRADUATES = "Bac+5"


def women_chart(site: Site, charts: Charts) -> Charted | None:
    """The share of women: a mark an account, so that two that disagree are seen.

    An edition that gives only a floor is not drawn: the caption says it, the table holds it.
    """
    found = points(site, WOMEN, "part-femmes")
    kept = one_an_edition(found)
    if not kept:
        return None
    marks = [mark(point) for point in found if not point.bound]
    title = change_title(
        told(kept), "Le métier s’est féminisé", "La part des femmes recule", "La part des femmes a peu bougé"
    )
    twice, mute = told_twice(found), silent(found)
    floors = [f"{point.year} ({value_text(point.reading)})" for point in found if point.bound]
    caption = f"{survey_name(found)} ; répondants volontaires."
    if twice:
        caption += f" Deux points en {listed(twice)} : les comptes rendus se contredisent."
    if floors:
        caption += f" Sans point : {listed(floors)}, où l’enquête ne donne qu’un minimum."
    if mute:
        caption += f" Sans point non plus : {listed(mute)}" if floors else f" Sans point : {listed(mute)}"
        caption += ", dont on n’a pas lu cette part."

    def draw(title: str, width: Width, number: int) -> Markup:
        return marks_over_years(marks, title, width, number, unit="%")

    return charts.of_surveys("profils-femmes", title, draw, caption, WOMEN, found)


def studies_chart(site: Site, charts: Charts) -> Charted | None:
    """Levels of studies over the years: those that several editions ask in the same words."""
    found = points(site, STUDIES, "part-diplome")
    lines = by_category(found, _EDITIONS)
    if not lines:
        return None
    lead = lines.get(_GRADUATES) or next(iter(lines.values()))
    shown = [ShareLine(name, series(line), line[-1].sign) for name, line in lines.items()][:6]

    def draw(title: str, width: Width, number: int) -> Markup:
        return shares_over_years(shown, title, width, number)

    caption = (
        f"{survey_name(found)} ; répondants volontaires. Les niveaux s’emboîtent et ne s’additionnent pas : qui a un"
        " bac+5 a aussi plus qu’un bac+3. Un trait en pointillé saute une année sans chiffre."
    )
    title = span_title(told(lead), f"ont un niveau {lowered(lead[0].category)}")
    return charts.of_surveys("profils-etudes", title, draw, caption, STUDIES, found)


@dataclass(frozen=True)
class Declared:
    """An interview where the person told their age or their years of experience; ``who`` they are, and when.

    ``told`` is the experience in a line, as the entry has it: the years in the table are a round number of it.
    """

    interview: Interview
    who: str
    told: str
    trace: Trace


@dataclass(frozen=True)
class Elders:
    """The interviews of ``LATE`` and over; when there is none, the oldest ones. ``count`` told an age."""

    late: bool
    count: int
    oldest: list[Declared]
    experienced: list[Declared]


def elders(site: Site) -> Elders | None:
    """What the interviews hold for someone who starts late; None when nobody told an age."""
    rows = site.tables[DECLARED].rows
    aged = sorted((row for row in rows if row["age"] is not None), key=lambda row: (-_number(row, "age"), row.key))
    if not aged:
        return None
    late = [row for row in aged if _number(row, "age") >= LATE]
    long = [row for row in rows if _number(row, "experience_years") >= LONG]
    return Elders(
        bool(late),
        len(aged),
        [_declared(site, row, "age") for row in late or aged[:_OLDEST]],
        [_declared(site, row, "experience_years") for row in long],
    )


def _declared(site: Site, row: Row, column: str) -> Declared:
    interview = site.catalog.interviews[str(row["interview"])]
    label = "Âge déclaré" if column == "age" else "Expérience déclarée"
    result = site.tables[DECLARED]
    published = interview.published
    when = date_words(published) if isinstance(published, PartialDate) else "date inconnue"
    who = ", ".join(part for part in (interview.person.name, lowered(interview.person.role), when) if part)
    told = (interview.person.experience or "") if column == "experience_years" else ""
    return Declared(
        interview, who, told, cell_trace(site, result, row, column, label=f"{label} : {interview.title}", n=1)
    )


def _number(row: Row, column: str) -> float:
    value = row[column]
    return float(value) if isinstance(value, int | float) else 0.0


@dataclass(frozen=True)
class Dispute:
    """Two accounts of one edition that disagree, and what is known of why."""

    label: str
    readings: list[Reading]
    note: str


def disputes(site: Site) -> list[Dispute]:
    """What the base says that accounts dispute, and a median that another account calls a mean."""
    compared = [
        Dispute(item.label, [site.reading(reference) for reference in item.figures], item.note or "")
        for item in site.catalog.comparisons.values()
        if item.kind == "contradiction"
    ]
    means = [
        Dispute(f"Âge en {median.year}", [median.reading, mean], mean.figure.note or "")
        for median in points(site, MEDIAN, MEDIAN)
        for mean in site.readings(median.reading.work)
        if mean.metric.id == _MEAN and mean.figure.value == median.value and mean.year == median.reading.year
    ]
    shown = [each for each in compared if {reading.metric.id for reading in each.readings} <= _DISPUTED]
    return [*means, *shown]


@dataclass(frozen=True)
class Edition:
    """An edition of the survey followed, as the box on who answers tells of it."""

    study: Study
    year: str
    answers: str


def editions(site: Site) -> list[Edition]:
    """The editions of the survey that the site follows, the newest first."""
    names = {
        str(row["sources"]) for table in (WOMEN, STUDIES) for row in site.tables[table].where(same_population=True)
    }
    series_names = {site.catalog.studies[name].series for name in names}
    found = [study for study in site.catalog.studies.values() if study.series and study.series in series_names]
    found.sort(key=lambda study: str(study.year), reverse=True)
    return [
        Edition(
            study,
            str(study.year),
            f"{study.sample_size:,}".replace(",", NBSP) if isinstance(study.sample_size, int) else "non communiqué",
        )
        for study in found
    ]
