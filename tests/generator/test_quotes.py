"""Numbers in the prose of an entry: found whole, tied to the figure they repeat, named for good."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from catalog.catalog import Catalog
from catalog.models import Interview, Metric, Study
from generator.address import Address
from generator.quotes import marks, numbers_in, quotes
from generator.site import Renderer, Site, View, excerpt
from tests.generator.made import TODAY

METRICS = {
    "part-femmes": {"label": "Part des femmes", "unit": "%", "kind": "part"},
    "part-contrat": {"label": "Part par contrat", "unit": "%", "kind": "part", "dimensions": ["contrat"]},
    "salaire": {"label": "Salaire médian", "unit": "€", "kind": "médiane"},
    "age": {"label": "Tranche d’âge", "unit": "ans", "kind": "montant"},
}
WORK = {"url": "https://exemple.fr/x", "publisher": "Relais", "published": "2013-05", "topics": ["t"]}
STUDY = {
    **WORK, "id": "enquete", "title": "Enquête", "kind": "enquete", "producer": "Institut", "year": 2013,
    "sample_size": 1013, "population": "CM", "read_on": "original",
    "figures": [
        {"metric": "part-femmes", "value": 69},
        {"metric": "part-contrat", "value": 50, "group": {"contrat": "CDI"}},
        {"metric": "part-contrat", "value": 50, "group": {"contrat": "CDD"}},
        {"metric": "salaire", "value": 30000},
        {"metric": "age", "min": 25, "max": 34},
    ],
}  # fmt: skip
SUMMARY = "Les femmes sont 69 % des CM. Un tiers gagne plus de 40 000 €, soit 12 % de plus. Encore 12 %."


def site(summary: str = SUMMARY) -> Site:
    studies = {"enquete": Study.model_validate({**STUDY, "summary": summary})}
    metrics = {
        name: Metric.model_validate({"id": name, "definition": "Ce que c’est.", **each})
        for name, each in METRICS.items()
    }
    person = {"name": "Ada", "role": "CM", "age": 28}
    ada = Interview.model_validate(
        {**WORK, "id": "ada", "title": "Ada parle", "summary": "À 28 ans, Ada débute.", "person": person}
        | {"questions": [{"question": "Et ?", "answer": "Voilà."}]}
    )  # fmt: skip
    forge = "https://forge.exemple.fr/cm"
    address = Address("https://exemple.fr/cm/", forge, f"{forge}/edit/main/", "Le métier")
    return Site(Catalog(studies=studies, interviews={"ada": ada}, metrics=metrics), TODAY, address=address)


RENDERER = Renderer(site())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("69 % des CM", ["69 %"]),
        ("gagne 30\u00a0000\u00a0€ brut", ["30\u00a0000\u00a0€"]),
        ("de 25 à 34 ans", ["25 à 34 ans"]),
        ("les 15-24 ans", ["15-24 ans"]),
        ("entre 36 et 85 k€", ["36 et 85 k€"]),
        ("une amende de 3,5 millions d’euros", ["3,5 millions d’euros"]),
        ("en 2013 et 45 % en CDI", ["45 %"]),
        ("en 2012, 80 % ; en 2013, 28 ans", ["80 %", "28 ans"]),
        ("sur n = 1 013 réponses", ["n = 1 013"]),
        ("13,7 % puis 91,6 %", ["13,7 %", "91,6 %"]),
        ("le 3 mai 2013, article L. 1132-1, Bac+5, 24 heures", []),
        ("un anniversaire, 12 anciens", []),
    ],
)
def test_a_number_is_found_whole_with_its_unit(text, found):
    assert [match[0] for match in numbers_in(text)] == found


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("La part des femmes est de 69 %.", "part-femmes"),
        ("Le salaire médian est de 30 000 euros.", "salaire"),
        ("La tranche d’âge va de 25 à 34 ans.", "age"),
        ("Ils sont 69 % à publier tous les jours.", None),  # the same value, another measure
        ("La moitié, 50 %, sont en CDI.", None),  # two figures hold this value
        ("La part des femmes est de 69 ans.", None),
        ("Le salaire médian est de 30 000 €. Ils sont 69 %.", "salaire"),
    ],
)
def test_a_number_is_the_figure_of_the_entry_that_it_repeats_and_no_other(text, slug):
    here = site()
    found = [
        each.reading for each in quotes(text, here.readings(here.catalog.works["enquete"]), Counter()) if each.reading
    ]
    assert [reading.figure.slug for reading in found] == ([slug] if slug else [])


def test_an_anchor_depends_on_the_number_and_not_on_what_stands_before():
    def anchors(text: str) -> list[str]:
        return [quote.anchor for quote in quotes(text, [], Counter())]

    assert anchors("12 % puis 28 ans, encore 12 %") == ["cite-12-pour-cent", "cite-28-ans", "cite-12-pour-cent-2"]
    assert anchors("Le 5 % d’abord. 28 ans")[-1] == "cite-28-ans"


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Près de 18 ans", "près de"),
        ("il y a moins de 30 %", "moins de"),
        ("au moins 12 %", "au moins"),
        ("18 ans", ""),
        ("de plus en plus, 18 ans", ""),
    ],
)
def test_a_reservation_before_a_number_is_kept_with_it(text, qualifier):
    assert [quote.qualifier for quote in quotes(text, [], Counter())] == [qualifier]


def opened(markup: str) -> list[html.HtmlElement]:
    return html.fromstring(f"<div>{markup}</div>").xpath("//*[@data-figure]")


def test_a_quote_says_who_is_quoted_and_what_is_not_known():
    here = site()
    view = View(Renderer(here), "etudes/enquete")
    figure, above, *_ = opened(view.told(SUMMARY, here.catalog.works["enquete"]))
    assert figure.get("data-figure") == "enquete#part-femmes"
    assert "2013 · n = 1 013" in figure.text_content().replace("\u202f", " ").replace("\u00a0", " ")
    assert (above.get("id"), above.get("data-figure")) == ("cite-40-000-euros", "quote:enquete#cite-40-000-euros")
    told = above.text_content()
    assert "effectif non précisé" in told
    assert re.search(
        r"Citer\s*Institut, «.Enquête.», .*40 000 €.*https://exemple\.fr/x\. Lu dans «.Le métier.», données du 25.novembre.2026, https://exemple\.fr/cm/etudes/enquete/#cite-40-000-euros\.",
        told,
    )
    links = {link.text_content(): link.get("href") for link in above.iter("a")}
    assert links["Adresse permanente"] == "./#cite-40-000-euros"
    assert links["Signaler une erreur"].startswith("https://forge.exemple.fr/cm/issues/new?")
    assert links["Enquête"] == "https://exemple.fr/x"


def test_what_a_person_says_is_said_to_be_declared():
    here = site()
    view = View(Renderer(here), "interviews/ada")
    (age,) = opened(view.quoted("À 28 ans, Ada débute.", here.catalog.works["ada"]))
    assert "Déclaré par la personne interviewée (Ada)" in age.text_content()


def test_the_numbers_of_a_card_lead_to_those_of_the_page():
    here = site()
    study = here.catalog.works["enquete"]
    text = excerpt(SUMMARY)
    card = View(Renderer(here), "ressources").marked(text, marks(here, study, text))
    links = html.fromstring(f"<p>{card}</p>").xpath("//a")
    page = html.fromstring(f"<div>{View(Renderer(here), 'etudes/enquete').told(SUMMARY, study)}</div>")
    held = {*page.xpath("//@id"), *(f"chiffre-{figure.slug}" for figure in study.figures)}
    assert [link.text_content() for link in links] == ["69 %", "40 000 €", "12 %", "12 %"]
    assert {link.get("href").partition("#")[2] for link in links} <= held
    assert all(link.get("href").startswith("../etudes/enquete/#") for link in links)


@given(st.text(alphabet="0123456789 .,%€ansàet-\u00a0\n<&[*_", max_size=60))
@settings(deadline=None)
def test_quoting_changes_no_word(text):
    view = View(RENDERER, "etudes/enquete")
    tree = html.fromstring(f"<div>{view.quoted(text, RENDERER.site.catalog.works['enquete'])}</div>")
    for popover in tree.xpath("//*[@popover]"):
        popover.drop_tree()
    flat = lambda words: re.sub(r"[ \n]+", " ", words).strip()  # noqa: E731
    assert flat(tree.text_content()) == flat(text)


def test_a_reservation_is_read_once():
    here = site()
    told = View(Renderer(here), "etudes/enquete").told("Environ 12 % de plus.", here.catalog.works["enquete"])
    paragraph = html.fromstring(f"<div>{told}</div>").find("p")
    assert paragraph.text == "Environ "
    assert paragraph.xpath("string(.//button)").replace("\u00a0", " ") == "12 %"
