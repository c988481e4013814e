"""Pay by level: what ads of each level offer. (What pages and studies give by experience: ``experience``.)"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.ad_words import LEVELS
from generator.charts.drawing import Width
from generator.charts.ranges import Interval, Landmark, ranges
from generator.charts.shown import Column
from generator.numbers import french_number
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.rules import ALL, UNSAID
from generator.tracing import Trace, cell_trace
from generator.views.charted import Charted, Charts, publishers
from generator.views.pay.choices import IN_TRAINING
from generator.views.pay.full_table import TOO_FEW, ads_row
from generator.views.pay.simulator import TABLE, range_words
from generator.views.profiles.words import lowered, raised

_UNSAID_LEVEL = "Niveau non précisé"


@dataclass(frozen=True)
class Stated:
    """A level and how many of its ads state a usable pay (« 3 sur 10 »)."""

    name: str
    trace: Trace


@dataclass(frozen=True)
class AdsByLevel:
    """``chart`` is None while no level has ads enough; ``stated`` then tells how many each has, those whose level is
    not known last."""

    chart: Charted | None
    stated: list[Stated]


def ads_by_level(site: Site, charts: Charts, smic_year: float | None) -> AdsByLevel:
    """The middle of what ads of each level offer. ``smic_year`` is gross, in euros."""
    result = site.tables[TABLE]
    cells = {str(row["level"]): row for row in result.where(region=ALL, contract=ALL, employer_type=ALL)}
    levels = [(raised(LEVELS[code]), cells[code]) for code in LEVELS if code in cells and code not in IN_TRAINING]
    rows = [*levels, *([(_UNSAID_LEVEL, cells[UNSAID])] if UNSAID in cells else [])]
    if any(_is_drawn(row) for _, row in levels):
        return AdsByLevel(_ads_chart(site, charts, rows, smic_year), [])
    return AdsByLevel(None, [Stated(name, _stated(site, name, row)) for name, row in rows])


def _stated(site: Site, name: str, row: Row) -> Trace:
    value = f"{french_number(int(str(row['n'])))} sur {french_number(int(str(row['of'])))}"
    return cell_trace(
        site,
        site.tables[TABLE],
        row,
        "n",
        label=f"{name} : annonces au montant ou à la fourchette utilisable",
        value=value,
    )


def _is_drawn(row: Row) -> bool:
    return isinstance(row["low_median"], int | float) and isinstance(row["high_median"], int | float)


def _ends(row: Row) -> tuple[float, float]:
    low, high = row["low_median"], row["high_median"]
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    return float(low), float(high)


def _ads_chart(site: Site, charts: Charts, levels: Sequence[tuple[str, Row]], smic_year: float | None) -> Charted:
    drawn = [(name, row) for name, row in levels if _is_drawn(row)]
    few = [name for name, row in levels if not _is_drawn(row)]
    intervals = [Interval(name, *_ends(row), int(str(row["n"]))) for name, row in drawn]
    landmark = Landmark("SMIC", smic_year) if smic_year else None

    def draw(title: str, width: Width, number: int) -> Markup:
        return ranges(intervals, title, width, number, landmark=landmark)

    told = [ads_row(row, name) for name, row in levels]
    _, last = max(drawn, key=lambda pair: (int(str(pair[1]["n"])), pair[1].key))
    trace = cell_trace(site, site.tables[TABLE], last, "low_median", label="Bas des salaires affichés")
    caption = (
        f"Annonces de France des douze derniers mois, {trace.period}, tous contrats, alternances et stages à part."
        " Chaque barre va de la médiane des bas de fourchette à celle des hauts ; le niveau est celui que l’annonce"
        " écrit."
    )
    if few:
        caption += f" Effectif insuffisant : {', '.join(map(lowered, few))}."
    return charts.make(
        "salaires-niveaux-annonces",
        ads_title([(name, *_ends(row)) for name, row in drawn if name != _UNSAID_LEVEL]),
        draw,
        caption,
        TABLE,
        [
            Column("Niveau"),
            Column("Milieu", True),
            Column("Étendue", True),
            Column("n", True),
            Column("Couverture", True),
        ],
        [
            [each.name, each.pay, each.spread, each.n, f"{each.coverage} %" if each.pay != TOO_FEW else "–"]
            for each in told
        ],
        trace,
        publishers(site, [row for _, row in drawn]),
        corpus="ads",
    )


def ads_title(levels: Sequence[tuple[str, float, float]]) -> str:
    """The middle of the first and of the last level drawn: (name, low, high), in the order of a career."""
    ends = levels[:1] if len(levels) == 1 else (levels[0], levels[-1])
    said = [f"{lowered(name)}, {lowered(range_words(low, high))}" for name, low, high in ends]
    return f"Au milieu des annonces : {' ; '.join(said)}"
