"""The page of job titles."""

from __future__ import annotations

from lxml import html

from catalog.catalog import Catalog
from catalog.models import JobTitle
from generator.site import Renderer, Site
from generator.views.titles import title_pages
from tests.generator.made import TODAY

ESCO = "http://data.europa.eu/esco/occupation/137b1d11-c4bc-4016-89ba-45345d4c71f0"


def title(name: str, relevance: str = "profession", **fields: object) -> JobTitle:
    return JobTitle.model_validate({"id": name, "label": {"fr": name.title()}, "relevance": relevance, **fields})


def page(*titles: JobTitle) -> html.HtmlElement:
    [made] = title_pages(Renderer(Site(Catalog(titles={each.id: each for each in titles}), TODAY)))
    assert made.path == "metier/intitules/index.md"
    return html.fromstring(made.text.split("---\n\n", 1)[1])


def test_titles_of_the_job_come_before_neighbours_and_look_alikes_stay_out() -> None:
    tree = page(title("webmaster", "voisin"), title("animateur-enfance", "homonyme"), title("cm"), title("animateur"))
    assert [card.get("id") for card in tree.xpath("//article")] == ["animateur", "cm", "webmaster"]
    assert tree.xpath("//section/@id") == ["metier", "voisins"]


def test_a_title_shows_its_level_its_variants_and_its_codes() -> None:
    tree = page(title("cm", level="alternant", variants=["animateur de <forum>", "CM"], rome="E1101", esco=ESCO))
    words = tree.xpath("//article")[0].text_content()
    assert "alternance" in words
    assert "animateur de <forum>, CM." in words
    assert "2\u00a0variantes" in words
    assert "ROME E1101" in words
    assert tree.xpath('//a[text()="fiche ESCO"]/@href') == [ESCO]


def test_every_name_is_counted() -> None:
    words = page(
        title("cm", variants=["a", "b"]), title("veilleur", "voisin"), title("radio", "homonyme")
    ).text_content()
    assert "2\u00a0intitulés, 4\u00a0noms" in words


def test_without_titles_the_page_says_so() -> None:
    assert "Aucun intitulé" in page().text_content()
