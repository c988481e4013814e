"""The editorial level over a small catalog: each fault at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.load import load_catalog
from catalog.models import JobAd
from catalog.strict import strict_problems
from tests.catalog.conftest import TODAY

SUMMARIES = [
    "Un musée ouvre ses réserves à vingt abonnés, puis raconte en images ce qu’ils y ont trouvé ; la page garde leurs"
    " questions et les réponses des conservateurs, une par semaine.",
    "Le service des sports d’une ville note ce que les habitants demandent le lundi, et publie le vendredi une réponse"
    " unique, relue par celui qui tient le gymnase.",
    "Quatre libraires se partagent un compte : chacune y parle un jour de la semaine, signe de son prénom, et passe le"
    " relais avec une question posée aux lecteurs.",
    "Une agence raconte comment elle tient la permanence du soir : deux personnes se relaient, un cahier garde la trace"
    " des échanges, et chacun sait quand il faut réveiller le directeur.",
    "Ce billet compare trois tableaux de bord bâtis sans logiciel payant ; leur auteur préfère le plus court, qui tient"
    " sur une feuille et que toute l’équipe remplit avant le café.",
    "Après un accident, une compagnie de bus a parlé la première et dit ce qu’elle ignorait. Deux ans plus tard, elle"
    " montre ses brouillons, ses délais, et la phrase qu’elle regrette encore.",
]
TOPICS = """\
moderation:
  label: Modération
  description: Tenir une discussion.
"""


def entry(number: int, **fields: str) -> str:
    """A resource that nothing can be said against, but for what ``fields`` change."""
    given = {
        "title": f"Répondre vite, {number}",
        "url": f"https://exemple.fr/{number}",
        "publisher": "Exemple",
        "published": "2012-05-09",
        "kind": "article",
        "summary": f'"{SUMMARIES[number]}"',
        "topics": "[moderation]",
        "skills": "[moderation]",
        **fields,
    }
    return "".join(f"{name}: {value}\n" for name, value in given.items())


SKILL = """\
label:
  fr: Modération
category: metier
definition: Tenir une discussion pour que chacun puisse y prendre part.
"""


@pytest.fixture
def strict(data: Path):
    """Write the entries beside two sound ones; give what is told, as printed, and what holds the rest."""
    (data / "topics.yml").write_text(TOPICS, "utf-8")
    texts = {f"resources/{name}": entry(number) for number, name in enumerate(["un", "deux", "trois"])}
    texts["skills/moderation"] = SKILL

    def run(entries: dict[str, str] | None = None, **rest: object) -> list[str]:
        for name, text in {**texts, **(entries or {})}.items():
            path = data / f"{name}.yml"
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        loaded = load_catalog(data, TODAY)
        assert loaded.problems == []
        return [str(problem) for problem in strict_problems(loaded, **rest)]  # type: ignore[arg-type]

    return run


def test_sound_entries_have_nothing_to_mend(strict):
    assert strict() == []


def test_a_summary_has_25_to_90_words(strict):
    found = strict(
        {"resources/court": entry(4, summary="Un texte."), "resources/long": entry(5, summary="mot " * 91)}
    )
    assert found == [
        "data/resources/court.yml:6:10: résumé de 2 mots : il en faut de 25 à 90 [summary_length]",
        "data/resources/long.yml:6:10: résumé de 91 mots : il en faut de 25 à 90 [summary_length]",
    ]


def test_typography_is_told_where_it_stands_in_a_folded_text(strict):
    folded = f">-\n  {SUMMARIES[3][:60].rstrip()}\n  {SUMMARIES[3][60:].lstrip()}\n  Vraiment ? Oui!"
    assert strict({"resources/x": entry(3, summary=folded)}) == [
        "data/resources/x.yml:9:17: il manque une espace avant « ! » [typography_space]"
    ]


def test_typography_is_told_where_it_stands_between_quotes(strict):
    found = strict({"resources/x": entry(3, note="'Lu : l''essentiel, d''après \"nous\"'")})
    assert [line.split(": ")[0] for line in found] == [
        "data/resources/x.yml:9:14",
        "data/resources/x.yml:9:28",
        "data/resources/x.yml:9:36",
        "data/resources/x.yml:9:41",
    ]


def test_a_foreign_title_is_not_held_to_french_typography(strict):
    english = entry(3, title='"Community: what is it? The guide"', language="en")
    assert strict({"resources/x": english, "resources/y": entry(4, title="L'équipe")}) == [
        "data/resources/y.yml:1:9: apostrophe droite : écrire ’ [typography_apostrophe]"
    ]


def test_two_entries_do_not_share_a_sentence(strict):
    points = f'["{SUMMARIES[0][:100]}"]'
    assert strict({"resources/x": entry(3, points=points)}) == [
        "data/resources/x.yml:9:11: 20 mots de suite sont aussi dans data/resources/un.yml :"
        f" « {SUMMARIES[0][:100].rstrip()} » [shared_run]"
    ]


def test_an_entry_does_not_take_a_sentence_from_its_source(strict):
    (found,) = strict(sources={"un": f"Début. {SUMMARIES[0]} Fin.", "deux": SUMMARIES[0]})
    assert found.startswith("data/resources/un.yml:6:11: ")
    assert found.endswith("[borrowed_run]")


def test_a_title_is_in_the_language_of_its_page(strict):
    titles = {
        "resources/x": entry(3, title="The state of the community, and how to tell"),
        "resources/y": entry(4, title="Pourquoi les marques répondent dans la nuit", language="en"),
        "resources/z": entry(5, title="Quand les villes répondent dans la nuit", language="en")
        + "inferred:\n  title: Titre traduit par nous.\n",
    }
    assert strict(titles) == [
        "data/resources/x.yml:1:8: titre en anglais, « language » dit « fr » [title_language]",
        "data/resources/y.yml:1:8: titre en français, « language » dit « en » [title_language]",
    ]


FIGURE = (
    "\n  - metric: part-femmes\n    value: 60\n    year: inconnu\n    n: inconnu\n    producer: X\n    read_on: relay"
)


def test_a_figure_has_a_year_or_says_why_not(strict):
    undated = {"resources/x": entry(3, published="inconnu", figures=FIGURE)}
    assert strict(undated) == [
        "data/resources/x.yml:12:11: le chiffre « part-femmes » n’a pas d’année, ni de « note » qui dise pourquoi"
        " [figure_undated]"
    ]
    assert (
        strict({"resources/x": entry(3, published="inconnu", figures=f"{FIGURE}\n    note: Page sans date.")}) == []
    )
    assert strict({"resources/x": entry(3, published="2012", figures=FIGURE)}) == []
    dated = FIGURE.replace("year: inconnu", "year: 2011")
    assert strict({"resources/x": entry(3, published="inconnu", figures=dated)}) == []


def test_a_theme_of_two_works_is_dead(strict, data):
    topics = TOPICS + "\nsalaires:\n  label: Salaires\n  description: Ce que l’on gagne.\n"
    (data / "topics.yml").write_text(topics, "utf-8")
    found = strict({"resources/un": entry(0, topics="[moderation, salaires]")})
    assert found == [
        "data/topics.yml:5:1: thème presque vide : 1 œuvre, il en faut au moins 3 [dead_theme]",
    ]


ORPHAN = SKILL.replace("Modération", "Tricot").replace("Tenir une discussion", "Faire des mailles")
JOB = "label:\n  fr: Animateur tricot\nrelevance: voisin\n"
TRAINING = f"""\
title: Licence d’exemple
url: https://exemple.fr/licence
certifier: Exemple
level: 6
ends: inconnu
summary: {SUMMARIES[4].replace(" :", ",")}
skills: [tricot]
"""


def test_an_orphan_skill_is_told(strict):
    assert [line.split(": ")[0] for line in strict({"skills/tricot": ORPHAN})] == ["data/skills/tricot.yml:1:1"]


@pytest.mark.parametrize(
    "entries",
    [
        {"skills/tricot": ORPHAN + "attested: [annonces]\n"},
        {"skills/tricot": ORPHAN + "note: Pas encore vue dans ce que nous citons.\n"},
        {"skills/tricot": ORPHAN, "resources/x": entry(3, skills="[tricot]")},
        {"skills/tricot": ORPHAN, "trainings/x": TRAINING},
        {"skills/tricot": ORPHAN, "titles/animateur-tricot": JOB},
    ],
    ids=["attested", "said", "work", "training", "title"],
)
def test_a_skill_is_attested_by_what_names_it(strict, entries):
    assert strict(entries) == []


def test_a_skill_is_attested_by_an_ad(strict):
    ad = JobAd.model_validate_json(
        '{"id":"x-1","source":"x","source_id":"1","url":"https://exemple.fr/1","first_seen":"2026-10-03",'
        '"title":"Animateur","job_title":"animateur","skills":["tricot"]}'
    )
    assert strict({"skills/tricot": ORPHAN}, ads=[ad]) == []


def test_nothing_is_said_to_lack_while_an_entry_is_unread(data):
    (data / "topics.yml").write_text(TOPICS, "utf-8")
    (data / "resources").mkdir()
    (data / "resources" / "x.yml").write_text("title: [", "utf-8")
    assert strict_problems(load_catalog(data, TODAY)) == []
