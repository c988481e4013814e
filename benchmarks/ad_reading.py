"""What reading a job ad's page costs: CPU of each step and of the whole, ``python -m benchmarks.ad_reading``.

Pages are those of an ordinary board, made of the gold ads' texts: a JSON-LD ``JobPosting`` with every field Google
asks for, in a page of 15 or 60 kB whose body tells the ad again; descriptions of about 900 and 2,500 characters, each
page of its own. Processor time of one core, the median of a few rounds over all pages. A bare Scrapy fetch of such a
page costs about 1.5 ms.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, cycle
from typing import Any

from benchmarks.quality_skills import ROOT, gold_ads
from catalog.load import load_catalog
from scraper.extract.ad import AdReader
from scraper.extract.conditions.age import read_age_wording
from scraper.extract.conditions.education import read_education
from scraper.extract.conditions.employer import read_employer
from scraper.extract.conditions.experience import read_experience
from scraper.extract.conditions.remote import read_remote
from scraper.extract.contract import read_contract
from scraper.extract.fingerprint import fingerprint
from scraper.extract.jsonld import read_postings
from scraper.extract.pay import read_pays
from scraper.extract.places import read_places
from scraper.extract.posting import Posting
from scraper.extract.skills import SkillMatcher
from scraper.extract.titles import TitleReader

TODAY = dt.date(2026, 10, 3)
PAGES, ROUNDS = 300, 7
#: Bytes of the pages, characters of the descriptions.
SIZES, LENGTHS = (15_000, 60_000), (900, 2_500)
TOWNS = (
    "69003 Lyon",
    "59000 Lille",
    "44000 Nantes",
    "35000 Rennes",
    "31000 Toulouse",
    "67000 Strasbourg",
    "75011 Paris",
)

HEAD = """<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>
<meta name="description" content="{title}"><link rel="stylesheet" href="/a.css">
<script>window.dataLayer = [];</script>
<script type="application/ld+json">{crumbs}</script>
<script type="application/ld+json">{posting}</script></head><body><header><nav><ul>"""
LINK = '<li class="menu__item"><a class="menu__link" href="/emplois/{n}">Emplois, secteur {n}</a></li>\n'


def descriptions(length: int) -> list[str]:
    """``PAGES`` different texts of about ``length`` characters: a gold ad, its lines in an order of their own, then
    lines of others that hold no figure.

    A long ad says more of the job and of the firm, and its pay, its hours and its start once, as a short one: lines
    drawn from all ads made texts of 2,500 characters that stated 2.1 pays, where gold ads, of 757, state 0.6.
    """
    ads = [[line for line in ad["text"].splitlines() if line] for ad in gold_ads()]
    prose = [line for ad in ads for line in ad if not any(map(str.isdigit, line))]
    made: list[str] = []
    for number in range(PAGES):
        draw = random.Random(number)
        ad = ads[number % len(ads)]
        drawn = chain(draw.sample(ad, len(ad)), cycle(draw.sample(prose, len(prose))))
        text = next(drawn)
        while len(text) < length:
            text += "\n" + next(drawn)
        made.append(text)
    return made


def pages(size: int, length: int) -> list[bytes]:
    """A page for each description, of about ``size`` bytes."""
    return [_page(text, number, size) for number, text in enumerate(descriptions(length))]


def _page(text: str, number: int, size: int) -> bytes:
    body = "".join(
        f"<li>{html.escape(line[2:])}</li>" if line.startswith("- ") else f"<p>{html.escape(line)}</p>"
        for line in text.splitlines()
        if line
    )
    code, town = TOWNS[number % len(TOWNS)].split(" ")
    title = "Community manager (H/F)"
    posting: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": title,
        "description": body,
        "datePosted": f"2026-09-{number % 28 + 1:02}",
        "validThrough": "2026-11-30T23:59",
        "employmentType": "FULL_TIME",
        "hiringOrganization": {
            "@type": "Organization",
            "name": f"Maison {number}",
            "sameAs": "https://maison.example",
        },
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "addressLocality": town,
                "postalCode": code,
                "addressCountry": "FR",
            },
        },
        "identifier": {"@type": "PropertyValue", "name": "Maison", "value": f"ref-{number}"},
    }
    if number % 4 == 0:  # few boards state the pay in its field
        posting["baseSalary"] = {
            "@type": "MonetaryAmount",
            "currency": "EUR",
            "value": {"@type": "QuantitativeValue", "minValue": 26_000, "maxValue": 30_000, "unitText": "YEAR"},
        }
    crumbs = {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": []}
    page = HEAD.format(title=title, crumbs=json.dumps(crumbs), posting=json.dumps(posting, ensure_ascii=False))
    end = f"</ul></nav></header><main><h1>{title}</h1><article>{body}</article></main></body></html>"
    links = max(0, size - len((page + end).encode())) // len(LINK)
    return (page + "".join(LINK.format(n=n) for n in range(links)) + end).encode()


def steps(reader: AdReader, matcher: SkillMatcher, titles: TitleReader) -> dict[str, Callable[[Posting], object]]:
    """What ``AdReader.read`` calls, each alone: what they share (a folded text) is paid by the first."""

    def told(posting: Posting) -> str:
        return f"{posting.title}\n\n{posting.description}"

    return {
        "tous les faits": lambda ad: reader.read(ad, today=TODAY),
        "  titre": lambda ad: titles.read(ad.title or ""),
        "  contrat": lambda ad: read_contract(ad.title, ", ".join(ad.employment_types), ad.description),
        "  lieu (champ)": lambda ad: [read_places(place.text) for place in ad.locations],
        "  lieu (texte)": lambda ad: read_places(told(ad)),
        "  salaire (texte)": lambda ad: read_pays(told(ad), default_currency="EUR"),
        "  employeur": lambda ad: read_employer(ad.description or ""),
        "  études": lambda ad: read_education(told(ad)),
        "  expérience": lambda ad: read_experience(told(ad)),
        "  télétravail": lambda ad: read_remote(told(ad)),
        "  âge": lambda ad: read_age_wording(told(ad)),
        "  compétences": lambda ad: matcher.find(told(ad)),
        "  empreinte": lambda ad: fingerprint(ad.description or ""),
    }


def milliseconds(work: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """CPU of one call, in milliseconds: the median round over all of ``inputs``."""
    rounds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        for one in inputs:
            work(one)
        rounds.append((time.process_time() - begun) * 1000 / len(inputs))
    return statistics.median(rounds)


def cases() -> Iterator[tuple[int, int, list[bytes]]]:
    """Each length of description, and each size of page."""
    for length in LENGTHS:
        for size in SIZES:
            yield size, length, pages(size, length)


def main() -> None:
    """Print a table: a column for each case, in milliseconds of CPU a page."""
    catalog = load_catalog(ROOT / "data", dt.date.max).catalog
    reader = AdReader.of(catalog)
    matcher, titles = SkillMatcher(catalog.skills.values()), TitleReader(catalog.titles.values())

    def whole(page: bytes) -> None:
        for posting in read_postings(page):
            reader.read(posting, today=TODAY)

    table: dict[str, list[float]] = {}
    heads = []
    for size, length, made in cases():
        heads.append(f"{size // 1000} ko, {length} c.")
        table.setdefault("page entière", []).append(milliseconds(whole, made))
        table.setdefault("JSON-LD", []).append(milliseconds(read_postings, made))
        postings = [posting for page in made for posting in read_postings(page)]
        if len(postings) != len(made):
            raise AssertionError(f"{len(postings)} annonces lues dans {len(made)} pages")
        for name, work in steps(reader, matcher, titles).items():
            table.setdefault(name, []).append(milliseconds(work, postings))
    print(f"{'ms de processeur par page':26}" + "".join(f"{head:>16}" for head in heads))
    for name, row in table.items():
        print(f"{name:26}" + "".join(f"{value:16.3f}" for value in row))


if __name__ == "__main__":
    main()
