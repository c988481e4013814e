"""Sitemaps in the shapes the protocol allows, those it does not, and what a hostile one may hold."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.net import sitemaps
from scraper.net.errors import TooLarge
from scraper.net.sitemaps import Entry, read_sitemap, sitemaps_of_robots
from scraper.net.xml import XmlRefused, XmlUnreadable

NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PAGES = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset {NAMESPACE} xmlns:x="http://www.w3.org/1999/xhtml">
<url><loc> https://a.example/1?x=1&amp;y=2 </loc><lastmod>2026-11-03T10:00:00+01:00</lastmod>
<x:link rel="alternate" hreflang="FR-fr" href="https://a.example/fr/1"/><x:link rel="canonical" href="https://a.example/"/></url>
<url><loc>https://a.example/2</loc><lastmod>2026-02-30</lastmod><priority>0.5</priority></url>
<url><lastmod>2026-11-03</lastmod></url>
</urlset>"""


class TestRead:
    def test_pages(self) -> None:
        first, second = read_sitemap(PAGES.encode()).entries
        assert first == Entry(
            "https://a.example/1?x=1&y=2", dt.date(2026, 11, 3), {"fr-fr": "https://a.example/fr/1"}
        )
        assert second == Entry("https://a.example/2")

    def test_an_index_is_told_from_pages(self) -> None:
        index = f"<sitemapindex {NAMESPACE}><sitemap><loc>https://a.example/p.xml</loc></sitemap></sitemapindex>"
        assert read_sitemap(index.encode()).kind == "index"
        assert read_sitemap(PAGES.encode()).kind == "pages"

    @pytest.mark.parametrize("namespace", ["", 'xmlns="http://www.google.com/schemas/sitemap/0.84"'])
    def test_a_wrong_namespace_does_not_matter(self, namespace: str) -> None:
        text = f"<urlset {namespace}><url><loc>https://a.example/1</loc></url></urlset>"
        assert [entry.loc for entry in read_sitemap(text.encode()).entries] == ["https://a.example/1"]

    @pytest.mark.parametrize(
        "body",
        [
            PAGES.encode(),
            b"\xef\xbb\xbf" + PAGES.encode(),
            PAGES.replace("UTF-8", "UTF-16").encode("utf-16"),
            b"\n " + PAGES.encode(),
        ],
    )
    def test_plain_packed_and_marked_are_alike(self, body: bytes) -> None:
        assert read_sitemap(body).entries == read_sitemap(gzip.compress(body)).entries
        assert len(read_sitemap(body).entries) == 2

    def test_a_text_has_an_address_a_line(self) -> None:
        body = "\ufeffhttps://a.example/1\r\n\r\n  https://a.example/2 \n".encode()
        assert [entry.loc for entry in read_sitemap(body).entries] == ["https://a.example/1", "https://a.example/2"]

    def test_an_empty_text_is_an_empty_list(self) -> None:
        assert read_sitemap(b"\n").entries == ()

    @pytest.mark.parametrize(
        "body", [b"<html><body>Introuvable</body></html>", b"<rss/>", b"<urlset>", b"%PDF-1.7\n...", b"oups"]
    )
    def test_what_is_no_sitemap_is_said_so(self, body: bytes) -> None:
        with pytest.raises(XmlUnreadable):
            read_sitemap(body)

    def test_a_document_type_is_refused(self) -> None:
        with pytest.raises(XmlRefused):
            read_sitemap(b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset>&a;</urlset>')

    def test_a_bomb_is_refused(self) -> None:
        with pytest.raises(TooLarge):
            read_sitemap(gzip.compress(b" " * 11 * 1024 * 1024))

    def test_a_list_too_long_is_cut_and_says_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sitemaps, "MOST_ADDRESSES", 2)
        lines = [f"https://a.example/{number}" for number in range(3)]
        sitemap = read_sitemap("\n".join(lines).encode())
        assert [entry.loc for entry in sitemap.entries] == lines[:2]
        assert sitemap.is_cut
        assert not read_sitemap("\n".join(lines[:2]).encode()).is_cut

    @given(st.binary(max_size=300))
    def test_any_bytes_are_a_sitemap_or_are_refused(self, body: bytes) -> None:
        with contextlib.suppress(XmlUnreadable, XmlRefused, TooLarge):
            read_sitemap(body)


def test_robots_names_sitemaps_wherever_and_however() -> None:
    lines = [
        "\ufeffSitemap: https://a.example/1.xml?x=%26",
        "User-agent: *",
        "Disallow: /x",
        "  SITEMAP :https://a.example/2.xml # deux",
        "sitemap: https://a.example/1.xml?x=%26",
        "Sitemap:",
        "# Sitemap: https://a.example/3.xml",
    ]
    found = ["https://a.example/1.xml?x=%26", "https://a.example/2.xml"]
    assert sitemaps_of_robots("\n".join(lines)) == found
    assert sitemaps_of_robots("\r\n".join(lines)) == found
    assert sitemaps_of_robots("<html>") == []
