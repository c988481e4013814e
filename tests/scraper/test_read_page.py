"""A page becomes a candidate when it speaks of the profession; its kind, its date and its skills come with it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from catalog.load import load_catalog
from catalog.models import Candidate, Source
from catalog.run_labels import REFUSALS
from scraper.items import FoundPage
from scraper.read_page import LABELS, PageReader

ROOT = Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 25, 8, tzinfo=dt.UTC)
SOURCE = Source.model_validate(
    {
        "id": "essai",
        "title": "Essai",
        "publisher": "Le Carnet",
        "site": "https://carnet.example/",
        "licence": "inconnu",
        "adapter": "flux",
        "frequency": "semaine",
        "personal_data": "Aucune.",
        "expect": {"min": 0, "max": 9},
    }
)
PROSE = "Elle anime les réseaux de la ville depuis trois ans, répond aux habitants et tient la page Facebook. " * 3


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return PageReader(load_catalog(ROOT / "data", dt.date.max).catalog)


def found(heading: str | None, *paragraphs: str, **fields: Any) -> FoundPage:
    head = f"<title>{heading}</title>" if heading else ""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    html = f"<html lang='fr'><head>{head}</head><body><article>{body}</article></body></html>"
    return FoundPage("1", "https://carnet.example/1", NOW, html, **fields)


@pytest.mark.parametrize(
    ("title", "text", "refusal"),
    [
        ("Le métier de community manager", PROSE, None),
        ("Animatrice de communauté virtuelle : un métier", PROSE, None),
        ("La gestionnaire de communauté en ligne", PROSE, None),
        ("Trois ans en mairie", PROSE + " Ce community manager écrit. Les community managers lisent.", None),
        ("Trois ans en mairie", PROSE + " Ce community manager écrit.", "hors-sujet"),
        ("Portrait d’une CM", PROSE + " Elle est community manager.", None),
        ("Le CM du 12 mai a voté le budget", PROSE, "hors-sujet"),
        ("Affiche de 60 CM", PROSE, "hors-sujet"),
        ("Le community manager de résidence", PROSE, "hors-sujet"),
        ("Recettes de soupe", PROSE, "hors-sujet"),
    ],
)
def test_what_speaks_of_the_profession(reader: PageReader, title: str, text: str, refusal: str | None) -> None:
    read = reader.read(found(title, text), SOURCE)
    assert (read if isinstance(read, str) else None) == refusal


def test_an_article_has_its_facts_and_not_its_sentences(reader: PageReader) -> None:
    read = reader.read(found("Le métier de community manager", PROSE, published="2026-11-02"), SOURCE)
    assert isinstance(read, dict)
    candidate = Candidate.model_validate(
        read | {"id": "essai-1", "source": "essai", "source_id": "1", "url": "https://carnet.example/1"}
    )
    assert (candidate.kind, candidate.publisher, str(candidate.published)) == ("article", "Le Carnet", "2026-11-02")
    assert "facebook" in candidate.skills
    assert "habitants" not in candidate.model_dump_json()


def test_the_feed_gives_the_title_and_the_date_that_the_page_does_not(reader: PageReader) -> None:
    read = reader.read(found(None, PROSE, title="Un community manager", published="il y a 3 jours"), SOURCE)
    assert isinstance(read, dict)
    assert (read["title"], str(read["published"])) == ("Un community manager", "2026-11-22")
    assert reader.read(found(None, PROSE), SOURCE) == "sans-texte"
    assert reader.read(found("Un community manager"), SOURCE) == "sans-texte"


def test_every_refusal_has_its_words() -> None:
    assert REFUSALS.keys() >= LABELS.keys()
