"""The law's constants of a day, and what they make of a salary."""

from __future__ import annotations

import datetime as dt

import pytest

from catalog.models import Reference
from generator.costs import constants, in_force

DAY = dt.date(2026, 11, 25)


def reference(name: str, *values: tuple) -> Reference:
    """A constant whose values are (value, group, first day, last day or None)."""
    return Reference.model_validate(
        {
            "id": name,
            "title": name,
            "definition": name,
            "unit": "€",
            "publisher": "Journal officiel",
            "url": "https://exemple.fr/",
            "read_on": "original",
            "values": [
                {"value": value, "group": group, "valid_from": first, **({"valid_until": last} if last else {})}
                for value, group, first, last in values
            ],
        }
    )


REFERENCES = {
    each.id: each
    for each in (
        reference("smic", (12, None, "2026-01-01", "2026-05-31"), (12.31, None, "2026-06-01", None)),
        reference("duree-legale-du-travail", (35, None, "2002-01-01", None)),
        reference(
            "apprentis-remuneration-minimale",
            (41, "De 18 à 20 ans, 1re année", "2008-05-01", "2018-12-31"),
            (53, "21 ans et plus, 1re année", "2008-05-01", "2018-12-31"),
            (43, "De 18 à 20 ans, 1re année", "2019-01-01", None),
        ),
        reference(
            "cotisations-patronales-principales",
            (7, "Maladie, taux réduit jusqu’à 2,25 Smic", "2025-05-01", "2025-12-31"),
            (13, "Maladie", "2026-01-01", None),
            (8.55, "Retraite de base, sous plafond", "2025-05-01", "2025-12-31"),
            (2.02, "Retraite de base, sur tout le salaire", "2025-05-01", "2025-12-31"),
            (0.1, "Aide au logement, moins de 50 salariés", "2025-05-01", None),
            (0.5, "Aide au logement, 50 salariés et plus", "2025-05-01", None),
        ),
        reference(
            "reduction-generale-de-cotisations",
            (0.2, "Entreprises de moins de 50 salariés", "2026-01-01", None),
            (0.3, "Entreprises de 50 salariés et plus", "2026-01-01", None),
        ),
        reference("gratification-de-stage", (4.5, None, "2026-01-01", "2026-12-31")),
        reference("temps-partiel-duree-minimale", (24, None, "2014-07-01", None)),
    )
}


def test_the_value_of_the_day_is_the_last_that_began():
    assert [value.value for value in in_force(REFERENCES["smic"], dt.date(2026, 5, 31))] == [12]
    assert [value.value for value in in_force(REFERENCES["smic"], dt.date(2026, 6, 1))] == [12.31]
    assert in_force(REFERENCES["smic"], dt.date(2025, 12, 31)) == []


def test_a_value_that_ended_stays_and_says_so():
    law = constants(REFERENCES, DAY)
    assert not law.smic.expired
    assert not law.internship.expired
    assert constants(REFERENCES, dt.date(2027, 1, 1)).internship.expired


def test_apprentices_are_paid_by_the_scale_in_force():
    assert [(share.value, share.group) for share in constants(REFERENCES, DAY).shares] == [
        (43, "De 18 à 20 ans, 1re année")
    ]


def test_a_shop_pays_one_rate_a_contribution():
    law = constants(REFERENCES, DAY)
    assert [(each.group, each.expired) for each in law.contributions] == [
        ("Maladie", False),
        ("Retraite de base, sous plafond", True),
        ("Retraite de base, sur tout le salaire", True),
        ("Aide au logement, moins de 50 salariés", False),
    ]
    assert law.base_rate == 23.67


def test_the_reduction_is_whole_at_the_smic_and_none_at_three():
    law = constants(REFERENCES, DAY)
    assert law.smic_month == pytest.approx(1867.02, abs=0.01)
    assert law.rate(law.smic_month) == pytest.approx(23.67 - 20)
    assert law.rate(law.smic_month / 2) == pytest.approx(23.67 - 20)
    # Half way up the slope: 0.02 + 0.18 × (½)^1.75 at a ratio of 1.5.
    assert law.rate(1.5 * law.smic_month) == pytest.approx(23.67 - 100 * (0.02 + 0.18 * 0.5**1.75))
    assert law.rate(3 * law.smic_month) == 23.67
    rates = [law.rate(law.smic_month * step / 10) for step in range(5, 40)]
    assert rates == sorted(rates)


def test_a_missing_constant_stops_the_page():
    with pytest.raises(KeyError):
        constants({name: each for name, each in REFERENCES.items() if name != "smic"}, DAY)
