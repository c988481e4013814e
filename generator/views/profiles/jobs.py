"""How they work: contract, employer, tasks, platforms. Ads stand beside, never in one series."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from generator.ad_words import TRAINING
from generator.charts.beside import SharePair, surveys_beside_ads
from generator.charts.drawing import Width
from generator.charts.ranking import Ranked, ranking
from generator.charts.shares_over_years import ShareLine, shares_over_years
from generator.charts.shown import Column, Link
from generator.numbers import french_number, sample_cell, sample_text, value_text
from generator.site import Site
from generator.tables.compute import Row
from generator.tracing import period_words, reading_trace
from generator.views.charted import Charted, publishers
from generator.views.profiles.points import Point, by_category, newest_edition, points, series, told
from generator.views.profiles.shown import Charts, figure_path, survey_name
from generator.views.profiles.words import editions_title, listed, lowered, percent

CONTRACTS, EMPLOYERS, TASKS, PLATFORMS = "contrats-enquetes", "employeurs-enquetes", "taches", "plateformes-enquetes"
ADS_CONTRACTS = "annonces-par-contrat"
#: Categories an edition must give to be shown whole; editions that must give a category for it to be a line; lines.
_WHOLE, _OFTEN, _LINES = 3, 5, 4
_PERMANENT, _JOBLESS, _LEARNERS = "CDI", "Demandeur d’emploi", "Stage ou alternance"
#: What ads call the categories of surveys. An ad cannot offer to look for a job.
_OFFERED = {
    "CDI": ("CDI",),
    "CDD": ("CDD",),
    "Indépendant": ("freelance",),
    _LEARNERS: ("stage", "alternance", *TRAINING),
}


def contracts_beside(site: Site, charts: Charts) -> Charted | None:
    """The newest edition that tells of several contracts, beside what ads offer; None without either."""
    newest = newest_edition(points(site, CONTRACTS, "part-contrat"), _WHOLE)
    # « CDI ou CDD » holds two other categories: beside them it would count people twice.
    people = [point for point in newest if " ou " not in point.category or point.category in _OFFERED]
    offered = site.tables[ADS_CONTRACTS].rows
    if not people or not offered:
        return None
    pairs = [SharePair(each.category, each.value, _offered(offered, each.category), each.sign) for each in people]
    year = people[0].year

    def draw(title: str, width: Width, number: int) -> Markup:
        return surveys_beside_ads(pairs, title, width, number, survey=f"enquête {year}")

    # The two have no common base: a title that gave one share against the other would be false.
    title = "La situation des personnes, les contrats proposés : deux mesures"
    days = [row[end] for row in offered for end in ("since", "until")]
    window = period_words(min(days), max(days)) if all(days) else ""  # type: ignore[type-var, arg-type]
    caption = (
        f"Rond : la situation des personnes qui ont répondu en {year} ({survey_name(people)}, répondants volontaires,"
        f" {sample_text(people[0].reading.n)}){_besides(people)}. Carré : le contrat que proposent"
        f" {french_number(_whole(offered))} annonces de France, publiées {window}. Des personnes d’un côté, des"
        " postes à pourvoir de l’autre : la base n’est pas la même, les parts ne se comparent pas."
        f"{_half(offered, people)} Un tiret : sans objet, ou aucune annonce."
    )
    rows: list[list[str | Markup | Link]] = [
        [
            Link(point.category, figure_path(site, point)),
            value_text(point.reading),
            sample_cell(point.reading),
            percent(pair.ads) if pair.ads is not None else "–",
            french_number(_whole(offered)),
        ]
        for point, pair in zip(people, pairs, strict=True)
    ]
    columns = [
        Column("Contrat"), Column(f"Enquête {year}", True), Column("n", True), Column("Annonces", True),
        Column("n", True),
    ]  # fmt: skip
    return charts.make(
        "profils-contrats", title, draw, caption, CONTRACTS, columns, rows, reading_trace(site, people[0].reading),
        f"{people[0].reading.producer or 'inconnu'} et {publishers(site, offered)}", corpus=None,
    )  # fmt: skip


def _besides(people: Sequence[Point]) -> str:
    """Those whom the survey counts and to whom no ad speaks: « , dont environ 17 % de demandeurs d’emploi »."""
    names = {_JOBLESS: "de demandeurs d’emploi", "Indépendant": "d’indépendants"}
    told = [f"{value_text(each.reading)} {names[each.category]}" for each in people if each.category in names]
    return f", dont {listed(told)}" if told else ""


def _half(offered: Sequence[Row], people: Sequence[Point]) -> str:
    """A sentence where the survey counts internships with apprenticeships and ads offer one of them only."""
    if _LEARNERS not in {point.category for point in people}:
        return ""
    found = {row["contract"] for row in offered if row["n"]} & set(_OFFERED[_LEARNERS])
    only = "" if not found else "stages" if found == {"stage"} else "" if "stage" in found else "alternances"
    return f" En face de « {_LEARNERS} », les annonces n’ont que des {only}." if only else ""


def _offered(rows: tuple[Row, ...], category: str) -> float | None:
    """The share of ads that offer the category of the survey; None when no ad does, or when it has no sense."""
    names = _OFFERED.get(category, ())
    counts = [row["n"] for row in rows if row["contract"] in names]
    found = sum(count for count in counts if isinstance(count, int))
    return round(100 * found / _whole(rows), 1) if found else None


def _whole(rows: tuple[Row, ...]) -> int:
    whole = rows[0]["of"]
    assert isinstance(whole, int)
    return whole


def contracts_over_years(site: Site, charts: Charts) -> Charted | None:
    """The contracts that most editions give, over the years."""
    found = points(site, CONTRACTS, "part-contrat")
    lines = by_category(found, _OFTEN)
    if not lines:
        return None
    shown = [ShareLine(name, series(line), line[-1].sign) for name, line in list(lines.items())[:_LINES]]
    lead = lines.get(_PERMANENT) or next(iter(lines.values()))

    def draw(title: str, width: Width, number: int) -> Markup:
        return shares_over_years(shown, title, width, number)

    # Who answers changes with the edition: no direction can be told from the first and the last.
    title = editions_title(told(lead), lead[0].category)
    caption = f"{survey_name(found)} ; répondants volontaires. Un trait en pointillé saute une année sans chiffre."
    jobless = sorted({str(point.year) for point in found if point.category == _JOBLESS})
    if jobless:
        caption += (
            f" En {listed(jobless)}, les réponses comptent aussi des demandeurs d’emploi, dont la part réduit les"
            " autres : les éditions ne se comparent pas."
        )
    if len({point.reading.population for line in lines.values() for point in line}) > 1:
        caption += " D’une édition à l’autre, on n’interroge pas tout à fait les mêmes personnes."
    kept = [point for line in list(lines.values())[:_LINES] for point in line]
    return charts.of_surveys("profils-contrats-annees", title, draw, caption, CONTRACTS, kept)


def _ranked(site: Site, charts: Charts, name: str, table: str, metric: str, title: str, note: str) -> Charted | None:
    """The categories of the newest edition that gives several, as bars; ``title`` takes their names and year."""
    newest = newest_edition(points(site, table, metric), _WHOLE)
    if not newest:
        return None
    bars = [Ranked(point.category, point.value, value_text(point.reading)) for point in newest]

    def draw(title: str, width: Width, number: int) -> Markup:
        return ranking(bars, title, width, number, top=100)

    names = [point.category for point in newest[:3]]
    names = names if table == PLATFORMS else [names[0], *map(lowered, names[1:])]
    said = title.format(names=listed(names), first=names[0], share=value_text(newest[0].reading), year=newest[0].year)
    caption = f"{survey_name(newest)}, édition {newest[0].year} ; répondants volontaires. {note}"
    return charts.of_surveys(name, said, draw, caption, table, newest)


def employers_chart(site: Site, charts: Charts) -> Charted | None:
    """For whom they work."""
    return _ranked(
        site, charts, "profils-employeurs", EMPLOYERS, "part-employeur",
        "{first} : l’employeur le plus courant, {share} des personnes interrogées en {year}",
        "Un annonceur tient les comptes de sa propre marque ; une agence, ceux de ses clients. Les éditions ne"
        " découpent pas les employeurs de la même façon.",
    )  # fmt: skip


def sizes_chart(site: Site, charts: Charts) -> Charted | None:
    """How large their employers are."""
    return _ranked(
        site, charts, "profils-tailles", EMPLOYERS, "part-taille-employeur",
        "{first} : la taille la plus courante, {share} des personnes interrogées en {year}",
        "TPE : moins de dix salariés ; PME : moins de deux cent cinquante ; ETI : moins de cinq mille. Les éditions"
        " ne découpent pas toutes les tailles ainsi.",
    )  # fmt: skip


def tasks_chart(site: Site, charts: Charts) -> Charted | None:
    """What they do: no survey that was read measures hours."""
    return _ranked(
        site, charts, "profils-taches", TASKS, "part-tache", "{names} : les tâches les plus répandues en {year}",
        "Part des personnes qui disent faire la tâche, non du temps qu’elles y passent : aucune enquête lue ne mesure"
        " les heures d’une semaine.",
    )  # fmt: skip


def platforms_chart(site: Site, charts: Charts) -> Charted | None:
    """Where they publish, in the one edition that asked it."""
    return _ranked(
        site, charts, "profils-plateformes", PLATFORMS, "part-plateforme",
        "{names} : les plateformes les plus utilisées en {year}", _platform_note(site),
    )  # fmt: skip


def _platform_note(site: Site) -> str:
    years = {point.year for point in points(site, PLATFORMS, "part-plateforme")}
    if len(years) > 1:
        return "Les autres éditions sont dans le fichier."
    return "C’est la seule édition lue qui pose cette question : on ne peut pas encore montrer d’évolution."
