"""Skills by place, by source and through the years, counted by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from catalog.catalog import Catalog
from catalog.models import Interview, Resource, Skill
from generator.site import Site
from generator.tables.compute import Result, compute
from generator.tables.gather import gather
from generator.tables.mentions import TABLES
from tests.generator.made import ANGERS, TERRITORY, TODAY, ad, collected, run, source

PARIS = {"text": "75 - PARIS", "departement_code": "75", "region_code": "11", "country": "FR"}
SKILLS = ("canva", "veille", "tiktok")


def skill(name: str, **fields: Any) -> Skill:
    written = {"id": name, "label": {"fr": name.capitalize()}, "category": "metier", "definition": "D.", **fields}
    return Skill.model_validate(written)


def work(name: str, published: str, *skills: str, **fields: Any) -> Resource:
    written = {"id": name, "title": name, "url": "https://exemple.fr/", "publisher": "P", "published": published}
    return Resource.model_validate(
        {**written, "summary": "S.", "topics": ["t"], "kind": "article", "skills": skills, **fields}
    )


def interview(name: str, published: str, *skills: str) -> Interview:
    written = {"id": name, "title": name, "url": "https://exemple.fr/", "publisher": "P", "published": published}
    asked = {"questions": [{"question": "?", "answer": "R."}], "person": {"name": "Ada", "role": "CM"}}
    return Interview.model_validate({**written, **asked, "summary": "S.", "topics": ["t"], "skills": skills})


def tables(ads: tuple[Any, ...] = (), works: tuple[Any, ...] = (), runs: tuple[Any, ...] = ()) -> dict[str, Result]:
    catalog = Catalog(
        skills={name: skill(name) for name in SKILLS},
        resources={each.id: each for each in works if isinstance(each, Resource)},
        interviews={each.id: each for each in works if isinstance(each, Interview)},
        sources={"site": source()},
    )
    return compute(TABLES, gather(Site(catalog, TODAY, collected(*ads, runs=runs), TERRITORY)))


def read(name: str, *skills: str, **fields: Any) -> Any:
    return ad(name, skills=list(skills), fingerprint="0" * 16, **fields)


def test_a_skill_is_counted_in_each_region_of_an_ad_among_those_that_were_read() -> None:
    ads = (
        *(read(f"angers-{number}", "canva", places=[ANGERS]) for number in range(2)),
        *(read(f"autre-{number}", "veille", places=[ANGERS]) for number in range(3)),
        read("deux", "canva", places=[ANGERS, PARIS]),
        ad("titre-seul", skills=[], places=[ANGERS]),
        read("ancienne", "canva", places=[ANGERS], date_posted="2024-01-01", first_seen="2024-01-01"),
        read("ailleurs", "canva", places=[{"text": "Dakar", "country": "SN"}]),
    )
    table = tables(ads)["competences-par-region"]
    found = {row.key: (row["n"], row["of"], row["share"], row["status"]) for row in table.rows}
    assert found["canva.52"] == (3, 6, 50.0, "publié")
    assert found["canva.11"] == (1, 1, None, "effectif insuffisant")
    assert table.by_key["canva.52"]["region_name"] == "Pays de la Loire"


def test_pages_are_counted_by_three_years_interviews_apart_too() -> None:
    works = (
        *(work(f"a{number}", "2012-05", "tiktok" if number else "canva") for number in range(4)),
        interview("i", "2013", "tiktok"),
        work("suite", "2014", "tiktok"),
        work("sans-date", "inconnu", "tiktok"),
        work("avant", "2007", "tiktok"),
        work("hors-sujet", "2012", "tiktok", off_topic="Parle d’autre chose."),
    )
    table = tables(works=works)["competences-par-periode"]
    found = {row.key: (row["n"], row["of"], row["share"]) for row in table.rows}
    assert found == {
        "collection.canva.2011-2013": (1, 5, 20.0),
        "collection.tiktok.2011-2013": (4, 5, 80.0),
        "collection.tiktok.2014-2016": (1, 1, None),
        "interviews.tiktok.2011-2013": (1, 1, None),
    }
    row = table.by_key["collection.tiktok.2011-2013"]
    assert (row["since"], row["until"], row["sources"]) == ("2012", "2013", "a1,a2,a3,i")


@pytest.mark.parametrize(
    ("published", "period"),
    [
        ("2011/2013", "2011-2013"),
        ("2012-12/2013-01", "2011-2013"),
        ("2013-12/2014-01", None),
        ("2010/2012", None),
        ("2014/2021", None),
        ("2007/2009", None),
    ],
)
def test_a_page_whose_date_may_be_of_two_periods_counts_in_none(published: str, period: str | None) -> None:
    found = tables(works=(work("a", published, "tiktok"),))["competences-par-periode"].rows
    assert [row["period"] for row in found] == ([period] if period else [])


def test_a_source_says_which_of_its_months_are_complete() -> None:
    days = [dt.date(2026, 9, 28) + dt.timedelta(days=number) for number in range(40)]
    ads = [read(f"o{number}", "canva", date_posted="2026-10-05", first_seen="2026-10-05") for number in range(5)]
    ads.append(read("n", "canva", date_posted="2026-11-05", first_seen="2026-11-05"))
    table = tables(tuple(ads), runs=tuple(run(day.isoformat()) for day in days))["competences-par-source"]
    found = {row.key: (row["n"], row["of"], row["share"], row["complete"]) for row in table.rows}
    assert found["canva.site.2026-10"] == (5, 5, 100.0, True)
    assert found["canva.site.2026-11"] == (1, 1, None, False)
