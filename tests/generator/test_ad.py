"""The page of an ad: the original first, every fact, what is not known, and nothing of what was typed in it as HTML."""

from __future__ import annotations

import re

import pytest

from generator.page import Page
from tests.generator.ad_pages import PAY, body, build, front, text, words
from tests.generator.made import ad, run, source

HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} [x](javascript:alert(1)) </title> *e* `c`"


def sheet(page: Page) -> dict[str, str]:
    """The facts, as they read before any of them is opened."""
    tree = body(page)
    for opened in tree.cssselect("[popover], details.src"):
        opened.drop_tree()
    names, values = tree.cssselect(".sheet > dt"), tree.cssselect(".sheet > dd")
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
    assert "Par an : montant mensuel multiplié par 12" in opened[0]


def near(page: Page) -> dict[str, str]:
    """What stands under « Voir aussi »: names and links."""
    return {words(link): link.get("href") for link in body(page).cssselect("aside .near a")}


def test_an_ad_leads_to_the_others_of_its_region_its_contract_and_its_month():
    pages = build(
        ad("a", contract="apprentissage", date_posted="2026-11-03"),
        ad("b", contract=None, places=[], date_posted="2026-11-03"),
        # Its group is led by an ad of another contract.
        ad("c", contract="CDD", date_posted="2026-11-04", duplicate_of="a"),
        # A name that makes no address.
        ad("d", contract="…", places=[], date_posted="2026-11-03"),
    )
    everywhere = {"Offres : novembre 2026": "../mois/2026-11/", "Toutes les offres": "../"}
    angers = {"Offres : Pays de la Loire": "../region/pays-de-la-loire/"}
    assert near(pages["offres/a/index.md"]) == {
        **angers, "Offres : Apprentissage": "../contrat/apprentissage/", **everywhere,
    }  # fmt: skip
    assert near(pages["offres/c/index.md"]) == {**angers, "Offres : CDD": "../contrat/cdd/", **everywhere}
    for name in "bd":
        assert near(pages[f"offres/{name}/index.md"]) == everywhere
    for contract in ("apprentissage", "cdd"):
        listed = body(pages[f"offres/contrat/{contract}/index.md"]).cssselect(".card h2")
        assert [words(title) for title in listed] == ["Community manager a"]


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
    cards = [card.text_content() for card in body(pages["offres/index.md"]).cssselect(".card")]
    assert len(cards) == 2
    for shown in (sure, doubt, *cards):
        assert "«" not in shown
        assert "chiffres de la source" not in shown
        assert "EUR" not in shown


def test_reposts_are_counted_the_same_on_every_page_of_a_job():
    pages = build(ad("a"), ad("b", duplicate_of="a"), ad("c", duplicate_of="a"), ad("d", duplicate_of="a"))
    heads = {name: words(body(pages[f"offres/{name}/index.md"]).get_element_by_id("rediffusions")) for name in "ab"}
    assert heads == {"a": "Rediffusée 3 fois", "b": "Les 2 autres rediffusions"}


def test_an_ad_that_is_gone_says_when_and_stays_out_of_search_engines():
    page = build(ad("a", expired="2026-11-22"), runs=(run("2026-11-21"), run("2026-11-22")))["offres/a/index.md"]
    assert "retirée : elle n’était plus à sa source le 22 novembre 2026" in text(page)
    assert "Vue pour la dernière foisle 21 novembre 2026" in text(page)
    assert front(page)["robots"] == "noindex"
    assert front(page)["search"] is False


def test_the_ad_of_a_survey_says_that_nobody_knows():
    page = build(ad("a"), sources=(source(adapter="releve"),))["offres/a/index.md"]
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
