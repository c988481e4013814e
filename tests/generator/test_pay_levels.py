"""Pay by level: ads drawn from ten amounts on, studies and pages apart, each row with its words, source and year."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from catalog.catalog import Catalog
from catalog.load import load_catalog
from catalog.models import Figure, JobAd
from generator.actions import Address
from generator.page import Page
from generator.pages import open_site
from generator.site import Renderer, Site
from generator.views.pay.experience import by_experience, experience_title
from generator.views.pay.levels import ads_title
from generator.views.pay.page import PATH, pay_pages
from tests.generator.made import TERRITORY, TODAY, ad, collected, source
from tests.generator.tables.counted import pay_of

ADDRESS = Address("https://exemple.fr/site/", "https://forge.exemple.fr/depot")
ADS, PAGES = "salaires-niveaux-annonces", "salaires-experience-pages"


@cache
def _catalog() -> Catalog:
    return load_catalog(Path(__file__).parents[2] / "data", TODAY).catalog


def _site(*ads: JobAd, works: Catalog | None = None) -> Site:
    known = works or _catalog()
    known = replace(known, sources={**known.sources, "site": source()}) if ads else known
    return open_site(known, TODAY, collected(*ads), TERRITORY, ADDRESS)


def _pages(site: Site) -> dict[str, Page]:
    return {page.path: page for page in pay_pages(Renderer(site), ADDRESS)}


def _section(site: Site) -> html.HtmlElement:
    tree = html.fromstring(f"<main>{_pages(site)[PATH].text.split('---', 2)[2]}</main>")
    (section,) = tree.cssselect("section#niveau")
    return section


def _words(element: html.HtmlElement) -> str:
    return " ".join(unescape(element.text_content()).split())


def _table(figure: html.HtmlElement) -> list[list[str]]:
    return [[_words(cell) for cell in row.iter("th", "td")] for row in figure.cssselect("tbody tr")]


def _jobs(count: int, level: str | None, low: int) -> list[JobAd]:
    said: dict[str, Any] = {"level": level} if level else {}
    return [
        ad(f"{level or 'sans'}-{number}", date_posted="2026-10-05", base_salary=pay_of(low, low + 4_000), **said)
        for number in range(count)
    ]


# What ads say.


def test_a_level_is_drawn_from_ten_amounts_on_and_the_others_are_said_to_be_too_few():
    ads = [*_jobs(10, "junior", 24_000), *_jobs(9, "confirme", 30_000), *_jobs(12, "senior", 38_000)]
    section = _section(_site(*ads))
    (figure,) = section.cssselect(f"figure#{ADS}")
    said = _words(figure)
    title = "Au milieu des annonces : débutant ou junior, de 24 000 à 28 000 € ; senior, de 38 000 à 42 000 €"
    assert title in said
    assert "Effectif insuffisant : confirmé." in said
    drawn = " ".join(_words(text) for text in figure.cssselect("svg.wide text"))
    assert "24 à 28 k€ (n = 10)" in drawn
    assert "38 à 42 k€ (n = 12)" in drawn
    assert "Confirmé" not in drawn
    assert [row[:4] for row in _table(figure)] == [
        ["Débutant ou junior", "De 24 000 à 28 000 €", "De 24 000 à 28 000 €", "10 sur 10"],
        ["Confirmé", "effectif insuffisant", "–", "9 sur 9"],
        ["Senior", "De 38 000 à 42 000 €", "De 38 000 à 42 000 €", "12 sur 12"],
    ]
    assert f"donnees/graphiques/{ADS}.svg" in _pages(_site(*ads))


def test_ads_whose_level_is_unknown_do_not_make_a_chart_of_levels():
    section = _section(_site(*_jobs(15, None, 24_000), *_jobs(3, "junior", 24_000)))
    assert not section.cssselect(f"figure#{ADS}")
    said = _words(section)
    assert "Effectif insuffisant, niveau par niveau" in said
    items = [each.text_content() for each in section.cssselect("ul.plain > li > b")]
    assert [item.split("\u00a0")[0] for item in items] == ["Débutant ou junior", "Niveau non précisé"]
    assert "3 sur 3" in said
    assert "15 sur 15" in said
    assert all(each.get("data-figure") for each in section.cssselect("ul.plain > li > span"))


def test_people_in_training_are_in_no_row():
    figures = _section(_site(*_jobs(12, "alternant", 15_000), *_jobs(10, "junior", 24_000))).cssselect(
        f"figure#{ADS}"
    )
    assert [row[0] for row in _table(figures[0])] == ["Débutant ou junior"]


LEVEL = st.tuples(
    st.sampled_from(["Junior", "Confirmé", "Senior"]), st.integers(20_000, 60_000), st.integers(0, 9_000)
)


@given(st.lists(LEVEL, min_size=1, max_size=3))
def test_the_title_of_ads_gives_amounts_and_no_direction(found: list[tuple[str, int, int]]):
    title = ads_title([(name, float(low), float(low + more)) for name, low, more in found])
    first, last = found[0], found[-1]
    for name, low, _ in (first, last):
        assert f"{name.lower()}, " in title
        assert f"{low:,}".replace(",", "\u202f") in title
    assert not re.search("hausse|plus|moins|mieux", title)


# What studies and pages say.


def test_each_amount_has_its_row_with_its_words_its_source_and_its_year():
    site = _site()
    readings = by_experience(site)
    assert len(readings) >= 5
    (figure,) = _section(site).cssselect(f"figure#{PAGES}")
    drawn = " ".join(_words(text) for text in figure.cssselect("svg.narrow text"))
    for reading in readings:
        assert reading.work.country == "FR"
        assert reading.figure.group["experience"] in drawn
        assert f"({reading.producer}, {reading.year or 'sans date'})" in drawn
        assert f"#chiffre-{reading.figure.slug}" in html.tostring(figure, encoding="unicode")
    assert len(_table(figure)) == len(readings)
    # Of one source, the rows follow each other, from the lowest amount.
    works = [reading.work.id for reading in readings]
    assert works == [work for work in dict.fromkeys(works) for _ in range(works.count(work))]


def test_a_ceiling_is_drawn_and_told_as_one():
    site = _site()
    ceilings = [
        each
        for each in by_experience(site)
        if each.metric.id == "salaire-plafond-brut" or (each.figure.value is None and each.figure.min is None)
    ]
    (figure,) = _section(site).cssselect(f"figure#{PAGES}")
    most = [_words(text) for text in figure.cssselect("svg.wide text") if "jusqu’à" in text.text_content()]
    assert len(most) == len(ceilings) == [row[5] for row in _table(figure)].count("plafond")
    assert {"jusqu’à 55 000 €", "jusqu’à 40 410 €"} <= set(most)


def test_ads_and_pages_are_never_in_one_figure():
    section = _section(_site(*_jobs(10, "junior", 24_000)))
    figures = {each.get("id"): _words(each) for each in section.cssselect("figure")}
    assert set(figures) == {ADS, PAGES}
    assert "metier.org" not in figures[ADS]
    assert "La source site" not in figures[PAGES]
    assert "Ce que disent les annonces" not in figures[PAGES]


def _with(**changes: Any) -> Site:
    """The site, the first figure by experience changed."""
    first = by_experience(_site())[0]
    figures = tuple(
        Figure.model_validate({**each.model_dump(exclude_none=True), **changes}) if each == first.figure else each
        for each in first.work.figures
    )
    work = first.work.model_copy(update={"figures": figures})
    known = _catalog()
    return _site(works=replace(known, resources={**known.resources, work.id: work}))


def test_the_caption_says_whether_the_people_counted_are_the_same():
    same = _words(_section(_site()).cssselect(f"figure#{PAGES} figcaption")[0])
    assert "Personnes comptées : community managers en France." in same
    figure = _section(_with(population="Cadres du web en Bretagne")).cssselect(f"figure#{PAGES}")[0]
    assert "Les personnes comptées diffèrent" in _words(figure)
    assert "Cadres du web en Bretagne" in [row[-1] for row in _table(figure)]


def test_a_median_says_that_it_is_one_and_is_not_compared():
    figure = _section(_with(metric="salaire-median-brut")).cssselect(f"figure#{PAGES}")[0]
    assert ", médiane (" in " ".join(_words(text) for text in figure.cssselect("svg.narrow text"))
    assert "ne se comparent pas" in _words(figure)


def test_the_title_spans_all_the_amounts():
    readings = by_experience(_site())
    amounts = [value for each in readings for value in (each.figure.min, each.figure.value, each.figure.max) if value]
    title = experience_title(readings)
    assert f"{min(amounts):,}".replace(",", "\u202f") in title
    assert f"{max(amounts):,}".replace(",", "\u202f") in title


def test_without_such_a_figure_there_is_no_chart():
    law = Catalog(references=_catalog().references)
    assert not _section(_site(works=law)).cssselect("figure")
    assert f"donnees/graphiques/{PAGES}.svg" not in _pages(_site(works=law))
