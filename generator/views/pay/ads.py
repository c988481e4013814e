"""What ads say of pay: the permanent contracts that state one, their medians, and how many do not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from generator.actions import Address, actions
from generator.ad_words import day_words
from generator.charts.ranges import Interval, Landmark, ranges
from generator.charts.shown import Column, Link, ShownChart
from generator.numbers import count_text, french_number
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.rules import ALL
from generator.tracing import Trace, cell_trace, period_words
from generator.views.pay.freelance import money
from generator.views.pay.simulator import TABLE, range_words

#: One row an ad that states a usable pay.
STATED = "salaires-affiches"
CONTRACT = "CDI"
#: Ads that a drawing holds: the newest.
MOST_DRAWN = 24


@dataclass(frozen=True)
class AdsPanel:
    """``cell`` is the row of the table of pay for permanent contracts; ``coverage`` says how many state a pay.

    ``chart`` is None when none does. ``training`` is how many ads are for people in training, set apart.
    """

    cell: Row
    coverage: Trace
    chart: ShownChart | None
    enough: bool
    training: Trace | None


def ads_panel(site: Site, address: Address, path: str, smic_year: float | None) -> AdsPanel | None:
    """The panel of ads; None when no ad of the market is a permanent contract. ``smic_year`` is gross, in euros."""
    cells = site.tables[TABLE].where(level=ALL, region=ALL, contract=CONTRACT, employer_type=ALL)
    if not cells:
        return None
    cell = cells[0]
    n, of, flagged = _counts(cell)
    stated = sorted(site.tables[STATED].where(contract=CONTRACT), key=_newest)
    return AdsPanel(
        cell=cell,
        coverage=cell_trace(
            site, site.tables[TABLE], cell, "n",
            label="CDI qui affichent un salaire",
            value=f"{french_number(n + flagged)} CDI sur {french_number(of)}",
        ),
        chart=_chart(site, address, path, cell, stated, smic_year) if stated else None,
        enough=cell["low_median"] is not None,
        training=_training(site),
    )  # fmt: skip


def ads_title(cell: Row) -> str:
    """What the ads offer: their median start, or that they are too few to have one."""
    n, _, _ = _counts(cell)
    low = cell["low_median"]
    if isinstance(low, int | float):
        return f"Au moins la moitié des CDI affichés commencent à {money(low)} ou moins"
    return f"{count_text(n, 'CDI affiche', 'CDI affichent')} un montant ou une fourchette : trop peu pour une médiane"


def _counts(cell: Row) -> tuple[int, int, int]:
    n, of, flagged = (cell[name] for name in ("n", "of", "flagged"))
    assert isinstance(n, int)
    assert isinstance(of, int)
    return n, of, flagged if isinstance(flagged, int) else 0


def _newest(row: Row) -> tuple[int, str]:
    day = row["day"]
    return (-day.toordinal() if isinstance(day, dt.date) else 0, row.key)


def _chart(
    site: Site, address: Address, path: str, cell: Row, stated: Sequence[Row], smic_year: float | None
) -> ShownChart:
    drawn = sorted(stated[:MOST_DRAWN], key=lambda row: (*_ends(row), row.key))
    rows = [Interval(_place(row), *_ends(row)) for row in drawn]
    low, high = cell["low_median"], cell["high_median"]
    if isinstance(low, int | float) and isinstance(high, int | float):
        rows.append(Interval("Médiane des CDI", low, high, _counts(cell)[0], emphasised=True))
    title = ads_title(cell)
    landmark = Landmark("SMIC", smic_year) if smic_year else None
    name = "salaires-annonces-cdi"
    publishers = ", ".join(dict.fromkeys(_publisher(site, str(row["source"])) for row in stated))
    made = actions(site, address, f"{path}#{name}", f"table {TABLE}", title, f"{publishers}, {title}.")
    return ShownChart(
        id=name,
        title=title,
        wide=ranges(rows, title, "wide", 1, landmark=landmark),
        narrow=ranges(rows, title, "narrow", 1, landmark=landmark),
        caption=_caption(publishers, cell, len(stated)),
        columns=[
            Column("Annonce"),
            Column("Brut par an", True),
            Column("Métier"),
            Column("Niveau"),
            Column("Publiée"),
        ],
        rows=[_cells(row) for row in drawn],
        csv=f"donnees/{STATED}.csv",
        actions=replace(made, edit=""),
        corpus="ads",
        panel=True,
    )


def _caption(publishers: str, cell: Row, count: int) -> str:
    since, until = (day if isinstance(day := cell[name], dt.date) else None for name in ("since", "until"))
    text = f"{publishers}, {period_words(since, until)}. Point : montant unique ; barre : fourchette."
    if count > MOST_DRAWN:
        text += f" Les {MOST_DRAWN} annonces les plus récentes sont dessinées, toutes sont dans le fichier."
    if cell["low_median"] is None:
        text += " Effectif insuffisant pour une médiane."
    return f"{text} Brut ou net n’est pas toujours précisé : le montant est alors lu comme du brut."


def _publisher(site: Site, source: str) -> str:
    return site.catalog.sources[source].publisher if source in site.catalog.sources else source


def _place(row: Row) -> str:
    return str(row["place"] or "lieu non précisé")


def _amount(row: Row, name: str) -> float | None:
    value = row[name]
    return float(value) if isinstance(value, int | float) else None


def _ends(row: Row) -> tuple[float, float]:
    """Where its mark begins and ends; a bound that the ad does not give is the other one."""
    low, high = _amount(row, "low"), _amount(row, "high")
    known = low if low is not None else high
    assert known is not None
    return (known, high if high is not None else known)


def _cells(row: Row) -> list[str | Link]:
    day = row["day"]
    return [
        Link(_place(row), f"offres/{row['ad']}/index.md"),
        range_words(_amount(row, "low"), _amount(row, "high")),
        str(row["title"]),
        str(row["level"] or "non précisé"),
        day_words(day) if isinstance(day, dt.date) else "–",
    ]


def _training(site: Site) -> Trace | None:
    """How many ads are apprenticeships: their pay is set by law, and enters no figure here."""
    result = site.tables["annonces-par-contrat"]
    rows = result.where(contract="alternance")
    if not rows:
        return None
    count = rows[0]["n"]
    assert isinstance(count, int)
    return cell_trace(site, result, rows[0], "n", label="Annonces d’alternance", value=count_text(count, "annonce"))
