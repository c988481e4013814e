"""The lists of ads, their filters and their files: a job counts once, and every ad is reached."""

from __future__ import annotations

import datetime as dt
import json
import posixpath
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import ad_index
from generator.ad_index import column
from generator.page import Page
from generator.views import ads as lists
from tests.generator.ad_pages import PAY, body, build, front, text, words
from tests.generator.made import TODAY, ad, run, source


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
            if target.endswith(".svg"):
                file = joined
            elif target.endswith(".csv"):  # written with its table, which has a page
                file = f"{joined.removesuffix('.csv')}/index.md"
            assert file in pages, (path, href)
            assert not anchor or f'id="{anchor}"' in pages[file].text, (path, href)
            checked += 1
    assert checked > 30


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


def test_the_list_says_mostly_whom_only_of_who_gave_over_half():
    two = (source(), source("autre"))
    most = build(ad("a"), ad("b"), ad("c", source="autre"), sources=two)["offres/index.md"]
    assert "relevées auprès de 2 sources, surtout Éditeur site, jusqu’au" in text(most)
    half = build(ad("a"), ad("c", source="autre"), sources=two)["offres/index.md"]
    assert "relevées auprès de 2 sources, jusqu’au" in text(half)


def test_the_list_says_how_many_ads_are_not_of_france():
    bamako = {"text": "Bamako", "commune": "Bamako", "country": "ML"}
    abroad, both = ad("a", places=[bamako]), ad("b", places=[bamako, {"text": "Paris", "departement_code": "75"}])
    page = build(abroad, both, ad("c"), ad("d", places=[]))["offres/index.md"]
    assert "4 annonces de community manager, dont 1 uniquement hors de France, relevées chez Éditeur site" in text(
        page
    )


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
        ("contrat", "apprentissage"): "dont apprentissage",
        ("contrat", "cdi"): "CDI",
        ("contrat", "non-precise"): "Non précisé",
        ("salaire", "affiche"): "Montant affiché",
        ("salaire", "douteux"): "Montant douteux",
        ("salaire", "absent"): "Aucun montant",
        ("teletravail", "total"): "Entièrement à distance",
        ("teletravail", "non-precise"): "Non précisé",
        ("mois", "2026-11"): "Novembre 2026",
        ("mois", "2026-10"): "Octobre 2026",
        ("etat", "online"): "En ligne",
        ("etat", "expired"): "Retirée",
        ("competence", "canva"): "Canva",
        ("competence", "non-precise"): "Aucune nommée",
    }


def test_contracts_within_another_come_after_it_and_a_filter_of_one_box_is_not_there():
    pages = build(
        *(ad(f"p{number}", contract="professionnalisation") for number in range(3)),
        *(ad(f"d{number}", contract="CDD") for number in range(2)),
        ad("a", contract="apprentissage"),
        *(ad(f"c{number}", contract="CDI") for number in range(6)),
    )
    facets = {
        words(each.cssselect("legend")[0]): each for each in body(pages["offres/index.md"]).cssselect("fieldset")
    }
    assert list(facets) == ["Contrat"]
    assert [words(label) for label in facets["Contrat"].iter("label")] == [
        "CDI 6",
        "Alternance 4",
        "dont professionnalisation 3",
        "dont apprentissage 1",
        "CDD 2",
    ]


def test_what_pays_a_trainee_is_no_level():
    pages = build(ad("a", level="alternant"), ad("b", level="stagiaire"), ad("c", level="junior"))
    levels = [row["niveau"] for row in rows(pages)]
    assert sorted(levels) == [["junior"], ["non-precise"], ["non-precise"]]


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


@pytest.mark.parametrize(("days", "told"), [(14, False), (15, True)])
def test_a_long_silence_is_told_where_ads_are_counted_among_other_things(days, told):
    read = (TODAY - dt.timedelta(days=days)).isoformat()
    ads = [ad(f"a{n}", first_seen=read, skills=["canva"], fingerprint="0" * 16) for n in range(20)]
    pages = build(*ads, runs=(run(read),))
    for path in (
        "competences/index.md", "competences/que-me-manque-t-il/index.md", "competences/canva/index.md",
    ):  # fmt: skip
        said = re.search(
            r"Les annonces comptées ici s’arrêtent au \d+ novembre 2026, il y a 15 jours\.", text(pages[path])
        )
        assert bool(said) is told, path


def test_without_ads_the_page_says_so_and_the_home_page_counts_none():
    pages = build(runs=())
    assert "Aucune annonce pour l’instant." in text(pages["offres/index.md"])
    assert not body(pages["offres/index.md"]).cssselect(".explorer")
    assert "Annonces suivies" not in text(pages["index.md"])
    assert [path for path in pages if path.startswith("offres/")] == ["offres/index.md"]
