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
        ("kind: article", "kind: article\nlink: introuvable", "6:7: une page dont on a l’adresse n’est pas « introuvable »"),
        ("published: 2012-05-09", "published: 2024/2030", "4:12: champ « published » : 2024/2030 est dans le futur"),
        ("topics: [moderation]", "topics: [moderation]\nrepairs: [{field: topics, was: x, why: y}]", "« topics » n’est pas un texte"),
        ("title: Répondre vite", 'title: "a\\nb"', "1:8: champ « title » : doit tenir sur une ligne"),
        ("title: Répondre vite", 'title: "a\\tb"', "1:8: champ « title » : doit tenir sur une ligne"),
        ("title: Répondre vite", 'title: "a\\u0085b"', "caractère de contrôle interdit (U+0085)"),
        ("title: Répondre vite", 'title: "a\\u202eb"', "caractère de contrôle interdit (U+202E)"),
        ("title: Répondre vite", 'title: "a\\u2066b"', "caractère de contrôle interdit (U+2066)"),
        ("title: Répondre vite", 'title: "a\\U0001FFFFb"', "caractère de contrôle interdit (U+1FFFF)"),
        ("title: Répondre vite", 'title: "\\u200b\\u3164"', "1:8: champ « title » : doit avoir au moins un caractère visible"),
        ("summary: Un texte.", 'summary: "a\\u202eb"', "caractère de contrôle interdit (U+202E)"),
        ("summary: Un texte.", 'summary: "a\\uFDD0b"', "caractère de contrôle interdit (U+FDD0)"),
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
        ("{metric: part-femmes, value: 66, year: 2024/2031}", "future_date"),
        ("{metric: part-femmes, value: 66, n: inconnu}", "figure_n"),
        ("{metric: part-femmes, value: 66, year: inconnu}", "figure_year"),
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


def test_a_wrong_reference_is_told_at_its_own_line(check):
    question = (
        "title: Combien ?\nanswer: >-\n  D’abord ceci,\n  puis [[rien]] et\n\n  [[rien]] encore.\nlimits: |\n  Voir\n"
        "  [[ rien ]].\ntopics: [salaires]\n"
    )
    found = check({"questions/combien": question})
    assert [line.partition(" ")[0] for line in found] == [
        "data/questions/combien.yml:4:8:",
        "data/questions/combien.yml:9:3:",
    ]


def test_a_question_calls_only_what_exists(check):
    question = (
        "title: Combien ?\nanswer: D’après [[enquete-2018#part-femmes]] et [[repondre]], voir [[enquete-2018#part-femme]]"
        " et [[repondr]].\nlimits: On ne sait pas.\ntopics: [salaires]\n"
    )
    found = check({"resources/repondre": RESOURCE, "studies/enquete-2018": STUDY, "questions/combien": question})
    assert found == [
        "data/questions/combien.yml:2:68: « [[enquete-2018#part-femme]] » : enquete-2018 n’a pas de chiffre"
        " « part-femme » ; vouliez-vous dire « part-femmes » ? [unknown_reference]",
        "data/questions/combien.yml:2:99: « [[repondr]] » : aucune entrée « repondr » ; vouliez-vous dire"
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


def test_a_folded_line_and_an_interval_that_reaches_this_year_are_fine(check):
    text = RESOURCE.replace("Répondre vite", ">-\n  Répondre\n  vite").replace("2012-05-09", "2024/2026")
    figure = "{metric: part-femmes, value: 66, year: inconnu, n: inconnu, note: Non daté.}"
    study = STUDY.replace("  - metric: part-femmes\n    value: 66\n", f"  - {figure}\n")
    assert check({"resources/x": text, "studies/y": study}) == []


def test_a_number_written_in_words_is_told_how_to_write_it(check):
    found = check({"studies/x": STUDY.replace("value: 66", "value: abc")})
    assert found == [
        "data/studies/x.yml:15:12: champ « value » : doit être un nombre, avec un point pour les décimales (75.5)"
        " [float_type]"
    ]


SKILL = "label: {fr: Modération}\ncategory: metier\ndefinition: Tenir une discussion.\n"
TITLE = "label: {fr: Modérateur}\nrelevance: voisin\nvariants: [Modératrice]\n"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({"skills/a": SKILL + "related: [a]\n"}, "a.yml:4:11: une compétence n’est pas proche d’elle-même [self]"),
        ({"skills/a": SKILL, "skills/b": SKILL}, "b.yml:1:13: « Modération » désigne déjà skills/a [double_name]"),
        ({"skills/a": SKILL + "aliases: [modération]\n"}, "a.yml:4:11: « modération » désigne déjà cette entrée [double_name]"),
        ({"titles/a": TITLE, "titles/b": TITLE.replace("Modérateur", "Animateur")}, "b.yml:3:12: « Modératrice » désigne déjà titles/a [double_name]"),
    ],
)  # fmt: skip
def test_the_words_of_the_profession_name_one_thing_each(check, entries, expected):
    found = check(entries)
    assert len(found) == 1, found
    assert found[0].endswith(expected)


def test_a_collection_holds_works_only(check):
    question = "title: Combien ?\nanswer: Rien.\nlimits: Rien.\ntopics: [salaires]\n"
    collection = "title: T\ncurator: C\ndated: D\nsummary: S\nitems: [combien, repondre]\n"
    found = check({"questions/combien": question, "resources/repondre": RESOURCE, "collections/c": collection})
    assert found == [
        "data/collections/c.yml:5:9: champ « items » : « combien » est dans data/questions [unknown_id]",
    ]


def test_a_door_does_not_take_the_place_of_a_section(check):
    questions = {f"questions/q{n}": f"title: Q{n} ?\nanswer: R.\nlimits: L.\ntopics: [salaires]\n" for n in range(5)}
    door = "{title: T, teaser: T, lede: L, questions: [q0, q1, q2, q3, q4]}\n"
    found = check({**questions, "doors": f"je-recrute: {door}etudes: {door}"})
    assert found == [
        "data/doors.yml:2:1: « etudes » est déjà une partie du site : nommer cette porte autrement [reserved_id]"
    ]


METRICS = """
part-femmes: {label: F, definition: D, unit: "%", kind: part}
part-contrat: {label: C, definition: D, unit: "%", kind: part}
salaire: {label: S, definition: D, unit: €, per: an, basis: brut, kind: moyenne}
salaire-net: {label: N, definition: D, unit: €, per: an, basis: net, kind: moyenne}
"""


@pytest.mark.parametrize(
    ("kind", "figures", "expected"),
    [
        ("changement", "a#part-femmes, b#part-femmes", []),
        ("changement", "a#part-femmes, b#part-contrat", []),
        ("contradiction", "a#part-femmes, a#autre", []),
        ("contradiction", "a#part-femmes, b#part-femmes", ["3:28 comparison_year"]),
        ("changement", "a#part-femmes, b#part-femmes, b#salaire", ["3:43 comparison_metric"]),
        ("changement", "a#salaire, b#salaire-net", ["3:24 comparison_metric"]),
    ],
)
def test_like_is_compared_with_like(check, kind, figures, expected):
    figure = "  - {metric: part-femmes, value: 6}\n  - {metric: part-femmes, value: 7, key: autre}\n"
    figure += "".join(f"  - {{metric: {name}, value: 6}}\n" for name in ("part-contrat", "salaire", "salaire-net"))
    a = STUDY.partition("  - metric")[0] + figure
    b = a.replace("2018", "2021").replace("exemple.fr/enquete", "exemple.fr/autre")
    comparison = f"x:\n  kind: {kind}\n  figures: [{figures}]\n  label: L\n"
    found = check({"metrics": METRICS, "studies/a": a, "studies/b": b, "comparisons": comparison})
    places = [problem.removeprefix("data/comparisons.yml:").partition(": ")[0] for problem in found]
    codes = [problem.rpartition("[")[2].rstrip("]") for problem in found]
    assert [f"{place} {code}" for place, code in zip(places, codes, strict=True)] == expected


def test_an_empty_entry_of_a_registry_is_told_beside_the_faults_of_others(check):
    found = check({"topics": "salaires: {label: S}\nmoderation:\n"})
    assert [problem.rpartition("[")[2] for problem in found] == ["missing]", "mapping]"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("51,5", "« 51,5 » n’est pas un nombre : écrire 51.5, sans espace ni unité"),
        ("51 %", "« 51 % » n’est pas un nombre : écrire 51, sans espace ni unité"),
        ("30 000 €", "« 30 000 € » n’est pas un nombre : écrire 30000, sans espace ni unité"),
        ("30.000", "« 30.000 » n’est pas un nombre : écrire 30000, sans espace ni unité"),
        ("beaucoup", "doit être un nombre, avec un point pour les décimales (75.5)"),
    ],
)
def test_a_number_written_the_french_way_is_told_how_to_write_it(check, written, said):
    found = check({"studies/x": STUDY.replace("value: 66", f"value: {written}")})
    assert [problem.replace("\u00a0", " ") for problem in found] == [
        f"data/studies/x.yml:15:12: champ « value » : {said} [float_type]"
    ]


def test_an_accented_name_is_told_its_plain_form(check):
    found = check({"resources/x": RESOURCE.replace("[moderation]", "[modération]")})
    assert len(found) == 1
    assert found[0].endswith("80 au plus ; vouliez-vous dire « moderation » ? [id]")


def test_a_space_before_the_colon_is_told(check):
    found = check({"resources/x": RESOURCE.replace("kind:", "kind\u00a0:")})
    assert (
        "data/resources/x.yml:5:1: une espace insécable avant le deux-points de « kind » : l’enlever [unknown_field]"
        in found
    )


def test_brackets_left_open_are_told(check):
    question = "title: Combien ?\nanswer: Voir [[repondre] et [[repondre]].\nlimits: L.\ntopics: [salaires]\n"
    assert check({"resources/repondre": RESOURCE, "questions/combien": question}) == [
        "data/questions/combien.yml:2:9: champ « answer » : des crochets doubles ne se referment pas :"
        " écrire [[entrée]] ou [[étude#chiffre]] [reference_syntax]"
    ]


def test_a_missing_space_after_the_colon_is_told_on_its_line(check):
    assert check({"resources/x": RESOURCE.replace("url: ", "url:")}) == [
        "data/resources/x.yml:2:1: il manque une espace après le deux-points de « url » [yaml]"
    ]
