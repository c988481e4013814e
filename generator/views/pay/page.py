"""``/salaires/``: its sections put together, its files, and the sheet to print."""

from __future__ import annotations

from generator.actions import Address
from generator.charts.shown import ShownChart, chart_file
from generator.costs import Dated, constants
from generator.law import law_trace
from generator.page import Page
from generator.site import Renderer, Site
from generator.tables.compute import Row
from generator.tables.rules import ALL
from generator.tracing import Trace, cell_trace
from generator.views.charted import Charts
from generator.views.pay import freelance, law, simulator
from generator.views.pay.ads import AdsPanel, ads_panel
from generator.views.pay.argument import argument_page, arguments
from generator.views.pay.beside import beside
from generator.views.pay.choices import dimensions
from generator.views.pay.experience import experience_chart
from generator.views.pay.full_table import ads_table, survey_rows
from generator.views.pay.groups import day_rates, gender_gap, group_words, groups, reserve_words
from generator.views.pay.levels import ads_by_level
from generator.views.pay.surveys import SurveyPanel, headline_words, newest_median, points, survey_panel

PATH = "salaires/index.md"
DATA = "salaires/simulateur.json"
TEMPLATE = "pay.md.j2"
#: The theme whose questions the page leads to.
TOPIC = "salaires"
#: The number of the first chart after those of the two panels.
_FIRST = 4


def pay_pages(renderer: Renderer, address: Address) -> list[Page]:
    """The page, the file of its simulator, the drawings of its charts and the sheet to print; none for a catalog
    without the law's constants (a part of the catalog)."""
    site = renderer.site
    if not site.catalog.references:
        return []
    rules = constants(site.catalog.references, site.today)
    choices = dimensions(site.territory.regions)
    data = simulator.simulator_data(site.tables[simulator.TABLE], choices, site.catalog.sources)
    found = points(site)
    median = newest_median(found)
    surveys = survey_panel(site, address, found, PATH)
    ads = ads_panel(site, address, PATH, law.smic_year(rules))
    charts = Charts(site, address, PATH, first=_FIRST)
    regime = freelance.regime(site.catalog.references, site.today)
    rates, gaps = day_rates(site), gender_gap(site)
    page = renderer.page(
        TEMPLATE,
        PATH,
        {
            "title": "Salaires des community managers",
            "short": "Salaires",
            "description": "Ce que gagnent les community managers : annonces et enquêtes à part, simulateur, brut et"
            " net, freelance.",
            "wide": True,
            "script": "pay.js",
            "collected": bool(site.ads.groups),
            "search_words": ["salaire", "paie", "rémunération", "grille", "TJM", "négocier", "brut", "net"],
        },
        f"generator/templates/{TEMPLATE}",
        median=median.reading if median else None,
        median_words=headline_words(median.reading) if median else "",
        ads=ads,
        ads_trace=ads_trace(site, ads.cell) if ads else None,
        surveys=surveys,
        dimensions=choices,
        default=_default(site),
        beside=beside(site, median.reading if median else None),
        data=DATA,
        simulator=simulator,
        smic=law.smic_trace(site, rules, PATH),
        apprentices=law.apprentices(rules),
        apprentices_trace=law.apprentices_trace(site, rules, PATH),
        gaps=gaps,
        rates=rates,
        regime=regime,
        dues=_constant(site, freelance.RATES, regime.rates[0]) if regime else None,
        ceiling=_constant(site, freelance.CEILING, regime.ceiling) if regime else None,
        cases=freelance.cases(regime, rates) if regime else [],
        days=freelance.DAYS,
        levels=ads_by_level(site, charts, law.smic_year(rules)),
        experience=experience_chart(site, charts),
        groups=groups(site),
        group_words=group_words,
        reserve_words=reserve_words,
        ads_table=ads_table(site, choices),
        survey_rows=survey_rows(site),
        questions=[each for each in site.catalog.questions.values() if each.topics[0] == TOPIC],
    )
    floor = law.smic_trace(site, rules, PATH)
    sheet = argument_page(renderer, arguments(site, floor, ads, found))
    drawn = [*_charts(ads, surveys), *(each.chart for each in charts.made)]
    return [page, sheet, Page(DATA, simulator.to_json(data), None), *map(chart_file, drawn)]


def ads_trace(site: Site, cell: Row) -> Trace:
    """The median start of the ads of permanent contracts, or that they are too few."""
    return cell_trace(site, site.tables[simulator.TABLE], cell, "low_median", label="Bas des salaires de CDI")


def _constant(site: Site, name: str, dated: Dated) -> Trace:
    return law_trace(site, site.catalog.references[name], dated)


def _default(site: Site) -> tuple[Row, Trace] | None:
    """The cell of all ads, which answers before any choice; None when it is under the minimum."""
    result = site.tables[simulator.TABLE]
    cells = result.where(level=ALL, region=ALL, contract=ALL, employer_type=ALL)
    if not cells or cells[0]["low_median"] is None:
        return None
    return cells[0], cell_trace(
        site, result, cells[0], "low_median", label="Salaires des annonces", value=simulator.answer_words(cells[0])
    )


def _charts(ads: AdsPanel | None, surveys: SurveyPanel | None) -> list[ShownChart]:
    drawn = [ads.chart if ads else None, *((surveys.current, surveys.constant) if surveys else ())]
    return [chart for chart in drawn if chart]
