"""What is stored names no one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.extract.base_salary import Salary
from scraper.extract.posting import Location, Posting
from scraper.personal import masked, masked_posting


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Community manager (H/F)", "Community manager (H/F)"),
        ("Community manager - rh@exemple.example", "Community manager"),
        ("CM, écrire à jean.dupont+rh@mail.exemple.example", "CM, écrire à"),
        ("Community manager - 06 12 34 56 78", "Community manager"),
        ("Community manager +33 (0)6.12.34.56.78 Lille", "Community manager Lille"),
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
