"""What the pages of the collection name through the years, by periods long enough for a share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from generator.actions import Address
from generator.charts.drawing import Colour
from generator.charts.ranking import Ranked, ranking
from generator.charts.shares_over_years import ShareLine, shares_over_years
from generator.charts.shown import Column
from generator.numbers import NBSP, french_number
from generator.site import Site
from generator.tables.compute import Row
from generator.tables.rules import PUBLISHED, SHARE_MIN
from generator.tracing import Trace, cell_trace
from generator.views.skills.charts import TracedChart, made
from generator.views.skills.comparing import TEXTS_MIN, Part, apart, leader
from generator.views.skills.rows import count

TABLE = "competences-par-periode"
#: Lines of a chart, and fewest periods that show what moves.
LINES, PERIODS = 6, 3
#: The hyphen of « 2011-2013 » in a title, where no line may break.
NO_BREAK = "\u2011"
#: The corpora of the table, what their texts are called, and the colour of their bars.
Told = Literal["collection", "interviews"]
_PAGES: Mapping[Told, str] = {"collection": "pages de la collection", "interviews": "interviews"}
_COLOURS: Mapping[Told, Colour] = {"collection": "--soft", "interviews": "--s4"}
_CAUTION = (
    "Ce n’est pas un échantillon : ce que la collection réunit change d’une période à l’autre. Une page sans date, ou"
    " datée d’un intervalle à cheval sur deux périodes, n’y compte pas."
)


def skill_over_time(
    site: Site, skill: str, corpus: Told, address: Address, page: str, name: str, number: int
) -> TracedChart | None:
    """How many of the pages of ``corpus`` name a skill, a bar a period of three years; None without three whole
    periods of pages, or when under five pages name it.

    A period of few pages has a bar, its count in the place of a share; the title compares no share with it.
    """
    periods, rows = _told(site, corpus)
    parts = _parts(rows, skill, periods)
    if len(parts) < PERIODS or sum(part.n for part in parts.values()) < SHARE_MIN:
        return None
    label = site.catalog.skills[skill].label.fr
    title = _moved(label, parts, corpus)
    bars = [
        Ranked(period, part.percent, part.words, n=part.of if part.enough else None) for period, part in parts.items()
    ]
    few = "" if all(part.enough for part in parts.values()) else f" Sous {TEXTS_MIN} textes, pas de pourcentage."
    return made(
        site,
        address,
        page,
        name,
        title,
        lambda width: ranking(bars, title, width, number, colour=_COLOURS[corpus]),
        f"Part des {_PAGES[corpus]} qui la nomment, par périodes de trois ans.{few} {_CAUTION}",
        [Column("Période"), Column("Textes", True), Column(label, True)],
        [[period, french_number(part.of), part.words] for period, part in parts.items()],
        TABLE,
        _trace(site, rows, skill, list(parts), corpus),
    )


def skills_over_time(
    site: Site, skills: Sequence[str], address: Address, page: str, name: str, number: int
) -> TracedChart | None:
    """Shares of the pages of the collection that name each of ``skills``, a line each, by periods of three years;
    None without three whole periods of enough pages for a share to be compared.

    A skill that under five pages name is left out; one that no page of a period names is drawn at zero there.
    """
    every, rows = _told(site, "collection")
    periods = {period: of for period, of in every.items() if of >= TEXTS_MIN}
    parts = {skill: _parts(rows, skill, periods) for skill in skills}
    known = [skill for skill in skills if sum(part.n for part in parts[skill].values()) >= SHARE_MIN][:LINES]
    silent = [period for period in periods if not any(parts[skill][period].n for skill in known)]
    # The last period before anyone names them is drawn, at zero; those before it say no more.
    while len(silent) > 1 and silent[:2] == list(periods)[:2]:
        del periods[silent.pop(0)]
    if not known or len(periods) < PERIODS:
        return None
    labels = [site.catalog.skills[skill].label.fr for skill in known]
    lines = [
        ShareLine(label, [(_middle(period), round(parts[skill][period].percent, 1)) for period in periods])
        for skill, label in zip(known, labels, strict=True)
    ]
    last = list(periods)[-1]
    title = _led(site, parts, labels, list(periods))
    return made(
        site,
        address,
        page,
        name,
        title,
        lambda width: shares_over_years(lines, title, width, number),
        f"Part des {_PAGES['collection']} qui en parlent, par périodes de trois ans, chacune placée à son année du"
        f" milieu ({_middle(last)} pour {last}). Une période de moins de {TEXTS_MIN} textes n’est pas montrée."
        f" {_CAUTION}",
        [Column("Période"), Column("Textes", True), *(Column(label, True) for label in labels)],
        [[period, french_number(of), *(parts[skill][period].words for skill in known)]
         for period, of in periods.items()],
        TABLE,
        _trace(site, rows, known[0], list(periods), "collection"),
    )  # fmt: skip


def _moved(label: str, parts: Mapping[str, Part], corpus: Told) -> str:
    """Where a skill goes, when the last period and the highest have texts enough and chance does not part them."""
    order = list(parts)
    last = order[-1]
    highest = max(order[:-1], key=lambda period: (parts[period].percent, period))
    now = f"{parts[last].words} ({_unbroken(last)})"
    if not apart(parts[last], parts[highest]):
        return f"« {label} » dans les {_PAGES[corpus]}, {_years(order)}"
    if parts[last].percent > parts[highest].percent:
        return f"« {label} » n’a jamais été plus nommé : {now}"
    return f"« {label} » : {parts[highest].words} au plus haut ({_unbroken(highest)}), {now}"


def _leader(site: Site, parts: Mapping[str, Mapping[str, Part]], period: str) -> str:
    """The name of what the pages of a period name clearly more than all the rest, drawn or not; empty if nothing."""
    skills = list(parts)
    place = leader([parts[skill][period].n for skill in skills], parts[skills[0]][period].of)
    return site.catalog.skills[skills[place]].label.fr if place is not None else ""


def _led(site: Site, parts: Mapping[str, Mapping[str, Part]], labels: Sequence[str], order: Sequence[str]) -> str:
    """Who led at last and in the first period that names any, when one leads clearly in both; else what is drawn."""
    begun = next(period for period in order if any(each[period].n for each in parts.values()))
    first, last = (_leader(site, parts, period) for period in (begun, order[-1]))
    then, now = _unbroken(begun), _unbroken(order[-1])
    if first and first == last:
        return f"« {first} » est le plus nommé, en {then} comme en {now}"
    if first and last:
        return f"Le plus nommé était « {first} » ({then}), c’est « {last} » ({now})"
    drawn = f"« {labels[0]} »"
    if len(labels) == 2:
        drawn += f" et « {labels[1]} »"
    elif len(labels) > 2:
        drawn += f", « {labels[1]} » et {len(labels) - 2}{NBSP}{'autre' if len(labels) == 3 else 'autres'}"
    return f"{drawn} dans les {_PAGES['collection']}, {_years(order)}"


def _told(site: Site, corpus: Told) -> tuple[dict[str, int], dict[tuple[str, str], Row]]:
    """The periods that are over and hold pages enough for a share, with how many, in order; and the rows by skill and
    period."""
    table = site.tables.get(TABLE)
    told = table.where(corpus=corpus) if table else []
    return _whole_periods(told, site), {(str(row["skill"]), str(row["period"])): row for row in told}


def _whole_periods(rows: Iterable[Row], site: Site) -> dict[str, int]:
    found = {
        str(row["period"]): count(row, "of")
        for row in rows
        if row["status"] == PUBLISHED and int(str(row["period"]).split("-")[1]) < site.today.year
    }
    return dict(sorted(found.items()))


def _parts(rows: Mapping[tuple[str, str], Row], skill: str, periods: Mapping[str, int]) -> dict[str, Part]:
    """How many pages of each period name the skill: none where the table has no row."""
    return {
        period: Part(count(rows[skill, period], "n") if (skill, period) in rows else 0, of)
        for period, of in periods.items()
    }


def _trace(
    site: Site, rows: Mapping[tuple[str, str], Row], skill: str, periods: Sequence[str], corpus: Told
) -> Trace:
    """The last share drawn of a skill."""
    row = next(rows[skill, period] for period in reversed(periods) if (skill, period) in rows)
    part = Part(count(row, "n"), count(row, "of"))
    return cell_trace(
        site,
        site.tables[TABLE],
        row,
        "share",
        label=f"{site.catalog.skills[skill].label.fr} dans les {_PAGES[corpus]}, {row['period']}",
        value=part.words,
        n=part.of,
        period=str(row["period"]),
    )


def _middle(period: str) -> int:
    return int(period.split("-")[0]) + 1


def _unbroken(period: str) -> str:
    return period.replace("-", NO_BREAK)


def _years(periods: Sequence[str]) -> str:
    """« de 2011 à 2025 »."""
    return f"de {periods[0].split('-')[0]} à {periods[-1].split('-')[1]}"
