"""One address and one id for one record."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from catalog.models.base import ID_PATTERN
from scraper.identity import canonical_url, record_id


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        (
            "https://Jobs.Exemple.FR/offre/12?utm_source=x&UTM_Medium=y&id=4#haut",
            "https://jobs.exemple.fr/offre/12?id=4",
        ),
        ("https://exemple.fr:443/a", "https://exemple.fr/a"),
        ("http://exemple.fr:8080/a", "http://exemple.fr:8080/a"),
        ("https://exemple.fr", "https://exemple.fr/"),
        ("https://exemple.fr/?b=2&a=1", "https://exemple.fr/?a=1&b=2"),
        ("https://exemple.fr/offre?ref=12&source=4", "https://exemple.fr/offre?ref=12&source=4"),  # may name the ad
        (
            "https://boards.greenhouse.io/x/jobs/4?gh_jid=4&gh_src=abc",
            "https://boards.greenhouse.io/x/jobs/4?gh_jid=4",
        ),
        ("https://éxemple.fr/été", "https://xn--xemple-9ua.fr/%C3%A9t%C3%A9"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        (" https://exemple.fr/a ", "https://exemple.fr/a"),
    ],
)
def test_an_address_is_written_in_one_way(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


@pytest.mark.parametrize(
    ("source_id", "name"),
    [
        ("4012", "site-4012"),
        ("214SRHW", "site-214srhw"),
        ("cm-lille", "site-cm-lille-e272a08aeb"),
    ],
)
def test_a_plain_id_is_readable(source_id: str, name: str) -> None:
    assert record_id("site", source_id) == name


def test_an_id_under_the_month_of_its_source_is_readable_whole() -> None:
    assert record_id("annonces-lues-2026-11", "maison-exemple-2025") == "annonces-lues-2026-11-maison-exemple-2025"


@pytest.mark.parametrize(
    "pair", [("aB", "Ab"), ("a/b", "a-b"), ("é", "e"), ("x" * 200, "x" * 201), ("?", "!"), ("", "-")]
)
def test_ids_that_differ_stay_apart(pair: tuple[str, str]) -> None:
    assert record_id("site", pair[0]) != record_id("site", pair[1])


#: Names in which a hyphen, or something like a digest, may be on either side.
_PART = r"(?:[ab]|[0-9a-f]{10}|20[12]0-1[0-3])"
_NAMES = st.from_regex(rf"{_PART}(?:-{_PART}){{0,3}}", fullmatch=True)


@given(st.tuples(_NAMES, _NAMES | st.text("abAB-/ é", max_size=90)), st.tuples(_NAMES, _NAMES))
def test_ids_of_two_sources_stay_apart(one: tuple[str, str], other: tuple[str, str]) -> None:
    assume(one[0] != other[0])
    assert record_id(*one) != record_id(*other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("lever", "a-b"), ("lever-a", "b")),
        (("lever", "a/b"), ("lever-a", "b")),
        (("releve", "2026-10-b"), ("releve-2026-10", "b")),
        (("releve-2026-10", "2026-11-b"), ("releve-2026-10-2026-11", "b")),
        (("x" * 80, "1/2"), ("x" * 80 + "y", "1/2")),
    ],
)
def test_where_the_source_ends_is_told(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert record_id(*one) != record_id(*other)


@given(source=st.from_regex(r"[a-z]{1,5}(-[a-z]{1,5})?", fullmatch=True), source_id=st.text("a-/", max_size=5))
def test_what_stands_for_an_id_is_never_the_id_of_another(source: str, source_id: str) -> None:
    """An id written like the digest of another."""
    name = record_id(source, source_id)
    before, _, digest = name.rpartition("-")
    if len(digest) == 10:
        assert record_id(before, digest) != name


def test_the_ids_that_are_stored_stay() -> None:
    for path in sorted(Path("data/collected/ads").glob("*.jsonl")):
        for ad in map(json.loads, path.read_text("utf-8").splitlines()):
            assert ad["id"] == record_id(ad["source"], ad["source_id"])


@given(st.from_regex(r"https?://[a-z.-]{1,9}/[A-Za-z0-9/_.%~?=#-]{0,12}", fullmatch=True))
def test_an_address_written_in_one_way_stays(url: str) -> None:
    """What is told at a glance is what the whole way gives: the same address in capitals has to take that one."""
    try:
        canonical = canonical_url(f" {url}")  # not told at a glance
    except ValueError:
        return
    assert canonical_url(url) == canonical


@given(source=st.from_regex(r"[a-z0-9-]{1,80}", fullmatch=True), source_id=st.text(max_size=300))
def test_every_id_can_name_a_file_and_is_the_same_each_time(source: str, source_id: str) -> None:
    name = record_id(source, source_id)
    assert re.fullmatch(ID_PATTERN, name)
    assert name == record_id(source, source_id)
