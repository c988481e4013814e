"""What the pages of the collection name through the years, by periods long enough for a share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from generator.actions import Address
from generator.charts.shares_over_years import ShareLine, shares_over_years
from generator.charts.shown import Column
from generator.numbers import NBSP, french_number
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.rules import PUBLISHED, SHARE_MIN
from generator.tracing import cell_trace
from generator.views.skills.charts import TracedChart, made
from generator.views.skills.rows import count, measure

TABLE = "competences-par-periode"
#: Lines of a chart, and fewest periods that make a line.
LINES, PERIODS = 6, 3
#: The hyphen of « 2011-2013 » in a title, where no line may break.
NO_BREAK = "\u2011"
#: The corpora of the table, and what their texts are called.
Told = Literal["collection", "interviews"]
_PAGES: Mapping[Told, str] = {"collection": "pages de la collection", "interviews": "interviews"}


def over_time(
    site: Site, skills: Sequence[str], corpus: Told, address: Address, page: str, name: str, number: int
) -> TracedChart | None:
    """Shares of the pages of ``corpus`` that name each of ``skills``, by periods of three years; None without three
    whole periods of enough pages.

    A skill that under five pages name is left out; one that no page of a period names is drawn at zero there. The
    title says where a lone skill goes, or which of several led at first and at last.
    """
    table = site.tables.get(TABLE)
    if table is None:
        return None
    told = table.where(corpus=corpus)
    periods = _whole_periods(told, site)
    rows = {(str(row["skill"]), str(row["period"])): row for row in told}
    known = [skill for skill in skills if sum(_named(rows, skill, period) for period in periods) >= SHARE_MIN][:LINES]
    silent = [period for period in periods if not any(_named(rows, skill, period) for skill in known)]
    # The last period before anyone names them is drawn, at zero; those before it say no more.
    while len(silent) > 1 and silent[:2] == list(periods)[:2]:
        del periods[silent.pop(0)]
    if not known or len(periods) < PERIODS:
        return None
    labels = [site.catalog.skills[skill].label.fr for skill in known]
    lines = [
        ShareLine(label, [(_middle(period), _share(rows.get((skill, period)))) for period in periods])
        for skill, label in zip(known, labels, strict=True)
    ]
    last = list(periods)[-1]
    title = _moved(lines, list(periods))
    first_row = next(rows[known[0], period] for period in reversed(periods) if (known[0], period) in rows)
    return made(
        site,
        address,
        page,
        name,
        title,
        lambda width: shares_over_years(lines, title, width, number),
        f"Part des {_PAGES[corpus]} qui en parlent, par périodes de trois ans, chacune placée à son année du milieu"
        f" ({_middle(last)} pour {last}). Ce n’est pas un échantillon : ce que la collection réunit change d’une"
        " période à l’autre.",
        [Column("Période"), Column("Textes", True), *(Column(label, True) for label in labels)],
        [
            [
                period,
                french_number(periods[period]),
                *(f"{french_number(round(_share(rows.get((skill, period))), 1))}{NBSP}%" for skill in known),
            ]
            for period in periods
        ],
        table.definition.id,
        cell_trace(
            site,
            table,
            first_row,
            "share",
            label=f"{labels[0]} dans les {_PAGES[corpus]}, {first_row['period']}",
            n=count(first_row, "of"),
            period=str(first_row["period"]),
        ),
    )


def _moved(lines: Sequence[ShareLine], periods: Sequence[str]) -> str:
    """What the lines show, whichever way they go. Nobody leads a period that names none of them."""
    when = [period.replace("-", NO_BREAK) for period in periods]
    if len(lines) == 1:
        shares = [share for _, share in lines[0].shares]
        at = max(range(len(shares)), key=lambda place: (shares[place], place))
        highest, now = (f"{french_number(round(share, 1))}{NBSP}%" for share in (shares[at], shares[-1]))
        if at == len(shares) - 1:
            return f"« {lines[0].label} » n’a jamais été plus nommé : {now} ({when[-1]})"
        return f"« {lines[0].label} » : {highest} au plus haut ({when[at]}), {now} ({when[-1]})"
    leaders = [
        (max(lines, key=lambda line: line.shares[place][1]).label, when[place])
        for place in range(len(periods))
        if any(line.shares[place][1] for line in lines)
    ]
    (before, then), (after, now) = leaders[0], leaders[-1]
    if before == after:
        return f"« {after} » est le plus nommé, en {then} comme en {now}"
    return f"Le plus nommé était « {before} » ({then}), c’est « {after} » ({now})"


def _named(rows: Mapping[tuple[str, str], Row], skill: str, period: str) -> int:
    row = rows.get((skill, period))
    return count(row, "n") if row else 0


def _whole_periods(rows: Iterable[Row], site: Site) -> dict[str, int]:
    """The periods that are over and hold enough pages, with how many, in order."""
    found = {
        str(row["period"]): count(row, "of")
        for row in rows
        if row["status"] == PUBLISHED and int(str(row["period"]).split("-")[1]) < site.today.year
    }
    return dict(sorted(found.items()))


def _middle(period: str) -> int:
    return int(period.split("-")[0]) + 1


def _share(row: Row | None) -> float:
    return measure(row, "share") if row else 0.0
