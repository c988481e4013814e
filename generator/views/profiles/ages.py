"""How old they are: the median over the years, those under thirty, and each edition's own bands on one ruler."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from catalog.figures import Reading
from generator.charts.age_ruler import AgeBand, AgeEdition, age_ruler
from generator.charts.drawing import Width
from generator.charts.marks_over_years import Kind, marks_over_years
from generator.numbers import NBSP, value_text
from generator.site import Site
from generator.tables.compute import Row
from generator.tracing import Trace, cell_trace
from generator.views.charted import Charted
from generator.views.profiles.points import Point, mark, one_an_edition, points, silent, told, told_twice
from generator.views.profiles.shown import Charts, survey_name
from generator.views.profiles.words import listed, lowered, median_words, percent, raised, span_title

MEDIAN, BANDS, THRESHOLDS = "age-median", "age-bandes", "age-seuils"
AGES = "part-age"
#: The threshold that most editions asked: « moins de trente ans ».
UNDER = 30


@dataclass(frozen=True)
class Headline:
    """The newest median, and what medians did: « 28 ans » : « l’âge médian n’a presque pas bougé depuis 2014 »."""

    reading: Reading
    words: str


@dataclass(frozen=True)
class Known:
    """What one edition says of those under an age; ``deduced`` from its other bands, or told several ways
    (``accounts``, 1 when they agree)."""

    row: Row
    share: str
    deduced: bool
    accounts: int


@dataclass(frozen=True)
class Thresholds:
    """By threshold (« 30 ans »), what each edition says; and what the block opens onto."""

    rows: dict[str, list[Known]]
    trace: Trace

    @property
    def deduced(self) -> bool:
        return any(known.deduced for told in self.rows.values() for known in told)


def headline(site: Site) -> Headline | None:
    """The line that the page opens with; None while no edition gives a median age."""
    found = one_an_edition(points(site, MEDIAN, MEDIAN))
    return Headline(found[-1].reading, median_words(told(found))) if found else None


def median_chart(site: Site, charts: Charts) -> Charted | None:
    """Chart A: a mark an edition, the years without one left empty, other populations as crosses."""
    found = points(site, MEDIAN, MEDIAN)
    if not found:
        return None
    others = points(site, MEDIAN, MEDIAN, followed=False)
    kept = one_an_edition(found)
    words = median_words(told(kept))
    marks = [*map(mark, found), *(mark(point, "other") for point in others)]
    key: dict[Kind, str] = {}
    caption = (
        f"{survey_name(found)} ; répondants volontaires. Une année sans point est une année sans médiane publiée."
    )
    if others:
        populations = listed([lowered(point.reading.population or "autres personnes") for point in others])
        key = {"value": "community managers", "other": "autre population"}
        caption += f" La croix vient d’une autre enquête, auprès d’autres personnes : {populations}."

    def draw(title: str, width: Width, number: int) -> Markup:
        return marks_over_years(marks, title, width, number, unit="ans", key=key)

    title = f"{raised(words)} : {value_text(kept[-1].reading)} en {kept[-1].year}"
    return charts.of_surveys("profils-age-median", title, draw, caption, MEDIAN, [*found, *others], level=2)


def under_chart(site: Site, charts: Charts) -> Charted | None:
    """Chart B: the share under thirty, in the editions that asked it in these words; two accounts are two marks."""
    low = [row["reference"] for row in site.tables[BANDS].where(age_low=None, age_high=UNDER - 1)]
    found = [point for point in points(site, BANDS, AGES) if point.row["reference"] in low]
    if not found:
        return None

    def draw(title: str, width: Width, number: int) -> Markup:
        return marks_over_years([mark(point) for point in found], title, width, number, unit="%")

    caption = f"{survey_name(found)} ; répondants volontaires."
    if any(point.year < found[0].year for point in points(site, BANDS, AGES)):
        caption += f" Les éditions d’avant {found[0].year} ne donnent pas ce seuil."
    mute = silent(found)
    if mute:
        caption += f" Sans point : {listed(mute)}, dont on n’a pas lu cette part."
    twice = told_twice(found)
    if twice:
        caption += f" En {listed(twice)}, deux chiffres sont publiés : il y a deux points."
    title = span_title(told(found), f"ont moins de {UNDER}{NBSP}ans")
    return charts.of_surveys("profils-moins-de-trente-ans", title, draw, caption, BANDS, found, level=2)


def ruler(site: Site, charts: Charts) -> Charted | None:
    """Each edition's own bands on one ruler; where its accounts disagree, both shares."""
    found = points(site, BANDS, AGES)
    kept = [point for point in found if not point.bound]
    if not kept:
        return None
    editions = [
        AgeEdition(
            str(year),
            # Two accounts that say the same are one band.
            sorted({_band(point) for point in kept if point.year == year}, key=lambda band: band.share),
        )
        for year in sorted({point.year for point in kept})
    ]

    def draw(title: str, width: Width, number: int) -> Markup:
        return age_ruler(editions, title, width, number)

    bands = {(point.row["age_low"], point.row["age_high"]) for point in kept}
    title = f"En {len(editions)} éditions, {len(bands)} tranches d’âge différentes"
    caption = (
        f"{survey_name(kept)}. Chaque barre est une tranche telle que l’édition la publie, avec sa part des"
        " répondants ; une pointe marque une tranche sans borne. Ce que l’édition ne publie pas reste vide."
    )
    if any(point.sign == "≈" for point in kept):
        caption += " Le signe ≈ : la source dit « environ »."
    return charts.of_surveys("profils-regle-des-ages", title, draw, caption, BANDS, found, panel=False)


def known_thresholds(site: Site) -> Thresholds | None:
    """The ages at which two editions of the survey followed say something exact, and what each says there."""
    result = site.tables[THRESHOLDS]
    rows = [row for row in result.rows if row["same_population"] and (row["exact"] or row["asked"])]
    if not rows:
        return None
    known: dict[str, list[Known]] = {}
    for row in rows:
        known.setdefault(f"{row['age']}{NBSP}ans", []).append(_known(site, row))
    last = max(rows, key=lambda row: (str(row["year"]), str(row["age"])))
    label = f"Moins de {last['age']}{NBSP}ans"
    return Thresholds(known, cell_trace(site, result, last, "at_least", label=label, value=_known(site, last).share))


def _known(site: Site, row: Row) -> Known:
    """The figures of the band itself, each as its source says it; else what the other bands leave."""
    said = [
        point
        for point in points(site, BANDS, AGES)
        if all(point.row[name] == row[name] for name in ("sources", "year", "population"))
        and (point.row["age_low"], point.row["age_high"]) == _under(row)
    ]
    if said:
        texts = list(dict.fromkeys(value_text(each.reading) for each in sorted(said, key=lambda each: each.value)))
        return Known(row, " ou ".join(texts), False, len(texts))
    low, high = row["at_least"], row["at_most"]
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    share = percent(low) if row["exact"] else f"entre {percent(low)} et {percent(high)}"
    about = "environ " if row["exact"] and row["approximate"] else ""
    return Known(row, f"{about}{share}", not row["asked"], 1)


def _under(row: Row) -> tuple[None, int]:
    """The bounds of the band of those under the age of the row."""
    age = row["age"]
    assert isinstance(age, int)
    return None, age - 1


def _band(point: Point) -> AgeBand:
    return AgeBand(_age(point, "age_low"), _age(point, "age_high"), point.value, point.sign)


def _age(point: Point, column: str) -> int | None:
    value = point.row[column]
    return value if isinstance(value, int) else None
