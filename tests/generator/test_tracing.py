"""What a figure opens onto, whatever it is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from lxml import html

from catalog.models import Interview, Reference
from catalog.partial_date import PartialDate
from generator.address import Address
from generator.costs import in_force
from generator.labels import READ_ON
from generator.law import law_trace
from generator.pages import open_site
from generator.site import Renderer, Site, View
from generator.tables.columns import Column
from generator.tracing import AS_READ, Link, cell_trace, editions_trace, period_words, reading_trace, trace
from tests.generator.conftest import CALLED, WORK
from tests.generator.made import TERRITORY, TODAY, ad, catalog, collected

HERE = Address(
    "https://exemple.fr/cm/", "https://forge.exemple.fr/cm", "https://forge.exemple.fr/cm/edit/main/", "Le site"
)
DAY = "données du 25\u00a0novembre\u00a02026"


@pytest.fixture
def site() -> Site:
    return Site(CALLED, TODAY, address=HERE)


def test_a_figure_of_a_study_names_its_producer_first_then_us(site):
    made = reading_trace(site, site.reading("enquete#salaire"))
    assert made.citation == (
        "Producteur, «\u00a0Enquête\u00a0», Salaire : 25\u202f000\u00a0€, 2013, n\u00a0=\u00a01\u202f013,"
        f" https://exemple.fr/. Lu dans «\u00a0Le site\u00a0», {DAY}, https://exemple.fr/cm/etudes/enquete/#chiffre-salaire."
    )
    assert made.path == "etudes/enquete/index.md#chiffre-salaire"
    assert made.report.startswith("https://forge.exemple.fr/cm/issues/new?title=Chiffre")
    assert made.sources == (Link("Producteur, lu à la source", "https://exemple.fr/"),)


def test_the_pay_of_a_group_is_not_said_to_rest_on_all_the_answers_of_the_edition(site):
    reading = site.reading("enquete#salaire")
    group = replace(reading, figure=reading.figure.model_copy(update={"group": {"contrat": "CDI"}}))
    made = reading_trace(site, group)
    sample = "n de l’édition\u00a0:\u00a01\u202f013"
    assert made.n == sample
    view = View(Renderer(site), "a")
    for written in (view.traced(group), view.line(group), made.citation):
        assert sample in written
        assert "n\u00a0=" not in written


def test_a_number_in_a_sentence_opens_onto_its_population_and_its_note(site):
    reading = site.reading("enquete#salaire")
    noted = replace(reading, figure=reading.figure.model_copy(update={"note": "Écrit « jusqu’à »."}))
    opened = html.fromstring(str(View(Renderer(site), "a").traced(noted))).xpath("string(//*[@popover])")
    assert "Population CM" in opened
    assert "Note Écrit « jusqu’à »." in opened


def test_a_value_that_is_ours_is_not_said_to_be_as_published(site):
    reading = site.reading("enquete#salaire")
    assert reading_trace(site, reading).how == AS_READ
    ours = replace(
        reading, figure=reading.figure.model_copy(update={"computed": "elle écrit « deux mille par mois »."})
    )
    made = reading_trace(site, ours)
    assert made.how == "Calculé d’après la source\u00a0: elle écrit « deux mille par mois »."
    view = View(Renderer(site), "a")
    for written in (view.traced(ours), view.line(ours)):
        assert made.how in written
        assert "sans calcul" not in written


def test_a_cell_of_a_table_leads_to_its_row_and_its_file():
    site = open_site(catalog(), TODAY, collected(ad("a"), ad("b")), TERRITORY, HERE)
    result = site.tables["annonces-par-mois"]
    row = result.rows[0]
    made = cell_trace(site, result, row, "n", label="Annonces de novembre")
    assert made.reference == f"table:annonces-par-mois#{row.key}.n"
    assert made.value == str(row["n"])
    assert made.path == f"donnees/annonces-par-mois/index.md#{row.key}"
    assert [file.target for file in made.files] == ["donnees/annonces-par-mois.csv"]
    assert made.sources == (Link("La source site", "sources/index.md#site"),)
    assert made.citation.startswith("Éditeur site, Annonces de novembre : ")
    assert made.period == "le 20\u00a0novembre\u00a02026"


def test_a_constant_of_the_law_says_since_when(site):
    smic = Reference.model_validate(
        {
            "id": "smic",
            "title": "Smic",
            "definition": "Le plancher.",
            "unit": "€ bruts par heure",
            "publisher": "État",
        }
        | {"url": "https://loi.exemple.fr/", "read_on": "original"}
        | {"values": [{"value": 11.88, "valid_from": "2024-11-01", "valid_until": "2025-12-31"}]}
    )
    made = law_trace(site, smic, in_force(smic, TODAY)[0])
    assert (made.value, made.unit) == ("11,88\u00a0€", "bruts par heure")
    assert made.period == "depuis le 1er\u00a0novembre\u00a02024 ; la valeur suivante n’a pas été lue"
    assert made.citation.startswith("État, Smic : 11,88\u00a0€ bruts par heure, ")


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        (dt.date(2026, 10, 1), dt.date(2026, 11, 3), "du 1er octobre 2026 au 3 novembre 2026"),
        (dt.date(2026, 10, 1), dt.date(2026, 10, 1), "le 1er octobre 2026"),
        (dt.date(2026, 10, 1), None, "depuis le 1er octobre 2026"),
        (None, dt.date(2026, 10, 1), "jusqu’au 1er octobre 2026"),
        (None, None, "période inconnue"),
    ],
)
def test_a_period_is_told_or_said_to_be_unknown(since, until, words):
    assert period_words(since, until).replace("\u00a0", " ") == words


def test_without_an_address_nothing_is_invented():
    site = Site(CALLED, TODAY)
    made = reading_trace(site, site.reading("enquete#salaire"))
    assert made.report == ""
    assert made.citation.endswith(f"Lu dans «\u00a0Le métier de Community Manager\u00a0», {DAY}.")


def test_hostile_words_of_a_trace_show_as_they_are(site):
    hostile = "<script>alert(1)</script> [x](javascript:y) *z*"
    made = trace(
        site, reference="made:a#b", label=hostile, value="3 %", producer=hostile, path="a/index.md#b", how=hostile,
        row=Link(hostile, "a/index.md#b"), sources=[Link(hostile, "https://x.fr/?a=<b>")], n=None, period=hostile,
    )  # fmt: skip
    view = View(Renderer(site), "b")
    for written in (view.traced(made), view.line(made)):
        tree = html.fromstring(f"<div>{written}</div>")
        assert not tree.xpath("//script")
        assert hostile in tree.text_content()
        assert "](" not in str(written)


def test_each_number_of_a_page_has_an_id_of_its_own_and_the_same_at_each_build(site):
    def page() -> str:
        view = View(Renderer(site), "a")
        return "".join(str(view.traced(site.reading("enquete#salaire"), said=said)) for said in (True, False))

    ids = html.fromstring(f"<div>{page()}</div>").xpath("//@id")
    assert len(ids) == len(set(ids)) == 2
    assert page() == page()


def _edition(reading, year, n, read_on="original"):
    return replace(reading, year=PartialDate.parse(str(year)), n=n, read_on=read_on)


def test_a_drawing_of_several_editions_says_the_span_of_their_years_and_of_their_n(site):
    reading = site.reading("enquete#salaire")
    editions = [_edition(reading, 2011, 454), _edition(reading, 2013, 1150), _edition(reading, 2015, 844, "relay")]
    made = editions_trace(site, editions[-1], editions)
    assert made.short == (f"2011–2015 · n de 454 à 1\u202f150 selon l’édition · en partie {READ_ON['relay']}")
    assert dict(made.facts)["Chiffre le plus récent"].startswith("25\u202f000\u00a0€ en 2015, n\u00a0=\u00a0844")
    assert ", 2015, n\u00a0=\u00a0844" in made.citation


def test_a_sample_that_one_edition_hides_is_said_to_be_hidden(site):
    reading = site.reading("enquete#salaire")
    editions = [_edition(reading, 2011, 454), _edition(reading, 2013, None)]
    assert editions_trace(site, editions[-1], editions).n == "n\u00a0=\u00a0454, parfois non communiqué"


def test_a_drawing_of_one_edition_is_dated_as_its_figure_is(site):
    reading = site.reading("enquete#salaire")
    assert editions_trace(site, reading, [reading, reading]) == reading_trace(site, reading)


def test_a_year_is_no_quantity():
    interviews = {
        f"i{year}": Interview.model_validate(
            {**WORK, "id": f"i{year}", "title": f"I {year}", "published": str(year), "skills": ["canva"]}
            | {"person": {"name": "A", "role": "CM"}, "questions": [{"question": "Q ?", "answer": "R."}]}
        )
        for year in (2013, 2015)
    }
    site = open_site(replace(catalog(), interviews=interviews), TODAY, collected(), TERRITORY, HERE)
    result = site.tables["ressources-par-annee"]
    assert [cell_trace(site, result, row, "year").value for row in result.rows] == ["2013", "2015"]


@pytest.mark.parametrize("name", sorted({"year", "first_year", "last_year", "constant_year"}))
def test_the_thousands_of_a_year_are_not_apart(name):
    assert Column(name, "Année", "").written(2015) == "2015"
    assert Column("n", "n", "").written(2015) == "2\u202f015"
    assert Column("experience_years", "Expérience", "", "ans").written(12) == "12\u00a0ans"
