"""The sources we describe can run, none is less polite than the default, and every adapter is tried somewhere."""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from catalog.load import load_catalog
from catalog.models import Expectation, Run, Source
from scraper.run.wiring import crawl_settings
from scraper.settings import DELAY
from scraper.sources import adapters, is_due, prepare

ROOT = Path(__file__).parents[2]
SANDBOX = ROOT / "tests" / "sandbox" / "sources"
TODAY = dt.date(2026, 11, 25)


def source(**fields: Any) -> Source:
    values: dict[str, Any] = {
        "id": "site", "title": "Site", "publisher": "Site", "site": "https://site.example/", "licence": "inconnu",
        "adapter": "greenhouse", "parameters": {"board": "x", "company": "Maison"}, "frequency": "jour",
        "personal_data": "aucune", "expect": Expectation(min=0, max=10),
    }  # fmt: skip
    return Source(**{**values, **fields})


def ours() -> dict[str, Source]:
    loaded = load_catalog(ROOT / "data", TODAY, tuple(sorted(SANDBOX.glob("*.yml"))))
    assert [str(problem) for problem in loaded.problems] == []
    return loaded.catalog.sources


def test_every_source_can_run_or_says_which_key_it_wants() -> None:
    ready, skipped, wrong = prepare(ours().values(), {})
    assert wrong == []
    assert len(ready) + len(skipped) == len(ours())
    assert all("variable" in line for line in skipped)


def test_every_adapter_has_a_source_in_the_sandbox() -> None:
    tried = {described.adapter for name, described in ours().items() if (SANDBOX / f"{name}.yml").exists()}
    assert tried == set(adapters())


def test_a_source_can_only_be_slower() -> None:
    for described in ours().values():
        settings = crawl_settings(described)
        assert settings.getfloat("DOWNLOAD_DELAY") >= DELAY
        assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
        assert settings.getbool("ROBOTSTXT_OBEY")
    assert crawl_settings(source(download_delay=7)).getfloat("DOWNLOAD_DELAY") == 7
    with pytest.raises(ValidationError, match="greater than or equal to 1"):
        source(download_delay=0.5)


def test_no_spider_lowers_the_default_politeness() -> None:
    """Nothing in a spider speaks of pace, robots, sizes or addresses: those are for all, in scraper/settings.py."""
    for spider in adapters().values():
        assert not spider.custom_settings
        for name in ("download_delay", "max_concurrent_requests", "start_urls", "allowed_domains"):
            assert name not in vars(spider)
    forbidden = {
        "dont_obey_robotstxt",
        "download_timeout",
        "download_maxsize",
        "download_slot",
        "proxy",
        "dont_filter",
    }
    for path in sorted((ROOT / "scraper" / "spiders").glob("*.py")):
        words = {
            node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)
        }
        assert not forbidden & {word for word in words if isinstance(word, str)}, path.name


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"adapter": "greenhous"}, "adaptateur « greenhous » inconnu ; vouliez-vous dire « greenhouse »"),
        ({"parameters": {"board": "x"}}, "« company » manque"),
        ({"parameters": {"board": "x", "company": "y", "token": "z"}}, "« token » n’est pas un paramètre"),
    ],
)
def test_what_is_wrong_in_a_source_is_told_with_its_file(fields: dict[str, Any], told: str) -> None:
    ready, _, wrong = prepare([source(**fields)], {})
    assert ready == []
    assert wrong[0].startswith("data/sources/site.yml : ")
    assert told in wrong[0]


def test_a_source_without_its_key_is_skipped_and_named() -> None:
    adzuna = ours()["adzuna"]
    ready, skipped, wrong = prepare([adzuna, source()], {"ADZUNA_APP_ID": "x"})
    assert [each.source.id for each in ready] == ["site"]
    assert skipped == ["adzuna : ignorée, variable d’environnement absente (ADZUNA_APP_KEY)"]
    assert wrong == []


def run(day: dt.date, status: str = "good") -> Run:
    moment = dt.datetime(day.year, day.month, day.day, 8, tzinfo=dt.UTC)
    return Run.model_validate({"source": "site", "started": moment, "ended": moment, "as_of": day, "status": status})


@pytest.mark.parametrize(
    ("frequency", "ago", "status", "due"),
    [
        ("jour", 0, "good", False),
        ("jour", 1, "good", True),
        ("semaine", 6, "good", False),
        ("semaine", 7, "partial", True),
        ("mois", 29, "good", False),
        ("mois", 30, "good", True),
        ("jour", 0, "failed", True),
        ("jour", 0, "interrupted", True),
        ("a-la-demande", 400, "good", False),
    ],
)
def test_when_a_source_is_due(frequency: str, ago: int, status: str, due: bool) -> None:
    assert is_due(source(frequency=frequency), [run(TODAY - dt.timedelta(days=ago), status)], TODAY) == due


def test_a_source_never_read_is_due() -> None:
    assert is_due(source(), [], TODAY)
    assert not is_due(source(frequency="a-la-demande"), [], TODAY)
