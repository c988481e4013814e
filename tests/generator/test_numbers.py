"""Numbers as French typography writes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.catalog import Catalog
from catalog.figures import read_figure
from catalog.models import Figure, Metric, Resource, Study
from generator.numbers import french_number, hours_text, sample_cell, sample_text, unit_note, value_text


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (30000, "30 000"),
        (844, "844"),
        (75.5, "75,5"),
        (0.25, "0,25"),
        (-7.2, "−7,2"),
        (1142, "1 142"),
        (3.0, "3"),
        (100, "100"),
    ],
)
def test_numbers(value, text):
    assert plain(french_number(value)) == text


@given(st.integers(-(10**12), 10**12))
def test_a_whole_number_keeps_its_digits(value):
    assert int(french_number(value).replace("\u202f", "").replace("−", "-")) == value


def text_of(figure: dict, **metric) -> str:
    base = {"id": "m", "label": "M", "definition": "D", "unit": "%", "kind": "part"}
    catalog = Catalog(metrics={"m": Metric.model_validate({**base, **metric})})
    work = {
        "id": "w",
        "title": "T",
        "publisher": "P",
        "published": 2012,
        "kind": "article",
        "summary": "S",
        "topics": ["t"],
    }
    resource = Resource.model_validate({**work, "figures": [{"metric": "m", **figure}]})
    reading = read_figure(catalog, resource, Figure.model_validate({"metric": "m", **figure}))
    note = unit_note(reading.metric)
    return plain(f"{value_text(reading)} {note}".strip())


@pytest.mark.parametrize(
    ("figure", "metric", "text"),
    [
        ({"value": 69}, {}, "69 %"),
        ({"value": 30000}, {"unit": "€", "per": "an", "basis": "brut", "kind": "médiane"}, "30 000 € brut par an"),
        (
            {"value": 30000},
            {"unit": "€", "per": "an", "basis": "inconnu", "kind": "moyenne"},
            "30 000 € par an, brut ou net non précisé",
        ),
        (
            {"value": 336},
            {"unit": "€", "per": "jour", "basis": "inconnu", "kind": "moyenne"},
            "336 € par jour, hors taxes ou non : non précisé",
        ),
        ({"min": 1, "max": 2}, {"unit": "h", "per": "jour", "kind": "durée"}, "de 1 à 2 h par jour"),
        ({"min": 66.7, "qualifier": "plus-de"}, {}, "plus de 66,7 %"),
        ({"min": 20}, {}, "au moins 20 %"),
        ({"max": 48}, {"unit": "h", "kind": "durée"}, "au plus 48 h"),
        ({"value": 70, "qualifier": "environ"}, {}, "environ 70 %"),
        ({"value": 1}, {"unit": "ans", "kind": "durée"}, "1 an"),
        ({"value": 1000}, {"unit": "personnes", "kind": "effectif"}, "1 000 personnes"),
        ({"value": 5}, {"unit": "nombre", "kind": "moyenne"}, "5"),
    ],
)
def test_a_value_with_its_unit(figure, metric, text):
    assert text_of(figure, **metric) == text


def test_an_unknown_sample_is_said_to_be_unknown():
    assert plain(sample_text(1142)) == "n = 1 142"
    assert plain(sample_text(None)) == "n non communiqué"


@pytest.mark.parametrize(
    ("figure", "metric", "sample", "cell"),
    [
        # A share is one of all the people asked, whatever answer it counts.
        ({"group": {"contrat": "CDI"}}, {}, "n = 834", "834"),
        # The pay of some of them, a share of some of them, what separates two groups: 834 is not how many they are.
        ({"group": {"contrat": "CDI"}}, {"unit": "€", "kind": "moyenne"}, "n de l’édition : 834", "834 (édition)"),
        ({"population": "Salariés"}, {}, "n de l’édition : 834", "834 (édition)"),
        ({}, {"unit": "€", "kind": "écart"}, "n de l’édition : 834", "834 (édition)"),
        # A mean of all the people asked; a group that is counted; a group that is not, and is said not to be.
        ({}, {"unit": "€", "kind": "moyenne"}, "n = 834", "834"),
        ({"group": {"contrat": "CDI"}, "n": 551}, {"unit": "€", "kind": "moyenne"}, "n = 551", "551"),
        ({"population": "Salariés", "n": "inconnu"}, {}, "n non communiqué", "n. c."),
    ],
)
def test_the_sample_of_an_edition_is_never_told_as_that_of_a_part_of_it(figure, metric, sample, cell):
    base = {"id": "m", "label": "M", "definition": "D", "unit": "%", "kind": "part", "dimensions": ["contrat"]}
    known = Catalog(metrics={"m": Metric.model_validate({**base, **metric})})
    study = Study.model_validate(
        {
            "id": "w", "title": "T", "publisher": "P", "published": 2020, "kind": "enquete", "summary": "S",
            "topics": ["t"], "producer": "P", "year": 2020, "sample_size": 834, "population": "Tous",
            "read_on": "original", "figures": [{"metric": "m", "value": 3, **figure}],
        }
    )  # fmt: skip
    reading = read_figure(known, study, study.figures[0])
    assert plain(sample_text(reading.n, reading.n_of_edition)) == sample
    assert plain(sample_cell(reading)) == cell


@pytest.mark.parametrize(
    ("hours", "text"), [(13.88, "13 h 53"), (4.48, "4 h 29"), (1.5, "1 h 30"), (2.999, "3 h"), (0.05, "0 h 03")]
)
def test_hours_are_told_with_minutes_rather_than_decimals(hours, text):
    assert plain(hours_text(hours)) == text
    assert plain(text_of({"value": hours}, unit="h", kind="moyenne")) == text
