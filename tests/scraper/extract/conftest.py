"""One reader of ads for every test that reads one, and an ad in one line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from catalog.load import load_catalog
from catalog.models.collected import JobAd
from scraper.extract.ad import AdFacts, AdReader
from scraper.extract.posting import Posting

DATA = Path(__file__).parents[3] / "data"
TODAY = dt.date(2026, 10, 3)
CM = "Community manager (H/F)"


@pytest.fixture(scope="session")
def reader() -> AdReader:
    return AdReader.of(load_catalog(DATA, TODAY).catalog)


def stored(facts: AdFacts) -> JobAd:
    """The ad as it is stored: pydantic refuses what the model does not accept."""
    return JobAd(
        id="essai-1",
        source="essai",
        source_id="1",
        url="https://emploi.example/1",
        first_seen=TODAY,
        title="Community manager",
        job_title=facts.title.title if facts.title else "community-manager",
        **{field: value for field, value in vars(facts).items() if field != "title"},
    )


def read(reader: AdReader, *, title: str | None = CM, found: dict[str, Any] | None = None, **posting: Any) -> JobAd:
    return stored(reader.read(Posting(title=title, **posting), today=TODAY, **(found or {})))
