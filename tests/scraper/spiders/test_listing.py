"""Whether a list was surely read to its end."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.spiders.listing import Listing, number_of


def read(listing: Listing, *names: str, total: Any = None) -> Listing:
    listing.open(len(names), total)
    for name in names:
        listing.see(name)
    return listing


class TestWithATotal:
    @given(st.sets(st.text(min_size=1), min_size=1, max_size=30), st.data())
    def test_all_distinct_items_are_needed(self, names: set[str], data: st.DataObject) -> None:
        listing = read(Listing("essai"), *sorted(names), total=len(names) + 1)
        assert not listing.is_whole
        # A page that overlaps another brings nothing.
        again = data.draw(st.sampled_from(sorted(names)))
        assert not read(listing, again, total=len(names) + 1).is_whole
        assert read(listing, "".join(names) + "x", total=len(names) + 1).is_whole

    def test_the_greatest_total_counts(self) -> None:
        """An ad is taken down between two pages: the total is one less, and an ad was not seen."""
        listing = read(read(Listing("essai"), "a", "b", total=4), "d", total=3)
        assert not listing.is_whole

    def test_one_too_small_is_not_believed(self) -> None:
        listing = read(Listing("essai"), "a", "b", total=1)
        assert listing.announced is None

    def test_its_parts_count_for_a_list(self) -> None:
        whole = read(Listing("essai"), "a", total=3)
        whole.end()
        read(Listing("début", within=whole), "b", "c", total=2)
        assert not Listing("fin", within=whole).is_whole
        assert whole.is_whole


class TestWithout:
    def test_the_way_back_is_needed(self) -> None:
        listing = read(Listing("essai"), "a", "b")
        assert not listing.is_whole
        listing.is_back, listing.pages = True, ["https://exemple.example/1"]
        assert not listing.is_whole
        listing.pages.pop()
        assert listing.is_whole


class TestDays:
    def test_the_oldest_of_the_newest_first(self) -> None:
        listing = Listing("essai")
        for written in ("2026-11-20", "2026-11-20 09:00:00", "2026-11-03T23:59:59+01:00"):
            listing.date(written)
        assert (listing.is_sorted, listing.oldest) == (True, dt.date(2026, 11, 3))

    @pytest.mark.parametrize("days", [("2026-11-03", "2026-11-20"), ("2026-11-20", None), ("hier",), ("",)])
    def test_another_order_or_no_day_is_told(self, days: tuple[str | None, ...]) -> None:
        listing = Listing("essai")
        for written in days:
            listing.date(written)
        assert not listing.is_sorted


@pytest.mark.parametrize(
    ("told", "number"),
    [(110, 110), ("110", 110), (0, 0), (True, None), (-1, None), (1.5, None), ("beaucoup", None), (None, None),
     ("9" * 50, None), ("٣", None), ([], None)],
)  # fmt: skip
def test_a_total_is_a_number_however_written(told: Any, number: int | None) -> None:
    assert number_of(told) == number
