"""« Que me manque-t-il ? »: what its file holds, what the page shows without a script, and how heavy both are."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.catalog import Catalog
from catalog.models import Skill
from generator.page import Page
from generator.pages import open_site
from generator.site import Renderer, Site, View
from generator.views.skills.gap import FOLDER, ad_texts, gap_json
from generator.views.skills.learning import Lesson, teaches
from tests.generator.made import TERRITORY, TODAY, catalog, collected, source
from tests.generator.test_skills import (
    JOBS,
    LABELS,
    TOOL,
    pages,
    read,
    resource,
    skill,
    training,
    tree,
    words,
)

VIEW = View(Renderer(Site(catalog(), TODAY)), FOLDER)
NAMES = st.sampled_from([f"competence-{number}" for number in range(30)])
TEXTS = st.lists(st.lists(NAMES, min_size=1, max_size=8, unique=True).map(sorted), max_size=40)


def held(built: dict[str, Page]) -> dict[str, object]:
    [file] = [page for path, page in built.items() if path.startswith(f"{FOLDER}/textes-")]
    found: dict[str, object] = json.loads(file.text)
    return found


@given(TEXTS, TEXTS)
def test_the_file_gives_back_every_text_of_each_corpus(ads: list[list[str]], jobs: list[list[str]]) -> None:
    found = json.loads(gap_json({"annonces": ads, "fiches-metier": jobs}, {}, VIEW))
    for corpus, texts in (("annonces", ads), ("fiches-metier", jobs)):
        told = Counter[tuple[str, ...]]()
        for times, *places in found["corpora"][corpus]:
            told[tuple(sorted(found["skills"][place] for place in places))] += times
        assert told == Counter(map(tuple, texts))


@given(TEXTS, st.randoms())
def test_the_order_in_which_texts_come_changes_nothing(texts: list[list[str]], chance: random.Random) -> None:
    shuffled = list(texts)
    chance.shuffle(shuffled)
    assert gap_json({"annonces": texts}, {}, VIEW) == gap_json({"annonces": shuffled}, {}, VIEW)


def test_ten_thousand_ads_hold_in_a_hundred_kilobytes() -> None:
    """Drawn at random from a vocabulary as large as ours, unlike real ads, which repeat each other."""
    chance = random.Random(20261125)
    known = [f"une-competence-{number}" for number in range(208)]
    weights = [1 / (rank + 3) for rank in range(len(known))]
    ads = [sorted(set(chance.choices(known, weights, k=chance.randint(2, 14)))) for _ in range(10_000)]
    lessons = {
        name: [Lesson("À lire", f"Un titre de longueur moyenne {n}", f"ressources/r-{n}/index.md") for n in range(3)]
        for name in known
    }
    assert len(gzip.compress(gap_json({"annonces": ads}, lessons, VIEW).encode(), 9)) < 100_000


def test_only_the_ads_of_the_market_that_were_read_are_counted() -> None:
    built = pages(
        *JOBS,
        ads=(
            read("lue", "canva", "veille"),
            read("relue", "canva", "veille", duplicate_of="lue"),
            read("sans-competence"),
            read("ancienne", "canva", date_posted="2024-01-01", first_seen="2024-01-01"),
            read("etranger", "canva", places=[{"text": "Dakar", "country": "SN"}]),
        ),
    )
    corpora = held(built)["corpora"]
    assert isinstance(corpora, dict)
    assert [times for times, *_ in corpora["annonces"]] == [1]
    assert sum(times for times, *_ in corpora["fiches-metier"]) == len(JOBS)
    page = tree(built[f"{FOLDER}/index.md"])
    assert [words(label) for label in page.cssselect(".corpus-choice label")] == ["6 fiches métier", "1 annonce"]


def test_a_corpus_without_any_text_is_said_and_cannot_be_chosen() -> None:
    labels = tree(pages(*JOBS)[f"{FOLDER}/index.md"]).cssselect(".corpus-choice label")
    assert [words(label) for label in labels] == ["6 fiches métier", "annonces : aucune lue en entier"]
    assert [label.cssselect("input")[0].get("disabled") is not None for label in labels] == [False, True]


def test_beyond_so_many_ads_the_newest_that_name_a_skill_are_kept() -> None:
    ads = [
        read(f"o{number}", *names, date_posted=day, first_seen=day)
        for number, (day, names) in enumerate(
            [
                ("2026-11-01", ("canva",)),
                ("2026-11-03", ("veille", "canva")),
                ("2026-11-04", ()),
                ("2026-11-02", ("tiktok",)),
                ("2026-10-01", ("moderation",)),
            ]
        )
    ]
    catalog_ = Catalog(skills={name: skill(name) for name in LABELS}, sources={"site": source()})
    site = open_site(catalog_, TODAY, collected(*ads), TERRITORY)
    assert ad_texts(site, LABELS, most=3) == [["canva", "veille"], ["tiktok"], ["canva"]]
    assert ad_texts(site, {"canva"}, most=3) == [["canva"], ["canva"]]
    assert len(ad_texts(site, LABELS)) == 4
    assert ad_texts(site, ()) == []


def test_a_tool_that_has_closed_is_neither_ticked_nor_counted_nor_taught() -> None:
    skills = (skill("canva"), skill("veille"), skill("moderation"), skill("tiktok", tool={**TOOL, "until": "2017"}))
    jobs = [resource(f"f{n}", "fiche-metier", *("tiktok", "canva")[: n % 2 + 1]) for n in range(10)]
    built = pages(*jobs, resource("guide", "guide", "tiktok"), skills=skills)
    corpora, lessons = held(built)["corpora"], held(built)["lessons"]
    assert isinstance(corpora, dict)
    assert sum(times for times, *_ in corpora["fiches-metier"]) == 5
    assert lessons == {}
    page = tree(built[f"{FOLDER}/index.md"])
    assert "tiktok" not in [box.get("value") for box in page.cssselect("input[name=competence]")]
    assert [words(item.cssselect("a")[0]) for item in page.cssselect("ol.ranked > li")] == ["Canva"]


@pytest.mark.parametrize(
    ("title", "named", "taught"),
    [
        ("Une méthode", ("veille", "canva"), ["veille"]),
        ("Apprendre Canva en une heure", ("veille", "canva"), ["canva", "veille"]),
        ("Les canvas du lean", ("veille", "canva"), ["veille"]),
        ("La modération", ("veille", "canva"), ["veille"]),
    ],
)
def test_a_page_teaches_the_skill_it_names_first_and_those_of_its_title(
    title: str, named: tuple[str, ...], taught: list[str]
) -> None:
    built = pages(*JOBS, resource("page", "guide", *named, title=title))
    lessons = held(built)["lessons"]
    assert isinstance(lessons, dict)
    assert sorted(lessons) == taught


def test_a_title_proves_nothing_of_a_name_that_is_a_common_word() -> None:
    common = Skill.model_validate(
        {"id": "later", "label": {"fr": "Later"}, "category": "outil", "definition": "D.", "tool": TOOL}
        | {"ambiguous": ["Later"], "contexts": ["Instagram"]}
    )
    assert not teaches(resource("page", "guide", "veille", "later", title="See you later"), common)
    assert teaches(resource("page", "guide", "later", title="See you later"), common)


def test_without_a_script_the_ranking_and_where_to_learn_are_there() -> None:
    built = pages(*JOBS, resource("methode", "methode", "veille"), training("ouverte", "2028-01-01", "veille"))
    page = tree(built[f"{FOLDER}/index.md"])
    ranked = page.cssselect("ol.ranked > li")
    assert [words(item) for item in ranked] == [
        "Canva 6 sur 6 Pour l’apprendre : rien encore dans la collection.",
        "Veille 3 sur 6 Pour l’apprendre : Titre methode · Titre ouverte",
    ]
    assert [link.get("href") for link in ranked[1].cssselect("a")] == [
        "../veille/",
        "../../ressources/methode/",
        "../../formations/#ouverte",
    ]
    assert page.cssselect("form.gap")[0].get("class") == "gap js-only"
    assert "Aucune annonce de France n’a encore été lue en entier." in words(page)


def test_a_course_that_has_expired_is_never_advised() -> None:
    built = pages(*JOBS, training("finie", "2024-01-01", "canva"))
    assert "Titre finie" not in built[f"{FOLDER}/index.md"].text
    assert held(built)["lessons"] == {}


def test_every_skill_has_one_box_named_by_its_id() -> None:
    page = tree(pages(*JOBS)[f"{FOLDER}/index.md"])
    boxes = [box.get("value") for box in page.cssselect("input[name=competence]")]
    assert sorted(boxes) == ["canva", "moderation", "tiktok", "veille"]


def test_the_file_is_named_after_what_it_holds() -> None:
    one, other = (
        next(path for path in pages(*jobs) if path.startswith(f"{FOLDER}/textes-")) for jobs in (JOBS, JOBS[1:])
    )
    assert one != other
    assert one in pages(*JOBS)[f"{FOLDER}/index.md"].text.replace('data-gap="', f'data-gap="{FOLDER}/')
