"""The tables of surveys, interviews and the collection, computed from a few invented studies."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from catalog.catalog import Catalog
from catalog.load import load_catalog
from catalog.models import Interview, Metric, Reference, Study
from generator.pages import open_site
from generator.tables.compute import Result

ROOT = Path(__file__).parents[3]
WORK = {"url": "https://exemple.fr/", "publisher": "Relais", "published": "2013", "summary": "S.", "topics": ["x"]}
METRICS = (
    ("age-median", "ans", "médiane", [], {}),
    ("part-age", "%", "part", ["age"], {}),
    ("part-femmes", "%", "part", [], {}),
    ("part-contrat", "%", "part", ["contrat"], {}),
    ("salaire-median-brut", "€", "médiane", ["contrat"], {"per": "an", "basis": "brut"}),
    ("salaire-moyen-brut", "€", "moyenne", ["contrat"], {"per": "an", "basis": "brut"}),
)


def _study(name: str, year: int, figures: list[dict[str, Any]], **fields: Any) -> Study:
    written = {
        **WORK, "id": name, "title": name, "kind": "enquete", "country": "FR", "series": "La suivie",
        "producer": "Producteur", "year": year, "sample_size": 100 + year, "population": "CM",
        "read_on": "original", "figures": figures, **fields,
    }  # fmt: skip
    return Study.model_validate(written)


def _share(age: str, value: float, **fields: Any) -> dict[str, Any]:
    return {"metric": "part-age", "value": value, "group": {"age": age}, **fields}


def _interview(name: str, person: dict[str, Any], day: list[str]) -> Interview:
    return Interview.model_validate(
        {**WORK, "id": name, "title": name, "person": {"role": "CM", **person}, "day": day}
        | {"questions": [{"question": "Q ?", "answer": "R."}]}
    )


STUDIES = [
    _study(
        "a-2012", 2012,
        [
            _share("moins de 25 ans", 43), _share("26-35 ans", 45), _share("plus de 36 ans", 12),
            {"metric": "salaire-median-brut", "value": 25000},
            {"metric": "part-femmes", "value": 52},
        ],
    ),
    _study("a-2015", 2015, [_share("plus de 35 ans", 10), {"metric": "age-median", "value": 28}]),
    _study(
        "a-2018", 2018,
        [
            _share("21-30 ans", 68), _share("moins de 21 ans", 4),
            {"metric": "part-femmes", "value": 75.5},
            {"metric": "part-femmes", "key": "autre", "value": 66.7, "qualifier": "environ"},
            {"metric": "part-contrat", "value": 53, "group": {"contrat": "CDI"}},
            {"metric": "salaire-moyen-brut", "value": 28888, "group": {"contrat": "CDI"}},
            {"metric": "salaire-median-brut", "min": 20000, "max": 30000, "population": "Une partie"},
        ],
    ),
    _study("b-2016", 2016, [{"metric": "age-median", "value": 30}], series=None, population="Tous métiers"),
    _study("c-2010", 2010, [{"metric": "age-median", "value": 31}], series="L’étrangère", country="US"),
    _study("c-2011", 2011, [{"metric": "age-median", "value": 31}], series="L’étrangère", country="US"),
    _study("c-2012", 2012, [{"metric": "age-median", "value": 31}], series="L’étrangère", country="US"),
    _study("c-2013", 2013, [{"metric": "age-median", "value": 31}], series="L’étrangère", country="US"),
]  # fmt: skip


def _prices(name: str, values: dict[int, float]) -> Reference:
    return Reference.model_validate(
        {
            "id": name, "title": name, "definition": "D.", "unit": "%", "publisher": "Insee", "read_on": "original",
            "url": "https://exemple.fr/",
            "values": [{"value": value, "valid_from": f"{year}-01-01"} for year, value in values.items()],
        }
    )  # fmt: skip


@cache
def _tables() -> dict[str, Result]:
    return _tables_of(*STUDIES)


def _tables_of(*studies: Study) -> dict[str, Result]:
    catalog = Catalog(
        studies={study.id: study for study in studies},
        interviews={
            each.id: each
            for each in (
                _interview(
                    "anne", {"age": 38, "experience_years": 4, "studies": ["BTS", "Licence"]}, ["Lire", "Répondre"]
                ),
                _interview("bob", {}, []),
            )
        },
        metrics={
            name: Metric.model_validate(
                {"id": name, "label": name, "definition": "D.", "unit": unit, "kind": kind, "dimensions": dimensions}
                | more
            )
            for name, unit, kind, dimensions, more in METRICS
        },
        references={
            name: _prices(name, values)
            for name, values in (
                ("indice-des-prix-a-la-consommation", {2012: 80.0, 2017: 100.0}),
                ("hausse-annuelle-des-prix", {2018: 1.0}),
            )
        },
    )
    return dict(open_site(catalog, dt.date(2026, 11, 25)).tables)


def test_the_survey_followed_is_the_french_one_with_most_editions() -> None:
    """Four foreign editions weigh less than three French ones, and a French survey of its own less still."""
    rows = _tables()["age-median"].rows
    assert {row["sources"]: row["same_population"] for row in rows} == {
        "a-2015": True, "b-2016": False, "c-2010": False, "c-2011": False, "c-2012": False, "c-2013": False,
    }  # fmt: skip


def test_bands_have_exact_bounds() -> None:
    rows = _tables()["age-bandes"].rows
    assert {(row["category"], row["age_low"], row["age_high"]) for row in rows} == {
        ("moins de 25 ans", None, 24), ("26-35 ans", 26, 35), ("plus de 36 ans", 37, None),
        ("plus de 35 ans", 36, None), ("21-30 ans", 21, 30), ("moins de 21 ans", None, 20),
    }  # fmt: skip


def test_editions_compare_at_an_age_that_two_of_them_know_exactly() -> None:
    rows = _tables()["age-seuils"].rows
    assert {row["age"] for row in rows} == {36}
    assert [(row["year"], row["at_least"], row["at_most"], row["exact"], row["asked"]) for row in rows] == [
        (2012, 88, 88, True, False),
        (2015, 90, 90, True, True),
        (2018, 72, 100, False, False),
    ]


def test_a_part_of_those_asked_has_its_own_thresholds_and_is_not_compared_with_the_whole() -> None:
    employed = {"population": "CM salariés", "n": 60}
    shares = [_share("moins de 36 ans", 80), _share("moins de 36 ans", 70, key="salaries", **employed)]
    rows = _tables_of(*STUDIES, _study("a-2020", 2020, shares))["age-seuils"].where(year=2020)
    told = ("population", "at_least", "at_most", "n", "same_population")
    assert {row.key: tuple(row[name] for name in told) for row in rows} == {
        "36.2020.a-2020.tous": ("CM", 80, 80, 2120, True),
        "36.2020.a-2020.cm-salaries": ("CM salariés", 70, 70, 60, False),
    }


def test_two_accounts_of_an_edition_keep_a_row_each() -> None:
    rows = _tables()["femmes"].where(year=2018)
    assert sorted((row["value"], row["qualifier"]) for row in rows) == [(66.7, "environ"), (75.5, None)]


def test_pay_is_given_in_euros_of_the_last_year_known() -> None:
    """25 000 euros of 2012: the index goes from 80 to 100, then prices rise by 1 %: 31 562,5, so 31 600."""
    rows = _tables()["salaires-enquetes"].by_key
    row = rows["a-2012.salaire-median-brut"]
    assert (row["value"], row["constant_value"], row["constant_year"]) == (25000, 31600, 2018)
    assert rows["a-2018.salaire-moyen-brut.cdi"]["constant_value"] == 28900


def test_means_medians_and_parts_of_those_asked_are_told_apart() -> None:
    rows = _tables()["salaires-enquetes"].rows
    assert [(row["year"], row["statistic"], row["whole"], row["category"]) for row in rows] == [
        (2012, "mediane", True, None),
        (2018, "mediane", False, None),
        (2018, "moyenne", False, "CDI"),
    ]


def test_the_sample_of_an_edition_is_told_from_that_of_a_group() -> None:
    tables = _tables()
    for name in ("salaires-enquetes", "chiffres"):
        told = {row["reference"]: row["n_of_edition"] for row in tables[name].rows}
        assert told["a-2012#salaire-median-brut"] is False
        assert told["a-2018#salaire-moyen-brut.cdi"] is True


def test_what_job_offers_pay_is_not_among_surveys_of_people() -> None:
    catalog = load_catalog(ROOT / "data", dt.date(2026, 11, 25)).catalog
    tables = open_site(catalog, dt.date(2026, 11, 25)).tables
    offers = {
        row["reference"]
        for row in tables["chiffres"].rows
        if "offres d’emploi" in f"{row['population']} {row['group']}".lower() and row["unit"] == "€"
    }
    assert offers, "the base holds one"
    assert not offers & {row["reference"] for row in tables["salaires-enquetes"].rows}


def test_a_range_is_not_converted() -> None:
    (row,) = [row for row in _tables()["salaires-enquetes"].rows if row["min"] is not None]
    assert (row["constant_value"], row["constant_year"]) == (None, None)


def test_interviews_give_what_was_declared_and_nothing_else() -> None:
    tables = _tables()
    assert [
        (row["interview"], row["age"], row["experience_years"]) for row in tables["interviews-parcours"].rows
    ] == [("anne", 38, 4)]
    assert [row["text"] for row in tables["interviews-etudes"].rows] == ["BTS", "Licence"]
    assert [row["text"] for row in tables["interviews-journee"].rows] == ["Lire", "Répondre"]


def test_the_collection_is_counted_by_theme_kind_and_year() -> None:
    tables = _tables()
    (theme,) = tables["ressources-par-theme"].rows
    assert (theme["topic"], theme["n"], theme["stale"]) == ("x", len(STUDIES) + 2, len(STUDIES) + 2)
    assert (theme["since"], theme["until"], theme["sources"]) == (
        "2013",
        "2013",
        ",".join(sorted([*(each.id for each in STUDIES), "anne", "bob"])),
    )
    assert {row["kind"]: row["n"] for row in tables["ressources-par-genre"].rows} == {"enquete": 8, "interview": 2}
    assert [(row["year"], row["folder"], row["n"]) for row in tables["ressources-par-annee"].rows] == [
        (2013, "interviews", 2),
        (2013, "studies", 8),
    ]
