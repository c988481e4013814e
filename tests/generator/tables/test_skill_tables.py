"""Skills that texts name, against counts made by hand; each corpus apart."""

from __future__ import annotations

from typing import Any

from catalog.catalog import Catalog
from catalog.models import Interview, JobAd, Resource, Skill
from generator.tables.rules import PUBLISHED, TOO_FEW
from generator.tables.skills import MOST_TOGETHER
from tests.generator import made
from tests.generator.made import ad
from tests.generator.tables.counted import place, tables

WORK = {"url": "https://exemple.fr/", "publisher": "P", "summary": "S.", "topics": ["x"]}


def skill(name: str, category: str = "outil") -> Skill:
    fields = {"id": name, "label": {"fr": name.upper()}, "category": category, "definition": "D."}
    return Skill.model_validate(fields)


def resource(name: str, kind: str, skills: list[str], **fields: Any) -> Resource:
    written = {**WORK, "id": name, "title": name, "kind": kind, "skills": skills, "published": "2014", **fields}
    return Resource.model_validate(written)


def interview(name: str, skills: list[str], published: str) -> Interview:
    told = {"person": {"role": "CM"}, "questions": [{"question": "Q ?", "answer": "R."}]}
    return Interview.model_validate(
        {**WORK, "id": name, "title": name, "skills": skills, "published": published, **told}
    )


CATALOG = Catalog(
    sources={"site": made.source(), "autre": made.source("autre")},
    skills={name: skill(name) for name in ("canva", "seo", "x")},
    resources={
        **{f"fiche{number}": resource(f"fiche{number}", "fiche-metier", ["canva"]) for number in range(5)},
        "fiche5": resource("fiche5", "fiche-metier", ["seo"], published="2020"),
        "hors-sujet": resource("hors-sujet", "fiche-metier", ["seo"], off_topic="Autre métier."),
        "article": resource("article", "article", ["seo"]),
    },
    interviews={"i1": interview("i1", ["canva", "x"], "2013"), "i2": interview("i2", ["x"], "2021-05")},
)


def read(name: str, *skills: str, **fields: Any) -> JobAd:
    return ad(name, skills=list(skills), fingerprint="x", **fields)


ADS = (
    *(read(f"cs{number}", "canva", "seo", date_posted="2026-10-05", level="junior") for number in range(5)),
    *(read(f"c{number}", "canva", date_posted="2026-11-05") for number in range(3)),
    read("none", contract="CDD", date_posted="2026-11-05"),
    read("x", "x", "seo", date_posted="2026-11-06", source="autre"),
    read("again", "x", date_posted="2026-11-07", duplicate_of="x"),
    ad("title", skills=["canva"]),
    read("far", "canva", places=[place(country="SN")]),
    read("old", "canva", date_posted="2024-10-05"),
)  # fmt: skip
COUNTED = tables(*ADS, catalog=CATALOG)


def test_each_corpus_counts_its_own_texts() -> None:
    rows = COUNTED["competences-corpus"].rows
    assert {row.key: (row["n"], row["of"], row["share"], row["source_count"]) for row in rows} == {
        "annonces.canva": (8, 10, 80.0, 1),
        "annonces.seo": (6, 10, 60.0, 2),
        "annonces.x": (1, 10, 10.0, 1),
        "fiches-metier.canva": (5, 6, 83.3, 5),
        "fiches-metier.seo": (1, 6, 16.7, 1),
        "interviews.canva": (1, 2, None, 1),
        "interviews.x": (2, 2, None, 2),
    }


def test_a_corpus_row_says_what_it_rests_on() -> None:
    rows = COUNTED["competences-corpus"].by_key
    ads, works = rows["annonces.seo"], rows["interviews.x"]
    assert (ads["since"], ads["until"], ads["sources"]) == ("2026-10-05", "2026-11-06", "autre,site")
    assert (works["since"], works["until"], works["sources"]) == ("2013", "2021", "i1,i2")
    assert (works["status"], works["skill_label"], works["category"]) == (TOO_FEW, "X", "outil")


def test_an_ad_that_tells_only_its_month_is_dated_by_all_of_it() -> None:
    vague = ad("a", date_posted="2026-10", fingerprint="x", skills=["canva"])
    counted = tables(vague, catalog=CATALOG)
    for name in ("competences-corpus", "competences-par-mois", "salaires-competences"):
        dates = {(str(row["since"]), str(row["until"])) for row in counted[name].rows if row["skill"] == "canva"}
        assert ("2026-10-01", "2026-10-31") in dates, name


def test_more_than_ten_works_are_counted_and_not_named() -> None:
    fiches = {f"f{number}": resource(f"f{number}", "fiche-metier", ["canva"]) for number in range(11)}
    (row,) = tables(catalog=Catalog(skills=CATALOG.skills, resources=fiches))["competences-corpus"].rows
    assert (row["n"], row["source_count"], row["sources"]) == (11, 11, None)


def test_months_count_the_ads_read_in_each() -> None:
    rows = COUNTED["competences-par-mois"].rows
    assert {row.key: (row["n"], row["of"], row["share"]) for row in rows} == {
        "canva.2024-10": (1, 1, None),
        "canva.2026-10": (5, 5, 100.0),
        "canva.2026-11": (3, 5, 60.0),
        "seo.2026-10": (5, 5, 100.0),
        "seo.2026-11": (1, 5, 20.0),
        "x.2026-11": (1, 5, 20.0),
    }


def test_levels_and_contracts_count_the_ads_that_say_the_same() -> None:
    levels = {row.key: (row["n"], row["of"]) for row in COUNTED["competences-par-niveau"].where(skill="canva")}
    assert levels == {"canva.junior": (5, 5), "canva.non-precise": (3, 5)}
    contracts = {row.key: (row["n"], row["of"]) for row in COUNTED["competences-par-contrat"].rows}
    assert contracts == {"canva.cdi": (8, 9), "seo.cdi": (6, 9), "x.cdi": (1, 9)}


def test_skills_asked_together_are_told_from_those_that_are_only_frequent() -> None:
    rows = COUNTED["competences-ensemble"].by_key
    assert set(rows) == {"canva.seo", "seo.canva", "seo.x", "x.seo"}
    one, other = rows["canva.seo"], rows["seo.canva"]
    assert (one["n"], one["of"], one["share"], one["status"]) == (5, 8, 62.5, PUBLISHED)
    assert (other["n"], other["of"], other["share"]) == (5, 6, 83.3)
    assert one["lift"] == other["lift"] == 1.04  # 5 × 10 ÷ (8 × 6): as if they knew nothing of each other
    assert (rows["seo.x"]["n"], rows["seo.x"]["lift"], rows["seo.x"]["status"]) == (1, None, TOO_FEW)
    seen = [str(other[name]) for name in ("since", "until", "sources")]
    assert seen == ["2026-10-05", "2026-11-06", "autre,site"]  # of the ads that name it, alone or not


def test_a_skill_goes_with_twenty_others_at_most_the_strongest() -> None:
    crowd = [f"s{number:02}" for number in range(25)]
    ads = [read(f"all{number}", "canva", *crowd) for number in range(5)]
    ads += [read(f"own{number}", crowd[number]) for number in range(24) for _ in "x"]
    rows = tables(*ads)["competences-ensemble"].where(skill="canva")
    assert len(rows) == MOST_TOGETHER == 20
    assert rows[-1]["other"] == "s24", "nothing names it but the ads that name canva"
    assert {row["other"] for row in rows} == {*crowd[:19], "s24"}


def test_a_skill_that_left_the_vocabulary_keeps_its_id_for_a_name() -> None:
    counted = tables(read("a", "gone", "other"), catalog=CATALOG)
    assert {row["skill_label"] for row in counted["competences-corpus"].where(corpus="annonces")} == {"gone", "other"}
    assert {row["other_label"] for row in counted["competences-ensemble"].rows} == {"gone", "other"}
    assert {row["skill_label"] for row in counted["salaires-competences"].rows} == {"gone", "other"}
