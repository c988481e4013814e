"""The published scores are those of today's code, and they keep their promises."""

import pytest

from benchmarks.quality_page import PAGE, current_page


@pytest.fixture(scope="module")
def measured():
    text, scores = current_page()
    return text, {score.extractor.casefold(): score for score in scores}


def test_the_quality_page_is_up_to_date(measured):
    assert PAGE.read_text("utf-8") == measured[0], "lancer « make quality »"


@pytest.mark.parametrize(
    ("reading", "size", "floors", "ceilings"),
    [
        ("salaire", 300, {"exactitude": 0.97}, {"montants inventés": 0}),
        ("dates", 120, {"exactitude": 0.97}, {}),
        ("lieux", 150, {"exactitude": 0.95}, {}),
        ("contrats", 60, {"exactitude": 0.97}, {}),
        ("compétences", 60, {"F1": 0.92, "précision": 0.95}, {}),
        ("json-ld", 60, {"pages exactes": 0.97, "pages lues sans erreur": 1}, {}),
        ("doublons", 200, {"précision": 0.98, "rappel": 0.95}, {}),
        ("entretiens", 30, {"précision": 0.95, "rappel": 0.9, "champs exacts": 0.85}, {"champs inventés": 0.05}),
    ],
)
def test_each_reading_keeps_its_promise(measured, reading, size, floors, ceilings):
    score = measured[1][reading]
    assert score.n >= size
    for name, floor in floors.items():
        assert score.measures[name] >= floor, (name, score.failures[:20])
    for name, ceiling in ceilings.items():
        assert score.measures[name] <= ceiling, (name, score.failures[:20])
