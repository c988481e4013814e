"""The pages made of a few ads, and what they say as a person reads them."""

from __future__ import annotations

import datetime as dt
import re

import yaml
from lxml import html

from catalog.models import JobAd, Skill
from generator.actions import Address
from generator.page import Page
from generator.pages import build_pages
from tests.generator.made import TERRITORY, TODAY, catalog, collected, run

HERE = Address("https://exemple.fr/metier-cm/", "https://forge.exemple.fr/metier-cm", "")
#: What an ad that states 2,200 € a month gives.
PAY = {
    "text": "Mensuel de 2200.0 Euros",
    "min": 2200,
    "max": 2200,
    "currency": "EUR",
    "unit": "MONTH",
    "yearly_gross_min": 26400,
    "yearly_gross_max": 26400,
    "rule": "mensuel-12",
    "usable": True,
    "flags": ["basis_assumed"],
}
#: Read today.
GOOD = (run("2026-11-25"),)


def build(*ads: JobAd, runs=GOOD, sources=(), today: dt.date = TODAY) -> dict[str, Page]:
    """Every page of a site that holds nothing but these ads and the skill ``canva``, by its path."""
    known = catalog(*sources)
    known.skills["canva"] = Skill(id="canva", label={"fr": "Canva"}, category="outil", definition="Un outil.")
    known.files["skills", "canva"] = "data/skills/canva.yml"
    pages = build_pages(known, today, HERE, collected=collected(*ads, runs=runs), territory=TERRITORY)
    return {page.path: page for page in pages}


def front(page: Page) -> dict[str, object]:
    """The front matter."""
    read: dict[str, object] = yaml.safe_load(page.text.split("---\n")[1])
    return read


def body(page: Page) -> html.HtmlElement:
    """What follows the front matter, as a tree."""
    return html.fromstring(f"<main>{page.text.split('---', 2)[2]}</main>")


def words(element: html.HtmlElement) -> str:
    """What an element says, every space an ordinary one."""
    return re.sub(r"\s+", " ", element.text_content().replace("\u00a0", " ").replace("\u202f", " ")).strip()


def text(page: Page) -> str:
    """What a whole page says."""
    return words(body(page))
