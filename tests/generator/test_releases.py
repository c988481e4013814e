"""Versions: what a manifest keeps, what changed since, what a figure was worth before, and what is wrong in a file."""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import string
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from catalog.load import load_catalog
from generator.pages import open_site
from generator.reading import BadData, read_contents
from generator.releases.contents import Contents, Value, difference
from generator.releases.ledger import Ledger
from generator.releases.manifest import Manifest, load_manifests, read_manifest
from generator.releases.news import News, news
from generator.releases.present import contents_of, mark_of, shown_figures, survey_figures
from generator.releases.write import NotReleased, write_release
from generator.site import Site
from metier import main
from tests.generator.made import ad, collected

DAYS = [dt.date(2026, 11, day) for day in (1, 8, 15, 22)]
STUDY = """
title: Enquête
url: https://exemple.fr/enquete
publisher: Relais
published: 2013
kind: enquete
summary: Une édition.
topics: [profils]
producer: Producteur
year: 2013
sample_size: 1013
population: CM
read_on: relay
link_checked: 2026-01-01
figures:
  - {metric: salaire, value: 25000}
  - {metric: part, value: 52, group: {contrat: CDI}}
"""
FILES = {
    "metrics.yml": """
salaire: {label: Salaire, definition: Ce qu’on gagne., unit: €, per: an, basis: brut, kind: médiane}
part: {label: Part, definition: Une part., unit: "%", kind: part, dimensions: [contrat]}
""",
    "topics.yml": "profils: {label: Profils, description: Qui fait le métier.}\n",
    "skills/canva.yml": "label: {fr: Canva}\ncategory: outil\ndefinition: Un outil.\nmatches: [sur Canva]\n",
    "studies/enquete.yml": STUDY,
}


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root / "data"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write(tmp_path, FILES)


def site(data: Path, today: dt.date, kept=None, manifests=()) -> Site:
    loaded = load_catalog(data, today)
    assert [str(problem) for problem in loaded.problems] == []
    return open_site(loaded.catalog, today, kept, releases=manifests)


def manifest(day: dt.date, before: Contents, after: Contents) -> Manifest:
    return Manifest.of(day, difference(before, after), after)


def chain(*states: Contents) -> list[Manifest]:
    befores = (Contents(), *states)
    return [manifest(day, before, after) for day, before, after in zip(DAYS, befores, states, strict=False)]


def figure(words: str | None, n: int | None = 10) -> Contents:
    return Contents(figures={"enquete#salaire": Value(words, n)} if words else {})


def news_of(data: Path, manifests: list[Manifest], today: dt.date = DAYS[3], kept=None) -> News:
    return news(site(data, today, kept, manifests))


def recorded(data: Path, day: dt.date, kept=None) -> Manifest:
    shown = site(data, day, kept)
    return manifest(day, Contents(), contents_of(shown, shown_figures(shown).values()))


# What a version keeps.

PRINTS = st.text("0123456789abcdef", min_size=8, max_size=8)
IDS = st.text("abc-", min_size=1, max_size=3)
VALUES = st.builds(Value, st.sampled_from(["30 000 €", "environ 70 %", "52 %"]), st.none() | st.integers(0, 9))
CONTENTS = st.builds(
    Contents,
    entries=st.dictionaries(st.tuples(st.sampled_from(["studies", "skills"]), IDS), PRINTS, max_size=5),
    figures=st.dictionaries(st.sampled_from(["a#b", "a#c.d", "table:t#k.n"]), VALUES),
    ads=st.frozensets(st.text(string.ascii_lowercase, min_size=8, max_size=8), max_size=30),
)


@given(st.lists(CONTENTS, min_size=1, max_size=4))
def test_versions_read_again_hold_what_was_recorded(states: list[Contents]):
    read = [read_manifest(each.written(), "v.json") for each in chain(*states)]
    assert [problems for _, problems in read] == [[]] * len(states)
    ledger = Ledger(each for each, _ in read if each)
    assert ledger.contents == states[-1]
    assert set(ledger.held) == set(states[-1].entries)


@given(CONTENTS, CONTENTS)
def test_a_file_lists_changes_only(before: Contents, after: Contents):
    assert not difference(after, after)
    assert manifest(DAYS[0], after, after) == Manifest(date=DAYS[0])
    told = manifest(DAYS[1], before, after)
    same = {key for key, mark in after.entries.items() if before.entries.get(key) == mark}
    assert not {(kind, name) for kind, named in told.entries.items() for name in named} & same


def test_a_file_has_one_entry_or_figure_a_line(data: Path):
    lines = recorded(data, DAYS[0], collected(ad("a"))).written().decode().splitlines()
    assert '  "enquete#part.cdi": ["52 %", 1013],' in lines
    assert '  "enquete#salaire": ["25 000 €", 1013]' in lines, "plain spaces"
    assert sum('"canva": "' in line for line in lines) == 1
    assert sum(mark_of("a") in line for line in lines) == 1
    assert not any('"a"' in line for line in lines), "the id of an ad does not outlive it"


def test_ten_thousand_ads_a_thousand_entries_and_figures_stay_small():
    letters = random.Random(6)
    name = lambda length: "".join(letters.choices(string.ascii_lowercase + "-", k=length))  # noqa: E731
    held = Contents(
        entries={("resources", name(40)): f"{index:08x}" for index in range(1_000)},
        figures={f"{name(30)}#{name(30)}": Value("de 25 000 à 30 000 €", 1_013) for _ in range(1_000)},
        ads=frozenset(mark_of(f"ad-{index}") for index in range(10_000)),
    )
    assert len(held.ads) == 10_000
    assert len(chain(held)[0].written()) < 300_000


def test_what_no_reader_sees_changes_no_entry(data: Path):
    before = recorded(data, DAYS[0])
    study = STUDY.replace("2026-01-01", "2026-02-02")
    skill = FILES["skills/canva.yml"].replace("sur Canva", "avec Canva")
    write(data.parent, {"studies/enquete.yml": study, "skills/canva.yml": skill})
    assert not news_of(data, [before]).changes
    write(data.parent, {"studies/enquete.yml": STUDY.replace("Une édition", "Une autre édition")})
    assert news_of(data, [before]).changes.changed == (("studies", "enquete"),)


def test_names_that_only_refuse_ads_are_not_kept(data: Path):
    write(
        data.parent,
        {f"titles/{each}.yml": f"label: {{fr: {each}}}\nrelevance: {each}\n" for each in ("voisin", "homonyme")},
    )
    assert set(recorded(data, DAYS[0]).entries["titles"]) == {"voisin"}


# What is new.


def test_entries_are_new_changed_removed_or_renamed(data: Path):
    write(data.parent, {"skills/figma.yml": "label: {fr: Figma}\ncategory: outil\ndefinition: Dessin.\n"})
    before = recorded(data, DAYS[0])
    (data / "skills/canva.yml").rename(data / "skills/canva-pro.yml")
    (data / "skills/figma.yml").unlink()
    write(data.parent, {"skills/gimp.yml": "label: {fr: Gimp}\ncategory: outil\ndefinition: Images.\n"})
    changes = news_of(data, [before]).changes
    assert changes.added == (("skills", "gimp"),)
    assert changes.removed == (("skills", "figma"),)
    assert changes.renamed == ((("skills", "canva"), ("skills", "canva-pro")),)
    assert changes.changed == ()
    told = news_of(data, [before])
    assert told.words.replace("\u00a0", " ") == "1 fiche nouvelle, 1 renommée, 1 retirée"


def test_a_renamed_entry_keeps_the_day_it_came():
    first, second = (Contents(entries={("skills", name): "0" * 8}) for name in ("canva", "canva-pro"))
    held = Ledger(chain(first, second)).held
    assert held.keys() == {("skills", "canva-pro")}
    assert held["skills", "canva-pro"].added == DAYS[0]


def test_a_repost_of_a_known_ad_is_no_new_ad(data: Path):
    known, lone = ad("known"), ad("lone")
    before = recorded(data, DAYS[0], collected(known))
    repost = ad("again", duplicate_of="known")
    told = news_of(data, [before], dt.date(2026, 11, 25), collected(known, repost, lone))
    assert [group.first.ad.id for group in told.ads] == ["lone"]
    assert told.words.replace("\u00a0", " ") == "1 annonce nouvelle"


def test_a_changed_figure_gives_its_value_before_and_since_when(data: Path):
    before = recorded(data, DAYS[0])
    write(data.parent, {"studies/enquete.yml": STUDY.replace("25000", "26000")})
    told = news_of(data, [before])
    assert [(each.reference, each.before.words, each.after.words) for each in told.changes.values] == [
        ("enquete#salaire", "25 000 €", "26 000 €")
    ]
    assert told.since == DAYS[0]
    write(
        data.parent, {"studies/enquete.yml": STUDY.replace("- {metric: part", "- {metric: part, n: 500, note: Autre")}
    )
    told = news_of(data, [before])
    assert told.changes.values == ()
    assert [(each.before.n, each.after.n) for each in told.changes.counts] == [(1013, 500)]


def test_without_a_version_nothing_is_said_to_be_new(data: Path):
    told = news_of(data, [])
    assert (told.since, bool(told.changes), told.ads, told.words) == (None, False, (), "")


def test_a_version_of_a_later_day_is_not_known_yet(data: Path):
    assert news_of(data, [recorded(data, DAYS[2])], today=DAYS[1]).since is None
    assert news_of(data, [recorded(data, DAYS[2])], today=DAYS[2]).since == DAYS[2]


def test_what_gathers_figures_can_be_replaced(data: Path):
    here = site(data, DAYS[0])
    assert set(shown_figures(here, [lambda shown: list(survey_figures(shown))[:1]])) == {"enquete#salaire"}


# What a figure was worth before.


def formers(now: str, *states: Contents) -> list[tuple[str, int | None, dt.date]]:
    told = Ledger(chain(*states)).former_values("enquete#salaire", now)
    return [(each.words.replace("\u202f", " "), each.n, each.until) for each in told]


def test_former_values_are_told_with_the_last_version_that_held_each():
    states = (figure("25 000 €"), figure("26 000 €", 12), figure("26 000 €", 13), figure("27 000 €"))
    assert formers("27 000 €", *states) == [("26 000 €", 13, DAYS[2]), ("25 000 €", 10, DAYS[0])]
    assert formers("28 000 €", *states)[0] == ("27 000 €", 10, DAYS[3]), "today differs from the last version"


def test_typography_and_counts_make_no_former_value():
    assert formers("25\u202f000\u00a0€", figure("25 000 €"), figure("25 000 €", 99)) == []
    assert formers("25 000 €") == []


def test_a_figure_that_left_and_came_back_had_no_other_value_meanwhile():
    assert formers("25 000 €", figure("25 000 €"), figure(None), figure("25 000 €")) == []
    assert formers("26 000 €", figure("25 000 €"), figure(None), figure("26 000 €")) == [("25 000 €", 10, DAYS[0])]


def test_a_value_taken_up_again_tells_the_one_between():
    told = formers("25 000 €", figure("25 000 €"), figure("26 000 €"), figure("25 000 €"))
    assert told == [("26 000 €", 10, DAYS[1]), ("25 000 €", 10, DAYS[0])]


# The file of a version.


def written(text: str) -> list[str]:
    return [str(problem) for problem in read_manifest(text.encode(), "data/releases/2026-11-01.json")[1]]


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ('{\n "date": "2026-11-01",\n "entries": {"skills": {"a": "0" "b"}}\n}', "3:34", "virgule"),
        ('{\n "date": "2026-11-01",\n<<<<<<< HEAD\n "ads": {}\n}', "3:1", "fusion"),
        ('{\n "date": "2026-11-01",\n "entries": {"skills": {\n  "a": "nothing"\n }}\n}', "4:8", "forme attendue"),
        ('{\n "date": "2026-11-01",\n "chiffres": {}\n}', "3:2", "« chiffres » inconnu"),
        ('{\n "date": "hier"\n}', "2:10", "date"),
        ('{\n "date": "2026-11-01",\n "figures": {\n  "a#b": ["1", 2],\n  "a#b": ["3", 4]\n }\n}', "5:3", "a#b"),
        ("[]", "1:1", "groupe"),
        ("", "1:1", "JSON"),
    ],
)  # fmt: skip
def test_a_broken_file_tells_its_fault_at_its_place_in_french(text: str, place: str, words: str):
    told = written(text)
    assert len(told) == 1
    assert told[0].startswith(f"data/releases/2026-11-01.json:{place}: ")
    assert words in told[0]


def test_a_file_that_is_no_text_is_told(tmp_path: Path):
    write(tmp_path, {"releases/2026-11-01.json": ""})
    (tmp_path / "data/releases/2026-11-01.json").write_bytes(b"\xff\xfe")
    (tmp_path / "data/releases/2026-11-08.json").mkdir()
    _, problems = load_manifests(tmp_path / "data/releases", tmp_path)
    assert [problem.code for problem in problems] == ["json_invalid", "unreadable"]


def test_a_file_under_another_date_is_told(tmp_path: Path):
    write(tmp_path, {"releases/2026-11-02.json": '{"date": "2026-11-01"}'})
    manifests, problems = load_manifests(tmp_path / "data/releases", tmp_path)
    assert manifests == []
    assert "2026-11-01.json" in str(problems[0])


def test_a_broken_version_stops_the_build(data: Path):
    write(data.parent, {"releases/2026-11-01.json": "{"})
    with pytest.raises(BadData, match=r"data/releases/2026-11-01\.json:1:2: ce n’est pas du JSON"):
        read_contents(data, DAYS[3])


# The command.


def release(root: Path, monkeypatch: pytest.MonkeyPatch, day: dt.date) -> tuple[int, str]:
    monkeypatch.chdir(root)
    noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
    done = CliRunner().invoke(main, ["release"])
    return done.exit_code, done.output.replace("\u00a0", " ")


def test_a_version_is_written_once_a_day_unless_something_changed(data: Path, monkeypatch):
    file = data / "releases/2026-11-01.json"
    first = "Version du 1er novembre 2026 écrite dans data/releases/2026-11-01.json. C’est la première : 2 fiches, 0 annonce, 2 chiffres.\n"
    assert release(data.parent, monkeypatch, DAYS[0]) == (0, first)
    content, stamp = file.read_bytes(), file.stat().st_mtime_ns
    code, told = release(data.parent, monkeypatch, DAYS[0])
    assert (code, file.read_bytes(), file.stat().st_mtime_ns) == (0, content, stamp)
    assert "rien n’est écrit" in told
    assert (
        release(data.parent, monkeypatch, DAYS[1])[1]
        == "Rien n’a changé depuis la version du 1er novembre 2026 : rien n’est écrit.\n"
    )
    assert os.listdir(data / "releases") == ["2026-11-01.json"]
    write(data.parent, {"studies/enquete.yml": STUDY.replace("25000", "26000")})
    assert "écrite de nouveau" in release(data.parent, monkeypatch, DAYS[0])[1]
    assert json.loads(file.read_text("utf-8"))["figures"]["enquete#salaire"] == ["26 000 €", 1013]


def test_a_second_version_lists_what_changed_and_says_it(data: Path, monkeypatch):
    release(data.parent, monkeypatch, DAYS[0])
    write(data.parent, {"studies/enquete.yml": STUDY.replace("25000", "26000")})
    (data / "skills/canva.yml").unlink()
    _, told = release(data.parent, monkeypatch, DAYS[1])
    assert told.endswith("Depuis celle du 1er novembre 2026 : 1 fiche revue, 1 retirée, 1 chiffre changé.\n")
    second = json.loads((data / "releases/2026-11-08.json").read_text("utf-8"))
    assert second["entries"]["skills"] == {"canva": None}
    assert second["figures"] == {"enquete#salaire": ["26 000 €", 1013]}


def test_no_version_before_a_recorded_one(data: Path, monkeypatch):
    release(data.parent, monkeypatch, DAYS[1])
    code, told = release(data.parent, monkeypatch, DAYS[0])
    assert code == 1
    assert "la version du 8 novembre 2026 existe déjà" in told
    with pytest.raises(NotReleased):
        write_release(data, DAYS[0])
    assert os.listdir(data / "releases") == ["2026-11-08.json"]


def test_faulty_data_give_no_version(data: Path, monkeypatch):
    write(data.parent, {"skills/canva.yml": "label: {fr: Canva}\n"})
    code, told = release(data.parent, monkeypatch, DAYS[0])
    assert code == 1
    assert "data/skills/canva.yml:1:1" in told
    assert not (data / "releases").exists()


def test_check_tells_a_broken_version(data: Path, monkeypatch):
    write(data.parent, {"releases/2026-11-01.json": '{"date": "2026-11-01", "x": 1}'})
    monkeypatch.chdir(data.parent)
    done = CliRunner().invoke(main, ["check"])
    assert done.exit_code == 1
    assert "data/releases/2026-11-01.json:1:24: champ « x » inconnu" in done.output
    assert CliRunner().invoke(main, ["check", "data/skills"]).exit_code == 0


def test_versions_of_this_checkout_can_be_read():
    root = Path(__file__).parents[2]
    assert load_manifests(root / "data/releases", root)[1] == []


def test_invented_records_are_compared_with_no_version(data: Path, tmp_path: Path):
    write(data.parent, {"releases/2026-11-01.json": '{"date": "2026-11-01"}'})
    (tmp_path / "demo").mkdir()
    assert read_contents(data, DAYS[3]).renderer.site.releases.last == DAYS[0]
    assert read_contents(data, DAYS[3], demonstration=tmp_path / "demo").renderer.site.releases.last is None
