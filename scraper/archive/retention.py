"""What the archive forgets: raw pages hold people's details, and are kept 90 days."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress

import fsspec
from fsspec.implementations.local import LocalFileSystem

from scraper.archive.reader import ENDINGS

_OURS = re.compile(r"(\d{8}T\d{6})Z-[a-z0-9-]+\.warc(?:\.gz)?")


def purge(root: str, now: dt.datetime, days: int = 90) -> list[str]:
    """Remove the archive's files older than ``days`` before ``now`` (UTC); returns the paths that went.

    Only files of ours, which have their age in their name: another tool's capture put there is its owner's to remove.
    Nothing behind a symbolic link goes.
    """
    fs, path = fsspec.core.url_to_fs(root)
    if not fs.isdir(path):
        return []
    limit = now - dt.timedelta(days=days)
    gone = []
    for name, info in sorted(fs.find(path, detail=True).items()):
        if name.endswith(ENDINGS) and not info.get("islink") and (date := _date(name)) and date < limit:
            fs.rm_file(name)
            gone.append(name)
    if isinstance(fs, LocalFileSystem):
        for folder in {name.rpartition("/")[0] for name in gone} - {path}:
            with suppress(OSError):  # it still holds something
                fs.rmdir(folder)
    return gone


def _date(path: str) -> dt.datetime | None:
    if found := _OURS.fullmatch(path.rpartition("/")[2]):
        with suppress(ValueError):
            return dt.datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
    return None
