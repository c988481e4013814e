"""Whatever the data, within what pages hold: words stand inside, apart, and in the page's own colours."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.charts.age_ruler import AgeBand, AgeEdition, age_ruler
from generator.charts.beside import SharePair, surveys_beside_ads
from generator.charts.by_month import Month, by_month
from generator.charts.heat import Cell, heat
from generator.charts.marks_over_years import Mark, marks_over_years
from generator.charts.ranges import Interval, Landmark, ranges
from generator.charts.ranking import Ranked, ranking
from generator.charts.shares_over_years import ShareLine, shares_over_years
from generator.charts.tile_map import REGIONS, Tile, tile_map
from tests.generator.charts.seen import check_readable

MANY = settings(max_examples=40, deadline=None)
WORD = st.sampled_from(
    [
        "Community",
        "management",
        "Île-de-France",
        "réseaux",
        "sociaux",
        "a",
        "de",
        "CDI",
        "Alternance",
        "Wwww",
        "—",
        "2026",
        "%",
    ]
)
LABEL = st.lists(WORD, min_size=1, max_size=6).map(" ".join)
WIDTH = st.sampled_from(("wide", "narrow"))
SHARE = st.one_of(st.integers(0, 100), st.decimals(0, 100, places=1).map(float))
MONEY = st.integers(12_000, 120_000)
N = st.one_of(st.none(), st.integers(1, 20_000))
YEAR = st.integers(2008, 2030)


@st.composite
def intervals(draw):
    low = draw(MONEY)
    high = draw(st.one_of(st.none(), st.integers(low, 130_000)))
    bound = None if high else draw(st.sampled_from((None, "most", "least")))
    return Interval(draw(LABEL), low, high, draw(N), draw(st.booleans()), bound)


@MANY
@given(st.lists(intervals(), min_size=1, max_size=12), WIDTH, st.one_of(st.none(), MONEY), st.booleans())
def test_ranges(rows, width, smic, thousands):
    landmark = Landmark("SMIC", smic) if smic else None
    check_readable(ranges(rows, "Titre", width, 1, landmark=landmark, thousands=thousands))


KINDS = st.sampled_from(("median", "mean", "part", "other", "value"))
KEY = {
    "median": "médiane",
    "mean": "moyenne",
    "part": "moyenne, CDI seuls",
    "other": "autre population",
    "value": "x",
}


@st.composite
def marks(draw):
    value = draw(MONEY)
    return Mark(draw(YEAR), value, f"environ {value}" if value % 2 else f"{value}", draw(KINDS))


@MANY
@given(st.lists(marks(), min_size=1, max_size=30), WIDTH)
def test_marks_of_pay(found, width):
    check_readable(marks_over_years(found, "Titre", width, 1, unit="k€", thousands=True, key=KEY))


@MANY
@given(st.lists(st.tuples(YEAR, SHARE), min_size=1, max_size=20), WIDTH)
def test_marks_of_shares(found, width):
    check_readable(marks_over_years([Mark(y, v, f"{v} %") for y, v in found], "Titre", width, 1, unit="%"))


@st.composite
def bands(draw):
    low = draw(st.one_of(st.none(), st.integers(14, 70)))
    high = draw(st.one_of(st.none(), st.integers(low or 16, 75)))
    return AgeBand(low, high, draw(SHARE))


EDITION = st.builds(AgeEdition, LABEL, st.lists(bands(), max_size=8))


@MANY
@given(st.lists(EDITION, min_size=1, max_size=10), WIDTH)
def test_age_ruler(editions, width):
    check_readable(age_ruler(editions, "Titre", width, 1))


TREND = st.sampled_from((None, "↗ en hausse", "→ stable", "↘ en baisse"))
RANKED = st.builds(
    lambda label, value, n, trend: Ranked(label, value, f"{value} %", n, trend), LABEL, SHARE, N, TREND
)


@MANY
@given(st.lists(RANKED, min_size=1, max_size=20), WIDTH, st.sampled_from((None, 100)))
def test_ranking(rows, width, top):
    check_readable(ranking(rows, "Titre", width, 1, top=top))


CELL = st.one_of(st.just(Cell(None)), SHARE.map(lambda value: Cell(value, f"{value} %")))


@MANY
@given(st.integers(1, 12), st.integers(1, 12), WIDTH, st.data())
def test_heat(rows_count, columns_count, width, data):
    rows = data.draw(st.lists(LABEL, min_size=rows_count, max_size=rows_count))
    columns = data.draw(st.lists(LABEL, min_size=columns_count, max_size=columns_count))
    cells = [[data.draw(CELL) for _ in columns] for _ in rows]
    check_readable(heat(rows, columns, cells, "Titre", width, 1))


TILE = st.one_of(st.just(Tile(None)), st.integers(0, 99_999).map(lambda count: Tile(count, str(count))))


@MANY
@given(st.dictionaries(st.sampled_from(sorted(REGIONS)), TILE), WIDTH)
def test_tile_map(tiles, width):
    check_readable(tile_map(tiles, "Titre", width, 1))


LINE = st.builds(ShareLine, LABEL, st.dictionaries(YEAR, SHARE, min_size=1).map(lambda found: sorted(found.items())))


@MANY
@given(st.lists(LINE, min_size=1, max_size=6), WIDTH)
def test_shares_over_years(lines, width):
    check_readable(shares_over_years(lines, "Titre", width, 1))


PAIR = st.builds(SharePair, LABEL, st.one_of(st.none(), SHARE), st.one_of(st.none(), SHARE))


@MANY
@given(st.lists(PAIR, min_size=1, max_size=10), WIDTH)
def test_surveys_beside_ads(rows, width):
    check_readable(surveys_beside_ads(rows, "Titre", width, 1))


@MANY
@given(st.dictionaries(st.integers(0, 70), st.integers(0, 20_000), min_size=1), st.booleans(), WIDTH)
def test_by_month(counts, over, width):
    months = [Month(f"{2020 + rank // 12}-{rank % 12 + 1:02d}", count) for rank, count in sorted(counts.items())]
    months[-1] = Month(months[-1].month, months[-1].count, over)
    check_readable(by_month(months, "Titre", width, 1))


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "&amp; \" ' </svg>"])
def test_a_typed_text_stays_a_text(hostile):
    drawn = ranking([Ranked(hostile, 3, hostile, trend=hostile)], hostile, "wide", 1)
    check_readable(drawn)
    assert "<script" not in drawn
    assert drawn.count("</svg>") == 1
