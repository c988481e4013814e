"""The pages of ads: the original first, every fact, what is not known, lists that count a job once."""

from __future__ import annotations

import datetime as dt
import posixpath
import re

import pytest
import yaml
from lxml import html

from catalog.models import JobAd, Skill
from generator.actions import Address
from generator.page import Page
from generator.pages import build_pages
from generator.views import ads as lists
from tests.generator.made import TERRITORY, TODAY, ad, catalog, collected, run, source

HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} [x](javascript:alert(1)) </title> *e* `c`"
HERE = Address("https://exemple.fr/metier-cm/", "https://forge.exemple.fr/metier-cm", "")
PAY = {
    "text": "Mensuel de 2200.0 Euros",
    "min": 2200,
    "max": 2200,
    "currency": "EUR",
    "unit": "MONTH",
    "yearly_gross_min": 26400,
    "yearly_gross_max": 26400,
    "rule": "mensuel-12",
    "usable": True,
    "flags": ["basis_assumed"],
}


#: Read today.
GOOD = (run("2026-11-25"),)


def build(*ads: JobAd, runs=GOOD, sources=(), today: dt.date = TODAY) -> dict[str, Page]:
    known = catalog(*sources)
    known.skills["canva"] = Skill(id="canva", label={"fr": "Canva"}, category="outil", definition="Un outil.")
    known.files["skills", "canva"] = "data/skills/canva.yml"
    pages = build_pages(known, today, HERE, collected=collected(*ads, runs=runs), territory=TERRITORY)
    return {page.path: page for page in pages}


def front(page: Page) -> dict[str, object]:
    read: dict[str, object] = yaml.safe_load(page.text.split("---\n")[1])
    return read


def body(page: Page) -> html.HtmlElement:
    return html.fromstring(f"<main>{page.text.split('---', 2)[2]}</main>")


def words(element: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", element.text_content().replace("\u00a0", " ").replace("\u202f", " ")).strip()


def text(page: Page) -> str:
    return words(body(page))


def sheet(page: Page) -> dict[str, str]:
    names, values = body(page).cssselect(".sheet > dt"), body(page).cssselect(".sheet > dd")
    return {words(name): words(value) for name, value in zip(names, values, strict=True)}


def test_the_original_comes_first_then_every_fact():
    pages = build(
        ad(
            "a", title="CM confirmé", hiring_organization="Les Tilleuls", employer_type="association", level="confirme",
            contract="CDD", contract_months=[12, 12], base_salary=PAY, experience_years=2, education=3, remote="partiel",
            skills=["canva", "disparue"], required=["canva"], date_posted="2026-11-03", flags=["lieu-complete"],
        )
    )  # fmt: skip
    page = pages["offres/a/index.md"]
    links = body(page).cssselect(".text a")
    assert links[0].get("href") == "https://exemple.fr/a"
    assert words(links[0]) == "Lire l’annonce d’origine chez Éditeur site"
    assert sheet(page) == {
        "Employeur": "Les Tilleuls (association)",
        "Lieu": "Angers, Maine-et-Loire, Pays de la Loire",
        "Contrat": "CDD de 12 mois",
        "Niveau": "Confirmé",
        "Expérience": "2 ans",
        "Études": "bac + 3",
        "Télétravail": "en partie à distance",
        "Salaire": "2 200 € par moisÉcrit dans l’annonce : « Mensuel de 2200.0 Euros »Soit 26 400 € brut par an. "
        "Montant mensuel multiplié par 12, faute de treizième mois annoncé.Brut ou net non précisé, lu comme du brut",
        "Compétences demandées": "Canva",
        "Réserves": "Nom du lieu coupé à la source, complété",
    }
    aside = words(body(page).cssselect("aside")[0])
    for said in ("La source site", "Licence Ouverte 2.0", "le 3 novembre 2026", "le 20 novembre 2026", "Signaler"):
        assert said in aside, said
    assert "en ligne le 25 novembre 2026" in text(page)
    assert "On ne garde pas le texte des annonces : il est sur la page d’origine." in text(page)
    assert "critère d’âge" not in text(page)
    assert "<script" not in page.text, "the ad is not ours: no structured data"
    assert front(page)["search_kind"] == "Annonce"
    assert "robots" not in front(page)


def test_what_is_not_known_is_said():
    page = build(ad("a", contract=None, places=[]))["offres/a/index.md"]
    assert sheet(page) == {"Employeur": "non nommé"}
    part_time = build(ad("a", contract=None, part_time=True, places=[]))["offres/a/index.md"]
    assert sheet(part_time) == {"Employeur": "non nommé", "Temps de travail": "Temps partiel"}
    note = words(body(page).cssselect(".note")[0])
    for missing in ("le lieu", "le contrat", "le salaire", "l’expérience", "les études", "les compétences"):
        assert missing in note
    assert "la source ne le dit pas" in words(body(page).cssselect("aside")[0])


def test_numbers_of_a_source_are_never_quoted_as_the_words_of_an_ad():
    given = {**PAY, "text": "2200 EUR par mois", "flags": ["chiffres-de-la-source"]}
    doubtful = {**given, "min": 489, "max": 1801.5, "unit": "YEAR", "flags": ["chiffres-de-la-source", "implausible"]}
    pages = build(ad("sure", base_salary=given), ad("douteuse", base_salary=doubtful))
    sure, doubt = (sheet(pages[f"offres/{name}/index.md"])["Salaire"] for name in ("sure", "douteuse"))
    assert sure.startswith("2 200 € par moisDonné en chiffres par la sourceSoit 26 400 €")
    assert "Donné en chiffres par la source : de 489 à 1 802 € par an" in doubt
    for shown in (sure, doubt, text(pages["offres/index.md"])):
        assert "«" not in shown
        assert "chiffres de la source" not in shown
        assert "EUR" not in shown


def test_a_job_is_found_under_the_places_the_contracts_and_the_words_of_all_its_ads():
    paris = {"text": "75 - Paris", "commune": "Paris", "departement_code": "75", "country": "FR"}
    pages = build(
        ad("a", title="CM à Angers", contract="CDI", date_posted="2026-11-01"),
        ad("b", title="Animatrice", contract="CDD", places=[paris], hiring_organization="Les Érables",
           duplicate_of="a", date_posted="2026-11-02"),
        ad("c", title="CM", contract="apprentissage", places=[{"text": "quelque part"}], duplicate_of="a",
           date_posted="2026-11-03"),
    )  # fmt: skip
    (card,) = body(pages["offres/index.md"]).cssselect(".card")
    assert card.get("data-region").split() == ["pays-de-la-loire", "ile-de-france"]
    assert card.get("data-contrat").split() == ["cdi", "cdd", "alternance", "apprentissage"]
    for word in ("Animatrice", "Les Érables", "Paris, Île-de-France", "Maine-et-Loire", "quelque part"):
        assert word in card.get("data-words"), word
    assert "Angers (Maine-et-Loire), Paris et 1 autre lieu" in words(card)
    for region in ("pays-de-la-loire", "ile-de-france"):
        assert "CM à Angers" in text(pages[f"offres/region/{region}/index.md"])
    boxes = {box.get("value") for box in body(pages["offres/index.md"]).cssselect('input[type="checkbox"]')}
    assert {"cdi", "cdd", "apprentissage", "ile-de-france"} <= boxes


def test_reposts_are_counted_the_same_on_every_page_of_a_job():
    pages = build(ad("a"), ad("b", duplicate_of="a"), ad("c", duplicate_of="a"), ad("d", duplicate_of="a"))
    heads = {name: words(body(pages[f"offres/{name}/index.md"]).get_element_by_id("rediffusions")) for name in "ab"}
    assert heads == {"a": "Rediffusée 3 fois", "b": "Les 2 autres rediffusions"}


def test_links_lead_to_pages_that_exist():
    abroad = {"text": "Ixelles", "commune": "Ixelles", "country": "BE"}
    paris = {"text": "Paris", "commune": "Paris", "departement_code": "75"}
    pages = build(
        ad("a", skills=["canva"]),
        ad("b", places=[abroad], date_posted="2026-10"),
        # A repost under another town, in another month: neither has a page of its own.
        ad("c", places=[paris], date_posted="2026-09-30", duplicate_of="b"),
        ad("d", places=[paris], date_posted="2026-08-30", duplicate_of="a"),
        ad("e", source="oubliee"),
        runs=(run("2026-11-25"), run("2026-11-25", source="oubliee")),
    )
    checked = 0
    for path, page in pages.items():
        if not path.startswith(("offres/", "sources/")):
            continue
        for link in body(page).iter("a"):
            href = link.get("href")
            if href.startswith("http"):
                continue
            target, _, anchor = href.partition("#")
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            file = posixpath.normpath(posixpath.join(joined, "index.md")) if target else path
            assert file in pages, (path, href)
            assert not anchor or f'id="{anchor}"' in pages[file].text, (path, href)
            checked += 1
    assert checked > 30


def test_an_ad_that_is_gone_says_when_and_stays_out_of_search_engines():
    page = build(ad("a", expired="2026-11-22"), runs=(run("2026-11-21"), run("2026-11-22")))["offres/a/index.md"]
    assert "retirée : elle n’était plus à sa source le 22 novembre 2026" in text(page)
    assert "Vue pour la dernière foisle 21 novembre 2026" in text(page)
    assert front(page)["robots"] == "noindex"
    assert front(page)["search"] is False


def test_the_ad_of_a_survey_says_that_nobody_knows():
    page = build(ad("a"), sources=(source(frequency="a-la-demande"),))["offres/a/index.md"]
    assert "relevée le 25 novembre 2026 ; on ne sait pas si elle est encore en ligne" in text(page)


def test_a_criterion_of_age_is_told_with_the_law():
    page = build(ad("a", flags=["critere-d-age"]))["offres/a/index.md"]
    assert "Cette annonce pose un critère d’âge" in text(page)
    assert "L. 1132-1" in text(page)
    assert "Réserves" not in sheet(page)


def test_doubtful_pay_and_flags_of_tomorrow_are_told_in_words():
    pay = {**PAY, "flags": ["implausible", "doute_inconnu"], "unit": "YEAR", "text": "Annuel de 489 à 1801"}
    page = build(ad("a", base_salary=pay, flags=["reserve-inconnue"]))["offres/a/index.md"]
    told = sheet(page)
    assert "« Annuel de 489 à 1801 »" in told["Salaire"]
    assert "par an" not in told["Salaire"], "the words say it"
    assert "Montant douteux" in told["Salaire"]
    assert "Unité douteuse à la source" in told["Salaire"]
    assert "Doute inconnu" in told["Salaire"]
    assert "26 400" not in told["Salaire"]
    assert told["Réserves"] == "Reserve inconnue"


def test_lists_count_a_job_once_and_its_page_tells_its_reposts():
    pages = build(
        ad("premiere", date_posted="2026-11-01", expired="2026-11-20"),
        ad("r1", date_posted="2026-11-04", duplicate_of="premiere", source="autre"),
        ad("r2", date_posted="2026-11-05", duplicate_of="premiere"),
        ad("seule", date_posted="2026-11-02"),
        sources=(source(), source("autre")),
        runs=(run("2026-11-25"), run("2026-11-25", source="autre")),
    )
    assert "2 annonces" in text(pages["offres/index.md"])
    cards = {words(card.cssselect("h2")[0]): card for card in body(pages["offres/index.md"]).cssselect(".card")}
    assert list(cards) == ["Community manager seule", "Community manager premiere"]
    first = cards["Community manager premiere"]
    assert words(first.cssselect(".age")[0]) == "publiée il y a 24 jours · en ligne · rediffusée 2 fois"
    assert first.get("data-etat") == "online"
    lead = text(pages["offres/premiere/index.md"])
    assert "Rediffusée 2 fois" in lead
    assert re.search(r"r1 ?Éditeur autre, le 4 novembre 2026 · Angers \(Maine-et-Loire\) · en ligne", lead)
    repost = pages["offres/r1/index.md"]
    assert "Cette annonce reprend celle publiée le 1er novembre 2026 chez Éditeur site" in text(repost)
    assert front(repost)["search"] is False
    for path in ("offres/region/pays-de-la-loire/index.md", "offres/mois/2026-11/index.md"):
        assert len(body(pages[path]).cssselect(".card")) == 2


def test_the_list_says_what_it_is_and_what_it_leaves_out():
    page = build(ad("a"), ad("b"))["offres/index.md"]
    assert "2 annonces de community manager, relevées chez Éditeur site, jusqu’au 25 novembre 2026." in text(page)
    assert "seulement celles des sources lues" in text(page)
    assert "LinkedIn" in text(page)


def test_boxes_count_what_cards_hold():
    pages = build(
        ad("a", contract="apprentissage", level="alternant", base_salary=PAY),
        ad("b", places=[{"text": "Ixelles", "commune": "Ixelles", "country": "BE"}], date_posted="2026-10"),
        ad("c", places=[], contract=None, base_salary={**PAY, "flags": ["implausible"]}, expired="2026-11-21"),
    )
    shown = {
        (box.get("name"), box.get("value")): words(box.getparent()) for box in body(pages["offres/index.md"]).cssselect("input[type=checkbox]")
    }  # fmt: skip
    cards = body(pages["offres/index.md"]).cssselect(".card")
    for (name, value), label in shown.items():
        kept = sum(value in card.get(f"data-{name}").split() for card in cards)
        assert label.endswith(f" {kept}"), label
    assert {key: label.rsplit(" ", 1)[0] for key, label in shown.items()} == {
        ("region", "pays-de-la-loire"): "Pays de la Loire",
        ("region", "hors-de-france"): "Hors de France",
        ("region", "non-precise"): "Non précisée",
        ("contrat", "alternance"): "Alternance",
        ("contrat", "apprentissage"): "Apprentissage",
        ("contrat", "cdi"): "CDI",
        ("contrat", "non-precise"): "Non précisé",
        ("salaire", "affiche"): "Montant affiché",
        ("salaire", "douteux"): "Montant douteux",
        ("salaire", "absent"): "Non affiché",
        ("niveau", "alternant"): "Alternance",
        ("niveau", "non-precise"): "Non précisé",
        ("mois", "2026-11"): "Novembre 2026",
        ("mois", "2026-10"): "Octobre 2026",
        ("etat", "online"): "En ligne",
        ("etat", "expired"): "Retirée",
    }


def test_a_long_list_stays_light_and_every_ad_is_reached(monkeypatch):
    monkeypatch.setattr(lists, "MOST_CARDS", 5)
    pages = build(*(ad(f"a{number:02}", date_posted=f"2026-11-{1 + number % 19:02}") for number in range(12)))
    explorer = pages["offres/index.md"]
    assert len(body(explorer).cssselect(".card")) == 5
    assert "5 annonces sur 12 annonces" in text(explorer)
    assert "les 7 autres sont dans les pages par région et par mois" in text(explorer)
    assert "les 7 autres sont dans les pages par mois" in text(pages["offres/region/pays-de-la-loire/index.md"])
    parts = ["offres/mois/2026-11/index.md", "offres/mois/2026-11/2/index.md", "offres/mois/2026-11/3/index.md"]
    reached = [words(title) for path in parts for title in body(pages[path]).cssselect(".card h2")]
    assert len(set(reached)) == 12
    assert [link.get("href") for link in body(pages[parts[1]]).cssselect(".pager a")] == ["../", "../3/"]


@pytest.mark.parametrize(("days", "told"), [(14, False), (15, True)])
def test_a_long_silence_is_told_on_every_page_that_shows_ads(days, told):
    read = (TODAY - dt.timedelta(days=days)).isoformat()
    pages = build(ad("a", first_seen=read), runs=(run(read),))
    shown = [path for path in pages if path.startswith("offres/")]
    assert len(shown) == 4
    for path in shown:
        said = re.search(r"Les dernières données sont du \d+ novembre 2026, il y a 15 jours\.", text(pages[path]))
        assert bool(said) is told, path


def test_without_ads_the_page_says_so_and_the_home_page_counts_none():
    pages = build(runs=())
    assert "Aucune annonce pour l’instant." in text(pages["offres/index.md"])
    assert not body(pages["offres/index.md"]).cssselect(".explorer")
    assert "Annonces suivies" not in text(pages["index.md"])
    assert [path for path in pages if path.startswith("offres/")] == ["offres/index.md"]


def test_hostile_text_shows_as_it_was_typed():
    place = {"text": HOSTILE, "country": "FR"}
    pages = build(
        ad("a", title=HOSTILE, hiring_organization=HOSTILE, places=[place], contract=HOSTILE,
           base_salary={**PAY, "text": HOSTILE, "flags": [HOSTILE, "implausible"]}, flags=[HOSTILE]),
        ad("b", title=HOSTILE, duplicate_of="a"),
        sources=(source(title=HOSTILE, publisher=HOSTILE, licence=HOSTILE, personal_data=HOSTILE, note=HOSTILE),),
        runs=(run("2026-11-25", note=HOSTILE, refused={HOSTILE: {"count": 1, "samples": [HOSTILE]}}),),
    )  # fmt: skip
    shown = re.sub(r"\s+", " ", HOSTILE)
    for path, page in pages.items():
        if path.endswith(".md"):
            content = body(page)
            assert not content.cssselect("img, script, [onerror]"), path
            assert not [link for link in content.iter("a") if link.get("href", "").startswith("javascript")], path
    assert text(pages["offres/a/index.md"]).count(shown) >= 6
    assert text(pages["offres/index.md"]).count(shown) >= 3
    assert text(pages["sources/index.md"]).count(shown) >= 5


def test_the_path_of_an_ad_is_its_id_and_no_id_leads_out():
    assert "offres/a-1/index.md" in build(ad("a-1"))
    for name in ("../index", "a/b", "mois/2026-11", "A", ""):
        with pytest.raises(ValueError, match="identifiant"):
            ad(name)


def test_the_same_records_and_day_give_the_same_bytes():
    ads = [ad(f"a{number}", base_salary=PAY) for number in range(5)]
    assert build(*ads) == build(*reversed(ads))
