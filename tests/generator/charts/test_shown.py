"""A chart in its page, and as a file that opens alone."""

import datetime as dt
import re
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from lxml import html
from markupsafe import Markup

from catalog.catalog import Catalog
from generator.actions import Actions
from generator.charts.heat import Cell, heat
from generator.charts.palette import LIGHT
from generator.charts.ranking import Ranked, ranking
from generator.charts.shown import Column, Link, ShownChart, chart_file
from generator.site import Renderer, Site, View
from generator.views import home
from tests.generator.charts.seen import parse, words

TOKENS = (Path(home.__file__).parents[2] / "docs/assets/css/tokens.css").read_text()
TITLE = "La moitié des annonces demandent Canva : 52 %"


def drawn(width):
    return ranking([Ranked("Canva & co", 52, "52 %", n=110)], "Canva dans 52 % des annonces", width, 3, colour="--s2")


CHART = ShownChart(
    id="competences",
    title=TITLE,
    wide=drawn("wide"),
    narrow=drawn("narrow"),
    caption="Annonces lues en octobre 2026.",
    columns=[Column("Compétence"), Column("Part", numeric=True)],
    rows=[[Link("Canva & co", "competences/canva/index.md#demande"), "52 %"], ["<b>Anglais</b>", "25 %"]],
    csv="donnees/competences.csv",
    actions=Actions("", "https://forge.exemple.fr/issues/new?title=x", "France Travail, octobre 2026."),
    corpus="ads",
)


def figure(chart):
    renderer = Renderer(Site(Catalog(), dt.date(2026, 11, 25)))
    source = '{% from "charts.html" import figure_chart with context %}{{ figure_chart(chart) }}'
    view = View(renderer, "salaires")
    return html.fromstring(renderer.environment.from_string(source).render(chart=chart, href=view.href))


def test_a_chart_has_its_conclusion_its_drawings_its_files_its_citation_and_its_table():
    element = figure(CHART)
    assert element.get("id") == "competences"
    assert element.cssselect(".of.ads")[0].text == "Ce que disent les annonces"
    assert element.cssselect("h2")[0].text == TITLE
    assert [svg.get("class") for svg in element.cssselect("svg")] == ["plot wide", "plot narrow"]
    assert element.cssselect("figcaption")[0].text == "Annonces lues en octobre 2026."
    links = {link.text: link.get("href") for link in element.cssselect(".actions a")}
    assert links == {
        "CSV": "../donnees/competences.csv",
        "SVG": "../donnees/graphiques/competences.svg",
        "Signaler une erreur": "https://forge.exemple.fr/issues/new?title=x",
    }
    cite = element.cssselect("details > .cite")[0]
    assert cite.text == "France Travail, octobre 2026."
    assert element.cssselect("button")[0].get("data-copy") == cite.get("id")
    rows = [[cell.text_content() for cell in row.iter("th", "td")] for row in element.iter("tr")]
    assert rows == [["Compétence", "Part"], ["Canva & co", "52 %"], ["<b>Anglais</b>", "25 %"]]
    assert element.cssselect("tbody th a")[0].get("href") == "../competences/canva/#demande"
    assert not element.cssselect("b"), "what was typed is a text"


def test_what_a_chart_has_not_is_not_shown():
    bare = figure(replace(CHART, actions=Actions("", "", ""), corpus=None, level=3, panel=True))
    assert [link.text for link in bare.cssselect(".actions > *")] == ["CSV", "SVG"]
    assert not bare.cssselect(".of")
    assert bare.cssselect("h3")[0].text == TITLE
    assert "panel" in bare.get("class").split()


def test_the_file_opens_alone_with_its_conclusion_its_source_and_its_citation():
    page = chart_file(CHART)
    assert page.path == "donnees/graphiques/competences.svg"
    root = parse(page.text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in page.text
    said = " ".join(words(page.text))
    assert TITLE in said
    assert "Annonces lues en octobre 2026. France Travail, octobre 2026." in said
    assert {"Canva & co", "52 %", "n = 110"} <= set(words(page.text))
    assert root.find("{*}title").text.replace("\u00a0", " ") == TITLE
    assert LIGHT["--s2"] in page.text


def test_a_caption_with_a_link_is_only_words_in_the_file():
    caption = Markup('Enquête 2025, <a href="../etudes/x/">lue chez un tiers</a>.')
    assert figure(replace(CHART, caption=caption)).cssselect("figcaption a")
    assert "Enquête 2025, lue chez un tiers. France Travail" in " ".join(
        words(chart_file(replace(CHART, caption=caption)).text)
    )


def tokens():
    """Each colour of the stylesheet, light and dark."""
    found = re.findall(r"(--[a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", TOKENS)
    return {name: (light, dark) for name, light, dark in found}


def test_the_colours_of_a_file_are_those_of_the_stylesheet():
    assert {name: tokens()[name][0] for name in LIGHT} == LIGHT


def channels(colour):
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def luminance(rgb):
    linear = [(c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4) for c in rgb]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("theme", "colour"), list(product((0, 1), ("--s1", "--s2", "--s3", "--s4"))))
def test_what_is_written_on_the_darkest_cell_can_be_read(theme, colour):
    cell = next(e for e in parse(heat(["a"], ["b"], [[Cell(9, "9")]], "t", "wide", 1, colour=colour)).iter("{*}rect"))
    share = float(cell.get("fill-opacity"))
    over, under = channels(tokens()[colour][theme]), channels(tokens()["--paper"][theme])
    ground = luminance([share * a + (1 - share) * b for a, b in zip(over, under, strict=True)])
    ink = luminance(channels(tokens()["--ink"][theme]))
    assert (max(ink, ground) + 0.05) / (min(ink, ground) + 0.05) >= 4.5


def test_a_drawing_is_described_by_what_its_table_says():
    said = "Canva & co\u00a0: 52 % ; <b>Anglais</b>\u00a0: 25 %. Toutes les valeurs sont dans le tableau qui suit."
    for drawing in (CHART.wide, CHART.narrow):
        (desc,) = parse(CHART.described(drawing)).findall("{*}desc")
        assert desc.text == said
    (shown,) = {each.text_content() for each in figure(CHART).iter("desc")}
    assert shown == said


def test_each_measure_of_a_drawing_is_named_in_its_description_and_n_is_none():
    columns = [Column("Année"), Column("Montant", True), Column("Euros constants", True), Column("n", True)]
    rows = [[str(2000 + rank), f"{rank} €", f"{rank + 5} €", "844"] for rank in range(20)]
    told = replace(CHART, columns=columns, rows=rows).description
    assert told.startswith("2000\u00a0: Montant 0 €, Euros constants 5 € ; 2001\u00a0: Montant 1 €,")
    assert "2011" in told
    assert "2012" not in told
    assert "844" not in told
    assert told.endswith(" ; … Toutes les valeurs sont dans le tableau qui suit.")
