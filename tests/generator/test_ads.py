"""The pages of ads: the original first, every fact, what is not known, lists that count a job once."""

from __future__ import annotations

import datetime as dt
import json
import posixpath
import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from catalog.models import JobAd, Skill
from generator import ad_index
from generator.actions import Address
from generator.ad_index import column
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
    """The facts, as they read before any of them is opened."""
    tree = body(page)
    for opened in tree.cssselect("[popover], details.src"):
        opened.drop_tree()
    names, values = tree.cssselect(".sheet > dt"), tree.cssselect(".sheet > dd")
    return {words(name): words(value) for name, value in zip(names, values, strict=True)}


def rows(pages: dict[str, Page]) -> list[dict[str, list[str]]]:
    """What the files of the list say of each job, newest first: its values under each filter, its words, its card."""
    files = {path.rsplit("/", 1)[1]: json.loads(page.text) for path, page in pages.items() if "/liste/" in path}
    columns = {
        **files["faits.json"]["columns"], "competence": files["competence.json"], "mots": files["mots.json"],
    }  # fmt: skip
    cards = [card for number in range(len(files) - 3) for card in files[f"cartes-{number}.json"]]
    assert files["faits.json"]["size"] == len(cards)
    return [
        {"carte": card} | {
            name: [column["values"][code] for code in column["sets"][column["of"][row]]]
            for name, column in columns.items()
        }
        for row, card in enumerate(cards)
    ]  # fmt: skip


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


def test_the_numbers_of_an_ad_open_onto_where_they_come_from():
    page = body(build(ad("a", base_salary=PAY, experience_years=2, hiring_organization="Ville"))["offres/a/index.md"])
    assert {each.get("data-figure") for each in page.cssselect("[data-figure]")} == {
        "ad:a#salaire",
        "ad:a#experience",
    }
    opened = [
        words(page.cssselect(f"#{name} {inside}")[0])
        for name, inside in (("salaire", "dl"), ("experience", "[popover]"))
    ]
    for told in opened:
        assert re.search("Citer ?Ville, Éditeur site, « Community manager a »", told), "its producers first"
        assert "https://exemple.fr/a" in told
        assert "l’annonce d’origine" in told
    assert "Par an26 400 € brut" in opened[0]
    assert "Montant mensuel multiplié par 12" in opened[0]


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
    (row,) = rows(pages)
    assert row["region"] == ["pays-de-la-loire", "ile-de-france"]
    assert row["contrat"] == ["cdi", "cdd", "alternance", "apprentissage"]
    assert row["mots"][0] == "CM à Angers"
    for word in ("Animatrice", "Les Érables", "Paris, Île-de-France", "Maine-et-Loire", "quelque part"):
        assert word in " | ".join(row["mots"]), word
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
        if not path.startswith(("offres/", "sources/")) or path.endswith(".json"):
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
    assert [row["etat"] for row in rows(pages)] == [["online"], ["online"]]
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


def test_boxes_count_what_each_job_holds():
    pages = build(
        ad("a", contract="apprentissage", level="alternant", base_salary=PAY, skills=["canva", "oubliee"]),
        ad("b", places=[{"text": "Ixelles", "commune": "Ixelles", "country": "BE"}], date_posted="2026-10",
           remote="total"),
        ad("c", places=[], contract=None, base_salary={**PAY, "flags": ["implausible"]}, expired="2026-11-21"),
    )  # fmt: skip
    shown = {
        (box.get("name"), box.get("value")): words(box.getparent()) for box in body(pages["offres/index.md"]).cssselect("input[type=checkbox]")
    }  # fmt: skip
    listed = rows(pages)
    for (name, value), label in shown.items():
        kept = sum(value in row[name] for row in listed)
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
        ("salaire", "absent"): "Aucun montant",
        ("niveau", "alternant"): "Alternance",
        ("niveau", "non-precise"): "Non précisé",
        ("teletravail", "total"): "Entièrement à distance",
        ("teletravail", "non-precise"): "Non précisé",
        ("mois", "2026-11"): "Novembre 2026",
        ("mois", "2026-10"): "Octobre 2026",
        ("etat", "online"): "En ligne",
        ("etat", "expired"): "Retirée",
        ("competence", "canva"): "Canva",
        ("competence", "non-precise"): "Aucune nommée",
    }


def test_skills_are_read_apart_and_no_box_of_theirs_shows_before():
    pages = build(ad("a", skills=["canva"]), ad("b"))
    facts = next(page for path, page in pages.items() if path.endswith("/faits.json"))
    assert "canva" not in facts.text
    (facet,) = body(pages["offres/index.md"]).cssselect("fieldset[data-late]")
    assert words(facet.cssselect("summary")[0]) == "Voir 1 compétence"
    assert {box.get("value") for box in facet.cssselect("details input")} == {"canva", "non-precise"}
    assert not facet.cssselect("fieldset > label")


def test_a_card_in_a_file_says_what_the_one_in_the_page_says():
    pages = build(ad("a", base_salary=PAY, contract_months=[6, 12]), ad("b", title="CM : l’été", places=[]))
    for card, row in zip(body(pages["offres/index.md"]).cssselect(".card"), rows(pages), strict=True):
        kind, folder, title, origin, paid, level, age, day = row["carte"]
        link = card.cssselect("h2 a")[0]
        assert (link.get("href"), link.text_content()) == (folder, title)
        said = [part.text_content() for part in card.cssselect(".k, .from, p:not([class]), .age")]
        assert said == [part for part in (kind, origin, paid, age) if part]
        assert level in card.cssselect(".age")[0].get("class").split()
        assert card.cssselect(".age time")[0].get("datetime") == day


def test_a_contract_has_its_page():
    pages = build(ad("a", contract="CDD"), ad("b", contract="apprentissage"), ad("c", contract=None))
    explorer = body(pages["offres/index.md"])
    heads = [words(link) for link in explorer.cssselect("#contrats ~ .topic-list a")[:3]]
    assert heads == ["Alternance 1", "Apprentissage 1", "CDD 1"]
    assert {path for path in pages if path.startswith("offres/contrat/")} == {
        f"offres/contrat/{slug}/index.md" for slug in ("alternance", "apprentissage", "cdd")
    }
    page = pages["offres/contrat/alternance/index.md"]
    assert words(body(page).cssselect("h1")[0]) == "Offres : Alternance"
    assert [words(title) for title in body(page).cssselect(".card h2")] == ["Community manager b"]


@given(st.lists(st.lists(st.text(max_size=3), min_size=1, max_size=4)))
def test_a_column_gives_its_rows_back_each_value_told_once(given_rows):
    told = column(given_rows)
    assert [[told["values"][code] for code in told["sets"][each]] for each in told["of"]] == given_rows
    assert len(set(told["values"])) == len(told["values"])
    assert len(set(map(tuple, told["sets"]))) == len(told["sets"])


def test_files_of_other_ads_stand_elsewhere():
    """A page kept by a browser never reads the files of another build."""
    one, same, other = build(ad("a")), build(ad("a")), build(ad("a", title="Autre"))
    folders = [{path.split("/")[2] for path in pages if "/liste/" in path} for pages in (one, same, other)]
    assert folders[0] == folders[1] != folders[2]
    assert body(one["offres/index.md"]).cssselect("[data-files]")[0].get("data-files") == f"liste/{folders[0].pop()}/"


def test_a_long_list_stays_light_and_every_ad_is_reached(monkeypatch):
    monkeypatch.setattr(lists, "MOST_CARDS", 5)
    monkeypatch.setattr(lists, "NEWEST", 4)
    monkeypatch.setattr(ad_index, "CARDS", 3)
    pages = build(*(ad(f"a{number:02}", date_posted=f"2026-11-{1 + number % 19:02}") for number in range(12)))
    explorer = pages["offres/index.md"]
    assert len(body(explorer).cssselect(".card")) == 4
    assert words(body(explorer).cssselect(".count")[0]) == "12 annonces"
    without = words(body(explorer).cssselect(".without-script")[0])
    assert "les 8 autres sont dans les pages par région, par contrat et par mois" in without
    for path in ("region/pays-de-la-loire", "contrat/cdi"):
        assert "les 7 autres sont dans les pages par mois" in text(pages[f"offres/{path}/index.md"])
    parts = ["offres/mois/2026-11/index.md", "offres/mois/2026-11/2/index.md", "offres/mois/2026-11/3/index.md"]
    reached = [words(title) for path in parts for title in body(pages[path]).cssselect(".card h2")]
    assert len(set(reached)) == 12
    assert [row["carte"][2] for row in rows(pages)] == reached, "the files list them all, newest first"
    assert [link.get("href") for link in body(pages[parts[1]]).cssselect(".pager a")] == ["../", "../3/"]


@pytest.mark.parametrize(("days", "told"), [(14, False), (15, True)])
def test_a_long_silence_is_told_on_every_page_that_shows_ads(days, told):
    read = (TODAY - dt.timedelta(days=days)).isoformat()
    pages = build(ad("a", first_seen=read), runs=(run(read),))
    shown = [path for path in pages if path.startswith("offres/") and path.endswith(".md")]
    assert len(shown) == 5
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
