"""The page of trainings: what each is worth on the day of the build."""

from __future__ import annotations

import datetime as dt

import pytest
from lxml import html

from catalog.catalog import Catalog
from catalog.models import Skill, Training
from generator.site import Renderer, Site
from generator.views.trainings import training_pages

TODAY = dt.date(2026, 11, 25)
SKILL = Skill.model_validate({"id": "veille", "label": {"fr": "Veille"}, "category": "metier", "definition": "V."})


def training(name: str, **fields: object) -> Training:
    written = {
        "id": name,
        "title": f"Titre {name}",
        "url": "https://www.exemple.fr/fiche",
        "certifier": "École",
        "level": 6,
        "ends": "2028-06-25",
        "summary": "Un résumé.",
        **fields,
    }
    return Training.model_validate(written)


def page(*trainings: Training, today: dt.date = TODAY) -> html.HtmlElement:
    catalog = Catalog(trainings={each.id: each for each in trainings}, skills={"veille": SKILL})
    [made] = training_pages(Renderer(Site(catalog, today)))
    assert made.path == "formations/index.md"
    return html.fromstring(made.text.split("---\n\n", 1)[1])


def states(tree: html.HtmlElement) -> dict[str, str]:
    return {
        card.get("id"): " ".join(card.xpath('.//p[contains(@class, "linkstate")]')[0].text_content().split())
        for card in tree.xpath("//article")
    }


@pytest.mark.parametrize(
    ("ends", "today", "expected"),
    [
        ("2026-11-24", TODAY, "expirée, fin d’enregistrement : 24 novembre 2026"),
        ("2026-11-25", TODAY, "en cours, fin d’enregistrement : 25 novembre 2026"),
        ("2026-11-25", dt.date(2026, 11, 26), "expirée, fin d’enregistrement : 25 novembre 2026"),
        ("2026", TODAY, "en cours, fin d’enregistrement : 2026"),
        ("2025", TODAY, "expirée, fin d’enregistrement : 2025"),
        ("inconnu", TODAY, "date de fin inconnue"),
    ],
)
def test_a_registration_is_judged_on_the_day_of_the_build(ends: str, today: dt.date, expected: str) -> None:
    assert states(page(training("a", ends=ends), today=today)) == {"a": expected}


def test_what_is_registered_comes_first_and_what_expired_last() -> None:
    tree = page(
        training("a", ends="2020"),
        training("c", ends="2030"),
        training("b", ends="2030"),
        training("d", ends="inconnu"),
    )
    assert [card.get("id") for card in tree.xpath("//article")] == ["b", "c", "d", "a"]
    assert tree.xpath("//section/@id") == ["en-cours", "sans-date", "expirees"]


@pytest.mark.parametrize(
    ("code", "address"),
    [
        ("RNCP37347", "https://www.francecompetences.fr/recherche/rncp/37347/"),
        ("RS5194", "https://www.francecompetences.fr/recherche/rs/5194/"),
    ],
)
def test_a_code_leads_to_its_official_page(code: str, address: str) -> None:
    assert page(training("a", rncp=code)).xpath(f'//a[text()="{code}"]/@href') == [address]


def test_a_training_shows_its_certifier_level_skills_source_and_doubts() -> None:
    tree = page(
        training(
            "a", level=5, skills=["veille"], note="Lu sur une copie.", inferred={"level": "Un BTS est de niveau 5."}
        )
    )
    words = " ".join(tree.xpath("//article")[0].text_content().split())
    for expected in ("École", "bac + 2", "niveau 5, inféré", "Lu sur une copie.", "Un BTS est de niveau 5."):
        assert expected in words
    assert tree.xpath('//a[text()="Veille"]/@href') == ["../competences/veille/"]
    assert tree.xpath('//a[contains(., "exemple.fr")]/@href') == ["https://www.exemple.fr/fiche"]


def test_what_is_not_known_is_said() -> None:
    tree = page(training("a", certifier="inconnu", level="inconnu", ends="inconnu"))
    words = tree.xpath("//article")[0].text_content()
    assert all(expected in words for expected in ("certificateur inconnu", "niveau inconnu", "date de fin inconnue"))


def test_hostile_text_stays_text() -> None:
    tree = page(training("a", title="<script>alert(1)</script>", certifier="<b onclick=x>"))
    assert not tree.xpath("//script | //article//b")
    assert tree.xpath("//h3")[0].text_content() == "<script>alert(1)</script>"


def test_without_trainings_the_page_says_so() -> None:
    assert "Aucune formation" in page().text_content()
