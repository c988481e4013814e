"""A table noted by hand: read as it is, on its own day, without a request, and never outside its folder."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from catalog.load import load_catalog
from catalog.models import Source
from scraper.extract.ad import AdReader
from scraper.extract.conditions.remote import read_remote
from scraper.items import FoundAd
from scraper.spiders.base import BadParameters
from scraper.spiders.survey import COLUMNS, OPTIONAL, SURVEYS_DIR, SurveySpider
from scraper.tally import Tally
from tests.sandbox import Sandbox
from tests.scraper.conftest import RunCrawl
from tests.scraper.spiders.keyed import NOW
from tests.scraper.spiders.open_boards import collect

TABLE = "releve.csv"
ROW = (
    "42",
    "Community Manager H/F",
    "Les Tilleuls",
    "26 - PARNANS",
    "CDD - 12 Mois",
    "Mensuel de 1900.0 Euros",
    "2026-10-02",
)
REAL = Path("data/collected/surveys/france-travail-2026-10.csv")


def a_source(**changes: Any) -> Source:
    """A parameter of None is one that the source does not give."""
    parameters = {"table": TABLE, "url": "https://exemple.example/offre/{id}", "noted": "2026-10-03"} | changes
    parameters = {name: value for name, value in parameters.items() if value is not None}
    return Source.model_validate(
        {
            "id": "releve", "title": "Relevé", "publisher": "Exemple", "site": "https://exemple.example/", "licence": "inconnu",
            "adapter": "releve", "parameters": parameters, "frequency": "a-la-demande", "personal_data": "Aucune.",
            "expect": {"min": 1, "max": 9},
        }
    )  # fmt: skip


def write(folder: Path, *rows: tuple[str, ...], columns: tuple[str, ...] = COLUMNS) -> None:
    with (folder / TABLE).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


def read(
    run_crawl: RunCrawl, web: Sandbox, folder: Path, source: Source | None = None
) -> tuple[list[FoundAd], Tally]:
    return collect(run_crawl, web, source or a_source(), {SURVEYS_DIR: str(folder)})


def test_a_row_is_an_ad_of_the_day_it_was_noted(run_crawl: RunCrawl, web: Sandbox, tmp_path: Path) -> None:
    write(tmp_path, ROW, ("É/7", "Chargé·e de community management", "", "", "", "", ""))
    (first, second), tally = read(run_crawl, web, tmp_path)
    assert (first.source_id, first.url) == ("42", "https://exemple.example/offre/42")
    assert first.fetched == dt.datetime(2026, 10, 3, tzinfo=dt.UTC)
    posting = first.posting
    assert (posting.title, posting.hiring_organization, posting.date_posted) == (ROW[1], ROW[2], ROW[6])
    assert [place.text for place in posting.locations] == ["26 - PARNANS"]
    assert posting.employment_types == ("CDD - 12 Mois",)
    assert [salary.text for salary in posting.salaries] == ["Mensuel de 1900.0 Euros"]
    assert posting.description is None
    assert second.url == "https://exemple.example/offre/%C3%89%2F7"
    assert (second.posting.hiring_organization, second.posting.locations, second.posting.salaries) == (None, (), ())
    assert not tally.errors
    assert not tally.incomplete
    assert not web.requests


def test_a_bad_row_among_good_ones_is_counted(run_crawl: RunCrawl, web: Sandbox, tmp_path: Path) -> None:
    write(tmp_path, ROW, ("", *ROW[1:]), ("44", ""), ("45", *ROW[1:], "de trop"), ("46", *ROW[1:]))
    items, tally = read(run_crawl, web, tmp_path)
    assert [item.source_id for item in items] == ["42", "46"]
    assert tally.errors == {"element-illisible": 3}


def test_a_row_may_tell_what_its_ad_names(run_crawl: RunCrawl, web: Sandbox, tmp_path: Path) -> None:
    own = "https://mairie.example/offres/cm?ref=7"
    told = (own, "Canva| animation de communauté ||WordPress", "2 ans", "Bac+3", "hybride", "2026-11-25")
    write(tmp_path, (*ROW, *told), ("43", *ROW[1:], *[""] * len(OPTIONAL)), columns=(*COLUMNS, *OPTIONAL))
    (first, second), tally = read(run_crawl, web, tmp_path)
    assert (first.url, first.fetched) == (own, dt.datetime(2026, 11, 25, tzinfo=dt.UTC))
    assert first.skills == ("Canva", "animation de communauté", "WordPress")
    reader = AdReader.of(load_catalog(Path("data"), NOW.date()).catalog)
    facts = reader.read(first.posting, today=first.fetched.date(), experience=first.experience, skills=first.skills)
    assert (facts.experience_years, facts.education, facts.remote) == (2, 3, "partiel")
    assert facts.skills == ("animation-de-communaute", "canva", "wordpress")
    assert facts.fingerprint is None
    assert (second.url, second.fetched.date()) == ("https://exemple.example/offre/43", dt.date(2026, 10, 3))
    assert (second.skills, second.experience, second.posting.description) == ((), None, None)
    assert not tally.errors


@pytest.mark.parametrize(
    ("told", "kind"), [("non", "aucun"), ("hybride", "partiel"), ("oui", "partiel"), ("total", "total")]
)
def test_remote_work_is_read_in_its_own_cell(
    told: str, kind: str, run_crawl: RunCrawl, web: Sandbox, tmp_path: Path
) -> None:
    write(tmp_path, (*ROW, told), columns=(*COLUMNS, "remote"))
    items, _ = read(run_crawl, web, tmp_path)
    found = read_remote(items[0].posting.description or "")
    assert found is not None
    assert found.value.kind == kind


def test_the_prose_of_an_ad_is_not_taken(run_crawl: RunCrawl, web: Sandbox, tmp_path: Path) -> None:
    prose = "Vous animerez chaque jour la communauté de nos clients sur tous les réseaux."
    rows = [("1", *ROW[1:], "Canva", "Bac+2"), ("2", *ROW[1:], f"Canva|{prose}", ""), ("3", *ROW[1:], "", prose)]
    write(tmp_path, *rows, columns=(*COLUMNS, "skills", "education"))
    items, tally = read(run_crawl, web, tmp_path)
    assert [item.source_id for item in items] == ["1"]
    assert tally.errors == {"element-illisible": 2}


def test_an_ad_without_a_pattern_needs_an_address(run_crawl: RunCrawl, web: Sandbox, tmp_path: Path) -> None:
    addresses = ("https://mairie.example/cm", "", "javascript:alert(1)", "mairie.example/cm")
    write(tmp_path, *((str(i), *ROW[1:], url) for i, url in enumerate(addresses)), columns=(*COLUMNS, "url"))
    items, tally = read(run_crawl, web, tmp_path, a_source(url=None))
    assert [(item.source_id, item.url) for item in items] == [("0", "https://mairie.example/cm")]
    assert tally.errors == {"element-illisible": 3}


@pytest.mark.parametrize(
    "columns", [(), ("id", "title"), (*COLUMNS, "email"), (*COLUMNS, "skills", "url"), ("url", *COLUMNS)]
)
def test_another_table_is_not_read(
    columns: tuple[str, ...], run_crawl: RunCrawl, web: Sandbox, tmp_path: Path
) -> None:
    write(tmp_path, ROW, columns=columns)
    items, tally = read(run_crawl, web, tmp_path)
    assert items == []
    assert tally.incomplete
    assert tally.errors["tableau-illisible"] == 1


def test_a_table_that_is_not_there_or_not_text_is_told(run_crawl: RunCrawl, web: Sandbox, tmp_path: Path) -> None:
    for content in (None, b"\xff\xfe\x00\xd8"):
        if content:
            (tmp_path / TABLE).write_bytes(content)
        items, tally = read(run_crawl, web, tmp_path)
        assert items == []
        assert tally.incomplete


@pytest.mark.parametrize(
    "table", ["../ads/2026-10.csv", "/etc/passwd", "a/b.csv", "releve.CSV", "releve", "..csv", "-x.csv", 7]
)
def test_a_table_is_a_bare_file_name(table: Any) -> None:
    with pytest.raises(BadParameters, match="table"):
        SurveySpider.read_parameters(a_source(table=table))


@pytest.mark.parametrize(
    ("name", "value"),
    [("url", "https://exemple.example/"), ("url", "javascript:{id}"), ("noted", "octobre"), ("noted", "2026-02-30")],
)
def test_other_parameters_are_checked(name: str, value: str) -> None:
    with pytest.raises(BadParameters, match=name):
        SurveySpider.read_parameters(a_source(**{name: value}))


def test_its_day_is_that_of_the_survey() -> None:
    assert SurveySpider.as_of(a_source(), NOW) == dt.date(2026, 10, 3)


def test_the_real_survey_is_read_whole(run_crawl: RunCrawl, web: Sandbox) -> None:
    source = load_catalog(Path("data"), NOW.date()).catalog.sources["releve-france-travail-2026-10"]
    items, tally = read(run_crawl, web, REAL.parent, source)
    assert len(items) == len({item.source_id for item in items}) == 125
    assert not tally.errors
    assert sum(bool(item.posting.salaries) for item in items) == 24
    assert all(item.url.startswith("https://candidat.francetravail.fr/offres/recherche/detail/") for item in items)
