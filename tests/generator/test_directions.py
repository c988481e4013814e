"""A direction is told only where three editions of one survey compare."""

from __future__ import annotations

from typing import Any

import pytest

from catalog.figures import Reading, read_figure
from catalog.models import Metric, Study
from generator.directions import direction
from tests.generator.made import catalog

METRIC = Metric.model_validate(
    {"id": "cdi", "label": "CDI", "definition": "D.", "unit": "%", "kind": "part", "dimensions": ["sexe"]}
)


def readings(*values: Any, **fields: Any) -> list[Reading]:
    """One edition a year from 2021: a value, or the fields of a figure."""
    made = catalog()
    made.metrics = {"cdi": METRIC}
    found = []
    for year, value in enumerate(values, 2021):
        figure = {"metric": "cdi", **(value if isinstance(value, dict) else {"value": value})}
        study = Study.model_validate(
            {
                "id": f"e-{year}",
                "title": "E",
                "kind": "enquete",
                "producer": "P",
                "publisher": "P",
                "published": str(year),
            }
            | {"summary": "S.", "topics": ["x"], "year": year, "sample_size": 100, "population": "CM", "series": "S"}
            | {"read_on": "original", "figures": [figure], **fields}
        )
        found.append(read_figure(made, study, study.figures[0]))
    return found


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ((52, 46.5, 45), "en baisse en 2021, 2022 et 2023"),
        ((28, 28, 28), "stable en 2021, 2022 et 2023"),
        ((1, 60, 61, 62), "en hausse en 2022, 2023 et 2024"),
    ],
)
def test_three_editions_that_lead_somewhere(values: tuple[float, ...], words: str) -> None:
    made = readings(*values)
    found = direction(made[-1], made)
    assert found is not None
    assert found.words == words


@pytest.mark.parametrize(
    "values",
    [
        (52, 45),
        (52, 45, 46),
        (52, 52, 45),
        (52, 46, {"value": 45, "qualifier": "environ"}),
        (52, {"min": 40}, 45),
        (52, {"value": 46, "group": {"sexe": "femmes"}}, 45),
        (52, {"value": 46, "population": "Agences"}, 45),
        (40, 45, {"value": 30, "qualifier": "environ"}, 50),
    ],
)
def test_what_does_not_compare_has_no_direction(values: tuple[Any, ...]) -> None:
    made = readings(*values)
    assert direction(made[-1], made) is None


def test_two_accounts_of_one_year_say_nothing() -> None:
    made = readings(52, 46, 45)
    assert direction(made[-1], [*made, *readings(52)[:1], *readings(0, 47)[1:]]) is None


def test_studies_that_are_no_editions_of_one_survey_do_not_compare() -> None:
    made = readings(52, 46, 45, series=None)
    assert direction(made[-1], made) is None


def test_a_survey_without_editions_has_no_direction() -> None:
    made = readings(52, 46, 45)
    assert direction(made[-1], made[-1:]) is None
