"""What reading an article costs: the pages of the gold corpus, as they are and at the size of
real ones (menus, scripts, comments, a longer text)."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import TypeVar

import trafilatura
from lxml import html

from benchmarks.quality_interviews import PAGES, TODAY
from benchmarks.quality_skills import ROOT
from catalog.load import load_catalog
from catalog.models import Source
from scraper.extract.article import read_article
from scraper.extract.interview import read_interview
from scraper.extract.skills import SkillMatcher
from scraper.items import FoundPage
from scraper.read_page import PageReader

T = TypeVar("T")
ROUNDS = 5
SOURCE = {"id": "mesure", "title": "Mesure", "publisher": "Mesure", "site": "https://mesure.example/"} | {
    "licence": "inconnu",
    "adapter": "flux",
    "frequency": "semaine",
    "personal_data": "Aucune.",
    "expect": {"min": 0, "max": 1},
}


def grown(page: str) -> str:
    """``page`` with what surrounds an article on a real site, about 100 kB, and 800 words more in its body."""
    menu = "".join(f"<li><a href='/rubrique/{n}'>Rubrique numéro {n}</a></li>" for n in range(150))
    script = "<script>" + "var reglage={a:1,b:'deux'};" * 1500 + "</script>"
    comment = (
        "<div class='comment'><p>Merci pour cet article, très utile pour mon travail de tous les jours.</p></div>"
    )
    prose = "<p>" + "Le métier demande du calme, de la méthode et un peu d’humour chaque jour. " * 13 + "</p>"
    around = f"<body><nav><ul>{menu}</ul></nav>{script}"
    end = f"<div id='comments' class='comments-area'>{comment * 60}</div>{script}</body>"
    head, _, rest = page.partition("<body")
    inside = rest.partition(">")[2].replace("</body>", "")
    return head + around + inside.replace("</p>", "</p>" + prose * 5, 1) + end


def main() -> None:
    catalog = load_catalog(ROOT / "data", dt.date.max).catalog
    skills, reader, source = SkillMatcher(catalog.skills.values()), PageReader(catalog), Source.model_validate(SOURCE)
    now = dt.datetime.combine(TODAY, dt.time(), dt.UTC)
    small = [path.read_text("utf-8") for path in sorted(PAGES.glob("*.html"))]

    def whole(page: str) -> None:
        reader.read(FoundPage("1", source.site, now, page), source)

    def extracted(page: str) -> None:
        trafilatura.bare_extraction(
            html.document_fromstring(page), fast=True, include_comments=False, include_formatting=True
        )

    for label, pages in (("gold pages", small), ("at real size", [grown(page) for page in small])):
        size = sum(len(page) for page in pages) / len(pages) / 1000
        sys.stdout.write(f"{label}: {len(pages)}, {size:.0f} kB each\n")
        articles = [article for page in pages if (article := read_article(page, today=TODAY))]
        _tell("parse HTML (lxml)", pages, lambda page: html.document_fromstring(page))
        _tell("trafilatura", pages, extracted)
        _tell("article (with trafilatura)", pages, lambda page: read_article(page, today=TODAY))
        _tell("interview", articles, lambda article: read_interview(article, skills))
        _tell("candidate, all of it", pages, whole)


def _tell(label: str, items: list[T], run: Callable[[T], object]) -> None:
    best = min(_once(items, run) for _ in range(ROUNDS))
    sys.stdout.write(f"  {label:28} {1000 * best / len(items):7.2f} ms of CPU\n")


def _once(items: list[T], run: Callable[[T], object]) -> float:
    begun = time.process_time()
    for item in items:
        run(item)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
