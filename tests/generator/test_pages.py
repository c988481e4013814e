"""The pages as text: what a reader must find on each, whatever the engine."""

import csv
import datetime as dt
import io
import posixpath
import re
import shutil
from pathlib import Path

import pytest
import yaml
from lxml import html

from catalog.load import load_catalog
from catalog.store import Collected
from generator.actions import Address
from generator.page import Page
from generator.pages import build_pages
from generator.reading import read_contents
from tests.generator.made import ad, collected, run

TODAY = dt.date(2026, 11, 22)
FORGE = "https://forge.exemple.fr/equipe/metier-cm"
HERE = Address("https://exemple.fr/metier-cm/", FORGE, f"{FORGE}/edit/publie/")
HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} [x](javascript:alert(1)) </title> [[a#b]]"

FILES = {
    "metrics.yml": """
part-femmes: {label: Part de femmes, definition: Part des répondantes., unit: "%", kind: part}
part-contrat: {label: Contrat, definition: Part d’un contrat., unit: "%", kind: part, dimensions: [contrat]}
salaire-median: {label: Salaire médian, definition: La moitié gagne moins., unit: €, per: an, basis: brut, kind: médiane}
""",
    "topics.yml": "profils: {label: Profils, description: Qui fait le métier.}\nveille: {label: Veille, description: V.}\n",
    "highlights.yml": "salaire: {label: Salaire médian, figure: enquete-2013#salaire-median}\n",
    "comparisons.yml": """
salaire: {kind: changement, label: Salaire médian en, figures: [enquete-2011#salaire-median, enquete-2013#salaire-median]}
cdi: {kind: contradiction, label: CDI en 2013, figures: [enquete-2013#part-contrat.cdi, enquete-2013#autre]}
""",
    "interviews/ada.yml": """
title: Ada parle
url: https://exemple.fr/ada
publisher: Exemple
author: Guy Demande
published: 2012-05-09
summary: Ada raconte.
topics: [profils]
skills: [canva]
person: {name: Ada L., role: CM, age: 30, studies: [BTS], employer: Ville, employer_type: collectivite, country: FR}
inferred: {published: la copie est datée}
questions:
  - {question: Comment ?, answer: Comme ça.}
  - {question: Pourquoi ?, answer: Parce que.}
""",
    "resources/veiller.yml": """
title: Veiller d’abord
link: introuvable
publisher: inconnu
published: 2010/2012
kind: methode
summary: Observer avant d’agir.
topics: [veille, profils]
off_topic: Parle d’autre chose.
reliability: Une seule source.
repairs: [{field: title, was: "Veiller d’ab...", why: coupé}]
figures:
  - {metric: part-femmes, value: 12, year: inconnu, n: inconnu, producer: Eptica, read_on: copy}
""",
    "skills/canva.yml": "label: {fr: Canva}\ncategory: outil\ndefinition: Un outil de dessin.\n",
    "questions/combien.yml": """
title: Combien ?
answer: >-
  Cela dépend. La médiane est [[enquete-2013#salaire-median]], lire [[ada]].
limits: On ne sait pas tout.
topics: [profils]
sources: [veiller]
""",
    "collections/prem.yml": """
title: Ma collection
curator: alkyna
dated: 4 février
summary: Deux pages.
items: [veiller, ada]
""",
}  # fmt: skip


def study(year: int, women: int) -> str:
    return f"""
title: Enquête {year}
url: https://exemple.fr/{year}
publisher: Relais
published: {year}
kind: enquete
series: Enquête annuelle
summary: Une édition.
topics: [profils]
producer: Producteur
year: {year}
sample_size: {year - 1000}
population: CM volontaires
read_on: relay
figures:
  - {{metric: part-femmes, value: {women}}}
  - {{metric: salaire-median, value: 25000}}
  - {{metric: part-contrat, value: 50, group: {{contrat: CDI}}}}
  - {{metric: part-contrat, value: 51, group: {{contrat: CDI}}, key: autre, n: inconnu, note: autre reprise}}
"""


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "data"


def build(data: Path, collected: Collected | None = None) -> dict[str, Page]:
    loaded = load_catalog(data, TODAY)
    assert [str(problem) for problem in loaded.problems] == []
    return {page.path: page for page in build_pages(loaded.catalog, TODAY, HERE, collected=collected)}


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> dict[str, Page]:
    files = FILES | {
        f"studies/enquete-{year}.yml": study(year, women) for year, women in ((2011, 55), (2012, 52), (2013, 69))
    }
    files["studies/enquete-2013.yml"] = files["studies/enquete-2013.yml"].replace(
        "value: 69}", "value: 69, qualifier: environ}"
    )
    return build(write(tmp_path_factory.mktemp("site"), files))


def text_of(page: Page) -> str:
    """What is read before anything is opened in a sentence."""
    body = html.fromstring(page.text.split("---\n", 2)[2])
    for popover in body.xpath("//*[@popover]"):
        popover.drop_tree()
    return re.sub(r"\s+", " ", body.text_content().replace("\u00a0", " ").replace("\u202f", " "))


def test_every_page_has_one_heading_a_title_and_a_description(pages):
    for path, page in pages.items():
        if path.endswith(".md"):
            front = yaml.safe_load(page.text.split("---\n")[1])
            assert front["title"], path
            assert 0 < len(front["description"]) <= 160, path
            assert page.text.count("<h1") == 1, path


def test_a_page_is_one_block_that_markdown_leaves_alone(pages):
    for path, page in pages.items():
        if path.endswith(".md"):
            body = page.text.split("---\n", 2)[2].strip("\n")
            assert "\n\n" not in body, path
            assert all(line == line.lstrip() for line in body.split("\n")), path


def test_links_lead_to_pages_and_anchors_that_exist(pages):
    for path, page in pages.items():
        if not path.endswith(".md"):
            continue
        for link in html.fromstring(page.text.split("---\n", 2)[2]).iter("a"):
            href = link.get("href")
            if href.startswith("http"):
                continue
            target, _, anchor = href.partition("#")
            joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            file = joined if joined in pages else posixpath.normpath(posixpath.join(joined, "index.md"))
            assert file in pages, (path, href)
            assert not anchor or f'id="{anchor}"' in pages[file].text, (path, href)


def test_an_interview_shows_its_age_its_person_its_answers_and_its_place(pages):
    page = pages["interviews/ada/index.md"]
    text = text_of(page)
    assert "Publié il y a 14 ans, 6 mois et 13 jours (9 mai 2012) : ces informations sont peut-être périmées." in text
    assert "Exemple, 9 mai 2012 inféré" in text
    assert re.search(r"Ada L\. ?Rôle ?CM ?Études ?BTS ?Âge déclaré ?30 ans en 2012", text)
    assert re.search(r"Comment \? Comme ça\. Pourquoi \? Parce que\.", text)
    assert "2 sur 2, collection d’alkyna" in text
    assert "Interview, par Guy Demande, Exemple" in text
    assert "← 1. Veiller d’abord" in text
    assert page.source == "data/interviews/ada.yml"
    links = {
        link.text_content(): link.get("href") for link in html.fromstring(page.text.split("---\n", 2)[2]).iter("a")
    }
    assert links["Modifier"] == f"{FORGE}/edit/publie/data/interviews/ada.yml"
    assert links["Signaler"].startswith("https://forge.exemple.fr/equipe/metier-cm/issues/new?title=")
    assert "https://exemple.fr/metier-cm/interviews/ada/" in text
    related = html.fromstring(page.text.split("---\n", 2)[2]).cssselect(".near li")
    assert len(related) >= 3
    assert all(item.cssselect("small")[0].text_content() for item in related)


def test_a_doubtful_resource_says_all_its_doubts(pages):
    text = text_of(pages["ressources/veiller/index.md"])
    for words in (
        "Publié entre 2010 et 2012, il y a 14 à 16 ans",
        "Hors sujet",
        "À lire avec prudence",
        "Réparé : titre",
        "Veiller d’ab...",
        "page introuvable",
        "éditeur inconnu",
        "année inconnue · n non communiqué · lu sur une copie",
    ):
        assert words in text, words


def test_every_figure_of_a_study_names_its_year_its_n_its_producer_and_where_it_was_read(pages):
    page = html.fromstring(pages["etudes/enquete-2013/index.md"].text.split("---\n", 2)[2])
    figures = page.cssselect("[id^=chiffre-]")
    assert [figure.get("id") for figure in figures] == [
        "chiffre-part-femmes", "chiffre-salaire-median", "chiffre-part-contrat.cdi", "chiffre-autre",
    ]  # fmt: skip
    for figure in figures:
        summary = figure.cssselect("summary")[0].text_content().replace("\u00a0", " ").replace("\u202f", " ")
        n = "n non communiqué" if figure.get("id") == "chiffre-autre" else "n = 1 013"
        assert summary == f"2013 · {n} · lu chez un tiers"
        details = figure.cssselect("details")[0].text_content()
        assert "Producteur" in details
        assert "CM volontaires" in details
    assert "Salaire médian en" not in text_of(pages["etudes/enquete-2013/index.md"]), "a change is no contradiction"
    assert "CDI en 2013 : 50 % ou 51 %" in text_of(pages["etudes/enquete-2013/index.md"])


def test_an_answer_calls_a_figure_with_its_year_and_its_n(pages):
    page = pages["questions/combien/index.md"]
    assert re.search(r"La médiane est 25 000 €.*\(2013, n = 1 013\), lire Ada parle\.", text_of(page))
    front = yaml.safe_load(page.text.split("---\n")[1])
    assert front["description"] == "Cela dépend."


def test_the_home_page_shows_headline_figures_a_chart_with_its_table_and_what_disagrees(pages):
    text = text_of(pages["index.md"])
    assert "Salaire médian25 000 € brut par an" in text
    assert "Le métier s’est féminisé : de 55 % à environ 69 % de femmes" in text
    assert "Salaire médian en : 25 000 € brut par an (2011, n = 1 011) puis 25 000 € brut par an (2013" in text
    assert re.search(r"CDI en 2013 : 50 % \(2013, n = 1 013\) ou 51 % \(2013, n non communiqué\)", text)
    table = html.fromstring(pages["index.md"].text.split("---\n", 2)[2]).cssselect("figure table tbody tr")
    assert [row.cssselect("td")[0].text_content().replace("\u00a0", " ") for row in table] == [
        "55 %",
        "52 %",
        "environ 69 %",
    ]
    assert pages["donnees/part-femmes.csv"].text.splitlines() == [
        "study,year,metric,value,qualifier,unit,n,population,producer,read_on,url",
        "enquete-2011,2011,part-femmes,55,,%,1011,CM volontaires,Producteur,relay,https://exemple.fr/2011",
        "enquete-2012,2012,part-femmes,52,,%,1012,CM volontaires,Producteur,relay,https://exemple.fr/2012",
        "enquete-2013,2013,part-femmes,69,environ,%,1013,CM volontaires,Producteur,relay,https://exemple.fr/2013",
    ]


def test_the_home_page_counts_the_ads_with_their_month_and_tells_a_silence(tmp_path):
    files = FILES | {f"studies/enquete-{year}.yml": study(year, 60) for year in (2011, 2013)}
    data = write(tmp_path, files)
    ads = (ad("a", first_seen="2026-10-03"), ad("b", first_seen="2026-10-03", duplicate_of="a"))
    home = text_of(build(data, collected(*ads, runs=(run("2026-10-03"),)))["index.md"])
    assert "Annonces suivies1octobre 2026 · 1 source" in home
    assert "Les dernières données sont du 3 octobre 2026, il y a 50 jours." in home
    assert "Aucune annonce n’est encore collectée" in text_of(build(data)["index.md"])


def test_each_theme_each_kind_and_each_collection_has_its_page(pages):
    for path in (
        "ressources/theme/veille",
        "ressources/theme/profils",
        "ressources/type/methode",
        "ressources/type/enquete",
    ):
        assert f"{path}/index.md" in pages
    assert text_of(pages["collections/prem/index.md"]).index("Veiller d’abord") < text_of(
        pages["collections/prem/index.md"]
    ).index("Ada parle")


def test_the_same_catalog_and_day_give_the_same_bytes(tmp_path):
    data = write(tmp_path, FILES | {f"studies/enquete-{year}.yml": study(year, 60) for year in (2011, 2013)})
    assert build(data) == build(data)


def hostile(value: object, words: set[str], seen: set[str]) -> object:
    """A copy of an entry where each of ``words`` has become hostile text."""
    if isinstance(value, dict):
        return {key: hostile(item, words, seen) for key, item in value.items()}
    if isinstance(value, list):
        return [hostile(item, words, seen) for item in value]
    if value in words:
        seen.add(value)
        return HOSTILE
    return value


def test_hostile_text_is_shown_as_it_was_typed_wherever_it_stands(tmp_path):
    words = {
        "Ada raconte.", "Ada parle", "Ada L.", "Comment ?", "Comme ça.", "la copie est datée", "Exemple", "Ville", "BTS",
        "Un outil de dessin.", "Observer avant d’agir.", "Parle d’autre chose.", "Une seule source.", "Deux pages.",
        "Qui fait le métier.", "CM volontaires", "autre reprise", "Producteur", "Part des répondantes.", "4 février",
        "coupé", "Veiller d’ab...", "CDI", "Enquête annuelle", "Canva",
    }  # fmt: skip
    seen: set[str] = set()
    files = {}
    for name, text in (FILES | {"studies/enquete-2013.yml": study(2013, 60)}).items():
        files[name] = yaml.safe_dump(hostile(yaml.load(text, yaml.CBaseLoader), words, seen), allow_unicode=True)
        files[name] = re.sub(r"'(\d+)'$", r"\1", files[name], flags=re.MULTILINE)
    del files["comparisons.yml"]  # it names a figure by its group, now hostile
    assert seen == words
    built = build(write(tmp_path, files))
    shown = re.sub(r"\s+", " ", HOSTILE)
    for path, page in built.items():
        if path.endswith(".md"):
            body = html.fromstring(page.text.split("---\n", 2)[2])
            assert not body.cssselect("img, script, [onerror]"), path
            assert not [link for link in body.iter("a") if link.get("href", "").startswith("javascript")], path
    assert text_of(built["interviews/ada/index.md"]).count(shown) >= 9
    assert text_of(built["etudes/enquete-2013/index.md"]).count(shown) >= 5


def test_a_formula_in_a_cell_stays_text(tmp_path):
    files = FILES | {f"studies/enquete-{year}.yml": study(year, 60) for year in (2011, 2012, 2013)}
    name = "studies/enquete-2011.yml"
    files[name] = files[name].replace("producer: Producteur", "producer: \"=HYPERLINK(1), dit 'moi'\"")
    built = build(write(tmp_path, files))
    rows = list(csv.reader(io.StringIO(built["donnees/part-femmes.csv"].text)))
    assert rows[1][8] == "'=HYPERLINK(1), dit 'moi'"
    assert {len(row) for row in rows} == {11}


def test_many_figures_of_one_measure_become_a_table_with_their_bars(tmp_path):
    rows = "".join(f"  - {{metric: part-contrat, value: {10 * n}, group: {{contrat: C{n}}}}}\n" for n in range(1, 5))
    built = build(
        write(
            tmp_path,
            {name: FILES[name] for name in ("metrics.yml", "topics.yml")}
            | {"studies/e.yml": study(2013, 60) + rows, "skills/canva.yml": FILES["skills/canva.yml"]},
        )
    )
    page = html.fromstring(built["etudes/e/index.md"].text.split("---\n", 2)[2])
    table = page.cssselect("table tbody tr")
    assert [row.cssselect("th")[0].text_content().split()[0] for row in table] == [
        "CDI",
        "CDI",
        "C1",
        "C2",
        "C3",
        "C4",
    ]
    assert [bar.get("style") for bar in page.cssselect(".mini")] == [f"width:{n}%" for n in (50, 51, 10, 20, 30, 40)]


def test_a_skill_leads_to_those_named_with_it(tmp_path):
    skills = {
        f"skills/s{n}.yml": f"label: {{fr: Compétence {n}}}\ncategory: outil\ndefinition: D.\n" for n in range(1, 9)
    }
    ada = FILES["interviews/ada.yml"].replace("[canva]", "[canva, s1, s2, s3, s4, s5, s6, s7]")
    files = {name: FILES[name] for name in ("metrics.yml", "topics.yml", "skills/canva.yml")}
    built = build(write(tmp_path, files | skills | {"interviews/ada.yml": ada}))
    page = html.fromstring(built["competences/canva/index.md"].text.split("---\n", 2)[2])
    assert [chip.text_content() for chip in page.cssselect(".near a")] == [f"Compétence {n}" for n in range(1, 7)]


def test_what_a_fork_keeps_of_our_data_already_makes_a_site(tmp_path):
    """The steps of the README, "Make it yours": references and places stay, entries go, registries are emptied."""
    ours, data = Path(__file__).parents[2] / "data", tmp_path / "data"
    for kept in ("geography", "references", "schema"):
        shutil.copytree(ours / kept, data / kept)
    for registry in ("comparisons", "doors", "highlights", "metrics", "topics"):
        (data / f"{registry}.yml").write_text("{}\n", "utf-8")
    (data / "titles").mkdir()
    (data / "titles" / "comptable.yml").write_text("label: {fr: Comptable}\nrelevance: profession\n", "utf-8")
    pages = {page.path for page in read_contents(data, TODAY).pages}
    assert {"index.md", "offres/index.md", "sources/index.md", "competences/index.md"} <= pages
    assert not any(path.startswith("pme/") for path in pages)
