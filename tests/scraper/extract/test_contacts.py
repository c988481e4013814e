"""E-mail addresses and telephone numbers go, whatever their form; dates, amounts and the rest stay."""

from __future__ import annotations

import pytest

from scraper.extract.contacts import without_contacts


@pytest.mark.parametrize(
    "contact",
    [
        "06 12 34 56 78",
        "0612345678",
        "06.12.34.56.78",
        "06/12/34/56/78",
        "06 - 12 - 34 - 56 - 78",
        "06\u201112\u201134\u201156\u201178",
        "06\u00a012\u202f34 56 78",
        "06-12 34 56 78",
        "06 123 456 78",
        "0612 345 678",
        "06 12 345 678",
        "06 1234 5678",
        "+33612345678",
        "+33 (0)6.12.34.56.78",
        "+33 06 12 34 56 78",
        "+33.6.12.34.56.78",
        "(+33)6 12 34 56 78",
        "(0033) 612345678",
        "0033 6 12 34 56 78",
        "+32 2 123 45 67",
        "(+32) 470 12 34 56",
        "+41 79 123 45 67",
        "+44 (0)20 7946 0958",
        "+1 (415) 555-2671",
        "jean.dupont@exemple.fr",
        "jean.dupont＠exemple.fr",
        "jean.dupont%40exemple.fr",
        "jean.dupont (at) exemple.fr",
        "jean.dupont[AT]exemple[dot]fr",
        "jean.dupont {arobase} exemple (point) fr",
        "jean.dupont arobase exemple.fr",
    ],
)
def test_a_contact_goes(contact: str) -> None:
    assert without_contacts(f"Lille, {contact} le matin") in ("Lille, le matin", "Lille,le matin")


@pytest.mark.parametrize(
    "text",
    [
        "du 01/02/2026 10h30",
        "01-02-2026 14:00",
        "01.02.2026 10",
        "01/02/2026-03/04/2026",
        "dès 09/2026 - 3500 €",
        "dès 09/2026 - 2 100 €",
        "le 03 12 2026 2 100 euros",
        "De 1 801,80 à 2 100 euros",
        "+2 000 000 abonnés, 35000 Rennes",
        "+10 000 000 abonnés",
        "medium.com/@jean",
        "community manager (at) home",
        "chargé(a) com.Nous",
        "SIRET 123 456 789 00012",
    ],
)
def test_the_rest_stays(text: str) -> None:
    assert without_contacts(text) == text
