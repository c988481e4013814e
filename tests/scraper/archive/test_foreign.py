"""Archives that other tools made, and damaged ones: what can be read is, what cannot is told."""

from __future__ import annotations

import datetime as dt
import gzip
import http.client
import http.server
import io
import random
import threading
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.capture_http import capture_http

from scraper.archive.exchange import Exchange
from scraper.archive.reader import Archive, Pass, open_archive
from scraper.archive.records import MAX_BLOCK
from scraper.archive.writer import ArchiveWriter

URL = "https://emploi.example/offres/1"
DAY = dt.datetime(2025, 3, 4, 5, 6, 7, tzinfo=dt.UTC)
PROFILE = "http://netpreserve.org/warc/1.0/revisit/"


def record(
    kind: str, block: bytes = b"", *, url: str = URL, at: int = 0, version: str = "1.0", **fields: str
) -> bytes:
    """A record as Wget writes it; ``at`` is in seconds after DAY, ``fields`` in WARC's names with underscores."""
    date = f"{DAY + dt.timedelta(seconds=at):%Y-%m-%dT%H:%M:%SZ}"
    head = {"WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:{random.randbytes(8).hex()}>", "WARC-Date": date}
    if url:
        head["WARC-Target-URI"] = url
    head |= {name.replace("_", "-"): value for name, value in fields.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return f"WARC/{version}\r\n{lines}Content-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def http_block(body: bytes = b"bonjour", status: str = "200 OK", *lines: str) -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", "Content-Type: text/html", *lines, "", ""]).encode() + body


def response(body: bytes = b"bonjour", status: str = "200 OK", *lines: str, **more: object) -> bytes:
    kind = "application/http;msgtype=response"
    return record("response", http_block(body, status, *lines), **{"Content_Type": kind, **more})  # type: ignore[arg-type]


def archive(path: Path, *records: bytes, name: str = "capture.warc", packed: str = "no") -> Archive:
    path.mkdir(exist_ok=True)
    data = b"".join(records)
    if packed == "each":
        data = b"".join(map(gzip.compress, records))
    elif packed == "whole":
        data = gzip.compress(data)
    (path / name).write_bytes(data)
    return open_archive(str(path))


def only(found: Archive) -> Pass:
    (item,) = found.passes()
    assert item.source is None
    return item


def body(item: Pass, url: str = URL, method: str = "GET", sent: bytes = b"") -> bytes | None:
    answer = item.answer(method, url, sent)
    return answer.body if answer else None


@pytest.mark.parametrize(
    ("packed", "name"), [("no", "a.warc"), ("each", "a.warc.gz"), ("whole", "a.warc.gz"), ("each", "a.warc")]
)
def test_wget_with_or_without_gzip_for_each_record(tmp_path: Path, packed: str, name: str) -> None:
    asked = record(
        "request", b"POST /offres/1 HTTP/1.1\r\nHost: emploi.example\r\n\r\nq=1", WARC_Record_ID="<urn:uuid:req>"
    )
    parts = [
        record("warcinfo", b"software: Wget/1.21.3 (linux-gnu)\r\n", url="", Content_Type="application/warc-fields"),
        asked,
        response(b"trouve", url=f"<{URL}>", WARC_Concurrent_To="<urn:uuid:req>"),
        response(b"absent", "404 Not Found", url=URL + "/2", at=60),
        record("metadata", b"x: y\r\n", url="metadata://gnu.org/software/wget/warc/MANIFEST.txt"),
        record("resource", b"journal", url="metadata://gnu.org/software/wget/warc/wget.log"),
    ]
    found = archive(tmp_path / "w", *parts, name=name, packed=packed)
    item = only(found)
    assert item.started == DAY
    assert body(item, method="POST", sent=b"q=1") == b"trouve"
    assert body(item) is None
    answer = item.answer("GET", URL + "/2")
    assert answer is not None
    assert (answer.status, answer.body, answer.date) == (404, b"absent", DAY + dt.timedelta(minutes=1))
    assert found.damaged == []


class _Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        packed = gzip.compress(b"page " * 100)
        for part in (packed[:10], packed[10:]):
            self.wfile.write(f"{len(part):x}\r\n".encode() + part + b"\r\n")
        self.wfile.write(b"0\r\n\r\n")

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(201)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def log_message(self, *args: object) -> None: ...


@pytest.fixture
def site() -> Iterator[int]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_what_warcio_captured_from_a_server(tmp_path: Path, site: int) -> None:
    """Chunked as it was sent, the request after the response."""
    path = tmp_path / "capture.warc.gz"
    with capture_http(str(path)):
        for method, sent in (("GET", None), ("POST", b"un"), ("POST", b"deux")):
            connection = http.client.HTTPConnection("127.0.0.1", site)
            connection.request(method, "/page", body=sent)
            connection.getresponse().read()
            connection.close()
    item = only(open_archive(str(path)))
    url = f"http://127.0.0.1:{site}/page"
    answer = item.answer("GET", url)
    assert answer is not None
    assert gzip.decompress(answer.body) == b"page " * 100
    assert b"transfer-encoding" not in [name.lower() for name, _ in answer.response_headers]
    assert body(item, url, "POST", b"deux") == b"deux"
    assert body(item, url, "POST", b"un") == b"un"


def test_resources_and_dates_of_a_browser(tmp_path: Path) -> None:
    """Browsertrix: WARC/1.1, a fraction of a second, resources without HTTP headers, URLs of other schemes."""
    date = "2025-03-04T05:06:07.891Z"
    item = only(
        archive(
            tmp_path / "b",
            record("resource", b"<p>", version="1.1", WARC_Date=date, Content_Type="text/html; charset=utf-8"),
            record(
                "resource", b"png", version="1.1", url="urn:view:https://emploi.example/", Content_Type="image/png"
            ),
        )
    )
    answer = item.answer("GET", URL)
    assert answer is not None
    assert (answer.status, answer.body, answer.date) == (200, b"<p>", DAY)
    assert answer.response_headers == ((b"Content-Type", b"text/html; charset=utf-8"),)


def test_foreign_files_are_one_pass_in_order_of_date(tmp_path: Path) -> None:
    folder = tmp_path / "f"
    archive(folder, response(b"3", at=30), response(b"1", at=10), name="a.warc")
    with ArchiveWriter(str(folder), "r1", "bourse", DAY + dt.timedelta(days=300)) as writer:
        writer.write(Exchange("GET", URL, (), b"", 200, (), b"ours", DAY + dt.timedelta(days=300)))
    foreign, ours = archive(folder, response(b"2", at=20), name="b.warc.gz", packed="each").passes()
    assert (foreign.source, foreign.started) == (None, DAY + dt.timedelta(seconds=20))
    assert [body(foreign) for _ in range(4)] == [b"1", b"2", b"3", b"3"]
    assert (ours.source, body(ours)) == ("bourse", b"ours")


def test_revisits_are_resolved_anywhere_with_their_own_date(tmp_path: Path) -> None:
    folder = tmp_path / "r"
    archive(
        folder,
        response(b"original", "200 OK", "Content-Encoding: br", 'ETag: "1"', WARC_Payload_Digest="sha1:ABC", at=0),
        name="z.warc.gz",
        packed="each",
    )
    headers = http_block(b"", "200 OK", "X-Seen: again", "Content-Encoding: gzip")
    refers = {"WARC_Refers_To_Target_URI": URL, "WARC_Refers_To_Date": f"{DAY:%Y-%m-%dT%H:%M:%SZ}"}
    same = {"WARC_Profile": PROFILE + "identical-payload-digest", "WARC_Payload_Digest": "sha1:ABC"}
    not_modified = {"WARC_Profile": PROFILE + "server-not-modified"}
    found = archive(
        folder,
        record("revisit", headers, url=URL + "/copie", at=100, **same),
        record("revisit", b"", url=URL + "/vide", at=100, **same),
        record("revisit", http_block(b"", "304 Not Modified", "X-Seen: again"), at=200, **not_modified, **refers),
        record("revisit", http_block(b"", "304 Not Modified"), at=300, **not_modified),
        record("revisit", b"", url=URL + "/perdu", at=300, **not_modified),
        name="a.warc",
    )
    item = only(found)
    copy = item.answer("GET", URL + "/copie")
    assert copy is not None
    assert (copy.status, copy.body, copy.date) == (200, b"original", DAY + dt.timedelta(seconds=100))
    assert dict(copy.response_headers)[b"X-Seen"] == b"again"
    assert dict(copy.response_headers)[b"Content-Encoding"] == b"br", "the coding of the body that is given"
    empty = item.answer("GET", URL + "/vide")
    assert empty is not None
    assert dict(empty.response_headers)[b"ETag"] == b'"1"'
    first, second, third = (item.answer("GET", URL) for _ in range(3))
    assert first is not None
    assert second is not None
    assert third is not None
    assert [answer.body for answer in (first, second, third)] == [b"original"] * 3
    assert [answer.status for answer in (first, second, third)] == [200] * 3
    assert dict(second.response_headers) == {
        b"Content-Type": b"text/html", b"Content-Encoding": b"br", b"ETag": b'"1"', b"X-Seen": b"again",
    }  # fmt: skip
    assert [answer.date for answer in (second, third)] == [DAY + dt.timedelta(seconds=n) for n in (200, 300)]
    assert found.damaged == []
    assert item.answer("GET", URL + "/perdu") is None
    assert len(found.damaged) == 1
    assert "revisit sans original" in found.damaged[0]


def test_a_chain_of_revisits_ends_and_a_circle_does_not_hang(tmp_path: Path) -> None:
    def revisit(at: int, to: int, url: str = URL) -> bytes:
        date = f"{DAY + dt.timedelta(seconds=to):%Y-%m-%dT%H:%M:%SZ}"
        fields = {"WARC_Profile": PROFILE + "server-not-modified", "WARC_Refers_To_Date": date}
        return record("revisit", http_block(b"", "304 Not Modified"), at=at, url=url, **fields)

    chain = [response(b"fond"), *(revisit(n, n - 1) for n in range(1, 8))]
    circle = [revisit(20, 21, URL + "/o"), revisit(21, 20, URL + "/o"), revisit(30, 30, URL + "/soi")]
    item = only(archive(tmp_path / "c", *chain, *circle))
    assert [body(item) for _ in range(8)] == [b"fond"] * 8
    assert body(item, URL + "/o") is None
    assert body(item, URL + "/soi") is None


def test_damaged_records_are_stepped_over_and_told(tmp_path: Path) -> None:
    first, second, third = (response(bytes([65 + n]) * 500, url=f"{URL}/{n}", at=n) for n in range(3))
    spoilt = bytearray(gzip.compress(second))
    spoilt[len(spoilt) // 2] ^= 0xFF
    cases = {
        "gz": gzip.compress(first) + bytes(spoilt) + gzip.compress(third),
        "hole": gzip.compress(first) + b"\0" * 5000 + gzip.compress(third),
        "false starts": gzip.compress(first) + b"\x1f\x8b\x08 rien " * 20 + gzip.compress(third),
        "plain": first + second.replace(b"Content-Length: ", b"Content-Length: x") + third,
        "date": first + second.replace(b"WARC-Date: ", b"WARC-Date: le ") + third,
        "not http": first + second.replace(b"HTTP/1.1", b"GOPHER!!") + third,
    }
    for name, data in cases.items():
        found = archive(tmp_path / name.replace(" ", "-"), data)
        item = only(found)
        assert [body(item, f"{URL}/{n}") for n in range(3)] == [b"A" * 500, None, b"C" * 500], name
        (told,) = found.damaged
        assert told.startswith("capture.warc, octet "), told


def test_a_record_that_inflates_too_far_is_not_held_in_memory(tmp_path: Path) -> None:
    small = response(b"petit", url=URL + "/petit")
    bomb = io.BytesIO()
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    head = response(b"").replace(b"Content-Length: ", b"Content-Length: 9999")[:-4]
    bomb.write(packer.compress(head))
    for _ in range(64):
        bomb.write(packer.compress(b"\0" * (1 << 20)))
    bomb.write(packer.flush())
    line = gzip.compress(b"WARC/1.0\r\nX: " + b"a" * (8 << 20))
    found = archive(tmp_path / "b", bomb.getvalue(), line, gzip.compress(small))
    assert body(only(found), URL + "/petit") == b"petit"
    assert body(only(found)) is None
    assert found.damaged
    large = response(b"x" * (MAX_BLOCK + 1))
    for packed in ("no", "whole", "each"):
        found = archive(tmp_path / packed, large, small, packed=packed)
        assert body(only(found), URL + "/petit") == b"petit"
        (told,) = found.damaged
        assert told.endswith(f"octets, plus que {MAX_BLOCK}"), packed


def test_a_name_in_a_record_is_never_a_path(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("s3cret")
    found = archive(
        tmp_path / "n",
        record("warcinfo", b"software: x\r\n", url="", WARC_Filename="../secret"),
        record("resource", b"", url=f"file://{secret}", WARC_Filename="../secret"),
        record(
            "revisit", b"", WARC_Profile=PROFILE + "server-not-modified", WARC_Refers_To_Target_URI=f"file://{secret}"
        ),
    )
    assert only(found).answer("GET", f"file://{secret}") is None
    assert only(found).answer("GET", URL) is None


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_whatever_is_in_a_file_opening_it_never_raises(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = b"".join(map(gzip.compress, (response(), record("revisit", b"", at=1), response(at=2))))
    if data.draw(st.booleans()):
        whole = response() + record("revisit", b"", at=1) + response(at=2)
    spoilt = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(st.integers(0, len(spoilt) - 1))] = data.draw(st.integers(0, 255))
    found = archive(tmp_path_factory.mktemp("any"), bytes(spoilt))
    for item in found.passes():
        for _ in range(3):
            item.answer("GET", URL)
