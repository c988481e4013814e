"""Which ads are shown, what is said of each, and when the silence of the sources is told."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.followed import MOST_PAGES, FollowedAds
from generator.tables.gather_ads import ad_rows
from tests.generator.made import TERRITORY, TODAY, ad, collected, run, source

SOURCES = {"site": source(), "releve": source("releve", adapter="releve")}


#: Read today.
GOOD = (run("2026-11-25"),)


def follow(*ads, runs=GOOD, today=TODAY, sources=SOURCES) -> FollowedAds:
    return FollowedAds(collected(*ads, runs=runs), sources, today)


@pytest.mark.parametrize(("days", "told"), [(0, None), (14, None), (15, 15), (53, 53)])
def test_a_silence_is_told_from_the_fifteenth_day(days, told):
    read = (TODAY - dt.timedelta(days=days)).isoformat()
    silence = follow(ad("a", first_seen="2026-09-01"), runs=(run(read),)).silence
    assert (silence.days if silence else None) == told
    assert silence is None or silence.since == dt.date.fromisoformat(read)


@pytest.mark.parametrize("status", ["failed", "partial", "too_few", "quarantined", "interrupted"])
def test_only_a_good_run_breaks_the_silence(status):
    runs = (run("2026-10-03"), run("2026-11-25", status=status))
    silence = follow(ad("a", first_seen="2026-10-03"), runs=runs).silence
    assert silence is not None
    assert (silence.since, silence.days) == (dt.date(2026, 10, 3), 53)


def test_a_survey_by_hand_breaks_no_silence_beyond_its_newest_ad():
    old = ad("a", source="releve", date_posted="2026-02-10", first_seen="2026-11-25")
    silence = follow(old, runs=(run("2026-11-25", source="releve"),)).silence
    assert silence is not None
    assert silence.since == dt.date(2026, 2, 10)


def test_the_runs_of_a_source_without_ads_say_nothing_of_ads():
    runs = (run("2026-10-03"), run("2026-11-25", source="veille"))
    assert follow(ad("a", first_seen="2026-10-03"), runs=runs).silence is not None


def test_sources_never_read_are_a_silence_without_a_day():
    silence = follow(ad("a"), runs=()).silence
    assert silence is not None
    assert silence.since is None


@pytest.mark.parametrize(
    ("posted", "kept"), [("2025-11-25", True), ("2025-11-24", False), ("2025-11", True), ("2025-10", False)]
)
def test_an_ad_that_is_gone_keeps_its_page_for_twelve_months(posted, kept):
    followed = follow(ad("a", date_posted=posted, expired="2026-11-21"))
    assert ("a" in followed.by_id) is kept


def test_an_ad_online_has_a_page_however_old():
    assert "a" in follow(ad("a", date_posted="2019-01-01")).by_id


def test_without_a_date_the_day_it_was_first_seen_counts():
    old = ad("a", first_seen="2025-11-24", expired="2025-12-01")
    assert follow(old).pages == []
    assert follow(ad("a", first_seen="2025-11-25", expired="2025-12-01")).pages[0].day == dt.date(2025, 11, 25)


def test_an_ad_was_posted_before_it_was_seen():
    assert follow(ad("a", date_posted="2026-12")).pages[0].day == dt.date(2026, 11, 20)


def test_pages_are_the_newest_ads_and_no_more_than_the_limit(monkeypatch):
    assert MOST_PAGES == 10_000
    monkeypatch.setattr("generator.followed.MOST_PAGES", 3)
    ads = [ad(f"a{day}", date_posted=f"2026-11-{day:02}") for day in (3, 9, 1, 7, 5)]
    assert [each.ad.id for each in follow(*ads).pages] == ["a9", "a7", "a5"]


def test_an_ad_is_online_until_its_source_was_silent_too_long():
    ads, runs = (ad("a", first_seen="2026-10-01"),), (run("2026-11-10"),)
    assert follow(*ads, runs=runs, today=dt.date(2026, 11, 24)).pages[0].state == "online"
    late = follow(*ads, runs=runs, today=dt.date(2026, 11, 25)).pages[0]
    assert (late.state, late.last_seen) == ("unknown", dt.date(2026, 11, 10))


def test_nobody_knows_whether_the_ad_of_a_survey_is_online():
    one = follow(ad("a", source="releve"), runs=(run("2026-11-25", source="releve"),)).pages[0]
    assert (one.state, one.surveyed, one.last_seen) == ("unknown", True, TODAY)


def test_an_ad_that_is_gone_was_last_seen_by_the_good_run_before():
    runs = (run("2026-11-21"), run("2026-11-22"), run("2026-11-23"), run("2026-11-24"))
    gone = follow(ad("a", expired="2026-11-23"), runs=runs).pages[0]
    assert (gone.state, gone.last_seen) == ("expired", dt.date(2026, 11, 22))


def test_reposts_are_one_job_led_by_the_first():
    followed = follow(
        ad("premiere", date_posted="2026-11-01", expired="2026-11-21"),
        ad("z-reprise", date_posted="2026-11-10", duplicate_of="premiere"),
        ad("a-reprise", date_posted="2026-11-09", duplicate_of="premiere"),
        ad("autre"),
    )
    assert [group.first.ad.id for group in followed.groups] == ["autre", "premiere"]
    group = followed.group_of["z-reprise"]
    assert [each.ad.id for each in group.others] == ["a-reprise", "z-reprise"]
    assert group.state == "online", "one of its ads can still be answered"
    assert len(followed.pages) == 4


def test_the_oldest_repost_leads_when_the_first_has_no_page():
    followed = follow(
        ad("premiere", date_posted="2024-01-01", expired="2024-02-01"),
        ad("b", date_posted="2026-11-10", duplicate_of="premiere"),
        ad("c", date_posted="2026-11-09", duplicate_of="premiere"),
    )
    assert [group.first.ad.id for group in followed.groups] == ["c"]


@pytest.mark.parametrize(
    "ads",
    [
        (ad("a"), ad("b", duplicate_of="a"), ad("c", duplicate_of="b")),
        (ad("b", duplicate_of="a", date_posted="2026-11-10"), ad("c", duplicate_of="b", date_posted="2026-11-09")),
        (ad("a", duplicate_of="b"), ad("b", duplicate_of="a")),
        (ad("a"), ad("b", duplicate_of="a"), ad("c", duplicate_of="perdue"), ad("d", duplicate_of="perdue")),
    ],
    ids=["chain", "chain whose first is gone", "loop", "two jobs"],
)
def test_lists_and_tables_count_the_same_jobs_under_the_same_lead(ads):
    facts = ad_rows(collected(*ads), TERRITORY, TODAY)["ads"]
    assert sorted(group.first.ad.id for group in follow(*ads).groups) == sorted(row["ad"] for row in facts)


def test_a_chain_is_one_job_though_what_it_goes_through_has_no_page():
    gone = {"date_posted": "2024-01-01", "expired": "2024-02-01"}
    ads = (ad("a"), ad("b", duplicate_of="a", **gone), ad("c", duplicate_of="b"))
    [group] = follow(*ads).groups
    assert (group.first.ad.id, [each.ad.id for each in group.others]) == ("a", ["c"])


def test_an_ad_whose_source_is_no_longer_described_is_still_shown():
    one = follow(ad("a", source="oubliee"), runs=(run("2026-11-25", source="oubliee"),)).pages[0]
    assert one.state == "unknown"
