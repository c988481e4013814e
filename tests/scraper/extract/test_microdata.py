"""Microdata as JSON-LD-like objects."""

from __future__ import annotations

from typing import Any

from parsel import Selector

from scraper.extract.microdata import read_microdata


def items(body: str) -> list[dict[str, Any]]:
    return read_microdata(Selector(text=body, type="html").root)


def test_properties_go_to_the_nearest_item() -> None:
    assert items(
        '<div itemscope itemtype="http://schema.org/JobPosting"><b itemprop="title">CM</b>'
        '<div itemprop="hiringOrganization" itemscope><i itemprop="name">Zeste</i></div></div>'
    ) == [{"@type": ["http://schema.org/JobPosting"], "title": "CM", "hiringOrganization": {"name": "Zeste"}}]


def test_attributes_hold_the_value() -> None:
    assert items(
        '<p itemscope><meta itemprop="a" content="1"><a itemprop="b" href="/x">lien</a>'
        '<time itemprop="c" datetime="2026-01-02">hier</time><span itemprop="d" content="lu">non lu</span></p>'
    ) == [{"a": "1", "b": "/x", "c": "2026-01-02", "d": "lu"}]


def test_a_property_said_twice_is_a_list() -> None:
    assert items('<p itemscope><b itemprop="a b">x</b><b itemprop="a">y</b><b itemprop="a">z</b></p>') == [
        {"a": ["x", "y", "z"], "b": "x"}
    ]


def test_a_property_outside_any_item_is_left() -> None:
    assert items('<p itemprop="title">perdu</p>') == []
