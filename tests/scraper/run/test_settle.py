"""A run is judged, then its records join the store or wait; a crash anywhere loses and doubles nothing."""

from __future__ import annotations

import contextlib
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.atomic import remove_durably, write_atomically
from catalog.models import Expectation, JobAd, Run, Source
from catalog.models.collected import BaseSalary, Place
from catalog.partial_date import PartialDate
from catalog.store import JOURNAL, Collected, Store, load_collected
from scraper.run.journal import Head, Journal, read_journal
from scraper.run.recovery import recover
from scraper.run.settle import CannotAccept, Ending, accept, settle
from scraper.run.verdict import verdict
from scraper.tally import Tally

DAY = dt.date(2026, 10, 3)
NOW = dt.datetime(2026, 10, 3, 8, tzinfo=dt.UTC)


def source(low: int = 0, high: int = 1000) -> Source:
    return Source(
        id="site", title="Site", publisher="Site", site="https://site.example/", licence="inconnu", adapter="greenhouse",
        frequency="jour", personal_data="aucune", expect=Expectation(min=low, max=high),
    )  # fmt: skip


def ad(number: int, first_seen: dt.date = DAY, **fields: Any) -> JobAd:
    return JobAd(
        id=f"site-{number}", source="site", source_id=str(number), url=f"https://site.example/{number}",
        title="Community manager", job_title="community-manager", first_seen=first_seen, **fields,
    )  # fmt: skip


class Bench:
    """A store in a folder, and runs of one source one after the other."""

    def __init__(self, folder: Path, described: Source) -> None:
        self.store = Store(folder)
        self.source = described
        self.day = DAY

    def journal(self, *records: JobAd) -> Path:
        path = self.store.folder / JOURNAL / "site.jsonl"
        moment = dt.datetime(self.day.year, self.day.month, self.day.day, 8, tzinfo=dt.UTC)
        journal = Journal(path, Head(source="site", kind="ads", started=moment, as_of=self.day))
        for record in records:
            journal.add(record)
        journal.close()
        return path

    def run(
        self, *numbers: int, tally: Tally | None = None, interrupted: bool = False, replayed: bool = False
    ) -> Run:
        path = self.journal(*(ad(number, self.day) for number in numbers))
        ending = Ending(tally or Tally(), NOW, interrupted=interrupted, replayed=replayed)
        done = settle(self.store, self.read(), self.source, path, ending)
        assert done is not None
        self.day += dt.timedelta(days=1)
        return done

    def read(self) -> Collected:
        collected, problems = load_collected(self.store.folder)
        assert problems == []
        return collected

    def open(self) -> set[str]:
        return {name for name, record in self.read().ads.items() if record.expired is None}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, source())


def test_what_a_whole_run_no_longer_sees_expires_and_is_never_deleted(bench: Bench) -> None:
    bench.run(1, 2, 3, 4, 5)
    second = bench.run(1, 2, 3, 4)
    assert (second.status, second.new, second.expired, second.missing) == ("good", 0, 1, ("site-5",))
    gone = bench.read().ads["site-5"]
    assert (gone.first_seen, gone.expired) == (DAY, DAY + dt.timedelta(days=1))
    back = bench.run(1, 2, 3, 4, 5)
    assert (back.new, back.changed) == (0, 1)
    assert bench.read().ads["site-5"].expired is None


@pytest.mark.parametrize("failed", ["2", "https://site.example/2"], ids=["by its id", "by its address"])
def test_an_ad_whose_page_failed_is_not_gone(bench: Bench, failed: str) -> None:
    bench.run(1, 2, 3, 4, 5)
    done = bench.run(1, 3, 4, 5, tally=Tally(failed={failed}))
    assert (done.status, done.missing) == ("good", ())
    assert "site-2" in bench.open()


def test_of_a_list_cut_at_its_newest_only_what_is_newer_can_be_gone(bench: Bench) -> None:
    days = {1: "2026-09-30", 2: "2026-09-20", 3: "2026-09-25", 4: None}
    ads = [ad(number, date_posted=PartialDate.parse(day) if day else None) for number, day in days.items()]
    settle(bench.store, bench.read(), bench.source, bench.journal(*ads, ad(5), ad(6), ad(7)), Ending(Tally(), NOW))
    bench.day += dt.timedelta(days=1)
    done = bench.run(5, 6, 7, 8, 9, 10, tally=Tally(capped=dt.date(2026, 9, 25)))
    assert (done.status, done.missing) == ("good", ("site-1",))


def test_a_partial_run_adds_and_takes_nothing_away(bench: Bench) -> None:
    bench.run(1, 2, 3, 4, 5)
    done = bench.run(1, 2, 3, 4, 6, tally=Tally(incomplete=True))
    assert (done.status, done.new, done.expired) == ("partial", 1, 0)
    assert len(bench.open()) == 6


def test_an_interrupted_run_keeps_what_it_got(bench: Bench) -> None:
    bench.run(1, 2, 3, 4, 5)
    done = bench.run(7, interrupted=True)
    assert (done.status, done.new) == ("interrupted", 1)
    assert len(bench.open()) == 6


def test_below_its_minimum_a_run_changes_nothing_and_waits(tmp_path: Path) -> None:
    bench = Bench(tmp_path, source(low=3))
    bench.run(1, 2, 3)
    before = {path: path.read_bytes() for path in (tmp_path / "ads").iterdir()}
    done = bench.run(8, 9)
    assert (done.status, done.new, done.expired) == ("too_few", 0, 0)
    assert done.note == "moins que le minimum attendu : 3, d’habitude 3"
    assert {path: path.read_bytes() for path in (tmp_path / "ads").iterdir()} == before
    accepted = accept(bench.store, bench.read(), "site")
    assert (accepted.status, accepted.new, accepted.expired) == ("good", 2, 3)
    assert bench.open() == {"site-8", "site-9"}
    assert bench.read().runs["site"][-1].status == "good"
    with pytest.raises(CannotAccept, match="rien n’attend"):
        accept(bench.store, bench.read(), "site")


def test_twice_the_usual_number_is_quarantined_until_accepted(bench: Bench) -> None:
    for _ in range(5):
        bench.run(1, 2)
    assert bench.run(*range(4)).status == "good"
    done = bench.run(*range(5))
    assert (done.status, done.note) == ("quarantined", "bien plus que d’habitude : 2")
    assert "site-4" not in bench.read().ads
    assert bench.run(*range(4)).status == "good"
    with pytest.raises(CannotAccept, match="rien n’attend"):
        accept(bench.store, bench.read(), "site")  # a good run has said better since


def test_what_is_usual_is_told_in_french(bench: Bench) -> None:
    bench.run(1, 2)
    bench.run(1, 2, 3)
    assert bench.run(*range(9)).note == "bien plus que d’habitude : 2,5"


def test_a_run_let_in_is_the_new_usual(bench: Bench) -> None:
    bench.run(1, 2, 3, 4)
    few = bench.run(1, 2)
    assert (few.status, few.note) == ("too_few", "bien moins que d’habitude : 4")
    assert accept(bench.store, bench.read(), "site").missing == ("site-3", "site-4")
    assert bench.run(1, 2).status == "good"
    assert bench.run(1).status == "too_few"


def test_a_board_that_empties_can_be_let_in(bench: Bench) -> None:
    bench.run(1, 2)
    assert bench.run().status == "too_few"
    assert accept(bench.store, bench.read(), "site").expired == 2
    assert bench.open() == set()
    assert bench.run().status == "good"


def test_what_failed_in_a_run_let_in_is_not_gone(bench: Bench) -> None:
    bench.run(1, 2, 3, 4)
    bench.run(1, 2, tally=Tally(failed={"3"}))
    assert accept(bench.store, bench.read(), "site").missing == ("site-4",)


def test_nothing_older_than_a_run_that_joined_is_let_in(bench: Bench) -> None:
    bench.run(1, 2)
    assert bench.run(1, 2, 3, 4, 5).status == "quarantined"
    bench.run(1, 2, tally=Tally(incomplete=True))
    with pytest.raises(CannotAccept, match="plus récente"):
        accept(bench.store, bench.read(), "site")


def test_an_interrupted_run_may_have_too_many_never_too_few(bench: Bench) -> None:
    bench.run(1, 2)
    assert bench.run(1, interrupted=True).status == "interrupted"
    assert bench.run(*range(10), interrupted=True).status == "quarantined"
    assert set(bench.read().ads) == {"site-1", "site-2"}


def test_a_killed_run_is_judged_by_its_number_too(bench: Bench) -> None:
    bench.run(1, 2)
    bench.journal(*(ad(number) for number in range(50)))
    (run,) = recover(bench.store, bench.read(), {"site": bench.source})
    assert run.status == "quarantined"
    assert set(bench.read().ads) == {"site-1", "site-2"}


def test_a_journal_that_cannot_be_settled_waits_aside(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.journal(ad(1))

    def broken(*_: Any) -> None:
        raise ValueError("odd")

    monkeypatch.setattr("scraper.run.settle._join", broken)
    (run,) = recover(bench.store, bench.read(), {"site": bench.source})
    assert run.status == "failed"
    assert "ValueError" in (run.note or "")
    assert (bench.store.folder / "quarantine" / "site.journal").exists()
    assert recover(bench.store, bench.read(), {"site": bench.source}) == []


def test_an_archive_of_the_past_makes_nothing_expire(bench: Bench) -> None:
    bench.run(1, 2, 3, 4, 5)
    bench.day = DAY - dt.timedelta(days=30)
    done = bench.run(1, 2, 3, 4, 5, 6, replayed=True)
    assert done.expired == 0
    assert bench.read().ads["site-6"].first_seen == DAY - dt.timedelta(days=30)
    bench.day = DAY - dt.timedelta(days=20)
    assert bench.run(1, 2, 3, 4, 5, replayed=True).missing == ()


def test_a_run_dated_by_a_wrong_clock_does_not_stop_expiring(bench: Bench) -> None:
    bench.run(1, 2, 3, 4, 5)
    bench.day = dt.date(2036, 1, 1)
    bench.run(1, 2, 3, 4, 5)
    bench.day = DAY + dt.timedelta(days=2)
    assert bench.run(1, 2, 3, 4).missing == ("site-5",)


def history(*kept: int) -> list[Run]:
    return [Run(source="site", started=NOW, ended=NOW, as_of=DAY, status="good", kept=number) for number in kept]


@pytest.mark.parametrize(
    ("kept", "before", "status"),
    [
        (80, (100, 100, 100, 100, 100), "good"),
        (79, (100, 100, 100, 100, 100), "too_few"),
        (200, (100,), "good"),
        (201, (100,), "quarantined"),
        (80, (1, 1, 1, 100, 100, 100, 100, 100), "good"),  # only the last five count
        (9, (), "too_few"),
        (10, (), "good"),
        (100, (), "good"),
        (101, (), "quarantined"),
        (0, (), "too_few"),
    ],
)
def test_the_number_is_judged(kept: int, before: tuple[int, ...], status: str) -> None:
    expect = Expectation(min=10, max=50)
    assert verdict(kept, expect, history(*before), Tally(), interrupted=False) == status


def test_nothing_read_at_all_is_a_failure_and_not_a_small_number() -> None:
    assert verdict(0, Expectation(min=1, max=5), [], Tally(incomplete=True), interrupted=False) == "failed"
    assert verdict(0, Expectation(min=0, max=5), [], Tally(incomplete=True), interrupted=False) == "failed"
    assert verdict(0, Expectation(min=0, max=5), [], Tally(), interrupted=False) == "good"


@given(cut=st.integers(0, 2000))
def test_a_journal_cut_anywhere_gives_every_whole_record(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    bench = Bench(tmp_path_factory.mktemp("cut"), source())
    path = bench.journal(*(ad(number) for number in range(6)))
    whole = path.read_bytes()
    cut = min(cut, len(whole))
    path.write_bytes(whole[:cut])
    lines = whole[:cut].count(b"\n") + (whole[cut - 1 : cut] == b"}")
    read = read_journal(path)
    recovered = recover(bench.store, bench.read(), {"site": bench.source})
    assert len(bench.read().ads) == (len(read[1]) if read else 0) == max(lines - 1, 0)
    assert [run.status for run in recovered] == (["interrupted"] if read else [])
    assert not path.exists()
    assert recover(bench.store, bench.read(), {"site": bench.source}) == []


@given(steps=st.integers(0, 12), numbers=st.lists(st.integers(0, 9), unique=True))
def test_stopped_between_any_two_steps_the_next_run_ends_the_same(
    tmp_path_factory: pytest.TempPathFactory, steps: int, numbers: list[int]
) -> None:
    """The disk refuses after ``steps`` writes, as if the process died there; recovery then finds nothing lost."""
    bench = Bench(tmp_path_factory.mktemp("steps"), source())
    bench.run(*range(10, 20))
    path = bench.journal(*(ad(number, bench.day - dt.timedelta(days=40 * (number % 2))) for number in numbers))
    store = bench.store
    left = steps

    def dying(write: Any) -> Any:
        def step(*arguments: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise KeyboardInterrupt
            return write(*arguments)

        return step

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("catalog.store.write_atomically", dying(write_atomically))
        patch.setattr("catalog.store.remove_durably", dying(remove_durably))
        patch.setattr("scraper.run.settle.discard", dying(remove_durably))
        with contextlib.suppress(KeyboardInterrupt):
            settle(store, bench.read(), bench.source, path, Ending(Tally(), NOW, interrupted=True))
    recover(store, bench.read(), {"site": bench.source})
    assert set(bench.read().ads) == {f"site-{number}" for number in {*range(10, 20), *numbers}}
    lines = [line for file in (store.folder / "ads").iterdir() for line in file.read_text("utf-8").splitlines()]
    assert len(bench.read().ads) == len(set(lines))
    assert not path.exists()


def test_what_a_journal_keeps_is_what_is_read_of_it(tmp_path: Path) -> None:
    pay = BaseSalary(
        text="30 k€ sur 13,3 mois", min=30_000, max=31_500.5, currency="EUR", months=13.3, flags=("several",)
    )
    places = (Place(text="Lyon", commune="Lyon", commune_code="69123", country="FR"), Place(text="Télétravail"))
    whole = ad(1, base_salary=pay, places=places, contract="CDD", contract_months=(6, 12.5), part_time=False, skills=("canva",),
        date_posted=PartialDate.parse("2026-10"), experience_years=2, education=-1, fingerprint="2abc", language="fr")  # fmt: skip
    journal = Journal(tmp_path / "j.jsonl", Head(source="site", kind="ads", started=NOW, as_of=DAY))
    for record in (whole, ad(2), ad(2).model_copy(update={"title": "Social media manager"})):
        journal.add(record)
    journal.close()
    read = read_journal(journal.path)
    assert read == (journal.head, journal.kept)
    assert [record.title for record in journal.kept.values()] == ["Community manager", "Social media manager"]  # type: ignore[attr-defined]
