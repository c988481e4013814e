"""The chart of ads by month: one source, a title that is true, a direction only where three months give it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.models import JobAd
from generator.page import Page
from generator.tables.compute import Row
from generator.tables.trends import trend
from generator.views.ad_months import largest_source, months_title
from tests.generator.ad_pages import body, build, words
from tests.generator.made import ad, run, source

PAGE, DRAWING = "offres/index.md", "donnees/graphiques/offres-par-mois.svg"


def month(name: str, n: int, complete: bool = True, source: str = "site") -> Row:
    return Row(f"{name}.{source}", {"month": name, "source": source, "n": n, "complete": complete, "reposts": 0})


def plain(text: str) -> str:
    """Every space an ordinary one."""
    return " ".join(text.split())


def ads(count: int, day: str, **fields: Any) -> list[JobAd]:
    name = fields.get("source", "site")
    return [ad(f"{name}-{day}-{number}", date_posted=day, **fields) for number in range(count)]


def chart(pages: dict[str, Page]) -> Any:
    return next(iter(body(pages[PAGE]).cssselect("figure#offres-par-mois")), None)


COUNTS = st.integers(0, 400)


@given(a=COUNTS, b=COUNTS, c=COUNTS)
def test_the_title_gives_the_three_counts_and_the_direction_of_the_trend(a: int, b: int, c: int) -> None:
    rows = [month("2025-12", a), month("2026-01", b), month("2026-02", c), month("2026-03", 1, complete=False)]
    found = trend(rows)
    assert found
    title = plain(months_title(rows, found))
    assert title.endswith(f"de décembre 2025 à février 2026 : {a}, {b}, puis {c}")
    assert title.startswith("De plus en plus") == (found.direction == "hausse")
    assert title.startswith("De moins en moins") == (found.direction == "baisse")
    assert title.startswith("Ni hausse ni baisse") == (found.direction == "stable")


@given(st.lists(st.tuples(COUNTS, st.booleans()), min_size=1, max_size=2))
def test_without_three_complete_months_the_title_gives_no_direction(found: list[tuple[int, bool]]) -> None:
    rows = [month(f"2026-0{rank}", n, complete) for rank, (n, complete) in enumerate(found, 1)]
    title = months_title(rows, trend(rows))
    assert "tendance" in title
    assert not re.search("hausse|baisse|De (plus|moins) en", title)
    # The count of a month that was not wholly read is a least.
    assert title.startswith("Au moins") == (not any(complete for _, complete in found))


def test_months_of_one_year_name_it_once():
    rows = [month(f"2026-{number:02}", 40) for number in (8, 9, 10)]
    assert "d’août à octobre 2026 : 40, 40, puis 40" in plain(months_title(rows, trend(rows)))


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(["2026-01", "2026-02"]), COUNTS), min_size=1))
def test_the_source_drawn_is_the_one_with_most_ads_and_never_a_sum(found: list[tuple[str, str, int]]) -> None:
    cells = {(name, when): n for name, when, n in found}
    rows = largest_source([month(when, n, source=name) for (name, when), n in cells.items()])
    assert len({row["source"] for row in rows}) == 1
    totals = {name: sum(n for (other, _), n in cells.items() if other == name) for name, _ in cells}
    assert sum(int(str(row["n"])) for row in rows) == max(totals.values())
    assert [row["month"] for row in rows] == sorted(str(row["month"]) for row in rows)


def test_the_page_draws_one_source_and_sets_all_in_the_table():
    few, many = {"source": "petite"}, {"source": "site"}
    pages = build(
        *ads(2, "2026-10-10", **few), *ads(3, "2026-10-10", **many), *ads(1, "2026-09-10", **many),
        runs=(run("2026-11-25"), run("2026-11-25", source="petite")),
        sources=(source(), source("petite")),
    )  # fmt: skip
    drawn = chart(pages)
    said = words(drawn)
    assert "Au moins 3 annonces publiées en octobre 2026" in said
    assert "La source site (Éditeur site)" in said
    assert "Dans le tableau, 1 autre source, sans addition" in said
    table = [[words(cell) for cell in row.iter("th", "td")] for row in drawn.cssselect("tbody tr")]
    assert table == [
        ["Octobre 2026", "La source petite", "2", "0", "non"],
        ["Octobre 2026", "La source site", "3", "0", "non"],
        ["Septembre 2026", "La source site", "1", "0", "non"],
    ]
    assert "Éditeur site" in pages[DRAWING].text
    # Its numbers open onto the cell of the month that the title tells.
    wrapper = drawn.getparent()
    assert wrapper.get("data-figure") == "table:annonces-par-mois#2026-10.site.n"
    assert wrapper.cssselect("details.src")


@pytest.mark.parametrize("day", ["2025-11-30", None])
def test_there_is_no_chart_without_an_ad_of_the_last_twelve_months(day):
    pages = build(*(ads(3, day) if day else ()))
    assert chart(pages) is None
    assert DRAWING not in pages


def test_the_twelve_months_begin_with_the_first_day_of_theirs():
    assert chart(build(*ads(1, "2025-12-01"))) is not None


def test_months_read_throughout_are_whole_and_the_others_hatched():
    read = tuple(run(f"2026-{number:02}-{day:02}") for number in (9, 10) for day in (1, 10, 20, 30))
    pages = build(*ads(2, "2026-10-05"), *ads(4, "2026-11-02"), runs=(*read, run("2026-11-05"), run("2026-11-18")))
    said = words(chart(pages))
    assert "2 annonces publiées en octobre 2026 ; trop peu de mois complets pour une tendance" in said
    assert "Hachuré" in said
    assert "<pattern" in pages[PAGE].text
