"""What the archive forgets: raw pages hold people's details, and are kept 90 days."""

from __future__ import annotations

import datetime as dt
import re
from contextlib import suppress
from typing import Any

import fsspec
from fsspec.implementations.local import LocalFileSystem

from scraper.archive.reader import ENDINGS

_OURS = re.compile(r"(\d{8}T\d{6})Z-[a-z0-9-]+\.warc(?:\.gz)?")


def purge(root: str, now: dt.datetime, days: int = 90) -> list[str]:
    """Remove the archive's files older than ``days`` before ``now`` (UTC); returns the paths that went.

    A file of ours has the age in its name, another tool's that of its last change. A file that tells none, that does
    not end in .warc or .warc.gz, or that stands behind a symbolic link, stays.
    """
    fs, path = fsspec.core.url_to_fs(root)
    if not fs.isdir(path):
        return []
    limit = now - dt.timedelta(days=days)
    gone = []
    for name, info in sorted(fs.find(path, detail=True).items()):
        if name.endswith(ENDINGS) and not info.get("islink") and (date := _date(fs, name)) and date < limit:
            fs.rm_file(name)
            gone.append(name)
    if isinstance(fs, LocalFileSystem):
        for folder in {name.rpartition("/")[0] for name in gone} - {path}:
            with suppress(OSError):  # it still holds something
                fs.rmdir(folder)
    return gone


def _date(fs: Any, path: str) -> dt.datetime | None:
    if found := _OURS.fullmatch(path.rpartition("/")[2]):
        with suppress(ValueError):
            return dt.datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
    with suppress(NotImplementedError, FileNotFoundError):
        modified: dt.datetime = fs.modified(path)
        return modified if modified.tzinfo else modified.replace(tzinfo=dt.UTC)
    return None
