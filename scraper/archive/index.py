"""Where the answers of a pass are: by request, by URL and date, by digest. No body is held."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import safe_url_string

from scraper.archive.message import parse
from scraper.archive.records import Damaged, Place, Record

_ANSWERS = ("response", "resource", "revisit")
_DATE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?Z")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9._~-]")
_PORTS = {"http": ":80", "https": ":443"}


@dataclass(slots=True)
class Answer:
    """One recorded answer: what it answers, when (UTC), and where it stands."""

    method: str
    url: str
    body: bytes
    date: dt.datetime
    path: str
    place: Place
    digest: str
    revisit: bool


class Index:
    """Fed with ``begin``, ``add`` and ``close``; then asked. ``by_date``: other tools wrote it, several perhaps."""

    def __init__(self, by_date: bool) -> None:
        self._by_date = by_date
        self._path = ""
        self._answers: list[Answer] = []
        self._by_id: dict[str, Answer] = {}
        self._asked: dict[str, tuple[str, bytes]] = {}
        self._by_key: dict[str, list[Answer]] = defaultdict(list)
        self._digests: dict[str, Answer] = {}
        self._given: dict[str, int] = defaultdict(int)

    def begin(self, path: str) -> None:
        """The records that follow are those of this file. Requests and answers are paired within a file."""
        self._path = path
        self._by_id.clear()
        self._asked.clear()

    def add(self, place: Place, record: Record) -> None:
        """Take a record of the archive; those that are neither request nor answer are left. Raises Damaged."""
        url = record.field("WARC-Target-URI")
        if record.kind not in (*_ANSWERS, "request") or not url.lower().startswith(("http://", "https://")):
            return
        if record.kind == "request":
            first, _, body = parse(record.block)
            asked = first.split(b" ")[0].decode("latin-1").upper(), _digest(body)
            self._asked[record.field("WARC-Record-ID")] = asked
            for other in record.fields("WARC-Concurrent-To"):
                if other in self._by_id:
                    self._by_id[other].method, self._by_id[other].body = asked
            return
        date = parse_date(record.field("WARC-Date"))
        if date is None:
            raise Damaged("WARC-Date illisible")
        concurrent = record.fields("WARC-Concurrent-To")
        method, body = next((self._asked[name] for name in concurrent if name in self._asked), ("GET", b""))
        revisit = record.kind == "revisit"
        # Ours refer to URL and date: their digests need not be held.
        digest = record.field("WARC-Payload-Digest") if self._by_date and not revisit else ""
        answer = Answer(method, url, body, date, self._path, place, digest, revisit)
        self._by_id[record.field("WARC-Record-ID")] = answer
        self._answers.append(answer)

    def close(self) -> None:
        """All was added."""
        self._by_id.clear()
        self._asked.clear()
        if self._by_date:
            self._answers.sort(key=lambda answer: answer.date)
        for answer in self._answers:
            key = _key(answer.method, answer.url, answer.body)
            self._by_key[answer.url if key == answer.url else key].append(answer)  # one string held, not two
            if answer.digest:
                self._digests.setdefault(answer.digest, answer)
        self._answers.clear()

    def next(self, method: str, url: str, body: bytes) -> Answer | None:
        """The next answer to a request, the last one for ever after."""
        key = _key(method, url, _digest(body))
        equivalent = self._by_key.get(key, [])
        exact = [answer for answer in equivalent if answer.url == url]
        found = exact or equivalent
        if not found:
            return None
        if exact:
            key += f" {url}"
        number = min(self._given[key], len(found) - 1)
        self._given[key] += 1
        return found[number]

    def dated(self, method: str, url: str, body: bytes, date: dt.datetime) -> Iterator[Answer]:
        """The answers to that request at that second: those with a body first, the latest first."""
        same = self._by_key.get(_key(method, url, _digest(body)), ())
        same = [answer for answer in reversed(same) if answer.date == date]
        return iter(sorted(same, key=lambda answer: answer.revisit))

    def digested(self, digest: str) -> Iterator[Answer]:
        """The first answer whose payload has that digest."""
        return iter([self._digests[digest]] if digest in self._digests else [])

    def before(self, method: str, url: str, body: bytes, date: dt.datetime) -> Iterator[Answer]:
        """The answers to that request that have a body, from that second back."""
        same = sorted(self._by_key.get(_key(method, url, _digest(body)), ()), key=lambda answer: answer.date)
        until = bisect_right(same, date, key=lambda answer: answer.date)
        return (answer for answer in reversed(same[:until]) if not answer.revisit)


def parse_date(text: str) -> dt.datetime | None:
    """A WARC-Date (UTC, a fraction of a second allowed since 1.1) in whole seconds, None when it is not one."""
    found = _DATE.fullmatch(text)
    try:
        return dt.datetime.fromisoformat(found[1]).replace(tzinfo=dt.UTC) if found else None
    except ValueError:
        return None


def normal(url: str) -> str:
    """The URL without fragment, up to the equivalences of RFC 3986, section 6.2: case, escapes, default port."""
    try:
        parts = urlsplit(safe_url_string(url.strip()))
        netloc = parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme, ":"))
    except ValueError:
        return url
    path, query = (_ESCAPE.sub(_unescaped, part) for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, netloc, path, query, ""))


def _key(method: str, url: str, digest: bytes) -> str:
    """One string for equivalent requests: the URL itself for most."""
    plain = method.upper() == "GET" and not digest
    return normal(url) if plain else f"{method.upper()} {digest.hex()} {normal(url)}"


def _unescaped(found: re.Match[str]) -> str:
    character = chr(int(found[1], 16))
    return character if _UNRESERVED.fullmatch(character) else found[0].upper()


def _digest(body: bytes) -> bytes:
    return blake2b(body, digest_size=16).digest() if body else b""
