"""A date is as precise as its source."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.partial_date import PartialDate


@pytest.mark.parametrize(
    ("written", "earliest", "latest", "precision"),
    [
        ("2012", "2012-01-01", "2012-12-31", "year"),
        ("2012-02", "2012-02-01", "2012-02-29", "month"),
        ("2012-05-09", "2012-05-09", "2012-05-09", "day"),
        ("2010/2012", "2010-01-01", "2012-12-31", "interval"),
        ("2011-06/2011-08", "2011-06-01", "2011-08-31", "interval"),
    ],
)
def test_reads_what_is_known(written, earliest, latest, precision):
    date = PartialDate.parse(written)
    assert (date.earliest.isoformat(), date.latest.isoformat(), date.precision) == (earliest, latest, precision)
    assert str(date) == written


@pytest.mark.parametrize(
    "written",
    [
        "2012-13",
        "2026-02-29",
        "2012-5-9",
        "12/05/2012",
        "2012/2010",
        "0000",
        "",
        "mai 2012",
        "２０１２",
        "2012-05-09T10:00",
    ],
)
def test_refuses_what_is_not_a_date(written):
    with pytest.raises(ValueError, match=r".*"):
        PartialDate.parse(written)


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31)))
def test_a_day_lies_within_its_month_and_its_year(day):
    for written in (f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}"):
        date = PartialDate.parse(written)
        assert date.earliest <= day <= date.latest
