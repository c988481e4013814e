"""What each chart says: its values in words, its lengths and places in proportion, nothing made up between."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.territory import load_territory
from generator.charts.age_ruler import AgeBand, AgeEdition, age_ruler
from generator.charts.beside import SharePair, surveys_beside_ads
from generator.charts.by_month import Month, by_month
from generator.charts.heat import Cell, heat
from generator.charts.marks_over_years import Mark, marks_over_years
from generator.charts.ranges import Interval, Landmark, ranges
from generator.charts.ranking import Ranked, ranking
from generator.charts.shares_over_years import ShareLine, shares_over_years
from generator.charts.tile_map import REGIONS, Tile, tile_map
from tests.generator.charts.seen import boxes, parse, plain, rectangles, words

BOTH = pytest.mark.parametrize("width", ["wide", "narrow"])
GEOGRAPHY = Path(__file__).parents[3] / "data/geography"


def place(svg, text):
    """The middle of a text, across."""
    box = next(box for found, box in boxes(svg) if plain(found) == text)
    return (box.left + box.right) / 2


@BOTH
def test_a_range_tells_its_row_its_amounts_its_n_and_what_it_is_read_against(width):
    rows = [Interval("Débutant", 22_900, 27_600, n=12), Interval("Paris", 40_000)]
    said = words(ranges(rows, "Titre", width, 1, landmark=Landmark("SMIC", 21_876)))
    assert {"Débutant", "22,9 à 27,6 k€ (n = 12)", "Paris", "40 k€", "SMIC"} <= set(said)


@BOTH
def test_an_amount_that_is_the_most_or_the_least_says_so_and_goes_towards_what_is_not_known(width):
    rows = [Interval("Plafond", 40_000, bound="most"), Interval("Plancher", 40_000, bound="least")]
    drawn = ranges([*rows, Interval("Autre", 20_000, 60_000)], "Titre", width, 1)
    assert {"jusqu’à 40 k€", "à partir de 40 k€"} <= set(words(drawn))
    tails = re.findall(r'd="M([\d.]+) [\d.]+H([\d.]+)"[^>]*dasharray', str(drawn))
    (most, under), (least, over) = [(float(start), float(end)) for start, end in tails]
    assert under < most == least < over


def test_an_amount_by_day_is_in_euros():
    said = words(ranges([Interval("Réseau", 200, 336)], "Titre", "wide", 1, thousands=False))
    assert "200 à 336 €" in said
    assert not any("k€" in text for text in said)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(15_000, 90_000), st.integers(0, 60_000)), min_size=1, max_size=10),
    st.sampled_from(("wide", "narrow")),
)
def test_no_amount_is_left_out(found, width):
    rows = [Interval(f"Ligne {rank}", low, low + more) for rank, (low, more) in enumerate(found)]
    said = words(ranges(rows, "Titre", width, 1))
    assert sum(bool(re.fullmatch(r"[\d,]+( à [\d,]+)? k€", text)) for text in said) >= len(rows)


PAY = [
    Mark(2012, 25_000, "25 000", "median"),
    Mark(2025, 30_000, "30 000", "median"),
    Mark(2016, 28_000, "28 000", "mean"),
    Mark(2019, 29_063, "29 063", "mean"),
    Mark(2021, 27_251, "27 251", "part"),
]
KEY = {"median": "médiane", "mean": "moyenne", "part": "moyenne, CDI seuls", "other": "autre population"}


@BOTH
def test_medians_and_means_are_labelled_marks_that_nothing_joins(width):
    drawn = marks_over_years(PAY, "Titre", width, 1, unit="k€", thousands=True, key=KEY)
    said = words(drawn)
    assert {"25 000", "30 000", "29 063", "27 251", "2012", "2025", "0 k€"} <= set(said)
    assert {"médiane", "moyenne", "moyenne, CDI seuls"} <= set(said)
    assert "autre population" not in said, "the key names what is drawn"
    series = [e for e in parse(drawn).iter("{*}path") if "var(--s" in (e.get("stroke") or "")]
    assert not series, "no line joins a mark to another"
    assert len(list(parse(drawn).iter("{*}circle"))) == 3, "two open circles, and that of the key"


def test_one_kind_of_mark_needs_no_key():
    said = words(marks_over_years(PAY[:2], "Titre", "wide", 1, key=KEY))
    assert "médiane" not in said


def test_what_does_not_change_is_not_told_again():
    ages = [Mark(year, 28, "28 ans", "median") for year in (2015, 2016, 2017, 2018, 2025)]
    assert words(marks_over_years(ages, "Titre", "wide", 1, unit="ans")).count("28 ans") == 2


@BOTH
def test_each_age_band_stands_between_its_own_bounds_with_its_share(width):
    edition = AgeEdition("2018", [AgeBand(None, 20, 4), AgeBand(21, 30, 68), AgeBand(51, None, 2.5)])
    drawn = age_ruler([edition], "Titre", width, 1)
    said = words(drawn)
    assert "2018" in said
    shares = [text for text in said if re.fullmatch(r"(4|68|2,5)( %)?", text)]
    assert len(shares) == 3
    # 21 to 30 is from the 21st birthday to the eve of the 31st: its middle is at 26 on the ruler.
    year = (place(drawn, "60 ans") - place(drawn, "20 ans")) / 40
    middle = place(drawn, next(text for text in shares if text.startswith("68")))
    assert middle == pytest.approx(place(drawn, "20 ans") + 6 * year, abs=1)


@BOTH
def test_a_share_that_its_source_says_about_keeps_its_sign(width):
    ruler = age_ruler([AgeEdition("2023", [AgeBand(None, 29, 70, "≈"), AgeBand(30, None, 30)])], "Titre", width, 1)
    beside = surveys_beside_ads([SharePair("CDD", 7, 35, "≈")], "Titre", width, 1)
    lines = [ShareLine("Bac+5", [(2020, 52), (2021, 50)], "≈"), ShareLine("Bac+3", [(2020, 88), (2021, 90)])]
    over = " ".join(words(shares_over_years(lines, "Titre", width, 1)))
    assert {"≈ 70 %", "30 %"} <= set(words(ruler))
    assert {"≈ 7 %", "35 %"} <= set(words(beside))
    assert "Bac+5 ≈ 50 %" in over
    assert "Bac+3 90 %" in over


def test_bands_that_overlap_are_one_under_the_other():
    drawn = age_ruler([AgeEdition("2013", [AgeBand(26, 35, 49), AgeBand(26, None, 61)])], "Titre", "wide", 1)
    tops = {plain(text): box.top for text, box in boxes(drawn)}
    assert tops["61 %"] > tops["49 %"] + 20


@BOTH
def test_bars_of_a_ranking_begin_at_zero_and_keep_proportion(width):
    rows = [
        Ranked("Canva", 80, "80 %", n=84, trend="↗ en hausse"),
        Ranked("Anglais", 20, "20 %"),
        Ranked("Rien", 0, "0 %"),
    ]
    drawn = ranking(rows, "Titre", width, 1)
    first, second, none = rectangles(drawn, "var(--s1)")
    assert first[0] == second[0] == none[0]
    assert first[2] == pytest.approx(4 * second[2], abs=0.3)
    assert none[2] == 0
    said = words(drawn)
    assert said.count("↗ en hausse") == 1
    assert {"80 %", "n = 84", "0 %"} <= set(said)


@BOTH
def test_a_cell_without_enough_answers_is_hatched_and_all_columns_are_there(width):
    columns = [
        f"{month} 2026" for month in ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.")
    ]
    cells = [[Cell(rank * 10, f"{rank * 10} %") for rank in range(8)] + [Cell(None)]]
    drawn = heat(["Canva"], columns, cells, "Titre", width, 1)
    said = words(drawn)
    assert {f"{rank * 10} %" for rank in range(8)} <= set(said)
    assert said.count("–") == 1
    assert len(rectangles(drawn, "url(")) == 1
    assert {"janv.", "sept."} <= {text.split()[0] for text in said}


def test_the_map_has_a_tile_for_each_region_and_no_two_at_one_place():
    assert set(REGIONS) == set(load_territory(GEOGRAPHY).regions)
    assert len({(column, row) for _, column, row in REGIONS.values()}) == len(REGIONS)
    assert {code: name for code, (name, _, _) in REGIONS.items()} == load_territory(GEOGRAPHY).regions


@BOTH
def test_a_region_that_is_not_counted_is_not_a_zero(width):
    drawn = tile_map({"53": Tile(4, "4"), "11": Tile(0, "0")}, "Titre", width, 1)
    said = words(drawn)
    assert said.count("–") == len(REGIONS) - 2
    assert {"4", "0", "Bretagne"} <= set(said)
    with pytest.raises(KeyError):
        tile_map({"99": Tile(1, "1")}, "Titre", width, 1)


@BOTH
def test_lines_are_named_at_their_end_and_dashed_where_editions_are_missing(width):
    lines = [ShareLine("X", [(2012, 94), (2013, 93), (2020, 72)]), ShareLine("Instagram", [(2013, 28), (2020, 88)])]
    drawn = shares_over_years(lines, "Titre", width, 1)
    text = " ".join(words(drawn))
    assert "X 72 %" in text
    assert "Instagram 88 %" in text
    dashed = [path for path in parse(drawn).iter("{*}path") if path.get("stroke-dasharray")]
    assert len(dashed) == 2
    with pytest.raises(ValueError, match="7 lines"):
        shares_over_years(lines * 3 + lines[:1], "Titre", width, 1)


@BOTH
def test_surveys_and_ads_are_two_shapes_on_one_scale(width):
    rows = [SharePair("CDI", 50, 25), SharePair("Indépendant", 11, None)]
    drawn = surveys_beside_ads(rows, "Titre", width, 1, ads="annonces 2026")
    said = words(drawn)
    assert {"enquêtes", "annonces 2026", "50 %", "25 %", "11 %", "–"} <= set(said)
    root = parse(drawn)
    circles = [e for e in root.iter("{*}circle") if e.get("fill") == "var(--s1)"]
    squares = [e for e in root.iter("{*}rect") if e.get("fill") == "var(--s2)"]
    assert (len(circles), len(squares)) == (3, 2), "those of the key, and the known values"
    zero = place(drawn, "0 %") if width == "wide" else 16
    survey, ads = float(circles[1].get("cx")) - zero, float(squares[1].get("x")) + 6 - zero
    assert survey == pytest.approx(2 * ads, abs=0.3)


@BOTH
def test_columns_keep_proportion_and_a_month_not_over_is_hatched(width):
    months = [Month("2025-12", 0), Month("2026-01", 10), Month("2026-03", 40), Month("2026-04", 20, complete=False)]
    drawn = by_month(months, "Titre", width, 1)
    heights = [box[3] for box in rectangles(drawn, "var(--s2)")]
    assert heights[0] == 0
    assert heights[2] == pytest.approx(4 * heights[1], abs=0.3)
    (hatched,) = rectangles(drawn, "url(")
    assert hatched[3] == pytest.approx(2 * heights[1], abs=0.3)
    said = words(drawn)
    assert {"0", "10", "40", "20", "–", "mars", "2026"} <= set(said), "February was not read: it is no zero"


def test_two_charts_of_a_page_share_no_id_and_one_drawn_twice_is_the_same():
    ids = []
    for number in (1, 2):
        for width in ("wide", "narrow"):
            drawn = heat(["a"], ["b"], [[Cell(None)]], "Titre", width, number)
            assert drawn == heat(["a"], ["b"], [[Cell(None)]], "Titre", width, number)
            ids += [element.get("id") for element in parse(drawn).iter() if element.get("id")]
    assert len(ids) == len(set(ids)) == 8
