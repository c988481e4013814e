"""Charts on a real screen: no word is under 12 px, wider than was counted, cut, or written over another."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.charts.age_ruler import AgeBand, AgeEdition, age_ruler
from generator.charts.beside import SharePair, surveys_beside_ads
from generator.charts.by_month import Month, by_month
from generator.charts.heat import Cell, heat
from generator.charts.marks_over_years import Mark, marks_over_years
from generator.charts.ranges import Interval, Landmark, ranges
from generator.charts.ranking import Ranked, ranking
from generator.charts.shares_over_years import ShareLine, shares_over_years
from generator.charts.tile_map import REGIONS, Tile, tile_map
from generator.charts.words import TEXT, width_of

CSS = Path(__file__).parents[2] / "docs/assets/css"

# What of each visible drawing a reader would not forgive.
FAULTS = """() => [...document.querySelectorAll("svg.plot")].flatMap(plot => {
  const frame = plot.getBoundingClientRect();
  if (!frame.width) return [];
  const scale = frame.width / plot.viewBox.baseVal.width;
  const said = [...plot.querySelectorAll("text")].map(text => ({
    words: text.textContent, box: text.getBoundingClientRect(), size: parseFloat(getComputedStyle(text).fontSize) * scale,
  }));
  const where = plot.querySelector("title").textContent;
  const small = said.filter(({size}) => size < 11.95).map(({words}) => `${where}: "${words}" is too small`);
  const out = said.filter(({box}) => box.left < frame.left - 1 || box.right > frame.right + 1
    || box.top < frame.top - 2 || box.bottom > frame.bottom + 2).map(({words}) => `${where}: "${words}" is cut`);
  // The box of a text holds the room of its line, above and below its letters.
  const over = said.flatMap(({words, box}, index) => said.slice(index + 1)
    .filter(({box: other}) => box.left < other.right - 1 && other.left < box.right - 1
      && box.top < other.bottom - 4 && other.top < box.bottom - 4)
    .map(other => `${where}: "${words}" runs into "${other.words}"`));
  return [...small, ...out, ...over];
})"""


def drawings() -> list[str]:
    """Each kind of chart, with names as long as those of our data and points as close."""
    skills = ["Création de contenus éditoriaux", "Canva", "Modération de communautés", "Réseaux sociaux"]
    months = [f"{month} 2026" for month in ("janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août")]
    pay = [(2012, 25000), (2013, 25000), (2014, 26830), (2016, 28000), (2018, 28527), (2019, 29063), (2020, 28888)]
    found = []
    for width in ("wide", "narrow"):
        found += [
            ranges(
                [Interval("Villefranche-sur-Saône (69)", 22_900, 27_600, n=12), Interval("Paris", 23_000, 39_900)],
                "ranges", width, 1, landmark=Landmark("SMIC", 21_876),
            ),
            marks_over_years(
                [Mark(year, value, f"{value}", "mean" if year > 2014 else "median") for year, value in pay],
                "marks", width, 2, unit="k€", thousands=True, key={"mean": "moyenne", "median": "médiane"},
            ),
            age_ruler(
                [
                    AgeEdition("Kontest, Québec, 2014", [AgeBand(18, 23, 7), AgeBand(24, 29, 45), AgeBand(48, None, 5)]),
                    AgeEdition("2015", [AgeBand(None, 20, 3.5), AgeBand(21, 22, 10), AgeBand(23, 24, 12)]),
                ],
                "ruler", width, 3,
            ),
            ranking([Ranked(name, 80, "80 %", n=1100, trend="↗ en hausse") for name in skills], "ranking", width, 4),
            heat(skills, months, [[Cell(100, "100 %")] * 7 + [Cell(None)]] * 4, "heat", width, 5),
            tile_map({code: Tile(10_000, "10 000") for code in REGIONS}, "map", width, 6),
            shares_over_years(
                [ShareLine(name, [(2012, 20), (2013, 50 + rank), (2025, 60 + rank)]) for rank, name in enumerate(skills)],
                "shares", width, 7,
            ),
            surveys_beside_ads([SharePair("Alternance et apprentissage", 12.5, 12.5)], "beside", width, 8),
            by_month(
                [Month(f"{2024 + rank // 12}-{rank % 12 + 1:02d}", rank * 50) for rank in range(30)],
                "months", width, 9,
            ),
        ]  # fmt: skip
    return found


@pytest.mark.parametrize("panel", [False, True], ids=["whole width", "panel"])
@pytest.mark.parametrize("width", [320, 360, 600, 768, 1160, 1440])
def test_every_kind_of_chart_can_be_read(browser: Browser, width: int, panel: bool) -> None:
    sheets = "".join(
        f"<style>{(CSS / f'{name}.css').read_text()}</style>"
        for name in ("tokens", "base", "frame", "components", "charts")
    )
    found = drawings()
    half = len(found) // 2
    kind = "panel" if panel else "chart"
    figures = "".join(
        f'<figure class="{kind}">{wide}{narrow}</figure>'
        for wide, narrow in zip(found[:half], found[half:], strict=True)
    )
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(f'{sheets}<main class="wrap"><div class="{"panels" if panel else ""}">{figures}</div></main>')
    assert page.locator("svg.plot:visible").count() == half
    assert page.evaluate(FAULTS) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_words_are_never_wider_on_screen_than_was_counted(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content('<svg><text style="font-family: DejaVu Sans"></text></svg>')
    said = [
        *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789éèêàçùôîœÉÀÎ€%«»’–−…→↗↘≈=()/.,",
        "22,9 à 27,6 k€ (n = 12)",
    ]
    for weight, strong in (("400", False), ("700", True)):
        measured = page.evaluate(
            """([said, size, weight]) => said.map(words => {
              const text = document.querySelector("text");
              text.style.fontSize = size + "px"; text.style.fontWeight = weight; text.textContent = words;
              return text.getComputedTextLength();
            })""",
            [said, TEXT, weight],
        )  # fmt: skip
        wider = [words for words, wide in zip(said, measured, strict=True) if wide > width_of(words, strong) + 1]
        assert wider == []
    page.close()


def test_the_charts_of_the_site_can_be_read(visit, site) -> None:
    """Two pages of each folder that show charts: those of a folder are made by one template."""
    pages: dict[str, list[str]] = {}
    for file in sorted(site.folder.rglob("index.html")):
        if '<svg class="plot' in file.read_text("utf-8"):
            path = file.relative_to(site.folder).parent.as_posix()
            pages.setdefault(path.partition("/")[0], []).append("" if path == "." else f"{path}/")
    assert "" in pages["."], "the home page has its chart"
    for path in [path for found in pages.values() for path in found[:2]]:
        for width in (360, 768, 1440):
            page = visit(path, width=width)
            assert page.evaluate(FAULTS) == [], (path, width)
            page.context.close()
