"""The page of sources: terms, health, counts and history of each, the red ones first."""

from __future__ import annotations

import re

import pytest
from lxml import html

from catalog.models import Candidate, PayFigure
from catalog.store import Collected
from generator.actions import Address
from generator.pages import build_pages
from generator.views import source_records
from tests.generator.made import TODAY, ad, catalog, collected, run, source


def page(*sources, runs=(), ads=()) -> html.HtmlElement:
    pages = build_pages(
        catalog(*sources), TODAY, Address("", "https://forge.exemple.fr"), collected=collected(*ads, runs=runs)
    )
    text = next(page.text for page in pages if page.path == "sources/index.md")
    return html.fromstring(f"<main>{text.split('---', 2)[2]}</main>")


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content().replace("\u00a0", " ").replace("\u202f", " ")).strip()


@pytest.mark.parametrize(
    ("status", "told", "red"),
    [
        ("good", "achevée", False),
        ("partial", "partielle", False),
        ("interrupted", "interrompue", False),
        ("too_few", "insuffisante", True),
        ("quarantined", "en quarantaine", True),
        ("failed", "en échec", True),
    ],
)
def test_the_state_of_the_last_reading_is_told_and_red_stands_out(status, told, red):
    content = page(source(), runs=(run("2026-11-20"), run("2026-11-24", status=status)))
    part = content.get_element_by_id("site")
    assert words(part.cssselect(".standing")[0]) == told
    assert ("red" in part.get("class").split()) is red
    assert bool(content.cssselect("tr.red")) is red
    assert ("Une source à surveiller" in words(content)) is red
    assert ("Dernière lecture achevée : 20 novembre 2026" in words(part)) is (status != "good")


def test_what_a_reading_that_is_not_trusted_read_is_not_kept():
    few = run("2026-11-24", status="too_few", kept=4, note="moins que le minimum attendu : 50")
    content = page(source(), runs=(run("2026-11-20", kept=60), few))
    row = content.cssselect("table.health tbody tr")[0]
    assert [words(cell) for cell in row.cssselect("td")] == ["insuffisante", "20 novembre 2026", "0", "0", "0"]
    told = words(content.get_element_by_id("site"))
    assert "4 fiches lues, aucune gardée ; moins que le minimum attendu : 50." in told
    assert "rien n’en est entré dans les données" in told


def test_data_are_of_the_last_reading_that_joined_them_and_none_before_the_first():
    def day(*runs, **fields) -> str:
        content = page(source(**fields), runs=runs, ads=(ad("a", date_posted="2026-10-02", first_seen="2026-11-20"),))
        return words(content.cssselect("table.health td.when")[0])

    assert day(run("2026-11-20"), run("2026-11-22", status="partial"), run("2026-11-24", status="failed")) == (
        "22 novembre 2026"
    )
    assert day(run("2026-11-24", status="failed")) == "–"
    # Ads noted by hand say nothing of the days after the newest: the warning of every page and this column agree.
    assert day(run("2026-11-20"), adapter="releve") == "2 octobre 2026"
    assert day(run("2026-11-20", status="partial"), adapter="releve") == "2 octobre 2026"
    assert day(run("2026-11-20"), frequency="a-la-demande") == "20 novembre 2026"


def test_a_reading_that_a_person_let_in_is_not_said_to_be_whole():
    let_in = run("2026-11-24", accepted=True, note="acceptée à la main", errors={"http-503": {"count": 1}})
    part = page(source(), runs=(let_in,)).get_element_by_id("site")
    assert words(part.cssselect(".standing")[0]) == "acceptée"
    failed = page(source(), runs=(run("2026-11-20"), let_in, run("2026-11-25", status="failed")))
    assert "Dernière lecture achevée : 20 novembre 2026" in words(failed)


def test_a_source_never_read_says_so():
    part = page(source()).get_element_by_id("site")
    assert words(part.cssselect(".standing")[0]) == "jamais lue"
    assert "rien encore" in words(part)


def test_red_sources_come_first():
    content = page(source("a"), source("b"), source("c"), runs=(run("2026-11-24", source="c", status="failed"),))
    assert [part.get("id") for part in content.cssselect("section.source-sheet")] == ["c", "a", "b", "retrait"]


def test_terms_counts_and_reasons_are_told_in_french():
    told = words(
        page(
            source(terms="https://exemple.fr/cgu", frequency="semaine", assumed="Non essayé.", personal_data="Des noms."),
            runs=(
                run("2026-10-03", started="2026-11-25T06:00:00+00:00", ended="2026-11-25T06:10:00+00:00", kept=109,
                    new=1, expired=2, note="acceptée à la main",
                    refused={"metier-voisin": {"count": 8, "samples": ["Chargé de veille"]}, "titre-inconnu": {"count": 2}},
                    errors={"http-503": {"count": 3}, "delai-depasse": {"count": 1}}),
            ),
            ads=(ad("a"), ad("b")),
        ).get_element_by_id("site")
    )  # fmt: skip
    for part in (
        "Éditeur site", "2 annonces", "Licence Ouverte 2.0 · conditions d’utilisation", "chaque semaine", "Des noms.",
        "Le 25 novembre 2026, sur des données du 3 octobre 2026 : 109 fiches gardées, dont 1 nouvelle ; 2 annonces"
        " n’y sont plus ; acceptée à la main.",
        "8 : métier voisin (par exemple « Chargé de veille »)2 : titre absent de la liste du métier",
        "3 : réponse HTTP 5031 : délai dépassé", "Ce que l’on en suppose", "Non essayé.",
    ):  # fmt: skip
        assert part in told, part


def test_what_to_know_of_a_source_is_in_the_open_and_what_is_supposed_folded():
    part = page(source(assumed="Non essayé.", note="Soutient *mal* la foule.")).get_element_by_id("site")
    folded = part.cssselect("details.more")
    assert [words(each) for each in folded] == ["Ce que l’on en supposeNon essayé."]
    names = [words(name) for name in part.cssselect(".sheet > dt")]
    values = [words(value) for value in part.cssselect(".sheet > dd")]
    assert dict(zip(names, values, strict=True))["À savoir"] == "Soutient *mal* la foule."
    assert "À savoir" not in words(page(source()))


def given_by_site(kept) -> html.HtmlElement:
    pages = build_pages(catalog(), TODAY, collected=kept)
    text = next(page.text for page in pages if page.path == "sources/index.md")
    return html.fromstring(f"<main>{text.split('---', 2)[2]}</main>").get_element_by_id("site")


def record(name: str) -> dict[str, str]:
    where = f"https://exemple.fr/{name}"
    return {"id": name, "source": "site", "source_id": name, "url": where, "first_seen": "2026-11-20"}


def pay(name: str, **fields) -> PayFigure:
    told = {"period": "2024", "group": {"profession": "Assistants", "sexe": "femmes"}, "statistic": "mediane",
            "value": 2310.4, "currency": "EUR", "unit": "MONTH", "basis": "net", "caveat": "Secteur privé."}  # fmt: skip
    return PayFigure.model_validate({**record(name), **told, **fields})


def test_the_figures_of_pay_a_source_gave_are_a_table():
    kept = [pay("a"), pay("b", period="2025", n=87, statistic="d1", value=13.5, unit="HOUR", basis="inconnu")]
    part = given_by_site(Collected(pay={each.id: each for each in kept}))
    assert [[words(cell) for cell in row] for row in part.cssselect("tbody tr")] == [
        ["2025", "Assistants, femmes", "1er décile", "13,50 €", "par heure, brut ou net non précisé", "87"],
        ["2024", "Assistants, femmes", "médiane", "2 310 €", "net par mois", "non communiqué"],
    ]
    assert words(part).count("Secteur privé.") == 1
    plain = given_by_site(Collected(pay={"a": pay("a", caveat=None)}))
    assert "Réserve" not in words(plain)
    other = [pay("a"), pay("b", caveat=None), pay("c", caveat="Supposé.")]
    rows = given_by_site(Collected(pay={each.id: each for each in other})).cssselect("tbody tr")
    assert [words(row.cssselect("td")[-1]) for row in rows] == ["Secteur privé.", "–", "Supposé."]


def test_the_pages_a_source_led_to_are_a_list_of_links():
    def candidate(name: str, **fields) -> Candidate:
        told = {"kind": "interview", "title": f"Portrait {name}", "publisher": "Le Carnet", "words": 900}
        return Candidate.model_validate({**record(name), **told, **fields})

    kept = [candidate("a", published="2026-11-03"), candidate("b"), candidate("c", published="2026-11", kind="article",
            title="<b>*Titre*</b>")]  # fmt: skip
    part = given_by_site(Collected(candidates={each.id: each for each in kept}))
    assert [words(item) for item in part.cssselect("details ul li")] == [
        "<b>*Titre*</b>Le Carnet · novembre 2026 · article",
        "Portrait aLe Carnet · 3 novembre 2026 · interview",
        "Portrait bLe Carnet · date inconnue · interview",
    ]
    assert [link.get("href") for link in part.cssselect("details a")] == [
        f"https://exemple.fr/{name}" for name in "cab"
    ]


def test_a_long_table_is_cut_and_says_so(monkeypatch):
    monkeypatch.setattr(source_records, "MOST_FIGURES", 3)
    part = given_by_site(Collected(pay={f"a{number}": pay(f"a{number}") for number in range(5)}))
    assert len(part.cssselect("tbody tr")) == 3
    assert "5 chiffres de salaire" in words(part.cssselect("summary")[0])
    assert "Et 2 autres" in words(part)


def test_a_source_is_mended_where_it_is_written_unless_it_is_invented():
    def links(file: str) -> list[str]:
        known = catalog()
        known.files["sources", "site"] = file
        here = Address("", "https://forge.exemple.fr", "https://forge.exemple.fr/edit/main/")
        pages = build_pages(known, TODAY, here)
        text = next(page.text for page in pages if page.path == "sources/index.md")
        return [link.get("href") for link in html.fromstring(text).iter("a") if link.text == "Modifier"]

    assert links("data/sources/site.yml") == ["https://forge.exemple.fr/edit/main/data/sources/site.yml"]
    assert links("/ailleurs/sources/site.yml") == []


def test_the_history_holds_the_last_ten_readings_newest_first():
    runs = tuple(run(f"2026-11-{day:02}", kept=day) for day in range(1, 15))
    rows = page(source(), runs=runs).get_element_by_id("site").cssselect("table tbody tr")
    assert [words(row.cssselect("td")[1]) for row in rows] == [str(day) for day in range(14, 4, -1)]


def test_a_removal_can_be_asked_and_the_robot_sent_away():
    part = page(source()).get_element_by_id("retrait")
    assert "User-agent: metier-cm" in part.text_content()
    assert part.cssselect("a")[0].get("href").startswith("https://forge.exemple.fr/issues/new")


def test_without_sources_the_page_still_says_something():
    pages = build_pages(catalog().__class__(), TODAY)
    assert "Aucune source n’est encore décrite" in next(p.text for p in pages if p.path == "sources/index.md")
