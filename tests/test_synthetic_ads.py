"""Invented ads: the same at each draw, and such that the site and its tables take them for ads."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.synthetic_ads import TODAY, Drawn, Words, draw, records, words
from catalog.models import JobAd

COUNT = 400


@pytest.fixture(scope="module")
def known() -> Words:
    return words()


@pytest.fixture(scope="module")
def drawn(known: Words) -> Drawn:
    return draw(known, COUNT, 7)


def test_a_seed_gives_the_same_ads_and_another_one_others(known, drawn):
    again, other = draw(known, COUNT, 7), draw(known, COUNT, 8)
    for name in Drawn.__dataclass_fields__:
        assert np.array_equal(getattr(drawn, name), getattr(again, name)), name
    assert not np.array_equal(drawn.title, other.title)


def test_every_row_is_an_ad_that_varies_in_all_a_table_tells_apart(known, drawn):
    ads = [JobAd.model_validate(fields) for fields in records(known, drawn)]
    assert len({ad.id for ad in ads}) == COUNT
    for ad in ads:
        assert 0 <= (TODAY - ad.first_seen).days <= 760
        assert ad.expired is None or ad.first_seen <= ad.expired <= TODAY
        assert len(set(ad.skills)) == len(ad.skills)
    for name in ("level", "remote", "base_salary", "expired", "duplicate_of", "contract", "skills"):
        stated = sum(bool(getattr(ad, name)) for ad in ads)
        assert 0 < stated < COUNT, name
    pays = [ad.base_salary for ad in ads if ad.base_salary]
    told = {
        "doubtful": [not pay.usable for pay in pays],
        "from": [pay.yearly_gross_max is None for pay in pays],
        "up to": [pay.yearly_gross_min is None for pay in pays],
        "abroad": [place.country != "FR" for ad in ads for place in ad.places],
        "old": [(TODAY - ad.first_seen).days > 366 for ad in ads],
        "age": [bool(ad.flags) for ad in ads],
    }
    for name, each in told.items():
        assert 0 < sum(each) < len(each) / 2, name


def test_an_ad_repeats_an_earlier_one_that_repeats_none(drawn):
    again = np.flatnonzero(drawn.repeats >= 0)
    assert len(again)
    assert (drawn.repeats[again] < again).all()
    assert (drawn.repeats[drawn.repeats[again]] == -1).all()


def test_the_level_is_that_of_the_contract(known, drawn):
    for fields in records(known, drawn):
        if fields.get("contract") in ("alternance", "apprentissage", "stage"):
            assert fields["level"] == ("stagiaire" if fields["contract"] == "stage" else "alternant")
