"""An archive read back: one pass for each run and source, and the recorded answer to each request.

Bodies stay on disk: an index holds where each answer is. Nothing that a record says is taken for a path.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import OrderedDict
from collections.abc import Iterator
from typing import IO, Any

import fsspec

from scraper.archive.exchange import Exchange, Headers
from scraper.archive.index import Answer, Index, parse_date
from scraper.archive.message import dechunked, only, parse, status_of, without
from scraper.archive.records import Damaged, Record, read_at, walk
from scraper.archive.writer import SOFTWARE

ENDINGS = (".warc", ".warc.gz")
_MAX_OPEN = 8
#: What our writer says of how a run ended.
_ENDING = re.compile(rb"ended: (?:whole|cut\r\nwhy: ([^\r\n]{1,200}))\r\n")
#: A revisit may refer to a revisit; so many times, then it is taken for a circle.
_MAX_CHAIN = 10


class Pass:
    """What one run got from one source, or all that other tools recorded (``source`` is None).

    ``started`` is the run's start (UTC), for other tools their first WARC-Date: the clock of a replay.
    """

    def __init__(self, archive: Archive, run: str | None, source: str | None, started: dt.datetime) -> None:
        self._archive = archive
        self.run = run
        self.source = source
        self.started = started
        self._files: list[str] = []
        self._index: Index | None = None
        self._endings: list[str | None] = []

    def answer(self, method: str, url: str, body: bytes = b"") -> Exchange | None:
        """The next recorded answer to this request, the last one again when all were given, None if there is none.

        The URL is looked for as it is, then up to what RFC 3986 holds equivalent, its fragment left out. A revisit
        comes with the body it refers to and its own date. ``request_headers`` are not read back.
        """
        answer = self.index.next(method, url, body)
        return None if answer is None else self._archive.exchange(answer, method, url, body, self)

    @property
    def cut(self) -> str | None:
        """Why the run ended before its end, None when it was whole; what other tools recorded is taken for whole."""
        if self.source is None:
            return None
        assert self.index is not None  # reading it tells the endings
        cuts = [why for why in self._endings if why is not None]
        return cuts[0] if cuts else None if self._endings else "arrêtée net"

    @property
    def index(self) -> Index:
        """Where its answers are, read from its files at first use."""
        if self._index is None:
            index = Index(by_date=self.source is None)
            for path in self._files:
                self._endings += self._archive.read_into(index, path)
            index.close()
            self._index = index
        return self._index


class Archive:
    """``damaged`` grows as files are read: a short French message for each record that could not be."""

    def __init__(self, fs: Any, paths: list[str], root: str) -> None:
        self._fs = fs
        self._root = root
        self._open: OrderedDict[str, IO[bytes]] = OrderedDict()
        self.damaged: list[str] = []
        passes: dict[tuple[str | None, str | None], Pass] = {}
        for path in paths:
            origin = self._origin(path)
            if origin is None:
                self._damage(path, 0, "aucun enregistrement lisible")
                continue
            run, source, started = origin
            key = (run, source)
            at = passes.setdefault(key, Pass(self, run, source, started))
            at._files.append(path)
            at.started = min(at.started, started)
        self._passes = sorted(passes.values(), key=lambda item: (item.started, item.source or ""))

    def passes(self) -> Iterator[Pass]:
        """The passes in chronological order; the files of each are read when it is first asked."""
        return iter(self._passes)

    def close(self) -> None:
        """Close the files that are open."""
        while self._open:
            self._open.popitem()[1].close()

    def _origin(self, path: str) -> tuple[str | None, str | None, dt.datetime] | None:
        """The run, the source and the start that the file's warcinfo tells; another tool's has neither of the two."""
        for _, record in walk(self._file(path), lambda offset, reason: None):
            date = parse_date(record.field("WARC-Date"))
            if record.kind == "warcinfo":
                lines = record.block.decode("utf-8", "replace").splitlines()
                info = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in lines)}
                started = parse_date(info.get("started", ""))
                if info.get("software", "").startswith(SOFTWARE + "/") and info.get("source") and started:
                    return info.get("isPartOf", ""), info["source"], started
            if date is not None:
                return None, None, date
        return None

    def read_into(self, index: Index, path: str) -> list[str | None]:
        """Index the answers of a file; why it was cut, for each ending told. ``damaged`` hears of what is damaged."""
        index.begin(path)
        endings: list[str | None] = []
        for place, record in walk(self._file(path), lambda offset, reason: self._damage(path, offset, reason)):
            try:
                if record.kind == "metadata" and (ending := _ENDING.match(record.block)):
                    endings.append(ending[1].decode("utf-8", "replace") if ending[1] is not None else None)
                index.add(place, record)
            except Damaged as error:
                self._damage(path, place.offset, str(error))
        return endings

    def exchange(
        self, answer: Answer, method: str, url: str, body: bytes, at: Pass, chain: int = 0
    ) -> Exchange | None:
        """The answer read, a revisit resolved; None, and told in ``damaged``, when it cannot be."""
        try:
            record = self._record(answer)
            status, headers, payload = _response(record)
            if record.kind == "revisit":
                original = self._original(answer, record, at, method, url, body, chain)
                status, headers, payload = _resolved(record, status, headers, original)
        except Damaged as error:
            self._damage(answer.path, answer.place.offset, str(error))
            return None
        ip = record.field("WARC-IP-Address") or None
        return Exchange(method, url, (), body, status, headers, payload, answer.date, ip)

    def _original(
        self, answer: Answer, record: Record, at: Pass, method: str, url: str, body: bytes, chain: int
    ) -> Exchange:
        if chain >= _MAX_CHAIN:
            raise Damaged("revisit qui renvoie en rond")
        refers_to = record.field("WARC-Refers-To-Target-URI") or record.field("WARC-Target-URI")
        date = parse_date(record.field("WARC-Refers-To-Date"))
        digest = record.field("WARC-Payload-Digest") if "identical-payload" in record.field("WARC-Profile") else ""
        for candidate in self._candidates(at, answer, (method, refers_to, body), date, digest):
            found = self.exchange(candidate, method, url, body, at, chain + 1)
            if found is not None:
                return found
        raise Damaged(f"revisit sans original : {refers_to}")

    def _candidates(
        self, at: Pass, answer: Answer, asked: tuple[str, str, bytes], date: dt.datetime | None, digest: str
    ) -> Iterator[Answer]:
        """What a revisit may stand for. The passes where it is likeliest come first: each is read at first use."""
        moment = date or answer.date
        others = (item for item in reversed(self._passes) if item is not at)
        near = [at, *sorted(others, key=lambda item: (item.started > moment, item.source != at.source))]
        if date is not None:
            for item in near:
                yield from (a for a in item.index.dated(*asked, date) if a is not answer)
        if digest:
            for item in near:
                yield from (a for a in item.index.digested(digest) if a is not answer)
        if date is None and not digest:
            for item in near:
                yield from (a for a in item.index.before(*asked, answer.date) if a is not answer)

    def _record(self, answer: Answer) -> Record:
        return read_at(self._file(answer.path), answer.place)

    def _file(self, path: str) -> IO[bytes]:
        file = self._open.pop(path, None) or self._fs.open(path, "rb")
        self._open[path] = file
        if len(self._open) > _MAX_OPEN:
            self._open.popitem(last=False)[1].close()
        return file

    def _damage(self, path: str, offset: int, reason: str) -> None:
        name = path.removeprefix(self._root).lstrip("/") or path.rpartition("/")[2]
        message = f"{name}, octet {offset} : {reason}"
        if message not in self.damaged:
            self.damaged.append(message)


def open_archive(path_or_url: str) -> Archive:
    """The archive in a file, in a folder with all it holds, or at an fsspec URL. Raises FileNotFoundError."""
    fs, path = fsspec.core.url_to_fs(path_or_url)
    if fs.isfile(path):
        return Archive(fs, [path], path.rpartition("/")[0])
    if not fs.isdir(path):
        raise FileNotFoundError(path_or_url)
    return Archive(fs, sorted(name for name in fs.find(path) if name.endswith(ENDINGS)), path)


def _response(record: Record) -> tuple[int, Headers, bytes]:
    """Status, headers and body of a response, a resource or a revisit; a revisit without headers has status 0."""
    if record.kind == "resource":
        kind = record.field("Content-Type") or "application/octet-stream"
        return 200, ((b"Content-Type", kind.encode("latin-1", "replace")),), record.block
    if record.kind == "revisit" and not record.block.strip():
        return 0, (), b""
    first, headers, body = parse(record.block)
    status = status_of(first)
    if status is None:
        raise Damaged("pas une réponse HTTP")
    return status, *dechunked(headers, body)


def _resolved(record: Record, status: int, headers: Headers, original: Exchange) -> tuple[int, Headers, bytes]:
    """A revisit as the response it stands for.

    Not modified: the original's headers, those of the 304 in their place (RFC 9111, section 4.3.4), as the cache
    gives them to a spider. Identical payload: its own headers, but what the original's body is encoded with.
    """
    if not status:
        return original.status, original.response_headers, original.body
    if status == 304 or "server-not-modified" in record.field("WARC-Profile"):
        newer = {name.lower() for name, _ in headers}
        return original.status, without(original.response_headers, *newer) + headers, original.body
    coding = b"content-encoding"
    return status, without(headers, coding) + only(original.response_headers, coding), original.body
