"""Where they work: the survey over the years, and ads on a map, each on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.charts.drawing import Width
from generator.charts.marks_over_years import marks_over_years
from generator.charts.shown import Column, Link
from generator.charts.tile_map import REGIONS as TILES
from generator.charts.tile_map import Tile, tile_map
from generator.numbers import french_number, value_text
from generator.site import Site
from generator.tables.compute import Row
from generator.tracing import cell_trace
from generator.views.charted import Charted, publishers
from generator.views.profiles.points import Point, by_category, mark, points, told
from generator.views.profiles.shown import Charts, survey_name
from generator.views.profiles.words import change_title, listed, percent

REGIONS, ADS_REGIONS = "regions-enquetes", "annonces-par-region"
#: What editions say instead of « Île-de-France »: the nearest words first. They are other areas: no point is made.
_OTHER_WORDS = ("Région parisienne", "Province")
#: Editions that must give a region for it to be drawn.
_EDITIONS = 3


@dataclass(frozen=True)
class Regions:
    """The survey over the years, and the ads on a map; either may be missing."""

    survey: Charted | None
    ads: Charted | None


def regions(site: Site, charts: Charts) -> Regions:
    return Regions(_region_survey(site, charts), _region_ads(site, charts))


def _region_survey(site: Site, charts: Charts) -> Charted | None:
    """The region that most editions give, over the years."""
    found = points(site, REGIONS, "part-region")
    lines = by_category(found, _EDITIONS)
    if not lines:
        return None
    name, kept = next(iter(lines.items()))
    marks = [mark(point) for point in kept]

    def draw(title: str, width: Width, number: int) -> Markup:
        return marks_over_years(marks, title, width, number, unit="%")

    title = change_title(
        told(kept), f"{name}, une part qui grandit", f"{name}, une part qui recule", f"{name}, une part stable"
    )
    caption = (
        f"{survey_name(kept)} ; répondants volontaires.{_elsewhere(found, kept)} Les autres régions, dont"
        " beaucoup ont changé de limites en 2016, ne sont données que par peu d’éditions : elles sont dans le"
        " fichier."
    )
    return charts.of_surveys("profils-regions", title, draw, caption, REGIONS, kept)


def _elsewhere(found: Sequence[Point], kept: Sequence[Point]) -> str:
    """The editions that tell of regions without the one that is drawn, and what they say of it in other words."""
    drawn = {point.year for point in kept}
    told = []
    for year in sorted({point.year for point in found} - drawn):
        words = [point for name in _OTHER_WORDS for point in found if (point.year, point.category) == (year, name)]
        said = f" (« {words[0].category} », {value_text(words[0].reading)})" if words else ""
        told.append(f"{year}{said}")
    return f" Sans point : {listed(told)}, où cette part n’est pas donnée sous ce nom." if told else ""


def _region_ads(site: Site, charts: Charts) -> Charted | None:
    """The ads of twelve months on a map of tiles."""
    result = site.tables[ADS_REGIONS]
    if not result.rows:
        return None
    ordered = sorted(result.rows, key=lambda row: (-_count(row), row.key))
    lead = ordered[0]
    tiles = {
        str(row["region"]): Tile(float(_count(row)), french_number(_count(row)))
        for row in ordered
        if row["region"] in TILES
    }

    def draw(title: str, width: Width, number: int) -> Markup:
        return tile_map(tiles, title, width, number)

    share = lead["share"]
    said = percent(share) if isinstance(share, int | float) else f"{_count(lead)}"
    title = f"{lead['region_name'] or lead.key} : {said} des annonces de France"
    trace = cell_trace(site, result, lead, "share", label=f"Annonces en {lead['region_name'] or lead.key}")
    columns = [Column("Région"), Column("Annonces", True), Column("Part", True)]
    rows: list[list[str | Markup | Link]] = [
        [
            str(row["region_name"] or row.key),
            french_number(_count(row)),
            percent(value) if isinstance(value := row["share"], int | float) else "–",
        ]
        for row in ordered
    ]
    caption = (
        f"Annonces de community manager, {trace.period}. Une annonce publiée dans plusieurs régions,"
        " rediffusions comprises, compte dans chacune ; un tiret : aucune annonce. Quelques annonces"
        " disent peu d’une région."
    )
    return charts.make(
        "profils-regions-annonces", title, draw, caption, ADS_REGIONS, columns, rows, trace,
        publishers(site, ordered), corpus="ads",
    )  # fmt: skip


def _count(row: Row) -> int:
    value = row["n"]
    return value if isinstance(value, int) else 0
