"""What is stored names no one."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.draft import Draft
from scraper.extract.base_salary import Salary
from scraper.extract.posting import Location, Posting
from scraper.items import FoundAd, FoundPay
from scraper.personal import masked, masked_posting, masked_url
from scraper.pipelines.personal_data import PersonalDataPipeline

SEEN = dt.datetime(2026, 11, 25, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Community manager (H/F)", "Community manager (H/F)"),
        ("Community manager - rh@exemple.example", "Community manager"),
        ("CM, écrire à jean.dupont+rh@mail.exemple.example", "CM, écrire à"),
        ("Community manager - 06 12 34 56 78", "Community manager"),
        ("Community manager +33 (0)6.12.34.56.78 Lille", "Community manager Lille"),
        ("Community manager (06 12 34 56 78) à Lille", "Community manager à Lille"),
        ("35000 Rennes", "35000 Rennes"),
        ("De 1 801,80 à 2 100 euros", "De 1 801,80 à 2 100 euros"),
    ],
)
def test_contacts_are_masked(text: str, kept: str) -> None:
    assert masked(text) == kept


def test_every_stored_field_of_a_posting_is_masked() -> None:
    posting = masked_posting(
        Posting(
            title="CM 06 12 34 56 78",
            hiring_organization="rh@exemple.example",
            locations=(Location("Lille, 03 20 00 00 00"), Location("a@exemple.example")),
            salaries=(Salary(text="30 k€, voir rh@exemple.example"),),
        )
    )
    assert (posting.title, posting.hiring_organization) == ("CM", None)
    assert [place.text for place in posting.locations] == ["Lille"]
    assert posting.salaries[0].text == "30 k€, voir"


@given(st.text(max_size=200))
def test_masking_twice_is_masking_once(text: str) -> None:
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.fr/o/1?mail=jean.dupont%40exemple.fr&lang=fr", "https://a.fr/o/1?lang=fr"),
        ("https://a.fr/o/1?id=7&mail=jean.dupont@exemple.fr", "https://a.fr/o/1?id=7"),
        ("https://a.fr/o/1?to=https%3A%2F%2Fb.fr%2F%3Fm%3Dj%2540b.fr", "https://a.fr/o/1"),
        ("https://a.fr/o/1#jean@exemple.fr", "https://a.fr/o/1"),
        ("https://medium.com/@jean/un-article?b=2&a=1", "https://medium.com/@jean/un-article?b=2&a=1"),
        ("annonce-12", "annonce-12"),
        ("7 rh@exemple.fr", "7"),
        ("https://[a@b", "https://[a@b"),
    ],
)
def test_an_address_loses_the_parameters_that_hold_one(url: str, kept: str) -> None:
    assert masked_url(url) == kept


def test_an_ad_keeps_no_address_in_its_own() -> None:
    url = "https://a.fr/o/1?mail=jean.dupont%40exemple.fr"
    ad = PersonalDataPipeline().process_item(FoundAd(url, url, SEEN, Posting("CM")))
    assert isinstance(ad, FoundAd)
    assert (ad.source_id, ad.url) == ("https://a.fr/o/1", "https://a.fr/o/1")
    draft = PersonalDataPipeline().process_item(Draft("candidates", {"url": url, "source_id": url, "title": "CM"}))
    assert isinstance(draft, Draft)
    assert draft.values == {"url": "https://a.fr/o/1", "source_id": "https://a.fr/o/1", "title": "CM"}


def test_a_row_of_pay_names_no_one() -> None:
    fields = {"group": {"famille": "CM, voir rh@exemple.fr", "lieu": "Lille"}, "caveat": "au 06 12 34 56 78", "n": 3}
    row = PersonalDataPipeline().process_item(FoundPay("ligne-1", "https://a.fr/", SEEN, fields))
    assert isinstance(row, FoundPay)
    assert row.fields == {"group": {"famille": "CM, voir", "lieu": "Lille"}, "caveat": "au", "n": 3}
