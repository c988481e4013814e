"""The records of a WARC file, one after the other or one by its place: .warc and .warc.gz, ours or another tool's.

warcio's ArchiveIterator stops at the first damaged record, tells zlib's errors to stderr only, and reads lines and
members of any size; so the walk is ours, over warcio's parser of record headers.
"""

from __future__ import annotations

import io
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, Any

from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeaders, StatusAndHeadersParser, StatusAndHeadersParserException

#: What a body may weigh, as DOWNLOAD_MAXSIZE lets it; and the HTTP headers before it.
MAX_BLOCK = 10 * 1024 * 1024 + 256 * 1024
#: What is inflated to step over a record that is too large, before its whole gzip member is given up.
MAX_SKIPPED = 1024 * 1024 * 1024
_MAX_RECORD_HEADERS = 64 * 1024
_MAX_BLANK_LINES = 1000
_CHUNK = 64 * 1024
_GZIP = b"\x1f\x8b\x08"
_PLAIN_RECORD = b"\r\n\r\nWARC/"
_PARSER = StatusAndHeadersParser(ArcWarcRecordLoader.WARC_TYPES)


class Damaged(Exception):
    """A record that cannot be read; ``str()`` says why."""


class _TooLarge(Damaged):
    """The same, but the stream stands at its end: the next one can be read."""


@dataclass(frozen=True, slots=True)
class Record:
    """A record's named fields and its block."""

    headers: StatusAndHeaders
    block: bytes

    def field(self, name: str) -> str:
        """The value of a field, without the angle brackets that Wget 1.19 puts around URLs; empty when absent."""
        value: str = (self.headers.get_header(name) or "").strip()
        return value[1:-1] if value.startswith("<") and value.endswith(">") else value

    def fields(self, name: str) -> list[str]:
        """All the values of a field that may be repeated, without angle brackets."""
        return [value.strip("<> ") for key, value in self.headers.headers if key.lower() == name.lower()]

    @property
    def kind(self) -> str:
        """WARC-Type: ``response``, ``request``, ``revisit``..."""
        return self.field("WARC-Type").lower()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record begins: a gzip member, or plain bytes. ``spooled`` replaces the file that cannot be sought."""

    offset: int
    gzip: bool
    spooled: IO[bytes] | None = None


def walk(file: IO[bytes], damaged: Callable[[int, str], None]) -> Iterator[tuple[Place, Record]]:
    """Every whole record of ``file`` and its place; ``damaged(offset, reason)`` is told of each that is not.

    After damage, reading resumes at the next record that can be read. The records of a gzip member that holds several
    are copied to a temporary file without a name: their places are in it.
    """
    file.seek(0)
    gzip = file.read(len(_GZIP)) == _GZIP
    file.seek(0, io.SEEK_END)
    size = file.tell()
    offset, told = 0, False
    spool = _Spool()
    while offset < size:
        stream = _Stream(file, offset, gzip)
        try:
            for place, record in _stretch(stream, offset, gzip, spool, damaged):
                told = False
                yield place, record
            if not gzip:
                return
            offset = stream.end
        except (Damaged, zlib.error) as error:
            if not told:
                damaged(stream.damage, str(error))
            told = True  # one damage is one message, however many places look like a record before the next one
            offset = _find(file, _GZIP if gzip else _PLAIN_RECORD, stream.damage + 1)


def read_at(file: IO[bytes], place: Place) -> Record:
    """The record at ``place``. Raises Damaged when it is not there any more."""
    try:
        record = _read(io.BufferedReader(_Stream(place.spooled or file, place.offset, place.gzip), _CHUNK))
    except zlib.error as error:
        raise Damaged(str(error)) from None
    if record is None:
        raise Damaged("fin du fichier")
    return record


def _stretch(
    stream: _Stream, start: int, gzip: bool, spool: _Spool, damaged: Callable[[int, str], None]
) -> Iterator[tuple[Place, Record]]:
    """The records of one gzip member, or of a plain file from ``start`` on."""
    reader = io.BufferedReader(stream, _CHUNK)
    held: tuple[Place, Record] | None = None
    first = True
    while True:
        at = start if gzip else start + reader.tell()
        stream.damage = at
        try:
            record = _read(reader)
        except _TooLarge as error:
            damaged(at, str(error))
            first = False
            continue
        if held is not None:
            yield held
        if record is None:
            return
        place = Place(at, gzip) if not gzip or first else spool.keep(record)
        # A gzip member is whole only once its end, with its checksum, was read.
        held = (place, record)
        first = False
        if not gzip:
            yield held
            held = None


def _read(reader: io.BufferedReader[_Stream]) -> Record | None:
    """The next record, None at the end."""
    for _ in range(_MAX_BLANK_LINES):
        line = reader.readline(_MAX_RECORD_HEADERS)
        if line not in (b"\r\n", b"\n"):
            break
    if not line:
        return None
    if not line.startswith(b"WARC/"):
        raise Damaged("pas un enregistrement WARC")
    lines = [line]
    room = _MAX_RECORD_HEADERS - len(line)
    while line not in (b"\r\n", b"\n"):
        line = reader.readline(max(room, 0))
        room -= len(line)
        if not line:
            raise Damaged("en-tête coupé ou trop long")
        lines.append(line)
    try:
        headers = _PARSER.parse(io.BytesIO(b"".join(lines)))
        length = int(headers.get_header("Content-Length") or "")
    except (StatusAndHeadersParserException, ValueError):
        raise Damaged("en-tête illisible") from None
    if length < 0:
        raise Damaged("longueur négative")
    if length > MAX_BLOCK:
        _skip(reader, length)
        raise _TooLarge(f"enregistrement de {length} octets, plus que {MAX_BLOCK}")
    block = reader.read(length)
    if len(block) < length:
        raise Damaged("enregistrement coupé")
    return Record(headers, block)


def _skip(reader: io.BufferedReader[_Stream], length: int) -> None:
    left = min(length, MAX_SKIPPED)
    while left > 0:
        read = len(reader.read(min(left, _CHUNK)))
        if not read:
            raise Damaged("enregistrement coupé")
        left -= read
    if length > MAX_SKIPPED:
        raise Damaged(f"enregistrement de {length} octets")


class _Spool:
    """A temporary file without a name, made when a first record needs it."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None

    def keep(self, record: Record) -> Place:
        self._file = self._file or tempfile.TemporaryFile(prefix="metier-")  # noqa: SIM115
        place = Place(self._file.seek(0, io.SEEK_END), False, self._file)
        self._file.write(record.headers.to_bytes() + record.block)
        return place


class _Stream(io.RawIOBase):
    """The bytes of ``file`` from ``offset`` on: to its end, or those that one gzip member inflates to."""

    def __init__(self, file: IO[bytes], offset: int, gzip: bool) -> None:
        self._file = file
        self._next = offset
        self._gzip: Any = zlib.decompressobj(zlib.MAX_WBITS + 16) if gzip else None
        self._given = 0
        self.damage = offset

    @property
    def end(self) -> int:
        """Where the member ends, once it was read to its end."""
        return self._next - len(self._gzip.unused_data)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._given

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        raise io.UnsupportedOperation("seek")

    def readinto(self, buffer: Any) -> int:
        data = self._inflated(len(buffer)) if self._gzip else self._raw(len(buffer))
        buffer[: len(data)] = data
        self._given += len(data)
        return len(data)

    def _inflated(self, most: int) -> bytes:
        while not self._gzip.eof:
            packed = self._gzip.unconsumed_tail or self._raw(_CHUNK)
            data: bytes = self._gzip.decompress(packed, most)
            if data:
                return data
            if not packed and not self._gzip.eof:
                raise Damaged("membre gzip coupé")
        return b""

    def _raw(self, most: int) -> bytes:
        self._file.seek(self._next)
        data = self._file.read(most)
        self._next += len(data)
        return data


def _find(file: IO[bytes], needle: bytes, start: int) -> int:
    """The offset of ``needle`` at ``start`` or later; the size of the file when there is none."""
    overlap = b""
    file.seek(start)
    while chunk := file.read(_CHUNK):
        found = (overlap + chunk).find(needle)
        if found >= 0:
            return start - len(overlap) + found
        start += len(chunk)
        overlap = (overlap + chunk)[1 - len(needle) :]
    return start
