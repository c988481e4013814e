"""The home page: headline figures, one chart, what changed, what disagrees, what to read."""

from __future__ import annotations

from dataclasses import dataclass

from catalog.figures import Reading
from catalog.models import Door, Question, Skill, Work
from catalog.partial_date import PartialDate
from generator.actions import Address
from generator.ad_cards import ABROAD, regions
from generator.cards import card, kind_of, newest_first
from generator.directions import direction
from generator.feeds.files import feed_meta
from generator.feeds.members import ALL
from generator.followed import Silence
from generator.freshness import date_words
from generator.numbers import count_text
from generator.page import Page
from generator.site import Renderer, Site
from generator.views.home_chart import home_chart
from generator.views.news import since_words

#: Skills the page names; contradictions it shows before the others open.
MOST_SKILLS, FIRST_QUARRELS = 8, 3
_COUNTS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf"}


@dataclass(frozen=True)
class Tile:
    """A headline figure; ``way`` says where it goes when three editions compare, else it is empty."""

    label: str
    reading: Reading
    way: str


@dataclass(frozen=True)
class AdsTile:
    """How many ads are followed, how many of them abroad only, until which month, and where they are read."""

    count: int
    abroad: int
    month: str
    where: str
    silence: Silence | None


@dataclass(frozen=True)
class Row:
    """Figures set side by side, with what explains that they differ."""

    label: str
    readings: list[Reading]
    note: str | None


@dataclass(frozen=True)
class Block:
    """A list of comparisons; ``joint`` stands between two figures of a row."""

    title: str
    joint: str
    rows: list[Row]


def home_pages(renderer: Renderer, address: Address) -> list[Page]:
    """The home page, and the files of its chart."""
    site = renderer.site
    tiles = _tiles(site)
    chart, files, charted = home_chart(site, address) or (None, [], None)
    doors = list(site.catalog.doors.values())
    page = renderer.page(
        "home.md.j2",
        "index.md",
        {
            "title": "Le métier de Community Manager, chiffres et sources",
            "description": "Salaires, compétences, âges, parcours : chaque chiffre dit d’où il vient.",
            "template": "accueil.html",
            "collected": bool(site.ads.groups),
            "feeds": feed_meta(site, ALL, "Nouveautés"),
        },
        doors=doors,
        examples=[_shortest(site, door) for door in doors],
        tiles=tiles,
        tiles_title=f"{_COUNTS.get(len(tiles) + 1, str(len(tiles) + 1))} chiffres",
        ads=_ads(site),
        figure_count=sum(len(work.figures) for work in site.catalog.works.values()),
        today_words=date_words(PartialDate.parse(site.today.isoformat())),
        chart=chart,
        charted=charted,
        changes=Block("Ce qui a changé", "puis", _rows(site, "changement")),
        quarrels=Block("Où les sources se contredisent", "ou", _rows(site, "contradiction")),
        first_quarrels=FIRST_QUARRELS,
        news=since_words(site),
        skills=_most_named(site),
        cards=[card(site, work) for work in _to_read(site)],
    )
    return [page, *files]


def _tiles(site: Site) -> list[Tile]:
    every = [reading for study in site.catalog.studies.values() for reading in site.readings(study)]
    tiles = []
    for item in site.catalog.highlights.values():
        reading = site.reading(item.figure)
        found = None if item.no_direction else direction(reading, every)
        tiles.append(Tile(item.label, reading, found.words if found else ""))
    return tiles


def _most_named(site: Site) -> list[Skill]:
    """The skills that job descriptions name most: their pages say how many do."""
    rows = site.tables["competences-corpus"].where(corpus="fiches-metier") if site.tables else []
    ranked = sorted(rows, key=lambda row: (-int(str(row["n"])), str(row["skill_label"])))
    known = [site.catalog.skills.get(str(row["skill"])) for row in ranked]
    return [skill for skill in known if skill][:MOST_SKILLS]


def _ads(site: Site) -> AdsTile:
    until = site.ads.read_until
    month = date_words(PartialDate.parse(f"{until:%Y-%m}")) if until else "jamais relues"
    where = site.ads.publishers
    return AdsTile(
        len(site.ads.groups),
        sum(1 for group in site.ads.groups if regions(site, group) == [ABROAD]),
        month,
        where[0] if len(where) == 1 else count_text(len(site.ads.sources), "source"),
        site.ads.silence,
    )


def _shortest(site: Site, door: Door) -> Question:
    """The question of a door that an example line has room for."""
    return min((site.catalog.questions[name] for name in door.questions), key=lambda question: len(question.title))


def _rows(site: Site, kind: str) -> list[Row]:
    return [
        Row(item.label, [site.reading(reference) for reference in item.figures], item.note)
        for item in site.catalog.comparisons.values()
        if item.kind == kind
    ]


def _to_read(site: Site) -> list[Work]:
    """The newest of four kinds: an interview, a study, a job description, a method."""
    works = newest_first([work for work in site.catalog.works.values() if not work.off_topic])
    chosen: list[Work] = []
    for kind in ("interview", "enquete", "fiche-metier", "methode"):
        of_kind = [work for work in works if kind_of(work) == kind]
        if of_kind:
            chosen.append(of_kind[0])
    return chosen
