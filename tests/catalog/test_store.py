"""What is stored comes back; what did not change is not written; no interruption loses or doubles a record."""

from __future__ import annotations

import datetime as dt
import errno
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.atomic import write_atomically
from catalog.merge import expire, merge
from catalog.models import JobAd, Run
from catalog.store import Store, load_collected, to_line

DAY = dt.date(2026, 10, 3)


def ad(name: str = "site-1", **fields: Any) -> JobAd:
    values = {
        "source": "site",
        "source_id": name,
        "url": f"https://site.example/{name}",
        "title": "Community manager",
        "job_title": "community-manager",
        "first_seen": DAY,
    }
    return JobAd(id=name, **{**values, **fields})


def run(day: int = 3, **fields: Any) -> Run:
    moment = dt.datetime(2026, 10, day, 8, tzinfo=dt.UTC)
    return Run(
        **{"source": "site", "started": moment, "ended": moment, "as_of": moment.date(), "status": "good", **fields}
    )


ads = st.builds(
    ad,
    st.from_regex(r"[a-z0-9-]{1,20}", fullmatch=True),
    title=st.text('abc éœ«»’\u202f"\\{}', min_size=1, max_size=20).filter(str.strip),
    first_seen=st.dates(dt.date(2025, 1, 1), dt.date(2026, 12, 31)),
    expired=st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)),
    skills=st.lists(st.sampled_from(["canva", "moderation"]), unique=True).map(tuple),
)


@given(records=st.lists(ads, unique_by=lambda each: each.id), seed=st.randoms())
def test_what_is_written_comes_back_in_any_order(
    tmp_path_factory: pytest.TempPathFactory, records: list[JobAd], seed: Any
) -> None:
    folder = tmp_path_factory.mktemp("store") / "data" / "collected"
    Store(folder).write("ads", {record.id: record for record in records})
    before = {path: path.read_bytes() for path in folder.rglob("*.jsonl")}
    seed.shuffle(records)
    assert Store(folder).write("ads", {record.id: record for record in records}) == []
    assert {path: path.read_bytes() for path in folder.rglob("*.jsonl")} == before
    collected, problems = load_collected(folder)
    assert (collected.ads, problems) == ({record.id: record for record in sorted(records, key=lambda r: r.id)}, [])


def test_a_line_is_a_record_without_what_is_absent(tmp_path: Path) -> None:
    Store(tmp_path).write("ads", {"site-1": ad()})
    assert (tmp_path / "ads" / "2026-10.jsonl").read_text("utf-8") == (
        '{"id":"site-1","source":"site","source_id":"site-1","url":"https://site.example/site-1",'
        '"first_seen":"2026-10-03","title":"Community manager","job_title":"community-manager"}\n'
    )


def test_only_the_month_that_changed_is_written(tmp_path: Path) -> None:
    old, new = ad("site-1", first_seen=dt.date(2026, 9, 1)), ad("site-2")
    Store(tmp_path).write("ads", {old.id: old, new.id: new})
    changed = Store(tmp_path).write("ads", {old.id: old, new.id: expire(new, DAY)})
    assert [path.name for path in changed] == ["2026-10.jsonl"]


def test_a_record_first_seen_earlier_changes_month_and_leaves_no_double(tmp_path: Path) -> None:
    Store(tmp_path).write("ads", {"site-1": ad()})
    earlier = ad(first_seen=dt.date(2026, 9, 1))
    Store(tmp_path).write("ads", {"site-1": earlier})
    assert [path.name for path in (tmp_path / "ads").iterdir()] == ["2026-09.jsonl"]
    # Stopped between the two files, both hold it: it is one record all the same.
    (tmp_path / "ads" / "2026-10.jsonl").write_text(ad().model_dump_json(exclude_defaults=True) + "\n")
    collected, problems = load_collected(tmp_path)
    assert (collected.ads, problems) == ({"site-1": earlier}, [])


def test_what_is_wrong_is_told_at_its_line_and_hides_no_other(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "collected"
    Store(folder).write("ads", {"site-1": ad(), "site-2": ad("site-2")})
    path = folder / "ads" / "2026-10.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_text(
        "\n".join([lines[0], '{"id":"site-3"', lines[1].replace('"first_seen":"2026-10-03",', "")]) + "\n"
    )
    collected, problems = load_collected(folder)
    assert list(collected.ads) == ["site-1"]
    assert [(problem.path, problem.line) for problem in problems] == [
        ("data/collected/ads/2026-10.jsonl", 2),
        ("data/collected/ads/2026-10.jsonl", 3),
    ]
    assert problems[0].message == "ligne illisible : ce n’est pas du JSON"
    assert problems[1].message == "ligne illisible, « first_seen » : manque"


def test_two_lines_of_one_id_in_a_file_are_a_problem(tmp_path: Path) -> None:
    """A merge that keeps both sides of a conflict would let one win in silence, and an ad that is gone come back."""
    folder = tmp_path / "data" / "collected"
    Store(folder).write("ads", {"site-1": ad(), "site-2": ad("site-2")})
    path = folder / "ads" / "2026-10.jsonl"
    path.write_text(path.read_text("utf-8") + to_line(ad(expired=DAY)), "utf-8")
    collected, problems = load_collected(folder)
    assert sorted(collected.ads) == ["site-1", "site-2"]
    assert [str(problem) for problem in problems] == [
        "data/collected/ads/2026-10.jsonl:3:1: « site-1 » est déjà à la ligne 1 : garder une seule des deux lignes [double_id]"
    ]


def test_reports_are_kept_in_order_and_one_told_again_replaces_itself(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for report in (run(5), run(4), run(5, kept=7)):
        store.add_run(report)
    kept = load_collected(tmp_path)[0].runs["site"]
    assert [(report.started.day, report.kept) for report in kept] == [(4, 0), (5, 7)]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == ["file"]


def test_an_unchanged_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "file"
    assert write_atomically(path, b"same")
    os.utime(path, (1, 1))
    assert not write_atomically(path, b"same")
    assert path.stat().st_mtime == 1


def test_an_ad_seen_again_is_open_again_and_keeps_its_first_day() -> None:
    gone = expire(ad(first_seen=dt.date(2026, 9, 1)), dt.date(2026, 10, 1))
    assert gone.expired == dt.date(2026, 10, 1)
    seen = merge(gone, ad(title="CM"), DAY)
    assert (seen.first_seen, seen.expired, seen.title) == (dt.date(2026, 9, 1), None, "CM")


def test_an_archive_of_the_past_does_not_bring_back_what_went_since() -> None:
    gone = expire(ad(first_seen=dt.date(2026, 9, 1)), dt.date(2026, 10, 1))
    replayed = merge(gone, ad(first_seen=dt.date(2026, 9, 15)), dt.date(2026, 9, 15))
    assert (replayed.first_seen, replayed.expired) == (dt.date(2026, 9, 1), dt.date(2026, 10, 1))


def test_facts_read_later_are_never_replaced_by_those_of_an_archive() -> None:
    old = ad(first_seen=dt.date(2026, 9, 1), title="CM junior")
    now = merge(old, ad(title="Social media manager"), DAY)
    assert (now.title, now.first_seen, now.facts_of) == ("Social media manager", dt.date(2026, 9, 1), DAY)
    again = merge(now, ad(title="CM junior", first_seen=dt.date(2026, 8, 20)), dt.date(2026, 8, 20))
    assert (again.title, again.first_seen, again.facts_of) == ("Social media manager", dt.date(2026, 8, 20), DAY)


def test_a_better_reader_applies_to_the_day_the_facts_are_from() -> None:
    old = ad(first_seen=dt.date(2026, 9, 1), title="CM junior")
    better = merge(old, ad(title="CM", first_seen=dt.date(2026, 9, 1)), dt.date(2026, 9, 1))
    assert (better.title, better.facts_of) == ("CM", None)
    seen_later = merge(better, ad(title="CM"), DAY)
    assert seen_later == better


def test_what_was_not_yet_seen_cannot_be_gone() -> None:
    later = ad(first_seen=dt.date(2026, 11, 1))
    assert expire(later, DAY) is later


@given(known=ads, read=ads, day=st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)))
def test_reading_the_same_twice_changes_nothing(known: JobAd, read: JobAd, day: dt.date) -> None:
    read = read.model_copy(update={"id": known.id, "expired": None})
    once = merge(known, read, day)
    assert merge(once, read, day) == once
