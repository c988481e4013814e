"""What ads say around a skill: months, places, levels, contracts, other skills, pay. Each says when it is too few."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from catalog.partial_date import PartialDate
from generator.ad_words import LEVELS
from generator.freshness import date_words
from generator.numbers import NBSP, french_number
from generator.site import Site
from generator.tables.compute import Result, Row
from generator.tables.rules import PUBLISHED, QUANTILE_MIN, SHARE_MIN, UNSAID
from generator.tracing import Trace, cell_trace
from generator.views.skills.rows import SkillRows, count, measure

#: Rows of a breakdown, and skills asked together.
SHOWN = 8


@dataclass(frozen=True)
class Share:
    """A line of a breakdown; ``key`` is its row in the published table."""

    label: str
    n: int
    of: int
    percent: str
    key: str
    skill: str = ""


@dataclass(frozen=True)
class Breakdown:
    """A table of shares, or with no row the sentence that says why; ``trace`` is what the whole table opens onto."""

    id: str
    title: str
    head: str
    table: str
    rows: Sequence[Share]
    trace: Trace | None
    absence: str


@dataclass(frozen=True)
class Pay:
    """The pay that permanent and fixed-term jobs state beside a skill; both ends None when too few state one."""

    low: Trace | None
    high: Trace | None
    absence: str


def breakdowns(rows: SkillRows, skill: str) -> list[Breakdown]:
    """Months, régions, levels, contracts, and the skills asked with it."""
    made = [
        _breakdown(rows, skill, "mois", "Mois par mois", "Mois", "competences-par-mois", "month"),
        _breakdown(rows, skill, "regions", "Où", "Région", "competences-par-region", "region_name"),
        _breakdown(rows, skill, "niveaux", "À quel niveau", "Niveau", "competences-par-niveau", "level"),
        _breakdown(rows, skill, "contrats", "Pour quels contrats", "Contrat", "competences-par-contrat", "contract"),
        _together(rows, skill),
    ]
    return [each for each in made if each is not None]


def _breakdown(
    found: SkillRows, skill: str, name: str, title: str, head: str, table: str, column: str
) -> Breakdown | None:
    result, rows = found.of(table, skill)
    if result is None or not rows:
        return None
    told = [row for row in rows if row["status"] == PUBLISHED and row[column] not in (None, UNSAID)]
    if column == "month":
        told.sort(key=lambda row: str(row["month"]), reverse=True)
    else:
        told.sort(key=lambda row: (-measure(row, "share"), str(row[column])))
    shares = [
        Share(_label(column, row), count(row, "n"), count(row, "of"), _percent(row), row.key) for row in told[:SHOWN]
    ]
    most = max(count(row, "of") for row in rows)
    absence = f"Effectif insuffisant : au plus {most} annonces lues ensemble, il en faut {SHARE_MIN} pour une part."
    return Breakdown(name, title, head, table, shares, _trace(found.site, result, told), absence)


def _together(found: SkillRows, skill: str) -> Breakdown | None:
    result, rows = found.of("competences-ensemble", skill)
    if result is None or not rows:
        return None
    told = [row for row in rows if row["status"] == PUBLISHED and str(row["other"]) in found.site.catalog.skills]
    told.sort(key=lambda row: (-measure(row, "lift"), str(row["other"])))
    shares = [
        Share(
            str(row["other_label"]),
            count(row, "n"),
            count(row, "of"),
            f"{_percent(row)}, {french_number(round(measure(row, 'lift'), 1))}{NBSP}fois ce que le hasard donnerait",
            row.key,
            str(row["other"]),
        )
        for row in told[:SHOWN]
    ]
    most = max(count(row, "n") for row in rows)
    absence = (
        f"Effectif insuffisant : une autre compétence est nommée avec elle par {most} annonces au plus, il en faut"
        f" {SHARE_MIN}."
    )
    return Breakdown(
        "avec",
        "Avec quelles autres",
        "Compétence",
        "competences-ensemble",
        shares,
        _trace(found.site, result, told),
        absence,
    )


def _trace(site: Site, result: Result, rows: Sequence[Row]) -> Trace | None:
    return cell_trace(site, result, rows[0], "share", n=count(rows[0], "of")) if rows else None


def pay(site: Site, skill: str) -> Pay:
    """The medians of both ends of the ranges that ads state."""
    result = site.tables.get("salaires-competences")
    row = result.by_key.get(skill) if result else None
    if result is None or row is None:
        return Pay(None, None, "Aucun CDI ni CDD qui la nomme n’affiche de montant ni de fourchette utilisable.")
    if row["status"] != PUBLISHED:
        absence = (
            f"Effectif insuffisant : {count(row, 'n')} des {count(row, 'of')} CDI et CDD qui la nomment affichent un"
            f" montant ou une fourchette utilisable, il en faut {QUANTILE_MIN}."
        )
        return Pay(None, None, absence)
    ends = (
        cell_trace(site, result, row, f"{end}_median", label=f"{words} des CDI et CDD qui nomment la compétence")
        for end, words in (("low", "Bas de fourchette médian"), ("high", "Haut de fourchette médian"))
    )
    low, high = ends
    return Pay(low, high, "")


def _label(column: str, row: Row) -> str:
    value = str(row[column])
    if column == "month":
        return date_words(PartialDate.parse(value))
    return LEVELS.get(value, value) if column == "level" else value


def _percent(row: Row) -> str:
    return f"{french_number(measure(row, 'share'))}{NBSP}%"
