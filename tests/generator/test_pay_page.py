"""``/salaires/``: its sentences are true whichever way the data go, ads and surveys apart, its file small and exact."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.catalog import Catalog
from catalog.load import load_catalog
from catalog.models import JobAd
from generator.actions import Address
from generator.costs import constants
from generator.law import since_words
from generator.numbers import NBSP
from generator.page import Page
from generator.pages import open_site
from generator.site import Renderer, Site
from generator.tables.rules import ALL
from generator.views.pay import simulator
from generator.views.pay.ads import MOST_DRAWN, ads_panel, ads_title
from generator.views.pay.beside import beside
from generator.views.pay.freelance import cases, regime, year_words
from generator.views.pay.full_table import MOST_ROWS, ads_table
from generator.views.pay.groups import day_rates, gender_gap, groups
from generator.views.pay.law import apprentices, apprentices_trace, smic_trace, smic_year
from generator.views.pay.page import DATA, PATH, pay_pages
from generator.views.pay.surveys import Point, constant_title, current_title, newest_median, points, survey_panel
from tests.generator.made import TERRITORY, TODAY, ad, collected, run, source
from tests.generator.pay_cubes import choices, cube
from tests.generator.tables.counted import pay_of

ADDRESS = Address("https://exemple.fr/site/", "https://forge.exemple.fr/depot")
MONEY = st.integers(10_000, 99_000).map(float)


@cache
def _catalog() -> Catalog:
    return load_catalog(Path(__file__).parents[2] / "data", TODAY).catalog


@cache
def _real() -> Site:
    """The entries of the site, without any ad."""
    return _site()


def _site(*ads: JobAd, known: Catalog | None = None) -> Site:
    base = known or _catalog()
    known = replace(base, sources={**base.sources, "site": source()}) if ads else base
    return open_site(known, TODAY, collected(*ads), TERRITORY, ADDRESS)


def _pages(site: Site) -> dict[str, Page]:
    return {page.path: page for page in pay_pages(Renderer(site), ADDRESS)}


def _words(html: str) -> str:
    """What is read, spaces alike."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def _jobs(count: int, **fields: Any) -> list[JobAd]:
    """Jobs that pay 24 000 €, 25 000 €… up to 5 000 € more."""
    lows = [24_000 + 1_000 * number for number in range(count)]
    prefix = "-".join(str(value).lower() for value in fields.values() if isinstance(value, str))
    return [ad(f"job{prefix}{low}", base_salary=pay_of(low, low + 5_000), **fields) for low in lows]


Median = Callable[[int, float, float], Point]


@pytest.fixture(scope="module")
def median() -> Median:
    """A median of the survey that is followed: its year, its value, the same in euros of 2025."""
    newest = newest_median(points(_real()))
    assert newest
    return lambda year, value, constant: replace(
        newest, year=year, value=value, constant=constant, constant_year=2025
    )


# The sentences.


@given(a=MONEY, b=MONEY)
def test_the_title_in_current_euros_says_both_medians_and_no_direction_they_do_not_have(
    median: Median, a: float, b: float
) -> None:
    title = current_title(median(2012, a, a), median(2025, b, b))
    assert ("comme en 2012" in title) == (a == b)
    for word in ("hausse", "baisse", "progress", "recul", "depuis"):
        assert word not in title
    assert re.findall(r"\d{4}", title) == (["2025", "2012"] if a == b else ["2012", "2025"])


@given(a=MONEY, b=MONEY)
def test_the_title_in_constant_euros_says_the_span_of_the_medians_and_no_direction(
    median: Median, a: float, b: float
) -> None:
    title = constant_title([median(2012, 1, a), median(2013, 1, b), median(2025, 1, 30_000)])
    low, high = (f"{round(value, -2):,.0f}".replace(",", " ") for value in sorted((a, b)))
    span = f"{low} €" if low == high else f"{low} à {high} €"
    assert _words(title) == f"En euros de 2025, un salaire médian de {span} de 2012 à 2013, de 30 000 € en 2025"


def test_one_median_alone_moves_nowhere(median: Median) -> None:
    alone = median(2025, 30_000, 30_000)
    assert current_title(alone, alone) == f"Un salaire médian de 30\u202f000{NBSP}€ en 2025, en euros courants"
    assert _words(constant_title([alone])) == "En euros de 2025, un salaire médian de 30 000 € en 2025"


def test_the_page_opens_with_the_newest_median_of_the_survey_that_is_followed() -> None:
    site = _real()
    medians = [row for row in site.tables["salaires-enquetes"].rows if row["same_population"] and not row["group"]]
    newest = max((row for row in medians if row["statistic"] == "mediane"), key=lambda row: int(str(row["year"])))
    opening = _words(_pages(site)[PATH].text)
    value = f"{newest['value']:,.0f}".replace(",", " ")
    assert f"La moitié des CM interrogés gagnent {value} € brut par an ou moins" in opening
    assert f"({newest['year']}, n = {newest['n']})" in opening


def test_medians_means_and_means_of_a_part_are_three_kinds() -> None:
    kinds: dict[str, set[str]] = {}
    for point in points(_real()):
        kinds.setdefault(point.kind, set()).add(point.reading.metric.kind)
        assert ("contrat" in point.reading.figure.group) == (point.kind == "part")
    assert kinds == {"median": {"médiane"}, "other": {"médiane"}, "mean": {"moyenne"}, "part": {"moyenne"}}


def test_a_median_of_permanent_and_fixed_term_contracts_is_marked_and_told() -> None:
    site = _real()
    found = points(site)
    assert [point.year for point in found if point.kind == "other"] == [2013, 2014]
    panel = survey_panel(site, ADDRESS, found, PATH)
    assert panel
    assert panel.constant
    assert "2013 et 2014, la médiane est celle de « Community managers en CDI ou en CDD »" in panel.constant.caption
    cells = {str(row[2]): str(row[-1]) for row in panel.current.rows}
    assert "CDI ou en CDD" in cells[f"26\u202f830{NBSP}€"]
    assert "Calculé d’après la source" in cells[f"28\u202f382{NBSP}€"]


def test_the_panel_of_surveys_holds_no_ad_and_that_of_ads_no_survey() -> None:
    site = _site(*_jobs(10))
    surveys, ads = survey_panel(site, ADDRESS, points(site), PATH), ads_panel(site, ADDRESS, PATH, 22_000)
    assert surveys
    assert surveys.constant
    assert ads
    assert ads.chart
    shown = {str(cell) for row in ads.chart.rows for cell in row}
    amounts = {str(cell) for row in surveys.current.rows for cell in row}
    assert not shown & amounts
    assert (ads.chart.corpus, surveys.current.corpus, surveys.constant.corpus) == ("ads", "surveys", "surveys")
    assert not {ads.chart.csv} & {surveys.current.csv, surveys.constant.csv}


# The ads.


def test_the_share_that_states_a_pay_is_counted_again() -> None:
    silent = [ad(f"silent{number}") for number in range(13)]
    panel = ads_panel(_site(*_jobs(10), *silent), ADDRESS, PATH, None)
    assert panel
    assert panel.coverage.value == "10 CDI sur 23"
    assert panel.enough
    assert ads_title(panel.cell) == f"Au moins la moitié des CDI affichés commencent à 28\u202f500{NBSP}€ ou moins"


def test_nine_pays_have_no_median_and_the_page_says_so() -> None:
    site = _site(*_jobs(9))
    panel = ads_panel(site, ADDRESS, PATH, None)
    assert panel
    assert panel.chart
    assert not panel.enough
    assert ads_title(panel.cell) == f"9{NBSP}CDI affichent un montant ou une fourchette : trop peu pour une médiane"
    assert "Effectif insuffisant" in panel.chart.caption
    assert "Médiane des CDI" not in panel.chart.wide


def test_apprentices_are_apart_and_no_pay_of_theirs_is_drawn() -> None:
    trainees = _jobs(12, contract="alternance", level="alternant")
    panel = ads_panel(_site(*_jobs(10), *trainees), ADDRESS, PATH, None)
    assert panel
    assert panel.training
    assert panel.chart
    assert panel.training.value == f"12{NBSP}annonces"
    assert panel.coverage.value == "10 CDI sur 10"
    assert len(panel.chart.rows) == 10


def test_without_an_ad_the_page_says_what_is_missing() -> None:
    page = _pages(_real())[PATH].text
    assert "Aucun CDI n’affiche encore un salaire utilisable" in page
    assert "Aucune annonce n’affiche encore un salaire utilisable" in page


def test_many_ads_are_drawn_in_part_and_counted_whole() -> None:
    jobs = [ad(f"many{number:03}", base_salary=pay_of(24_000 + number)) for number in range(MOST_DRAWN + 40)]
    panel = ads_panel(_site(*jobs), ADDRESS, PATH, None)
    assert panel
    assert panel.chart
    assert len(panel.chart.rows) == MOST_DRAWN
    assert "toutes sont dans le fichier" in panel.chart.caption
    assert f"(n = {MOST_DRAWN + 40})" in panel.chart.wide.replace(NBSP, " ")


# The simulator's file.


def test_a_cell_under_the_minimum_says_its_count_and_no_amount() -> None:
    site = _site(*_jobs(10), *_jobs(3, contract="CDD"))
    data = simulator.simulator_data(site.tables[simulator.TABLE], choices(), site.catalog.sources)
    contract = next(each for each in data["dimensions"] if each["name"] == "contrat")
    cells = {tuple(cell[:4]): cell[4:] for cell in data["cells"]}
    assert cells[0, 0, contract["values"].index("CDD"), 0] == [3]
    n, of, flagged, low_q1, low, high, high_q3, key, *_ = cells[0, 0, contract["values"].index("CDI"), 0]
    assert (n, of, flagged) == (10, 10, 0)
    assert (low_q1, low, high, high_q3) == (26_250, 28_500, 33_500, 35_750)
    assert key in site.tables[simulator.TABLE].by_key
    assert cells[0, 0, 0, 0][0] == 13


def test_what_nobody_can_choose_is_not_in_the_file() -> None:
    site = _site(*_jobs(10, contract=None), *_jobs(4, contract="freelance"))
    data = simulator.simulator_data(site.tables[simulator.TABLE], choices(), site.catalog.sources)
    assert {tuple(cell[:3:2]) for cell in data["cells"]} == {(0, 0)}


def test_the_file_of_ten_thousand_ads_is_small() -> None:
    data = simulator.simulator_data(cube(1, 10_000), choices(), {})
    assert len(data["cells"]) > 500
    assert len(gzip.compress(simulator.to_json(data).encode())) < 60_000


def test_the_same_data_give_the_same_bytes() -> None:
    first, second = (_pages(_site(*_jobs(11))) for _ in range(2))
    assert first == second
    assert json.loads(first[DATA].text)["cells"]


def test_the_answer_before_any_choice_is_that_of_all_the_ads() -> None:
    site = _site(*_jobs(10), *_jobs(10, contract="CDD"))
    row = site.tables[simulator.TABLE].where(level=ALL, region=ALL, contract=ALL, employer_type=ALL)[0]
    text = _words(_pages(site)[PATH].text)
    assert _words(simulator.answer_words(row)) in text
    assert "20 annonces sur 20 affichent un montant ou une fourchette utilisable (100 %)." in text


@pytest.mark.parametrize(
    ("low", "high", "words"),
    [
        (23_000, 26_200.4, f"De 23\u202f000 à 26\u202f200{NBSP}€"),
        (23_000.2, 23_000, f"23\u202f000{NBSP}€"),
        (23_000, None, f"À partir de 23\u202f000{NBSP}€"),
        (None, 30_000, f"Jusqu’à 30\u202f000{NBSP}€"),
    ],
)
def test_a_range_says_the_bounds_it_has(low: float | None, high: float | None, words: str) -> None:
    assert simulator.range_words(low, high) == words


def test_the_full_table_begins_with_the_broadest_rows_and_counts_those_it_leaves_out() -> None:
    site = _site()
    site.tables = {**site.tables, simulator.TABLE: cube(2, 6_000)}
    table = ads_table(site, choices())
    assert table.rows[0].name == "Toutes les annonces"
    assert len(table.rows) == MOST_ROWS
    assert table.more > 0
    sizes = [row.name.count(",") for row in table.rows[1:]]
    assert sizes == sorted(sizes)
    assert all(
        (row.pay == "effectif insuffisant") == (int(row.n.split(" sur ")[0].replace("\u202f", "")) < 10)
        for row in table.rows
    )


# A year of freelance days.


def test_a_day_becomes_a_year() -> None:
    words = _words(year_words(200, 110, 25.6, 83_600))
    assert words == (
        "110 jours à 200 € font 22 000 € facturés dans l’année, hors taxes. Les cotisations en prennent 5 632 €"
        " (25,6 %) : il reste 16 368 € avant frais et impôt, soit 1 364 € par mois."
    )
    assert "plafond" in year_words(800, 110, 25.6, 83_600)


def test_the_rate_is_the_one_in_force_and_comes_from_the_law() -> None:
    known = _catalog().references
    now, before = regime(known, TODAY), regime(known, dt.date(2023, 12, 1))
    assert now
    assert before
    assert [rate.value for rate in now.rates] == [25.6, 21.2]
    assert before.rates[0].value == 21.1
    assert regime({}, TODAY) is None


def test_each_published_price_is_worked_out_once() -> None:
    site = _real()
    law = regime(site.catalog.references, TODAY)
    assert law
    made = cases(law, day_rates(site))
    prices = [case.price for case in made]
    assert {200, 336} <= set(prices)
    assert len(prices) == len(set(prices))


# Groups of figures.


def test_the_gap_of_2020_is_among_those_of_the_page_as_its_entry_gives_it() -> None:
    found = {each.reference: each for each in gender_gap(_real())}
    reading = found["enquete-cm-2020#ecart-salaire-pourcent.femmes-par-rapport-aux-hommes"]
    assert (reading.figure.value, str(reading.year), reading.n) == (-7.2, "2020", 834)
    assert "−7,2" in _pages(_real())[PATH].text


def test_a_group_holds_french_figures_that_tell_of_it() -> None:
    made = {group.id: group for group in groups(_real())}
    assert list(made) == ["region", "employeur", "poste"]
    for group in made.values():
        assert all(reading.work.country == "FR" for reading in group.readings)
    references = {reading.reference for reading in made["region"].readings}
    assert "enquete-cm-2018#ecart-salaire-euros.paris-et-regions" in references


# The sheet, and a catalog that holds less.


def test_the_sheet_holds_nothing_without_a_source() -> None:
    sheet = _pages(_site(*_jobs(10)))["salaires/argumentaire/index.md"].text
    items = re.findall(r'<li data-figure="([^"]+)">', sheet)
    assert len(items) >= 6
    assert sheet.count('<details class="src"') == len(items)
    assert not re.search(r"\d[^<]*€", _words(sheet.split("<ol", 1)[0]))


def test_ads_that_nobody_read_again_are_said_to_be_old_on_both_pages() -> None:
    known = replace(_catalog(), sources={**_catalog().sources, "site": source()})
    for read, told in (("2026-11-20", False), ("2026-11-01", True)):
        of_day = collected(*_jobs(10, first_seen=read), runs=(run(read),))
        pages = _pages(open_site(known, TODAY, of_day, TERRITORY, ADDRESS))
        for path in (PATH, "salaires/argumentaire/index.md"):
            said = "Les annonces comptées ici s’arrêtent au 1er novembre 2026, il y a 24 jours." in _words(
                pages[path].text
            )
            assert said is told, (path, read)


def test_a_catalog_with_the_law_alone_has_a_page_that_says_what_is_missing() -> None:
    law = Catalog(references=_catalog().references)
    page = _pages(_site(known=law))[PATH].text
    assert "Aucune enquête réunie ici ne donne encore de salaire médian" in page


def test_a_catalog_without_the_law_has_none() -> None:
    assert _pages(_site(known=Catalog())) == {}


def test_what_stands_beside_an_answer_is_tied_to_the_choice_it_concerns() -> None:
    median = newest_median(points(_real()))
    assert median
    made = {each.reading.reference: each for each in beside(_real(), median.reading)}
    assert made[median.reading.reference].name == ""
    assert made["enquete-cm-2016#salaire-moyen-brut.paris"].values == ("11",)
    assert made["enquete-cm-2016#salaire-plafond-brut.province"].values == ("!11",)
    assert made["enquete-cm-2021#salaire-moyen-brut.cdi"].name == "contrat"
    assert made["salaire-du-cm-journalducm-2024#premieres-annees"].values == ("junior",)
    names = {each.name: each for each in choices()}
    for each in made.values():
        assert not each.name or each.name in names


def test_an_apprentice_is_paid_a_share_of_the_minimum_wage() -> None:
    law = constants(_catalog().references, TODAY)
    first = next(each for each in apprentices(law) if each.group == "De 18 à 20 ans, 1re année")
    # 12,31 € × 35 × 52 ÷ 12 = 1 867,02 €; 43 % of it.
    assert (_words(first.share), _words(first.month)) == ("43 %", "803 €")
    # The shares are of 2019, what they come to of the last rise of the minimum wage.
    trace = apprentices_trace(_real(), law, PATH)
    assert trace.period == smic_trace(_real(), law, PATH).period != since_words(law.shares[0])
    assert trace.period in trace.citation
    assert since_words(law.shares[0]) in trace.how
    assert round(smic_year(law)) == 22_404
