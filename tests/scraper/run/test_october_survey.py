"""The 125 ads noted in October 2026 are in data/collected, as the pipelines of today read them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from catalog.models import JobAd, Run
from catalog.store import load_collected
from tests.scraper.run.conftest import ROOT, Field

SURVEY = "releve-france-travail-2026-10"
COLLECTED = ROOT / "data" / "collected"


@pytest.fixture(scope="module")
def stored() -> dict[str, JobAd]:
    collected, problems = load_collected(COLLECTED)
    assert problems == []
    return {ad.source_id: ad for ad in collected.ads.values() if ad.source == SURVEY}


@pytest.fixture(scope="module")
def report() -> Run:
    return load_collected(COLLECTED)[0].runs[SURVEY][-1]


def test_every_ad_noted_was_kept_or_refused(stored: dict[str, JobAd], report: Run) -> None:
    with (COLLECTED / "surveys" / "france-travail-2026-10.csv").open(encoding="utf-8", newline="") as file:
        noted = list(csv.DictReader(file))
    assert len(noted) == 125
    assert len(stored) == report.kept == 109
    refused = {reason: count.count for reason, count in report.refused.items()}
    assert refused == {"metier-voisin": 8, "autre-metier": 7, "titre-inconnu": 1}
    assert report.errors == {}


def test_reposts_are_grouped_on_title_employer_month_and_length(stored: dict[str, JobAd]) -> None:
    names = {ad.id: ad for ad in stored.values()}
    again = [ad for ad in names.values() if ad.duplicate_of]
    assert len(again) == 11
    for ad in again:
        first = names[ad.duplicate_of or ""]
        assert ad.hiring_organization == first.hiring_organization is not None
        assert ad.date_posted is not None
        assert first.date_posted is not None
        assert ad.contract_months == first.contract_months is not None
        assert ad.date_posted.text[:7] == first.date_posted.text[:7]


def test_a_wrong_unit_is_flagged_and_never_used(stored: dict[str, JobAd]) -> None:
    wrong = stored["6944573"].base_salary
    assert wrong is not None
    assert (wrong.text, wrong.usable) == ("Annuel de 489.0 Euros à 1801.0 Euros", False)
    assert "implausible" in wrong.flags


def test_apprentices_are_never_in_the_pay_of_jobs(stored: dict[str, JobAd]) -> None:
    apprentices = [ad for ad in stored.values() if ad.level == "alternant"]
    assert len(apprentices) == 50
    assert not any(ad.base_salary.usable for ad in apprentices if ad.base_salary)


def test_reading_the_survey_again_gives_what_is_stored(
    field_of_play: Field, stored: dict[str, JobAd], tmp_path: Path
) -> None:
    survey = field_of_play.readers.catalog.sources[SURVEY]
    field_of_play.collect([survey], sandboxed=False)
    read = {ad.source_id: ad for ad in field_of_play.read().ads.values()}
    alone = {"duplicate_of": None}
    assert {name: ad.model_copy(update=alone) for name, ad in read.items()} == {
        name: ad.model_copy(update=alone) for name, ad in stored.items()
    }
