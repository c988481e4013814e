"""What `metier check` tells of the entries: all at once, in French, at its place."""

import pytest

from tests.catalog.conftest import RESOURCE

STUDY = """\
title: Enquête 2018
url: https://exemple.fr/enquete
publisher: Relais
published: 2018-09
kind: enquete
summary: Une enquête.
topics: [salaires]
producer: Producteur
year: 2018
sample_size: 1150
population: CM répondants
read_on: relay
figures:
  - metric: part-femmes
    value: 66
"""


def test_a_good_catalog_has_no_problem(check):
    assert check({"resources/repondre": RESOURCE, "studies/enquete-2018": STUDY}) == []


def test_all_the_errors_of_a_file_come_at_once(check):
    text = (
        RESOURCE.replace("https://", "ftp://").replace("title:", "titel:").replace("kind: article", "kind: articl")
        + "published_on: hier\n"
    )
    assert check({"resources/x": text}) == [
        "data/resources/x.yml:1:1: champ « titel » inconnu ; vouliez-vous dire « title » ? [unknown_field]",
        "data/resources/x.yml:1:1: champ « title » obligatoire [missing]",
        "data/resources/x.yml:2:6: champ « url » : l’adresse doit commencer par http:// ou https:// [url_scheme]",
        "data/resources/x.yml:5:7: champ « kind » : « articl » n’est pas parmi : article, essai, opinion, methode,"
        " liste, infographie, fiche-metier, salaires, annonce, formation, memoire, resume-etude, outil, guide,"
        " texte-officiel ; vouliez-vous dire « article » ? [choice]",
        "data/resources/x.yml:8:1: champ « published_on » inconnu ; vouliez-vous dire « published » ? [unknown_field]",
    ]


@pytest.mark.parametrize(
    ("line", "replacement", "expected"),
    [
        ("title: Répondre vite", "title: 2012", "1:8: champ « title » : doit être un texte (mettre un nombre entre"),
        ("title: Répondre vite", "title:", "1:7: champ « title » : la valeur manque"),
        ("title: Répondre vite", 'title: ""', "1:8: champ « title » : ne doit pas être vide"),
        ("title: Répondre vite", f"title: {'x' * 301}", "1:8: champ « title » : trop long (301 caractères, au plus 300)"),
        ("published: 2012-05-09", "published: 9 mai 2012", "4:12: champ « published » : « 9 mai 2012 » n’est pas une date"),
        ("published: 2012-05-09", "published: 2012-02-30", "4:12: champ « published » : « 2012-02-30 » n’est pas une"),
        ("published: 2012-05-09", "published: 2027-01", "4:12: champ « published » : 2027-01 est dans le futur"),
        ("topics: [moderation]", "topics: [moderatoin]", "7:10: champ « topics » : « moderatoin » n’existe pas ; vouliez-vous"),
        ("topics: [moderation]", "topics: moderation", "7:9: champ « topics » : doit être une liste"),
        ("topics: [moderation]", "topics: []", "7:9: champ « topics » : doit avoir au moins un élément"),
        ("topics: [moderation]", "topics: [moderation, moderation]", "7:22: « moderation » est déjà dans la liste"),
        ("topics: [moderation]", "topics: [moderation]\nid: x", "8:1: champ « id » à retirer"),
        ("url: https://exemple.fr/repondre", "url: javascript:alert(1)", "2:6: champ « url » : l’adresse doit commencer"),
        ("url: https://exemple.fr/repondre", "url: https://moi:secret@exemple.fr", "2:6: champ « url » : l’adresse ne doit"),
        ("url: https://exemple.fr/repondre", "url: http://[x", "2:6: champ « url » : l’adresse est mal formée"),
        ("url: https://exemple.fr/repondre", "link: trouve", "2:7: sans « url », « link » ne peut pas être « trouve »"),
        ("topics: [moderation]", "topics: [moderation]\ninferred: {publihed: page}", "« publihed » n’est pas un champ"),
        ("topics: [moderation]", "topics: [moderation]\nnote: \"a\\x07b\"", "8:7: champ « note » : caractère de contrôle interdit"),
    ],
)  # fmt: skip
def test_a_wrong_field_is_told_at_its_place(check, line, replacement, expected):
    assert line in RESOURCE
    found = check({"resources/x": RESOURCE.replace(line, replacement)})
    assert len(found) == 1, found
    assert expected in found[0]


@pytest.mark.parametrize(
    ("figures", "code"),
    [
        ("{metric: part-femme, value: 66}", "unknown_metric"),
        ("{metric: part-femmes, value: 166}", "share_range"),
        ("{metric: part-femmes, min: 70, max: 60}", "min_over_max"),
        ("{metric: part-femmes}", "figure_value"),
        ("{metric: part-femmes, value: 66, max: 70}", "figure_value"),
        ("{metric: part-femmes, value: 66, group: {contrat: CDI}}", "unknown_dimension"),
        ("{metric: part-femmes, value: 66, year: 2031}", "future_date"),
        ("{metric: part-femmes, value: 66, n: inconnu}", "figure_n"),
        ("{metric: part-femmes, value: '66'}", "float_type"),
        ("{metric: part-femmes, value: 66}\n  - {metric: part-femmes, value: 67}", "figure_key"),
    ],
)
def test_a_figure_says_what_it_takes_to_judge_it(check, figures, code):
    text = STUDY.replace("  - metric: part-femmes\n    value: 66\n", f"  - {figures}\n")
    found = check({"studies/x": text})
    assert [problem.rpartition("[")[2].rstrip("]") for problem in found] == [code], found


def test_a_figure_outside_a_study_says_its_year_its_n_its_producer_and_where_it_was_read(check):
    found = check({"resources/x": RESOURCE + "figures:\n  - metric: part-femmes\n    value: 66\n"})
    codes = {problem.rpartition("[")[2].rstrip("]") for problem in found}
    assert codes == {"figure_year", "figure_n", "figure_producer", "figure_read_on"}
    said = "    year: inconnu\n    n: inconnu\n    producer: Eptica\n    read_on: original\n"
    assert check({"resources/x": RESOURCE + "figures:\n  - metric: part-femmes\n    value: 66\n" + said}) == []


def test_the_same_page_or_title_twice_is_told_whatever_its_case_and_accents_encoding(check):
    other = RESOURCE.replace("https://exemple.fr/repondre", "http://www.exemple.fr/repondre/?utm_source=x").replace(
        "Répondre vite", "RE\u0301PONDRE VITE"
    )
    assert check({"resources/a": RESOURCE, "resources/b": other}) == [
        "data/resources/b.yml:1:8: ce titre est déjà celui de resources/a [double_title]",
        "data/resources/b.yml:2:6: cette adresse est déjà celle de resources/a [double_url]",
    ]


def test_one_id_names_one_work(check):
    study = STUDY.replace("Enquête 2018", "Autre")
    found = check({"resources/x": RESOURCE, "studies/x": study})
    assert [problem for problem in found if "double_id" in problem] == [
        "data/studies/x.yml:1:1: l’identifiant « x » sert déjà à resources/x [double_id]"
    ]


def test_a_question_calls_only_what_exists(check):
    question = (
        "title: Combien ?\nanswer: D’après [[enquete-2018#part-femmes]] et [[repondre]], voir [[enquete-2018#part-femme]]"
        " et [[repondr]].\nlimits: On ne sait pas.\ntopics: [salaires]\n"
    )
    found = check({"resources/repondre": RESOURCE, "studies/enquete-2018": STUDY, "questions/combien": question})
    assert found == [
        "data/questions/combien.yml:2:9: « [[enquete-2018#part-femme]] » : enquete-2018 n’a pas de chiffre"
        " « part-femme » ; vouliez-vous dire « part-femmes » ? [unknown_reference]",
        "data/questions/combien.yml:2:9: « [[repondr]] » : aucune entrée « repondr » ; vouliez-vous dire"
        " « repondre » ? [unknown_reference]",
    ]


def test_what_is_not_an_entry_is_told(check, data):
    (data / "resources" / "dossier.yml").mkdir(parents=True)
    (data / "resources" / "x.yaml").write_text("a: b")
    (data / "ressources").mkdir()
    found = check({"resources/Été 2012": RESOURCE})
    assert found == [
        "data/resources/dossier.yml:1:1: c’est un dossier, pas un fichier [directory]",
        "data/resources/x.yaml:1:1: un fichier d’entrée se termine par « .yml » [file_name]",
        "data/resources/Été 2012.yml:1:1: nom de fichier « Été 2012 » : lettres minuscules, chiffres et tirets"
        " seulement, par exemple « ete-2012.yml » [file_name]",
        "data/ressources:1:1: « ressources » n’a pas sa place dans data/ ; vouliez-vous dire « resources » ? [folder]",
    ]


def test_hostile_text_is_only_text(check):
    hostile = "'<script>alert(1)</script> {{ 7*7 }} {% raw %} [x](javascript:y) [[a]] ../../etc/passwd'"
    assert check({"resources/x": RESOURCE.replace("Un texte.", hostile)}) == []
