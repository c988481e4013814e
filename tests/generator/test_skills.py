"""The pages of skills: who names one, in which corpus, with which minimum; where to learn it; what stands beside it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from lxml import html

from catalog.catalog import Catalog
from catalog.models import Interview, Resource, Skill, Training
from generator.actions import Address
from generator.page import Page
from generator.pages import open_site
from generator.site import Renderer
from generator.views.skills import skill_pages
from tests.generator.made import TERRITORY, TODAY, ad, collected, source

LABELS = {"canva": "Canva", "moderation": "Modération", "veille": "Veille", "tiktok": "TikTok"}
CATEGORIES = {"canva": "outil", "tiktok": "plateforme"}
TOOL = {"publisher": "Canva SA", "price_model": "freemium", "self_hosted": False, "since": "2013"}


def skill(name: str, **fields: Any) -> Skill:
    category = CATEGORIES.get(name, "metier")
    written = {"id": name, "label": {"fr": LABELS[name]}, "category": category, "definition": f"D {name}."}
    return Skill.model_validate(written | ({"tool": TOOL} if name in CATEGORIES else {}) | fields)


def resource(name: str, kind: str, *skills: str, **fields: Any) -> Resource:
    written = {"id": name, "title": f"Titre {name}", "url": "https://exemple.fr/", "publisher": "P", "kind": kind}
    written |= {"published": "2013", "summary": "S.", "topics": ["t"], "skills": skills}
    return Resource.model_validate(written | fields)


def interview(name: str, *skills: str, published: str = "2012") -> Interview:
    written = {"id": name, "title": f"Titre {name}", "url": "https://exemple.fr/", "publisher": "P"}
    asked = {"questions": [{"question": "?", "answer": "R."}], "person": {"name": "Ada", "role": "CM"}}
    return Interview.model_validate(
        {**written, **asked, "published": published, "summary": "S.", "topics": ["t"], "skills": skills}
    )


def training(name: str, ends: str, *skills: str) -> Training:
    written = {"id": name, "title": f"Titre {name}", "url": "https://exemple.fr/", "certifier": "École", "level": 6}
    return Training.model_validate({**written, "ends": ends, "summary": "S.", "skills": skills})


def read(name: str, *skills: str, **fields: Any) -> Any:
    """An ad whose text was read."""
    return ad(name, skills=list(skills), fingerprint="0" * 16, **fields)


def pages(*entries: Any, ads: tuple[Any, ...] = (), skills: tuple[Skill, ...] = ()) -> dict[str, Page]:
    known = {each.id: each for each in (skills or tuple(map(skill, LABELS)))}
    catalog = Catalog(
        skills=known,
        resources={each.id: each for each in entries if isinstance(each, Resource)},
        interviews={each.id: each for each in entries if isinstance(each, Interview)},
        trainings={each.id: each for each in entries if isinstance(each, Training)},
        sources={"site": source()},
    )
    catalog.files.update({("skills", name): f"data/skills/{name}.yml" for name in known})
    catalog.files.update({(folder, name): f"data/{name}.yml" for folder in ("resources", "interviews")
                          for name in catalog.kind(folder)})  # fmt: skip
    site = open_site(catalog, TODAY, collected(*ads), TERRITORY)
    return {page.path: page for page in skill_pages(Renderer(site), Address())}


def tree(page: Page) -> html.HtmlElement:
    return html.fromstring(page.text.split("---\n", 2)[2])


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def demand(built: dict[str, Page], name: str = "canva") -> list[str]:
    """The three corpora of a skill's page, in the order they stand: value and what follows it."""
    found = tree(built[f"competences/{name}/index.md"]).cssselect(".demand > li")
    return [" ".join(words(part) for part in item.cssselect(".value, .label")) for item in found]


JOBS = tuple(
    resource(f"fiche-{number}", "fiche-metier", *("canva", "veille")[: number % 2 + 1]) for number in range(6)
)


def test_each_corpus_is_counted_apart_and_never_added_to_another() -> None:
    talks = tuple(interview(f"i{number}", *(["canva"] if number < 2 else ["veille"])) for number in range(5))
    built = pages(*JOBS, *talks, ads=tuple(read(f"o{number}", "tiktok") for number in range(7)))
    assert demand(built) == [
        "6 sur 6 fiches métier citées la nomment",
        "2 sur 5 interviews lues la nomment",
        "aucune des 7 annonces lues ne la nomme",
    ]


def test_under_five_texts_no_share_is_given_and_none_at_all_is_said() -> None:
    built = pages(*JOBS[:3], interview("i", "canva"))
    assert demand(built) == [
        "effectif insuffisant 3 fiches métier : il en faut 5",
        "effectif insuffisant 1 interview : il en faut 5",
        "effectif insuffisant aucune annonce de France n’a encore été lue en entier",
    ]


def test_ads_lead_once_a_hundred_of_them_are_read_and_shares_become_percents() -> None:
    ads = tuple(read(f"o{number}", *(["canva"] if number % 4 == 0 else ["veille"])) for number in range(100))
    built = pages(*JOBS, ads=ads)
    found = demand(built)
    assert found[0] == "25 % des 100 annonces lues la nomment"
    opened = [item.get("data-figure") for item in tree(built["competences/canva/index.md"]).cssselect(".demand > li")]
    assert opened[0] == "table:competences-corpus#annonces.canva.share"
    assert found[1] == "6 sur 6 fiches métier citées la nomment"
    assert demand(pages(*JOBS, ads=ads[:99]))[-1].startswith("25 sur 99 annonces lues")


def test_an_ad_of_which_only_the_title_is_known_counts_nowhere() -> None:
    built = pages(*JOBS, ads=tuple(ad(f"o{number}", skills=["canva"]) for number in range(9)))
    assert demand(built)[-1].startswith("effectif insuffisant")


def test_a_count_opens_onto_its_row_and_says_when_texts_have_no_date() -> None:
    undated = resource("fiche-sans-date", "fiche-metier", "veille", published="inconnu")
    page = tree(pages(*JOBS, undated)["competences/veille/index.md"])
    item = page.cssselect(".demand > li")[0]
    assert item.get("data-figure") == "table:competences-corpus#fiches-metier.veille.n"
    assert "2013 ou sans date · n = 7" in words(item.cssselect("summary")[0])
    assert "2013 · n = 7" in words(tree(pages(*JOBS, undated)["competences/canva/index.md"]).cssselect("summary")[0])


def test_what_is_read_comes_before_trainings_and_an_expired_one_says_so() -> None:
    built = pages(
        resource("methode", "methode", "canva"),
        resource("hors", "methode", "canva", off_topic="Parle d’autre chose."),
        resource("article", "article", "canva"),
        training("finie", "2024-01-01", "canva"),
        training("ouverte", "2028-01-01", "canva"),
        training("ailleurs", "2028-01-01", "veille"),
    )
    page = tree(built["competences/canva/index.md"])
    parts = words(page)
    learnt = parts[parts.index("Où l’apprendre") : parts.index("À lire aussi")]
    order = [learnt.index(f"Titre {name}") for name in ("methode", "ouverte", "finie")]
    assert order == sorted(order)
    assert "ailleurs" not in learnt
    assert "Titre hors" not in learnt
    assert [words(item) for item in page.cssselect(".plain li") if "expiré" in words(item)] == [
        "Titre finie École enregistrement expiré"
    ]
    assert "Titre article" in parts[parts.index("À lire aussi") :]


def test_a_closed_tool_says_when_and_is_taught_nowhere() -> None:
    skills = (
        *(skill(name) for name in ("canva", "moderation", "veille")),
        skill("tiktok", tool={**TOOL, "until": "2017-04"}),
    )
    built = pages(*JOBS, resource("guide", "guide", "tiktok"), skills=skills)
    page = tree(built["competences/tiktok/index.md"])
    assert not page.cssselect("#apprendre")
    assert not page.cssselect(".onward")
    assert "Titre guide" in words(page)
    terms = [words(term) for term in page.cssselect(".person dt")]
    assert terms == ["Éditeur", "Ouvert", "Fermé", "Vu dans"]
    assert words(page.cssselect(".person dd")[2]) == "avril 2017"
    tools = tree(built["outils/index.md"])
    [gone] = tools.xpath('//h2[@id="disparus"]/..')
    assert [words(row[0]) for row in gone.cssselect("tbody tr")] == ["TikTok ouvert en 2013, fermé en avril 2017"]
    assert words(gone.cssselect("tbody td")[1]) == "fermé"
    rest = tools.xpath('//h2[not(@id="disparus")]/..')
    assert not any("TikTok" in words(link) for part in rest for link in part.cssselect("tbody a, .topic-list a"))


def test_where_a_skill_was_seen_is_counted_and_never_what_an_entry_claims() -> None:
    skills = tuple(skill(name, attested=["fiches métier et annonces"]) for name in LABELS)
    built = pages(*JOBS, interview("i", "veille"), resource("article", "article", "veille"), skills=skills)
    seen = [
        words(tree(built[f"competences/{name}/index.md"]).cssselect(".person")[0]) for name in ("veille", "tiktok")
    ]
    assert seen[0] == "La fiche Vu dans3 fiches métier, 1 interview, 1 autre page"
    assert "Vu dans" not in seen[1]


def test_nothing_to_learn_from_is_said() -> None:
    page = tree(pages()["competences/canva/index.md"])
    assert "Rien pour l’instant." in words(page)
    assert "Non attesté" in words(page)


def test_a_neighbour_says_why_it_is_one() -> None:
    skills = (skill("canva", related=["veille"]), *(skill(name) for name in ("moderation", "veille", "tiktok")))
    built = pages(*(interview(f"i{number}", "canva", "tiktok") for number in range(3)), skills=skills)
    near = [words(item) for item in tree(built["competences/canva/index.md"]).cssselect(".near li")]
    assert near == ["Veilleproche par le sens", "TikToknommée avec elle par 3 pages"]


def test_skills_asked_together_are_told_with_how_much_more_than_chance() -> None:
    ads = tuple(read(f"a{number}", "canva", "veille") for number in range(5))
    ads += tuple(read(f"b{number}", "tiktok") for number in range(15))
    page = tree(pages(ads=ads)["competences/canva/index.md"])
    [row] = page.cssselect("tr[data-figure^='table:competences-ensemble']")
    assert [words(cell) for cell in row] == ["Veille", "5 sur 5", "100 %, 4 fois ce que le hasard donnerait"]
    near = [words(item) for item in page.cssselect(".near li")]
    assert near == ["Veilledemandée avec elle par 5 annonces"]


PAID = {"min": 30000, "max": 36000, "unit": "YEAR", "currency": "EUR", "text": "30 à 36 k€"}


def pay_of(count: int) -> str:
    pay = PAID | {"yearly_gross_min": 30000, "yearly_gross_max": 36000, "usable": True}
    ads = tuple(read(f"o{number}", "canva", base_salary=pay) for number in range(count))
    page = tree(pages(ads=ads)["competences/canva/index.md"])
    return words(page.xpath('//h2[@id="salaire"]/following-sibling::p')[0])


def test_pay_beside_a_skill_needs_ten_jobs() -> None:
    assert pay_of(9) == (
        "Effectif insuffisant : 9 des 9 CDI et CDD qui la nomment affichent un montant ou une fourchette utilisable, il en faut 10."
    )
    assert re.search(r"au moins 30 000 €.*jusqu’à 36 000 €.*n = 10", pay_of(10).replace("\u202f", " "))


def test_a_ranking_names_its_corpus_and_one_that_is_too_small_is_a_sentence() -> None:
    page = tree(pages(*JOBS, *(interview(f"i{number}", "tiktok") for number in range(4)))["competences/index.md"])
    assert [words(item) for item in page.cssselect("#selon-les-fiches-metier h3")] == [
        "« Canva » arrive en tête : dans 6 des 6 fiches métier citées"
    ]
    assert words(page.cssselect("#selon-les-interviews .empty")[0]).startswith("Effectif insuffisant. 4 interviews")
    assert "aucune annonce" in words(page.cssselect("#selon-les-annonces .empty")[0]).lower()


def crossed(*entries: Any, ads: tuple[Any, ...] = ()) -> str:
    """The title of the heat map."""
    [title] = tree(pages(*entries, ads=ads)["competences/index.md"]).cssselect("#cote-a-cote h3")
    return words(title)


def test_the_heat_map_names_the_skill_on_which_corpora_clearly_differ() -> None:
    jobs = tuple(resource(f"f{number}", "fiche-metier", "canva") for number in range(30))
    talks = tuple(interview(f"i{number}", *(["tiktok"] if number < 24 else []), "canva") for number in range(30))
    title = "Un écart net : « TikTok », dans 80 % des interviews et 0 % des fiches métier"
    assert crossed(*jobs, *talks) == title
    neutral = "Les compétences les plus nommées, corpus par corpus"
    assert crossed(*jobs, *talks[:29]) == neutral
    assert crossed(*jobs, *(interview(f"i{number}", "canva") for number in range(30))) == neutral


def test_a_cell_of_the_heat_map_that_rests_on_few_texts_is_a_count() -> None:
    page = tree(pages(*JOBS, *(interview(f"i{number}", "canva") for number in range(30)))["competences/index.md"])
    [row] = [row for row in page.cssselect("#cote-a-cote tbody tr") if "Canva" in words(row)]
    assert [words(cell).replace("\u00a0", " ") for cell in row[1:]] == ["6 sur 6", "100 %"]


def test_levels_take_the_heat_map_once_two_of_them_have_ads_enough() -> None:
    ads = tuple(read(f"j{number}", "canva", level="junior") for number in range(30))
    ads += tuple(read(f"r{number}", "canva", "veille", level="responsable") for number in range(30))
    assert crossed(*JOBS, ads=ads) == (
        "Un écart net : « Veille », dans 100 % des annonces « responsable » et 0 % des annonces « débutant ou junior »"
    )
    assert crossed(*JOBS, ads=(*ads[:5], *ads[30:35])) == "Les compétences les plus demandées, niveau par niveau"


def numbered(count: int) -> tuple[Skill, ...]:
    """Skills « S01 », « S02 »…"""
    names = [f"s{number:02}" for number in range(1, count + 1)]
    return tuple(
        Skill.model_validate({"id": name, "label": {"fr": name.upper()}, "category": "metier", "definition": "D."})
        for name in names
    )


@pytest.mark.parametrize(
    ("count", "told"),
    [
        (10, ""),
        (11, "Les 9 dernières sont à égalité avec « S11 » : l’ordre alphabétique seul les départage."),
        (12, "Les 9 dernières sont à égalité avec « S11 » et « S12 » : l’ordre alphabétique seul les départage."),
        (17, "Les 9 dernières sont à égalité avec 7 autres : l’ordre alphabétique seul les départage."),
    ],
)
def test_a_ranking_says_which_equals_of_its_last_rows_it_leaves_out(count: int, told: str) -> None:
    skills = numbered(count)
    jobs = [resource(f"f{number}", "fiche-metier", "s01") for number in range(3)]
    jobs += [resource(f"g{number}", "fiche-metier", *(each.id for each in skills)) for number in range(2)]
    page = tree(pages(*jobs, skills=skills)["competences/index.md"])
    caption = words(page.cssselect("#selon-les-fiches-metier figcaption")[0])
    assert ("égalité" in caption) == bool(told)
    assert told in caption


def test_two_leaders_are_both_named() -> None:
    ties = tuple(resource(f"f{number}", "fiche-metier", "canva", "veille") for number in range(5))
    page = tree(pages(*ties)["competences/index.md"])
    title = words(page.cssselect("#selon-les-fiches-metier h3")[0])
    assert title == "« Canva » et « Veille » arrivent en tête : dans 5 des 5 fiches métier citées"


def test_a_tool_says_its_publisher_its_price_and_each_corpus() -> None:
    page = tree(pages(*JOBS, *(interview(f"i{number}", "canva") for number in range(5)))["outils/index.md"])
    [row] = page.cssselect("table.toolbox tbody tr")
    assert [words(cell) for cell in row] == [
        "Canva depuis 2013",
        "Canva SA",
        "gratuit, options payantes",
        "6",
        "5",
        "–",
    ]
    assert "TikTok" in words(page.cssselect("#plateformes")[0].getparent())


@pytest.mark.parametrize(
    ("counts", "pages_each", "title"),
    [
        ((0, 5, 32), 40, "« TikTok » n’a jamais été plus nommé : 80 % (2020‑2022)"),
        ((2, 32, 3), 40, "« TikTok » : 80 % au plus haut (2017‑2019), 7,5 % (2020‑2022)"),
        ((2, 8, 6), 40, "« TikTok » dans les pages de la collection, de 2014 à 2022"),
        ((0, 5, 24), 29, "« TikTok » dans les pages de la collection, de 2014 à 2022"),
    ],
)
def test_the_title_of_a_tool_through_the_years_says_where_it_went(
    counts: tuple[int, ...], pages_each: int, title: str
) -> None:
    works = [
        resource(f"w{year}-{number}", "article", *(["tiktok"] if number < count else ["veille"]), published=str(year))
        for year, count in zip((2015, 2018, 2021), counts, strict=True)
        for number in range(pages_each)
    ]
    built = pages(*works)
    [figure] = tree(built["competences/tiktok/index.md"]).cssselect("figure.chart")
    assert words(figure.cssselect("h3")[0]) == title
    cells = [words(row[2]).replace("\u00a0", " ") for row in figure.cssselect("tbody tr")]
    assert cells[1:] == ([f"{count} sur 29" for count in counts[1:]] if pages_each < 30 else cells[1:])
    assert ("pas de pourcentage" in words(figure.cssselect("figcaption")[0])) == (pages_each < 30)
    assert "donnees/graphiques/competence-tiktok.svg" in built


def test_no_years_are_drawn_without_three_whole_periods() -> None:
    works = [
        resource(f"w{year}-{n}", "article", "tiktok", published=str(year)) for year in (2021, 2024) for n in range(9)
    ]
    assert not tree(pages(*works)["competences/tiktok/index.md"]).cssselect("figure.chart")


@pytest.mark.parametrize(
    ("canva", "tiktok", "title"),
    [
        ((0, 24, 8), (0, 4, 28), "Le plus nommé était « Facebook » (2017‑2019), c’est « TikTok » (2020‑2022)"),
        ((12, 24, 36), (0, 4, 20), "« Facebook » est le plus nommé, en 2014‑2016 comme en 2020‑2022"),
        ((0, 24, 19), (0, 4, 21), "« Facebook » et « TikTok » dans les pages de la collection, de 2014 à 2022"),
        ((1, 24, 8), (0, 4, 28), "« TikTok » et « Facebook » dans les pages de la collection, de 2014 à 2022"),
    ],
)
def test_the_title_of_several_tools_names_who_clearly_led_at_first_and_at_last(
    canva: tuple[int, ...], tiktok: tuple[int, ...], title: str
) -> None:
    facebook = {
        "id": "facebook",
        "label": {"fr": "Facebook"},
        "category": "plateforme",
        "definition": "D.",
        "tool": TOOL,
    }
    skills = (*map(skill, LABELS), Skill.model_validate(facebook))
    works = [
        resource(
            f"w{year}-{number}",
            "article",
            "veille",
            *(name for name, count in (("facebook", one), ("tiktok", other)) if number < count),
            published=str(year),
        )
        for year, one, other in zip((2015, 2018, 2021), canva, tiktok, strict=True)
        for number in range(60)
    ]
    [part] = tree(pages(*works, skills=skills)["outils/index.md"]).cssselect("#plateformes-dans-le-temps")
    assert words(part.cssselect("h3")[0]) == title
    assert not re.search(r"\d,\d\d", words(part))
