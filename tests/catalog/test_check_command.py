"""`metier check`: the command."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from metier import main
from tests.catalog.conftest import RESOURCE


@pytest.fixture
def run(data, monkeypatch):
    monkeypatch.chdir(data.parent)
    (data / "resources").mkdir()
    return lambda *arguments: CliRunner().invoke(main, ["check", *arguments])


def test_says_nothing_is_wrong_and_exits_0(run, data):
    (data / "resources" / "a.yml").write_text(RESOURCE, "utf-8")
    result = run()
    assert (result.exit_code, result.stdout) == (0, "")


def test_prints_one_line_a_problem_and_exits_1(run, data):
    (data / "resources" / "a.yml").write_text(RESOURCE.replace("https", "ftp"), "utf-8")
    (data / "resources" / "b.yml").write_bytes(b"")
    result = run()
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "data/resources/a.yml:2:6: champ « url » : l’adresse doit commencer par http:// ou https:// [url_scheme]",
        "data/resources/b.yml:1:1: le fichier est vide [empty]",
    ]
    one = run("data/resources/b.yml")
    assert one.stdout.splitlines() == ["data/resources/b.yml:1:1: le fichier est vide [empty]"]
    assert run("data/questions").stdout == "data/questions:1:1: fichier introuvable [missing_file]\n"


def test_a_page_is_told_all_that_it_calls_wrongly_and_once(run, data):
    docs = data.parent / "docs"
    docs.mkdir()
    (docs / "a.md").write_text("[[rien]], [[table:rien#a.n]] et [[.\n\n[[table:rien]]", "utf-8")
    (docs / "illisible.md").symlink_to("nulle-part")
    told = run().stdout.splitlines()
    assert [line.partition(": ")[0] for line in told] == [
        "docs/a.md:1:1", "docs/a.md:1:11", "docs/a.md:1:33", "docs/a.md:3:1", "docs/illisible.md:1:1",
    ]  # fmt: skip
    assert "aucune table « rien »" in told[1]
    assert "fichier illisible" in told[-1]
    assert run("docs/illisible.md").stdout.splitlines() == told[-1:]


def test_checks_a_draft_kept_elsewhere(run, tmp_path):
    draft = tmp_path / "brouillon" / "resources" / "x.yml"
    draft.parent.mkdir(parents=True)
    draft.write_text(RESOURCE.replace("moderation", "modération"), "utf-8")
    result = run(str(draft))
    assert result.exit_code == 1
    assert "« modération » n’est pas un identifiant" in result.stdout


def test_without_data_says_so(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check"])
    assert (result.exit_code, result.stdout) == (1, "data:1:1: dossier introuvable [missing_folder]\n")


def test_the_editorial_level_is_asked_for(run, data):
    (data / "resources" / "a.yml").write_text(RESOURCE, "utf-8")
    result = run("--strict")
    assert result.exit_code == 1
    assert "data/resources/a.yml:6:10: résumé de 2 mots : il en faut de 25 à 90 [summary_length]" in result.stdout
    assert run().exit_code == 0


def test_looks_for_what_was_taken_from_a_source(run, data, tmp_path):
    taken = "un texte qui dit la même chose que sa source du premier mot au dernier sans rien changer"
    (data / "resources" / "a.yml").write_text(RESOURCE.replace("Un texte.", taken), "utf-8")
    sources = tmp_path / "textes"
    sources.mkdir()
    (sources / "a.txt").write_text(f"Avant. {taken} Après.", "utf-8")
    (sources / "b.txt").write_bytes(b"\xff")
    told = [line for line in run("--against", str(sources)).stdout.splitlines() if "borrowed_run" in line]
    assert len(told) == 1
    assert told[0].startswith("data/resources/a.yml:6:10: 18 mots de suite sont ceux de la source : « un texte qui")


def test_counts_what_the_data_hold(run, data):
    (data / "resources" / "a.yml").write_text(RESOURCE, "utf-8")
    result = run("--stats")
    assert result.exit_code == 0
    rows = [line.split() for line in result.stdout.splitlines()]
    assert rows[0] == ["compte", "attendu", "manque"]
    assert ["Ressources", "1", "160", "159"] in rows


def test_the_curated_data_of_this_repository_is_sound():
    import datetime as dt

    from catalog.check import check_paths

    data = Path(__file__).parents[2] / "data"
    assert [str(problem) for problem in check_paths(data, (), dt.date.today())] == []
