"""What a run records comes back as it was: whatever the bytes, wherever the archive is, however the run ended."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import uuid
from pathlib import Path

import pytest
import scrapy
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from scraper.archive.exchange import Exchange
from scraper.archive.reader import Pass, open_archive
from scraper.archive.writer import ArchiveWriter

START = dt.datetime(2026, 11, 25, 19, 30, tzinfo=dt.UTC)
URL = "https://emploi.example/offres/1"


def exchange(
    url: str = URL, body: bytes = b"<p>bonjour</p>", status: int = 200, minute: int = 0, **more: object
) -> Exchange:
    known = {
        "method": "GET",
        "request_headers": ((b"User-Agent", b"metier-cm"),),
        "request_body": b"",
        "response_headers": ((b"Content-Type", b"text/html"),),
        "ip": "203.0.113.7",
    }
    date = START + dt.timedelta(minutes=minute)
    return Exchange(url=url, body=body, status=status, date=date, **(known | more))  # type: ignore[arg-type]


def write(
    root: str, *exchanges: Exchange, run: str = "r1", source: str = "bourse", started: dt.datetime = START
) -> str:
    with ArchiveWriter(root, run, source, started) as writer:
        for item in exchanges:
            writer.write(item)
    return writer.path


def only_pass(root: str) -> Pass:
    archive = open_archive(root)
    (found,) = archive.passes()
    found.index  # noqa: B018 - reads the files
    assert archive.damaged == []
    return found


fields = st.tuples(
    st.text("abcdefghijklmnopqrstuvwxyzABC-", min_size=1, max_size=12).filter(
        lambda name: name.lower() not in ("transfer-encoding", "host")
    ),
    st.binary(max_size=40).map(lambda value: bytes(b for b in value if b not in b"\r\n\0").strip(b" \t")),
).map(lambda field: (field[0].encode(), field[1]))
urls = st.builds(
    lambda host, path, query: scrapy.Request(f"https://{host}.example/{path}?{query}").url,
    st.text("abcdef", min_size=1, max_size=8),
    st.text(st.characters(codec="utf-8", exclude_characters="?#"), max_size=20),
    st.text(st.characters(codec="utf-8", exclude_characters="#"), max_size=20),
)


@settings(max_examples=100, deadline=None)
@given(
    asked=st.lists(
        st.tuples(
            st.sampled_from(["GET", "POST", "HEAD"]), urls, st.lists(fields, max_size=5), st.binary(max_size=200),
            st.sampled_from([200, 206, 301, 304, 404, 429, 500, 599]), st.binary(max_size=60),
        ),
        min_size=1, max_size=6, unique_by=lambda item: (item[0], item[1]),
    )
)  # fmt: skip
def test_bytes_come_back_as_they_were(asked: list) -> None:
    written = [
        exchange(url, body, status, method=method, response_headers=tuple(head), request_body=sent)
        for method, url, head, body, status, sent in asked
    ]
    root = f"memory://{uuid.uuid4().hex}"
    write(root, *written)
    replay = only_pass(root)
    for item in written:
        found = replay.answer(item.method, item.url, item.request_body)
        assert found is not None
        assert (found.status, found.response_headers, found.body) == (item.status, item.response_headers, item.body)
        assert (found.date, found.ip) == (item.date, item.ip)


def test_a_file_a_run_and_source_readable_by_other_tools(tmp_path: Path) -> None:
    path = write(str(tmp_path), exchange(), exchange(body=b"\x1f\x8b\xff", status=503))
    assert Path(path).relative_to(tmp_path).as_posix() == "2026-11/20261125T193000Z-bourse.warc.gz"
    check = subprocess.run(
        [sys.executable, "-m", "warcio.cli", "check", "-v", path], capture_output=True, text=True, check=True
    ).stdout
    assert check.count("digest pass") == 2
    assert "fail" not in check
    with open(path, "rb") as file:
        records = [(r.rec_type, r.rec_headers, r.content_stream().read()) for r in ArchiveIterator(file)]
    assert [kind for kind, _, _ in records] == ["warcinfo", "request", "response", "request", "response"]
    info = records[0][2].decode()
    assert "software: metier-cm/" in info
    assert "isPartOf: r1\r\nsource: bourse\r\nstarted: 2026-11-25T19:30:00Z" in info
    head = records[2][1]
    assert head.protocol == "WARC/1.1"
    assert head["WARC-Date"] == "2026-11-25T19:30:00Z"
    assert head["WARC-IP-Address"] == "203.0.113.7"
    assert head["WARC-Concurrent-To"] == records[1][1]["WARC-Record-ID"]
    assert records[4][2] == b"\x1f\x8b\xff"


def test_secrets_never_enter(tmp_path: Path) -> None:
    sent = (
        (b"Authorization", b"Bearer s3cret"),
        (b"Cookie", b"id=s3cret"),
        (b"X-Api-Key", b"s3cret"),
        (b"Accept", b"a/b"),
    )
    path = write(str(tmp_path), exchange(request_headers=sent))
    with open(path, "rb") as file:
        blocks = [
            str(record.rec_headers) + str(record.http_headers) + record.raw_stream.read().decode()
            for record in ArchiveIterator(file)
        ]
    assert "Accept: a/b" in blocks[1]
    assert not any("s3cret" in block for block in blocks)


def test_a_header_adds_no_line_and_transfer_encoding_goes(tmp_path: Path) -> None:
    head = ((b"X-A", b"1\r\nX-B: 2\r\n\r\nbody"), (b"Transfer-Encoding", b"chunked"), (b"Content-Encoding", b"gzip"))
    write(str(tmp_path), exchange(response_headers=head, body=b"raw"))
    found = only_pass(str(tmp_path)).answer("GET", URL)
    assert found is not None
    assert found.response_headers == ((b"X-A", b"1 X-B: 2 body"), (b"Content-Encoding", b"gzip"))
    assert found.body == b"raw"


def test_the_same_url_gets_its_answers_in_order_then_the_last_again(tmp_path: Path) -> None:
    write(str(tmp_path), *(exchange(body=bytes([65 + i]), status=500 - 100 * i, minute=i) for i in range(3)))
    replay = only_pass(str(tmp_path))
    assert [replay.answer("GET", URL).body for _ in range(5)] == [b"A", b"B", b"C", b"C", b"C"]  # type: ignore[union-attr]


def test_a_post_is_told_by_its_body(tmp_path: Path) -> None:
    write(
        str(tmp_path),
        exchange(method="POST", request_body=b"page=1", body=b"un"),
        exchange(method="POST", request_body=b"page=2", body=b"deux"),
    )
    replay = only_pass(str(tmp_path))
    assert replay.answer("POST", URL, b"page=2").body == b"deux"  # type: ignore[union-attr]
    assert replay.answer("POST", URL, b"page=3") is None
    assert replay.answer("GET", URL) is None


@pytest.mark.parametrize(
    "asked",
    [
        "https://EMPLOI.example/a%20b/%C3%A9?q=1",
        "https://emploi.example:443/a%20b/%c3%a9?q=1",
        "https://emploi.example/a b/é?q=1#bas",
        "HTTPS://emploi.example/%61%20b/%C3%A9?q=1",
    ],
)
def test_urls_match_up_to_what_the_rfc_holds_equivalent(tmp_path: Path, asked: str) -> None:
    write(str(tmp_path), exchange("https://emploi.example/a%20b/%C3%A9?q=1"))
    replay = only_pass(str(tmp_path))
    assert replay.answer("GET", asked) is not None
    for other in (
        "https://emploi.example/a%20b/%C3%A9",
        "http://emploi.example/a%20b/%C3%A9?q=1",
        "https://emploi.example/A%20b/%C3%A9?q=1",
    ):
        assert replay.answer("GET", other) is None


def test_an_exact_url_goes_before_an_equivalent_one(tmp_path: Path) -> None:
    write(str(tmp_path), exchange(URL + "#a", b"a"), exchange(URL + "#b", b"b"))
    assert only_pass(str(tmp_path)).answer("GET", URL + "#b").body == b"b"  # type: ignore[union-attr]


def test_passes_are_in_order_of_time_one_a_run_and_source(tmp_path: Path) -> None:
    later = START + dt.timedelta(days=40)
    write(str(tmp_path), exchange(body=b"3"), run="r2", started=later)
    write(str(tmp_path), exchange(body=b"1"), source="abeille")
    write(str(tmp_path), exchange(body=b"2"))
    again = write(str(tmp_path), exchange(URL + "/suite", b"2b"))
    assert again.endswith("/20261125T193000Z-bourse-2.warc.gz")
    passes = list(open_archive(str(tmp_path)).passes())
    assert [(item.run, item.source, item.started) for item in passes] == [
        ("r1", "abeille", START), ("r1", "bourse", START), ("r2", "bourse", later),
    ]  # fmt: skip
    assert [item.answer("GET", URL).body for item in passes] == [b"1", b"2", b"3"]  # type: ignore[union-attr]
    assert passes[1].answer("GET", URL + "/suite").body == b"2b"  # type: ignore[union-attr]


def test_one_file_of_an_archive_is_an_archive(tmp_path: Path) -> None:
    path = write(str(tmp_path), exchange())
    assert only_pass(path).answer("GET", URL) is not None
    with pytest.raises(FileNotFoundError):
        open_archive(str(tmp_path / "rien"))


def test_a_source_that_is_no_identifier_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="identifiant"):
        ArchiveWriter(str(tmp_path), "r1", "../ailleurs", START)
    assert list(tmp_path.rglob("*.gz")) == []


def test_a_run_that_is_killed_leaves_what_it_wrote(tmp_path: Path) -> None:
    """The file is read while the writer still has it open: nothing waits in a buffer."""
    writer = ArchiveWriter(str(tmp_path), "r1", "bourse", START)
    writer.write(exchange())
    assert only_pass(str(tmp_path)).answer("GET", URL) is not None
    writer.close()


def test_cut_at_any_byte_a_file_replays_up_to_the_cut(tmp_path: Path) -> None:
    path = Path(write(str(tmp_path), exchange(), exchange(URL + "/2", b"deux"), exchange(URL + "/3", b"trois")))
    whole = path.read_bytes()
    ends, file = [], open(path, "rb")  # noqa: SIM115
    with file:
        records = ArchiveIterator(file)
        for _ in records:
            records.read_to_end()
            ends.append(records.offset)
    for cut in range(1, len(whole)):
        path.write_bytes(whole[:cut])
        archive = open_archive(str(tmp_path))
        answered = 0
        for found in archive.passes():
            answered = sum(found.answer("GET", url) is not None for url in (URL, URL + "/2", URL + "/3"))
        assert answered == sum(end <= cut for end in ends[2::2])
        assert len(archive.damaged) == (cut not in ends), cut
        archive.close()


def test_a_full_disk_takes_the_cut_record_back(tmp_path: Path) -> None:
    writer = ArchiveWriter(str(tmp_path), "r1", "bourse", START)
    writer.write(exchange())
    real = writer._file

    class Full:
        closed = False

        def __getattr__(self, name: str) -> object:
            return getattr(real, name)

        def write(self, data: bytes) -> int:
            if len(data) < 100:
                raise OSError(28, "No space left on device")
            return real.write(data[: len(data) - 50])

    writer._file = Full()  # type: ignore[assignment]
    with pytest.raises(OSError, match="No space"):
        writer.write(exchange(URL + "/2"))
    assert only_pass(str(tmp_path)).answer("GET", URL) is not None
    writer._file = real
    writer.write(exchange(URL + "/3"))
    writer.close()
    replay = only_pass(str(tmp_path))
    assert [replay.answer("GET", URL + end) is not None for end in ("", "/2", "/3")] == [True, False, True]
