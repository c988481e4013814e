"""A run's answers from one source, written to a WARC/1.1 file as they come (ISO 28500:2017)."""

from __future__ import annotations

import datetime as dt
import os
import re
import string
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from io import BytesIO
from types import TracebackType
from typing import IO, Any
from urllib.parse import quote, urlsplit

import fsspec
from fsspec.implementations.local import LocalFileSystem
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from scraper.archive.exchange import Exchange, Headers
from scraper.archive.message import head, only, status_line, without

#: What the warcinfo of our own files says they were made with.
SOFTWARE = "metier-cm"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
#: A page of 15 kB then takes 0.29 ms of CPU to write in all; warcio's 9 takes 0.36 for files 2 % smaller.
GZIP_LEVEL = 4
#: Seconds between two fsync: what a power cut may take. A killed process loses nothing.
SYNC_EVERY = 1.0
#: The only request headers kept: none of these can hold a secret, as Authorization, Cookie or an API key would.
REQUEST_HEADERS = (
    b"accept",
    b"accept-encoding",
    b"accept-language",
    b"content-type",
    b"if-modified-since",
    b"if-none-match",
    b"range",
    b"user-agent",
)
_IN_A_URI = string.ascii_letters + string.digits + string.punctuation
_SOURCE = re.compile(r"[a-z0-9-]{1,80}")


class ArchiveWriter:
    """Writes ``<root>/2026-11/20261125T193000Z-<source>.warc.gz``; ``-2`` follows the source if that file exists.

    ``root`` is a folder or any fsspec URL, ``run`` the id of the run, ``started`` its start in UTC. Each record is a
    gzip member of its own and reaches the operating system when it is written: a killed process leaves at most one
    cut record at the end. On a file system that is not local the store decides when bytes are safe: object stores
    keep nothing before ``close``. Errors of the file system (disk full) come out as OSError; the cut record is
    taken back.
    """

    def __init__(
        self,
        root: str,
        run: str,
        source: str,
        started: dt.datetime,
        on_failure: Callable[[OSError], None] | None = None,
    ) -> None:
        if not _SOURCE.fullmatch(source):
            raise ValueError(f"identifiant de source : {source!r}")
        self._on_failure = on_failure
        self._fs, self._root = fsspec.core.url_to_fs(root)
        self._local = isinstance(self._fs, LocalFileSystem)
        folder = f"{self._root.rstrip('/')}/{started:%Y-%m}"
        self._fs.makedirs(folder, exist_ok=True)
        self.path, self._file = self._create(f"{folder}/{started.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}-{source}")
        self._held: dict[str, bool] = {}
        self._end = 0
        self._synced = time.monotonic()
        self._builder = _Writer(None, gzip=False, warc_version="1.1")
        self._append(self._packed(self._warcinfo(run, source, started)))

    def __enter__(self) -> ArchiveWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def name(self) -> str:
        """The file's name under the root: what ``holds`` takes."""
        return self.path.removeprefix(self._root.rstrip("/") + "/")

    def holds(self, name: str) -> bool:
        """Whether the archive still has the file of that name, this run's or an older one's."""
        if name not in self._held:
            self._held[name] = bool(self._fs.exists(f"{self._root.rstrip('/')}/{name}"))
        return self._held[name]

    def write(self, exchange: Exchange, original: tuple[str, dt.datetime] | None = None) -> None:
        """Append the request and its response: a revisit when ``original`` is the URL and date a 304 refers to."""
        url = quote(exchange.url, safe=_IN_A_URI)
        about = {"WARC-Date": _warc_date(exchange.date)}
        if exchange.ip:
            about["WARC-IP-Address"] = exchange.ip
        request = self._request(exchange, url, about)
        about["WARC-Concurrent-To"] = request.rec_headers.get_header("WARC-Record-ID")
        fields = without(exchange.response_headers, b"transfer-encoding")
        kind, body = "response", exchange.body
        if original is not None:
            kind, body = "revisit", b""
            about["WARC-Profile"] = NOT_MODIFIED
            about["WARC-Refers-To-Target-URI"] = quote(original[0], safe=_IN_A_URI)
            about["WARC-Refers-To-Date"] = _warc_date(original[1])
        response = self._record(url, kind, _Head(status_line(exchange.status), fields), body, about)
        # The request first: a file cut between the two holds no answer whose question is unknown.
        self._append(self._packed(request) + self._packed(response))

    def end(self, cut: str | None) -> None:
        """Write how the run ended: whole, or cut short, and why. A file without that is of a run that was killed."""
        told = "ended: whole\r\n" if cut is None else f"ended: cut\r\nwhy: {cut}\r\n"
        record = self._builder.create_warc_record(
            "", "metadata", payload=BytesIO(told.encode()), warc_content_type="application/warc-fields"
        )
        self._append(self._packed(record))

    def close(self) -> None:
        """Write what is left to disk and close the file. A second call does nothing."""
        if not self._file.closed:
            self._sync(0.0)
            self._file.close()

    def _create(self, stem: str) -> tuple[str, IO[bytes]]:
        for number in range(1, 1000):
            path = f"{stem}.warc.gz" if number == 1 else f"{stem}-{number}.warc.gz"
            if self._local:
                with suppress(FileExistsError):
                    return path, open(path, "xb", buffering=0)
            elif not self._fs.exists(path):
                return path, self._fs.open(path, "wb")
        raise FileExistsError(stem)

    def _warcinfo(self, run: str, source: str, started: dt.datetime) -> ArcWarcRecord:
        info = {
            "software": f"{SOFTWARE}/{version(SOFTWARE)}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
            "robots": "obey",
            "isPartOf": run,
            "source": source,
            "started": _warc_date(started),
        }
        record = self._builder.create_warcinfo_record(self.path.rsplit("/", 1)[-1], info)
        record.rec_headers.replace_header("WARC-Date", _warc_date(started))
        return record

    def _request(self, exchange: Exchange, url: str, about: dict[str, str]) -> ArcWarcRecord:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        fields: Headers = ((b"Host", parts.netloc.rpartition("@")[2].encode()),)
        fields += only(exchange.request_headers, *REQUEST_HEADERS)
        http = _Head(f"{exchange.method} {target} HTTP/1.1", fields)
        return self._record(url, "request", http, exchange.request_body, about)

    def _record(self, url: str, kind: str, http: _Head, body: bytes, about: dict[str, str]) -> ArcWarcRecord:
        return self._builder.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=dict(about)
        )

    def _packed(self, record: ArcWarcRecord) -> bytes:
        plain = BytesIO()
        self._builder.out = plain
        self._builder.write_record(record)
        gzip = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, zlib.MAX_WBITS + 16)
        return gzip.compress(plain.getbuffer()) + gzip.flush()

    def _append(self, data: bytes) -> None:
        view = memoryview(data)
        try:
            while view:
                view = view[self._file.write(view) :]
            self._file.flush()
        except OSError as error:
            if self._local:
                with suppress(OSError):
                    self._file.truncate(self._end)
                    self._file.seek(self._end)
            if self._on_failure:
                self._on_failure(error)
            raise
        self._end += len(data)
        self._sync(SYNC_EVERY)

    def _sync(self, every: float) -> None:
        now = time.monotonic()
        if self._local and now - self._synced >= every:
            os.fsync(self._file.fileno())
            self._synced = now


class _Writer(WARCWriter):  # type: ignore[misc]
    def ensure_digest(self, record: ArcWarcRecord, block: bool = True, payload: bool = True) -> None:
        """Of the body of an answer only, which deduplication goes by: gzip's own checksum guards the rest."""
        super().ensure_digest(record, block=False, payload=record.rec_type == "response")


class _Head(StatusAndHeaders):  # type: ignore[misc]
    """HTTP headers that warcio writes as they are."""

    def __init__(self, first_line: str, fields: Headers) -> None:
        super().__init__(first_line, [])
        self._raw = head(first_line, fields)

    def compute_headers_buffer(self, header_filter: Any = None) -> None:
        self.headers_buff = self._raw


def _warc_date(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
