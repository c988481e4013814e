"""``/profils/``: its charts and lists say what the entries say (its sentences: ``test_profile_words``)."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from catalog.catalog import Catalog
from catalog.models import Comparison, Interview, JobAd, Metric, Study
from catalog.store import Collected
from generator.actions import Address
from generator.page import Page
from generator.pages import open_site
from generator.site import Renderer
from generator.views.profiles.page import PATH, profile_pages
from tests.generator.made import TERRITORY, ad, source

TODAY = dt.date(2026, 11, 25)
NBSP = "\u00a0"

WORK = {"url": "https://exemple.fr/", "publisher": "Relais", "published": "2013", "summary": "S.", "topics": ["x"]}
SHARES = {
    "part-age": "age", "part-diplome": "diplome", "part-contrat": "contrat", "part-employeur": "employeur",
    "part-taille-employeur": "taille", "part-region": "region", "part-tache": "tache", "part-plateforme": "plateforme",
}  # fmt: skip


def _metrics() -> dict[str, Metric]:
    named: dict[str, dict[str, Any]] = {
        "age-median": {"unit": "ans", "kind": "médiane"},
        "age-moyen": {"unit": "ans", "kind": "moyenne"},
        "part-femmes": {"unit": "%", "kind": "part"},
        **{name: {"unit": "%", "kind": "part", "dimensions": [dimension]} for name, dimension in SHARES.items()},
    }
    return {
        name: Metric.model_validate({"id": name, "label": name, "definition": "D.", **fields})
        for name, fields in named.items()
    }


def _study(year: int, figures: list[dict[str, Any]], **fields: Any) -> Study:
    return Study.model_validate(
        {
            **WORK, "id": f"cm-{year}", "title": f"Enquête {year}", "kind": "enquete", "country": "FR",
            "series": "L’enquête", "producer": "Producteur", "year": year, "sample_size": 844, "population": "CM",
            "read_on": "original", "figures": figures, **fields,
        }
    )  # fmt: skip


def _share(metric: str, name: str, value: float, **fields: Any) -> dict[str, Any]:
    return {"metric": metric, "value": value, "group": {SHARES[metric]: name}, **fields}


STUDIES = [
    _study(
        2014,
        [
            {"metric": "age-median", "value": 27},
            {"metric": "age-moyen", "value": 27, "note": "L’un dit moyen, l’autre médian."},
            {"metric": "part-femmes", "value": 51},
            _share("part-diplome", "Bac+5", 52),
            _share("part-age", "26-35 ans", 45),
        ],
    ),
    _study(
        2021,
        [
            {"metric": "age-median", "value": 28},
            {"metric": "part-femmes", "value": 75.5},
            {"metric": "part-femmes", "key": "deux-sur-trois", "value": 66.7, "qualifier": "environ"},
            _share("part-diplome", "Bac+5", 50, qualifier="environ"),
            _share("part-age", "moins de 30 ans", 61),
            _share("part-contrat", "CDI", 52),
            _share("part-contrat", "Indépendant", 17),
            _share("part-contrat", "Stage ou alternance", 18),
            _share("part-contrat", "CDI ou CDD", 61),
        ],
    ),
    _study(2022, [{"metric": "part-femmes", "min": 66.7, "qualifier": "plus-de"}]),
    _study(2025, [{"metric": "age-median", "value": 28}, _share("part-age", "moins de 30 ans", 60)]),
    _study(
        2016, [{"metric": "age-median", "value": 30}],
        id="numerique-2016", series=None, population="Toutes professions du numérique",
    ),
]  # fmt: skip


def _interview(name: str, age: int | None, **person: Any) -> Interview:
    return Interview.model_validate(
        {**WORK, "id": name, "title": f"Entretien {name}", "person": {"role": "CM", "age": age, **person}}
        | {"questions": [{"question": "Q ?", "answer": "R."}]}
    )


COMPARED = Comparison.model_validate(
    {"id": "femmes", "kind": "contradiction", "label": "Femmes en 2021", "note": "Deux comptes rendus."}
    | {"figures": ["cm-2021#part-femmes", "cm-2021#deux-sur-trois"]}
)
ADS = (ad("1"), ad("2", contract="CDD"), ad("3", contract="stage"), ad("4", contract="stage"))


def _pages(*interviews: Interview, studies: list[Study] = STUDIES, offers: tuple[JobAd, ...] = ADS) -> list[Page]:
    catalog = Catalog(
        studies={study.id: study for study in studies},
        interviews={each.id: each for each in interviews},
        metrics=_metrics(),
        comparisons={"femmes": COMPARED} if studies is STUDIES else {},
        sources={"site": source()},
    )
    ads = {each.id: each for each in offers}
    site = open_site(catalog, TODAY, Collected(ads=ads, runs={}, candidates={}), TERRITORY)
    return profile_pages(Renderer(site), Address())


@cache
def _page() -> str:
    return next(page.text for page in _pages(_interview("anne", 38), _interview("bob", None)) if page.path == PATH)


def _text(*interviews: Interview, **more: Any) -> str:
    return next(page.text for page in _pages(*interviews, **more) if page.path == PATH)


def _figure(name: str, text: str = "") -> str:
    found = re.search(rf'<figure id="profils-{name}".*?</figure>', text or _page(), re.S)
    assert found, name
    return found[0].replace(NBSP, " ").replace("\u202f", " ")


def test_the_page_opens_with_the_newest_median() -> None:
    lede = re.search(r'<p class="lede">(.*?)</p>', _page(), re.S)
    assert lede
    assert 'data-figure="cm-2025&#35;age-median"' in lede[1]
    assert lede[1].endswith(f"{NBSP}: l’âge médian n’a presque pas bougé depuis 2014.")


def test_another_population_is_a_mark_apart_and_moves_no_sentence() -> None:
    figure = _figure("age-median")
    assert "L’âge médian n’a presque pas bougé depuis 2014 : 28 ans en 2025" in figure
    assert "autre population" in figure
    assert "toutes professions du numérique" in figure
    others = [row for row in re.findall(r"<tr>.*?</tr>", figure, re.S) if "Toutes professions du numérique" in row]
    assert len(others) == 1
    assert "30 ans" in others[0]


def test_only_editions_that_asked_the_threshold_are_compared() -> None:
    figure = _figure("moins-de-trente-ans")
    assert "De 60 à 61 % des personnes interrogées ont moins de 30 ans, de 2021 à 2025" in figure
    assert "26-35" not in figure


def test_each_band_stands_on_the_ruler_as_it_was_asked() -> None:
    figure = _figure("regle-des-ages")
    assert "En 3 éditions, 2 tranches d’âge différentes" in figure
    assert all(text in figure for text in ("26-35 ans", "45 %", "61 %", "60 %"))


def test_two_accounts_of_one_year_are_both_drawn_and_told() -> None:
    figure = _figure("femmes")
    drawing = figure[: figure.index("</svg>")]
    assert "75,5 %" in drawing
    assert "≈ 66,7 %" in drawing
    assert "Deux points en 2021" in figure
    assert "Sans point : 2022 (plus de 66,7 %)" in figure


def test_a_year_that_the_drawing_lacks_is_told_with_the_reason() -> None:
    figure = _figure("femmes")
    mute = ", ".join(str(year) for year in range(2015, 2020))
    assert f"Sans point non plus : {mute} et 2020, dont on n’a pas lu cette part." in figure
    every = [
        _study(2024, [{"metric": "age-median", "value": 27}, {"metric": "part-femmes", "value": 51}]),
        _study(2025, [{"metric": "part-femmes", "value": 60}]),
    ]
    assert "Sans point" not in _figure("femmes", _text(studies=every))


def test_two_accounts_that_say_the_same_do_not_dispute() -> None:
    figures = [{"metric": "part-femmes", "value": 60}, {"metric": "part-femmes", "key": "relais", "value": 60}]
    studies = [_study(2024, [{"metric": "age-median", "value": 27}, *figures])]
    assert "se contredisent" not in _figure("femmes", _text(studies=studies))


MEDIAN = {"metric": "age-median", "value": 27}


def _thresholds(*shares: dict[str, Any]) -> str:
    """What the page says of those under thirty in 2023, an edition of 2020 and one of 2021 beside it."""
    studies = [
        _study(2020, [MEDIAN, _share("part-age", "moins de 30 ans", 64)]),
        _study(2021, [_share("part-age", "moins de 30 ans", 61)]),
        _study(2023, list(shares)),
    ]
    text = _text(studies=studies)
    found = re.search(r'<table class="data thresholds">.*?</table>', text, re.S)
    assert found
    return re.sub(r"<[^>]*>", "", found[0]).replace(NBSP, " ") + _figure("regle-des-ages", text)


def test_two_figures_of_one_threshold_are_two_values_and_no_bounds() -> None:
    about = {"qualifier": "environ"}
    told = _thresholds(
        _share("part-age", "moins de 30 ans", 70, **about),
        _share("part-age", "moins de 30 ans", 66.7, key="legende", **about),
    )
    assert "environ 66,7 % ou environ 70 % en 2023 (les chiffres publiés se contredisent)" in told
    assert "entre" not in told.split("<figure")[0]
    drawing = told[: told.index("</svg>")]
    assert "≈ 70 %" in drawing
    assert "≈ 66,7 %" in drawing


def test_one_figure_of_a_threshold_is_said_as_its_source_does() -> None:
    assert "61 % en 2021, 63 % en 2023" in _thresholds(_share("part-age", "moins de 30 ans", 63))
    about = _thresholds(_share("part-age", "moins de 30 ans", 70, qualifier="environ"))
    assert "environ 70 % en 2023" in about
    assert "se contredisent" not in about.split("<figure")[0]


@pytest.mark.parametrize(
    ("offers", "only"),
    [
        (ADS, "les annonces n’ont que des stages."),
        ((ad("1"), ad("2", contract="alternance")), "les annonces n’ont que des alternances."),
        ((ad("1"), ad("2", contract="alternance"), ad("3", contract="stage")), ""),
        ((ad("1"),), ""),
    ],
)
def test_what_ads_offer_of_two_contracts_counted_together_is_told(offers: tuple[JobAd, ...], only: str) -> None:
    figure = _figure("contrats", _text(offers=offers))
    assert only in figure
    assert ("n’ont que" in figure) == bool(only)


@pytest.mark.parametrize("jobless", [True, False])
def test_the_bases_of_people_and_of_ads_are_told_and_no_share_faces_the_other(jobless: bool) -> None:
    shares = [_share("part-contrat", *share) for share in (("CDI", 45), ("CDD", 24), ("Indépendant", 14))]
    seeking = [_share("part-contrat", "Demandeur d’emploi", 17, qualifier="environ")] if jobless else []
    figure = _figure("contrats", _text(studies=[_study(2023, [MEDIAN, *shares, *seeking])]))
    title = re.search(r"<h3>(.*?)</h3>", figure)
    assert title
    assert title[1] == "La situation des personnes, les contrats proposés : deux mesures"
    assert "n = 844)" in unescape(figure)
    assert "4 annonces de France" in figure
    assert ("dont environ 17 % de demandeurs d’emploi et 14 % d’indépendants" in figure) == jobless
    assert ("dont 14 % d’indépendants" in figure) != jobless
    assert ("≈ 17 %" in figure[: figure.index("</svg>")]) == jobless


@pytest.mark.parametrize("jobless", [True, False])
def test_contracts_over_the_years_show_no_direction(jobless: bool) -> None:
    studies = [
        _study(year, [MEDIAN, _share("part-contrat", "CDI", value)])
        for year, value in {2019: 50, 2020: 59, 2021: 52, 2022: 46, 2023: 45}.items()
    ]
    if jobless:
        studies += [
            _study(year, [_share("part-contrat", "Demandeur d’emploi", 9)], id=f"x-{year}") for year in (2022, 2023)
        ]
    figure = _figure("contrats-annees", _text(studies=studies))
    assert "CDI : de 45 à 59 % selon l’édition, de 2019 à 2023" in figure
    assert ("En 2022 et 2023, les réponses comptent aussi des demandeurs d’emploi" in figure) == jobless


@pytest.mark.parametrize(
    ("others", "words"),
    [
        (
            {2011: {"Province": 50}, 2015: {"Province": 65, "Région parisienne": 35}},
            "Sans point : 2011 (« Province », 50 %) et 2015 (« Région parisienne », 35 %), où cette part n’est pas",
        ),
        ({2015: {"Bretagne": 5}}, "Sans point : 2015, où cette part n’est pas"),
        ({}, ""),
    ],
)
def test_editions_that_name_another_area_have_no_point_and_are_told(
    others: dict[int, dict[str, float]], words: str
) -> None:
    lead = {year: {"Île-de-France": value} for year, value in {2012: 49.6, 2014: 47, 2016: 42}.items()}
    studies = [
        _study(year, [MEDIAN, *(_share("part-region", name, value) for name, value in regions.items())])
        for year, regions in {**lead, **others}.items()
    ]
    figure = _figure("regions", _text(studies=studies))
    assert "Île-de-France, une part qui recule : 49,6 % en 2012, 42 % en 2016" in figure
    assert words in figure
    assert ("Sans point" in figure) == bool(words)


def test_a_round_number_of_years_stands_with_what_the_interview_says() -> None:
    old = _interview("paul", 38, experience="Treize ans, dont près de dix à ce poste", experience_years=10)
    text = _text(old, _interview("zoe", 30, experience="Neuf ans", experience_years=9))
    part = text[text.index('id="reconversion"') : text.index('id="qui-repond"')]
    assert "dix ans d’expérience environ, ou plus" in part
    assert "D’après l’interview" in part
    assert "Treize ans, dont près de dix à ce poste" in part
    assert "Neuf ans" not in part
    assert "exercer depuis" not in part


def test_surveys_stand_beside_ads_and_no_category_holds_another() -> None:
    figure = _figure("contrats")
    assert "CDI ou CDD" not in figure
    cells = re.findall(r"<tr><th scope=\"row\">(?:<a [^>]*>)?([^<]+).*?</tr>", figure, re.S)
    assert cells == ["CDI", "Stage ou alternance", "Indépendant"]
    assert "Producteur et Éditeur site, " in figure
    assert "50 %" in figure  # two of four ads are internships


def test_what_accounts_dispute_is_told_with_the_reason() -> None:
    assert "L’un dit moyen, l’autre médian." in _page()
    assert "Deux comptes rendus." in _page()


@pytest.mark.parametrize(
    ("ages", "words", "absent"),
    [
        (
            (38, 25, None),
            f"Sur 2{NBSP}interviews où l’âge est dit, personne ne déclare quarante ans",
            "de quarante ans ou plus.</p>",
        ),
        (
            (44, 25),
            "sur 2 où la personne dit son âge est d’une personne de quarante ans ou plus",
            "personne ne déclare",
        ),
    ],
)
def test_late_starters_are_those_who_told_their_age(ages: tuple[int | None, ...], words: str, absent: str) -> None:
    pages = _pages(*(_interview(f"i{index}", age) for index, age in enumerate(ages)))
    text = next(page.text for page in pages if page.path == PATH)
    assert words in text
    assert absent not in text


def test_a_declared_age_opens_onto_its_interview() -> None:
    found = re.search(r"interviews-parcours&#35;anne\.age.*?</span></span>", _page(), re.S)
    assert found
    assert 'href="../interviews/anne/"' in found[0]
    assert "38" in found[0]


def test_each_chart_leaves_its_drawing_in_a_file() -> None:
    names = set(re.findall(r'<figure id="([^"]+)"', _page()))
    files = {page.path for page in _pages(_interview("anne", 38), _interview("bob", None))}
    assert {f"donnees/graphiques/{name}.svg" for name in names} < files
    assert len(names) >= 5


def test_a_catalog_without_ages_has_no_page() -> None:
    assert _pages(studies=[_study(2014, [{"metric": "part-femmes", "value": 51}])]) == []


def test_the_headline_of_the_real_page_is_the_newest_entry(checkout: Path) -> None:
    from catalog.load import load_catalog

    catalog = load_catalog(checkout / "data", TODAY).catalog
    pages = profile_pages(Renderer(open_site(catalog, TODAY)), Address())
    text = next(page.text for page in pages if page.path == PATH)
    medians = {
        study.year: figure.value
        for study in catalog.studies.values()
        if study.series and "community managers en France" in study.series
        for figure in study.figures
        if figure.metric == "age-median"
    }
    last = max(medians, key=str)
    assert f"{medians[last]:g}{NBSP}ans</button>" in text
    assert f"cm-{last}" in text
