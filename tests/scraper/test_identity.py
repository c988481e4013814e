"""One address and one id for one record."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
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
        ("cm-lille", "site-cm-lille"),
    ],
)
def test_a_plain_id_is_readable(source_id: str, name: str) -> None:
    assert record_id("site", source_id) == name


@pytest.mark.parametrize(
    "pair", [("aB", "Ab"), ("a/b", "a-b"), ("é", "e"), ("x" * 200, "x" * 201), ("?", "!"), ("", "-")]
)
def test_ids_that_differ_stay_apart(pair: tuple[str, str]) -> None:
    assert record_id("site", pair[0]) != record_id("site", pair[1])


@given(source=st.from_regex(r"[a-z0-9-]{1,80}", fullmatch=True), source_id=st.text(max_size=300))
def test_every_id_can_name_a_file_and_is_the_same_each_time(source: str, source_id: str) -> None:
    name = record_id(source, source_id)
    assert re.fullmatch(ID_PATTERN, name)
    assert name == record_id(source, source_id)
