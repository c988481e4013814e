"""Scripts cut out of a sound page are those that parsing the page gives; any other page is left to the parser."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.extract.jsonld import read_jsonld, read_postings
from scraper.extract.jsonld_scripts import STEADY, sound_scripts, sound_scripts_of_bytes

GOLD = Path(__file__).parents[2] / "gold"
AD = '<script type="application/ld+json">{"@type": "JobPosting", "description": "<p>À Lyon</p>"}</script>'


def opened(values: list[object]) -> list[object]:
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def test_gold_pages() -> None:
    pages = [page.read_text("utf-8", "replace") for page in sorted(GOLD.rglob("jsonld/*.html"))]
    sound = [(page, values) for page in pages if (values := sound_scripts(page)) is not None]
    assert len(sound) > len(pages) // 4
    for page, values in sound:
        assert opened(values) == read_jsonld(page)


@pytest.mark.parametrize(
    "page",
    [
        f"<!DOCTYPE html><html><head><title>Offre</title>{AD}</head><body><p>x</p></body></html>",
        f"<style>a > b {{}}</style><script>let a = '<p>';</script>\n{AD}\n<!-- fin -->",
        f'<div class="a"><noscript><iframe src="x"></iframe></noscript>{AD}</div>',
    ],
)
def test_sound_pages_are_not_parsed(page: str) -> None:
    values = sound_scripts(page)
    assert values
    assert opened(values) == read_jsonld(page)


@pytest.mark.parametrize(
    "page",
    [
        "<p>Rien</p>",
        AD.replace('{"', '{,"'),
        AD.replace("ld+json", "LD+JSON"),
        AD.replace("ld+json", "ld&#43;json"),
        AD + AD.replace("ld+json", "ld&#43;json"),
        f"<!-- sans fin {AD}",
        f'<p title="{AD}',
        f"</html>{AD}",
        AD + AD.replace("ld+json", "json+ld").replace(" type", " data-a='>' type"),
        f"<textarea>{AD}</textarea>",
        AD.replace("À", "<!-- -->"),
        AD.replace("</script>", ""),
    ],
)
def test_pages_in_doubt_are_left_to_the_parser(page: str) -> None:
    assert sound_scripts(page) is None


_PIECES = f"""<!-- | -->|{AD}|<script>var a = "<p>";</script>|<textarea>|</textarea>|<title>|</title>|<p data-a="|">|<br/>
|<style>a > b</style>|<noscript><iframe src="x"></iframe></noscript>|<script type=application/ld+json>[[1]]</script>|é &
|<script>|</script>|<div>|</div>|<template>|</template>|<!-->|<![CDATA[|]]>|</html>|<p data-a='|'>|<?php |<svg>|<plaintext>
|<script type="application/ld&#43;json">{{}}</script>|<script id="ld+json">{{}}</script>|<select>|<table>"""


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_PIECES.replace("\n", "").split("|")), max_size=12).map("".join))
def test_any_page(page: str) -> None:
    for values in (sound_scripts(page), sound_scripts_of_bytes(page.encode(), "utf-8")):
        if values is not None:
            assert [one for one in opened(values) if isinstance(one, dict)] == read_jsonld(page)


@pytest.mark.parametrize("encoding", sorted(STEADY))
@pytest.mark.parametrize("around", ["{}", "<p>É</p>{}\n<p>é</p>", "<body>{}<script>let a = 1</script>"])
def test_pages_yet_to_decode(around: str, encoding: str) -> None:
    page = around.format(AD)
    assert sound_scripts_of_bytes(page.encode(encoding), encoding) == sound_scripts(page) != []
    assert read_postings(page.encode(encoding), encoding) == read_postings(page)
