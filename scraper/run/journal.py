"""What a run of one source has brought back so far, on the disk as it goes: a crash loses nothing of it.

JSON Lines: a head, then one record a line. When the run ends well the records join the store and the journal goes;
a journal found at the start of a run is that of one that was killed (see ``scraper.run.recovery``).
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO, Annotated

from pydantic import ValidationError

from catalog.atomic import remove_durably, sync_folder
from catalog.models import Record
from catalog.models.base import AsTuple, Id, Strict
from catalog.models.collected import Day, Moment
from catalog.store import KINDS, to_line

#: At most this many records, and seconds, between two syncs: what is not synced is not acknowledged.
_RECORDS, _SECONDS = 50, 0.5


class Head(Strict):
    """Which run this is. ``kind`` is a folder of ``catalog.store.KINDS``.

    What waits to be accepted also tells ``failed``, ``incomplete`` and ``capped``, as ``scraper.tally.Tally`` does:
    without them nothing could be called gone.
    """

    source: Id
    kind: str
    started: Moment
    as_of: Day
    failed: Annotated[tuple[str, ...], AsTuple] = ()
    incomplete: bool = False
    capped: Day | None = None


class Journal:
    """Opened for one run; ``records`` counts those written, ``acknowledged`` those on the disk for good.

    ``kept`` are those written, by id, the last of each: what ``read_journal`` would read of the file once closed.
    ``failure`` is the error that ended it (disk full): what came before it is safe, what comes after is refused.
    """

    def __init__(
        self,
        path: Path,
        head: Head,
        *,
        acknowledge: Callable[[int], None] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.head = head
        self.kept: dict[str, Record] = {}
        self.records = 0
        self.acknowledged = 0
        self.failure: OSError | None = None
        self._clock = clock
        self._acknowledge = acknowledge
        self._file: IO[bytes] = path.open("wb")
        self._file.write(head.model_dump_json().encode("utf-8") + b"\n")
        self._sync()
        sync_folder(path.parent)

    def add(self, record: Record) -> None:
        """Write a record; raises OSError, once and for all, when it cannot be."""
        if self.failure:
            raise self.failure
        try:
            self._file.write(to_line(record).encode("utf-8"))
            self.records += 1
            self.kept[record.id] = record
            if self.records - self.acknowledged >= _RECORDS or self._clock() - self._synced >= _SECONDS:
                self._sync()
        except OSError as error:
            self.failure = error
            raise

    def close(self) -> None:
        """Sync what is left; the file stays until the store holds its records."""
        if not self._file.closed:
            try:
                if self.failure is None:
                    self._sync()
            finally:
                self._file.close()

    def _sync(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())
        self._synced = self._clock()
        if self._acknowledge and self.records > self.acknowledged:
            self._acknowledge(self.records)
        self.acknowledged = self.records


def read_journal(path: Path) -> tuple[Head, dict[str, Record]] | None:
    """The head and the records of a journal, the last of each id; None when it was cut before its head was whole.

    The last line of a journal cut by a crash may be half a record: it was not acknowledged.
    """
    lines = path.read_bytes().split(b"\n")
    try:
        head = Head.model_validate_json(lines[0])
        model = KINDS[head.kind]
    except (ValidationError, KeyError):
        return None
    records: dict[str, Record] = {}
    for line in lines[1:]:
        try:
            record = model.model_validate_json(line)
        except ValidationError:
            continue
        records[record.id] = record
    return head, records


def discard(path: Path) -> None:
    """Remove a journal whose records are in the store."""
    remove_durably(path)
