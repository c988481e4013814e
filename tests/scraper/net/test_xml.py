"""XML is read without DTD nor entities, in any encoding, and gzip within a bound."""

from __future__ import annotations

import codecs
import contextlib
import gzip
import io
import time
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.net.errors import TooLarge
from scraper.net.xml import XmlRefused, XmlUnreadable, open_gzip, parse_xml

SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://a.fr/é</loc></url></urlset>'
DOCTYPES = [
    "<!DOCTYPE urlset>",
    '<!DOCTYPE a SYSTEM "http://127.0.0.1:1/x.dtd">',
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:1/">%p;]>',
    '<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>',
    '<!DOCTYPE a [<!ATTLIST loc x CDATA "y">]>',
    "<!-- <a/> --><?p <a/> ?>\n<!DOCTYPE a>",
]


def encoded(text: str, encoding: str) -> bytes:
    declared = f'<?xml version="1.0" encoding="{encoding}"?>' + text
    return declared.encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252", "iso-8859-15"])
def test_a_sitemap_is_read_in_its_encoding(encoding: str) -> None:
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    body = f'<?xml version="1.0" encoding="{name}"?>{SITEMAP}'.encode(encoding)
    assert [loc.text for loc in parse_xml(body).iter("{*}loc")] == ["https://a.fr/é"]


@pytest.mark.parametrize("body", [b"\n  " + SITEMAP.encode(), codecs.BOM_UTF8 + SITEMAP.encode()])
def test_what_comes_before_is_forgiven(body: bytes) -> None:
    assert parse_xml(body).tag.endswith("urlset")


@pytest.mark.parametrize("doctype", DOCTYPES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1"])
def test_a_document_type_is_refused(doctype: str, encoding: str) -> None:
    body = (doctype + SITEMAP).encode(encoding)
    with pytest.raises((XmlRefused, XmlUnreadable) if encoding.startswith("iso") else XmlRefused):
        parse_xml(body)
    with pytest.raises((XmlRefused, XmlUnreadable)):
        parse_xml(encoded(doctype + SITEMAP, encoding))


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "utf-32-le", "cp037", "cp500", "shift_jis", "iso2022_jp", "hz", "cp424", "utf-16-le", "punycode"])  # fmt: skip
def test_no_encoding_hides_a_document_type(encoding: str) -> None:
    for doctype in DOCTYPES:
        text = f'<?xml version="1.0" encoding="{encoding}"?>{doctype}<urlset/>'
        for body in (text.encode(encoding), codecs.BOM_UTF8 + text.encode(encoding)):
            with pytest.raises((XmlRefused, XmlUnreadable)):
                parse_xml(body)
    # UTF-7 whose angle brackets are hidden: to a reader of ASCII there is no DOCTYPE.
    with pytest.raises((XmlRefused, XmlUnreadable)):
        parse_xml(b'<?xml version="1.0" encoding="utf-7"?>+ADwAIQ-DOCTYPE a+AD4-+ADw-a/+AD4-')


@pytest.mark.parametrize("body", [b"", b"   ", b"bonjour", b"<a>", b"<a></b>", b"<a>&x;</a>", b'<a b="&x;"/>', b"<a/><b/>", b"\xff\xfe", b"<a>" * 10_000, b"<a>\x00</a>"])  # fmt: skip
def test_what_is_not_xml_is_said_to_be_unreadable(body: bytes) -> None:
    with pytest.raises(XmlUnreadable):
        parse_xml(body)


@given(st.binary(max_size=200) | st.text(alphabet="<>!?/&;[]%ax =\"'", max_size=80).map(str.encode))
def test_bytes_are_read_or_refused(body: bytes) -> None:
    with contextlib.suppress(XmlRefused, XmlUnreadable):
        parse_xml(body)


def test_a_gzip_is_opened_and_what_is_not_one_is_left() -> None:
    assert open_gzip(gzip.compress(b"abc") + gzip.compress(b"def")) == b"abcdef"
    assert open_gzip(b"<a/>") == b"<a/>"
    assert open_gzip(gzip.compress(b"x" * 1000), 1000) == b"x" * 1000


def test_a_bomb_is_not_inflated_past_the_bound() -> None:
    body = gzip.compress(b"\0" * 50_000_000)
    tracemalloc.start()
    with pytest.raises(TooLarge):
        open_gzip(body, 1_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    "body", [b"\x1f\x8b", gzip.compress(b"bonjour" * 99)[:-9], b"\x1f\x8b\x08\x00" + b"\xff" * 50]
)
def test_a_gzip_that_is_cut_is_unreadable(body: bytes) -> None:
    with pytest.raises(XmlUnreadable):
        open_gzip(body)


def test_many_empty_members_are_opened_in_linear_time() -> None:
    buffer = io.BytesIO()
    for _ in range(50_000):
        buffer.write(gzip.compress(b""))
    begun = time.process_time()
    assert open_gzip(buffer.getvalue()) == b""
    assert time.process_time() - begun < 5
