"""The profession goes through under all its names; its look-alikes do not."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from catalog.load import load_catalog
from scraper.extract.titles import TitleReader
from scraper.relevance import LABELS, refusal


@pytest.fixture(scope="module")
def titles() -> TitleReader:
    catalog = load_catalog(Path(__file__).parents[2] / "data", dt.date(2026, 11, 25)).catalog
    return TitleReader(catalog.titles.values())


ONLINE = "Vous animez nos communautés sur Instagram et TikTok, rédigez les publications et modérez les commentaires."
PROPERTY = (
    "You will oversee day-to-day operations of a 250-unit apartment building: leasing, rent collection, tenant"
    " relations, move-ins and maintenance requests."
)
RESIDENCE = (
    "Au sein de la résidence étudiante, vous accueillez les locataires, réalisez les états des lieux et suivez les"
    " loyers."
)
COWORKING = (
    "Vous assurez l’accueil physique et téléphonique de notre espace de coworking, la gestion du courrier et la"
    " réservation des salles de réunion."
)


@pytest.mark.parametrize(
    ("title", "description", "reason"),
    [
        ("Community manager (H/F)", ONLINE, None),
        ("Community manager", None, None),
        ("Animateur de communauté virtuelle", ONLINE, None),
        ("Gestionnaire de communauté en ligne", ONLINE, None),
        ("Alternance - Community manager F/H", ONLINE, None),
        ("Community Manager", PROPERTY, "immobilier"),
        ("Community manager (H/F)", RESIDENCE, "immobilier"),
        ("Community manager - résidence étudiante", RESIDENCE, "autre-metier"),
        ("Community Manager", COWORKING, "espace-de-travail"),
        # A promoter's community manager speaks of flats and of Instagram: it is one of ours.
        ("Community manager", "Promoteur immobilier : résidences, location, bail. " + ONLINE, None),
        ("Expert Développeur React DSFR - Freelance (H/F)", None, "autre-metier"),
        ("Animateur / Animatrice (H/F)", "Séjours de vacances pour enfants.", "autre-metier"),
        ("Chargé de veille (H/F)", ONLINE, "metier-voisin"),
        ("Boulanger", None, "titre-inconnu"),
        (None, ONLINE, "sans-titre"),
        ("", ONLINE, "sans-titre"),
    ],
)
def test_who_goes_through(
    titles: TitleReader, title: str | None, description: str | None, reason: str | None
) -> None:
    assert refusal(title, description, titles) == reason
    assert reason is None or LABELS[reason]
