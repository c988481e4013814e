import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.quality_skills import gold_ads
from benchmarks.quality_titles import score
from catalog.load import load_catalog
from scraper.extract.titles import TitleReader

TITLES = load_catalog(Path(__file__).parents[3] / "data", dt.date.max).catalog.titles
READER = TitleReader(TITLES.values())
IDS = sorted(TITLES)


def test_enough_titles_are_known() -> None:
    assert len(TITLES) >= 60


@pytest.mark.parametrize("title", IDS)
def test_a_title_is_complete(title: str) -> None:
    entry = TITLES[title]
    assert entry.definition
    assert len(entry.matches) >= 2, "au moins deux intitulés à reconnaître"
    assert entry.not_matches, "au moins un intitulé à ne pas confondre"


@pytest.mark.parametrize("title", IDS)
def test_a_title_is_seen_in_its_examples_only(title: str) -> None:
    for text in TITLES[title].matches:
        found = READER.read(text)
        assert found is not None, text
        assert found.value.title == title, text
    for text in TITLES[title].not_matches:
        found = READER.read(text)
        assert found is None or found.value.title != title, text


@pytest.mark.parametrize(
    ("text", "title", "relevance", "level"),
    [
        ("🎯 ALTERNANCE – Chargé·e de communication digitale (F/H) – Lille", "charge-de-communication-digitale", "voisin", "alternant"),
        ("Animateur/trice de communauté en ligne", "animateur-de-communaute", "profession", None),
        ("Cheffe de projet Social Media senior", "chef-de-projet-social-media", "profession", "senior"),
        ("Community  Manager (h/f) | CDI | Télétravail", "community-manager", "profession", None),
        ("Community manager confirmée - Nantes", "community-manager", "profession", "confirme"),
        ("Vendeuse et community manager", "community-manager", "profession", None),
        ("Community Manager - Résidence étudiante", "community-manager-residence", "homonyme", None),
    ],
)  # fmt: skip
def test_noise_around_a_title_does_not_matter(text: str, title: str, relevance: str, level: str | None) -> None:
    found = READER.read(text)
    assert found is not None
    assert (found.value.title, found.value.relevance, found.value.level) == (title, relevance, level)


def test_a_title_of_another_world_is_not_read() -> None:
    assert READER.read("Responsable de ligne f/h (H/F)") is None
    assert READER.read("") is None


def test_the_span_is_that_of_the_name() -> None:
    text = "✨ Stage –  Chargé(e) de  communication 2 mois"
    found = READER.read(text)
    assert found is not None
    assert text[found.start : found.end] == "Chargé(e) de  communication"


def test_reservations_are_flagged() -> None:
    found = READER.read("Alternance Graphiste junior et community manager")
    assert found is not None
    assert set(found.flags) == {"plusieurs-metiers", "plusieurs-niveaux"}


@given(st.text(max_size=400))
def test_any_text_is_read_without_fault(text: str) -> None:
    found = READER.read(text)
    assert found is None or 0 <= found.start < found.end <= len(text)


def test_unread_titles_are_read_well_enough() -> None:
    result = score()
    assert result.n >= 119
    assert result.measures["exactitude"] >= 0.95, result.failures


@pytest.mark.parametrize("ad", gold_ads(), ids=lambda ad: ad["id"])
def test_titles_of_the_gold_ads(ad: dict) -> None:
    first, second = [line for line in ad["text"].splitlines() if line.strip()][:2]
    found = READER.read(first) or READER.read(second)
    read = {"id": found.value.title, "level": found.value.level} if found else None
    assert read == ad["title"]


@pytest.mark.parametrize(
    "text",
    [
        "Commercial pour agence de community management",
        "Commerciale pour une agence de community management",
        "Assistant comptable, agence de community management",
        "Développeur d’un outil pour community managers",
        "Professeur de community management",
        "Enseignante en community management",
        "Gestionnaire de communautés de communes",
        "Gestionnaire de communauté d’agglomération",
    ],
)
def test_a_name_another_job_serves_is_not_the_job(text: str) -> None:
    found = READER.read(text)
    assert found is None or found.value.relevance != "profession"


@pytest.mark.parametrize(
    "text",
    [
        "Alternance - Community Manager",
        "Assistant community manager",
        "Vendeur / Community Manager",
        "Stage pour community manager",
        "Community manager pour agence de publicité",
        "Agence de publicité : community manager",
    ],
)
def test_a_name_at_the_head_is_the_job(text: str) -> None:
    found = READER.read(text)
    assert found is not None
    assert found.value.relevance == "profession"
