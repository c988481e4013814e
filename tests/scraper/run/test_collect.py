"""A collection from the first request to the store, against a sandbox."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from scraper.archive.writer import ArchiveWriter
from scraper.run.lock import Held
from scraper.spiders.lever import LeverSpider
from tests.sandbox.messages import Reply, Request
from tests.scraper.run.conftest import BOARD, START, Field, Silent, board, dump, job, postings
from tests.scraper.run.test_lock import hold


def test_what_is_new_seen_gone_and_back(field_of_play: Field) -> None:
    play = field_of_play
    play.serve("x", [job(1), job(2), job(3), job(4), job(5)])
    (first,) = play.collect([board("x")])
    assert (first.status, first.kept, first.new, first.changed, first.expired) == ("good", 5, 5, 0, 0)
    before = play.files()
    (second,) = play.collect([board("x")])
    assert (second.new, second.changed, second.expired) == (0, 0, 0)
    assert play.files() == before
    play.serve("x", [job(1), job(2), job(3), job(4)])
    (third,) = play.collect([board("x")])
    assert (third.status, third.missing) == ("good", ("x-5",))
    assert play.read().ads["x-5"].expired == START.date() + dt.timedelta(days=2)
    play.serve("x", [job(1), job(2), job(3), job(4), job(5)])
    play.collect([board("x")])
    assert play.files() == before


def test_refusals_are_counted_with_samples_that_name_no_one(field_of_play: Field) -> None:
    play = field_of_play
    react = job(2, "Développeur React - jean.dupont@exemple.example")
    play.serve("x", [job(1), react, job(3, "Boulanger"), job(4, "Boulanger 06 39 98 12 34")])
    (run,) = play.collect([board("x")])
    assert {reason: count.count for reason, count in run.refused.items()} == {"autre-metier": 1, "titre-inconnu": 2}
    assert run.refused["autre-metier"].samples == ("Développeur React",)
    assert run.refused["titre-inconnu"].samples == ("Boulanger",)


def test_a_list_that_fails_changes_nothing_and_the_other_sources_go_on(field_of_play: Field) -> None:
    play = field_of_play
    play.serve("x", [job(1), job(2)])
    play.serve("y", [job(1), job(2)])
    play.collect([board("x"), board("y")])
    before = play.files()
    play.web.fail(BOARD, "/v1/boards/x/*", "404")
    runs = {run.source: run for run in play.collect([board("x"), board("y")])}
    assert (runs["x"].status, runs["y"].status) == ("failed", "good")
    assert runs["x"].errors["http-404"].count == 1
    assert play.files() == before


def test_a_malformed_item_is_one_error_among_good_ads(field_of_play: Field) -> None:
    play = field_of_play
    play.serve("x", [job(1), job(2), job(3)])
    play.collect([board("x")])
    broken = job(2)
    del broken["title"]
    play.serve("x", [job(1), broken, job(3)])
    source = board("x")
    (run,) = play.collect([source])
    assert (run.kept, run.errors["element-illisible"].count) == (2, 1)
    assert play.read().ads["x-2"].expired is None


def test_below_the_minimum_the_last_good_data_stay(field_of_play: Field) -> None:
    play = field_of_play
    play.serve("x", [job(number) for number in range(1, 6)])
    play.collect([board("x", low=4)])
    before = play.files()
    play.serve("x", [job(7)])
    (run,) = play.collect([board("x", low=4)])
    assert (run.status, run.kept, run.new) == ("too_few", 1, 0)
    assert play.files() == before
    assert [line["id"] for line in dump(play.folder / "quarantine" / "x.jsonl")[1:]] == ["x-7"]


def test_ads_that_are_one_are_told_so_across_sources(field_of_play: Field) -> None:
    play = field_of_play
    words = (
        "publiez des vidéos courtes, répondez aux messages privés, préparez le calendrier éditorial avec les équipes"
        " produit, mesurez l’audience et proposez des concours aux abonnés"
    )
    play.serve("x", [job(1, words=words)])
    play.serve("y", [job(1, words=words), job(2, "Social media manager", "rédigez la lettre d’information interne")])
    play.collect([board("x"), board("y")])
    assert {ad.id: ad.duplicate_of for ad in play.read().ads.values()} == {"x-1": None, "y-1": "x-1", "y-2": None}


def test_a_replay_gives_the_same_records_byte_for_byte(field_of_play: Field, tmp_path: Path) -> None:
    play = field_of_play
    archive = tmp_path / "archive"
    for jobs in ([job(1), job(2), job(3), job(4), job(5)], [job(1), job(2), job(3), job(4), job(6)]):
        play.serve("x", jobs)
        play.serve("y", jobs[:2])
        play.collect([board("x"), board("y")], archive=archive)
    asked = len(play.web.requests)
    again = tmp_path / "again"
    play.collect([board("x"), board("y")], replay=archive, folder=again)
    assert play.files(again) == play.files()
    assert play.read(again).ads["x-5"].expired == START.date() + dt.timedelta(days=1)
    assert len(play.web.requests) == asked


def test_an_archive_replayed_over_the_data_changes_nothing(field_of_play: Field, tmp_path: Path) -> None:
    play = field_of_play
    archive = tmp_path / "archive"
    for jobs in ([job(1), job(2), job(3), job(4), job(5)], [job(1), job(2), job(3), job(4)]):
        play.serve("x", jobs)
        play.collect([board("x")], archive=archive)
    before, reports = play.files(), (play.folder / "runs" / "x.jsonl").read_bytes()
    play.collect([board("x")], replay=archive)
    assert play.files() == before
    assert (play.folder / "runs" / "x.jsonl").read_bytes().count(b"\n") == reports.count(b"\n")


def test_an_old_archive_replayed_alone_takes_nothing_back(field_of_play: Field, tmp_path: Path) -> None:
    play = field_of_play
    archive = tmp_path / "archive"
    play.serve("x", [job(1, "Community manager junior"), job(2)])
    play.collect([board("x")], archive=archive)
    play.serve("x", [job(1, "Social media manager"), job(2)])
    play.collect([board("x")])
    before, reports = play.files(), (play.folder / "runs" / "x.jsonl").read_bytes()
    play.collect([board("x")], replay=archive)
    assert play.files() == before
    assert (play.folder / "runs" / "x.jsonl").read_bytes() == reports


def test_a_replay_knows_that_a_run_was_cut(field_of_play: Field, tmp_path: Path) -> None:
    play = field_of_play
    archive = tmp_path / "archive"
    play.web.add("api.lever.co", "/v0/postings/z", lambda request: Reply.json(lever_page(request)))
    live = play.collect([postings("z")], archive=archive, observer=Impatient(play))
    again = tmp_path / "again"
    replayed = play.collect([postings("z")], replay=archive, folder=again)
    assert [run.status for run in replayed] == [run.status for run in live] == ["interrupted"]
    assert replayed[0].note == "arrêtée à la main"
    assert play.files(again) == play.files()


def test_two_runs_of_one_second_are_two_runs(field_of_play: Field) -> None:
    play = field_of_play
    play.serve("x", [job(1), job(2)])
    play.collect([board("x")])
    play.day -= 1
    play.collect([board("x")])
    assert len(play.read().runs["x"]) == 2


def test_a_full_disk_under_the_archive_stops_the_run(
    field_of_play: Field, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = field_of_play
    play.serve("x", [job(1), job(2)])
    play.collect([board("x")])
    before = play.files()

    def full(self: ArchiveWriter, data: bytes) -> None:
        error = OSError(28, "No space left on device")
        if self._on_failure:
            self._on_failure(error)
        raise error

    writers = ArchiveWriter._append
    monkeypatch.setattr(
        ArchiveWriter, "_append", lambda self, data: (full if data != b"" and self._end else writers)(self, data)
    )
    with pytest.raises(OSError, match="No space"):
        play.collect([board("x")], archive=tmp_path / "archive")
    assert play.files() == before


def test_a_source_that_cannot_even_begin_leaves_the_others_alone(
    field_of_play: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    play = field_of_play
    play.serve("y", [job(1)])

    def broken(self: LeverSpider, *arguments: object, **named: object) -> None:
        raise RuntimeError("odd")

    monkeypatch.setattr(LeverSpider, "__init__", broken)
    runs = {run.source: run for run in play.collect([postings("z"), board("y")])}
    assert (runs["z"].status, runs["z"].note) == ("interrupted", "arrêtée par une erreur imprévue")
    assert runs["y"].status == "good"


def lever_page(request: Request) -> list[dict[str, object]]:
    """A page of a Lever site that never ends: the hundred ads after those that are skipped."""
    start = int(request.query["skip"])
    return [
        {
            "id": f"a-{number}",
            "text": "Community manager",
            "hostedUrl": f"https://jobs.lever.co/z/a-{number}",
            "categories": {"location": "Lille"},
            "createdAt": 1793500000000,
            "descriptionPlain": f"Vous animez nos réseaux, ligne {number}.",
        }
        for number in range(start, start + 100)
    ]


class Impatient(Silent):
    """Stops the collection as soon as something is safe."""

    def __init__(self, play: Field) -> None:
        super().__init__()
        self._play = play

    def acknowledged(self, job: object, count: int) -> None:
        assert self._play.collection is not None
        self._play.collection.stop()


def test_stopped_it_keeps_what_it_got(field_of_play: Field) -> None:
    play = field_of_play
    play.web.add("api.lever.co", "/v0/postings/z", lambda request: Reply.json(lever_page(request)))
    (run,) = play.collect([postings("z")], observer=Impatient(play))
    assert (run.status, run.note) == ("interrupted", "arrêtée à la main")
    assert run.kept == run.new == len(play.read().ads) >= 50


def test_a_second_collection_is_refused_and_names_the_first(field_of_play: Field) -> None:
    play = field_of_play
    process = hold(play.folder)
    try:
        with pytest.raises(Held, match=str(process.pid)):
            play.collect([board("x")])
    finally:
        process.communicate("")
    assert play.web.requests == []


def test_a_full_disk_stops_it_and_leaves_the_data(field_of_play: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    play = field_of_play
    play.serve("x", [job(1), job(2)])
    play.collect([board("x")])
    before = play.files()
    play.serve("x", [job(1), job(2), job(3)])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("scraper.run.journal.to_line", full)
        with pytest.raises(OSError, match="No space"):
            play.collect([board("x")])
    assert play.files() == before
    play.collect([board("x")])
    assert set(play.read().ads) == {"x-1", "x-2", "x-3"}


def test_nothing_is_collected_over_a_store_that_cannot_be_read(field_of_play: Field) -> None:
    play = field_of_play
    play.serve("x", [job(1)])
    play.collect([board("x")])
    (play.folder / "ads" / "2026-11.jsonl").write_text("{")
    with pytest.raises(Exception, match=r"ads/2026-11.jsonl:1:1: ligne illisible"):
        play.collect([board("x")])
