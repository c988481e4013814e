"""What is older than the retention goes; nothing else does."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import fsspec

from scraper.archive.retention import purge
from scraper.archive.writer import ArchiveWriter

NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)


def touch(path: Path, days: float) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    then = (NOW - dt.timedelta(days=days)).timestamp()
    os.utime(path, (then, then))
    return path


def test_our_old_archives_go_by_the_date_in_their_name(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    writers = [ArchiveWriter(str(root), "r", "bourse", NOW - dt.timedelta(days=days)) for days in (91, 89)]
    for writer in writers:
        writer.close()
        touch(
            Path(writer.path), 0 if writer is writers[0] else 400
        )  # a copy changes the date of the file, not its name
    kept = [
        touch(root / "ailleurs" / "wget.warc", 400),  # another tool's capture is its owner's
        touch(root / "ailleurs" / "recent.warc.gz", 89),
        touch(root / "notes.txt", 400),
        touch(root / "20200101T000000Z-bourse.warc.gz.part", 400),
        touch(root / "20200101T000000Z-bourse.csv", 400),
    ]
    assert purge(str(root), NOW) == [writers[0].path]
    left = [path for path in root.rglob("*") if path.is_file()]
    assert sorted(left) == sorted([*kept, Path(writers[1].path)])
    assert purge(str(root), NOW) == []
    assert purge(str(root / "rien"), NOW) == []


def test_an_emptied_month_goes_and_links_are_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "archive"
    outside = touch(tmp_path / "dehors" / "20200101T000000Z-a.warc.gz", 400)
    gone = touch(root / "2020-01" / "20200101T000000Z-bourse.warc.gz", 400)
    (root / "lien").symlink_to(outside.parent)
    (root / "20200101T000000Z-lien.warc.gz").symlink_to(outside)
    assert purge(str(root), NOW) == [str(gone)]
    assert not gone.parent.exists()
    assert outside.exists()


def test_on_another_file_system() -> None:
    root = "memory://retention"
    for days in (10, 200):
        ArchiveWriter(root, "r", "bourse", NOW - dt.timedelta(days=days)).close()
    (gone,) = purge(root, NOW, days=30)
    assert gone.endswith("-bourse.warc.gz")
    assert len(fsspec.filesystem("memory").find("/retention")) == 1
